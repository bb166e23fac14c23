/* SPDX-License-Identifier: MIT */
/*
 * topology_support.h - for unit tests: topologies from strings, rules run over them, and what was written to an
 * output. Everything here fails the test itself when it cannot do what it is asked for.
 *
 *	struct plan *plan = plan_load("<pstn-usage id='u'/>");
 *
 *	assert_int_equal(plan_faults(plan, "DOC009"), 0);
 *	plan_free(plan);
 */
#ifndef LYNC_TOPO_TESTS_TOPOLOGY_SUPPORT_H
#define LYNC_TOPO_TESTS_TOPOLOGY_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/out.h"
#include "check/checker.h"
#include "check/run.h"
#include "load/native.h"
#include "load/sniff.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROOT_OPEN "<topology xmlns=\"urn:lync-topo:topology:1\">"
#define ROOT_CLOSE "</topology>"

enum {
	PLAN_FILES = 4,
};

/* A document set of up to four files, and what was found in it. */
struct plan {
	struct source source[PLAN_FILES];
	char *text[PLAN_FILES];
	enum read_status status; /* of the last file */
	struct limits limits;
	struct deadline deadline;
	struct findings findings;
	struct topology topo;
	struct deployment deployment;
	enum outcome *outcomes; /* once checked */
	const char *limit;
};

static inline void *plan_memory(size_t size)
{
	void *memory = calloc(1, size);

	if (memory == NULL)
		abort();
	return memory;
}

static inline char *plan_copy(const char *text)
{
	char *copy = strdup(text);

	if (copy == NULL)
		abort();
	return copy;
}

/* As a document set does: by what the document is. */
static inline enum read_status plan_read_source(
	struct builder *builder, struct source *source, struct deadline *deadline)
{
	struct str text = { source->text, source->size };
	read_document *reader = vocabulary_reader(sniff_vocabulary(text));

	return (reader != NULL ? reader : native_refuse)(builder, source, 0, deadline);
}

/* Reads whole documents into one set. `tidy`: resolves references and makes the topology usable. */
static inline struct plan *plan_read(
	const char *const *texts, uint32_t n, const struct limits *limits, bool tidy)
{
	static const char *const paths[PLAN_FILES] = { "a.xml", "b.xml", "c.xml", "d.xml" };
	struct plan *plan = plan_memory(sizeof(*plan));
	struct builder *builder = plan_memory(sizeof(*builder));

	assert_true(n <= PLAN_FILES);
	plan->limits = limits != NULL ? *limits : default_limits;
	plan->deadline = deadline_in(plan->limits.seconds);
	builder_init(builder, &plan->topo, &plan->findings, &plan->limits);
	for (uint32_t i = 0; i < n; i++) {
		plan->text[i] = plan_copy(texts[i]);
		plan->source[i].path = paths[i];
		plan->source[i].text = plan->text[i];
		plan->source[i].size = (uint32_t)strlen(texts[i]);
		plan->status = plan_read_source(builder, &plan->source[i], &plan->deadline);
	}
	if (tidy)
		builder_finish(builder);
	free(builder);
	return plan;
}

/* One whole document. */
static inline struct plan *plan_load_whole(const char *text)
{
	return plan_read(&text, 1, NULL, true);
}

/* What stands in the root. */
static inline struct plan *plan_load(const char *body)
{
	size_t size = strlen(body) + sizeof(ROOT_OPEN ROOT_CLOSE);
	char *text = plan_memory(size);
	struct plan *plan;

	snprintf(text, size, "%s%s%s", ROOT_OPEN, body, ROOT_CLOSE);
	plan = plan_load_whole(text);
	free(text);
	return plan;
}

/* The same for a plan in which nothing may be wrong: says what is. */
static inline struct plan *plan_load_good(const char *body)
{
	struct plan *plan = plan_load(body);

	if (plan->findings.n_finding > 0)
		fail_msg("%s: %s", plan->findings.finding[0].rule->id, plan->findings.finding[0].message);
	assert_int_equal(plan->status, READ_OK);
	return plan;
}

static inline void plan_free(struct plan *plan)
{
	topology_release(&plan->topo);
	findings_release(&plan->findings);
	deployment_release(&plan->deployment);
	for (uint32_t i = 0; i < PLAN_FILES; i++) {
		source_release(&plan->source[i]);
		free(plan->text[i]);
	}
	free(plan->outcomes);
	free(plan);
}

static inline const struct element *plan_element(const struct plan *plan, const char *id)
{
	const struct element *e = topo_by_id(&plan->topo, id);

	if (e == NULL)
		fail_msg("no element has the id '%s'", id);
	return e;
}

static inline const struct element *plan_nth(const struct plan *plan, enum kind kind, uint32_t n)
{
	assert_true(n < topo_count(&plan->topo, kind));
	return topo_nth(&plan->topo, kind, n);
}

/* The n-th finding of a rule, NULL when there are not as many. */
static inline const struct finding *plan_find(const struct plan *plan, const char *rule, uint32_t n)
{
	for (uint32_t i = 0; i < plan->findings.n_finding; i++)
		if (strcmp(plan->findings.finding[i].rule->id, rule) == 0 && n-- == 0)
			return &plan->findings.finding[i];
	return NULL;
}

static inline uint32_t plan_faults(const struct plan *plan, const char *rule)
{
	uint32_t n = 0;

	while (plan_find(plan, rule, n) != NULL)
		n++;
	return n;
}

/* The only finding, which must be of this rule. */
static inline const struct finding *plan_only(const struct plan *plan, const char *rule)
{
	if (plan->findings.n_finding != 1)
		fail_msg("%u findings where one of %s is expected", (unsigned)plan->findings.n_finding, rule);
	assert_string_equal(plan->findings.finding[0].rule->id, rule);
	return &plan->findings.finding[0];
}

/* The text that a span covers, for the caller to free. */
static inline char *plan_spanned(const struct span *at)
{
	char *text = plan_memory((size_t)(at->end - at->start) + 1);

	memcpy(text, at->source->text + at->start, at->end - at->start);
	return text;
}

static inline void assert_spanned(const struct span *at, const char *expected)
{
	char *text = plan_spanned(at);

	assert_string_equal(text, expected);
	free(text);
}

static inline void assert_holds(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("'%s' is not in:\n%s", part, text);
}

static inline void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part) != NULL)
		fail_msg("'%s' is in:\n%s", part, text);
}

static inline void assert_str_is(struct str text, const char *expected)
{
	if (!str_equal(text, str_of(expected)))
		fail_msg("'%.*s' is not '%s'", STR_ARG(text), expected);
}

/* Runs rules over the plan; `only` is the id of the one that is enabled, NULL for all of them. */
static inline bool plan_check(
	struct plan *plan, enum profile profile, const char *only, bool collects_answers)
{
	struct policy policy = policy_of(profile);
	bool *enabled = plan_memory(rule_count() * sizeof(*enabled));
	struct check_request request = {
		.topo = &plan->topo,
		.set = "a.xml",
		.policy = &policy,
		.enabled = only != NULL ? enabled : NULL,
		.limits = &plan->limits,
		.deadline = &plan->deadline,
		.checklist = collects_answers ? CHECKLIST_ALL : CHECKLIST_NONE,
	};
	bool good;

	if (plan->outcomes == NULL)
		plan->outcomes = plan_memory(rule_count() * sizeof(*plan->outcomes));
	for (uint32_t i = 0; only != NULL && i < rule_count(); i++)
		enabled[i] = strcmp(rule_nth(i)->info.id, only) == 0;
	good = check_topology(&request, &plan->findings, plan->outcomes, &plan->limit);
	free(enabled);
	return good;
}

static inline enum outcome plan_outcome(const struct plan *plan, const char *rule)
{
	for (uint32_t i = 0; i < rule_count(); i++)
		if (strcmp(rule_nth(i)->info.id, rule) == 0)
			return plan->outcomes[i];
	fail_msg("there is no rule %s", rule);
	return NOT_APPLICABLE;
}

static const struct rule plan_rule = {
	.info = { .id = "TST001", .name = "for-tests", .severity = SEVERITY_WARNING, .fix = "mend it" },
};

/* What a rule works with, for calling its helpers one by one. End it with plan_run_end(). */
static inline struct run *plan_run(struct plan *plan)
{
	static struct policy policy;
	struct run *run = plan_memory(sizeof(*run));

	policy = policy_of(PROFILE_DEFAULT);
	assert_true(deployment_make(&plan->deployment, &plan->topo));
	run->topo = &plan->topo;
	run->plan = &plan->deployment;
	run->policy = &policy;
	run->number_tests_left = plan->limits.number_tests;
	run->findings = &plan->findings;
	run->set = "a.xml";
	run->rule = &plan_rule;
	return run;
}

static inline void plan_run_end(struct run *run)
{
	patterns_release(&run->patterns);
	arena_release(&run->scratch);
	mem_free(run->missing);
	free(run);
}

/* An output whose text can be had when it is complete. */
static inline struct out output_begin(void)
{
	int descriptor = memfd_create("output", MFD_CLOEXEC);

	assert_true(descriptor >= 0);
	return out_standard(descriptor);
}

/* Closes the output; returns what was written, for the caller to free. */
static inline char *output_end(struct out *out)
{
	int descriptor = out->descriptor;
	struct stat info;
	char *text;

	assert_int_equal(out_close(out, true), OUT_OK);
	assert_int_equal(fstat(descriptor, &info), 0);
	text = plan_memory((size_t)info.st_size + 1);
	assert_int_equal(pread(descriptor, text, (size_t)info.st_size, 0), info.st_size);
	close(descriptor);
	return text;
}

/* A folder of its own for a test, removed with everything in it. */
struct folder {
	char path[64];
};

static inline struct folder folder_make(void)
{
	struct folder folder = { "/tmp/lync-topo-test.XXXXXX" };

	assert_non_null(mkdtemp(folder.path));
	return folder;
}

/* The path of a name in the folder, for the caller to free. */
static inline char *folder_path(const struct folder *folder, const char *name)
{
	size_t size = strlen(folder->path) + strlen(name) + 2;
	char *path = plan_memory(size);

	snprintf(path, size, "%s/%s", folder->path, name);
	return path;
}

static inline void folder_write_bytes(
	const struct folder *folder, const char *name, const void *bytes, size_t size)
{
	char *path = folder_path(folder, name);
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
	free(path);
}

static inline void folder_write(const struct folder *folder, const char *name, const char *text)
{
	folder_write_bytes(folder, name, text, strlen(text));
}

/* A topology file with this in its root. */
static inline void folder_write_topology(const struct folder *folder, const char *name, const char *body)
{
	size_t size = strlen(body) + sizeof(ROOT_OPEN ROOT_CLOSE);
	char *text = plan_memory(size);

	snprintf(text, size, "%s%s%s", ROOT_OPEN, body, ROOT_CLOSE);
	folder_write(folder, name, text);
	free(text);
}

static inline void folder_add_folder(const struct folder *folder, const char *name)
{
	char *path = folder_path(folder, name);

	assert_int_equal(mkdir(path, 0700), 0);
	free(path);
}

static inline void folder_add_link(const struct folder *folder, const char *name, const char *target)
{
	char *path = folder_path(folder, name);

	assert_int_equal(symlink(target, path), 0);
	free(path);
}

static inline void folder_remove(const struct folder *folder)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", folder->path);
	assert_int_equal(system(command), 0);
}

#endif
