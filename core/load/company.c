/* SPDX-License-Identifier: MIT */
#include "load/company.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "load/company_tree.h"
#include "load/expression.h"
#include "model/describe.h"

#include <string.h>

enum {
	MOST_PARTS = 64,        /* of a message */
	VALUE_CHARACTERS = 200, /* of what takes the place of an expression */
};

/* A piece of a message: a text, or an expression. */
struct part {
	struct str text; /* empty for an expression */
	struct expression expression;
};

struct compiled {
	const struct company_rule *rule;
	struct expression select;
	struct part part[MOST_PARTS];
	uint32_t n_part;
};

struct company {
	struct compiled *rule;
	uint32_t n;
	struct arena arena;
};

struct company_tree {
	const struct topology *topo;
	xmlDoc *document;
};

/* Where in the value an offset of its text is; the whole value where references make that unclear. */
static struct span place_in(const struct config_value *value, size_t offset)
{
	size_t length = strlen(value->text);

	if (value->at.end - value->at.start != length || offset >= length)
		return value->at;
	return (struct span){ value->at.source, value->at.start + (uint32_t)offset,
		value->at.start + (uint32_t)offset + 1 };
}

static bool complain_expression(struct config_faults *faults, const struct company_rule *rule,
	const struct config_value *value, size_t offset, const struct expression_fault *fault)
{
	if (fault->message == NULL)
		return false; /* out of memory */
	return config_complain(faults, place_in(value, offset + fault->offset),
		"the XPath of company rule %s %s", rule->info.id, fault->message);
}

static struct part *add_part(struct compiled *compiled, struct str text)
{
	struct part *part = &compiled->part[compiled->n_part++];

	*part = (struct part){ .text = text };
	return part;
}

/* The end of the expression that starts behind a brace: its own brackets and texts may hold braces. */
static const char *end_of_expression(const char *at)
{
	char quote = '\0';

	for (; *at != '\0'; at++) {
		if (quote != '\0')
			quote = (char)(*at == quote ? '\0' : quote);
		else if (*at == '"' || *at == '\'')
			quote = *at;
		else if (*at == '}')
			return at;
	}
	return NULL;
}

static bool add_expression(struct company *company, struct compiled *compiled, const char *start,
	const char *end, struct config_faults *faults)
{
	const struct config_value *message = &compiled->rule->message;
	struct expression_fault fault;
	struct part *part = add_part(compiled, str_of(""));
	const char *text = arena_copy(&company->arena, start, (size_t)(end - start));

	return expression_compile(text, EXPRESSION_TEXT, &faults->arena, &part->expression, &fault) ||
		complain_expression(faults, compiled->rule, message, (size_t)(start - message->text), &fault);
}

/* Doubled braces stand for themselves. */
static bool compile_message(struct company *company, struct compiled *compiled, struct config_faults *faults)
{
	const struct config_value *message = &compiled->rule->message;
	const char *at = message->text;

	while (*at != '\0') {
		size_t plain = strcspn(at, "{}");
		const char *end;

		if (compiled->n_part + 2 > MOST_PARTS)
			return config_complain(faults, message->at,
				"the message of company rule %s has too many braces",
				compiled->rule->info.id);
		if (plain > 0)
			add_part(compiled, (struct str){ at, plain });
		at += plain;
		if (*at == '\0')
			break;
		if (at[0] == at[1]) {
			add_part(compiled, (struct str){ at, 1 });
			at += 2;
			continue;
		}
		end = *at == '{' ? end_of_expression(at + 1) : NULL;
		if (end == NULL)
			return config_complain(faults, place_in(message, (size_t)(at - message->text)),
				"a brace without its other half in the message of company rule %s: braces hold XPath, and a doubled one stands for itself",
				compiled->rule->info.id);
		if (!add_expression(company, compiled, at + 1, end, faults))
			return false;
		at = end + 1;
	}
	return true;
}

static bool compile(struct company *company, struct compiled *compiled, struct config_faults *faults)
{
	const struct company_rule *rule = compiled->rule;
	struct expression_fault fault;

	if (!expression_compile(
		    rule->select.text, EXPRESSION_NODES, &faults->arena, &compiled->select, &fault))
		return complain_expression(faults, rule, &rule->select, 0, &fault);
	return compile_message(company, compiled, faults);
}

bool company_make(const struct config *config, struct company **ret, struct config_faults *faults)
{
	struct company *company;
	bool good = true;

	*ret = NULL;
	if (config->n_company == 0)
		return true;
	company = mem_zalloc(sizeof(*company));
	if (company == NULL)
		return false;
	*ret = company;
	company->rule = mem_zalloc(config->n_company * sizeof(*company->rule));
	if (company->rule == NULL)
		return false;
	for (; company->n < config->n_company; company->n++) {
		company->rule[company->n].rule = &config->company[company->n];
		good = compile(company, &company->rule[company->n], faults) && good;
	}
	return good && !mem_ran_out();
}

void company_release(struct company *company)
{
	if (company == NULL)
		return;
	for (uint32_t i = 0; i < company->n; i++) {
		expression_release(&company->rule[i].select);
		for (uint32_t j = 0; j < company->rule[i].n_part; j++)
			expression_release(&company->rule[i].part[j].expression);
	}
	mem_free(company->rule);
	arena_release(&company->arena);
	mem_free(company);
}

uint32_t company_count(const struct company *company)
{
	return company->n;
}

const char *company_rule_id(const struct company *company, uint32_t n)
{
	return company->rule[n].rule->info.id;
}

struct company_tree *company_tree_open(const struct topology *topo)
{
	struct company_tree *tree = mem_zalloc(sizeof(*tree));

	if (tree == NULL)
		return NULL;
	tree->topo = topo;
	tree->document = company_tree_make(topo);
	if (tree->document != NULL)
		return tree;
	mem_free(tree);
	return NULL;
}

void company_tree_close(struct company_tree *tree)
{
	if (tree == NULL)
		return;
	xmlFreeDoc(tree->document);
	mem_free(tree);
}

static bool complain_status(const struct company_request *request, const struct company_rule *rule,
	const struct evaluator *evaluator, enum expression_status status)
{
	if (status == EXPRESSION_NO_MEMORY)
		return false;
	if (status == EXPRESSION_OVER_LIMIT)
		return config_complain(request->faults, rule->select.at,
			"company rule %s takes more than %u steps on this document set: --limit xpath-operations=N allows more",
			rule->info.id, request->limits->xpath_operations);
	return config_complain(request->faults, rule->select.at, "an XPath of company rule %s %s",
		rule->info.id, evaluator_message(evaluator));
}

/* Appends the value of an expression at the node, on one line and not too long. */
static enum expression_status append_value(
	struct evaluator *evaluator, const struct expression *expression, xmlNode *node, struct buf *message)
{
	xmlXPathObject *object;
	enum expression_status status = evaluator_run(evaluator, expression, node, &object);
	const char *text = status == EXPRESSION_OK ? (const char *)object->stringval : "";
	size_t length = strlen(text);
	size_t shown = utf8_prefix(text, length, VALUE_CHARACTERS);

	buf_put(message, text, shown);
	if (shown < length)
		buf_puts(message, "...");
	xmlXPathFreeObject(object);
	return status;
}

static enum expression_status report(const struct company_request *request, const struct compiled *compiled,
	struct evaluator *evaluator, xmlNode *node)
{
	struct arena *arena = &request->findings->arena;
	enum expression_status status = EXPRESSION_OK;
	const struct element *e;
	struct buf message = { 0 };
	struct finding finding;
	enum attr attr;

	if (!company_tree_place(node, &e, &attr))
		return EXPRESSION_OK;
	for (uint32_t i = 0; status == EXPRESSION_OK && i < compiled->n_part; i++) {
		const struct part *part = &compiled->part[i];

		if (part->text.length > 0)
			buf_put(&message, part->text.text, part->text.length);
		else
			status = append_value(evaluator, &part->expression, node, &message);
	}
	if (status == EXPRESSION_OK) {
		finding = describe_finding(request->tree->topo, arena, &compiled->rule->info, e, attr);
		finding.message = arena_copy(arena, buf_text(&message), message.length);
		finding.set = request->set;
		findings_add(request->findings, &finding);
	}
	buf_release(&message);
	return status;
}

bool company_judge(const struct company_request *request, uint32_t n, uint32_t *ret_fired)
{
	const struct compiled *compiled = &request->company->rule[n];
	struct evaluator evaluator;
	xmlXPathObject *matches = NULL;
	enum expression_status status = EXPRESSION_NO_MEMORY;
	xmlDoc *document = request->tree->document;
	int n_match = 0;

	*ret_fired = 0;
	if (evaluator_open(&evaluator, document, request->limits->xpath_operations))
		status = evaluator_run(&evaluator, &compiled->select, (xmlNode *)document, &matches);
	if (status == EXPRESSION_OK && matches->nodesetval != NULL)
		n_match = matches->nodesetval->nodeNr;
	for (int i = 0; status == EXPRESSION_OK && i < n_match; i++)
		status = report(request, compiled, &evaluator, matches->nodesetval->nodeTab[i]);
	xmlXPathFreeObject(matches);
	*ret_fired = status == EXPRESSION_OK ? (uint32_t)n_match : 0;
	if (status != EXPRESSION_OK)
		complain_status(request, compiled->rule, &evaluator, status);
	evaluator_close(&evaluator);
	return status == EXPRESSION_OK && !mem_ran_out();
}
