/* SPDX-License-Identifier: MIT */
#include "load/libxml.h"

#include "base/mem.h"

#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

/* Where the innermost attempt is left, NULL outside of any. */
static jmp_buf *way_out;

static void *or_leave(void *memory)
{
	if (memory == NULL && way_out != NULL)
		longjmp(*way_out, 1);
	return memory;
}

static void *libxml_alloc(size_t size)
{
	return or_leave(mem_alloc(size));
}

static void *libxml_realloc(void *old, size_t size)
{
	return or_leave(mem_realloc(old, size));
}

static char *libxml_strdup(const char *text)
{
	return or_leave(mem_strdup(text));
}

bool xml_attempt(void (*work)(void *context), void *context)
{
	jmp_buf *const outer = way_out;
	jmp_buf here;

	if (mem_ran_out())
		return false;
	if (setjmp(here) != 0) {
		way_out = outer;
		return false;
	}
	way_out = &here;
	work(context);
	way_out = outer;
	return true;
}

/* Nothing outside the document is ever loaded. */
static xmlParserInputPtr refuse_entity(const char *url, const char *id, xmlParserCtxtPtr libxml)
{
	(void)url;
	(void)id;
	(void)libxml;
	return NULL;
}

/* Without a parser libxml2 would print what it has to say. */
static void say_nothing(void *context, const char *format, ...)
{
	(void)context;
	(void)format;
}

void xml_prepare(void)
{
	static bool prepared;

	if (prepared)
		return;
	prepared = true;
	/* Before anything else of libxml2 runs: all its memory comes through our door. */
	xmlMemSetup(mem_free, libxml_alloc, libxml_realloc, libxml_strdup);
	xmlSetGenericErrorFunc(NULL, say_nothing);
	xmlInitParser();
	xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
	xmlSetExternalEntityLoader(refuse_entity);
}

const char *xml_library_version(void)
{
	static char dotted[32];
	/* "20914", and perhaps more behind it. */
	unsigned long number = strtoul(xmlParserVersion, NULL, 10);

	snprintf(dotted, sizeof(dotted), "%lu.%lu.%lu", number / 10000, number / 100 % 100, number % 100);
	return dotted;
}

void xml_clean_up(void)
{
	xmlCleanupParser();
}
