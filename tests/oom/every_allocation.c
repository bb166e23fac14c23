/* SPDX-License-Identifier: MIT */
/*
 * every_allocation.c - finds, reads, checks, draws and reports deployments, simulates calls and traffic through one and
 * sizes it, while memory runs out: at the first allocation, at the second, and so on until nothing fails any more, once and then for
 * ever after.
 *
 * Whenever it ran out, mem_ran_out() must know, and nothing may crash, be used after it is freed, or leak (the
 * sanitizers tell). A run in which nothing failed must write what the run before any failure wrote.
 *
 * usage: every_allocation [--every N] [FILE...]
 *
 * --every N fails only each N-th allocation. Without files: the golden files, each allocation; the samples and files of
 * other programs, each allocation while they are read, and some later ones; a short file, each allocation, reported in
 * every format; a deployment under a configuration; and calls of every kind with those of a scenario. Beside the
 * allocator of base/mem.h this covers libxml2, cJSON and PCRE2, which allocate there.
 */
#include "lost_by_libxml.h"
#include "support.h"

#include "base/mem.h"
#include "check/checker.h"
#include "check/configure.h"
#include "check/suppress.h"
#include "engine/agenda.h"
#include "engine/load_exact.h"
#include "engine/load_sum.h"
#include "load/company.h"
#include "load/config.h"
#include "load/inputs.h"
#include "load/libxml.h"
#include "load/scenario.h"
#include "plan/plan.h"
#include "render/renderer.h"
#include "render/view.h"
#include "report/calls.h"
#include "report/checklist.h"
#include "report/loads.h"
#include "report/report.h"
#include "report/sizes.h"

#include <fcntl.h>
#include <glob.h>
#include <sys/mman.h>
#include <sys/stat.h>

enum {
	COLD_STARTS = 60,   /* allocations that fail in a fresh process, where libraries set themselves up */
	SAMPLE_STRIDE = 97, /* of the samples, which are long */
	CONFIGURED_STRIDE = 7,
	WHILE_READING =
		220, /* the first allocations, in which files are read: all of them fail, of samples, too */
	FOR_EVER_STRIDE = 3, /* what fails for ever from one on has failed at the next two as well */
	USUAL_FORMATS = 2,
	MOST_FILES = 64,
	MOST_OUTPUT = 1 << 24,
};

static struct {
	const char *path[MOST_FILES];
	int64_t every[MOST_FILES];
	int64_t every_reading; /* of any */
	unsigned n;
} files;

/* Goes with the deployment of this path, through which calls are simulated; all others are checked. */
static const char called[] = TESTS_DIR "/cli/plans/calls.xml";
/* Short, and reported in every format, which takes longer than all the rest. */
static const char suppressed[] = TESTS_DIR "/rules/unknown-rule-in-suppression/among-others.xml";
/* Goes with the configuration, which has something of everything. */
static const char configured[] = TESTS_DIR "/rules/trunk-name-unique/same-name.xml";
static const char config_path[] = TESTS_DIR "/fuzz/corpus/config/whole.xml";
/* What other programs wrote: a Topology Builder document, a published topology, settings, an archive. */
static const char *const others[] = {
	TESTS_DIR "/../samples/topology-builder/litware.tbxml",
	TESTS_DIR "/fuzz/corpus/load/branch.tbxml",
	TESTS_DIR "/fuzz/corpus/load/branch-topology.xml",
	TESTS_DIR "/fuzz/corpus/load/clixml.xml",
	TESTS_DIR "/rules/taken-from-archive/export.zip",
};
static const char scenario_path[] = TESTS_DIR "/fuzz/corpus/scenario/failures.xml";

/* Everything that one run writes, one after the other. */
struct written {
	char *text;
	size_t length;
};

/* The calls of a command, in its order; outputs go to `descriptor`. */
struct attempt {
	struct limits limits;
	struct inputs inputs;
	struct library library;
	enum outcome *outcomes;
	struct suppressor suppressor;
	struct config config; /* all zero without one */
	struct company *company;
	bool in_every_format;
	int descriptor;
};

/* Only memory can be missing for an output in memory. */
static void close_output(struct out *out)
{
	if (out_close(out, true) != OUT_OK && !mem_ran_out())
		abort();
}

static void draw(const struct attempt *attempt, const struct topology *topo, const char *view)
{
	const struct view_request request = { .topo = topo };
	struct diagram diagram = { 0 };
	const struct render_job job = { .diagram = &diagram };
	struct render_report report = { .why = "" };
	struct out out = out_standard(attempt->descriptor);
	const char *subject;

	view_find(view, &subject)->make(&request, &diagram);
	if (renderer_find("dot")->write(&job, &out, &report) == RENDER_FAILED)
		abort();
	close_output(&out);
	diagram_release(&diagram);
}

static void draw_all(const struct attempt *attempt, const struct topology *topo)
{
	static const char *const views[] = { "topology", "perimeter", "voice", "numbers", "failover" };

	for (size_t i = 0; i < ARRAY_LEN(views); i++)
		draw(attempt, topo, views[i]);
}

/* Reads the configuration and compiles the company's rules; whatever it complains of is for want of memory. */
static bool configure(struct attempt *attempt)
{
	struct config_faults faults = { 0 };
	bool good = config_read(store_of_files(), config_path, "0.1.0", &attempt->config, &faults) &&
		configure_check(&attempt->config, &faults);

	good = good && company_make(&attempt->config, &attempt->company, &faults);
	if (faults.n > 0 && !mem_ran_out())
		abort();
	config_faults_release(&faults);
	return good;
}

static bool judge_company_rules(struct attempt *attempt, const struct document_set *set)
{
	struct company_tree *tree = company_tree_open(&set->topology);
	struct config_faults faults = { 0 };
	struct company_request request = {
		.company = attempt->company,
		.tree = tree,
		.set = set->root,
		.limits = &attempt->limits,
		.findings = &attempt->library.findings,
		.faults = &faults,
	};
	bool good = tree != NULL;
	uint32_t fired;

	for (uint32_t i = 0; good && i < company_count(attempt->company); i++)
		good = company_judge(&request, i, &fired);
	company_tree_close(tree);
	config_faults_release(&faults);
	return good;
}

static bool check_set(struct attempt *attempt, const struct input_set *input)
{
	struct policy policy = policy_of(PROFILE_DEFAULT);
	struct document_set set;
	const char *limit = NULL;
	bool good = set_read(&attempt->library, input->path, input->n, &set);

	if (good && set.complete) {
		struct check_request request = {
			.topo = &set.topology,
			.set = set.root,
			.policy = &policy,
			.limits = &attempt->limits,
			.deadline = &attempt->library.deadline,
			.checklist = CHECKLIST_ALL,
		};

		good = check_topology(&request, &attempt->library.findings, attempt->outcomes, &limit);
		good &= attempt->company == NULL || judge_company_rules(attempt, &set);
		suppress_collect(&attempt->suppressor, &set.topology, set.root, false);
		draw_all(attempt, &set.topology);
	}
	set_release(&set);
	return good;
}

static void write_calls(const struct attempt *attempt, const struct calls *calls)
{
	const struct calls_report report = { .calls = calls, .ladder = true, .verbose = true };
	struct out out = out_standard(attempt->descriptor);

	calls_text(&report, &out);
	calls_matrix(&report, &out);
	calls_json(&report, &out);
	close_output(&out);
}

static bool make_calls(struct attempt *attempt, struct agenda *agenda, const struct topology *topo)
{
	struct engine_request request = agenda_request(agenda, topo, true);
	struct calls calls = { 0 };
	bool good = engine_run(&request, &calls);

	if (good)
		write_calls(attempt, &calls);
	calls_release(&calls);
	return good;
}

static bool make_sizes(struct attempt *attempt, const struct topology *topo)
{
	const struct element *first = topo_nth(topo, K_USERS, 0), *second = topo_nth(topo, K_USERS, 1);
	const struct plan_stage stages[] = { { .users = &first, .n = 1 }, { .users = &second, .n = 1 } };
	const struct plan_request request = {
		.blocking = PLAN_BLOCKING,
		.blocking_source = PLAN_BLOCKING_SOURCE,
		.stage = stages,
		.n_stage = ARRAY_LEN(stages),
	};
	struct out out = out_standard(attempt->descriptor);
	struct deployment deployment;
	struct sizes sizes = { 0 };
	bool good = deployment_make(&deployment, topo) && plan_sizes(&deployment, &request, &sizes);

	if (good) {
		sizes_text(&sizes, &out);
		sizes_csv(&sizes, &out);
		sizes_json(&sizes, &out);
	}
	close_output(&out);
	sizes_release(&sizes);
	deployment_release(&deployment);
	return good;
}

static void write_loads(struct attempt *attempt, const struct loads *loads)
{
	struct out out = out_standard(attempt->descriptor);

	loads_text(loads, &out);
	loads_json(loads, &out);
	close_output(&out);
}

/* A few minutes of what the first group telephones, with what fails in the scenario. */
static bool make_loads(struct attempt *attempt, const struct agenda *agenda, const struct topology *topo)
{
	const struct element *users = topo_nth(topo, K_USERS, 0);
	const struct planned_traffic traffic = { "busy", &users, 1, str_of("^\\+1206"), false, 60,
		100 * NANOSECONDS, false };
	struct load_sources sources;
	struct loads loads = { .n_trunk = 0 };
	struct load_sum sum = { .n_trunk = 0 };
	struct load_run *run = NULL;
	struct load_sample *sample = NULL;
	struct load_request request;
	bool good = sources_make(topo, &traffic, 1, &agenda->policies, &sources);

	if (good) {
		request = agenda_load_request(agenda, topo, &sources);
		request.duration = 600 * NANOSECONDS;
		request.replications = 1;
		sample = mem_alloc(load_sample_size(&request));
		run = load_run_open(&request);
		good = sample != NULL && run != NULL && load_sum_open(&sum, &request) &&
			load_run_make(run, 0, sample);
	}
	if (good) {
		load_sum_add(&sum, sample);
		good = load_sum_finish(&sum, &loads) && load_exact(&request, &loads);
		write_loads(attempt, &loads);
	}
	loads_release(&loads);
	load_sum_release(&sum);
	load_run_close(run);
	mem_free(sample);
	sources_release(&sources);
	return good;
}

static bool simulate(struct attempt *attempt, const char *path)
{
	struct agenda agenda = agenda_empty();
	struct scenario_set scenario;
	struct document_set set;
	const char *twice;
	bool is_right = false;
	bool good = set_read(&attempt->library, &path, 1, &set) && set.complete;

	good = scenario_read(&attempt->library, scenario_path, &scenario) && scenario.set.complete && good;
	good = good &&
		agenda_add_scenario(
			&agenda, &scenario.scenario, &set.topology, &attempt->library.findings, &is_right) &&
		is_right && agenda_add_matrix(&agenda, &set.topology) && agenda_settle(&agenda, &twice) &&
		make_calls(attempt, &agenda, &set.topology) && make_loads(attempt, &agenda, &set.topology) &&
		make_sizes(attempt, &set.topology);
	agenda_release(&agenda);
	scenario_set_release(&scenario);
	set_release(&set);
	return good;
}

/* Severities and overrides of the configuration, and which rules are on. */
static bool follow(struct attempt *attempt)
{
	const struct setup setup = {
		.config = &attempt->config,
		.policy = setup_policy(&attempt->config, PROFILE_COUNT),
	};
	struct selection selection;
	struct buf texts = { 0 };
	bool good = setup_select(&setup, &selection, &texts, &texts) &&
		setup_apply(&setup, &attempt->library.findings);

	selection_release(&selection);
	buf_release(&texts);
	return good;
}

/* Every rule is said to have run. False when out of memory. */
static bool suppress(struct attempt *attempt)
{
	bool *ran = mem_alloc(attempt->suppressor.rules.n * sizeof(*ran));
	bool good = ran != NULL;

	if (good) {
		memset(ran, true, attempt->suppressor.rules.n * sizeof(*ran));
		good = suppress_apply(&attempt->suppressor, ran);
		findings_sort(&attempt->library.findings);
	}
	mem_free(ran);
	return good;
}

static void report(struct attempt *attempt)
{
	struct turned_off off = { 0 };
	static const char *const formats[] = { "text", "json", "concise", "sarif", "junit", "github",
		"gitlab", "checkstyle", "markdown", "html" };
	struct report report = {
		.version = "0.0.0",
		.n_sets = attempt->inputs.n_set,
		.findings = &attempt->library.findings,
		.turned_off = &off,
		.least = SEVERITY_NOTE,
		.most = attempt->limits.findings,
		.most_results = attempt->limits.results,
		.statistics = true,
	};
	struct out out;

	off.suppression = suppress_list(&attempt->suppressor, &off.n_suppression);
	for (size_t i = 0; i < (attempt->in_every_format ? ARRAY_LEN(formats) : USUAL_FORMATS); i++) {
		out = out_standard(attempt->descriptor);
		report_format_find(formats[i])->write(&report, &out);
		close_output(&out);
	}
	out = out_standard(attempt->descriptor);
	checklist_text(report.findings, &out);
	checklist_markdown(report.findings, &out);
	checklist_json(report.findings, &out);
	close_output(&out);
}

/* False when somebody said that it could not be done. */
static bool run(const char *path, int descriptor)
{
	struct attempt attempt = {
		.limits = default_limits,
		.in_every_format = strcmp(path, suppressed) == 0,
		.descriptor = descriptor,
	};
	struct input_options options = { .limits = &attempt.limits };
	const struct config *config = strcmp(path, configured) == 0 ? &attempt.config : NULL;
	const char *empty;
	bool good = inputs_find(&path, 1, &options, &attempt.inputs, &empty) == INPUTS_OK;

	library_init(&attempt.library, &attempt.limits, "-");
	attempt.outcomes = mem_zalloc(rule_count() * sizeof(*attempt.outcomes));
	good &= attempt.outcomes != NULL && (config == NULL || configure(&attempt)) &&
		suppress_init(&attempt.suppressor, &attempt.library.findings, config, &attempt.limits,
			&attempt.library.deadline, 20260101);
	for (uint32_t i = 0; good && i < attempt.inputs.n_set; i++)
		good = strcmp(path, called) == 0 ? simulate(&attempt, path) :
						   check_set(&attempt, &attempt.inputs.set[i]);
	if (good)
		findings_sort(&attempt.library.findings);
	good = good && suppress(&attempt) && (config == NULL || follow(&attempt));
	if (good)
		report(&attempt);
	suppress_release(&attempt.suppressor);
	company_release(attempt.company);
	config_release(&attempt.config);
	mem_free(attempt.outcomes);
	inputs_release(&attempt.inputs);
	library_release(&attempt.library);
	return good;
}

/* Runs into memory; `text` is NULL when somebody said no. For the caller to free. */
static struct written run_and_keep(const char *path)
{
	struct written written = { NULL, 0 };
	int descriptor = memfd_create("output", MFD_CLOEXEC);
	struct stat info;

	if (descriptor < 0)
		abort();
	if (run(path, descriptor)) {
		if (fstat(descriptor, &info) != 0 || info.st_size > MOST_OUTPUT)
			abort();
		written.length = (size_t)info.st_size;
		written.text = malloc(written.length + 1);
		if (written.text == NULL ||
			pread(descriptor, written.text, written.length, 0) != (ssize_t)written.length)
			abort();
	}
	close(descriptor);
	return written;
}

/* One run in which allocation `n` fails. False when the run ended before it. */
static bool fail_at(const char *path, const struct written *expected, int64_t n, bool for_ever)
{
	struct written got;
	bool failed;

	mem_fail_after(n, for_ever);
	got = run_and_keep(path);
	failed = mem_ran_out();
	mem_fail_after(-1, false);
	if (!failed) {
		assert_non_null(got.text);
		assert_int_equal(got.length, expected->length);
		assert_memory_equal(got.text, expected->text, got.length);
	}
	free(got.text);
	return failed;
}

static void fail_everywhere(bool for_ever)
{
	int64_t stride = for_ever ? FOR_EVER_STRIDE : 1;

	for (unsigned i = 0; i < files.n; i++) {
		struct written expected = run_and_keep(files.path[i]);
		int64_t n = 0;

		if (expected.text == NULL || expected.length == 0)
			fail_msg("%s: nothing was written without any failure", files.path[i]);
		while (fail_at(files.path[i], &expected, n, for_ever))
			n += n < WHILE_READING ? files.every_reading : stride * files.every[i];
		if (n < COLD_STARTS)
			fail_msg("%s: only %d allocations were seen", files.path[i], (int)n);
		print_message("           %s: allocations up to %lld\n", files.path[i], (long long)n);
		free(expected.text);
	}
}

static void each_allocation_fails_once(void **state)
{
	(void)state;
	fail_everywhere(false);
}

static void each_allocation_fails_for_ever(void **state)
{
	(void)state;
	fail_everywhere(true);
}

struct cold_start {
	int64_t n;
	bool for_ever;
};

/* The whole life of a process, so that what libraries keep is looked at, too. */
static int start_cold(void *argument)
{
	const struct cold_start *start = argument;
	int descriptor = memfd_create("output", MFD_CLOEXEC);

	mem_fail_after(start->n, start->for_ever);
	run(files.path[0], descriptor);
	if (!mem_ran_out())
		return 1;
	mem_fail_after(-1, false);
	close(descriptor);
	xml_clean_up();
	return 0;
}

/* Must come first: in this process nothing has called libxml2 yet. */
static void libraries_start_without_memory(void **state)
{
	(void)state;
	for (int64_t n = 0; n < COLD_STARTS; n++) {
		struct cold_start once = { n, false };
		struct cold_start for_ever = { n, true };

		if (in_child(start_cold, &once) != 0)
			fail_msg("allocation %d fails once in a fresh process", (int)n);
		if (in_child(start_cold, &for_ever) != 0)
			fail_msg("allocation %d and all later ones fail in a fresh process", (int)n);
	}
}

static void add_file(const char *path, int64_t every)
{
	if (files.n == MOST_FILES)
		abort();
	files.path[files.n] = path;
	files.every[files.n++] = every;
}

static void add_matching(const char *pattern, int64_t every, glob_t *found)
{
	if (glob(pattern, 0, NULL, found) != 0)
		abort();
	for (size_t i = 0; i < found->gl_pathc; i++)
		add_file(found->gl_pathv[i], every);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(libraries_start_without_memory),
		cmocka_unit_test(each_allocation_fails_once),
		cmocka_unit_test(each_allocation_fails_for_ever),
	};
	glob_t golden = { 0 };
	glob_t samples = { 0 };
	int64_t every = 0;
	int at = 1;
	int failed;

	if (argc > 2 && strcmp(argv[1], "--every") == 0) {
		every = atoll(argv[2]);
		at = 3;
	}
	files.every_reading = every > 0 ? every : 1;
	for (; at < argc; at++)
		add_file(argv[at], every > 0 ? every : 1);
	if (files.n == 0) {
		add_matching(TESTS_DIR "/golden/*.xml", every > 0 ? every : 1, &golden);
		add_matching(TESTS_DIR "/../samples/*.xml", SAMPLE_STRIDE, &samples);
		add_file(called, SAMPLE_STRIDE);
		add_file(suppressed, 1);
		add_file(configured, CONFIGURED_STRIDE);
		for (size_t i = 0; i < ARRAY_LEN(others); i++)
			add_file(others[i], SAMPLE_STRIDE);
	}
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	globfree(&golden);
	globfree(&samples);
	xml_clean_up();
	return failed;
}
