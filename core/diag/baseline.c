/* SPDX-License-Identifier: MIT */
#include "diag/baseline.h"

#include "base/escape.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "diag/pairing.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_LINE "# lync-topo baseline, version 1"

enum {
	HASH_DIGITS = 16,
	MOST_RULE = 64, /* characters of a rule's id */
	RULE_DIGITS = 3,
};

const char *entry_state_name(enum entry_state state)
{
	switch (state) {
	case ENTRY_UNCHECKED:
		return "unchecked";
	case ENTRY_KNOWN:
		return "known";
	case ENTRY_MOVED:
		return "moved";
	case ENTRY_STALE:
		return "stale";
	}
	return "";
}

static bool parse_hash(struct str text, uint64_t *ret)
{
	uint64_t value = 0;

	if (text.length != HASH_DIGITS)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		char c = text.text[i];

		if (!ascii_is_digit(c) && (c < 'a' || c > 'f'))
			return false;
		value = value << 4 | (uint64_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	*ret = value;
	return true;
}

/* "MED001", or a company's "X-ACME-001". */
static bool is_rule_id(struct str text)
{
	bool company = str_starts(text, "X-");
	size_t letters = 0;

	if (text.length > MOST_RULE || text.length <= RULE_DIGITS)
		return false;
	for (size_t i = 0; company && i < text.length; i++)
		if (!ascii_is_alnum(text.text[i]) && text.text[i] != '-')
			return false;
	while (!company && letters < text.length && text.text[letters] >= 'A' && text.text[letters] <= 'Z')
		letters++;
	for (size_t i = letters; !company && i < text.length; i++)
		if (!ascii_is_digit(text.text[i]))
			return false;
	return company || text.length == letters + RULE_DIGITS;
}

/* "RULE HASH PATH"; NULL, or what is wrong with it. */
static const char *parse_entry(struct baseline *baseline, struct str line, struct baseline_entry *ret)
{
	struct str rest = line;
	struct str rule = { 0 };
	struct str hash = { 0 };

	if (!str_next_token(&rest, &rule) || !is_rule_id(rule))
		return "a line begins with the id of a rule";
	if (!str_next_token(&rest, &hash) || !parse_hash(hash, &ret->fingerprint))
		return "after the rule stands a fingerprint of 16 hexadecimal digits";
	if (!str_starts(rest, " /"))
		return "after the fingerprint stands one blank, and a path that begins with '/'";
	ret->rule = arena_copy(&baseline->arena, rule.text, rule.length);
	ret->path = arena_copy(&baseline->arena, rest.text + 1, rest.length - 1);
	return NULL;
}

static struct str next_line(struct str *rest)
{
	const char *end = memchr(rest->text, '\n', rest->length);
	size_t length = end != NULL ? (size_t)(end - rest->text) : rest->length;
	size_t used = length + (end != NULL);
	struct str line = { rest->text, length };

	if (line.length > 0 && line.text[line.length - 1] == '\r')
		line.length--;
	*rest = (struct str){ rest->text + used, rest->length - used };
	return line;
}

static bool refuse(const struct baseline *baseline, uint32_t line, const char *why, struct buf *error)
{
	buf_printf(error, "the baseline '%s' cannot be used: ", baseline->file);
	if (line > 0)
		buf_printf(error, "line %u: ", (unsigned)line);
	buf_puts(error, why);
	return false;
}

static bool parse(struct baseline *baseline, struct str text, struct buf *error)
{
	uint32_t number = 0;

	if (utf8_check(text.text, text.length) < text.length || memchr(text.text, '\0', text.length) != NULL)
		return refuse(baseline, 0, "it is no text in UTF-8", error);
	while (text.length > 0) {
		struct str line = next_line(&text);
		struct baseline_entry entry = { .line = ++number };
		const char *why;

		if (number == 1 && !str_is(line, FIRST_LINE))
			return refuse(baseline, 1, "a baseline begins with '" FIRST_LINE "'", error);
		if (line.length == 0 || line.text[0] == '#')
			continue;
		why = parse_entry(baseline, line, &entry);
		if (why != NULL)
			return refuse(baseline, number, why, error);
		if (!mem_grow(&baseline->entry, &baseline->room_entry, baseline->n_entry + 1, sizeof(entry)))
			return refuse(baseline, number, "out of memory", error);
		baseline->entry[baseline->n_entry++] = entry;
	}
	return number > 0 || refuse(baseline, 0, "it is empty", error);
}

bool baseline_read(
	struct store *store, const char *file, size_t most, struct baseline *ret, struct buf *error)
{
	struct file_bytes bytes = { 0 };
	enum file_status status = store->read(store, file, most, &bytes);
	bool good;

	*ret = (struct baseline){ .file = file };
	if (status != FILE_OK)
		return refuse(ret, 0, file_status_text(status), error);
	good = parse(ret, (struct str){ bytes.data, bytes.size }, error);
	mem_free(bytes.data);
	return good;
}

void baseline_release(struct baseline *baseline)
{
	mem_free(baseline->entry);
	arena_release(&baseline->arena);
	*baseline = (struct baseline){ 0 };
}

static int compare_keys(const char *rule_a, uint64_t a, const char *rule_b, uint64_t b)
{
	int order = strcmp(rule_a, rule_b);

	return order != 0 ? order : (a > b) - (a < b);
}

static int compare_entries(const void *left, const void *right)
{
	const struct baseline_entry *a = left;
	const struct baseline_entry *b = right;
	int order = compare_keys(a->rule, a->fingerprint, b->rule, b->fingerprint);

	return order != 0 ? order : strcmp(a->path, b->path);
}

static void sort_by_key(struct baseline *baseline)
{
	if (baseline->n_entry > 0)
		qsort(baseline->entry, baseline->n_entry, sizeof(*baseline->entry), compare_entries);
}

static const char *safe_path(struct baseline *baseline, const struct finding *finding)
{
	struct buf safe = { 0 };
	const char *path;

	escape_terminal(&safe, str_of(finding->path[0] != '\0' ? finding->path : "/"));
	path = arena_copy(&baseline->arena, buf_text(&safe), safe.length);
	buf_release(&safe);
	return path;
}

static uint32_t identify_entries(const struct baseline *baseline, struct identity *ret)
{
	for (uint32_t i = 0; i < baseline->n_entry; i++) {
		const struct baseline_entry *entry = &baseline->entry[i];

		ret[i] = (struct identity){
			.plan = "",
			.rule = entry->rule,
			.fingerprint = entry->fingerprint,
			.path = entry->path,
			.n = i,
		};
	}
	return baseline->n_entry;
}

static uint32_t identify_findings(
	struct baseline *baseline, const struct findings *findings, struct identity *ret)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < findings->n_finding; i++) {
		const struct finding *finding = &findings->finding[i];

		if (!finding->fixed)
			ret[n++] = (struct identity){
				.plan = "",
				.rule = finding->rule->id,
				.fingerprint = finding->fingerprint,
				.path = safe_path(baseline, finding),
				.n = i,
			};
	}
	return n;
}

static void note_partner(struct baseline *baseline, const struct identity *known)
{
	struct baseline_entry *entry = &baseline->entry[known->n];

	if (known->partner == NULL)
		return;
	entry->state = strcmp(known->path, known->partner->path) == 0 ? ENTRY_KNOWN : ENTRY_MOVED;
	entry->now = known->partner->path;
}

void baseline_apply(struct baseline *baseline, struct findings *findings)
{
	struct identity *known = mem_alloc(((size_t)baseline->n_entry + 1) * sizeof(*known));
	struct identity *found = mem_alloc(((size_t)findings->n_finding + 1) * sizeof(*found));

	if (known != NULL && found != NULL) {
		uint32_t n_known;
		uint32_t n_found = identify_findings(baseline, findings, found);

		sort_by_key(baseline);
		n_known = identify_entries(baseline, known);
		pair_up(known, n_known, found, n_found);
		for (uint32_t i = 0; i < n_known; i++)
			note_partner(baseline, &known[i]);
		for (uint32_t i = 0; i < n_found; i++)
			if (found[i].partner != NULL)
				findings_baseline(findings, found[i].n);
		findings_close_holes(findings);
	}
	mem_free(known);
	mem_free(found);
}

uint32_t baseline_added(const struct baseline *baseline, struct baseline *before)
{
	uint32_t added = 0;
	uint32_t old = 0;

	sort_by_key(before);
	for (uint32_t i = 0; i < baseline->n_entry; i++) {
		const struct baseline_entry *entry = &baseline->entry[i];
		int order = 1;

		while (old < before->n_entry && order > 0) {
			order = compare_keys(entry->rule, entry->fingerprint, before->entry[old].rule,
				before->entry[old].fingerprint);
			old += order >= 0;
		}
		added += order != 0;
	}
	return added;
}

void baseline_add(struct baseline *baseline, const struct finding *finding)
{
	if (!mem_grow(
		    &baseline->entry, &baseline->room_entry, baseline->n_entry + 1, sizeof(*baseline->entry)))
		return;
	baseline->entry[baseline->n_entry++] = (struct baseline_entry){
		.rule = finding->rule->id,
		.fingerprint = finding->fingerprint,
		.path = safe_path(baseline, finding),
	};
}

uint32_t baseline_count(const struct baseline *baseline, unsigned states)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < baseline->n_entry; i++)
		n += (states >> baseline->entry[i].state & 1) != 0;
	return n;
}

static const char *path_now(const struct baseline_entry *entry)
{
	return entry->now != NULL ? entry->now : entry->path;
}

static int compare_lines(const void *left, const void *right)
{
	const struct baseline_entry *a = left;
	const struct baseline_entry *b = right;
	int order = strcmp(a->rule, b->rule);

	if (order == 0)
		order = strcmp(path_now(a), path_now(b));
	return order != 0 ? order : (a->fingerprint > b->fingerprint) - (a->fingerprint < b->fingerprint);
}

void baseline_sort(struct baseline *baseline)
{
	if (baseline->n_entry > 0)
		qsort(baseline->entry, baseline->n_entry, sizeof(*baseline->entry), compare_lines);
}

void baseline_write(struct baseline *baseline, struct out *out)
{
	baseline_sort(baseline);
	out_puts(out,
		FIRST_LINE
		"\n# Findings that were there before and do not count: rule, fingerprint, element; a line each, sorted.\n"
		"# Written by lync-topo baseline. docs/suppression.md tells how to work with it.\n");
	for (uint32_t i = 0; i < baseline->n_entry; i++) {
		const struct baseline_entry *entry = &baseline->entry[i];

		if (entry->state != ENTRY_STALE)
			out_printf(out, "%s %016" PRIx64 " %s\n", entry->rule, entry->fingerprint,
				path_now(entry));
	}
}
