/* SPDX-License-Identifier: MIT */
#include "load/markup.h"

#include "load/native.h"

bool markup_is_ours(enum vocabulary vocabulary)
{
	return vocabulary == VOCABULARY_TOPOLOGY || vocabulary == VOCABULARY_SCENARIO ||
		vocabulary == VOCABULARY_CONFIG;
}

/* What no reader takes is no input of ours at all, and said to be so. */
static read_document *reader_of(enum vocabulary vocabulary)
{
	if (markup_is_ours(vocabulary))
		return native_skim;
	return vocabulary_reader(vocabulary) != NULL ? native_skim_foreign : native_refuse;
}

enum markup_status markup_read(struct library *library, const char *path, struct markup *ret)
{
	const struct set_language language = { .reader = reader_of };
	const struct document *before = library->document;
	struct document_set set;
	bool good = set_read_as(library, &path, 1, &language, &set);
	bool unreadable = set.unreadable;
	const struct document *document = library->document;

	*ret = (struct markup){ 0 };
	set_release(&set);
	if (!good)
		return MARKUP_NO_MEMORY;
	if (document == before)
		return MARKUP_UNREADABLE;
	ret->document = document;
	ret->vocabulary = sniff_vocabulary((struct str){ document->source.text, document->source.size });
	if (unreadable)
		return MARKUP_UNREADABLE;
	ret->bytes = (struct str){ document->memory,
		(size_t)(document->source.text - document->memory) + document->source.size };
	return markup_is_ours(ret->vocabulary) ? MARKUP_OURS : MARKUP_FOREIGN;
}
