/* SPDX-License-Identifier: MIT */
/*
 * fuzz_load.c - one document through all that validate does: loading, rules, reports.
 *
 * The bytes come as standard input, which is the only name that is no path. What must hold for any bytes: the
 * set is complete, or unreadable and somebody said why; every place lies in its source; the JSON report can be
 * read back; no report for people, and no drawing, holds a control character.
 */
#include "fuzz.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "check/checker.h"
#include "load/set.h"
#include "render/dot.h"
#include "render/view.h"
#include "report/checklist.h"
#include "report/json.h"
#include "report/report.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* One file only: includes would read whatever lies in the working directory. */
static const struct limits small = {
	.input_mb = 1,
	.total_mb = 1,
	.files = 1,
	.elements = 4000,
	.attributes = 64,
	.namespaces = 8,
	.depth = 60,
	.faults = 400,
	.number_tests = 5000,
	.findings = 100,
	.seconds = 60,
};

static int memory_file(const char *name)
{
	int descriptor = memfd_create(name, 0);

	MUST(descriptor >= 0);
	return descriptor;
}

/* Puts the bytes where standard input is read from. */
static void give_input(const uint8_t *data, size_t size)
{
	static int input = -1;

	if (input < 0) {
		input = memory_file("input");
		MUST(dup2(input, STDIN_FILENO) == STDIN_FILENO);
	}
	MUST(ftruncate(input, 0) == 0);
	MUST(pwrite(input, data, size, 0) == (ssize_t)size);
	MUST(lseek(input, 0, SEEK_SET) == 0);
}

/* An output into memory. */
static struct out begin_output(void)
{
	static int output = -1;

	if (output < 0)
		output = memory_file("output");
	MUST(ftruncate(output, 0) == 0);
	MUST(lseek(output, 0, SEEK_SET) == 0);
	return out_standard(output);
}

/* What was written to it: terminated, freed with mem_free(). */
static char *end_output(struct out *out, size_t *ret_size)
{
	int output = out->descriptor;
	off_t size;
	char *text;

	MUST(out_close(out, true) == OUT_OK);
	size = lseek(output, 0, SEEK_END);
	MUST(size >= 0);
	text = mem_alloc((size_t)size + 1);
	MUST(text != NULL);
	MUST(pread(output, text, (size_t)size, 0) == size);
	text[size] = '\0';
	*ret_size = (size_t)size;
	return text;
}

/* Safe to print: valid UTF-8, no control character but the line's end. */
static void must_be_plain(const char *text, size_t length)
{
	size_t size;

	for (size_t i = 0; i < length; i += size) {
		uint32_t c = utf8_decode(text + i, length - i, &size);

		MUST(c != UTF8_INVALID);
		MUST(c == '\n' || (c >= ' ' && c != 0x7f && !(c >= 0x80 && c < 0xa0)));
	}
}

static void must_be_json(const char *text)
{
	cJSON *value = cJSON_ParseWithOpts(text, NULL, true);

	MUST(value != NULL);
	cJSON_Delete(value);
}

static void check_place(const struct span *at)
{
	struct position position;

	if (at->source == NULL)
		return;
	MUST(at->start <= at->end && at->end <= at->source->size);
	position = source_position(at->source, at->start);
	MUST(position.line >= 1 && position.column >= 1);
}

static void check_findings(const struct findings *findings)
{
	for (uint32_t i = 0; i < findings->n_finding; i++) {
		const struct finding *finding = &findings->finding[i];

		check_place(&finding->at);
		for (uint32_t j = 0; j < finding->n_related; j++)
			check_place(&finding->related[j].at);
		MUST(finding->message[0] != '\0' && finding->severity != SEVERITY_NONE);
	}
	for (uint32_t i = 0; i < findings->n_unknown; i++)
		check_place(&findings->unknown[i].at);
}

static void check_reports(const struct findings *findings)
{
	static const char *const input = "-";
	static const char *const formats[] = { "text", "concise", "json" };
	struct report report = { .version = "0",
		.inputs = &input,
		.n_inputs = 1,
		.n_sets = 1,
		.findings = findings,
		.least = SEVERITY_NOTE,
		.most = small.findings,
		.statistics = true };

	for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
		struct out out = begin_output();
		size_t size;
		char *text;

		report_format_find(formats[i])->write(&report, &out);
		text = end_output(&out, &size);
		must_be_plain(text, size);
		if (strcmp(formats[i], "json") == 0)
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

static void judge(struct library *library, const struct document_set *set)
{
	struct policy policy = policy_of(PROFILE_DEFAULT);
	enum outcome *outcomes = mem_zalloc(rule_count() * sizeof(*outcomes));
	const char *limit = NULL;
	struct check_request request = {
		.topo = &set->topology,
		.set = set->root,
		.policy = &policy,
		.limits = &small,
		.deadline = &library->deadline,
		.collects_answers = true,
	};

	MUST(outcomes != NULL);
	MUST(check_topology(&request, &library->findings, outcomes, &limit) || limit != NULL);
	if (limit != NULL)
		set_complain_limit(library, set, limit);
	mem_free(outcomes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const path = "-";
	struct library library;
	struct document_set set;

	give_input(data, size);
	library_init(&library, &small, "-");
	MUST(set_read(&library, &path, 1, &set));
	MUST(set.complete || set.unreadable);
	MUST(!set.unreadable || library.findings.n_finding > 0);
	if (set.complete) {
		judge(&library, &set);
		check_drawing(&set.topology);
	}
	findings_sort(&library.findings);
	check_findings(&library.findings);
	check_reports(&library.findings);
	check_checklist(&library.findings);
	MUST(!mem_ran_out());
	set_release(&set);
	library_release(&library);
	return 0;
}
