/* SPDX-License-Identifier: MIT */
/*
 * A program of somebody else that uses the installed library: reads a plan, runs the rules that need no simulated
 * calls, and prints the id of each rule that fired, one a line.
 */
#include "check/checker.h"
#include "load/libxml.h"
#include "load/set.h"

#include <stdio.h>
#include <stdlib.h>

static bool judge(struct library *library, const struct document_set *set)
{
	const struct policy policy = policy_of(PROFILE_DEFAULT);
	enum outcome *outcomes = calloc(rule_count(), sizeof(*outcomes));
	const char *limit = NULL;
	const struct check_request request = {
		.topo = &set->topology,
		.set = set->root,
		.policy = &policy,
		.limits = &library->limits,
		.deadline = &library->deadline,
	};
	bool good = outcomes != NULL && check_topology(&request, &library->findings, outcomes, &limit) &&
		limit == NULL;

	for (uint32_t i = 0; good && i < rule_count(); i++)
		if (outcomes[i] == FIRES)
			puts(rule_nth(i)->info.id);
	free(outcomes);
	return good;
}

int main(int argc, char **argv)
{
	const char *const path = argc > 1 ? argv[1] : "";
	struct library library;
	struct document_set set;
	bool good;

	library_init(&library, &default_limits, "-");
	good = set_read(&library, &path, 1, &set) && set.complete && judge(&library, &set);
	set_release(&set);
	library_release(&library);
	xml_clean_up();
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
