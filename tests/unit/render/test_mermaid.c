/* SPDX-License-Identifier: MIT */
/*
 * Mermaid: what GitHub reads, and no more of it than a page may hold.
 */
#include "topology_support.h"

#include "render/renderer.h"

static char *mermaid_of(const struct diagram *diagram, enum render_status want, struct render_report *report)
{
	const struct render_job job = { .diagram = diagram };
	struct out out = output_begin();

	*report = (struct render_report){ .why = "", .fallback = "" };
	assert_int_equal(renderer_find("mermaid")->write(&job, &out, report), want);
	return output_end(&out);
}

static void areas_boxes_and_lines_are_written(void **state)
{
	struct diagram_area areas[] = {
		{ .thing = { .id = "red", .kind = "site", .title = "Redmond", .place = "" },
			.figure = AREA_SITE },
		{ .thing = { .id = ".per", .kind = "", .title = "perimeter", .place = "" },
			.figure = AREA_PERIMETER,
			.within = 1 },
	};
	struct diagram_box boxes[] = {
		{ .thing = { .id = "med", .kind = "mediation-pool", .title = "Mediation", .place = "" },
			.figure = BOX_MEDIATION,
			.caption = "pool",
			.within = 1 },
		{ .thing = { .id = "edge", .kind = "edge-pool", .title = "", .place = "" },
			.figure = BOX_EDGE,
			.caption = "",
			.within = 2 },
		{ .thing = { .id = ".pstn", .kind = "", .title = "PSTN", .place = "" },
			.figure = BOX_PSTN,
			.caption = "" },
	};
	struct diagram_line lines[] = {
		{ .thing = { .id = "t1", .kind = "trunk", .title = "TLS 5061", .place = "" },
			.figure = LINE_TRUNK,
			.to = 2,
			.ends = ENDS_BOTH },
		{ .thing = { .id = "w1", .kind = "wan-link", .title = "", .place = "" },
			.figure = LINE_WAN,
			.to = 2,
			.from_area = 1 },
		{ .thing = { .id = "b1", .kind = "", .title = "", .place = "" },
			.figure = LINE_BELONGS,
			.to = 1,
			.from_area = 1 },
	};
	struct diagram diagram = { .title = "Contoso",
		.subtitle = "Topology",
		.area = areas,
		.n_area = 2,
		.box = boxes,
		.n_box = 3,
		.line = lines,
		.n_line = 3 };
	struct render_report report;
	char *text = mermaid_of(&diagram, RENDER_OK, &report);

	(void)state;
	assert_holds(text,
		"flowchart TB\n  accTitle: Contoso\n  accDescr: Topology. 2 areas, 3 boxes, 3 lines\n"
		"  subgraph a1[\"Redmond\"]\n    subgraph a2[\"perimeter\"]\n      n1(\" \"):::i-lync\n    end\n"
		"    n0[[\"pool<br/>Mediation\"]]:::i-lync\n  end\n  n2((\"PSTN\")):::i-pstn\n"
		"  n0 <-->|\"TLS 5061\"| n2\n  a1 -.- n2\n  n0 -.- n1\n");
	assert_holds(text, "  class a2 i-perimeter\n");
	assert_holds(text, "  linkStyle 0 stroke:#005a91,stroke-width:1.8px\n");
	free(text);
}

/* More than Mermaid takes is refused in words, and nothing is written. */
static void what_is_too_much_is_refused(void **state)
{
	static char long_name[60000];
	static struct diagram_line lines[501];
	struct diagram_box boxes[] = {
		{ .thing = { .id = "a", .kind = "sbc", .title = "a", .place = "" }, .caption = "" },
		{ .thing = { .id = "b", .kind = "sbc", .title = "b", .place = "" }, .caption = "" },
	};
	struct diagram diagram = {
		.title = "", .subtitle = "", .box = boxes, .n_box = 2, .line = lines, .n_line = 500
	};
	struct render_report report;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		lines[i] = (struct diagram_line){
			.thing = { .id = "l", .kind = "", .title = "", .place = "" }, .to = 1
		};
	free(mermaid_of(&diagram, RENDER_OK, &report));
	diagram.n_line = 501;
	free(mermaid_of(&diagram, RENDER_FAILED, &report));
	assert_holds(report.why, "500 lines");
	assert_holds(report.why, "svg");
	memset(long_name, 'a', sizeof(long_name) - 1);
	boxes[0].thing.title = long_name;
	diagram.n_line = 1;
	free(mermaid_of(&diagram, RENDER_FAILED, &report));
	assert_holds(report.why, "50,000 characters");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(areas_boxes_and_lines_are_written),
		cmocka_unit_test(what_is_too_much_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
