/* SPDX-License-Identifier: MIT */
/*
 * xml.h - libxml2 behind a narrow door: events with offsets, no tree, no DTD, no entity, no network.
 *
 * Names and namespaces are interned by the parser: within one document the same name is the same pointer, so
 * a handler may compare pointers once it has seen a name.
 */
#ifndef LYNC_TOPO_LOAD_XML_H
#define LYNC_TOPO_LOAD_XML_H

#include "diag/source.h"

struct xml_attribute {
	const char *space; /* namespace, NULL for none */
	const char *name;
	struct str value; /* references replaced */
	uint32_t offset;  /* of the value in the source, UINT32_MAX when it does not stand there as it is */
};

/* Said of a DOCTYPE wherever it is met. */
#define XML_DOCTYPE_REFUSED "the file has a DOCTYPE, which is not read"

struct xml_tag {
	const char *space; /* namespace, NULL for none */
	const char *name;
	unsigned n_attributes;
	uint32_t start;   /* of '<' */
	uint32_t tag_end; /* one past '>' */

	/* Private to xml.c: libxml2's attributes, and the part of the source that its buffer holds. */
	void *parser;
	const void *attributes;
	const char *buffer, *buffer_end;
	uint32_t buffer_offset;
};

/* The value is good until the next attribute is asked for. */
void xml_attribute_at(const struct xml_tag *tag, unsigned n, struct xml_attribute *ret);

/* Name and value of an attribute without a namespace as libxml2 has them, for a first look; else false. */
bool xml_attribute_glance(
	const struct xml_tag *tag, unsigned n, const char **ret_name, struct str *ret_value);

/* Events in document order; all but `open` may be NULL. Returning false stops the parser. */
struct xml_handler {
	bool (*open)(void *context, const struct xml_tag *tag);
	bool (*close)(void *context, uint32_t end);
	bool (*text)(void *context, struct str text);
	/* A comment, or an instruction, with its delimiters. */
	bool (*remark)(void *context, bool is_instruction, uint32_t start, uint32_t end);
};

enum xml_status {
	XML_READ,            /* to the end, well-formed */
	XML_STOPPED,         /* the handler did not want more */
	XML_NOT_WELL_FORMED, /* message and offset say what and where */
	XML_HAS_DOCTYPE,
	XML_OVER_LIMIT, /* a limit of libxml2 itself, such as the length of a name */
	XML_NO_MEMORY,
};

struct xml_result {
	enum xml_status status;
	const char *message; /* ours, static: libxml2's own text may carry bytes of the input */
	uint32_t offset;
};

/* Parses a source from `from` on the assumption that its XML declaration ends there (0 without one). */
struct xml_result xml_parse(
	struct source *source, uint32_t declaration_end, const struct xml_handler *handler, void *context);

#endif
