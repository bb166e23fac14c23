/* SPDX-License-Identifier: MIT */
#include "render/renderer.h"

#include <string.h>

#define RENDERER(name) extern const struct renderer renderer_##name;
#include "render/renderers.def"
#undef RENDERER

static const struct renderer *const renderers[] = {
#define RENDERER(name) &renderer_##name,
#include "render/renderers.def"
#undef RENDERER
};

const struct renderer *renderer_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(renderers); i++)
		if (strcmp(renderers[i]->name, name) == 0)
			return renderers[i];
	return NULL;
}

const char *renderer_names(void)
{
	static const char names[] =
#define RENDERER(name) ", " #name
#include "render/renderers.def"
#undef RENDERER
		;

	return names + 2;
}

enum render_status render_status_of(enum place_status status)
{
	switch (status) {
	case PLACE_OK:
		return RENDER_OK;
	case PLACE_NO_GRAPHVIZ:
		return RENDER_NO_GRAPHVIZ;
	case PLACE_NO_MEMORY:
		return RENDER_NO_MEMORY;
	default:
		return RENDER_FAILED;
	}
}
