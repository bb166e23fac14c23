/* SPDX-License-Identifier: MIT */
/*
 * GitLab's Code Quality report: an array of what its merge requests read, and nothing that they do not.
 *
 * Two entries with one fingerprint would be shown as one: where findings share theirs (an element that is judged in two
 * deployments), the second and later ones in order get a number after it.
 */
#include "base/mem.h"
#include "report/json.h"
#include "report/lines.h"
#include "report/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* A finding by its fingerprint, and which one of those that share it. */
struct marked {
	uint64_t fingerprint;
	uint32_t finding;
};

static int compare_marked(const void *left, const void *right)
{
	const struct marked *a = left;
	const struct marked *b = right;

	if (a->fingerprint != b->fingerprint)
		return a->fingerprint < b->fingerprint ? -1 : 1;
	return (a->finding > b->finding) - (a->finding < b->finding);
}

/* For each finding its place among those with the same fingerprint, from 0; NULL when out of memory. */
static uint32_t *number_repeats(const struct findings *findings)
{
	uint32_t n = findings->n_finding;
	struct marked *marked = mem_alloc(((size_t)n + 1) * sizeof(*marked));
	uint32_t *repeat = mem_alloc(((size_t)n + 1) * sizeof(*repeat));

	if (marked == NULL || repeat == NULL) {
		mem_free(marked);
		mem_free(repeat);
		return NULL;
	}
	for (uint32_t i = 0; i < n; i++)
		marked[i] = (struct marked){ findings->finding[i].fingerprint, i };
	qsort(marked, n, sizeof(*marked), compare_marked);
	for (uint32_t i = 0; i < n; i++) {
		bool same = i > 0 && marked[i].fingerprint == marked[i - 1].fingerprint;

		repeat[marked[i].finding] = same ? repeat[marked[i - 1].finding] + 1 : 0;
	}
	mem_free(marked);
	return repeat;
}

static const char *severity_in_gitlab(const struct finding *finding)
{
	if (finding->severity == SEVERITY_ERROR)
		return finding->rule->unreadable ? "critical" : "major";
	return finding->severity == SEVERITY_WARNING ? "minor" : "info";
}

/* GitLab takes paths of the repository only. */
static const char *relative(const char *path)
{
	while (path[0] == '/' || (path[0] == '.' && path[1] == '/'))
		path += path[0] == '/' ? 1 : 2;
	return path;
}

static cJSON *location_object(const struct report *report, const struct span *at)
{
	const char *path = at->source != NULL ? report_uploaded_path(report, at->source->path) : "";
	cJSON *object = cJSON_CreateObject();
	cJSON *lines;

	cJSON_AddStringToObject(object, "path", relative(path));
	lines = cJSON_AddObjectToObject(object, "lines");
	json_add_count(lines, "begin", lines_start(at).line);
	json_add_count(lines, "end", lines_end(at).line);
	return object;
}

/* The rule's id stands in the description, too: GitLab does not show check_name. */
static cJSON *finding_object(const struct report *report, const struct finding *finding, uint32_t repeat)
{
	cJSON *object = cJSON_CreateObject();
	struct buf description = { 0 };
	char fingerprint[40];

	buf_printf(&description, "%s: %s [%s]", finding->rule->id, finding->message, finding->rule->name);
	snprintf(fingerprint, sizeof(fingerprint), "%016" PRIx64, finding->fingerprint);
	if (repeat > 0)
		snprintf(fingerprint, sizeof(fingerprint), "%016" PRIx64 "-%u", finding->fingerprint,
			(unsigned)repeat + 1);
	cJSON_AddStringToObject(object, "description", buf_text(&description));
	cJSON_AddStringToObject(object, "check_name", finding->rule->id);
	cJSON_AddStringToObject(object, "fingerprint", fingerprint);
	cJSON_AddStringToObject(object, "severity", severity_in_gitlab(finding));
	json_add(object, "location", location_object(report, &finding->at));
	buf_release(&description);
	return object;
}

static void write(const struct report *report, struct out *out)
{
	const struct findings *findings = report->findings;
	struct json_list list = { .out = out };
	uint32_t *repeat = number_repeats(findings);

	json_prepare();
	out_puts(out, "[");
	for (uint32_t i = 0; repeat != NULL && i < findings->n_finding; i++)
		json_list_add(&list, finding_object(report, &findings->finding[i], repeat[i]));
	json_list_end(&list);
	out_puts(out, "\n");
	mem_free(repeat);
}

const struct report_format report_format_gitlab = {
	.name = "gitlab",
	.title = "Code Quality report for merge requests in GitLab",
	.lines_only = true,
	.write = write,
};
