/* SPDX-License-Identifier: MIT */
/*
 * DOT as graphviz's own reader understands it: whatever bytes names are made of, the graph is the diagram's and every
 * label reads back equal.
 */
#include "support.h"
#include "topology_support.h"

#include "render/dot.h"

#include <graphviz/cgraph.h>

enum {
	ROUNDS = 3000,
	LONGEST = 20,
};

/* Bytes from `first`; those that are printable ASCII read back as they are. */
static void random_text(struct dice *dice, char *text, unsigned first, unsigned range)
{
	size_t length = roll(dice, LONGEST - 1);

	for (size_t i = 0; i < length; i++)
		text[i] = (char)(unsigned char)(first + roll(dice, range));
	text[length] = '\0';
}

/* What graphviz shows for a label: its escape sequence of a backslash and its entities taken back. */
static void show(const char *label, char *ret)
{
	static const char *const entities[] = { "&amp;", "&lt;", "&gt;" };

	while (*label != '\0') {
		size_t taken = 0;

		for (size_t i = 0; i < ARRAY_LEN(entities); i++)
			if (strncmp(label, entities[i], strlen(entities[i])) == 0) {
				taken = strlen(entities[i]);
				*ret++ = "&<>"[i];
			}
		if (taken == 0) {
			assert_true(*label != '\\' || label[1] == '\\');
			taken = *label == '\\' ? 2 : 1;
			*ret++ = *label;
		}
		label += taken;
	}
	*ret = '\0';
}

static void expect_label(void *object, const char *want)
{
	char attribute[] = "label";
	const char *label = agget(object, attribute);
	char shown[200];

	assert_non_null(label);
	show(label, shown);
	assert_string_equal(shown, want);
}

static void expect_diagram(
	Agraph_t *graph, const char *area, const char *box, const char *line, bool is_plain)
{
	char from[] = "a";
	char to[] = "b";
	char cluster[] = "cluster_1";
	Agnode_t *node = agnode(graph, from, 0);
	Agnode_t *other = agnode(graph, to, 0);

	assert_int_equal(agnnodes(graph), 2);
	assert_int_equal(agnedges(graph), 1);
	assert_non_null(node);
	assert_non_null(other);
	assert_non_null(agedge(graph, node, other, NULL, 0));
	assert_non_null(agsubg(graph, cluster, 0));
	if (!is_plain)
		return;
	expect_label(node, box);
	expect_label(agedge(graph, node, other, NULL, 0), line);
	expect_label(agsubg(graph, cluster, 0), area);
}

static void read_back(struct dice *dice, unsigned first, unsigned range)
{
	char texts[3][LONGEST];
	struct diagram_area area = { .thing = { .id = "s", .kind = "site", .title = texts[0], .place = "" } };
	struct diagram_box boxes[] = {
		{ .thing = { .id = "a", .kind = "sbc", .title = texts[1], .place = "" },
			.caption = "",
			.within = 1 },
		{ .thing = { .id = "b", .kind = "sbc", .title = "b", .place = "" }, .caption = texts[2] },
	};
	struct diagram_line line = { .thing = { .id = "l", .kind = "trunk", .title = texts[2], .place = "" },
		.to = 1 };
	struct diagram diagram = { .title = texts[0],
		.area = &area,
		.n_area = 1,
		.box = boxes,
		.n_box = 2,
		.line = &line,
		.n_line = 1 };
	struct buf dot = { 0 };
	Agraph_t *graph;

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		random_text(dice, texts[i], first, range);
	dot_append(&dot, &diagram, THEME_LIGHT);
	graph = agmemread(buf_text(&dot));
	assert_non_null(graph);
	expect_diagram(graph, texts[0], texts[1], texts[2], first == ' ');
	agclose(graph);
	buf_release(&dot);
}

static void labels_read_back_equal(void **state)
{
	struct dice dice = { 61 };

	(void)state;
	for (int i = 0; i < ROUNDS; i++)
		read_back(&dice, ' ', 0x7f - ' ');
}

static void any_bytes_leave_the_graph_as_it_is(void **state)
{
	struct dice dice = { 62 };

	(void)state;
	for (int i = 0; i < ROUNDS; i++)
		read_back(&dice, 1, 255);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_read_back_equal),
		cmocka_unit_test(any_bytes_leave_the_graph_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
