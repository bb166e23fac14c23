/* SPDX-License-Identifier: MIT */
#include "render/library.h"

#include "render/renderer.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MOST_PATH = 1024,
};

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

void graphviz_forget_messages(void)
{
	any_message = false;
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

/* Where libgvc keeps its plug-ins: beside itself, in the folder graphviz. */
static void *open_plugin(const struct graphviz *graphviz, const char *name)
{
	union {
		__typeof__(gvContext) *function;
		void *address;
	} known = { .function = graphviz->gvContext };
	char path[MOST_PATH];
	const char *slash;
	Dl_info info;
	int length;

	if (dladdr(known.address, &info) == 0 || info.dli_fname == NULL)
		return NULL;
	slash = strrchr(info.dli_fname, '/');
	if (slash == NULL)
		return NULL;
	length = snprintf(path, sizeof(path), "%.*s/graphviz/libgvplugin_%s.so.6",
		(int)(slash - info.dli_fname), info.dli_fname, name);
	return length > 0 && length < MOST_PATH ? dlopen(path, RTLD_NOW) : NULL;
}

GVC_t *graphviz_layout_context(const struct graphviz *graphviz, const char *engine)
{
	/* The context keeps it. */
	static lt_symlist_t plugins[] = { { NULL, NULL }, { NULL, NULL } };
	bool is_dot = strcmp(engine, "dot") == 0;
	const char *name = is_dot ? "gvplugin_dot_layout_LTX_library" : "gvplugin_neato_layout_LTX_library";

	plugins[0].name = name;
	plugins[0].address = load_symbol(open_plugin(graphviz, is_dot ? "dot_layout" : "neato_layout"), name);
	/* Elsewhere, or of another name: graphviz knows. */
	return plugins[0].address != NULL ? graphviz->gvContextPlugins(plugins, 0) : graphviz->gvContext();
}

bool renderer_library_version(struct buf *buf)
{
	static const lt_symlist_t no_plugins[] = { { NULL, NULL } };
	struct graphviz graphviz;
	GVC_t *context = graphviz_load(&graphviz) ? graphviz.gvContextPlugins(no_plugins, 0) : NULL;

	if (context == NULL)
		return false;
	buf_puts(buf, graphviz.gvcVersion(context));
	(void)graphviz.gvFreeContext(context);
	return true;
}
