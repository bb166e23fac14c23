/* SPDX-License-Identifier: MIT */
/*
 * DOT: a graph whose quoted strings nothing from the input can leave.
 */
#include "topology_support.h"

#include "render/dot.h"

static char *dot_of(const struct diagram *diagram)
{
	struct buf buf = { 0 };
	char *copy;

	dot_append(&buf, diagram, THEME_AUTO);
	copy = plan_copy(buf_text(&buf));
	buf_release(&buf);
	return copy;
}

/* Outside quoted strings braces pair up; an even number of quotes is left when escapes are taken off. */
static void expect_balanced(const char *dot)
{
	int depth = 0;
	bool quoted = false;

	for (const char *c = dot; *c != '\0'; c++) {
		if (quoted && c[0] == '\\' && c[1] != '\0')
			c++;
		else if (*c == '"')
			quoted = !quoted;
		else if (!quoted)
			depth += (*c == '{') - (*c == '}');
		assert_true(depth >= 0);
	}
	assert_false(quoted);
	assert_int_equal(depth, 0);
}

static void nodes_clusters_and_lines_are_written(void **state)
{
	const char *servers[] = { "m1", "m2" };
	struct diagram_area area = {
		.thing = { .id = "red", .kind = "site", .title = "Redmond", .place = "" }, .figure = AREA_SITE
	};
	struct diagram_box boxes[] = {
		{ .thing = { .id = "med",
			  .kind = "mediation-pool",
			  .title = "Mediation",
			  .place = "",
			  .text = servers,
			  .n_text = 2 },
			.figure = BOX_MEDIATION,
			.caption = "pool",
			.within = 1 },
		{ .thing = { .id = ".pstn", .kind = "", .title = "PSTN", .place = "" },
			.figure = BOX_PSTN,
			.caption = "" },
	};
	struct diagram_line line = {
		.thing = { .id = "t1", .kind = "trunk", .title = "the trunk", .place = "" },
		.figure = LINE_TRUNK,
		.from = 0,
		.to = 1
	};
	struct diagram diagram = { .title = "Contoso",
		.area = &area,
		.n_area = 1,
		.box = boxes,
		.n_box = 2,
		.line = &line,
		.n_line = 1 };
	char *dot = dot_of(&diagram);

	(void)state;
	expect_balanced(dot);
	assert_holds(dot, "graph");
	assert_holds(dot, "subgraph \"cluster_1\" {");
	assert_holds(dot, "label=\"Redmond\"");
	assert_holds(dot, "pool\\nMediation\\nm1\\nm2");
	assert_holds(dot, "\"med\" -> \".pstn\"");
	assert_holds(dot, "the trunk");
	assert_true(strstr(dot, "\"med\" [") < strstr(dot, "\".pstn\" ["));
	free(dot);
}

static void names_cannot_leave_their_quotes(void **state)
{
	struct diagram_box box = {
		.thing = { .id = "a", .kind = "gateway", .title = "x\"]; evil [label=\"\\", .place = "" },
		.figure = BOX_GATEWAY,
		.caption = "\\\"\n}"
	};
	struct diagram diagram = { .title = "\"} evil {\\", .box = &box, .n_box = 1 };
	char *dot = dot_of(&diagram);

	(void)state;
	expect_balanced(dot);
	assert_holds(dot, "x\\\"]; evil [label=\\\"\\\\");
	free(dot);
}

static void an_empty_diagram_is_a_graph(void **state)
{
	struct diagram diagram = { .title = "" };
	char *dot = dot_of(&diagram);

	(void)state;
	expect_balanced(dot);
	assert_lacks(dot, "->");
	free(dot);
}

static void without_memory_the_buffer_fails(void **state)
{
	struct diagram diagram = { .title = "Contoso" };
	struct buf buf = { 0 };

	(void)state;
	mem_fail_after(0, true);
	dot_append(&buf, &diagram, THEME_AUTO);
	mem_fail_after(-1, false);
	assert_true(buf_failed(&buf));
	buf_release(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nodes_clusters_and_lines_are_written),
		cmocka_unit_test(names_cannot_leave_their_quotes),
		cmocka_unit_test(an_empty_diagram_is_a_graph),
		cmocka_unit_test(without_memory_the_buffer_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
