/* SPDX-License-Identifier: MIT */
/*
 * What the engine is asked, put together from calls and scenarios: ids as docs/simulate.md says, everything of the
 * scenario's file, and nothing of what is broken in it.
 */
#include "support.h"
#include "topology_support.h"

#include "engine/agenda.h"
#include "load/scenario.h"

/* A deployment and an agenda with what scenarios in tests/ say of it. */
struct asked {
	struct library library;
	struct document_set deployment;
	struct scenario_set scenario;
	struct agenda agenda;
	bool is_good;
};

static struct asked *ask(const char *deployment, const char *scenario)
{
	struct asked *asked = plan_memory(sizeof(*asked));

	library_init(&asked->library, &default_limits, "-");
	assert_true(set_read(&asked->library, &deployment, 1, &asked->deployment));
	assert_true(scenario_read(&asked->library, scenario, &asked->scenario));
	asked->agenda = agenda_empty();
	assert_true(agenda_add_scenario(&asked->agenda, &asked->scenario.scenario,
		&asked->deployment.topology, &asked->library.findings, &asked->is_good));
	return asked;
}

static void release(struct asked *asked)
{
	agenda_release(&asked->agenda);
	scenario_set_release(&asked->scenario);
	set_release(&asked->deployment);
	library_release(&asked->library);
	free(asked);
}

static void all_of_a_scenario_is_taken(void **state)
{
	struct asked *asked = ask(
		TESTS_DIR "/scenarios/deployment.xml", TESTS_DIR "/scenarios/good/everything.xml");
	const struct agenda *agenda = &asked->agenda;

	(void)state;
	assert_true(asked->is_good);
	assert_int_equal(agenda->n_call, 5);
	assert_string_equal(agenda->call[0].id, "before");
	assert_true(agenda->call[0].answer_after == 3 * NANOSECONDS);
	assert_string_equal(agenda->call[0].expect_trunk, "t1");
	assert_true(str_is(agenda->call[0].expect_signalling, "sales fe med line sbc1 pstn"));
	assert_null(agenda->call[1].to);
	assert_string_equal(agenda->call[1].expect, "503");
	assert_int_equal(agenda->call[1].expect_signalling.length, 0);
	assert_true(agenda->seed == 7);
	assert_int_equal(agenda->faults.n, 19);
	assert_string_equal(agenda->policies.value[POLICY_ROUTE_SELECTION], "ordered");
	release(asked);
}

/* bad/names.xml has seven calls, none without a fault. */
static void nothing_broken_is_taken(void **state)
{
	struct asked *asked = ask(
		TESTS_DIR "/scenarios/deployment.xml", TESTS_DIR "/scenarios/bad/names.xml");

	(void)state;
	assert_false(asked->is_good);
	assert_int_equal(asked->scenario.scenario.n_call, 7);
	assert_int_equal(asked->agenda.n_call, 0);
	assert_int_equal(asked->agenda.faults.n, 0);
	release(asked);
}

static void add(struct agenda *agenda, const char *id)
{
	assert_true(agenda_add_call(agenda, &(struct planned_call){ .id = id }));
}

static void ids_are_settled(void **state)
{
	struct agenda agenda = agenda_empty();
	const char *twice;

	(void)state;
	assert_true(agenda_settle(&agenda, &twice));
	assert_null(twice);
	add(&agenda, "c2");
	add(&agenda, NULL);
	add(&agenda, "c1");
	add(&agenda, "c10");
	assert_true(agenda_settle(&agenda, &twice));
	assert_null(twice);
	assert_string_equal(agenda.call[1].id, "c3");
	add(&agenda, "c10");
	assert_true(agenda_settle(&agenda, &twice));
	assert_string_equal(twice, "c10");
	agenda_release(&agenda);
}

/* Calls come out by time; each says which of those asked for it is. */
static void calls_are_known_by_their_place(void **state)
{
	struct asked *asked = ask(
		TESTS_DIR "/cli/plans/calls.xml", TESTS_DIR "/fuzz/corpus/scenario/calls.xml");
	struct calls calls = { 0 };
	struct engine_request request;
	const char *twice;

	(void)state;
	assert_true(asked->is_good && agenda_settle(&asked->agenda, &twice));
	request = agenda_request(&asked->agenda, &asked->deployment.topology, false);
	assert_true(engine_run(&request, &calls));
	assert_int_equal(calls.n_call, 5);
	assert_string_equal(calls.call[1].id, "nobody"); /* at 0 s, but asked for last */
	assert_int_equal(calls.call[1].asked, 4);
	for (uint32_t i = 0; i < calls.n_call; i++)
		assert_string_equal(calls.call[i].id, asked->agenda.call[calls.call[i].asked].id);
	calls_release(&calls);
	release(asked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_a_scenario_is_taken),
		cmocka_unit_test(nothing_broken_is_taken),
		cmocka_unit_test(ids_are_settled),
		cmocka_unit_test(calls_are_known_by_their_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
