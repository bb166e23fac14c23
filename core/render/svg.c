/* SPDX-License-Identifier: MIT */
#include "render/graphviz.h"

#include <string.h>

/* Comments carry graphviz's version and the graph's name: the same diagram must be the same bytes. */
static void append_without_comments(struct buf *buf, struct str svg)
{
	while (svg.length > 0) {
		const char *start = memmem(svg.text, svg.length, "<!--", 4);
		const char *end = start != NULL ?
			memmem(start, svg.length - (size_t)(start - svg.text), "-->", 3) :
			NULL;
		size_t used;

		if (end == NULL) {
			buf_put(buf, svg.text, svg.length);
			return;
		}
		buf_put(buf, svg.text, (size_t)(start - svg.text));
		used = (size_t)(end - svg.text) + 3;
		if (used < svg.length && svg.text[used] == '\n')
			used++;
		svg = (struct str){ svg.text + used, svg.length - used };
	}
}

static enum render_status write(const struct diagram *diagram, struct out *out, const char **reterr)
{
	struct buf dot = { 0 };
	struct buf svg = { 0 };
	struct buf clean = { 0 };
	enum render_status status;

	dot_append(diagram, &dot);
	if (buf_failed(&dot))
		status = RENDER_NO_MEMORY;
	else
		status = graphviz_draw(buf_text(&dot), "svg", &svg, reterr);
	if (status == RENDER_OK) {
		append_without_comments(&clean, buf_str(&svg));
		out_take(out, &clean);
	}
	buf_release(&dot);
	buf_release(&svg);
	buf_release(&clean);
	return status;
}

const struct renderer renderer_svg = {
	.name = "svg",
	.title = "SVG, for browsers and documents",
	.write = write,
};
