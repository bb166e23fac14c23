/* SPDX-License-Identifier: MIT */
/* Finding one's way in the tree of objects, and which objects are which settings. */
#include "base/buf.h"
#include "base/utf8.h"
#include "load/clixml.h"

static const struct {
	enum clixml_settings settings;
	const char *name;
} types[] = {
#define SETTINGS_TYPE(settings, name) { SETTINGS_##settings, name },
#include "load/clixml_settings.def"
};

static const struct {
	enum clixml_settings settings;
	bool is_list;
	const char *name, *other;
} signs[] = {
#define SETTINGS_SIGN(settings, name, is_list, other) { SETTINGS_##settings, is_list, name, other },
#include "load/clixml_settings.def"
};

static const struct clixml_property properties[] = {
#define SETTINGS_PROPERTY(settings, name, way, attr) { SETTINGS_##settings, name, WAY_##way, A_##attr },
#include "load/clixml_settings.def"
};

uint32_t clixml_meant(const struct clixml *file, uint32_t node)
{
	enum clixml_form form = (enum clixml_form)file->node[node].form;

	return form == CLIXML_REFERENCE || form == CLIXML_TYPES_AGAIN ? file->node[node].meant : node;
}

const struct clixml_node *clixml_text(const struct clixml *file, uint32_t node)
{
	uint32_t at = clixml_meant(file, node);

	if (at != CLIXML_NOTHING && file->node[at].form == CLIXML_OBJECT)
		at = file->node[at].words;
	if (at == CLIXML_NOTHING || file->node[at].text.length == 0)
		return NULL;
	return file->node[at].form == CLIXML_VALUE || file->node[at].form == CLIXML_TEXT ? &file->node[at] :
											   NULL;
}

uint32_t clixml_next_property(const struct clixml *file, uint32_t object, uint32_t previous)
{
	uint32_t group = file->node[object].group;

	if (previous != CLIXML_NOTHING) {
		if (file->node[previous].next != CLIXML_NOTHING)
			return file->node[previous].next;
		group = file->node[file->node[previous].parent].group;
	}
	return group != CLIXML_NOTHING ? file->node[group].first : CLIXML_NOTHING;
}

struct clixml_items clixml_items(const struct clixml *file, uint32_t value)
{
	uint32_t at = clixml_meant(file, value);

	if (at == CLIXML_NOTHING || file->node[at].form == CLIXML_NIL)
		return (struct clixml_items){ CLIXML_NOTHING, false };
	if (file->node[at].list != CLIXML_NOTHING)
		return (struct clixml_items){ file->node[file->node[at].list].first, true };
	return (struct clixml_items){ at, false };
}

uint32_t clixml_next_item(const struct clixml *file, struct clixml_items *items)
{
	uint32_t item = items->next;

	if (item != CLIXML_NOTHING)
		items->next = items->is_list ? file->node[item].next : CLIXML_NOTHING;
	return item;
}

const struct clixml_property *clixml_find_property(enum clixml_settings settings, struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(properties); i++)
		if ((properties[i].settings == settings || properties[i].settings == SETTINGS_NONE) &&
			ascii_compare_nocase(str_of(properties[i].name), name) == 0)
			return &properties[i];
	return NULL;
}

/* The name of the object's own type: the first of those it has. */
static struct str type_of(const struct clixml *file, uint32_t object)
{
	uint32_t names = file->node[object].types;
	uint32_t type;

	if (names != CLIXML_NOTHING)
		names = clixml_meant(file, names);
	if (names == CLIXML_NOTHING)
		return str_of("");
	type = file->node[names].types;
	return type != CLIXML_NOTHING ? file->node[type].text : str_of("");
}

struct str clixml_type(const struct clixml *file, uint32_t object)
{
	struct str type = type_of(file, object);
	const char *dot = type.length > 0 ? memrchr(type.text, '.', type.length) : NULL;

	if (dot == NULL)
		return type;
	return (struct str){ dot + 1, type.length - (size_t)(dot + 1 - type.text) };
}

static bool has_property(const struct clixml *file, uint32_t object, const char *name, bool is_list)
{
	uint32_t property = CLIXML_NOTHING;

	while ((property = clixml_next_property(file, object, property)) != CLIXML_NOTHING)
		if (ascii_compare_nocase(file->node[property].name, str_of(name)) == 0)
			return !is_list || clixml_items(file, property).is_list;
	return false;
}

static bool ends_with(struct str text, const char *end)
{
	size_t length = strlen(end);

	return text.length >= length && str_is((struct str){ text.text + text.length - length, length }, end);
}

enum clixml_settings clixml_settings_of(const struct clixml *file, uint32_t object)
{
	struct str type = type_of(file, object);

	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (ends_with(type, types[i].name))
			return types[i].settings;
	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (has_property(file, object, signs[i].name, signs[i].is_list) &&
			(signs[i].other == NULL || has_property(file, object, signs[i].other, false)))
			return signs[i].settings;
	return SETTINGS_NONE;
}

/* The four digits of "_x000D_" at the text's beginning; UTF8_INVALID if it is none. */
static uint32_t escaped(struct str text)
{
	uint32_t unit = 0;

	if (text.length < 7 || !str_starts(text, "_x") || text.text[6] != '_')
		return UTF8_INVALID;
	for (size_t i = 2; i < 6; i++) {
		char c = ascii_lower(text.text[i]);

		if (!ascii_is_digit(c) && (c < 'a' || c > 'f'))
			return UTF8_INVALID;
		unit = unit * 16 + (uint32_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return unit;
}

/* What XML cannot hold becomes the character that says so. */
static uint32_t allowed(uint32_t character)
{
	bool is_control = character < 0x20 && character != '\t' && character != '\n' && character != '\r';
	bool is_half = character >= 0xD800 && character <= 0xDFFF;

	return is_control || is_half || character == 0xFFFE || character == 0xFFFF ? 0xFFFD : character;
}

struct str clixml_unescape(struct arena *arena, struct str text)
{
	struct buf buf = { 0 };
	struct str plain = { NULL, text.length };

	if (text.length == 0)
		return str_of("");
	if (memmem(text.text, text.length, "_x", 2) == NULL) {
		plain.text = arena_copy(arena, text.text, text.length);
		return plain.text != NULL ? plain : str_of("");
	}
	for (size_t i = 0; i < text.length;) {
		struct str rest = { text.text + i, text.length - i };
		uint32_t unit = escaped(rest);
		uint32_t second = UTF8_INVALID;

		if (unit == UTF8_INVALID) {
			buf_putc(&buf, text.text[i++]);
			continue;
		}
		i += 7;
		if (unit >= 0xD800 && unit < 0xDC00)
			second = escaped((struct str){ text.text + i, text.length - i });
		if (second != UTF8_INVALID && second >= 0xDC00 && second < 0xE000) {
			unit = 0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00);
			i += 7;
		}
		utf8_append(&buf, allowed(unit));
	}
	plain = (struct str){ arena_copy(arena, buf_text(&buf), buf.length), buf.length };
	buf_release(&buf);
	return plain.text != NULL ? plain : str_of("");
}
