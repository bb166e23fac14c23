/* SPDX-License-Identifier: MIT */
#include "load/expression.h"

#include "base/mem.h"
#include "base/util.h"
#include "load/libxml.h"

#include <libxml/xpathInternals.h>

enum {
	TRIAL_OPERATIONS = 100000,
};

static const struct {
	int code;
	const char *message;
} faults[] = {
	{ XPATH_NUMBER_ERROR, "has a number that is none" },
	{ XPATH_UNFINISHED_LITERAL_ERROR, "has a text that is not closed with its quote" },
	{ XPATH_START_LITERAL_ERROR, "lacks a text in quotes" },
	{ XPATH_INVALID_PREDICATE_ERROR, "has a condition in brackets that cannot be read" },
	{ XPATH_EXPR_ERROR, "cannot be read from here on" },
	{ XPATH_UNCLOSED_ERROR, "has a parenthesis or bracket that is not closed" },
	{ XPATH_INVALID_OPERAND, "has an operator without what it needs" },
	{ XPATH_INVALID_TYPE, "uses a value where elements or attributes are needed" },
	{ XPATH_INVALID_ARITY, "calls a function with too few or too many arguments" },
	{ XPATH_INVALID_CHAR_ERROR, "has a character that does not belong there" },
	{ XPATH_ENCODING_ERROR, "has a character that does not belong there" },
	{ XPATH_RECURSION_LIMIT_EXCEEDED, "is nested too deeply" },
	{ XPATH_OP_LIMIT_EXCEEDED, "takes too many steps" },
};

const char *evaluator_message(const struct evaluator *evaluator)
{
	for (size_t i = 0; i < ARRAY_LEN(faults); i++)
		if (faults[i].code == evaluator->complaint.code)
			return faults[i].message;
	return "cannot be understood";
}

static void on_error(void *context, xmlErrorPtr error)
{
	struct expression_complaint *complaint = context;

	if (complaint->code != 0)
		return;
	complaint->code = error->code - XML_XPATH_EXPRESSION_OK;
	complaint->offset = error->int1 > 0 ? error->int1 : 0;
}

/* The library's own words may carry bytes of the input: only the first code and its place are kept. */
static void listen(xmlXPathContextPtr context, struct expression_complaint *complaint)
{
	context->error = (xmlStructuredErrorFunc)on_error;
	context->userData = complaint;
}

bool evaluator_open(struct evaluator *evaluator, xmlDoc *document, uint64_t operations)
{
	*evaluator = (struct evaluator){ .operations = operations };
	evaluator->context = xmlXPathNewContext(document);
	if (evaluator->context != NULL)
		listen(evaluator->context, &evaluator->complaint);
	return evaluator->context != NULL;
}

void evaluator_close(struct evaluator *evaluator)
{
	xmlXPathFreeContext(evaluator->context);
	evaluator->context = NULL;
}

/* What is wrong whatever the document shows on one that holds nothing but its root. */
static bool try_on(const struct expression *expression, xmlDoc *document, struct expression_fault *fault)
{
	xmlNode *root = xmlNewDocNode(document, NULL, (const xmlChar *)"topology", NULL);
	struct evaluator evaluator;
	xmlXPathObject *object = NULL;

	if (root == NULL)
		return false;
	xmlDocSetRootElement(document, root);
	if (!evaluator_open(&evaluator, document, TRIAL_OPERATIONS))
		return false;
	if (evaluator_run(&evaluator, expression,
		    expression->result == EXPRESSION_NODES ? (xmlNode *)document : root,
		    &object) != EXPRESSION_OK)
		fault->message = evaluator_message(&evaluator);
	else if (expression->result == EXPRESSION_NODES && object->type != XPATH_NODESET)
		fault->message =
			"must select elements or attributes, but gives a text, a number or a truth value";
	xmlXPathFreeObject(object);
	evaluator_close(&evaluator);
	return fault->message == NULL && !mem_ran_out();
}

static bool try_out(const struct expression *expression, struct expression_fault *fault)
{
	xmlDoc *document = xmlNewDoc((const xmlChar *)"1.0");
	bool good = document != NULL && try_on(expression, document, fault);

	xmlFreeDoc(document);
	return good;
}

/* Attempts of libxml2. A context in which one was left is lost. */
struct compiling {
	xmlXPathContextPtr context;
	const char *text;
	xmlXPathCompExpr *compiled;
};

static void compile(void *context)
{
	struct compiling *compiling = context;

	compiling->compiled = xmlXPathCtxtCompile(compiling->context, (const xmlChar *)compiling->text);
}

struct evaluation {
	struct evaluator *evaluator;
	const struct expression *expression;
	xmlNode *at;
	xmlXPathObject *object;
};

static void evaluate(void *context)
{
	struct evaluation *evaluation = context;
	struct evaluator *evaluator = evaluation->evaluator;
	xmlXPathContextPtr libxml = evaluator->context;
	xmlXPathObject *object;

	libxml->node = evaluation->at;
	libxml->opCount = 0;
	libxml->opLimit = evaluator->operations > 0 ? evaluator->operations : 1;
	object = xmlXPathCompiledEval(evaluation->expression->compiled, libxml);
	if (object != NULL && evaluation->expression->result == EXPRESSION_TEXT)
		object = xmlXPathConvertString(object);
	evaluator->operations -= libxml->opCount < evaluator->operations ? libxml->opCount :
									   evaluator->operations;
	evaluation->object = object;
}

bool expression_compile(const char *text, enum expression_result result, struct arena *arena,
	struct expression *ret, struct expression_fault *fault)
{
	struct compiling compiling = { .text = text };
	struct evaluator evaluator;

	*ret = (struct expression){ .result = result };
	*fault = (struct expression_fault){ 0 };
	xml_prepare();
	if (!expression_check_words(str_of(text), arena, fault))
		return false;
	if (!evaluator_open(&evaluator, NULL, 0))
		return false;
	compiling.context = evaluator.context;
	if (!xml_attempt(compile, &compiling))
		evaluator.context = NULL;
	ret->compiled = compiling.compiled;
	if (ret->compiled == NULL && !mem_ran_out())
		*fault = (struct expression_fault){ evaluator_message(&evaluator),
			(uint32_t)evaluator.complaint.offset };
	evaluator_close(&evaluator);
	return ret->compiled != NULL && try_out(ret, fault);
}

void expression_release(struct expression *expression)
{
	xmlXPathFreeCompExpr(expression->compiled);
	expression->compiled = NULL;
}

static enum expression_status status_of(const struct evaluator *evaluator, const xmlXPathObject *object)
{
	if (mem_ran_out())
		return EXPRESSION_NO_MEMORY;
	if (object != NULL && evaluator->complaint.code == 0)
		return EXPRESSION_OK;
	return evaluator->complaint.code == XPATH_OP_LIMIT_EXCEEDED ? EXPRESSION_OVER_LIMIT :
								      EXPRESSION_FAILED;
}

enum expression_status evaluator_run(
	struct evaluator *evaluator, const struct expression *expression, xmlNode *at, xmlXPathObject **ret)
{
	struct evaluation evaluation = { .evaluator = evaluator, .expression = expression, .at = at };
	enum expression_status status;

	evaluator->complaint = (struct expression_complaint){ 0 };
	if (!xml_attempt(evaluate, &evaluation))
		evaluator->context = NULL;
	*ret = evaluation.object;
	status = status_of(evaluator, *ret);
	if (status != EXPRESSION_OK) {
		xmlXPathFreeObject(*ret);
		*ret = NULL;
	}
	return status;
}
