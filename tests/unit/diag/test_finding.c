/* SPDX-License-Identifier: MIT */
/*
 * The order of every report: file, position, rule. The same thing said twice is said once.
 */
#include "base/mem.h"
#include "diag/finding.h"
#include "support.h"

static const struct rule_info rule_a = { .id = "AAA001", .name = "a" };
static const struct rule_info rule_b = { .id = "BBB001", .name = "b" };
static const struct question question_1 = { .id = "Q-A1", .text = "one?" };
static const struct question question_2 = { .id = "Q-B1", .text = "two?" };

static struct source first_file = { .path = "a.xml", .text = "", .size = 0 };
static struct source second_file = { .path = "b.xml", .text = "", .size = 0 };

static struct finding finding_at(
	const struct rule_info *rule, struct source *source, uint32_t at, const char *message)
{
	return (struct finding){
		.rule = rule,
		.severity = SEVERITY_ERROR,
		.at = { source, at, at + 1 },
		.attribute = "",
		.message = message,
		.help = "",
		.element = "",
		.path = "",
		.set = "a.xml",
	};
}

static void add(struct findings *findings, struct finding finding)
{
	findings_add(findings, &finding);
}

static void findings_stand_by_file_position_and_rule(void **state)
{
	struct findings findings = { 0 };
	static const char *const expected[] = { "nowhere", "a:1 A", "a:1 B", "a:9", "a:10", "b:0" };

	(void)state;
	add(&findings, finding_at(&rule_a, &second_file, 0, "b:0"));
	add(&findings, finding_at(&rule_a, &first_file, 10, "a:10"));
	add(&findings, finding_at(&rule_b, &first_file, 1, "a:1 B"));
	add(&findings, finding_at(&rule_a, NULL, 0, "nowhere"));
	add(&findings, finding_at(&rule_b, &first_file, 9, "a:9"));
	add(&findings, finding_at(&rule_a, &first_file, 1, "a:1 A"));
	findings_sort(&findings);
	assert_int_equal(findings.n_finding, ARRAY_LEN(expected));
	for (size_t i = 0; i < ARRAY_LEN(expected); i++)
		assert_string_equal(findings.finding[i].message, expected[i]);
	findings_release(&findings);
}

static void equal_findings_are_kept_once(void **state)
{
	struct findings findings = { 0 };
	struct finding other_set = finding_at(&rule_a, &first_file, 1, "same");

	(void)state;
	other_set.set = "other.xml";
	add(&findings, finding_at(&rule_a, &first_file, 1, "same"));
	add(&findings, finding_at(&rule_a, &first_file, 1, "different"));
	add(&findings, finding_at(&rule_a, &first_file, 1, "same"));
	add(&findings, other_set);
	findings_sort(&findings);
	assert_int_equal(findings.n_finding, 3);
	assert_string_equal(findings.finding[0].message, "different");
	assert_string_equal(findings.finding[1].set, "a.xml");
	assert_string_equal(findings.finding[2].set, "other.xml");
	findings_release(&findings);
}

static void add_unknown(
	struct findings *findings, const struct rule_info *rule, uint32_t at, const char *const *needs)
{
	struct topic *of = arena_alloc(&findings->arena, sizeof(*of));
	struct unknown unknown = {
		.rule = rule,
		.of = of,
		.needs = needs,
		.n_needs = 1,
		.question = &question_1,
	};

	*of = (struct topic){ { &first_file, at, at + 1 }, "", "", "a.xml" };
	findings_add_unknown(findings, &unknown);
}

static void unknowns_have_the_same_order(void **state)
{
	static const char *const qos[] = { "qos" };
	static const char *const tls[] = { "tls" };
	struct findings findings = { 0 };

	(void)state;
	add_unknown(&findings, &rule_a, 5, tls);
	add_unknown(&findings, &rule_b, 2, qos);
	add_unknown(&findings, &rule_a, 5, qos);
	add_unknown(&findings, &rule_a, 2, qos);
	add_unknown(&findings, &rule_a, 5, tls);
	findings_sort(&findings);
	assert_int_equal(findings.n_unknown, 4);
	assert_ptr_equal(findings.unknown[0].rule, &rule_a);
	assert_ptr_equal(findings.unknown[1].rule, &rule_b);
	assert_string_equal(findings.unknown[2].needs[0], "qos");
	assert_string_equal(findings.unknown[3].needs[0], "tls");
	findings_release(&findings);
}

/* Places in every byte of the offset, each met twice, with two facts in the wrong order. */
static void many_stand_by_place_like_few(void **state)
{
	static const char *const qos[] = { "qos" };
	static const char *const tls[] = { "tls" };
	struct findings findings = { 0 };
	enum {
		PLACES = 1999, /* a prime: i * 7 visits each of them */
	};

	(void)state;
	for (uint32_t i = 0; i < 2 * PLACES; i++) {
		uint32_t at = i * 7 % PLACES * 0x10101 * 7;

		add_unknown(&findings, &rule_a, at, tls);
		add_unknown(&findings, &rule_a, at, qos);
	}
	findings_sort(&findings);
	assert_int_equal(findings.n_unknown, 2 * PLACES);
	for (uint32_t i = 0; i < findings.n_unknown; i++) {
		assert_int_equal(findings.unknown[i].of->at.start, i / 2 * 0x10101 * 7);
		assert_string_equal(findings.unknown[i].needs[0], i % 2 == 0 ? "qos" : "tls");
	}
	findings_release(&findings);
}

static void answers_stand_by_question_and_element(void **state)
{
	static const struct answer answers[] = {
		{ &question_2, "a", "a", "tls", "true" },
		{ &question_1, "b", "b", "qos", "true" },
		{ &question_1, "a", "a", "qos", "false" },
		{ &question_1, "b", "b", "qos", "true" },
	};
	struct findings findings = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(answers); i++)
		findings_add_answer(&findings, &answers[i]);
	findings_sort(&findings);
	assert_int_equal(findings.n_answer, 3);
	assert_string_equal(findings.answer[0].value, "false");
	assert_string_equal(findings.answer[1].element, "b");
	assert_ptr_equal(findings.answer[2].question, &question_2);
	findings_release(&findings);
}

static void nothing_sorts_and_is_released_twice(void **state)
{
	struct findings findings = { 0 };

	(void)state;
	findings_sort(&findings);
	assert_int_equal(findings.n_finding, 0);
	findings_release(&findings);
	findings_release(&findings);
}

/* The order is the same whatever order they were found in. */
static void the_order_does_not_depend_on_the_search(void **state)
{
	struct findings findings = { 0 };
	struct dice dice = { 71 };

	(void)state;
	for (int i = 0; i < 3000; i++)
		add(&findings,
			finding_at(roll(&dice, 2) ? &rule_a : &rule_b,
				roll(&dice, 2) ? &first_file : &second_file, roll(&dice, 20),
				roll(&dice, 2) ? "x" : "y"));
	findings_sort(&findings);
	assert_int_equal(findings.n_finding, 2 * 2 * 20 * 2);
	for (uint32_t i = 1; i < findings.n_finding; i++) {
		const struct finding *a = &findings.finding[i - 1];
		const struct finding *b = &findings.finding[i];
		int order = strcmp(a->at.source->path, b->at.source->path);

		if (order == 0)
			order = (a->at.start > b->at.start) - (a->at.start < b->at.start);
		if (order == 0)
			order = strcmp(a->rule->id, b->rule->id);
		if (order == 0)
			order = strcmp(a->message, b->message);
		assert_true(order < 0);
	}
	findings_release(&findings);
}

static void without_memory_a_finding_is_lost_and_that_is_known(void **state)
{
	struct findings findings = { 0 };

	(void)state;
	mem_fail_after(0, true);
	add(&findings, finding_at(&rule_a, &first_file, 1, "lost"));
	assert_int_equal(findings.n_finding, 0);
	assert_true(mem_ran_out());
	mem_fail_after(-1, false);
	findings_release(&findings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(findings_stand_by_file_position_and_rule),
		cmocka_unit_test(equal_findings_are_kept_once),
		cmocka_unit_test(unknowns_have_the_same_order),
		cmocka_unit_test(many_stand_by_place_like_few),
		cmocka_unit_test(answers_stand_by_question_and_element),
		cmocka_unit_test(nothing_sorts_and_is_released_twice),
		cmocka_unit_test(the_order_does_not_depend_on_the_search),
		cmocka_unit_test(without_memory_a_finding_is_lost_and_that_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
