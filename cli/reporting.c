/* SPDX-License-Identifier: MIT */
#include "reporting.h"

#include "base/mem.h"
#include "base/path.h"
#include "base/repository.h"
#include "turned_off.h"
#include "version.h"

#include <stdlib.h>
#include <string.h>

static struct summary summarize(const struct pipeline *pipeline)
{
	const struct findings *findings = &pipeline->library.findings;
	struct summary summary = {
		.unknown = findings->n_unknown,
		.suppressed = findings->n_suppressed,
		.baselined = findings->n_baselined,
		.simulated = pipeline->simulated,
	};

	for (uint32_t i = 0; i < findings->n_finding; i++) {
		summary.error += findings->finding[i].severity == SEVERITY_ERROR;
		summary.warning += findings->finding[i].severity == SEVERITY_WARNING;
		summary.note += findings->finding[i].severity == SEVERITY_NOTE;
	}
	for (uint32_t i = 0; i < rule_count(); i++) {
		if (!pipeline->judged || !pipeline->selection.rule[i])
			continue;
		summary.rules.run++;
		summary.rules.passed += pipeline->outcomes[i] == PASS;
		summary.rules.fired += pipeline->outcomes[i] == FIRES;
		summary.rules.not_applicable += pipeline->outcomes[i] == NOT_APPLICABLE;
		summary.rules.unknown += pipeline->outcomes[i] == UNKNOWN;
	}
	for (uint32_t i = 0; pipeline->judged && i < pipeline->selection.n_company; i++) {
		summary.rules.run += pipeline->selection.company[i];
		summary.rules.fired += pipeline->selection.company[i] && pipeline->fired[i] > 0;
		summary.rules.passed += pipeline->selection.company[i] && pipeline->fired[i] == 0;
	}
	return summary;
}

static int compare_paths(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Every file that was read, sorted, once however many sets it belongs to. */
static bool list_inputs(struct reporting *reporting, const struct library *library)
{
	const char **paths = mem_alloc((library->n_documents + 1) * sizeof(*paths));
	uint32_t n = 0;

	reporting->inputs = paths;
	if (paths == NULL)
		return false;
	for (const struct document *document = library->document; document != NULL; document = document->next)
		paths[n++] = document->source.path;
	qsort(paths, n, sizeof(*paths), compare_paths);
	for (uint32_t i = 0; i < n; i++)
		if (i == 0 || strcmp(paths[i], paths[i - 1]) != 0)
			paths[reporting->report.n_inputs++] = paths[i];
	reporting->report.inputs = paths;
	return true;
}

/* Of rule n of the table; structural rules answer for nothing that they do not find. */
static bool passed(const struct pipeline *pipeline, uint32_t n)
{
	uint32_t n_own = pipeline->suppressor.rules.n - pipeline->selection.n_company;

	if (!pipeline->judged)
		return false;
	if (n < rule_count())
		return pipeline->outcomes[n] == PASS;
	return n >= n_own && pipeline->fired[n - n_own] == 0;
}

static bool list_rules(struct reporting *reporting, struct pipeline *pipeline)
{
	const struct rule_table *table = &pipeline->suppressor.rules;
	struct enabled_rule *rules = mem_alloc((table->n + 1) * sizeof(*rules));

	reporting->rules = rules;
	if (rules == NULL)
		return false;
	for (uint32_t i = 0; i < table->n; i++)
		if (*selection_place(&pipeline->selection, table->info[i]))
			rules[reporting->report.n_rule++] = (struct enabled_rule){
				.info = table->info[i],
				.severity = setup_severity(&pipeline->setup, table->info[i]),
				.passed = passed(pipeline, i),
			};
	reporting->report.rule = rules;
	return true;
}

/* Where paths begin when they are uploaded; all absolute and without symbolic links. */
struct upload_root {
	struct str root;
	const char *working;
	struct arena *arena;
};

/* The path from the file system's root on: of a file that there is without symbolic links, else by its text. */
static const char *whole_path(const struct upload_root *from, const char *path)
{
	char real[FILE_MOST_PATH];
	const char *resolved;

	if (file_real_path(path, real))
		return arena_copy(from->arena, real, strlen(real));
	resolved = path_resolve(from->arena, str_of(from->working), path);
	return resolved != NULL ? arena_printf(from->arena, "/%s", resolved) : path;
}

static const char *uploaded(const struct upload_root *from, const char *path)
{
	const char *beneath;

	if (strcmp(path, "-") == 0)
		return path;
	beneath = path_beneath(from->root, whole_path(from, path));
	return beneath != NULL ? beneath : path;
}

static void find_uploaded(struct reporting *reporting, uint32_t n)
{
	char real[FILE_MOST_PATH];
	struct upload_root from = { .working = real, .arena = &reporting->arena };

	for (uint32_t i = 0; i < n; i++)
		reporting->files[i].uploaded = reporting->files[i].path;
	if (!file_real_path(".", real))
		return;
	from.root = repository_of(str_of(real), &reporting->arena);
	if (from.root.length == 0)
		from.root = str_of(real);
	for (uint32_t i = 0; i < n; i++)
		reporting->files[i].uploaded = uploaded(&from, reporting->files[i].path);
}

static int compare_files(const void *left, const void *right)
{
	return strcmp(((const struct named_file *)left)->path, ((const struct named_file *)right)->path);
}

/* The inputs, the configuration and the baseline. */
static bool list_files(struct reporting *reporting, const struct turned_off *off)
{
	struct report *report = &reporting->report;
	uint32_t n = 0;

	reporting->files = mem_alloc(((size_t)report->n_inputs + 2) * sizeof(*reporting->files));
	if (reporting->files == NULL)
		return false;
	for (uint32_t i = 0; i < report->n_inputs; i++)
		reporting->files[n++].path = report->inputs[i];
	if (off->config != NULL)
		reporting->files[n++].path = off->config;
	if (off->baseline != NULL)
		reporting->files[n++].path = off->baseline->file;
	find_uploaded(reporting, n);
	qsort(reporting->files, n, sizeof(*reporting->files), compare_files);
	report->file = reporting->files;
	report->n_file = n;
	return true;
}

bool reporting_begin(struct reporting *reporting, struct pipeline *pipeline, const struct parsed *parsed,
	const struct known *known)
{
	*reporting = (struct reporting){
		.off = turned_off_gather(pipeline, parsed, known),
		.report = {
			.version = LYNC_TOPO_VERSION,
			.n_sets = pipeline->inputs.n_set,
			.findings = &pipeline->library.findings,
			.summary = summarize(pipeline),
			.turned_off = &reporting->off,
			.most = pipeline->limits.findings,
			.most_results = pipeline->limits.results,
		},
	};
	return list_inputs(reporting, &pipeline->library) && list_rules(reporting, pipeline) &&
		list_files(reporting, &reporting->off) && !mem_ran_out();
}

void reporting_end(struct reporting *reporting)
{
	mem_free(reporting->inputs);
	mem_free(reporting->rules);
	mem_free(reporting->files);
	arena_release(&reporting->arena);
	turned_off_release(&reporting->off);
}
