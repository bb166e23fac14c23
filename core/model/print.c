/* SPDX-License-Identifier: MIT */
#include "model/print.h"

#include "base/escape.h"
#include "model/describe.h"
#include "model/tag.h"
#include "model/walk.h"

/* Written nowhere, or only as what has been merged. */
#define MERGED (BIT(K_INCLUDE) | BIT(K_EXTEND) | BIT(K_DESCRIPTION))

struct printing {
	const struct topology *topo;
	struct out *out;
	struct arena arena; /* of the element under way */
	struct buf line;    /* what is to be put out next */
	struct buf attribute;
	unsigned depth;
};

static void print_attribute(struct printing *printing, struct tag *tag, const char *name, const char *value)
{
	struct buf *attribute = &printing->attribute;

	buf_clear(attribute);
	buf_printf(attribute, "%s=\"", name);
	escape_xml(attribute, str_of(value));
	buf_putc(attribute, '"');
	tag_attribute(tag, buf_str(attribute));
}

static bool is_understood(const struct topology *topo, const struct element *e, enum attr attr)
{
	const struct value *value = topo_value(topo, e, attr);

	return value != NULL && !(value->flags & VALUE_BROKEN);
}

static void print_attributes(struct printing *printing, struct tag *tag, const struct element *e)
{
	unsigned n;
	const struct attr_spec *specs = attr_specs_of((enum kind)e->kind, &n);

	if (e->id != SYMBOL_NONE)
		print_attribute(printing, tag, attr_name(A_ID), topo_id(printing->topo, e));
	for (unsigned i = 0; i < n; i++)
		if (is_understood(printing->topo, e, (enum attr)specs[i].attr))
			print_attribute(printing, tag, attr_name((enum attr)specs[i].attr),
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
		tag_indent(&printing->line, printing->depth);
		buf_printf(&printing->line, "<!-- %s is assumed: the file does not say it -->\n",
			attr_name((enum attr)specs[i].attr));
	}
}

static void print_start(struct printing *printing, const struct element *e, bool is_empty)
{
	struct tag tag;

	arena_clear(&printing->arena);
	print_assumptions(printing, e);
	tag = tag_begin(&printing->line, printing->depth, str_of(kind_name((enum kind)e->kind)));
	print_attributes(printing, &tag, e);
	tag_end(&tag, is_empty);
	buf_putc(&printing->line, '\n');
	out_take(printing->out, &printing->line);
}

/* Elements nest no deeper than the limit of reading them. */
static void print_element(struct printing *printing, const struct element *e)
{
	struct walk children = walk_children(printing->topo, e, ~MERGED);
	const struct element *child = walk_next(&children);

	print_start(printing, e, child == NULL);
	if (child == NULL)
		return;
	printing->depth++;
	for (; child != NULL; child = walk_next(&children))
		print_element(printing, child);
	printing->depth--;
	tag_indent(&printing->line, printing->depth);
	buf_printf(&printing->line, "</%s>\n", kind_name((enum kind)e->kind));
	out_take(printing->out, &printing->line);
}

/* The files' roots become one: of an attribute that several have, the first. */
static void print_root_attributes(struct printing *printing, struct tag *tag)
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
			print_attribute(printing, tag, attr_name(attr),
				describe_value(topo, e, attr, &printing->arena));
			break;
		}
	}
}

static void print_root(struct printing *printing, bool is_empty)
{
	struct tag tag = tag_begin(&printing->line, 0, str_of(kind_name(K_TOPOLOGY)));

	print_attribute(printing, &tag, "xmlns", language_spec(LANGUAGE_TOPOLOGY)->space);
	print_root_attributes(printing, &tag);
	tag_end(&tag, is_empty);
	buf_putc(&printing->line, '\n');
	out_take(printing->out, &printing->line);
}

static bool holds_nothing(const struct topology *topo)
{
	for (uint32_t root = 0; root < topo_count(topo, K_TOPOLOGY); root++) {
		struct walk children = walk_children(topo, topo_nth(topo, K_TOPOLOGY, root), ~MERGED);

		if (walk_next(&children) != NULL)
			return false;
	}
	return true;
}

static void print_content(struct printing *printing)
{
	const struct topology *topo = printing->topo;

	for (uint32_t root = 0; root < topo_count(topo, K_TOPOLOGY); root++) {
		struct walk children = walk_children(topo, topo_nth(topo, K_TOPOLOGY, root), ~MERGED);
		const struct element *child;

		while ((child = walk_next(&children)) != NULL)
			print_element(printing, child);
	}
	out_puts(printing->out, "</topology>\n");
}

void print_topology(const struct topology *topo, const char *note, struct out *out)
{
	struct printing printing = { .topo = topo, .out = out, .depth = 1 };
	bool is_empty = holds_nothing(topo);

	out_puts(out, DOCUMENT_DECLARATION);
	if (note != NULL)
		out_printf(out, "<!--\n%s-->\n", note);
	print_root(&printing, is_empty);
	if (!is_empty)
		print_content(&printing);
	buf_release(&printing.line);
	buf_release(&printing.attribute);
	arena_release(&printing.arena);
}
