/* SPDX-License-Identifier: MIT */
/*
 * differences.c - compares two plans and their calls, and writes what is different, while memory runs out: at one
 * allocation after the other, once and then for ever after. What comes of it is all of it, or mem_ran_out().
 *
 * Reading the plans while memory runs out is every_allocation's.
 */
#include "topology_support.h"

#include "engine/call_changes.h"
#include "model/compare.h"
#include "report/differences.h"

enum {
	STRIDE = 3, /* each third allocation: both plans make all their calls for it */
	LEAST_FAILURES = 50,
};

/* The sample, and with blanks for the second trunk of its routes, which keeps the length. */
static struct plan *before, *after;

static char *read_sample(void)
{
	FILE *file = fopen(TESTS_DIR "/../samples/sip-trunk-vpn-router.xml", "rb");
	char *text = plan_memory(1 << 16);

	if (file == NULL || fread(text, 1, (1 << 16) - 1, file) == 0)
		abort();
	(void)fclose(file);
	return text;
}

static int read_plans(void **state)
{
	static const char routes[] = "trunks=\"t-sea t-den\"";
	char *text = read_sample();
	int n = 0;

	(void)state;
	before = plan_load_whole(text);
	for (char *at = text; (at = strstr(at, routes)) != NULL; n++)
		memset(strstr(at, " t-den"), ' ', strlen(" t-den"));
	assert_true(n > 1);
	after = plan_load_whole(text);
	free(text);
	return 0;
}

static int free_plans(void **state)
{
	(void)state;
	plan_free(before);
	plan_free(after);
	return 0;
}

/* All three forms one after the other; NULL when somebody said no. For the caller to free. */
static char *compare(void)
{
	static const struct findings no_findings;
	static const struct against nothing_gone;
	struct differences differences = { 0 };
	const struct differences_report report = {
		.before = "before.xml",
		.after = "after.xml",
		.differences = &differences,
		.findings = &no_findings,
		.against = &nothing_gone,
	};
	struct deadline deadline = deadline_in(60);
	struct out out = output_begin();
	int descriptor = out.descriptor;
	char *text = NULL;
	uint32_t left_out;

	compare_topologies(&before->topo, &after->topo, &differences);
	if (compare_calls(&before->topo, &after->topo, &default_limits, &deadline, &differences, &left_out)) {
		differences_text(&report, &out);
		differences_markdown(&report, &out);
		differences_json(&report, &out);
		if (!mem_ran_out())
			text = output_end(&out);
	}
	if (text == NULL) {
		if (out_close(&out, true) != OUT_OK && !mem_ran_out())
			abort();
		close(descriptor);
	}
	differences_release(&differences);
	return text;
}

static int64_t fail_each(bool for_ever)
{
	char *expected = compare();
	int64_t n = 0;
	bool failed = true;

	assert_non_null(expected);
	assert_holds(expected, "second-path");
	for (; failed; n++) {
		char *text;

		mem_fail_after(n * STRIDE, for_ever);
		text = compare();
		failed = mem_ran_out();
		mem_fail_after(-1, false);
		if (!failed)
			assert_string_equal(text, expected);
		free(text);
	}
	free(expected);
	return n;
}

static void each_allocation_fails_once(void **state)
{
	(void)state;
	assert_true(fail_each(false) > LEAST_FAILURES);
}

static void each_allocation_fails_for_ever(void **state)
{
	(void)state;
	assert_true(fail_each(true) > LEAST_FAILURES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_allocation_fails_once),
		cmocka_unit_test(each_allocation_fails_for_ever),
	};

	return cmocka_run_group_tests(tests, read_plans, free_plans);
}
