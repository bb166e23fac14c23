/* SPDX-License-Identifier: MIT */
/* https://graphviz.org/docs/outputs/canon/#xdot; y upwards. Strokes that are broken are broken here: xdot knows two ways only. */
#include "render/xdot.h"

#include "base/escape.h"

#include <math.h>
#include <stdio.h>

#define QUARTER 1.57079632679489661923
#define INNER_WIDTH 1.6
#define ARROW_STROKE 1.2

enum {
	PIECES_OF_CURVE = 16,
	PIECES_OF_CORNER = 6,
	MOST_CORNERS = 4 * (PIECES_OF_CORNER + 1),
	MOST_PIECE = 2 * PIECES_OF_CURVE,
};

struct pen {
	struct buf *buf;
	const struct xdot_fonts *fonts;
	double height;
	unsigned dark;
	int32_t fill, stroke; /* in use; NO_COLOUR: nothing is seen */
};

static void put_colour(struct pen *pen, char operation, int32_t colour)
{
	if (colour == NO_COLOUR)
		buf_printf(pen->buf, "%c 9 -#00000000 ", operation);
	else
		buf_printf(pen->buf, "%c 7 -#%06x ", operation, (unsigned)colour);
}

static void use_colours(struct pen *pen, int32_t fill, int32_t stroke)
{
	pen->fill = fill;
	pen->stroke = stroke;
	put_colour(pen, 'C', fill);
	put_colour(pen, 'c', stroke);
}

static void use_width(struct pen *pen, double width)
{
	char style[40];
	int length = snprintf(style, sizeof(style), "setlinewidth(%.2f)", width);

	buf_printf(pen->buf, "S %d -%s ", length, style);
}

static void put_point(struct pen *pen, struct point point)
{
	buf_printf(pen->buf, "%.2f %.2f ", point.x, pen->height - point.y);
}

static void put_points(struct pen *pen, const char *operation, const struct point *point, uint32_t n)
{
	buf_printf(pen->buf, "%s %u ", operation, (unsigned)n);
	for (uint32_t i = 0; i < n; i++)
		put_point(pen, point[i]);
}

/* A way that is drawn piece by piece, with gaps. */
struct dashes {
	const double *pattern;
	uint32_t at; /* in the pattern; odd: a gap */
	double left; /* of it */
	struct point piece[MOST_PIECE];
	uint32_t n;
};

static void end_piece(struct pen *pen, struct dashes *dashes)
{
	if (dashes->n > 1 && dashes->at % 2 == 0)
		put_points(pen, "L", dashes->piece, dashes->n);
	dashes->n = 0;
}

static void walk_to(struct pen *pen, struct dashes *dashes, struct point to)
{
	struct point from = dashes->piece[dashes->n - 1];
	double length = hypot(to.x - from.x, to.y - from.y);

	while (*dashes->pattern > 0 && length > dashes->left) {
		double part = dashes->left / length;

		from = (struct point){ from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part };
		length -= dashes->left;
		dashes->piece[dashes->n++] = from;
		end_piece(pen, dashes);
		dashes->at = dashes->pattern[dashes->at + 1] > 0 ? dashes->at + 1 : 0;
		dashes->left = dashes->pattern[dashes->at];
		dashes->piece[dashes->n++] = from;
	}
	dashes->left -= length;
	/* One place is kept for the end of a dash. */
	if (dashes->n >= MOST_PIECE - 1) {
		end_piece(pen, dashes);
		dashes->piece[dashes->n++] = from;
	}
	dashes->piece[dashes->n++] = to;
}

static struct dashes begin_dashes(enum dash dash, struct point from)
{
	const double *pattern = dash_pattern(dash);

	return (struct dashes){ .pattern = pattern, .left = pattern[0], .piece = { from }, .n = 1 };
}

static struct point on_curve(const struct point *p, double t)
{
	double s = 1 - t;
	double a = s * s * s;
	double b = 3 * s * s * t;
	double c = 3 * s * t * t;
	double d = t * t * t;

	return (struct point){ a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
		a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y };
}

static void put_curve(struct pen *pen, enum dash dash, const struct point *point, uint32_t n)
{
	struct dashes dashes = begin_dashes(dash, point[0]);

	if (*dash_pattern(dash) == 0) {
		put_points(pen, "B", point, n);
		return;
	}
	for (uint32_t i = 0; i + 3 < n; i += 3)
		for (int k = 1; k <= PIECES_OF_CURVE; k++)
			walk_to(pen, &dashes, on_curve(point + i, (double)k / PIECES_OF_CURVE));
	end_piece(pen, &dashes);
}

static void put_open(struct pen *pen, enum dash dash, const struct point *point, uint32_t n)
{
	struct dashes dashes = begin_dashes(dash, point[0]);

	for (uint32_t i = 1; i < n; i++)
		walk_to(pen, &dashes, point[i]);
	end_piece(pen, &dashes);
}

/* Filled, and its outline as the ink breaks it. */
static void put_closed(struct pen *pen, enum dash dash, const struct point *point, uint32_t n)
{
	int32_t stroke = pen->stroke;

	if (stroke == NO_COLOUR || *dash_pattern(dash) == 0) {
		put_points(pen, pen->fill == NO_COLOUR ? "p" : "P", point, n);
		return;
	}
	use_colours(pen, pen->fill, NO_COLOUR);
	if (pen->fill != NO_COLOUR)
		put_points(pen, "P", point, n);
	use_colours(pen, pen->fill, stroke);
	put_open(pen, dash, point, n);
	put_open(pen, dash, (struct point[]){ point[n - 1], point[0] }, 2);
}

static void put_frame(struct pen *pen, enum dash dash, struct frame f, double radius)
{
	const struct point centre[] = { { f.high.x - radius, f.high.y - radius },
		{ f.low.x + radius, f.high.y - radius }, { f.low.x + radius, f.low.y + radius },
		{ f.high.x - radius, f.low.y + radius } };
	int pieces = radius > 0 ? PIECES_OF_CORNER : 0;
	struct point point[MOST_CORNERS];
	uint32_t n = 0;

	for (int i = 0; i < 4; i++)
		for (int k = 0; k <= pieces; k++) {
			double angle = QUARTER * (i + (double)k / PIECES_OF_CORNER);

			point[n++] = (struct point){ centre[i].x + radius * cos(angle),
				centre[i].y + radius * sin(angle) };
		}
	put_closed(pen, dash, point, n);
}

static void put_oval(struct pen *pen, struct frame f)
{
	buf_puts(pen->buf, pen->fill == NO_COLOUR ? "e " : "E ");
	put_point(pen, (struct point){ (f.low.x + f.high.x) / 2, (f.low.y + f.high.y) / 2 });
	buf_printf(pen->buf, "%.2f %.2f ", (f.high.x - f.low.x) / 2, (f.high.y - f.low.y) / 2);
}

static void put_text(struct pen *pen, const struct stroke *stroke)
{
	double size = stroke->size * pen->fonts->scale[stroke->weight];
	struct buf text = { 0 };

	escape_terminal(&text, str_of(stroke->text));
	put_colour(pen, 'c', ink_info(stroke->ink)->fill[pen->dark]);
	buf_printf(pen->buf, "F %.2f %u -%s t %d ", size, (unsigned)strlen(XDOT_FONT), XDOT_FONT,
		stroke->weight == WEIGHT_BOLD ? 1 : 0);
	buf_puts(pen->buf, "T ");
	put_point(pen, (struct point){ stroke->point[0].x, stroke->point[0].y + pen->fonts->rise * size });
	buf_printf(pen->buf, "%d %.2f %u -%s ", stroke->is_middle ? 0 : -1, stroke->width,
		(unsigned)text.length, buf_text(&text));
	pen->buf->failed |= buf_failed(&text);
	buf_release(&text);
}

/* What the ink and the variant make of a stroke; returns how it is broken. */
static enum dash take_up(struct pen *pen, const struct stroke *stroke)
{
	const struct ink_info *info = ink_info(stroke->ink);
	int32_t page = ink_info(INK_PAGE)->fill[pen->dark];
	int32_t line = info->stroke[pen->dark];

	switch (stroke->variant) {
	case VARIANT_PLAIN:
		use_colours(pen, info->fill[pen->dark], line);
		use_width(pen, info->width);
		return info->dash;
	case VARIANT_GROUND:
		use_colours(pen, info->fill[pen->dark], NO_COLOUR);
		return DASH_SOLID;
	case VARIANT_INNER:
		use_colours(pen, NO_COLOUR, page);
		use_width(pen, INNER_WIDTH);
		return DASH_SOLID;
	default:
		use_colours(pen, stroke->variant == VARIANT_SOLID ? line : page, line);
		use_width(pen, ARROW_STROKE);
		return DASH_SOLID;
	}
}

static void put_stroke(struct pen *pen, const struct stroke *stroke)
{
	enum dash dash = take_up(pen, stroke);

	switch (stroke->kind) {
	case STROKE_FRAME:
		put_frame(pen, dash, stroke->frame, stroke->radius);
		break;
	case STROKE_OVAL:
		put_oval(pen, stroke->frame);
		break;
	case STROKE_POLYGON:
		put_closed(pen, dash, stroke->point, stroke->n_point);
		break;
	case STROKE_LINE:
		put_open(pen, dash, stroke->point, stroke->n_point);
		break;
	case STROKE_CURVE:
		put_curve(pen, dash, stroke->point, stroke->n_point);
		break;
	case STROKE_TEXT:
		put_text(pen, stroke);
		break;
	}
}

void xdot_append(struct buf *buf, const struct scene *scene, enum theme theme, const struct xdot_fonts *fonts)
{
	struct pen pen = {
		.buf = buf, .fonts = fonts, .height = scene->size.height, .dark = theme == THEME_DARK
	};

	for (uint32_t i = 0; i < scene->n_group; i++) {
		const struct scene_group *group = &scene->group[i];

		for (uint32_t k = group->first; k < group->first + group->n; k++)
			put_stroke(&pen, &scene->stroke[k]);
	}
}
