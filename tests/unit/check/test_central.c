/* SPDX-License-Identifier: MIT */
/*
 * Suppressions in a configuration: by rule, element and file, after those in the documents, the first that fits.
 */
#include "suppress_support.h"

#define MOST_ENTRIES 3

/* A configuration of these entries, each { rule, element or NULL, path or NULL, reason }. */
struct central {
	struct config config;
	struct config_suppression entry[MOST_ENTRIES];
};

static void add_entry(
	struct central *central, const char *rule, const char *element, const char *path, const char *reason)
{
	struct span at = { &central->config.source, central->config.n_suppression,
		central->config.n_suppression + 1 };

	if (central->config.n_suppression == 0)
		central->config.source = (struct source){
			.path = "config.xml", .text = "<config/>", .size = 9
		};
	central->config.folder = "/";
	central->entry[central->config.n_suppression++] = (struct config_suppression){
		.at = at,
		.rule = { rule, at },
		.element = { element, at },
		.path = { path, at },
		.reason = { reason, at },
	};
	central->config.suppression = central->entry;
}

#define PLAN \
	"<site id='s' kind='central'>" GROUP("lab-1", "1") GROUP("lab-2", "2") GROUP("office", "3") "</site>"

static void an_entry_takes_what_its_patterns_fit(void **state)
{
	static const struct {
		const char *element, *path;
		const char *lab_2, *office;
	} rows[] = {
		{ NULL, NULL, "r", "r" },
		{ "lab-*", NULL, "r", NULL },
		{ "lab-?", "*.xml", "r", NULL },
		{ "lab-2", "b.xml", NULL, NULL },
		{ "lab", NULL, NULL, NULL },
		{ "*", "a.xml", "r", "r" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct central central = { 0 };
		struct suppressor suppressor;
		struct plan *plan;

		add_entry(&central, "DOC015", rows[i].element, rows[i].path, "r");
		plan = suppressing(&suppressor, PLAN, &central.config);
		assert_reason(plan, "lab-2", rows[i].lab_2);
		assert_reason(plan, "office", rows[i].office);
		suppress_release(&suppressor);
		plan_free(plan);
		source_release(&central.config.source);
	}
}

static void the_first_entry_that_fits_takes_it(void **state)
{
	struct central central = { 0 };
	struct suppressor suppressor;
	const struct suppression *const *list;
	struct plan *plan;
	uint32_t n;

	(void)state;
	add_entry(&central, "DOC015", "lab-1", NULL, "one");
	add_entry(&central, "DOC SUP", "lab-*", NULL, "lab");
	add_entry(&central, "conflicting-facts", NULL, NULL, "rest");
	plan = suppressing(&suppressor, PLAN, &central.config);
	assert_reason(plan, "lab-1", "one");
	assert_reason(plan, "lab-2", "lab");
	assert_reason(plan, "office", "rest");
	list = suppress_list(&suppressor, &n);
	assert_int_equal(n, 3);
	for (uint32_t i = 0; i < n; i++) {
		assert_true(list[i]->central);
		assert_int_equal(list[i]->count, 1);
	}
	suppress_release(&suppressor);
	plan_free(plan);
	source_release(&central.config.source);
}

static void an_instruction_comes_first(void **state)
{
	struct central central = { 0 };
	struct suppressor suppressor;
	struct plan *plan;

	(void)state;
	add_entry(&central, "DOC015", NULL, NULL, "central");
	plan = suppressing(&suppressor,
		"<site id='s' kind='central'>" IGNORE("DOC015", "inline") GROUP("a", "1")
			GROUP("b", "2") "</site>",
		&central.config);
	assert_reason(plan, "a", "inline");
	assert_reason(plan, "b", "central");
	suppress_release(&suppressor);
	plan_free(plan);
	source_release(&central.config.source);
}

/* One that speaks of elements that the plan has not is for another plan; one that fits and takes nothing is unused. */
static void only_what_was_met_is_unused(void **state)
{
	struct central central = { 0 };
	struct suppressor suppressor;
	struct plan *plan;

	(void)state;
	add_entry(&central, "DOC015", "elsewhere", NULL, "for another plan");
	add_entry(&central, "DOC016", "office", NULL, "nothing looks alike");
	add_entry(&central, "DOC015", NULL, NULL, "");
	plan = suppressing(&suppressor, PLAN, &central.config);
	assert_int_equal(plan_faults(plan, "SUP001"), 1);
	assert_holds(plan_find(plan, "SUP001", 0)->message, "DOC016");
	assert_int_equal(plan_faults(plan, "SUP003"), 1);
	assert_reason(plan, "office", NULL);
	suppress_release(&suppressor);
	plan_free(plan);
	source_release(&central.config.source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_entry_takes_what_its_patterns_fit),
		cmocka_unit_test(the_first_entry_that_fits_takes_it),
		cmocka_unit_test(an_instruction_comes_first),
		cmocka_unit_test(only_what_was_met_is_unused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
