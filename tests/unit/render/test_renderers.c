/* SPDX-License-Identifier: MIT */
/*
 * The diagram formats by name.
 */
#include "topology_support.h"

#include "render/dot.h"
#include "render/renderer.h"
#include "render/view.h"

static void the_formats_are_found(void **state)
{
	static const char *const names[] = { "dot", "html", "mermaid", "pdf", "png", "svg", "text" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const struct renderer *renderer = renderer_find(names[i]);

		assert_non_null(renderer);
		assert_string_equal(renderer->name, names[i]);
		assert_true(renderer->title[0] != '\0');
		assert_non_null(renderer->write);
		assert_holds(renderer_names(), names[i]);
	}
	assert_null(renderer_find(""));
	assert_null(renderer_find("DOT"));
	assert_null(renderer_find("sv"));
	assert_null(renderer_find("text, svg"));
}

static void dot_is_written_through_its_renderer(void **state)
{
	struct plan *plan = plan_load_good(
		"<site id='red' kind='central'><gateway id='g' kind='sbc'/></site>");
	const struct view_request request = { .topo = &plan->topo };
	struct diagram diagram = { 0 };
	const struct render_job job = { .diagram = &diagram };
	struct render_report report = { .why = "" };
	struct out out = output_begin();
	struct buf buf = { 0 };
	const char *subject;
	char *text;

	(void)state;
	view_find("topology", &subject)->make(&request, &diagram);
	assert_int_equal(renderer_find("dot")->write(&job, &out, &report), RENDER_OK);
	text = output_end(&out);
	dot_append(&buf, &diagram, THEME_AUTO);
	assert_string_equal(text, buf_text(&buf));
	free(text);
	buf_release(&buf);
	diagram_release(&diagram);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_formats_are_found),
		cmocka_unit_test(dot_is_written_through_its_renderer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
