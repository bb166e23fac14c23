/* SPDX-License-Identifier: MIT */
#include "check/profiles.h"

#include "base/str.h"
#include "base/util.h"
#include "check/policy.h"
#include "check/rule.h"
#include "check/thresholds.h"

#include <string.h>

enum {
	SIDE_MOST_PAGES = 3,
};

struct side {
	const char *statement; /* in our words */
	enum page pages[SIDE_MOST_PAGES];
};

static const struct conflict {
	unsigned number;
	struct side one, other;
	const char *decides;
} conflicts[] = {
#define SIDE(statement, ...) \
	{ \
		statement, \
		{ \
			__VA_ARGS__ \
		} \
	}
#define CONFLICT(number, one, other, decides) { number, one, other, decides },
#include "check/conflicts.def"
#undef CONFLICT
#undef SIDE
};

static bool read_number(struct str token, unsigned *ret)
{
	unsigned number = 0;
	size_t i = 1;

	if (token.length < 3 || token.text[0] != 'X' || token.text[token.length - 1] != ':')
		return false;
	for (; i + 1 < token.length && ascii_is_digit(token.text[i]) && number < 1000; i++)
		number = number * 10 + (unsigned)(token.text[i] - '0');
	*ret = number;
	return i + 1 == token.length;
}

/* Takes the next number of a rule's .conflict text, "X2: ...; X20: ..."; 0 when there is none. */
static unsigned next_conflict(struct str *rest)
{
	struct str token;
	unsigned number;

	while (str_next_token(rest, &token))
		if (read_number(token, &number))
			return number;
	return 0;
}

static void write_profiles(struct out *out)
{
	out_puts(out, "| profile | what it follows |\n|---|---|\n");
	for (unsigned i = 0; i < PROFILE_COUNT; i++)
		out_printf(out, "| `%s` | %s |\n", profile_name((enum profile)i),
			profile_follows((enum profile)i));
}

/* The first of the rows about the same rule: each rule has one line. */
static bool is_first(size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(profile_rule_nth(i)->rule, profile_rule_nth(n)->rule) == 0)
			return false;
	return true;
}

static void write_effect(enum profile profile, const struct rule_info *info, struct out *out)
{
	struct policy policy = policy_of(profile);
	enum severity low = policy_severity(&policy, info, false);
	enum severity high = policy_severity(&policy, info, true);

	if (!policy_runs(&policy, info))
		out_puts(out, " off |");
	else if (low == high)
		out_printf(out, " %s |", severity_name(low));
	else
		out_printf(out, " %s or %s |", severity_name(low), severity_name(high));
}

/* The start of a table with a column for each profile. */
static void write_heading(const char *heading, const char *first, struct out *out)
{
	out_printf(out, "\n## %s\n\n| %s |", heading, first);
	for (unsigned i = 0; i < PROFILE_COUNT; i++)
		out_printf(out, " `%s` |", profile_name((enum profile)i));
	out_puts(out, "\n|---|");
	for (unsigned i = 0; i < PROFILE_COUNT; i++)
		out_puts(out, "---|");
	out_puts(out, "\n");
}

static void write_effects(struct out *out)
{
	write_heading("Rules that a profile changes", "rule", out);
	for (size_t n = 0; profile_rule_nth(n) != NULL; n++) {
		const struct rule *rule = rule_find(profile_rule_nth(n)->rule);

		if (rule == NULL || !is_first(n))
			continue;
		out_printf(out, "| %s `%s` |", rule->info.id, rule->info.name);
		for (unsigned i = 0; i < PROFILE_COUNT; i++)
			write_effect((enum profile)i, &rule->info, out);
		out_puts(out, "\n");
	}
}

static void write_reasons(struct out *out)
{
	const struct profile_rule *row;

	out_puts(out, "\nWhy:\n\n");
	for (size_t n = 0; (row = profile_rule_nth(n)) != NULL; n++)
		out_printf(out, "- %s under `%s`: %s (%s).\n", row->rule, profile_name(row->profile),
			row->why, page_info(row->page)->title);
}

static bool differs_by_profile(unsigned threshold)
{
	struct policy usual = policy_of(PROFILE_DEFAULT);

	for (unsigned i = 0; i < PROFILE_COUNT; i++) {
		struct policy policy = policy_of((enum profile)i);

		if (threshold_get(&policy, threshold) != threshold_get(&usual, threshold))
			return true;
	}
	return false;
}

/* Why each profile has other figures, in the order of profiles.def. */
static const struct {
	enum profile profile;
	enum page page;
	const char *why;
} figure_reasons[] = {
#define PROFILE_FIGURE(profile, field, value, page, why) { PROFILE_##profile, PAGE_##page, why },
#include "check/profiles.def"
};

static void write_figures(struct out *out)
{
	write_heading("Figures that a profile changes", "figure", out);
	for (unsigned n = 0; n < threshold_count(); n++) {
		if (!differs_by_profile(n))
			continue;
		out_printf(out, "| `%s`: %s |", threshold_info(n)->name, threshold_info(n)->doc);
		for (unsigned i = 0; i < PROFILE_COUNT; i++) {
			struct policy policy = policy_of((enum profile)i);

			out_printf(out, " %u |", threshold_get(&policy, n));
		}
		out_puts(out, "\n");
	}
	out_puts(out, "\nWhy:\n\n");
	for (size_t i = 0; i < ARRAY_LEN(figure_reasons); i++)
		if (i == 0 || strcmp(figure_reasons[i].why, figure_reasons[i - 1].why) != 0)
			out_printf(out, "- under `%s`: %s (%s).\n", profile_name(figure_reasons[i].profile),
				figure_reasons[i].why, page_info(figure_reasons[i].page)->title);
}

static void write_side(const struct side *side, struct out *out)
{
	out_printf(out, " %s (", side->statement);
	for (unsigned i = 0; i < SIDE_MOST_PAGES && side->pages[i] != PAGE_NONE; i++)
		out_printf(out, "%s%s", i > 0 ? "; " : "", page_info(side->pages[i])->title);
	out_puts(out, ") |");
}

static bool concerns(const struct rule_info *info, unsigned conflict)
{
	struct str rest = str_of(info->conflict);
	unsigned number;

	while ((number = next_conflict(&rest)) != 0)
		if (number == conflict)
			return true;
	return false;
}

static void write_concerned(unsigned conflict, struct out *out)
{
	const char *joint = " ";

	for (uint32_t i = 0; i < rule_count(); i++) {
		const struct rule_info *info = &rule_nth(i)->info;

		if (!concerns(info, conflict))
			continue;
		out_printf(out, "%s%s `%s`", joint, info->id, info->name);
		joint = ", ";
	}
	out_puts(out, " |\n");
}

static void write_conflicts(struct out *out)
{
	out_puts(out,
		"\n## Where documents disagree\n\n"
		"| | one page | another page | what decides | rules |\n|---|---|---|---|---|\n");
	for (size_t i = 0; i < ARRAY_LEN(conflicts); i++) {
		out_printf(out, "| X%u |", conflicts[i].number);
		write_side(&conflicts[i].one, out);
		write_side(&conflicts[i].other, out);
		out_printf(out, " %s |", conflicts[i].decides);
		write_concerned(conflicts[i].number, out);
	}
}

void profiles_markdown(struct out *out)
{
	out_puts(out,
		"# Profiles\n\n"
		"Generated by `lync-topo rules --profiles`; do not edit. The pages were written over years by several people, and\n"
		"they contradict each other. A profile, `--profile NAME`, says which of two pages counts.\n"
		"[guidance.md](guidance.md#profiles) tells which one to choose; `lync-topo rules --profile NAME` lists every rule\n"
		"as the profile has it.\n\n");
	write_profiles(out);
	write_effects(out);
	write_reasons(out);
	write_figures(out);
	write_conflicts(out);
}
