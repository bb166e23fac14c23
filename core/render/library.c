/* SPDX-License-Identifier: MIT */
#include "render/library.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>

static bool any_message;

/* Its text may carry anything and is not printed. */
/* NOLINTNEXTLINE(readability-non-const-parameter): the type is agusererrf of cgraph.h */
static int note_message(char *text)
{
	if (text != NULL && text[0] != '\0')
		any_message = true;
	return 0;
}

bool graphviz_has_complained(void)
{
	return any_message;
}

char *graphviz_text(const char *text)
{
	union {
		const char *given;
		char *taken;
	} both = { .given = text };

	return both.taken;
}

static void *load_symbol(void *library, const char *name)
{
	return library != NULL ? dlsym(library, name) : NULL;
}

bool graphviz_load(struct graphviz *graphviz)
{
	bool complete = true;

	/* Where plug-ins and fonts come from is not for the environment of a build to say. */
	unsetenv("GVBINDIR");
	unsetenv("DOTFONTPATH");
	unsetenv("GDFONTPATH");
	graphviz->cgraph_library = dlopen("libcgraph.so.6", RTLD_NOW | RTLD_GLOBAL);
	graphviz->gvc_library = dlopen("libgvc.so.6", RTLD_NOW | RTLD_GLOBAL);
#define FUNCTION(name) \
	*(void **)&graphviz->name = load_symbol(graphviz->cgraph_library, #name); \
	complete &= graphviz->name != NULL;
	CGRAPH_FUNCTIONS(FUNCTION)
#undef FUNCTION
#define FUNCTION(name) \
	*(void **)&graphviz->name = load_symbol(graphviz->gvc_library, #name); \
	complete &= graphviz->name != NULL;
	GVC_FUNCTIONS(FUNCTION)
#undef FUNCTION
	graphviz->directed = load_symbol(graphviz->cgraph_library, "Agdirected");
	if (!complete || graphviz->directed == NULL)
		return false;
	any_message = false;
	graphviz->agseterrf(note_message);
	return true;
}
