/* SPDX-License-Identifier: MIT */
/*
 * The outline: what stands where, who is joined to whom, and nothing that acts on a terminal.
 */
#include "topology_support.h"

#include "render/renderer.h"

static void a_diagram_is_told_in_words(void **state)
{
	const char *rows[] = { "m1", "" };
	struct diagram_mark mark = { "router-in-perimeter", SEVERITY_WARNING, "not \x1b[2Jhere" };
	struct diagram_area area = {
		.thing = { .id = "red", .kind = "site", .title = "Red\nmond", .place = "" },
		.figure = AREA_SITE
	};
	struct diagram_box boxes[] = {
		{ .thing = { .id = "med",
			  .kind = "mediation-pool",
			  .title = "Mediation",
			  .place = "",
			  .text = rows,
			  .n_text = 2,
			  .mark = &mark,
			  .n_mark = 1 },
			.caption = "pool",
			.within = 1 },
		{ .thing = { .id = ".pstn", .kind = "", .title = "PSTN", .place = "" }, .caption = "" },
	};
	struct diagram_line line = {
		.thing = { .id = "t1", .kind = "trunk", .title = "t1", .place = "" },
		.figure = LINE_TRUNK,
		.to = 1,
		.from_area = 1,
		.ends = ENDS_TO,
		.encrypted = true,
	};
	const char *notes[] = { "12 of 40 sites" };
	struct diagram diagram = { .title = "Contoso",
		.subtitle = "Topology",
		.note = notes,
		.n_note = 1,
		.area = &area,
		.n_area = 1,
		.box = boxes,
		.n_box = 2,
		.line = &line,
		.n_line = 1 };
	const struct render_job job = { .diagram = &diagram };
	struct render_report report = { .why = "" };
	struct out out = output_begin();
	char *text;

	(void)state;
	assert_int_equal(renderer_find("text")->write(&job, &out, &report), RENDER_OK);
	text = output_end(&out);
	assert_string_equal(text,
		"Contoso: Topology\n12 of 40 sites\n\nElements, 1 areas and 2 boxes:\n"
		"- site Red\\u{a}mond (red)\n  - pool Mediation (med), m1\n"
		"    ! warning router-in-perimeter: not \\u{1b}[2Jhere\n- PSTN\n\nLines, 1:\n"
		"- Red\\u{a}mond -> PSTN: SIP trunk, signalling t1, encrypted\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_diagram_is_told_in_words) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
