/* SPDX-License-Identifier: MIT */
#include "render/renderer.h"
#include "render/scene.h"
#include "render/svg.h"

static enum render_status write(const struct render_job *job, struct out *out, struct render_report *report)
{
	struct buf svg = { 0 };
	struct scene scene;
	enum place_status status = scene_make(job->diagram, &job->patience, &scene);

	report->why = place_status_text(status);
	report->fallback = scene.fallback;
	if (status == PLACE_OK) {
		buf_puts(&svg, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
		svg_append(&svg, &scene, job->diagram, job->theme);
		out_take(out, &svg);
	}
	buf_release(&svg);
	scene_release(&scene);
	return render_status_of(status);
}

const struct renderer renderer_svg = {
	.name = "svg",
	.title = "SVG, for browsers and documents",
	.is_text = true,
	.write = write,
};
