/* SPDX-License-Identifier: MIT */
/*
 * fuzz_load.c - one document through all that validate does: loading, rules, reports.
 *
 * The bytes come as standard input, which is the only name that is no path. What must hold for any bytes: the
 * set is complete, or unreadable and somebody said why; every place lies in its source; the JSON report can be
 * read back; no report for people, and no drawing, holds a control character.
 */
#include "fuzz_bytes.h"

#include "base/mem.h"
#include "check/checker.h"
#include "check/suppress.h"
#include "engine/site_trial.h"
#include "load/set.h"
#include "model/print.h"
#include "render/dot.h"
#include "render/view.h"
#include "report/checklist.h"
#include "report/json.h"
#include "report/report.h"

#include <string.h>

static void check_reports(const struct findings *findings, struct suppressor *suppressor)
{
	struct turned_off off = { 0 };
	static const char *const input = "-";
	static const char *const formats[] = { "text", "concise", "json", "sarif" };
	struct report report = { .version = "0",
		.inputs = &input,
		.n_inputs = 1,
		.n_sets = 1,
		.findings = findings,
		.turned_off = &off,
		.least = SEVERITY_NOTE,
		.most = small_limits.findings,
		.most_results = small_limits.findings,
		.statistics = true };

	off.suppression = suppress_list(suppressor, &off.n_suppression);
	for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
		struct out out = begin_output();
		size_t size;
		char *text;

		report_format_find(formats[i])->write(&report, &out);
		text = end_output(&out, &size);
		must_be_plain(text, size);
		if (strcmp(formats[i], "json") == 0 || strcmp(formats[i], "sarif") == 0)
			must_be_json(text);
		mem_free(text);
	}
}

static void check_checklist(const struct findings *findings)
{
	static void (*const writers[])(const struct findings *, struct out *) = { checklist_text,
		checklist_markdown, checklist_json };

	for (size_t i = 0; i < ARRAY_LEN(writers); i++) {
		struct out out = begin_output();
		size_t size;
		char *text;

		writers[i](findings, &out);
		text = end_output(&out, &size);
		must_be_plain(text, size);
		if (writers[i] == checklist_json)
			must_be_json(text);
		mem_free(text);
	}
}

static void check_drawing(const struct topology *topo)
{
	const struct view_request request = { .topo = topo };
	struct diagram diagram = { 0 };
	struct buf buf = { 0 };
	const char *subject;

	view_find("topology", &subject)->make(&request, &diagram);
	dot_append(&buf, &diagram, THEME_AUTO);
	must_be_plain(buf_text(&buf), buf.length);
	buf_release(&buf);
	diagram_release(&diagram);
}

static void check_print(const struct topology *topo)
{
	struct out out = begin_output();
	size_t size;
	char *text;

	print_topology(topo, NULL, &out);
	text = end_output(&out, &size);
	mem_free(text);
}

static void judge(struct library *library, const struct document_set *set)
{
	struct policy policy = policy_of(PROFILE_DEFAULT);
	enum outcome *outcomes = mem_zalloc(rule_count() * sizeof(*outcomes));
	const char *limit = NULL;
	struct site_trial trial = { 0 };
	struct check_request request = {
		.topo = &set->topology,
		.set = set->root,
		.policy = &policy,
		.limits = &small_limits,
		.deadline = &library->deadline,
		.checklist = CHECKLIST_ALL,
	};

	MUST(outcomes != NULL);
	if (check_trusts(&set->topology)) {
		MUST(site_trial_run(&trial, &set->topology, true, &small_limits, &library->deadline));
		request.calls = &trial.table;
	}
	MUST(check_topology(&request, &library->findings, outcomes, &limit) || limit != NULL);
	if (limit != NULL)
		set_complain_limit(library, set, limit);
	site_trial_release(&trial);
	mem_free(outcomes);
}

/* Every rule is said to have run. */
static void suppress(struct suppressor *suppressor, struct findings *findings)
{
	bool *ran = mem_alloc(suppressor->rules.n * sizeof(*ran));

	MUST(ran != NULL);
	memset(ran, true, suppressor->rules.n * sizeof(*ran));
	findings_sort(findings);
	MUST(suppress_apply(suppressor, ran));
	mem_free(ran);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const path = "-";
	struct library library;
	struct document_set set;
	struct suppressor suppressor;

	give_input(data, size);
	library_init(&library, &small_limits, "-");
	MUST(set_read(&library, &path, 1, &set));
	MUST(set.complete || set.unreadable);
	MUST(!set.unreadable || library.findings.n_finding > 0);
	if (set.complete) {
		judge(&library, &set);
		check_drawing(&set.topology);
		check_print(&set.topology);
	}
	MUST(suppress_init(&suppressor, &library.findings, NULL, &small_limits, &library.deadline, 20260101));
	suppress_collect(&suppressor, &set.topology, set.root, !set.complete);
	suppress(&suppressor, &library.findings);
	findings_sort(&library.findings);
	check_places(&library.findings);
	check_reports(&library.findings, &suppressor);
	check_checklist(&library.findings);
	MUST(!mem_ran_out());
	suppress_release(&suppressor);
	set_release(&set);
	library_release(&library);
	return 0;
}
