/* SPDX-License-Identifier: MIT */
#include "load/clixml_unknown.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "load/complain.h"

enum {
	MOST_NAMES = 30, /* in a message; the rest is counted */
	SHOWN_CHARACTERS = 60,
};

static void note(struct unknown_names *names, struct str name)
{
	uint32_t symbol = symbols_intern(&names->known, name);
	uint32_t number = symbols_element(&names->known, symbol);

	names->total++;
	if (symbol == SYMBOL_NONE)
		return;
	if (number != NO_ELEMENT) {
		names->name[number].times++;
		return;
	}
	if (!mem_grow(&names->name, &names->room_name, names->n_name + 1, sizeof(*names->name)))
		return;
	symbols_define(&names->known, symbol, names->n_name);
	names->name[names->n_name++] = (struct unknown_name){ name, 1 };
}

static void note_start(struct clixml_unknown *unknown, const struct clixml_node *node)
{
	if (unknown->properties.total + unknown->objects.total == 0 || node->start < unknown->start)
		unknown->start = node->start;
}

void unknown_property(struct clixml_unknown *unknown, const struct clixml_node *node, struct str name)
{
	note_start(unknown, node);
	note(&unknown->properties, name.length > 0 ? name : str_of("one without a name"));
}

void unknown_object(struct clixml_unknown *unknown, const struct clixml_node *node, struct str type)
{
	note_start(unknown, node);
	note(&unknown->objects, type.length > 0 ? type : str_of("one without a type"));
}

/* "; 3 properties were not understood: Description (2 times), Other". */
static void put_names(struct buf *buf, const struct unknown_names *names, const char *one, const char *many)
{
	uint32_t shown = names->n_name < MOST_NAMES ? names->n_name : MOST_NAMES;

	if (names->total == 0)
		return;
	buf_printf(buf, "%s%u %s", buf->length > 0 ? "; " : "", (unsigned)names->total,
		names->total == 1 ? one : many);
	for (uint32_t i = 0; i < shown; i++) {
		struct str name = names->name[i].name;
		size_t length = utf8_prefix(name.text, name.length, SHOWN_CHARACTERS);

		buf_printf(buf, "%s%.*s%s", i > 0 ? ", " : ": ", (int)length, name.text,
			length < name.length ? "..." : "");
		if (names->name[i].times > 1)
			buf_printf(buf, " (%u times)", (unsigned)names->name[i].times);
	}
	if (shown < names->n_name)
		buf_printf(buf, " and %u other names", (unsigned)(names->n_name - shown));
}

void unknown_tell(const struct clixml_unknown *unknown, struct builder *builder, struct source *source)
{
	struct buf buf = { 0 };

	put_names(
		&buf, &unknown->properties, "property was not understood", "properties were not understood");
	put_names(&buf, &unknown->objects, "object is none of the settings that are read",
		"objects are none of the settings that are read");
	if (buf.length > 0)
		complain_at(builder, DOC_SETTINGS_NOT_UNDERSTOOD, source, unknown->start, buf_text(&buf));
	buf_release(&buf);
}

void unknown_release(struct clixml_unknown *unknown)
{
	mem_free(unknown->properties.name);
	mem_free(unknown->objects.name);
	symbols_release(&unknown->properties.known);
	symbols_release(&unknown->objects.known);
}
