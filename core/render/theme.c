/* SPDX-License-Identifier: MIT */
#include "render/theme.h"

#include "base/util.h"

#include <string.h>

static const char *const theme_names[THEME_COUNT] = { "auto", "light", "dark" };

enum theme theme_find(const char *name)
{
	unsigned i = 0;

	while (i < THEME_COUNT && strcmp(theme_names[i], name) != 0)
		i++;
	return (enum theme)i;
}

static const struct ink_info inks[INK_COUNT] = {
#define INK(ink, class, fill, stroke, dark_fill, dark_stroke, width, dash) \
	[INK_##ink] = { class, { fill, dark_fill }, { stroke, dark_stroke }, width, DASH_##dash },
#include "render/inks.def"
#undef INK
};

const double *dash_pattern(enum dash dash)
{
	static const double patterns[][5] = {
		[DASH_SOLID] = { 0 },
		[DASH_DASHED] = { 6, 4 },
		[DASH_DOTTED] = { 1.5, 3 },
		[DASH_LONG_DASH] = { 11, 4 },
		[DASH_DASH_DOT] = { 8, 3, 2, 3 },
		[DASH_DOUBLE] = { 0 },
	};

	return patterns[dash];
}

const struct ink_info *ink_info(enum ink ink)
{
	return &inks[ink];
}

bool emphasis_frames(enum emphasis emphasis)
{
	return emphasis == EMPHASIS_STRONG || emphasis == EMPHASIS_JOINT;
}

enum ink emphasis_ink(enum emphasis emphasis)
{
	return emphasis == EMPHASIS_JOINT ? INK_JOINT : INK_STRONG;
}

static const char *const layer_names[LAYER_COUNT] = { "base", "signalling", "media", "network", "vlan" };

const char *layer_name(enum layer layer)
{
	return layer_names[layer];
}

static const struct figure_info areas[AREA_COUNT] = {
#define AREA(figure, ink, legend) { #figure, legend, INK_##ink, SHAPE_RECTANGLE, LAYER_BASE },
#include "render/figures.def"
};

static const struct figure_info boxes[BOX_COUNT] = {
#define BOX(figure, shape, ink, legend) { #figure, legend, INK_##ink, SHAPE_##shape, LAYER_BASE },
#include "render/figures.def"
};

static const struct figure_info lines[LINE_COUNT] = {
#define LINE(figure, ink, layer, legend) { #figure, legend, INK_##ink, SHAPE_RECTANGLE, LAYER_##layer },
#include "render/figures.def"
};

const struct figure_info *area_info(enum area_figure figure)
{
	return &areas[figure];
}

const struct figure_info *box_info(enum box_figure figure)
{
	return &boxes[figure];
}

const struct figure_info *line_info(enum line_figure figure)
{
	return &lines[figure];
}

enum ink severity_ink(enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR:
		return INK_ERROR;
	case SEVERITY_WARNING:
		return INK_WARNING;
	default:
		return INK_NOTE;
	}
}
