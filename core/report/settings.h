/* SPDX-License-Identifier: MIT */
/*
 * settings.h - what is in effect and where it came from: `config show`.
 */
#ifndef LYNC_TOPO_REPORT_SETTINGS_H
#define LYNC_TOPO_REPORT_SETTINGS_H

#include "base/out.h"
#include "diag/source.h"

enum setting_origin {
	ORIGIN_DEFAULT,
	ORIGIN_PROFILE,
	ORIGIN_CONFIGURATION,
	ORIGIN_ENVIRONMENT,
	ORIGIN_OPTION,
};

struct effective_value {
	const char *
		kind; /* "setting", "threshold", "rule", "company-rule", "override", "suppression", "limit" */
	const char *name;   /* "profile", "MED001" */
	const char *value;  /* as one would write it, "" for none */
	const char *detail; /* the unit, the rule's name, what it means; "" for none */
	enum setting_origin origin;
	struct span at; /* in the configuration, if it came from there */
};

struct effective_values {
	struct effective_value *setting;
	uint32_t n, room;
};

/* A line for each; without `all` only those that are not at their defaults, and everything that is no rule or limit. */
void settings_text(const struct effective_values *settings, bool all, struct out *out);
void settings_json(const struct effective_values *settings, struct out *out);

#endif
