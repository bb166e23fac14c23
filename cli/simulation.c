/* SPDX-License-Identifier: MIT */
#include "simulation.h"

#include "base/mem.h"
#include "base/number.h"
#include "engine/subscriber.h"
#include "model/suggest.h"

#include <string.h>

enum {
	CALL_SECONDS = 180,
	ANSWER_SECONDS = 2,
	MOST_CODE = 699,
};

static bool is_digits(const char *text)
{
	return *text != '\0' && text[strspn(text, "0123456789*#")] == '\0';
}

static enum exit_code complain_party(const struct topology *topo, const char *option, const char *text)
{
	const char *nearest = suggest_id(
		topo, str_of(text), BIT(K_USERS) | BIT(K_DEVICE) | BIT(K_UNIFIED_MESSAGING));

	if (nearest != NULL)
		return complain(
			EXIT_USAGE, "%s '%s' is nobody here (did you mean '%s'?)", option, text, nearest);
	return complain(EXIT_USAGE,
		"%s '%s' is nobody here: name a group, GROUP/remote, a device, or a number with +", option,
		text);
}

/* A number, or an id of somebody; "/remote" is for groups with Enterprise Voice. */
static bool is_party(const struct topology *topo, const char *text)
{
	struct directory directory;
	struct arena arena = { 0 };
	struct subscriber party;
	bool found = directory_make(&directory, topo) &&
		subscriber_parse(topo, &directory, text, &arena, &party);

	directory_release(&directory);
	arena_release(&arena);
	return found;
}

/* One call by --from and --to; it is named when all are known. */
static enum exit_code add_option_call(
	struct simulation *simulation, const struct topology *topo, const struct parsed *parsed)
{
	const char *from = parsed_value(parsed, SIM_FROM);
	const char *to = parsed_value(parsed, SIM_TO);
	bool digits;

	if (from == NULL && to == NULL)
		return EXIT_CLEAN;
	if (from == NULL || to == NULL)
		return complain(EXIT_USAGE, "a call needs both --from and --to");
	if (!is_party(topo, from))
		return complain_party(topo, "--from", from);
	digits = is_digits(to);
	if (!digits && !is_party(topo, to))
		return complain_party(topo, "--to", to);
	return agenda_add_call(&simulation->agenda,
		       &(struct planned_call){
			       .from = from,
			       .to = digits ? NULL : to,
			       .dialled = digits ? to : NULL,
			       .duration = CALL_SECONDS * NANOSECONDS,
			       .answer_after = ANSWER_SECONDS * NANOSECONDS,
			       .expect_signalling = str_of(""),
			       .expect_media = str_of(""),
		       }) ?
		EXIT_CLEAN :
		EXIT_INTERNAL;
}

/* ID[@MODE[:CODE]] */
static enum exit_code add_option_fault(
	struct simulation *simulation, const struct topology *topo, const char *text)
{
	const char *at = strchr(text, '@');
	size_t length = at != NULL ? (size_t)(at - text) : strlen(text);
	struct str mode = str_of(at != NULL ? at + 1 : "crash");
	struct fault fault = { .until = INT64_MAX, .isup = -1 };
	const char *id = arena_copy(&simulation->agenda.arena, text, length);
	const char *colon = memchr(mode.text, ':', mode.length);
	uint64_t code = 0;

	fault.target = topo_by_id(topo, id);
	if (fault.target == NULL) {
		const char *nearest = suggest_id(topo, str_of(id), ~(uint64_t)0);

		return nearest != NULL ?
			complain(EXIT_USAGE, "--fail: no element has the id '%s' (did you mean '%s'?)", id,
				nearest) :
			complain(EXIT_USAGE, "--fail: no element has the id '%s'", id);
	}
	if (colon != NULL) {
		if (!number_parse_whole(str_of(colon + 1), MOST_CODE, &code) || code < 300)
			return complain(EXIT_USAGE, "--fail: '%s' is no status from 300 to 699", colon + 1);
		mode.length = (size_t)(colon - mode.text);
	}
	fault.mode = fault_mode_find(mode);
	fault.code = (int)code;
	if (fault.mode == FAULT_MODE_COUNT ||
		!scenario_mode_fits((int)fault.mode, (enum kind)fault.target->kind))
		return complain(EXIT_USAGE, "--fail: '%s' (%s) cannot fail as '%.*s'", id,
			kind_name(fault.target->kind), STR_ARG(mode));
	if (code > 0 && fault.mode != FAULT_REFUSE && fault.mode != FAULT_OPTIONS_ONLY)
		return complain(EXIT_USAGE, "--fail: only refuse and options-only answer with a code");
	if (fault.mode == FAULT_SLOW)
		return complain(EXIT_USAGE, "--fail: how slow only a scenario can say (delay-ms)");
	return faults_add(&simulation->agenda.faults, &fault) ? EXIT_CLEAN : EXIT_INTERNAL;
}

/* NAME=VALUE */
static enum exit_code set_option_policy(struct simulation *simulation, const char *text)
{
	const char *equals = strchr(text, '=');
	struct str name = { text, equals != NULL ? (size_t)(equals - text) : strlen(text) };
	enum engine_policy policy = engine_policy_find(name);

	if (equals == NULL)
		return complain(EXIT_USAGE, "--policy takes NAME=VALUE, and '%s' has no '='", text);
	if (policy == POLICY_COUNT)
		return complain(EXIT_USAGE,
			"--policy '%s': there is no such policy; docs/simulate.md lists them", text);
	if (!engine_policies_set(&simulation->agenda.policies, policy, equals + 1))
		return complain(EXIT_USAGE, "--policy %s takes %s", engine_policy_name(policy),
			engine_policy_values(policy));
	return EXIT_CLEAN;
}

static enum exit_code read_scenario(struct simulation *simulation, struct pipeline *pipeline,
	const struct topology *topo, const char *path)
{
	struct scenario_set *set = &simulation->scenario[simulation->n_scenario++];
	struct findings *findings = &pipeline->library.findings;
	uint32_t of_the_plan = findings->n_finding;
	bool good;

	*set = (struct scenario_set){ 0 };
	if (!scenario_read(&pipeline->library, path, set))
		return EXIT_INTERNAL;
	if (set->set.unreadable)
		return EXIT_INPUT;
	if (!agenda_add_scenario(&simulation->agenda, &set->scenario, topo, findings, &good))
		return EXIT_INTERNAL;
	return good && findings->n_finding == of_the_plan ? EXIT_CLEAN : EXIT_FINDINGS;
}

static enum exit_code set_option_bandwidth(struct simulation *simulation, const char *text)
{
	simulation->agenda.bandwidth = bandwidth_model_find(str_of(text));
	if (simulation->agenda.bandwidth != BANDWIDTH_MODEL_COUNT)
		return EXIT_CLEAN;
	return complain(
		EXIT_USAGE, "--bandwidth-model takes wire, microsoft or microsoft-fec, not '%s'", text);
}

static enum exit_code read_option(struct simulation *simulation, struct pipeline *pipeline,
	const struct topology *topo, const struct given_option *option)
{
	switch (option->id) {
	case SIM_FAIL:
		return add_option_fault(simulation, topo, option->value);
	case SIM_POLICY:
		return set_option_policy(simulation, option->value);
	case SIM_SCENARIO:
		return read_scenario(simulation, pipeline, topo, option->value);
	case SIM_BANDWIDTH:
		return set_option_bandwidth(simulation, option->value);
	case SIM_SEED:
		return number_parse_whole(str_of(option->value), UINT64_MAX / 2, &simulation->agenda.seed) ?
			EXIT_CLEAN :
			complain(EXIT_USAGE, "--seed takes a whole number, not '%s'", option->value);
	default:
		return EXIT_CLEAN;
	}
}

static enum exit_code settle(struct simulation *simulation)
{
	const char *twice;

	if (!agenda_settle(&simulation->agenda, &twice))
		return EXIT_INTERNAL;
	if (twice != NULL)
		return complain(EXIT_USAGE,
			"two scenarios have a call or traffic '%s'; name one of them otherwise", twice);
	return EXIT_CLEAN;
}

enum exit_code simulation_make(struct simulation *simulation, struct pipeline *pipeline,
	const struct topology *topo, const struct parsed *parsed, bool or_matrix)
{
	enum exit_code code;
	bool wants_matrix;

	*simulation = (struct simulation){ .agenda = agenda_empty() };
	simulation->scenario = mem_zalloc((parsed->n_option + 1) * sizeof(*simulation->scenario));
	if (simulation->scenario == NULL)
		return EXIT_INTERNAL;
	code = add_option_call(simulation, topo, parsed);
	for (uint32_t i = 0; i < parsed->n_option && code == EXIT_CLEAN; i++)
		code = read_option(simulation, pipeline, topo, &parsed->option[i]);
	wants_matrix = parsed_has(parsed, SIM_MATRIX) || (or_matrix && simulation->agenda.n_call == 0);
	if (code == EXIT_CLEAN && wants_matrix && !agenda_add_matrix(&simulation->agenda, topo))
		code = EXIT_INTERNAL;
	if (code == EXIT_CLEAN)
		code = settle(simulation);
	if (code == EXIT_CLEAN && simulation->agenda.n_call == 0 && simulation->agenda.n_traffic == 0 &&
		!wants_matrix && !parsed_has(parsed, SIM_SWEEP) && !parsed_has(parsed, SIM_AVAILABILITY) &&
		!parsed_has(parsed, SIM_TRAFFIC))
		code = complain(EXIT_USAGE,
			"no call: name one by --from and --to, a --scenario, or --matrix; or ask for --traffic, --sweep or --availability");
	if (code == EXIT_INPUT || code == EXIT_FINDINGS)
		pipeline_print_faults(pipeline);
	return code;
}

void simulation_release(struct simulation *simulation)
{
	for (uint32_t i = 0; i < simulation->n_scenario; i++)
		scenario_set_release(&simulation->scenario[i]);
	mem_free(simulation->scenario);
	agenda_release(&simulation->agenda);
	*simulation = (struct simulation){ 0 };
}
