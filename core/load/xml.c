/* SPDX-License-Identifier: MIT */
#include "load/xml.h"

#include "base/buf.h"
#include "base/mem.h"
#include "load/libxml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include <string.h>

struct parser {
	struct source *source;
	const struct xml_handler *handler;
	void *context;
	xmlParserCtxtPtr libxml;
	uint32_t fed;      /* bytes given to libxml2 */
	uint32_t last_end; /* where the markup before the current event ended */
	struct buf plain;  /* an attribute's value with its ampersands */
	struct xml_result result;
};

/* Our words for what libxml2 found; its own may carry bytes of the input. */
static const struct {
	int code;
	enum xml_status status;
	const char *message;
} errors[] = {
	{ XML_ERR_DOCUMENT_EMPTY, XML_NOT_WELL_FORMED, "there is no element here: the file is not XML" },
	{ XML_ERR_DOCUMENT_START, XML_NOT_WELL_FORMED, "there is no element here: the file is not XML" },
	{ XML_ERR_DOCUMENT_END, XML_NOT_WELL_FORMED, "something follows the end of the document" },
	{ XML_ERR_TAG_NAME_MISMATCH, XML_NOT_WELL_FORMED, "an end tag does not match its start tag" },
	{ XML_ERR_TAG_NOT_FINISHED, XML_NOT_WELL_FORMED,
		"the file ends inside an element: an end tag is missing" },
	{ XML_ERR_GT_REQUIRED, XML_NOT_WELL_FORMED, "a tag is not closed with '>'" },
	{ XML_ERR_LTSLASH_REQUIRED, XML_NOT_WELL_FORMED, "an end tag is missing" },
	{ XML_ERR_ATTRIBUTE_REDEFINED, XML_NOT_WELL_FORMED, "an attribute is written twice" },
	{ XML_NS_ERR_ATTRIBUTE_REDEFINED, XML_NOT_WELL_FORMED, "an attribute is written twice" },
	{ XML_ERR_ATTRIBUTE_WITHOUT_VALUE, XML_NOT_WELL_FORMED, "an attribute has no value" },
	{ XML_ERR_ATTRIBUTE_NOT_STARTED, XML_NOT_WELL_FORMED, "an attribute's value has no quotes" },
	{ XML_ERR_ATTRIBUTE_NOT_FINISHED, XML_NOT_WELL_FORMED,
		"an attribute's value is not closed with a quote" },
	{ XML_ERR_LT_IN_ATTRIBUTE, XML_NOT_WELL_FORMED, "'<' in an attribute's value: write &lt;" },
	{ XML_ERR_SPACE_REQUIRED, XML_NOT_WELL_FORMED, "a blank is missing between attributes" },
	{ XML_ERR_NAME_REQUIRED, XML_NOT_WELL_FORMED, "a name is missing" },
	{ XML_ERR_ENTITYREF_SEMICOL_MISSING, XML_NOT_WELL_FORMED, "'&' without a reference: write &amp;" },
	{ XML_ERR_UNDECLARED_ENTITY, XML_NOT_WELL_FORMED, "an entity that XML does not define" },
	{ XML_WAR_UNDECLARED_ENTITY, XML_NOT_WELL_FORMED, "an entity that XML does not define" },
	{ XML_ERR_INVALID_CHAR, XML_NOT_WELL_FORMED, "a character that XML does not allow" },
	{ XML_ERR_INVALID_CHARREF, XML_NOT_WELL_FORMED, "a character reference that XML does not allow" },
	{ XML_ERR_INVALID_HEX_CHARREF, XML_NOT_WELL_FORMED, "a character reference that XML does not allow" },
	{ XML_ERR_INVALID_DEC_CHARREF, XML_NOT_WELL_FORMED, "a character reference that XML does not allow" },
	{ XML_ERR_COMMENT_NOT_FINISHED, XML_NOT_WELL_FORMED, "a comment is not closed with '-->'" },
	{ XML_ERR_HYPHEN_IN_COMMENT, XML_NOT_WELL_FORMED, "'--' inside a comment" },
	{ XML_ERR_PI_NOT_FINISHED, XML_NOT_WELL_FORMED, "a processing instruction is not closed with '?>'" },
	{ XML_ERR_RESERVED_XML_NAME, XML_NOT_WELL_FORMED,
		"an XML declaration that is not at the very start" },
	{ XML_ERR_XMLDECL_NOT_FINISHED, XML_NOT_WELL_FORMED, "the XML declaration is not closed with '?>'" },
	{ XML_ERR_CDATA_NOT_FINISHED, XML_NOT_WELL_FORMED, "a CDATA section is not closed with ']]>'" },
	{ XML_ERR_MISPLACED_CDATA_END, XML_NOT_WELL_FORMED, "']]>' in text: write ]]&gt;" },
	{ XML_NS_ERR_UNDEFINED_NAMESPACE, XML_NOT_WELL_FORMED,
		"a prefix that no namespace declaration explains" },
	{ XML_ERR_NAME_TOO_LONG, XML_OVER_LIMIT, "a name is longer than the XML parser takes" },
	{ XML_ERR_NO_MEMORY, XML_NO_MEMORY, "out of memory" },
};

/* Where libxml2 is. What it reads is the source itself: xmlByteConsumed() would answer the same, more slowly. */
static uint32_t offset_of(const struct parser *parser)
{
	const xmlParserInput *input = parser->libxml->input;
	size_t consumed = input->consumed + (size_t)(input->cur - input->base);

	return consumed < parser->source->size ? (uint32_t)consumed : parser->source->size;
}

/* Remembers the first reason to stop. */
static void stop(struct parser *parser, enum xml_status status, const char *message)
{
	if (parser->result.status != XML_READ)
		return;
	parser->result = (struct xml_result){ status, message, offset_of(parser) };
	xmlStopParser(parser->libxml);
}

static void on_error(void *context, xmlErrorPtr error)
{
	xmlParserCtxtPtr libxml = context;
	struct parser *parser = libxml->_private;

	/* Before the parser is set up there is nobody to tell; what can fail there is memory, which is noticed. */
	if (parser == NULL)
		return;
	if (error->level == XML_ERR_WARNING && error->code != XML_WAR_UNDECLARED_ENTITY)
		return;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		if (errors[i].code == error->code) {
			stop(parser, errors[i].status, errors[i].message);
			return;
		}
	}
	stop(parser, XML_NOT_WELL_FORMED, "this is not well-formed XML");
}

/*
 * What libxml2 hands us of a value is a pointer into its own buffer when the value stands in the source as it
 * is; its distance from the buffer's start then gives the offset, which is believed if quotes stand around it.
 */
static uint32_t offset_in_buffer(const struct xml_tag *tag, const char *value, size_t length)
{
	const struct source *source = ((const struct parser *)tag->parser)->source;
	size_t offset = tag->buffer_offset + (size_t)(value - tag->buffer);
	char quote;

	if (value <= tag->buffer || value >= tag->buffer_end || offset + length >= source->size)
		return UINT32_MAX;
	quote = source->text[offset - 1];
	if ((quote != '"' && quote != '\'') || source->text[offset + length] != quote)
		return UINT32_MAX;
	return (uint32_t)offset;
}

/* Values with letters outside ASCII are copied by libxml2 even where they stand in the source as they are. */
static uint32_t offset_in_tag(
	const struct parser *parser, uint32_t start, const char *prefix, const char *name, struct str value)
{
	struct tag_attribute found;
	uint32_t at = 0;

	while (prefix == NULL && source_next_attribute(parser->source, start, &at, &found)) {
		if (!str_is(found.name, name))
			continue;
		if (str_equal((struct str){ parser->source->text + found.value, found.length }, value))
			return found.value;
	}
	return UINT32_MAX;
}

static struct parser *parser_of(const struct xml_tag *tag)
{
	return tag->parser;
}

/*
 * As long as libxml2 does not replace entities, it writes an ampersand that came from a reference as "&#38;", and
 * no ampersand can come from anywhere else. Held until the next such value.
 */
static struct str without_references(struct parser *parser, struct str value)
{
	static const char reference[] = "&#38;";
	size_t length = strlen(reference);

	parser->plain.length = 0;
	for (size_t i = 0; i < value.length; i++) {
		struct str rest = { value.text + i, value.length - i };

		buf_putc(&parser->plain, value.text[i]);
		if (str_starts(rest, reference))
			i += length - 1;
	}
	return buf_failed(&parser->plain) ? value : buf_str(&parser->plain);
}

enum {
	LIBXML_ATTRIBUTE = 5, /* pointers for each attribute: name, prefix, namespace, value, end */
};

void xml_attribute_at(const struct xml_tag *tag, unsigned n, struct xml_attribute *ret)
{
	const char *const *attribute = (const char *const *)tag->attributes + (size_t)n * LIBXML_ATTRIBUTE;

	ret->name = attribute[0];
	ret->space = attribute[2];
	ret->value = (struct str){ attribute[3], (size_t)(attribute[4] - attribute[3]) };
	ret->offset = offset_in_buffer(tag, ret->value.text, ret->value.length);
	if (ret->offset != UINT32_MAX)
		return;
	if (memchr(attribute[3], '&', ret->value.length) != NULL)
		ret->value = without_references(parser_of(tag), ret->value);
	else
		ret->offset = offset_in_tag(tag->parser, tag->start, attribute[1], ret->name, ret->value);
}

bool xml_attribute_glance(const struct xml_tag *tag, unsigned n, const char **ret_name, struct str *ret_value)
{
	const char *const *attribute = (const char *const *)tag->attributes + (size_t)n * LIBXML_ATTRIBUTE;

	*ret_name = attribute[0];
	*ret_value = (struct str){ attribute[3], (size_t)(attribute[4] - attribute[3]) };
	return attribute[2] == NULL;
}

static void on_open(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space,
	int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
	const xmlChar **attributes)
{
	xmlParserCtxtPtr libxml = context;
	struct parser *parser = libxml->_private;
	const char *text = parser->source->text;
	uint32_t at = offset_of(parser);
	const char *start = memrchr(text, '<', at);
	struct xml_tag tag = {
		.space = (const char *)space,
		.name = (const char *)name,
		.n_attributes = (unsigned)n_attributes,
		.start = start != NULL ? (uint32_t)(start - text) : 0,
		.tag_end = at + (text[at] == '/' ? 2 : 1),
		.parser = parser,
		.attributes = attributes,
		.buffer = (const char *)libxml->input->base,
		.buffer_end = (const char *)libxml->input->end,
		.buffer_offset = (uint32_t)libxml->input->consumed,
	};

	(void)prefix;
	(void)n_namespaces;
	(void)namespaces;
	(void)n_defaulted;
	parser->last_end = tag.tag_end;
	if (!parser->handler->open(parser->context, &tag))
		stop(parser, XML_STOPPED, "");
}

static void on_close(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
	xmlParserCtxtPtr libxml = context;
	struct parser *parser = libxml->_private;

	(void)name;
	(void)prefix;
	(void)space;
	parser->last_end = offset_of(parser);
	if (parser->handler->close != NULL && !parser->handler->close(parser->context, parser->last_end))
		stop(parser, XML_STOPPED, "");
}

static void on_text(void *context, const xmlChar *text, int length)
{
	xmlParserCtxtPtr libxml = context;
	struct parser *parser = libxml->_private;
	struct str piece = { (const char *)text, (size_t)length };

	if (parser->handler->text != NULL && !parser->handler->text(parser->context, piece))
		stop(parser, XML_STOPPED, "");
}

static void on_cdata(void *context, const xmlChar *text, int length)
{
	xmlParserCtxtPtr libxml = context;
	struct parser *parser = libxml->_private;

	on_text(context, text, length);
	parser->last_end = offset_of(parser);
}

/* Nothing but text stands between the markup before and this: its '<' is the next one. */
static void on_remark(struct parser *parser, bool is_instruction)
{
	const char *text = parser->source->text;
	uint32_t end = offset_of(parser);
	const char *start = memchr(text + parser->last_end, '<', end - parser->last_end);

	parser->last_end = end;
	if (start != NULL && parser->handler->remark != NULL &&
		!parser->handler->remark(parser->context, is_instruction, (uint32_t)(start - text), end))
		stop(parser, XML_STOPPED, "");
}

static void on_comment(void *context, const xmlChar *text)
{
	xmlParserCtxtPtr libxml = context;

	(void)text;
	on_remark(libxml->_private, false);
}

static void on_instruction(void *context, const xmlChar *target, const xmlChar *data)
{
	xmlParserCtxtPtr libxml = context;

	(void)target;
	(void)data;
	on_remark(libxml->_private, true);
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
	xmlParserCtxtPtr libxml = context;

	(void)name;
	(void)public_id;
	(void)system_id;
	stop(libxml->_private, XML_HAS_DOCTYPE, XML_DOCTYPE_REFUSED);
}

static int feed(void *context, char *room, int length)
{
	struct parser *parser = context;
	uint32_t left = parser->source->size - parser->fed;
	uint32_t part = (uint32_t)length < left ? (uint32_t)length : left;

	memcpy(room, parser->source->text + parser->fed, part);
	parser->fed += part;
	return (int)part;
}

/* What libxml2 has to do of a parse. */
static void parse(void *context)
{
	struct parser *parser = context;
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_open,
		.endElementNs = on_close,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_cdata,
		.comment = on_comment,
		.processingInstruction = on_instruction,
		.internalSubset = on_doctype,
		.serror = (xmlStructuredErrorFunc)on_error,
	};

	parser->libxml = xmlCreateIOParserCtxt(&sax, NULL, feed, NULL, parser, XML_CHAR_ENCODING_NONE);
	parser->libxml->userData = parser->libxml;
	parser->libxml->_private = parser;
	/* The text is UTF-8 by now, whatever its declaration says. */
	xmlCtxtUseOptions(parser->libxml, XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_IGNORE_ENC);
	xmlParseDocument(parser->libxml);
	if (parser->result.status == XML_READ &&
		!(parser->libxml->wellFormed && parser->libxml->nsWellFormed))
		stop(parser, XML_NOT_WELL_FORMED, "this is not well-formed XML");
	xmlFreeParserCtxt(parser->libxml);
}

struct xml_result xml_parse(
	struct source *source, uint32_t declaration_end, const struct xml_handler *handler, void *context)
{
	struct parser parser = {
		.source = source,
		.handler = handler,
		.context = context,
		.last_end = declaration_end,
		.result = { XML_READ, "", 0 },
	};
	bool done;

	xml_prepare();
	done = xml_attempt(parse, &parser);
	buf_release(&parser.plain);
	/* Our own may have run out in a handler. */
	if (!done || mem_ran_out())
		parser.result = (struct xml_result){ XML_NO_MEMORY, "out of memory", 0 };
	return parser.result;
}
