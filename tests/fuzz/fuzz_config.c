/* SPDX-License-Identifier: MIT */
/*
 * fuzz_config.c - one configuration through all that a run does with it: reading, checking, compiling its company rules,
 * judging them on one deployment.
 *
 * What must hold for any bytes: it is taken, or somebody said why; what was wrong lies in the file; a rule that compiles
 * gives findings with places, or a fault.
 */
#include "fuzz_bytes.h"

#include "base/mem.h"
#include "check/configure.h"
#include "load/company.h"
#include "load/config.h"
#include "load/set.h"

static const struct limits config_limits = { .xpath_operations = 20000 };

/* The one deployment, read once. It outlives the process: nobody frees it. */
static const struct topology *deployment(void)
{
	static const char *const path = DEPLOYMENT;
	static struct library library;
	static struct document_set set;
	static bool is_there;

	if (!is_there) {
		library_init(&library, &default_limits, "-");
		MUST(set_read(&library, &path, 1, &set) && set.complete);
		is_there = true;
	}
	return &set.topology;
}

static void check_faults(const struct config_faults *faults)
{
	for (uint32_t i = 0; i < faults->n; i++) {
		MUST(faults->fault[i].message[0] != '\0');
		check_place(&faults->fault[i].at);
	}
}

static void judge(const struct config *config, const struct company *company, struct config_faults *faults)
{
	struct findings findings = { 0 };
	struct company_tree *tree = company_tree_open(deployment());
	struct company_request request = { .company = company,
		.tree = tree,
		.set = "-",
		.limits = &config_limits,
		.findings = &findings,
		.faults = faults };

	MUST(tree != NULL);
	for (uint32_t i = 0; i < config->n_company; i++) {
		uint32_t before = faults->n;
		uint32_t fired;

		MUST(company_judge(&request, i, &fired) || faults->n > before);
	}
	for (uint32_t i = 0; i < findings.n_finding; i++)
		check_place(&findings.finding[i].at);
	company_tree_close(tree);
	findings_release(&findings);
}

static void select_rules(const struct config *config)
{
	const struct setup setup = { .config = config, .policy = setup_policy(config, PROFILE_COUNT) };
	struct selection selection;
	struct buf texts = { 0 };

	MUST(setup_select(&setup, &selection, &texts, &texts));
	selection_release(&selection);
	buf_release(&texts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct config_faults faults = { 0 };
	struct company *company = NULL;
	struct config config;

	give_input(data, size);
	if (config_read(store_of_files(), "/dev/stdin", "0.1.0", &config, &faults) &&
		configure_check(&config, &faults)) {
		select_rules(&config);
		if (company_make(&config, &company, &faults) && company != NULL)
			judge(&config, company, &faults);
	} else {
		MUST(faults.n > 0);
	}
	check_faults(&faults);
	MUST(!mem_ran_out());
	company_release(company);
	config_release(&config);
	config_faults_release(&faults);
	return 0;
}
