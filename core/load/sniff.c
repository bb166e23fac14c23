/* SPDX-License-Identifier: MIT */
#include "load/sniff.h"

#include "base/util.h"
#include "diag/source.h"

#include <string.h>

static const char our_names[] = "urn:lync-topo:topology:";

static const struct {
	const char *space; /* the whole namespace, "" for none, NULL for any */
	const char *name;  /* NULL for any */
	enum vocabulary vocabulary;
} roots[] = {
	{ "urn:lync-topo:topology:1", "topology", VOCABULARY_TOPOLOGY },
	{ "urn:lync-topo:scenario:1", "scenario", VOCABULARY_SCENARIO },
	{ "urn:lync-topo:config:1", "config", VOCABULARY_CONFIG },
	{ "", "topology", VOCABULARY_TOPOLOGY_WITHOUT_NAMESPACE },
	{ NULL, "TopologyBuilder", VOCABULARY_TOPOLOGY_BUILDER },
	{ "urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008", "Topology", VOCABULARY_CS_TOPOLOGY },
	{ NULL, "CsMgmtLog", VOCABULARY_CS_LOG },
	{ NULL, "html", VOCABULARY_HTML },
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

static enum vocabulary classify(struct str space, struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(roots); i++)
		if ((roots[i].space == NULL || str_is(space, roots[i].space)) && str_is(name, roots[i].name))
			return roots[i].vocabulary;
	if (str_starts(space, our_names))
		return VOCABULARY_TOPOLOGY_OTHER_VERSION;
	return VOCABULARY_OTHER;
}

enum vocabulary sniff_vocabulary(struct str text)
{
	struct source source = { .text = text.text, .size = (uint32_t)text.length };
	size_t start = first_tag(text);
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
	return classify(space_of(&source, (uint32_t)start, prefix), name);
}

const char *vocabulary_text(enum vocabulary vocabulary)
{
	switch (vocabulary) {
	case VOCABULARY_NONE:
		return "no XML document";
	case VOCABULARY_TOPOLOGY:
		return "a topology";
	case VOCABULARY_TOPOLOGY_WITHOUT_NAMESPACE:
		return "a topology without its namespace: write xmlns=\"urn:lync-topo:topology:1\"";
	case VOCABULARY_TOPOLOGY_OTHER_VERSION:
		return "a topology of a language version that this program does not know";
	case VOCABULARY_SCENARIO:
		return "a scenario, not a topology";
	case VOCABULARY_CONFIG:
		return "a configuration, not a topology";
	case VOCABULARY_TOPOLOGY_BUILDER:
		return "a Topology Builder document, which this version does not read yet";
	case VOCABULARY_CS_TOPOLOGY:
		return "the output of Get-CsTopology -AsXml, which this version does not read yet";
	case VOCABULARY_CS_LOG:
		return "the report of a cmdlet (CsMgmtLog), not a topology";
	case VOCABULARY_HTML:
		return "HTML, not a topology";
	case VOCABULARY_OTHER:
		return "XML of another vocabulary, not a topology";
	}
	return "";
}
