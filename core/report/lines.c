/* SPDX-License-Identifier: MIT */
#include "report/lines.h"

#include "base/escape.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static struct position position_in(const struct span *at, uint32_t offset)
{
	return at->source != NULL ? source_position(at->source, offset) : (struct position){ 1, 1 };
}

struct position lines_start(const struct span *at)
{
	return position_in(at, at->start);
}

struct position lines_end(const struct span *at)
{
	return position_in(at, at->end);
}

void lines_append_place(struct buf *buf, const struct span *at)
{
	struct position position;

	if (at->source == NULL)
		return;
	position = source_position(at->source, at->start);
	escape_path(buf, str_of(at->source->path));
	buf_putc(buf, ':');
	buf_put_number(buf, position.line);
	buf_putc(buf, ':');
	buf_put_number(buf, position.column);
}

void lines_append_finding(struct buf *buf, const struct finding *finding)
{
	lines_append_place(buf, &finding->at);
	buf_puts(buf, ": ");
	buf_puts(buf, severity_name(finding->severity));
	buf_puts(buf, ": ");
	escape_terminal(buf, str_of(finding->message));
	buf_puts(buf, " [");
	buf_puts(buf, finding->rule->name);
	buf_putc(buf, ']');
}

static const char *plural(unsigned n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

/* What was left out is always said, what was done where somebody wants to know. */
static void write_simulated(const struct simulated *simulated, bool verbose, struct out *out)
{
	if (simulated->sites < simulated->of_sites)
		out_printf(out,
			"calls of %llu of %llu sites were simulated, and rules about calls are unknown for the others; --limit simulated-sites=N and number-tests=N allow more\n",
			(unsigned long long)simulated->sites, (unsigned long long)simulated->of_sites);
	else if (verbose && simulated->of_sites > 0)
		out_printf(out, "%llu %s of %llu %s simulated\n", (unsigned long long)simulated->calls,
			simulated->calls == 1 ? "call" : "calls", (unsigned long long)simulated->sites,
			simulated->sites == 1 ? "site" : "sites");
	if (simulated->left_out > 0)
		out_printf(out,
			"no calls were simulated%s, because the documents have faults: rules about calls are unknown\n",
			simulated->of_sites > 0 ? " for some sets" : "");
}

void lines_write_summary(const struct report *report, struct out *out)
{
	const struct summary *sum = &report->summary;

	out_printf(out, "%u %s", (unsigned)report->n_inputs, plural(report->n_inputs, "file", "files"));
	if (report->n_sets != 1)
		out_printf(out, " in %u sets", (unsigned)report->n_sets);
	out_printf(out, ": %u %s, %u %s, %u %s%s, %u unknown; %u suppressed, %u baselined\n", sum->error,
		plural(sum->error, "error", "errors"), sum->warning,
		plural(sum->warning, "warning", "warnings"), sum->note, plural(sum->note, "note", "notes"),
		sum->note > 0 && report->least > SEVERITY_NOTE ? " (shown with -v)" : "", sum->unknown,
		sum->suppressed, sum->baselined);
	out_printf(out, "%u %s: %u passed, %u fired, %u not applicable, %u unknown\n", sum->rules.run,
		plural(sum->rules.run, "rule", "rules"), sum->rules.passed, sum->rules.fired,
		sum->rules.not_applicable, sum->rules.unknown);
	write_simulated(&sum->simulated, report->verbose, out);
}

static int compare_totals(const void *left, const void *right)
{
	const struct rule_total *a = left;
	const struct rule_total *b = right;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return strcmp(a->rule->id, b->rule->id);
}

uint32_t lines_count_by_rule(const struct findings *findings, struct rule_total totals[LINES_MOST_RULES])
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < findings->n_finding; i++) {
		const struct rule_info *rule = findings->finding[i].rule;
		uint32_t at = 0;

		while (at < n && totals[at].rule != rule)
			at++;
		if (at == LINES_MOST_RULES)
			continue;
		if (at == n)
			totals[n++] = (struct rule_total){ rule, 0 };
		totals[at].count++;
	}
	qsort(totals, n, sizeof(*totals), compare_totals);
	return n;
}

static int compare_facts(const struct unknown *a, const struct unknown *b)
{
	const struct span *at_a = &a->of->at;
	const struct span *at_b = &b->of->at;
	int order = strcmp(at_a->source->path, at_b->source->path);

	if (order == 0)
		order = (at_a->start > at_b->start) - (at_a->start < at_b->start);
	for (uint32_t i = 0; order == 0 && i < a->n_needs && i < b->n_needs; i++)
		order = strcmp(a->needs[i], b->needs[i]);
	return order != 0 ? order : (a->n_needs > b->n_needs) - (a->n_needs < b->n_needs);
}

static int compare_unknowns(const void *left, const void *right)
{
	const struct unknown *a = *(const struct unknown *const *)left;
	const struct unknown *b = *(const struct unknown *const *)right;
	int order = compare_facts(a, b);

	return order != 0 ? order : strcmp(a->rule->id, b->rule->id);
}

struct unknown_groups unknown_groups_make(const struct findings *findings)
{
	uint32_t n = findings->n_unknown;
	struct unknown_groups groups = {
		.unknown = mem_alloc(n * sizeof(*groups.unknown)),
		.first = mem_alloc(((size_t)n + 1) * sizeof(*groups.first)),
		.n_unknown = n,
	};

	if (groups.unknown == NULL || groups.first == NULL)
		return groups;
	for (uint32_t i = 0; i < n; i++)
		groups.unknown[i] = &findings->unknown[i];
	qsort(groups.unknown, n, sizeof(*groups.unknown), compare_unknowns);
	for (uint32_t i = 0; i < n; i++)
		if (i == 0 || compare_facts(groups.unknown[i - 1], groups.unknown[i]) != 0)
			groups.first[groups.n++] = i;
	groups.first[groups.n] = n;
	return groups;
}

void unknown_groups_release(struct unknown_groups *groups)
{
	mem_free(groups->unknown);
	mem_free(groups->first);
	*groups = (struct unknown_groups){ 0 };
}

void unknown_group_append(const struct unknown_groups *groups, uint32_t n, struct buf *buf)
{
	const struct unknown *unknown = groups->unknown[groups->first[n]];

	lines_append_place(buf, &unknown->of->at);
	buf_puts(buf, ": ");
	escape_terminal(buf, str_of(unknown->of->label));
	buf_puts(buf, ": ");
	for (uint32_t i = 0; i < unknown->n_needs; i++)
		buf_printf(buf, "%s%s", i ? ", " : "", unknown->needs[i]);
	for (uint32_t i = groups->first[n]; i < groups->first[n + 1]; i++) {
		/* Several sets may share a file, and say the same. */
		if (i > groups->first[n] && groups->unknown[i]->rule == groups->unknown[i - 1]->rule)
			continue;
		buf_printf(buf, "%s%s", i == groups->first[n] ? " (" : ", ", groups->unknown[i]->rule->id);
	}
	buf_putc(buf, ')');
}
