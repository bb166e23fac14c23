/* SPDX-License-Identifier: MIT */
/*
 * The names of one suppression: how they are separated, which rules they mean, what is wrong with them and where.
 */
#include "suppress_support.h"

#include "check/cover.h"

#include "support.h"

struct bench {
	struct plan *plan;
	struct suppressor suppressor;
	struct cover *cover;
};

static struct bench begin(void)
{
	struct bench bench = { .plan = plan_load("") };

	return bench;
}

/* Reads the list as if it stood at the start of the file. */
static void read_list(struct bench *bench, const char *list)
{
	struct plan *plan = bench->plan;
	struct span at = { &plan->source[0], 0, (uint32_t)strlen(list) };

	assert_true(suppress_init(
		&bench->suppressor, &plan->findings, NULL, &plan->limits, &plan->deadline, TODAY));
	bench->cover = cover_add(&bench->suppressor);
	assert_non_null(bench->cover);
	cover_read_names(&bench->suppressor, bench->cover, list, at, true);
}

static void end(struct bench *bench)
{
	suppress_release(&bench->suppressor);
	plan_free(bench->plan);
}

static bool means(const struct bench *bench, const char *id)
{
	for (uint32_t i = 0; i < bench->suppressor.rules.n; i++)
		if (strcmp(bench->suppressor.rules.info[i]->id, id) == 0)
			return cover_has(bench->cover->rules, i);
	fail_msg("there is no rule %s", id);
	return false;
}

static uint32_t count(const struct bench *bench)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < bench->suppressor.rules.n; i++)
		n += cover_has(bench->cover->rules, i);
	return n;
}

static void blanks_and_commas_separate(void **state)
{
	static const char *const lists[] = { "SEC005 MED001", "SEC005,MED001", " sec005 ,\n\tmed001, ",
		"vpn-public-address,mediation-standalone", "SEC005 SEC005 MED001" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		struct bench bench = begin();

		read_list(&bench, lists[i]);
		assert_true(means(&bench, "SEC005") && means(&bench, "MED001"));
		assert_int_equal(count(&bench), 2);
		assert_null(bench.cover->fault);
		assert_int_equal(bench.cover->suppression->state, SUPPRESSION_HOLDS);
		end(&bench);
	}
}

/* The catalogue has seventeen rules of the family SEC. */
static void a_family_means_its_rules(void **state)
{
	struct bench bench = begin();

	(void)state;
	read_list(&bench, "SEC");
	assert_int_equal(count(&bench), 17);
	assert_true(means(&bench, "SEC001") && means(&bench, "SEC017"));
	end(&bench);
}

/* Of the family DOC those that leave a file unread stay: DOC001 to 003 and 012 to 014. */
static void what_cannot_be_read_is_left_out_of_its_family(void **state)
{
	static const char *const unreadable[] = { "DOC001", "DOC002", "DOC003", "DOC012", "DOC013",
		"DOC014" };
	struct bench bench = begin();

	(void)state;
	read_list(&bench, "DOC");
	for (size_t i = 0; i < ARRAY_LEN(unreadable); i++)
		assert_false(means(&bench, unreadable[i]));
	assert_true(means(&bench, "DOC015") && means(&bench, "DOC004"));
	assert_null(bench.cover->fault);
	end(&bench);
	bench = begin();
	read_list(&bench, "SUP DOC013");
	assert_int_equal(count(&bench), 0);
	assert_int_equal(bench.cover->suppression->state, SUPPRESSION_VOID);
	assert_non_null(bench.cover->fault->next);
	end(&bench);
}

static void a_fault_points_at_its_name(void **state)
{
	struct bench bench = begin();

	(void)state;
	read_list(&bench, "SEC005, SEC05  MED001");
	assert_int_equal(count(&bench), 2);
	assert_int_equal(bench.cover->fault->at.start, 8);
	assert_int_equal(bench.cover->fault->at.end, 13);
	assert_null(bench.cover->fault->next);
	assert_int_equal(bench.cover->suppression->state, SUPPRESSION_HOLDS);
	end(&bench);
}

/* 64 names are read, 65 are too many. */
static void there_are_not_too_many_names(void **state)
{
	char list[65 * 7 + 1] = "";

	(void)state;
	for (int n = 1; n <= 65; n++) {
		struct bench bench = begin();

		strcat(list, "SEC005 ");
		read_list(&bench, list);
		assert_int_equal(count(&bench), n <= 64);
		assert_int_equal(bench.cover->fault == NULL, n <= 64);
		end(&bench);
	}
}

/* Bits beside a plain array, over the bounds of words. */
static void bits_are_kept_apart(void **state)
{
	struct dice dice = { 7 };
	uint64_t bits[4] = { 0 };
	bool plain[256] = { false };

	(void)state;
	for (int round = 0; round < 100; round++) {
		uint32_t n = roll(&dice, 256);

		cover_set(bits, n);
		plain[n] = true;
		for (uint32_t i = 0; i < 256; i++)
			assert_int_equal(cover_has(bits, i), plain[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blanks_and_commas_separate),
		cmocka_unit_test(a_family_means_its_rules),
		cmocka_unit_test(what_cannot_be_read_is_left_out_of_its_family),
		cmocka_unit_test(a_fault_points_at_its_name),
		cmocka_unit_test(there_are_not_too_many_names),
		cmocka_unit_test(bits_are_kept_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
