/* SPDX-License-Identifier: MIT */
/*
 * fuzz_scenario.c - one scenario through all that simulate does: reading, resolving, calls, text and JSON.
 *
 * The deployment is always the same, and the corpus names what it has. What must hold for
 * any bytes: the scenario is complete, or unreadable and somebody said why; what was wrong lies in a source; every
 * call of the agenda comes out of the engine; the JSON can be read back; no text holds a control character.
 */
#include "fuzz_bytes.h"

#include "base/mem.h"
#include "engine/agenda.h"
#include "load/scenario.h"
#include "report/calls.h"

/* The one deployment, read once. It outlives the process: nobody frees it. */
static const struct topology *deployment(void)
{
	static const char *const path = DEPLOYMENT;
	static struct library library;
	static struct document_set set;
	static bool is_there;

	if (!is_there) {
		library_init(&library, &default_limits, "-");
		MUST(set_read(&library, &path, 1, &set) && set.complete && library.findings.n_finding == 0);
		is_there = true;
	}
	return &set.topology;
}

static void check_texts(const struct calls *calls)
{
	static void (*const writers[])(
		const struct calls_report *, struct out *) = { calls_text, calls_matrix, calls_json };
	const struct calls_report report = { .calls = calls, .verbose = true, .ladder = true };

	for (size_t i = 0; i < ARRAY_LEN(writers); i++) {
		struct out out = begin_output();
		size_t size;
		char *text;

		writers[i](&report, &out);
		text = end_output(&out, &size);
		must_be_plain(text, size);
		if (writers[i] == calls_json)
			must_be_json(text);
		mem_free(text);
	}
}

static void run_calls(struct agenda *agenda, const struct topology *topo)
{
	struct calls calls = { 0 };
	struct engine_request request;
	const char *twice;

	MUST(agenda_settle(agenda, &twice));
	MUST(twice == NULL); /* one scenario has its ids once */
	request = agenda_request(agenda, topo, true);
	MUST(engine_run(&request, &calls));
	MUST(calls.n_call == agenda->n_call);
	check_texts(&calls);
	calls_release(&calls);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct topology *topo = deployment();
	struct agenda agenda = agenda_empty();
	struct scenario_set scenario;
	struct library library;
	bool good = false;

	give_input(data, size);
	library_init(&library, &small_limits, "-");
	MUST(scenario_read(&library, "-", &scenario));
	MUST(scenario.set.complete || scenario.set.unreadable);
	MUST(!scenario.set.unreadable || library.findings.n_finding > 0);
	if (scenario.set.complete) {
		MUST(agenda_add_scenario(&agenda, &scenario.scenario, topo, &library.findings, &good));
		MUST(good || library.findings.n_finding > 0);
		run_calls(&agenda, topo);
	}
	findings_sort(&library.findings);
	check_places(&library.findings);
	MUST(!mem_ran_out());
	agenda_release(&agenda);
	scenario_set_release(&scenario);
	library_release(&library);
	return 0;
}
