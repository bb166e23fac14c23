/* SPDX-License-Identifier: MIT */
/*
 * The builder by hand, as any loader uses it: elements, values, doubts, faults, and the end of memory.
 */
#include "topology_support.h"

#include "model/relations.h"

static const char text[] = "<site id='red' kind='central'><gateway id='g' kind='sbc'/></site>";

struct bench {
	struct builder *builder;
	struct findings findings;
	struct topology topo;
	struct limits limits;
	struct source source;
};

static void set_up(struct bench *bench)
{
	*bench = (struct bench){ .limits = default_limits,
		.source = { .path = "a.xml", .text = text, .size = sizeof(text) - 1 } };
	bench->builder = plan_memory(sizeof(*bench->builder));
	builder_init(bench->builder, &bench->topo, &bench->findings, &bench->limits);
	builder_start_file(bench->builder, &bench->source);
}

static void tear_down(struct bench *bench)
{
	topology_release(&bench->topo);
	findings_release(&bench->findings);
	source_release(&bench->source);
	free(bench->builder);
}

static void add(struct bench *bench, enum attr attr, const char *value)
{
	const struct element *e = builder_current(bench->builder);

	builder_add(bench->builder, attr_spec((enum kind)e->kind, attr), str_of(value), UINT32_MAX);
}

static void elements_nest_as_they_are_opened(void **state)
{
	struct bench bench;
	const struct element *site;

	(void)state;
	set_up(&bench);
	assert_null(builder_current(bench.builder));
	assert_true(builder_open(bench.builder, K_SITE, 0, 30));
	add(&bench, A_ID, "red");
	add(&bench, A_KIND, "central");
	builder_complete_tag(bench.builder);
	assert_true(builder_open(bench.builder, K_GATEWAY, 30, 58));
	assert_int_equal(builder_current(bench.builder)->kind, K_GATEWAY);
	builder_close(bench.builder, 58);
	assert_true(builder_open(bench.builder, K_GATEWAY, 30, 58));
	builder_close(bench.builder, 58);
	assert_int_equal(builder_current(bench.builder)->kind, K_SITE);
	builder_close(bench.builder, 65);
	assert_null(builder_current(bench.builder));
	site = &bench.topo.element[0];
	assert_int_equal(bench.topo.n_element, 3);
	assert_int_equal(site->next, 3);
	assert_int_equal(site->end, 65);
	assert_int_equal(site->parent, NO_ELEMENT);
	assert_int_equal(bench.topo.element[1].parent, 0);
	assert_int_equal(bench.topo.element[1].ordinal, 1);
	assert_int_equal(bench.topo.element[2].ordinal, 2);
	assert_int_equal(bench.findings.n_finding, 0);
	tear_down(&bench);
}

static void it_nests_so_deep_and_no_deeper(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench);
	for (unsigned i = 0; i < BUILDER_DEPTH; i++)
		assert_true(builder_open(bench.builder, K_SITE, 0, 30));
	assert_false(builder_open(bench.builder, K_SITE, 0, 30));
	assert_int_equal(bench.topo.n_element, BUILDER_DEPTH);
	tear_down(&bench);
}

/* Text that stands in the source is found there; other text is copied. */
static void texts_are_found_or_kept(void **state)
{
	struct bench bench;
	char name[] = "Redmond";
	const struct attr_spec *spec = attr_spec(K_SITE, A_NAME);

	(void)state;
	set_up(&bench);
	builder_open(bench.builder, K_SITE, 0, 30);
	builder_add(bench.builder, spec, str_of(name), UINT32_MAX);
	name[0] = 'x';
	assert_str_is(topo_text(&bench.topo, &bench.topo.element[0], A_NAME), "Redmond");
	builder_open(bench.builder, K_SITE, 0, 30);
	builder_add(bench.builder, spec, (struct str){ text + 10, 3 }, 10);
	assert_str_is(topo_text(&bench.topo, &bench.topo.element[1], A_NAME), "red");
	tear_down(&bench);
}

static void what_is_missing_is_reported_at_the_tag(void **state)
{
	struct bench bench;
	const struct finding *finding;

	(void)state;
	set_up(&bench);
	builder_open(bench.builder, K_SITE, 0, 30);
	builder_complete_tag(bench.builder);
	assert_int_equal(bench.findings.n_finding, 2);
	finding = &bench.findings.finding[0];
	assert_string_equal(finding->rule->id, "DOC007");
	assert_spanned(&finding->at, "<site");
	assert_holds(finding->message, "no id");
	assert_holds(bench.findings.finding[1].message, "no kind");
	assert_true(finding->fingerprint != bench.findings.finding[1].fingerprint);
	tear_down(&bench);
}

/* A misspelt attribute counts as written, so that it is not missing besides. */
static void a_broken_attribute_is_not_missing(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench);
	builder_open(bench.builder, K_SITE, 0, 30);
	add(&bench, A_ID, "red");
	builder_add_broken(bench.builder, A_KIND);
	builder_complete_tag(bench.builder);
	assert_int_equal(bench.findings.n_finding, 0);
	assert_int_equal(topo_state(&bench.topo, &bench.topo.element[0], A_KIND), STATE_BROKEN);
	tear_down(&bench);
}

static void a_bad_value_is_kept_as_broken(void **state)
{
	struct bench bench;
	const struct finding *finding;

	(void)state;
	set_up(&bench);
	builder_open(bench.builder, K_SITE, 0, 30);
	add(&bench, A_ID, "red");
	add(&bench, A_KIND, "centre");
	builder_complete_tag(bench.builder);
	assert_int_equal(bench.findings.n_finding, 1);
	finding = &bench.findings.finding[0];
	assert_string_equal(finding->rule->id, "DOC006");
	assert_spanned(&finding->at, "central");
	assert_holds(finding->message, "kind of site 'red' is 'centre'");
	assert_int_equal(topo_state(&bench.topo, &bench.topo.element[0], A_KIND), STATE_BROKEN);
	assert_int_equal(topo_choice(&bench.topo, &bench.topo.element[0], A_KIND), -1);
	tear_down(&bench);
}

static void the_second_of_an_id_is_spoiled_with_all_in_it(void **state)
{
	struct bench bench;
	const struct finding *finding;

	(void)state;
	set_up(&bench);
	for (int i = 0; i < 2; i++) {
		builder_open(bench.builder, K_SITE, 0, 30);
		add(&bench, A_ID, "red");
		builder_open(bench.builder, K_GATEWAY, 30, 58);
		builder_close(bench.builder, 58);
		builder_close(bench.builder, 65);
	}
	assert_int_equal(bench.findings.n_finding, 1);
	finding = &bench.findings.finding[0];
	assert_string_equal(finding->rule->id, "DOC008");
	assert_int_equal(finding->n_related, 1);
	assert_int_equal(bench.topo.element[0].flags, 0);
	assert_int_equal(bench.topo.element[1].flags, 0);
	assert_int_equal(bench.topo.element[2].flags, ELEMENT_SPOILED);
	assert_int_equal(bench.topo.element[3].flags, ELEMENT_SPOILED);
	assert_true(bench.topo.doubtful_kinds & BIT(K_SITE));
	assert_true(bench.topo.doubtful_kinds & BIT(K_GATEWAY));
	tear_down(&bench);
}

static void faults_beyond_the_limit_are_only_counted(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench);
	bench.limits.faults = 1;
	builder_open(bench.builder, K_SITE, 0, 30);
	assert_non_null(builder_fault(
		bench.builder, DOC_BAD_VALUE, builder_current(bench.builder), A_NONE, NULL, "one"));
	assert_null(builder_fault(
		bench.builder, DOC_BAD_VALUE, builder_current(bench.builder), A_NONE, NULL, "two"));
	builder_relate(bench.builder, NULL, builder_current(bench.builder), A_NONE, "nothing happens");
	assert_int_equal(bench.findings.n_finding, 1);
	assert_int_equal(bench.builder->n_faults, 2);
	tear_down(&bench);
}

static void a_finding_takes_related_elements(void **state)
{
	struct bench bench;
	struct finding *finding;

	(void)state;
	set_up(&bench);
	builder_open(bench.builder, K_SITE, 0, 30);
	add(&bench, A_ID, "red");
	finding = builder_fault(
		bench.builder, DOC_BAD_VALUE, builder_current(bench.builder), A_KIND, "x", "number %d", 1);
	builder_relate(bench.builder, finding, builder_current(bench.builder), A_NONE, "first");
	builder_relate(bench.builder, finding, builder_current(bench.builder), A_ID, "second %s", "one");
	assert_string_equal(finding->message, "number 1");
	assert_int_equal(finding->n_related, 2);
	assert_string_equal(finding->related[0].message, "first");
	assert_string_equal(finding->related[1].message, "second one");
	assert_spanned(&finding->related[1].at, "red");
	assert_string_equal(finding->related[1].element, "red");
	tear_down(&bench);
}

/* An element that was not understood may be referred to all the same. */
static void an_id_in_doubt_is_no_unresolved_reference(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench);
	builder_doubt_id(bench.builder, str_of("u"));
	builder_doubt_id(bench.builder, str_of("not an id"));
	builder_doubt_kinds(bench.builder, BIT(K_PSTN_USAGE));
	builder_open(bench.builder, K_VOICE_POLICY, 0, 30);
	add(&bench, A_ID, "p");
	add(&bench, A_USAGES, "u");
	builder_complete_tag(bench.builder);
	builder_close(bench.builder, 65);
	builder_finish(bench.builder);
	assert_int_equal(bench.findings.n_finding, 0);
	assert_true(bench.topo.doubtful_kinds & BIT(K_PSTN_USAGE));
	tear_down(&bench);
}

/* Whatever allocation fails, that is known, and releasing works. */
static void without_memory_nothing_goes_on(void **state)
{
	bool failed = true;

	(void)state;
	for (int after = 0; failed && after < 100; after++) {
		struct bench bench;

		set_up(&bench);
		mem_fail_after(after, true);
		if (builder_open(bench.builder, K_SITE, 0, 30)) {
			add(&bench, A_ID, "red");
			add(&bench, A_KIND, "central");
			builder_complete_tag(bench.builder);
			builder_close(bench.builder, 65);
			builder_finish(bench.builder);
		}
		failed = mem_ran_out();
		mem_fail_after(-1, false);
		assert_int_equal(bench.findings.n_finding, 0);
		tear_down(&bench);
	}
	assert_false(failed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_nest_as_they_are_opened),
		cmocka_unit_test(it_nests_so_deep_and_no_deeper),
		cmocka_unit_test(texts_are_found_or_kept),
		cmocka_unit_test(what_is_missing_is_reported_at_the_tag),
		cmocka_unit_test(a_broken_attribute_is_not_missing),
		cmocka_unit_test(a_bad_value_is_kept_as_broken),
		cmocka_unit_test(the_second_of_an_id_is_spoiled_with_all_in_it),
		cmocka_unit_test(faults_beyond_the_limit_are_only_counted),
		cmocka_unit_test(a_finding_takes_related_elements),
		cmocka_unit_test(an_id_in_doubt_is_no_unresolved_reference),
		cmocka_unit_test(without_memory_nothing_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
