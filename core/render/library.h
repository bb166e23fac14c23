/* SPDX-License-Identifier: MIT */
/*
 * library.h - cgraph and gvc, loaded when a picture is asked for and not before, in the process that lays out.
 * Private to core/render.
 */
#ifndef LYNC_TOPO_RENDER_LIBRARY_H
#define LYNC_TOPO_RENDER_LIBRARY_H

#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>
#include <stdbool.h>

/* What we use of the two libraries. */
#define CGRAPH_FUNCTIONS(F) \
	F(agopen) \
	F(agclose) \
	F(agnode) \
	F(agedge) F(agsubg) F(agsubnode) F(agsafeset) F(agattr) F(agset) F(agstrdup_html) F(agseterrf)
#define GVC_FUNCTIONS(F) \
	F(gvContext) \
	F(gvContextPlugins) \
	F(gvLayout) F(gvRenderData) F(gvFreeRenderData) F(gvFreeLayout) F(gvFreeContext) F(gvcVersion)

struct graphviz {
	void *cgraph_library;
	void *gvc_library;
	const Agdesc_t *directed;
#define FUNCTION(name) __typeof__(name) *name;
	CGRAPH_FUNCTIONS(FUNCTION)
	GVC_FUNCTIONS(FUNCTION)
#undef FUNCTION
};

/* False when graphviz is not installed. Sees to it that its messages are counted, not printed. */
bool graphviz_load(struct graphviz *graphviz);

/*
 * A context that lays out with this engine and does nothing else: the plug-in alone, without those that graphviz loads
 * beside it to measure fonts, which take more time than a small layout. NULL when there is none.
 */
GVC_t *graphviz_layout_context(const struct graphviz *graphviz, const char *engine);

/* True once graphviz has warned or complained. A layout that lost an edge does so and goes on. */
bool graphviz_has_complained(void);
void graphviz_forget_messages(void);

/* Text for its functions, which take what they do not change as `char *`. */
char *graphviz_text(const char *text);

#endif
