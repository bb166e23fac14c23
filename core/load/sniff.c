/* SPDX-License-Identifier: MIT */
#include "load/sniff.h"

#include "base/util.h"
#include "diag/source.h"

#include <stdlib.h>
#include <string.h>

static const char our_names[] = "urn:lync-topo:topology:";
static const char our_space[] = "urn:lync-topo:topology:1";

static const struct {
	const char *space; /* the whole namespace, "" for none, NULL for any */
	const char *root;
	const char *title;
	read_document *reader;
} vocabularies[] = {
#define VOCABULARY(name, space, root, title) [VOCABULARY_##name] = { space, root, title, NULL },
#define READ_VOCABULARY(name, space, root, title, reader) \
	[VOCABULARY_##name] = { space, root, title, reader },
#include "load/vocabularies.def"
};

/* Past comments, processing instructions, a DOCTYPE and blanks: the '<' of the first start tag, or the end. */
static size_t first_tag(struct str text)
{
	static const char *const sections[][2] = { { "<!--", "-->" }, { "<?", "?>" }, { "<!", ">" } };
	size_t at = 0;

	while (at < text.length) {
		struct str rest = { text.text + at, text.length - at };
		const char *end = NULL;

		if (ascii_is_space(text.text[at])) {
			at++;
			continue;
		}
		for (size_t i = 0; i < ARRAY_LEN(sections) && end == NULL; i++) {
			if (!str_starts(rest, sections[i][0]))
				continue;
			end = memmem(rest.text, rest.length, sections[i][1], strlen(sections[i][1]));
			if (end == NULL)
				return text.length;
			at = (size_t)(end - text.text) + strlen(sections[i][1]);
		}
		if (end == NULL)
			return text.text[at] == '<' ? at : text.length;
	}
	return text.length;
}

/* The value of xmlns="" or xmlns:prefix="" in the tag. */
static struct str space_of(struct source *source, uint32_t start, struct str prefix)
{
	struct tag_attribute attribute;
	uint32_t at = 0;

	while (source_next_attribute(source, start, &at, &attribute)) {
		struct str local = attribute.name;

		if (!str_starts(local, "xmlns"))
			continue;
		local = (struct str){ local.text + 5, local.length - 5 };
		if (prefix.length > 0 && local.length > 0 && local.text[0] == ':')
			local = (struct str){ local.text + 1, local.length - 1 };
		if (str_equal(local, prefix))
			return (struct str){ source->text + attribute.value, attribute.length };
	}
	return str_of("");
}

enum {
	MOST_SPACE = 256, /* of a namespace that is written with character references */
};

/* One character reference to ASCII, such as &#58; its length, or 0 if it is none. */
static size_t read_reference(struct str text, char *ret)
{
	bool hex = text.length > 2 && text.text[2] == 'x';
	const char *digits = text.text + (hex ? 3 : 2);
	char *end;
	unsigned long number;

	if (!str_starts(text, "&#") || memchr(text.text, ';', text.length) == NULL)
		return 0;
	number = strtoul(digits, &end, hex ? 16 : 10);
	if (end == digits || *end != ';' || number == 0 || number > 127)
		return 0;
	*ret = (char)number;
	return (size_t)(end + 1 - text.text);
}

/* The namespace as XML sees it, in `plain` where it is written with references. */
static struct str without_references(struct str space, char plain[MOST_SPACE])
{
	size_t n = 0;

	if (space.length >= MOST_SPACE || memchr(space.text, '&', space.length) == NULL)
		return space;
	for (size_t i = 0; i < space.length; n++) {
		size_t length = read_reference((struct str){ space.text + i, space.length - i }, &plain[n]);

		if (length == 0)
			plain[n] = space.text[i];
		i += length > 0 ? length : 1;
	}
	return (struct str){ plain, n };
}

static enum vocabulary classify(struct str space, struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(vocabularies); i++)
		if (vocabularies[i].root != NULL && str_is(name, vocabularies[i].root) &&
			(vocabularies[i].space == NULL || str_is(space, vocabularies[i].space)))
			return (enum vocabulary)i;
	if (str_is(space, our_space))
		return VOCABULARY_PART;
	return str_starts(space, our_names) ? VOCABULARY_TOPOLOGY_OTHER_VERSION : VOCABULARY_OTHER;
}

uint32_t sniff_root(struct str text)
{
	size_t start = first_tag(text);

	return start < text.length ? (uint32_t)start : 0;
}

enum vocabulary sniff_vocabulary(struct str text)
{
	struct source source = { .text = text.text, .size = (uint32_t)text.length };
	size_t start = first_tag(text);
	char plain[MOST_SPACE];
	struct span span;
	struct str name;
	struct str prefix = { text.text, 0 };
	const char *colon;

	if (start + 1 >= text.length)
		return VOCABULARY_NONE;
	span = source_tag_span(&source, (uint32_t)start);
	name = (struct str){ text.text + start + 1, span.end - start - 1 };
	if (name.length == 0)
		return VOCABULARY_NONE;
	colon = memchr(name.text, ':', name.length);
	if (colon != NULL) {
		prefix = (struct str){ name.text, (size_t)(colon - name.text) };
		name = (struct str){ colon + 1, name.length - prefix.length - 1 };
	}
	return classify(without_references(space_of(&source, (uint32_t)start, prefix), plain), name);
}

const char *vocabulary_text(enum vocabulary vocabulary)
{
	switch (vocabulary) {
	case VOCABULARY_NONE:
		return "no XML document";
	case VOCABULARY_TOPOLOGY_OTHER_VERSION:
		return "a topology of a language version that this program does not know";
	case VOCABULARY_PART:
		return "in our language, but its root element is not 'topology'";
	case VOCABULARY_OTHER:
		return "XML of another vocabulary, not a topology";
	default:
		return vocabularies[vocabulary].title;
	}
}

read_document *vocabulary_reader(enum vocabulary vocabulary)
{
	return vocabulary < ARRAY_LEN(vocabularies) ? vocabularies[vocabulary].reader : NULL;
}
