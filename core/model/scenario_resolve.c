/* SPDX-License-Identifier: MIT */
#include "model/scenario.h"

#include "base/distance.h"
#include "base/mem.h"
#include "model/deployment.h"
#include "model/describe.h"
#include "model/shape.h"
#include "model/suggest.h"

#include <string.h>

enum {
	SUGGESTIONS = 1000, /* for so many faults ids that were perhaps meant are looked for */
	SHOWN_POLICIES = 64,
};

/* A scenario while what it names is looked up. */
struct resolving {
	struct scenario *scenario;
	struct topology file;       /* as it is: builders want one that is not const */
	struct topology deployment; /* with symbols that can be looked up again */
	struct builder *here;       /* reports about the scenario */
	struct builder *there;      /* relates elements of the deployment */
};

bool scenario_mode_fits(int mode, enum kind kind)
{
	switch (mode) {
	case FAIL_MODE_CRASH:
	case FAIL_MODE_SILENT:
		return FAILING & BIT(kind);
	case FAIL_MODE_MEDIA_ONLY:
		return (ANSWERING | CROSSED) & BIT(kind);
	default:
		return ANSWERING & BIT(kind);
	}
}

static const char *label(const struct resolving *resolving, const struct element *e)
{
	return describe_label(resolving->scenario->file, e, &resolving->here->findings->arena);
}

/* "target of fail 'x'" */
static const char *attribute_label(const struct resolving *resolving, const struct element *e, enum attr attr)
{
	return arena_printf(
		&resolving->here->findings->arena, "%s of %s", attr_name(attr), label(resolving, e));
}

static void report_unresolved(
	struct resolving *resolving, const struct element *e, enum attr attr, struct str id, uint64_t kinds)
{
	const char *suggestion = resolving->here->n_faults < SUGGESTIONS ?
		suggest_id(&resolving->deployment, id, kinds) :
		NULL;

	builder_fault(resolving->here, DOC_UNRESOLVED_REFERENCE, e, attr, id.text,
		"%s names '%s', which no element of the deployment has as its id%s%s%s",
		attribute_label(resolving, e, attr), id.text, suggestion != NULL ? " (did you mean '" : "",
		suggestion != NULL ? suggestion : "", suggestion != NULL ? "'?)" : "");
}

static void report_wrong_kind(struct resolving *resolving, const struct element *e, enum attr attr,
	struct str id, uint64_t kinds, const struct element *found)
{
	struct finding *finding;
	char wanted[512];

	kinds_text(kinds, wanted, sizeof(wanted));
	finding = builder_fault(resolving->here, DOC_WRONG_KIND_OF_REFERENCE, e, attr, id.text,
		"%s names the %s '%s', but must name a %s", attribute_label(resolving, e, attr),
		kind_name(found->kind), id.text, wanted);
	builder_relate(resolving->there, finding, found, A_ID, "this is the %s '%s'", kind_name(found->kind),
		id.text);
}

/* The element of one of these kinds that has the id; NULL when there is none, which is reported. */
static const struct element *find(
	struct resolving *resolving, const struct element *e, enum attr attr, struct str id, uint64_t kinds)
{
	const struct topology *deployment = &resolving->deployment;
	uint32_t index = symbols_element(&deployment->symbols, symbols_find(&deployment->symbols, id));
	const struct element *found;

	if (index == DOUBTFUL_ELEMENT)
		return NULL; /* the deployment's own fault, reported there */
	if (index >= deployment->n_element) {
		report_unresolved(resolving, e, attr, id, kinds);
		return NULL;
	}
	found = &deployment->element[index];
	if (kinds & BIT(found->kind))
		return found;
	report_wrong_kind(resolving, e, attr, id, kinds, found);
	return NULL;
}

static void resolve_party(
	struct resolving *resolving, struct scenario_call *call, enum attr attr, struct scenario_party *party)
{
	uint64_t kinds = BIT(K_USERS) | (party->remote ? 0 : BIT(K_DEVICE));
	struct finding *finding;

	if (party->id.length == 0)
		return;
	if (attr == A_TO && !party->remote)
		kinds |= BIT(K_UNIFIED_MESSAGING);
	party->element = find(resolving, call->at, attr, party->id, kinds);
	call->broken |= party->element == NULL;
	if (!party->remote || party->element == NULL ||
		users_may_be_remote(&resolving->deployment, party->element))
		return;
	call->broken = true;
	finding = builder_fault(resolving->here, DOC_BAD_VALUE, call->at, attr, party->text.text,
		"%s of %s is a remote worker of '%s', but nobody of that group can be one", attr_name(attr),
		label(resolving, call->at), party->id.text);
	builder_relate(resolving->there, finding, party->element, A_REMOTE, "this is the group '%s'",
		party->id.text);
}

/* Hops are named as results name them: "pstn" is one without an element. */
static void resolve_hops(struct resolving *resolving, struct scenario_call *call, enum attr attr,
	const struct str *hops, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		struct party_name name;
		uint64_t kinds = BIT(KIND_COUNT) - 1;
		struct str id;

		if (str_is(hops[i], "pstn") || !party_parse(hops[i], &name))
			continue;
		if (name.remote)
			kinds = BIT(K_USERS);
		id = (struct str){ arena_copy(&resolving->scenario->arena, name.id.text, name.id.length),
			name.id.length };
		call->broken |= find(resolving, call->at, attr, id, kinds) == NULL;
	}
}

static void resolve_call(struct resolving *resolving, struct scenario_call *call)
{
	resolve_party(resolving, call, A_FROM, &call->from);
	resolve_party(resolving, call, A_TO, &call->to);
	if (call->expect_trunk.length > 0)
		call->broken |= find(resolving, call->at, A_EXPECT_TRUNK, call->expect_trunk,
					attr_spec(K_CALL, A_EXPECT_TRUNK)->targets) == NULL;
	resolve_hops(resolving, call, A_EXPECT_SIGNALLING, call->signalling, call->n_signalling);
	resolve_hops(resolving, call, A_EXPECT_MEDIA, call->media, call->n_media);
}

static void check_mode(struct resolving *resolving, struct scenario_fail *fail, uint32_t n)
{
	const struct element *target = fail->target[n];
	const char *mode = choice_list(CHOICES_FAIL_MODE)->names[fail->mode];
	struct finding *finding;

	if (scenario_mode_fits(fail->mode, target->kind))
		return;
	fail->broken = true;
	finding = builder_fault(resolving->here, DOC_BAD_VALUE, fail->at, A_MODE, fail->name[n].text,
		"mode of %s is '%s', in which the %s '%s' cannot fail", label(resolving, fail->at), mode,
		kind_name(target->kind), fail->name[n].text);
	builder_relate(resolving->there, finding, target, A_ID, "this is the %s '%s'",
		kind_name(target->kind), fail->name[n].text);
}

static void resolve_fail(struct resolving *resolving, struct scenario_fail *fail)
{
	for (uint32_t i = 0; i < fail->n_target; i++) {
		fail->target[i] = find(
			resolving, fail->at, A_TARGET, fail->name[i], attr_spec(K_FAIL, A_TARGET)->targets);
		if (fail->target[i] == NULL)
			fail->broken = true;
		else
			check_mode(resolving, fail, i);
	}
}

static void resolve_traffic(struct resolving *resolving, struct scenario_traffic *traffic)
{
	for (uint32_t i = 0; i < traffic->n_from; i++) {
		traffic->from[i] = find(resolving, traffic->at, A_FROM, traffic->name[i],
			attr_spec(K_TRAFFIC, A_FROM)->targets);
		traffic->broken |= traffic->from[i] == NULL;
	}
}

static void report_policy(
	struct resolving *resolving, const struct scenario_policy *policy, const struct policy_table *table)
{
	const char *names[SHOWN_POLICIES];
	size_t n = 0;
	const char *suggestion;

	while (n < table->n && n < SHOWN_POLICIES) {
		names[n] = table->name((uint32_t)n);
		n++;
	}
	suggestion = nearest_word(names, n, policy->name);
	builder_fault(resolving->here, DOC_BAD_VALUE, policy->at, A_NAME, policy->name.text,
		"the engine has no such %s%s%s%s", label(resolving, policy->at),
		suggestion != NULL ? " (did you mean '" : "", suggestion != NULL ? suggestion : "",
		suggestion != NULL ? "'?)" : "");
}

static void resolve_policy(struct resolving *resolving, struct scenario_policy *policy,
	const struct policy_table *table, const struct element **given)
{
	uint32_t n = 0;

	while (n < table->n && !str_is(policy->name, table->name(n)))
		n++;
	if (n == table->n) {
		policy->broken = true;
		report_policy(resolving, policy, table);
	} else if (given[n] != NULL) {
		policy->broken = true;
		builder_relate(resolving->here,
			builder_fault(resolving->here, DOC_CONFLICTING_FACTS, policy->at, A_NAME, NULL,
				"%s is given a second time", label(resolving, policy->at)),
			given[n], A_NAME, "this one counts");
	} else if (!table->set(table->context, n, policy->value.text)) {
		policy->broken = true;
		builder_fault(resolving->here, DOC_BAD_VALUE, policy->at, A_VALUE, policy->value.text,
			"value of %s is '%s', which is not %s", label(resolving, policy->at),
			policy->value.text, table->values(n));
	} else {
		given[n] = policy->at;
	}
}

static void resolve_policies(struct resolving *resolving, const struct policy_table *table)
{
	struct scenario *scenario = resolving->scenario;
	const struct element **given = mem_zalloc((table->n + 1) * sizeof(*given));

	for (uint32_t i = 0; given != NULL && i < scenario->n_policy; i++)
		if (!scenario->policy[i].broken)
			resolve_policy(resolving, &scenario->policy[i], table, given);
	mem_free(given);
}

/* Texts and elements of a finished topology once more, in a table that can be asked. */
static void index_ids(struct resolving *resolving, const struct topology *deployment)
{
	struct symbols *symbols = &resolving->deployment.symbols;

	resolving->deployment = *deployment;
	*symbols = (struct symbols){ 0 };
	for (uint32_t symbol = symbols_next(&deployment->symbols, SYMBOL_NONE); symbol != SYMBOL_NONE;
		symbol = symbols_next(&deployment->symbols, symbol)) {
		uint32_t copy = symbols_intern(symbols, str_of(symbols_text(&deployment->symbols, symbol)));

		if (copy != SYMBOL_NONE)
			symbols_define(symbols, copy, symbols_element(&deployment->symbols, symbol));
	}
}

static void resolve_all(struct resolving *resolving, const struct policy_table *policies)
{
	struct scenario *scenario = resolving->scenario;

	for (uint32_t i = 0; i < scenario->n_call; i++)
		resolve_call(resolving, &scenario->call[i]);
	for (uint32_t i = 0; i < scenario->n_fail; i++)
		resolve_fail(resolving, &scenario->fail[i]);
	for (uint32_t i = 0; i < scenario->n_traffic; i++)
		resolve_traffic(resolving, &scenario->traffic[i]);
	resolve_policies(resolving, policies);
}

/* What was found since then belongs to the scenario's file; what was too much is said. */
static void finish(struct resolving *resolving, uint32_t before)
{
	struct builder *here = resolving->here;
	struct findings *findings = here->findings;
	const char *path = here->topo->source[0]->path;

	if (here->n_faults > here->limits->faults) {
		here->n_faults = 0;
		builder_fault(here, DOC_LIMIT_EXCEEDED, here->topo->element, A_NONE, NULL,
			"the limit 'faults' is exceeded by what the scenario names; --limit faults=N raises it");
	}
	for (uint32_t i = before; i < findings->n_finding; i++)
		findings->finding[i].set = path;
}

bool scenario_resolve(struct scenario *scenario, const struct topology *deployment,
	const struct policy_table *policies, struct findings *findings)
{
	struct resolving resolving = {
		.scenario = scenario,
		.file = *scenario->file,
		.here = mem_alloc(sizeof(*resolving.here)),
		.there = mem_alloc(sizeof(*resolving.there)),
	};
	uint32_t before = findings->n_finding;

	index_ids(&resolving, deployment);
	if (resolving.here != NULL && resolving.there != NULL && !mem_ran_out()) {
		/* Neither builds anything: they only report. */
		builder_init(resolving.here, &resolving.file, findings, scenario->limits);
		builder_init(resolving.there, &resolving.deployment, findings, scenario->limits);
		resolve_all(&resolving, policies);
		finish(&resolving, before);
	}
	symbols_release(&resolving.deployment.symbols);
	mem_free(resolving.here);
	mem_free(resolving.there);
	return findings->n_finding == before && !mem_ran_out();
}
