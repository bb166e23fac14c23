/* SPDX-License-Identifier: MIT */
#include "turned_off.h"

#include "base/mem.h"
#include "check/thresholds.h"
#include "report/turned_off.h"

#include <string.h>

/* The settings while they are gathered. */
struct gathering {
	struct pipeline *pipeline;
	const struct config *config; /* NULL: none */
	struct turned_off *off;
	uint32_t room;
};

static void add(struct gathering *gathering, struct setting setting)
{
	struct turned_off *off = gathering->off;

	if (mem_grow(&off->setting, &gathering->room, off->n_setting + 1, sizeof(setting)))
		off->setting[off->n_setting++] = setting;
}

static void add_value(
	struct gathering *gathering, const char *kind, const struct config_value *value, const char *usual)
{
	if (value->text != NULL)
		add(gathering,
			(struct setting){
				.kind = kind,
				.what = "",
				.value = value->text,
				.usual = usual,
				.at = value->at,
			});
}

static const char *usual_profile(const struct gathering *gathering)
{
	enum profile profile = gathering->pipeline->setup.policy.profile;

	return profile != PROFILE_DEFAULT ? profile_name(PROFILE_DEFAULT) : "";
}

/* What the documents say of a rule; nothing of a family. */
static const char *usual_severity(const struct config *config, const struct config_rule *rule)
{
	const struct rule_info *info = rule_info_find(config, rule->rule.text);

	return info != NULL ? severity_name(info->severity) : "";
}

static void add_rule(struct gathering *gathering, const struct config_rule *rule)
{
	if (rule->severity.text != NULL)
		add(gathering,
			(struct setting){
				.kind = "severity",
				.what = rule->rule.text,
				.value = rule->severity.text,
				.usual = usual_severity(gathering->config, rule),
				.at = rule->severity.at,
			});
	if (!rule->is_ignorable)
		add(gathering,
			(struct setting){
				.kind = "not-ignorable",
				.what = rule->rule.text,
				.value = "false",
				.usual = "true",
				.at = rule->ignorable.at,
			});
}

static void add_threshold(struct gathering *gathering, const struct config_threshold *threshold)
{
	struct policy usual = policy_of(gathering->pipeline->setup.policy.profile);
	unsigned n = threshold_find(threshold->name.text);

	add(gathering,
		(struct setting){
			.kind = "threshold",
			.what = threshold->name.text,
			.value = threshold->value.text,
			.usual = arena_printf(&gathering->pipeline->arena, "%u", threshold_get(&usual, n)),
			.at = threshold->value.at,
		});
}

static void add_override_part(struct gathering *gathering, const struct config_override *override,
	struct span at, const char *value)
{
	add(gathering,
		(struct setting){
			.kind = "override",
			.what = override->path.text,
			.value = value,
			.usual = "",
			.at = at,
		});
}

static void add_override(struct gathering *gathering, const struct config_override *override)
{
	struct arena *arena = &gathering->pipeline->arena;

	if (override->select.text != NULL)
		add_override_part(gathering, override, override->select.at,
			arena_printf(arena, "select %s", override->select.text));
	if (override->ignore.text != NULL)
		add_override_part(gathering, override, override->ignore.at,
			arena_printf(arena, "ignore %s", override->ignore.text));
	for (uint32_t i = 0; i < override->n_rule; i++)
		if (override->rule[i].severity.text != NULL)
			add_override_part(gathering, override, override->rule[i].severity.at,
				arena_printf(arena, "severity %s of %s", override->rule[i].severity.text,
					override->rule[i].rule.text));
}

static void gather_config(struct gathering *gathering)
{
	const struct config *config = gathering->config;

	if (config == NULL)
		return;
	gathering->off->config = config->source.path;
	/* One that an option replaced has no effect. */
	if (config->profile.text != NULL &&
		strcmp(config->profile.text, profile_name(gathering->pipeline->setup.policy.profile)) == 0)
		add_value(gathering, "profile", &config->profile, usual_profile(gathering));
	add_value(gathering, "select", &config->select, "");
	add_value(gathering, "ignore", &config->ignore, "");
	for (uint32_t i = 0; i < config->n_threshold; i++)
		add_threshold(gathering, &config->threshold[i]);
	for (uint32_t i = 0; i < config->n_rule; i++)
		add_rule(gathering, &config->rule[i]);
	for (uint32_t i = 0; i < config->n_override; i++)
		add_override(gathering, &config->override[i]);
	for (uint32_t i = 0; i < config->n_company; i++)
		add_value(gathering, "company-rule", &config->company[i].id, "");
}

/* An option that leaves out rules, or chooses between documents. NULL for any other. */
static const char *kind_of(int option)
{
	switch (option) {
	case OPT_PROFILE:
		return "profile";
	case OPT_SELECT:
		return "select";
	case OPT_IGNORE:
		return "ignore";
	default:
		return NULL;
	}
}

static void gather_options(struct gathering *gathering, const struct parsed *parsed)
{
	for (uint32_t i = 0; i < parsed->n_option; i++) {
		const struct given_option *option = &parsed->option[i];
		const char *kind = kind_of(option->id);
		const char *usual = option->id == OPT_PROFILE ? usual_profile(gathering) : "";

		if (kind != NULL && (option->id != OPT_PROFILE || usual[0] != '\0'))
			add(gathering,
				(struct setting){
					.kind = kind,
					.what = "",
					.value = option->value,
					.usual = usual,
				});
	}
}

struct turned_off turned_off_gather(
	struct pipeline *pipeline, const struct parsed *parsed, const struct known *known)
{
	struct turned_off off = { .baseline = known->baseline,
		.against = known->against,
		.n_ignored = pipeline->suppressor.n_ignored };
	struct gathering gathering = { .pipeline = pipeline, .config = pipeline->setup.config, .off = &off };

	gather_config(&gathering);
	gather_options(&gathering, parsed);
	off.suppression = suppress_list(&pipeline->suppressor, &off.n_suppression);
	return off;
}

struct turned_off turned_off_of_config(struct pipeline *pipeline, const struct config *config)
{
	struct turned_off off = { 0 };
	struct gathering gathering = { .pipeline = pipeline, .config = config, .off = &off };

	gather_config(&gathering);
	return off;
}

void turned_off_release(struct turned_off *off)
{
	mem_free(off->setting);
	mem_free(off->gone);
	mem_free(off->suppression_age);
	*off = (struct turned_off){ 0 };
}

enum exit_code turned_off_tell(const struct report *report)
{
	const struct turned_off_style style = { .before = "lync-topo:   ", .most = report->most };
	struct out err = out_standard(2);

	if (turned_off_any(report->turned_off)) {
		out_printf(&err, "lync-topo: %u suppressed, %u baselined; turned off or changed:\n",
			report->summary.suppressed, report->summary.baselined);
		turned_off_lines(report->turned_off, &style, &err);
	}
	return out_close(&err, true) == OUT_OK ? EXIT_CLEAN : EXIT_INTERNAL;
}
