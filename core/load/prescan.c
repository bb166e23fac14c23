/* SPDX-License-Identifier: MIT */
#include "load/prescan.h"

#include <string.h>

enum {
	SHORTEST_ATTRIBUTE = 5,  /*  a="" with its blank */
	SHORTEST_NAMESPACE = 11, /*  xmlns:a="" */
};

/* What stands at a '<' and may hold others without being a tag; the text that ends it. */
static const char *end_of_section(const char *at, size_t left)
{
	struct str here = { at, left };

	if (left < 2 || (at[1] != '!' && at[1] != '?'))
		return NULL;
	if (str_starts(here, "<!--"))
		return "-->";
	if (str_starts(here, "<![CDATA["))
		return "]]>";
	if (str_starts(here, "<?"))
		return "?>";
	return NULL;
}

static const char *count_attributes(const struct source *source, uint32_t start, const struct limits *limits)
{
	struct tag_attribute attribute;
	unsigned namespaces = 0;
	unsigned attributes = 0;
	uint32_t at = 0;

	while (source_next_attribute(source, start, &at, &attribute)) {
		if (str_starts(attribute.name, "xmlns"))
			namespaces++;
		else
			attributes++;
		if (namespaces > limits->namespaces)
			return "namespaces";
		if (attributes > limits->attributes)
			return "attributes";
	}
	return NULL;
}

/* A tag of this length can exceed a limit; most tags are too short for that. */
static bool is_suspicious(const char *tag, size_t length, const struct limits *limits)
{
	if (length > (size_t)limits->attributes * SHORTEST_ATTRIBUTE)
		return true;
	return length > (size_t)limits->namespaces * SHORTEST_NAMESPACE &&
		memmem(tag, length, "xmlns", 5) != NULL;
}

bool prescan_doctype(const struct source *source, uint32_t *ret_offset)
{
	const char *end = source->text + source->size;
	const char *at = source->text;

	while (at != NULL && at < end) {
		const char *closing = end_of_section(at, (size_t)(end - at));

		*ret_offset = (uint32_t)(at - source->text);
		if (closing != NULL) {
			at = memmem(at, (size_t)(end - at), closing, strlen(closing));
			at = at != NULL ? at + strlen(closing) : NULL;
		} else if (ascii_is_space(*at)) {
			at++;
		} else {
			return str_starts((struct str){ at, (size_t)(end - at) }, "<!DOCTYPE");
		}
	}
	return false;
}

const char *prescan(const struct source *source, const struct limits *limits, uint32_t *ret_offset)
{
	const char *end = source->text + source->size;
	const char *at = memchr(source->text, '<', source->size);
	uint64_t markup = 0;

	while (at != NULL) {
		const char *closing = end_of_section(at, (size_t)(end - at));
		const char *from = closing != NULL ?
			memmem(at, (size_t)(end - at), closing, strlen(closing)) :
			at + 1;
		const char *next = from != NULL ? memchr(from, '<', (size_t)(end - from)) : NULL;
		size_t length = (size_t)((next != NULL ? next : end) - at);
		const char *limit = NULL;

		*ret_offset = (uint32_t)(at - source->text);
		/* Start tag, end tag and some comments for every element that is allowed. */
		if (++markup > (uint64_t)limits->elements * 3)
			return "elements";
		if (closing == NULL && is_suspicious(at, length, limits))
			limit = count_attributes(source, *ret_offset, limits);
		if (limit != NULL)
			return limit;
		at = next;
	}
	return NULL;
}
