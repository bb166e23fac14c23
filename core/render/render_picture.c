/* SPDX-License-Identifier: MIT */
/* PNG and PDF. */
#include "render/picture.h"
#include "render/renderer.h"

enum {
	POINTS_PER_INCH = 72,
	DOTS_PER_INCH = 144, /* sharp on paper and on screens with small dots */
	LEAST_DOTS = 36,
	MOST_PIXELS = 64 << 20, /* 256 MB while it is drawn */
	MOST_SIDE = 32000,      /* of a picture, by cairo */
};

/* A large picture gets fewer dots; 0 where it cannot be had at all. */
static unsigned choose_dots(struct size size)
{
	for (unsigned dots = DOTS_PER_INCH; dots >= LEAST_DOTS; dots -= LEAST_DOTS / 2) {
		double scale = (double)dots / POINTS_PER_INCH;
		double width = size.width * scale;
		double height = size.height * scale;

		if (width <= MOST_SIDE && height <= MOST_SIDE && width * height <= MOST_PIXELS)
			return dots;
	}
	return 0;
}

static const char *text_of(enum picture_status status)
{
	switch (status) {
	case PICTURE_OK:
		return "";
	case PICTURE_NO_GRAPHVIZ:
		return "graphviz (libgvc, libcgraph) is not installed";
	case PICTURE_NO_PLUGIN:
		return "graphviz has no cairo plug-in (libgvplugin_pango), which draws PNG and PDF: install it, or "
		       "take --format svg";
	case PICTURE_TOO_LONG:
		return "drawing takes too much time or memory: take --format svg, or draw less with --focus or "
		       "--collapse";
	case PICTURE_NO_MEMORY:
		return "out of memory";
	case PICTURE_FAILED:
		break;
	}
	return "graphviz could not draw the picture: take --format svg";
}

static enum render_status status_of(enum picture_status status)
{
	if (status == PICTURE_NO_GRAPHVIZ || status == PICTURE_NO_PLUGIN)
		return RENDER_NO_GRAPHVIZ;
	if (status == PICTURE_NO_MEMORY)
		return RENDER_NO_MEMORY;
	return status == PICTURE_OK ? RENDER_OK : RENDER_FAILED;
}

static enum render_status draw(
	const struct picture_request *request, struct out *out, struct render_report *report)
{
	struct buf file = { 0 };
	enum picture_status status = picture_make(request, &file);

	report->why = text_of(status);
	if (status == PICTURE_OK)
		out_take(out, &file);
	buf_release(&file);
	return status_of(status);
}

static enum render_status write(const struct render_job *job, struct out *out, struct render_report *report,
	const char *format, bool has_dots)
{
	struct scene scene;
	enum place_status placed = scene_make(job->diagram, &job->patience, &scene);
	enum render_status status = render_status_of(placed);

	report->why = place_status_text(placed);
	report->fallback = scene.fallback;
	if (placed == PLACE_OK) {
		const struct picture_request request = {
			.scene = &scene,
			.theme = job->theme,
			.format = format,
			.dots = has_dots ? choose_dots(scene.size) : POINTS_PER_INCH,
			.patience = &job->patience,
		};

		if (request.dots > 0) {
			status = draw(&request, out, report);
		} else {
			status = RENDER_FAILED;
			report->why =
				"the diagram is too large for PNG: take --format svg or pdf, or draw less "
				"with --focus or --collapse";
		}
		if (has_dots && request.dots < DOTS_PER_INCH && *report->fallback == '\0')
			report->fallback = "drawn with fewer dots than usual, as it is large";
	}
	scene_release(&scene);
	return status;
}

static enum render_status write_png(
	const struct render_job *job, struct out *out, struct render_report *report)
{
	return write(job, out, report, "png", true);
}

static enum render_status write_pdf(
	const struct render_job *job, struct out *out, struct render_report *report)
{
	return write(job, out, report, "pdf", false);
}

const struct renderer renderer_png = {
	.name = "png",
	.title = "PNG, for documents and mail",
	.write = write_png,
};

const struct renderer renderer_pdf = {
	.name = "pdf",
	.title = "PDF, for printing",
	.write = write_pdf,
};
