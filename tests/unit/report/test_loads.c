/* SPDX-License-Identifier: MIT */
/*
 * What traffic comes to, written by hand and compared character by character.
 */
#include "support.h"
#include "topology_support.h"

#include "report/json.h"
#include "report/loads.h"

#include <math.h>

static struct load_trunk second_trunk(void)
{
	return (struct load_trunk){
		.group = "t2",
		.is_limited = true,
		.circuits = 23,
		.offered = 14.3357480766,
		.carried = 13.71798184,
		.blocking = { 80000, 3447, 0.04308, 0.041, 0.045, 0.0430927103, LOAD_MARKOV },
		.closed = NAN,
		.chain = 0.0430927103,
		.estimate = { { "fresh-traffic", 0.0092155, true }, { "wilkinson", 0.0430927103, false } },
		.n_estimate = 2,
	};
}

static struct load_trunk open_trunk(void)
{
	return (struct load_trunk){
		.group = "t3\x1b[2J",
		.blocking = { .high = 1, .exact = NAN },
		.closed = NAN,
		.chain = NAN,
	};
}

static struct load_stream stream(void)
{
	return (struct load_stream){
		.stream = "busy",
		.offered = 36,
		.carried = 35.38,
		.failed = 32,
		.loss = { 200000, 3432, 0.01716, 0.0165, 0.0178, 0.0171601732989596, LOAD_ERLANG_B },
	};
}

static void expect(void (*write)(const struct loads *loads, struct out *out), const char *wanted)
{
	struct load_trunk trunk[] = { second_trunk(), open_trunk() };
	struct load_stream busy = stream();
	const char *warning[] = { "'t2' is not what it seems" };
	const struct loads loads = {
		.trunk = trunk,
		.n_trunk = 2,
		.stream = &busy,
		.n_stream = 1,
		.duration = 3600,
		.warm_up = 1800,
		.replications = 19,
		.wanted = 20,
		.units = 19,
		.warning = warning,
		.n_warning = 1,
	};
	struct out out = output_begin();
	char *text;

	json_prepare();
	write(&loads, &out);
	text = output_end(&out);
	assert_string_equal(text, wanted);
	free(text);
}

static void people_see_the_answers_side_by_side(void **state)
{
	(void)state;
	expect(loads_text,
		"trunks\n"
		"  t2: 23 circuits, offered 14.336 erlang, carried 13.718\n"
		"    simulated  3447 of 80000 calls found it full, 4.3080 % (4.1000 to 4.5000)\n"
		"    exact      4.3093 % (markov)\n"
		"    estimates  fresh-traffic 0.92155 % (misleads), wilkinson 4.3093 %\n"
		"  t3\\u{1b}[2J: no limit is known, offered 0.000 erlang, carried 0.000\n"
		"    simulated  no call came here\n"
		"streams\n"
		"  busy: offered 36.000 erlang, carried 35.380\n"
		"    simulated  3432 of 200000 calls were lost, 1.7160 % (1.6500 to 1.7800)\n"
		"    32 of them failed otherwise than by full trunks: simulate one such call to see why\n"
		"    exact      1.716 % (erlang-b)\n"
		"19 replications of 3600 s after a warm-up of 1800 s; in brackets 95 % intervals, of 19 parts\n"
		"partial: 20 replications were wanted\n"
		"note: 't2' is not what it seems\n");
}

static void programs_see_null_for_what_is_not_known(void **state)
{
	(void)state;
	expect(loads_json,
		",\n\"trunks\":[\n"
		"  {\"group\":\"t2\",\"circuits\":23,\"offered\":14.3357480766,\"carried\":13.71798184,\"calls\":80000,"
		"\"blocked\":3447,\"blocking\":0.04308,\"low\":0.041,\"high\":0.045,\"exact\":0.0430927103,"
		"\"method\":\"markov\",\"closed\":null,\"chain\":0.0430927103,\"estimates\":["
		"{\"name\":\"fresh-traffic\",\"value\":0.0092155,\"misleads\":true},"
		"{\"name\":\"wilkinson\",\"value\":0.0430927103,\"misleads\":false}]},\n"
		"  {\"group\":\"t3\\u001b[2J\",\"circuits\":null,\"offered\":0,\"carried\":0,\"calls\":0,\"blocked\":0,"
		"\"blocking\":0,\"low\":0,\"high\":1,\"exact\":null,\"method\":\"simulation\",\"closed\":null,"
		"\"chain\":null,\"estimates\":[]}\n],\n"
		"\"streams\":[\n"
		"  {\"stream\":\"busy\",\"offered\":36,\"carried\":35.38,\"calls\":200000,\"lost\":3432,\"loss\":0.01716,"
		"\"low\":0.0165,\"high\":0.0178,\"exact\":0.0171601732989596,\"method\":\"erlang-b\",\"failed\":32}\n],\n"
		"\"traffic\":{\"durationS\":3600,\"warmUpS\":1800,\"replications\":19,\"partial\":true,\"units\":19,"
		"\"warnings\":[\"'t2' is not what it seems\"]}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(people_see_the_answers_side_by_side),
		cmocka_unit_test(programs_see_null_for_what_is_not_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
