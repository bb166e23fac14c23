/* SPDX-License-Identifier: MIT */
#include "model/scenario.h"

#include "model/describe.h"
#include "model/pattern.h"
#include "model/shape.h"
#include "model/walk.h"

#include <string.h>

enum {
	DEFAULT_REFUSAL = 503,
};

/* The file while its entries are read. */
struct making {
	struct builder *builder;
	struct scenario *scenario;
	struct patterns patterns;
};

void scenario_release(struct scenario *scenario)
{
	arena_release(&scenario->arena);
	*scenario = (struct scenario){ 0 };
}

static struct str keep(struct scenario *scenario, struct str text)
{
	return (struct str){ arena_copy(&scenario->arena, text.text, text.length), text.length };
}

static struct str text_of(struct scenario *scenario, const struct element *e, enum attr attr)
{
	return keep(scenario, topo_text(scenario->file, e, attr));
}

static int64_t time_of(const struct scenario *scenario, const struct element *e, enum attr attr)
{
	int64_t time;

	if (shape_nanoseconds(attr_spec(e->kind, attr)->shape, topo_text(scenario->file, e, attr), &time))
		return time;
	return NEVER;
}

/* 0 when it is not there. */
static int number_of(const struct scenario *scenario, const struct element *e, enum attr attr)
{
	int64_t number;

	return topo_int(scenario->file, e, attr, &number) ? (int)number : 0;
}

static struct scenario_party party_of(struct scenario *scenario, const struct element *e, enum attr attr)
{
	struct scenario_party party = {
		.text = text_of(scenario, e, attr), .number = str_of(""), .id = str_of("")
	};
	struct party_name name;

	if (!party_parse(party.text, &name))
		return party;
	party.number = name.number;
	party.id = keep(scenario, name.id);
	party.remote = name.remote;
	return party;
}

/* The ids of a reference into the deployment. */
static const struct str *names_of(
	struct scenario *scenario, const struct element *e, enum attr attr, uint32_t *ret_n)
{
	const struct topology *file = scenario->file;
	const struct value *value = topo_value(file, e, attr);
	const uint32_t *list = value != NULL ? file->link + value->value : NULL;
	struct str *names = list != NULL ? arena_alloc(&scenario->arena, list[0] * sizeof(*names)) : NULL;

	*ret_n = names != NULL ? list[0] : 0;
	for (uint32_t i = 0; i < *ret_n; i++)
		names[i] = keep(scenario, str_of(symbols_text(&file->symbols, list[i + 1])));
	return names;
}

static const struct str *hops_of(
	struct scenario *scenario, const struct element *e, enum attr attr, uint32_t *ret_n)
{
	struct str text = topo_text(scenario->file, e, attr);
	struct str rest = text;
	struct str token;
	struct str *hops;
	uint32_t n = 0;

	*ret_n = 0;
	while (str_next_token(&rest, &token))
		n++;
	hops = arena_alloc(&scenario->arena, n * sizeof(*hops));
	for (uint32_t i = 0; hops != NULL && str_next_token(&text, &token); i++) {
		hops[i] = keep(scenario, token);
		*ret_n = i + 1;
	}
	return hops;
}

/* Whether some of its values were reported, or a required one is missing. */
static bool is_broken(const struct scenario *scenario, const struct element *e)
{
	unsigned count;
	const struct attr_spec *spec = attr_specs_of(e->kind, &count);

	for (unsigned i = 0; i < count; i++)
		if (topo_state(scenario->file, e, spec[i].attr) == STATE_BROKEN)
			return true;
	return false;
}

static const char *label(const struct making *making, const struct element *e)
{
	return describe_label(making->scenario->file, e, &making->builder->findings->arena);
}

static void read_expectation(struct scenario *scenario, struct scenario_call *call)
{
	struct str text = topo_text(scenario->file, call->at, A_EXPECT);
	uint32_t n;
	const struct str *trunk = names_of(scenario, call->at, A_EXPECT_TRUNK, &n);

	call->expect_trunk = n > 0 ? trunk[0] : str_of("");
	if (text.length == 0)
		call->expect = EXPECT_NOTHING;
	else if (str_is(text, "connected"))
		call->expect = EXPECT_CONNECTED;
	else if (str_is(text, "failed"))
		call->expect = EXPECT_FAILED;
	else
		call->expect = EXPECT_CODE;
	for (size_t i = 0; call->expect == EXPECT_CODE && i < text.length; i++)
		call->expect_code = call->expect_code * 10 + (text.text[i] - '0');
	call->signalling = hops_of(scenario, call->at, A_EXPECT_SIGNALLING, &call->n_signalling);
	call->media = hops_of(scenario, call->at, A_EXPECT_MEDIA, &call->n_media);
}

static void check_call(struct making *making, struct scenario_call *call)
{
	const struct element *e = call->at;
	bool has_to = topo_value(making->scenario->file, e, A_TO) != NULL;
	bool has_dialled = topo_value(making->scenario->file, e, A_DIALLED) != NULL;

	if (has_to != has_dialled)
		return;
	call->broken = true;
	if (!has_to) {
		builder_fault(making->builder, DOC_MISSING_ATTRIBUTE, e, A_NONE, attr_name(A_TO),
			"%s has neither to nor dialled: nobody is called", label(making, e));
		return;
	}
	builder_relate(making->builder,
		builder_fault(making->builder, DOC_BAD_VALUE, e, A_DIALLED, NULL,
			"%s has both to and dialled, but may have only one of them", label(making, e)),
		e, A_TO, "the other one");
}

static void make_call(struct making *making, const struct element *e, void *place)
{
	struct scenario *scenario = making->scenario;
	struct scenario_call *call = place;

	*call = (struct scenario_call){
		.at = e,
		.broken = is_broken(scenario, e),
		.id = keep(scenario, str_of(topo_id(scenario->file, e))),
		.from = party_of(scenario, e, A_FROM),
		.to = party_of(scenario, e, A_TO),
		.dialled = text_of(scenario, e, A_DIALLED),
		.start = time_of(scenario, e, A_AT_S),
		.duration = time_of(scenario, e, A_DURATION_S),
		.answer_after = time_of(scenario, e, A_ANSWER_AFTER_S),
	};
	read_expectation(scenario, call);
	check_call(making, call);
}

/* An attribute that only some modes give a meaning. */
static void check_use(struct making *making, struct scenario_fail *fail, enum attr attr, uint64_t modes)
{
	const struct topology *file = making->scenario->file;

	if (topo_state(file, fail->at, attr) != STATE_KNOWN || modes & BIT(fail->mode))
		return;
	fail->broken = true;
	builder_fault(making->builder, DOC_BAD_VALUE, fail->at, attr, NULL,
		"%s has %s, which means nothing with mode '%s'", label(making, fail->at), attr_name(attr),
		choice_list(CHOICES_FAIL_MODE)->names[fail->mode]);
}

static void check_fail(struct making *making, struct scenario_fail *fail)
{
	static const uint64_t answering = BIT(FAIL_MODE_REFUSE) | BIT(FAIL_MODE_OPTIONS_ONLY);

	check_use(making, fail, A_CODE, answering);
	check_use(making, fail, A_ISUP, answering);
	check_use(making, fail, A_DELAY_MS, BIT(FAIL_MODE_SLOW));
	if (fail->mode == FAIL_MODE_SLOW &&
		topo_value(making->scenario->file, fail->at, A_DELAY_MS) == NULL) {
		fail->broken = true;
		builder_fault(making->builder, DOC_MISSING_ATTRIBUTE, fail->at, A_NONE, attr_name(A_DELAY_MS),
			"%s has no delay-ms (%s)", label(making, fail->at),
			attr_spec(K_FAIL, A_DELAY_MS)->doc);
	}
	if (fail->broken || fail->until == NEVER || fail->until > fail->start)
		return;
	fail->broken = true;
	builder_fault(making->builder, DOC_BAD_VALUE, fail->at, A_UNTIL_S, NULL,
		"until-s of %s is not after its at-s", label(making, fail->at));
}

static void make_fail(struct making *making, const struct element *e, void *place)
{
	struct scenario *scenario = making->scenario;
	struct scenario_fail *fail = place;
	int mode = topo_choice(scenario->file, e, A_MODE);

	*fail = (struct scenario_fail){
		.at = e,
		.broken = is_broken(scenario, e),
		.mode = mode < 0 ? FAIL_MODE_CRASH : mode,
		.start = time_of(scenario, e, A_AT_S),
		.until = time_of(scenario, e, A_UNTIL_S),
		.code = number_of(scenario, e, A_CODE),
		.isup = number_of(scenario, e, A_ISUP),
		.delay = time_of(scenario, e, A_DELAY_MS),
	};
	if (fail->mode == FAIL_MODE_REFUSE && fail->code == 0)
		fail->code = DEFAULT_REFUSAL;
	fail->name = names_of(scenario, e, A_TARGET, &fail->n_target);
	fail->target = arena_alloc(&scenario->arena, fail->n_target * sizeof(*fail->target));
	for (uint32_t i = 0; fail->target != NULL && i < fail->n_target; i++)
		fail->target[i] = NULL;
	if (mode >= 0)
		check_fail(making, fail);
}

static void check_traffic(struct making *making, struct scenario_traffic *traffic)
{
	const struct pattern *pattern;

	if (traffic->broken || traffic->to_is_number)
		return;
	pattern = patterns_get(&making->patterns, traffic->to);
	if (traffic->to.length > 0 && (pattern == NULL || pattern_is_valid(pattern)))
		return;
	traffic->broken = true;
	builder_fault(making->builder, DOC_BAD_VALUE, traffic->at, A_TO, NULL,
		"to of %s is neither a number such as +14255550100 nor a pattern that can be understood",
		label(making, traffic->at));
}

static void make_traffic(struct making *making, const struct element *e, void *place)
{
	struct scenario *scenario = making->scenario;
	struct scenario_traffic *traffic = place;

	*traffic = (struct scenario_traffic){
		.at = e,
		.broken = is_broken(scenario, e),
		.id = keep(scenario, str_of(topo_id(scenario->file, e))),
		.to = text_of(scenario, e, A_TO),
		.mean_call = time_of(scenario, e, A_MEAN_CALL_S),
		.holding = topo_choice(scenario->file, e, A_HOLDING),
	};
	traffic->to_is_number = shape_is_number(traffic->to);
	traffic->has_calls_per_hour = topo_decimal(
		scenario->file, e, A_CALLS_PER_HOUR, &traffic->calls_per_hour);
	traffic->name = names_of(scenario, e, A_FROM, &traffic->n_from);
	traffic->from = arena_alloc(&scenario->arena, traffic->n_from * sizeof(*traffic->from));
	for (uint32_t i = 0; traffic->from != NULL && i < traffic->n_from; i++)
		traffic->from[i] = NULL;
	check_traffic(making, traffic);
}

static void make_policy(struct making *making, const struct element *e, void *place)
{
	struct scenario *scenario = making->scenario;

	*(struct scenario_policy *)place = (struct scenario_policy){
		.at = e,
		.broken = is_broken(scenario, e),
		.name = text_of(scenario, e, A_NAME),
		.value = text_of(scenario, e, A_VALUE),
	};
}

static void make_run(struct making *making)
{
	struct scenario *scenario = making->scenario;
	struct walk runs = walk_kind(scenario->file, K_RUN);
	const struct element *e = walk_next(&runs);
	const struct element *other;

	scenario->run = (struct scenario_run){ .seed = 1, .duration = NEVER, .warm_up = NEVER };
	if (e == NULL)
		return;
	scenario->run = (struct scenario_run){
		.at = e,
		.broken = is_broken(scenario, e),
		.seed = (uint64_t)number_of(scenario, e, A_SEED),
		.duration = time_of(scenario, e, A_DURATION_S),
		.warm_up = time_of(scenario, e, A_WARM_UP_S),
		.replications = (uint32_t)number_of(scenario, e, A_REPLICATIONS),
	};
	while ((other = walk_next(&runs)) != NULL)
		builder_relate(making->builder,
			builder_fault(making->builder, DOC_CONFLICTING_FACTS, other, A_NONE, NULL,
				"a second run, though a scenario can have only one"),
			e, A_NONE, "this one counts");
}

typedef void make_entry(struct making *making, const struct element *e, void *place);

/* An array of all entries of a kind. */
static void *make_all(struct making *making, enum kind kind, size_t size, make_entry *make, uint32_t *ret_n)
{
	struct scenario *scenario = making->scenario;
	struct walk walk = walk_kind(scenario->file, kind);
	char *entries = arena_alloc(&scenario->arena, topo_count(scenario->file, kind) * size);
	const struct element *e;

	*ret_n = 0;
	while (entries != NULL && (e = walk_next(&walk)) != NULL)
		make(making, e, entries + (*ret_n)++ * size);
	return entries;
}

void scenario_make(struct builder *builder, struct scenario *ret)
{
	struct making making = { .builder = builder, .scenario = ret };

	*ret = (struct scenario){ .file = builder->topo, .limits = builder->limits };
	ret->call = make_all(&making, K_CALL, sizeof(*ret->call), make_call, &ret->n_call);
	ret->fail = make_all(&making, K_FAIL, sizeof(*ret->fail), make_fail, &ret->n_fail);
	ret->traffic = make_all(&making, K_TRAFFIC, sizeof(*ret->traffic), make_traffic, &ret->n_traffic);
	ret->policy = make_all(&making, K_POLICY, sizeof(*ret->policy), make_policy, &ret->n_policy);
	make_run(&making);
	patterns_release(&making.patterns);
}
