/* SPDX-License-Identifier: MIT */
/*
 * config_content.h - the elements of a configuration, as they come from the XML parser, to plain data.
 */
#ifndef LYNC_TOPO_LOAD_CONFIG_CONTENT_H
#define LYNC_TOPO_LOAD_CONFIG_CONTENT_H

#include "diag/config.h"
#include "diag/config_language.h"
#include "load/xml.h"

/* Entries while their number is not known; copied to the configuration's arena at the end. */
struct config_entries {
	void *entry;
	uint32_t n, room;
};

/* A configuration while it is read. */
struct config_content {
	struct config *config;
	struct config_faults *faults;
	const char *version; /* of the program */
	unsigned depth;
	unsigned skipping; /* depth of the outermost element that is left out, 0: none */
	enum config_element
		open[CONFIG_ELEMENT_COUNT];     /* elements around the current one, the root first, and it */
	uint32_t open_at[CONFIG_ELEMENT_COUNT]; /* where they start */
	bool is_company; /* the rule that is open, or the last one, is the company's own */
	struct config_value value[CONFIG_ATTR_COUNT]; /* of the current element */
	uint32_t example_start;                       /* where the text of an example begins */
	struct config_entries threshold, rule, company, override, suppression;
	struct config_entries example;    /* of the company rule that is open */
	struct config_entries rule_there; /* of the override that is open */
	bool too_old;                     /* the program: nothing else is said */
};

/* What to give xml_parse(), with the struct as context. */
extern const struct xml_handler config_content_handler;

/* Puts what was collected into the configuration and frees the rest. */
void config_content_finish(struct config_content *content);

#endif
