/* SPDX-License-Identifier: MIT */
#include "render/view.h"

#include <string.h>

#define VIEW(name, typed) extern const struct view view_##name;
#include "render/views.def"
#undef VIEW

static const struct view *const views[] = {
#define VIEW(name, typed) &view_##name,
#include "render/views.def"
#undef VIEW
};

const struct view *view_find(const char *name, const char **ret_subject)
{
	*ret_subject = "";
	for (size_t i = 0; i < ARRAY_LEN(views); i++) {
		size_t length = strlen(views[i]->name);

		if (views[i]->subjects == 0 && strcmp(name, views[i]->name) == 0)
			return views[i];
		if (views[i]->subjects != 0 && strncmp(name, views[i]->name, length) == 0) {
			*ret_subject = name + length;
			return views[i];
		}
	}
	return NULL;
}

const char *view_names(void)
{
	static const char names[] =
#define VIEW(name, typed) ", " typed
#include "render/views.def"
#undef VIEW
		;
	return names + 2;
}
