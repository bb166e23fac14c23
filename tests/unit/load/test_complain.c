/* SPDX-License-Identifier: MIT */
/*
 * Faults that no element of the topology stands for: their place, their words, and fingerprints that no position
 * changes.
 */
#include "topology_support.h"

#include "load/complain.h"

struct bench {
	struct builder *builder;
	struct findings findings;
	struct topology topo;
	struct source source;
};

static void set_up(struct bench *bench, const struct limits *limits)
{
	*bench = (struct bench){ .source = { .path = "a.xml", .text = "<a b='c'/>", .size = 10 } };
	bench->builder = plan_memory(sizeof(*bench->builder));
	builder_init(bench->builder, &bench->topo, &bench->findings, limits);
	builder_start_file(bench->builder, &bench->source);
}

static void tear_down(struct bench *bench)
{
	topology_release(&bench->topo);
	findings_release(&bench->findings);
	source_release(&bench->source);
	free(bench->builder);
}

static void at_an_offset(void **state)
{
	struct bench bench;
	char words[] = "words";
	const struct finding *finding;

	(void)state;
	set_up(&bench, &default_limits);
	complain_at(bench.builder, DOC_NOT_WELL_FORMED, &bench.source, 3, words);
	words[0] = 'x';
	finding = &bench.findings.finding[0];
	assert_string_equal(finding->rule->id, "DOC001");
	assert_string_equal(finding->message, "words");
	assert_int_equal(finding->severity, SEVERITY_ERROR);
	assert_ptr_equal(finding->at.source, &bench.source);
	assert_int_equal(finding->at.start, 3);
	assert_int_equal(finding->at.end, 4);
	assert_string_equal(finding->element, "");
	assert_string_equal(finding->path, "");
	tear_down(&bench);
}

/* There is nothing behind the end that could be shown. */
static void at_the_end_of_the_file(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, &default_limits);
	complain_at(bench.builder, DOC_NOT_WELL_FORMED, &bench.source, 10, "words");
	assert_int_equal(bench.findings.finding[0].at.start, 10);
	assert_int_equal(bench.findings.finding[0].at.end, 10);
	tear_down(&bench);
}

static void the_fingerprint_is_not_of_the_place(void **state)
{
	struct bench bench;
	const struct finding *finding;

	(void)state;
	set_up(&bench, &default_limits);
	complain_at(bench.builder, DOC_NOT_WELL_FORMED, &bench.source, 1, "one");
	complain_at(bench.builder, DOC_NOT_WELL_FORMED, &bench.source, 5, "one");
	complain_at(bench.builder, DOC_NOT_WELL_FORMED, &bench.source, 1, "two");
	complain_at(bench.builder, DOC_BAD_ENCODING, &bench.source, 1, "one");
	finding = bench.findings.finding;
	assert_true(finding[0].fingerprint == finding[1].fingerprint);
	assert_true(finding[0].fingerprint != finding[2].fingerprint);
	assert_true(finding[0].fingerprint != finding[3].fingerprint);
	tear_down(&bench);
}

static void a_limit_is_named_with_the_way_to_raise_it(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, &default_limits);
	complain_limit(bench.builder, &bench.source, 0, "depth");
	assert_string_equal(bench.findings.finding[0].rule->id, "DOC013");
	assert_holds(bench.findings.finding[0].message, "'depth'");
	assert_holds(bench.findings.finding[0].message, "--limit depth=");
	tear_down(&bench);
}

static void another_vocabulary_is_named(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench, &default_limits);
	bench.source.text = "<!-- a --><html/>";
	bench.source.size = 17;
	complain_vocabulary(bench.builder, &bench.source);
	assert_string_equal(bench.findings.finding[0].rule->id, "DOC002");
	assert_holds(bench.findings.finding[0].message, "HTML");
	assert_int_equal(bench.findings.finding[0].at.start, 10);
	tear_down(&bench);
}

static void in_an_element_that_was_read(void **state)
{
	struct bench bench;
	struct limits one = default_limits;
	struct span at;
	const struct finding *finding;

	(void)state;
	one.faults = 1;
	set_up(&bench, &one);
	builder_open(bench.builder, K_PSTN_USAGE, 0, 10);
	builder_add(bench.builder, attr_spec(K_PSTN_USAGE, A_ID), str_of("u"), UINT32_MAX);
	at = (struct span){ &bench.source, 6, 7 };
	complain_in(bench.builder, DOC_UNKNOWN_ATTRIBUTE, at, builder_current(bench.builder), "b", "words");
	complain_in(bench.builder, DOC_UNKNOWN_ATTRIBUTE, at, builder_current(bench.builder), "c", "words");
	assert_int_equal(bench.findings.n_finding, 1);
	finding = &bench.findings.finding[0];
	assert_spanned(&finding->at, "c");
	assert_string_equal(finding->attribute, "b");
	assert_string_equal(finding->element, "u");
	tear_down(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_an_offset),
		cmocka_unit_test(at_the_end_of_the_file),
		cmocka_unit_test(the_fingerprint_is_not_of_the_place),
		cmocka_unit_test(a_limit_is_named_with_the_way_to_raise_it),
		cmocka_unit_test(another_vocabulary_is_named),
		cmocka_unit_test(in_an_element_that_was_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
