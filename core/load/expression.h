/* SPDX-License-Identifier: MIT */
/*
 * expression.h - XPath 1.0 by libxml2, on a tree of the model's elements: compiled once, evaluated under limits.
 */
#ifndef LYNC_TOPO_LOAD_EXPRESSION_H
#define LYNC_TOPO_LOAD_EXPRESSION_H

#include "load/expression_words.h"

#include <libxml/tree.h>
#include <libxml/xpath.h>

enum expression_result {
	EXPRESSION_NODES, /* elements and attributes */
	EXPRESSION_TEXT,  /* anything, as a string */
};

struct expression {
	xmlXPathCompExprPtr compiled;
	enum expression_result result;
};

/*
 * Compiles an expression that must give what was asked for. False with *fault, whose message is static or in the
 * arena; without a message when out of memory. Release it all the same.
 */
bool expression_compile(const char *text, enum expression_result result, struct arena *arena,
	struct expression *ret, struct expression_fault *fault);

void expression_release(struct expression *expression);

/* Evaluates expressions on one document, at most so many steps together. */
struct evaluator {
	uint64_t operations; /* that are left */
	struct expression_complaint {
		int code; /* enum xmlXPathError, 0: nothing */
		int offset;
	} complaint;
	xmlXPathContextPtr context;
};

enum expression_status {
	EXPRESSION_OK,
	EXPRESSION_OVER_LIMIT, /* of operations */
	EXPRESSION_FAILED,     /* libxml2 could not: a limit of its own */
	EXPRESSION_NO_MEMORY,
};

/* Must stay where it is until evaluator_close(). False when out of memory; close it all the same. */
bool evaluator_open(struct evaluator *evaluator, xmlDoc *document, uint64_t operations);
void evaluator_close(struct evaluator *evaluator);

/* Evaluates at a node; *ret is to be freed with xmlXPathFreeObject(), NULL unless EXPRESSION_OK. Of text, it is a string. */
enum expression_status evaluator_run(
	struct evaluator *evaluator, const struct expression *expression, xmlNode *at, xmlXPathObject **ret);

/* What was wrong with the last run, unless it was memory: completes "this XPath ...". Static. */
const char *evaluator_message(const struct evaluator *evaluator);

#endif
