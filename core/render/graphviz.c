/* SPDX-License-Identifier: MIT */
#include "render/graphviz.h"

#include "render/identity.h"

#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

/* What we use of the two libraries. */
#define CGRAPH_FUNCTIONS(F) F(agread) F(agclose) F(agseterrf) F(agreseterrors)
#define GVC_FUNCTIONS(F) \
	F(gvContext) F(gvLayout) F(gvRenderData) F(gvFreeRenderData) F(gvFreeLayout) F(gvFreeContext)

struct graphviz {
	void *cgraph_library;
	void *gvc_library;
#define FUNCTION(name) __typeof__(name) *name;
	CGRAPH_FUNCTIONS(FUNCTION)
	GVC_FUNCTIONS(FUNCTION)
#undef FUNCTION
};

static bool any_message;

/* Graphviz writes warnings and errors through this; their text may carry input and is not printed. */
/* NOLINTNEXTLINE(readability-non-const-parameter): the type is agusererrf of cgraph.h */
static int note_message(char *text)
{
	if (text != NULL && text[0] != '\0')
		any_message = true;
	return 0;
}

static void *load_symbol(void *library, const char *name)
{
	return library != NULL ? dlsym(library, name) : NULL;
}

static bool load(struct graphviz *graphviz)
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
	return complete;
}

/* Text that cgraph reads. */
struct channel {
	const char *text;
	size_t left;
};

static int read_some(void *channel_pointer, char *room, int size)
{
	struct channel *channel = channel_pointer;
	size_t part = channel->left < (size_t)size ? channel->left : (size_t)size;

	memcpy(room, channel->text, part);
	channel->text += part;
	channel->left -= part;
	return (int)part;
}

static int write_nothing(void *channel, const char *text)
{
	(void)channel;
	(void)text;
	return 0;
}

static int flush_nothing(void *channel)
{
	(void)channel;
	return 0;
}

static Agraph_t *read_graph(const struct graphviz *graphviz, const char *dot, struct identity *identity)
{
	/* cgraph keeps these as long as the graph lives. */
	static Agiodisc_t io = { read_some, write_nothing, flush_nothing };
	Agdisc_t discipline = { NULL, identity_discipline(), &io };
	struct channel channel = { dot, strlen(dot) };

	identity_use(identity);
	return graphviz->agread(&channel, &discipline);
}

static enum render_status draw(const struct graphviz *graphviz, GVC_t *context, Agraph_t *graph,
	const char *format, struct buf *picture, const char **reterr)
{
	enum render_status status = RENDER_FAILED;
	char *data = NULL;
	unsigned length = 0;

	*reterr = "graphviz found no layout for this deployment";
	if (graphviz->gvLayout(context, graph, "dot") != 0)
		return RENDER_FAILED;
	if (any_message) {
		*reterr = "graphviz lost something in the layout of this deployment";
	} else if (graphviz->gvRenderData(context, graph, format, &data, &length) != 0 || any_message) {
		*reterr = "graphviz could not draw this format";
	} else {
		buf_put(picture, data, length);
		status = RENDER_OK;
	}
	if (data != NULL)
		graphviz->gvFreeRenderData(data);
	graphviz->gvFreeLayout(context, graph);
	return status;
}

enum render_status graphviz_draw(
	const char *dot, const char *format, struct buf *picture, const char **reterr)
{
	struct graphviz graphviz = { 0 };
	struct identity identity = { 0 };
	enum render_status status = RENDER_FAILED;
	Agraph_t *graph;
	GVC_t *context;

	if (!load(&graphviz)) {
		*reterr = "graphviz (libgvc, libcgraph) is not installed";
		return RENDER_NO_GRAPHVIZ;
	}
	any_message = false;
	graphviz.agseterrf(note_message);
	graph = read_graph(&graphviz, dot, &identity);
	if (graph == NULL) {
		identity_release(&identity);
		*reterr = "graphviz does not read the diagram";
		return RENDER_FAILED;
	}
	context = graphviz.gvContext();
	if (context != NULL) {
		status = draw(&graphviz, context, graph, format, picture, reterr);
		graphviz.gvFreeContext(context);
	}
	graphviz.agclose(graph);
	identity_release(&identity);
	return status;
}
