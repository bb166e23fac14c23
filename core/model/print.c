/* SPDX-License-Identifier: MIT */
#include "model/print.h"

#include "base/escape.h"
#include "model/describe.h"
#include "model/walk.h"

#include <string.h>

enum {
	MOST_COLUMNS = 110,
};

/* Written nowhere, or only as what has been merged. */
#define MERGED (BIT(K_INCLUDE) | BIT(K_EXTEND) | BIT(K_DESCRIPTION))

struct printing {
	const struct topology *topo;
	struct out *out;
	struct arena arena; /* of the element under way */
	struct buf buf;
	unsigned depth;
	size_t column;
};

static void indent(struct printing *printing, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		out_puts(printing->out, "  ");
}

static void print_attribute(struct printing *printing, const char *name, const char *value)
{
	struct buf *buf = &printing->buf;
	size_t width;

	buf_clear(buf);
	buf_printf(buf, "%s=\"", name);
	escape_xml(buf, str_of(value));
	buf_putc(buf, '"');
	width = buf->length + 1;
	if (printing->column + width > MOST_COLUMNS) {
		out_puts(printing->out, "\n");
		indent(printing, printing->depth + 2);
		printing->column = 2 * (size_t)(printing->depth + 2) + width;
	} else {
		out_puts(printing->out, " ");
		printing->column += width;
	}
	out_take(printing->out, buf);
}

static bool is_understood(const struct topology *topo, const struct element *e, enum attr attr)
{
	const struct value *value = topo_value(topo, e, attr);

	return value != NULL && !(value->flags & VALUE_BROKEN);
}

static void print_attributes(struct printing *printing, const struct element *e)
{
	unsigned n;
	const struct attr_spec *specs = attr_specs_of((enum kind)e->kind, &n);

	if (e->id != SYMBOL_NONE)
		print_attribute(printing, attr_name(A_ID), topo_id(printing->topo, e));
	for (unsigned i = 0; i < n; i++)
		if (is_understood(printing->topo, e, (enum attr)specs[i].attr))
			print_attribute(printing, attr_name((enum attr)specs[i].attr),
				describe_value(
					printing->topo, e, (enum attr)specs[i].attr, &printing->arena));
}

static void print_assumptions(struct printing *printing, const struct element *e)
{
	unsigned n;
	const struct attr_spec *specs = attr_specs_of((enum kind)e->kind, &n);

	for (unsigned i = 0; i < n; i++) {
		const struct origin *origin = topo_origin(printing->topo, e, (enum attr)specs[i].attr);

		if (origin == NULL || !origin->is_assumed)
			continue;
		indent(printing, printing->depth);
		out_printf(printing->out, "<!-- %s is assumed: the file does not say it -->\n",
			attr_name((enum attr)specs[i].attr));
	}
}

static void open_tag(struct printing *printing, const struct element *e)
{
	arena_clear(&printing->arena);
	print_assumptions(printing, e);
	indent(printing, printing->depth);
	out_printf(printing->out, "<%s", kind_name((enum kind)e->kind));
	printing->column = 2 * (size_t)printing->depth + 1 + strlen(kind_name((enum kind)e->kind));
	print_attributes(printing, e);
}

/* Elements nest no deeper than the limit of reading them. */
static void print_element(struct printing *printing, const struct element *e)
{
	struct walk children = walk_children(printing->topo, e, ~MERGED);
	const struct element *child = walk_next(&children);

	open_tag(printing, e);
	if (child == NULL) {
		out_puts(printing->out, "/>\n");
		return;
	}
	out_puts(printing->out, ">\n");
	printing->depth++;
	for (; child != NULL; child = walk_next(&children))
		print_element(printing, child);
	printing->depth--;
	indent(printing, printing->depth);
	out_printf(printing->out, "</%s>\n", kind_name((enum kind)e->kind));
}

/* The files' roots become one: of an attribute that several have, the first. */
static void print_root_attributes(struct printing *printing)
{
	const struct topology *topo = printing->topo;
	unsigned n;
	const struct attr_spec *specs = attr_specs_of(K_TOPOLOGY, &n);

	for (unsigned i = 0; i < n; i++) {
		enum attr attr = (enum attr)specs[i].attr;

		for (uint32_t root = 0; root < topo_count(topo, K_TOPOLOGY); root++) {
			const struct element *e = topo_nth(topo, K_TOPOLOGY, root);

			if (!is_understood(topo, e, attr))
				continue;
			print_attribute(
				printing, attr_name(attr), describe_value(topo, e, attr, &printing->arena));
			break;
		}
	}
}

void print_topology(const struct topology *topo, const char *note, struct out *out)
{
	struct printing printing = { .topo = topo, .out = out, .depth = 1, .column = strlen("<topology") };

	out_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	if (note != NULL)
		out_printf(out, "<!--\n%s-->\n", note);
	out_puts(out, "<topology");
	printing.depth = 0;
	print_attribute(&printing, "xmlns", language_spec(LANGUAGE_TOPOLOGY)->space);
	print_root_attributes(&printing);
	out_puts(out, ">\n");
	printing.depth = 1;
	for (uint32_t root = 0; root < topo_count(topo, K_TOPOLOGY); root++) {
		struct walk children = walk_children(topo, topo_nth(topo, K_TOPOLOGY, root), ~MERGED);
		const struct element *child;

		while ((child = walk_next(&children)) != NULL)
			print_element(&printing, child);
	}
	out_puts(out, "</topology>\n");
	buf_release(&printing.buf);
	arena_release(&printing.arena);
}
