/* SPDX-License-Identifier: MIT */
#include "known.h"

#include <string.h>

enum {
	MEGABYTE = 1 << 20,
};

enum exit_code known_read(const struct limits *limits, const char *file, struct baseline *ret)
{
	struct buf error = { 0 };
	enum exit_code code = EXIT_CLEAN;

	if (!baseline_read(store_of_files(), file, (size_t)limits->baseline_mb * MEGABYTE, ret, &error))
		code = complain(EXIT_USAGE, "%s", buf_text(&error));
	buf_release(&error);
	return code;
}

/* A rule that there is no more finds nothing any more. */
static bool would_be_found(const struct pipeline *pipeline, const char *rule)
{
	const struct rule_info *info = rule_info_find(pipeline->setup.config, rule);
	uint32_t number = info != NULL ? rule_table_number(&pipeline->suppressor.rules, info) : 0;

	return info == NULL || pipeline->ran[number];
}

void known_apply(struct pipeline *pipeline, struct baseline *baseline)
{
	const char *rule = "";
	bool ran = false;

	baseline_apply(baseline, &pipeline->library.findings);
	for (uint32_t i = 0; i < baseline->n_entry; i++) {
		struct baseline_entry *entry = &baseline->entry[i];

		/* Entries of one rule stand together. */
		if (strcmp(entry->rule, rule) != 0) {
			rule = entry->rule;
			ran = would_be_found(pipeline, rule);
		}
		if (entry->state == ENTRY_UNCHECKED && ran)
			entry->state = ENTRY_STALE;
	}
}
