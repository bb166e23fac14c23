/* SPDX-License-Identifier: MIT */
#include "settings.h"

#include "base/mem.h"
#include "check/config_rules.h"
#include "check/thresholds.h"
#include "pipeline.h"

#include <stdlib.h>
#include <string.h>

/* The list while it is made. */
struct collecting {
	const struct settings_request *request;
	const struct config *config; /* NULL: none */
	struct arena *arena;
	struct effective_values *settings;
	struct selection with, without; /* options */
};

static void add(struct collecting *collecting, const struct effective_value *setting)
{
	struct effective_values *settings = collecting->settings;

	if (mem_grow(&settings->setting, &settings->room, settings->n + 1, sizeof(*setting)))
		settings->setting[settings->n++] = *setting;
}

/* One that an option, the configuration or neither gives. */
static void add_simple(struct collecting *collecting, const char *name, const char *option,
	const struct config_value *written, const char *fallback, const char *detail)
{
	struct effective_value setting = {
		.kind = "setting", .name = name, .value = fallback, .detail = detail
	};

	if (option != NULL) {
		setting.value = option;
		setting.origin = ORIGIN_OPTION;
	} else if (written != NULL && written->text != NULL) {
		setting.value = written->text;
		setting.origin = ORIGIN_CONFIGURATION;
		setting.at = written->at;
	}
	add(collecting, &setting);
}

static void add_configuration(struct collecting *collecting)
{
	const struct configuration *configuration = collecting->request->configuration;
	static const enum setting_origin origins[] = {
		[CONFIG_NONE] = ORIGIN_DEFAULT,
		[CONFIG_BY_OPTION] = ORIGIN_OPTION,
		[CONFIG_BY_ENVIRONMENT] = ORIGIN_ENVIRONMENT,
		[CONFIG_FOUND] = ORIGIN_DEFAULT,
	};
	struct effective_value setting = {
		.kind = "setting",
		.name = "configuration",
		.value = collecting->config != NULL ? collecting->config->source.path : "",
		.detail = configuration->how == CONFIG_FOUND ? "found beside or above the input" :
			configuration->how == CONFIG_NONE    ? "there is none" :
							       "",
		.origin = origins[configuration->how],
	};

	if (parsed_has(collecting->request->parsed, OPT_NO_CONFIG))
		setting.origin = ORIGIN_OPTION;
	add(collecting, &setting);
}

static void add_format(struct collecting *collecting)
{
	const char *preset = getenv("LYNC_TOPO_FORMAT");
	bool is_set = preset != NULL && preset[0] != '\0';
	const struct effective_value setting = { .kind = "setting",
		.name = "format",
		.value = is_set ? preset : "text",
		.detail = "of validate",
		.origin = is_set ? ORIGIN_ENVIRONMENT : ORIGIN_DEFAULT };

	add(collecting, &setting);
}

static void add_settings(struct collecting *collecting)
{
	const struct config *config = collecting->config;
	const struct parsed *parsed = collecting->request->parsed;

	add_configuration(collecting);
	add_simple(collecting, "required-version", NULL, config != NULL ? &config->required_version : NULL,
		"", "the oldest program that may use the configuration");
	add_simple(collecting, "profile", parsed_value(parsed, OPT_PROFILE),
		config != NULL ? &config->profile : NULL, "default", "");
	add_simple(collecting, "select", parsed_value(parsed, OPT_SELECT),
		config != NULL ? &config->select : NULL, "", "only these rules");
	/* What an option ignores is ignored besides. */
	if (config == NULL || config->ignore.text == NULL || parsed_has(parsed, OPT_IGNORE))
		add_simple(
			collecting, "ignore", parsed_value(parsed, OPT_IGNORE), NULL, "", "not these rules");
	if (config != NULL && config->ignore.text != NULL)
		add_simple(collecting, "ignore", NULL, &config->ignore, "", "not these rules");
	add_format(collecting);
}

static const struct config_threshold *threshold_written(const struct config *config, const char *name)
{
	for (uint32_t i = 0; config != NULL && i < config->n_threshold; i++)
		if (strcmp(config->threshold[i].name.text, name) == 0)
			return &config->threshold[i];
	return NULL;
}

static void add_thresholds(struct collecting *collecting)
{
	const struct policy *policy = &collecting->request->setup->policy;
	struct policy usual = policy_of(PROFILE_DEFAULT);

	for (unsigned i = 0; i < threshold_count(); i++) {
		const struct threshold_info *info = threshold_info(i);
		const struct config_threshold *written = threshold_written(collecting->config, info->name);
		struct effective_value setting = {
			.kind = "threshold",
			.name = info->name,
			.value = arena_printf(collecting->arena, "%u", threshold_get(policy, i)),
			.detail = arena_printf(collecting->arena, "%s: %s (%u to %u)", info->unit, info->doc,
				info->least, info->most),
		};

		if (written != NULL) {
			setting.origin = ORIGIN_CONFIGURATION;
			setting.at = written->value.at;
		} else if (threshold_get(policy, i) != threshold_get(&usual, i)) {
			setting.origin = ORIGIN_PROFILE;
		}
		add(collecting, &setting);
	}
}

/* Whether a list of names speaks of the rule. */
static bool names_hold(const struct config_value *names, const struct rule_info *info)
{
	const char *at = names->text != NULL ? names->text : "";

	while (*at != '\0') {
		size_t length = strcspn(at, ", \t\r\n");

		if (length > 0 && rule_is_called(info, (struct str){ at, length }))
			return true;
		at += length;
		at += strspn(at, ", \t\r\n");
	}
	return false;
}

/* Who turned a rule off. */
static void explain_off(
	struct collecting *collecting, const struct rule_info *info, struct effective_value *setting)
{
	const struct config *config = collecting->config;
	const struct config_rule *rule = config != NULL ?
		config_rule_severity(config->rule, config->n_rule, info) :
		NULL;

	setting->value = "off";
	setting->origin = ORIGIN_PROFILE;
	if (!info->structural && !policy_runs(&collecting->request->setup->policy, info))
		return;
	setting->origin = ORIGIN_OPTION;
	if (*selection_place(&collecting->without, info) || config == NULL)
		return;
	setting->origin = ORIGIN_CONFIGURATION;
	if (rule != NULL && rule->level == SEVERITY_NONE)
		setting->at = rule->severity.at;
	else
		setting->at = names_hold(&config->ignore, info) ? config->ignore.at : config->select.at;
}

static void explain_severity(
	struct collecting *collecting, const struct rule_info *info, struct effective_value *setting)
{
	const struct config *config = collecting->config;
	const struct setup *setup = collecting->request->setup;
	const struct config_rule *rule = config != NULL ?
		config_rule_severity(config->rule, config->n_rule, info) :
		NULL;

	setting->value = severity_name(setup_severity(setup, info));
	if (rule != NULL && rule->level != SEVERITY_NONE && !info->unreadable) {
		setting->origin = ORIGIN_CONFIGURATION;
		setting->at = rule->severity.at;
	} else if (policy_severity(&setup->policy, info, false) != info->severity) {
		setting->origin = ORIGIN_PROFILE;
	}
}

static void add_rule(struct collecting *collecting, const char *kind, const struct rule_info *info)
{
	struct effective_value setting = { .kind = kind, .name = info->id, .detail = info->name };
	struct span protected_at;

	if (!*selection_place(&collecting->with, info))
		explain_off(collecting, info, &setting);
	else
		explain_severity(collecting, info, &setting);
	if (config_protects(collecting->config, info, &protected_at)) {
		setting.detail = arena_printf(collecting->arena, "%s; must not be ignored (line %u)",
			info->name, (unsigned)source_position(protected_at.source, protected_at.start).line);
		if (setting.origin == ORIGIN_DEFAULT) {
			setting.origin = ORIGIN_CONFIGURATION;
			setting.at = protected_at;
		}
	}
	add(collecting, &setting);
}

static void add_company_rule(struct collecting *collecting, const struct company_rule *rule)
{
	add_rule(collecting, "company-rule", &rule->info);
	if (!mem_ran_out() && collecting->settings->setting[collecting->settings->n - 1].at.source == NULL) {
		collecting->settings->setting[collecting->settings->n - 1].origin = ORIGIN_CONFIGURATION;
		collecting->settings->setting[collecting->settings->n - 1].at = rule->at;
	}
}

static void add_rules(struct collecting *collecting)
{
	const struct config *config = collecting->config;

	for (uint32_t i = 0; config != NULL && i < config->n_company; i++)
		add_company_rule(collecting, &config->company[i]);
	for (uint32_t i = 0; i < rule_count(); i++)
		add_rule(collecting, "rule", &rule_nth(i)->info);
	for (unsigned i = 0; i < STRUCTURE_COUNT; i++)
		add_rule(collecting, "rule", structure_rule((enum structure_rule)i));
}

/* One line for each thing that an override says. */
static void add_override(struct collecting *collecting, const struct config_override *override,
	const char *what, const struct config_value *value)
{
	const struct effective_value setting = { .kind = "override",
		.name = override->path.text,
		.value = value->text,
		.detail = what,
		.origin = ORIGIN_CONFIGURATION,
		.at = value->at };

	if (value->text != NULL)
		add(collecting, &setting);
}

static void add_overrides(struct collecting *collecting, const struct config *config)
{
	for (uint32_t i = 0; i < config->n_override; i++) {
		const struct config_override *override = &config->override[i];

		add_override(collecting, override, "only these rules", &override->select);
		add_override(collecting, override, "not these rules", &override->ignore);
		for (uint32_t j = 0; j < override->n_rule; j++)
			add_override(collecting, override, override->rule[j].rule.text,
				&override->rule[j].severity);
	}
}

static void add_suppressions(struct collecting *collecting, const struct config *config)
{
	for (uint32_t i = 0; i < config->n_suppression; i++) {
		const struct config_suppression *entry = &config->suppression[i];
		const struct effective_value setting = {
			.kind = "suppression",
			.name = entry->rule.text,
			.value = entry->until.text != NULL ?
				arena_printf(collecting->arena, "until %s", entry->until.text) :
				"for ever",
			.detail = entry->reason.text != NULL ? entry->reason.text : "no reason given",
			.origin = ORIGIN_CONFIGURATION,
			.at = entry->at,
		};

		add(collecting, &setting);
	}
}

static void add_limit(
	struct collecting *collecting, const char *name, unsigned value, unsigned fallback, const char *doc)
{
	const struct effective_value setting = { .kind = "limit",
		.name = name,
		.value = arena_printf(collecting->arena, "%u", value),
		.detail = doc,
		.origin = value != fallback ? ORIGIN_OPTION : ORIGIN_DEFAULT };

	add(collecting, &setting);
}

static void add_limits(struct collecting *collecting)
{
	const struct limits *limits = collecting->request->limits;

#define ADD_LIMIT(field, name, value, most, doc) \
	add_limit(collecting, name, limits->field, default_limits.field, doc);
	LIMITS(ADD_LIMIT)
#undef ADD_LIMIT
}

bool settings_collect(
	const struct settings_request *request, struct arena *arena, struct effective_values *ret)
{
	struct collecting collecting = {
		.request = request,
		.config = configuration_of(request->configuration),
		.arena = arena,
		.settings = ret,
	};
	struct setup without = *request->setup;
	struct buf ignored = { 0 };
	bool good;

	*ret = (struct effective_values){ 0 };
	without.n_choice = 0;
	good = setup_select_outside(request->setup, &collecting.with, &ignored, &ignored) &&
		setup_select_outside(&without, &collecting.without, &ignored, &ignored);
	buf_release(&ignored);
	if (good) {
		add_settings(&collecting);
		add_thresholds(&collecting);
		add_rules(&collecting);
		if (collecting.config != NULL) {
			add_overrides(&collecting, collecting.config);
			add_suppressions(&collecting, collecting.config);
		}
		add_limits(&collecting);
	}
	selection_release(&collecting.with);
	selection_release(&collecting.without);
	return good && !mem_ran_out();
}
