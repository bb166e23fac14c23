/* SPDX-License-Identifier: MIT */
#include "report/turned_off.h"

#include "base/escape.h"
#include "base/utf8.h"
#include "report/lines.h"

#include <string.h>

enum {
	SHOWN_CHARACTERS = 300, /* of a reason; JSON has all of it */
};

/* Who typed --select or --ignore knows; JSON has them all. A profile changes what findings mean. */
static bool is_told(const struct setting *setting)
{
	return setting->at.source != NULL || strcmp(setting->kind, "profile") == 0;
}

static bool takes_effect(const struct suppression *suppression)
{
	return suppression->state == SUPPRESSION_HOLDS && suppression->covers[0] != '\0';
}

bool turned_off_any(const struct turned_off *off)
{
	bool any = off->config != NULL || off->n_gone > 0 || off->n_ignored > 0 || off->baseline != NULL ||
		off->against != NULL;

	for (uint32_t i = 0; i < off->n_setting && !any; i++)
		any = is_told(&off->setting[i]);
	for (uint32_t i = 0; i < off->n_suppression && !any; i++)
		any = takes_effect(off->suppression[i]);
	return any;
}

static const char *plural(uint32_t n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

static void append_short(struct buf *buf, const char *text)
{
	size_t length = strlen(text);
	size_t shown = utf8_prefix(text, length, SHOWN_CHARACTERS);

	escape_terminal(buf, (struct str){ text, shown });
	if (shown < length)
		buf_puts(buf, "...");
}

void turned_off_append_reason(const struct suppression *suppression, struct buf *buf)
{
	if (suppression->until[0] != '\0') {
		buf_puts(buf, " until ");
		append_short(buf, suppression->until);
	}
	buf_puts(buf, ": ");
	append_short(buf, suppression->reason[0] != '\0' ? suppression->reason : "no reason given");
}

static void append_setting(const struct setting *setting, struct buf *buf)
{
	if (setting->at.source != NULL) {
		lines_append_place(buf, &setting->at);
		buf_puts(buf, ": ");
	}
	buf_puts(buf, setting->kind);
	if (setting->what[0] != '\0') {
		buf_putc(buf, ' ');
		append_short(buf, setting->what);
		buf_putc(buf, ':');
	}
	buf_putc(buf, ' ');
	append_short(buf, setting->value);
	if (setting->usual[0] != '\0')
		buf_printf(buf, " instead of %s", setting->usual);
	if (setting->at.source == NULL)
		buf_puts(buf, " (command line)");
}

static void append_suppression(const struct suppression *suppression, struct buf *buf)
{
	lines_append_place(buf, &suppression->at);
	buf_puts(buf, ": suppressed ");
	append_short(buf, suppression->rules);
	buf_puts(buf, " in ");
	append_short(buf, suppression->covers);
	buf_printf(buf, ", %u %s", (unsigned)suppression->count,
		plural(suppression->count, "finding", "findings"));
	turned_off_append_reason(suppression, buf);
}

/* Where the lines go, and how many of one kind. */
struct telling {
	turned_off_take_news *take;
	void *context;
	bool only_new; /* what was so before is not wanted */
	uint32_t most;
};

static const struct span nowhere = { NULL, 0, 0 };

static void tell_news(
	const struct telling *telling, struct buf *buf, enum age age, struct turned_off_news news)
{
	news.line = buf_str(buf);
	news.is_new = age == AGE_NEW;
	if (!buf_failed(buf) && !(telling->only_new && age == AGE_OLD))
		telling->take(telling->context, &news);
	buf_clear(buf);
}

static void tell_of(const struct telling *telling, struct buf *buf, enum age age, struct span at)
{
	tell_news(telling, buf, age, (struct turned_off_news){ .at = at });
}

static void tell(const struct telling *telling, struct buf *buf, enum age age)
{
	tell_of(telling, buf, age, nowhere);
}

static void append_age(struct buf *buf, enum age age)
{
	if (age == AGE_NEW)
		buf_puts(buf, "new: ");
}

static enum age suppression_age(const struct turned_off *off, uint32_t i)
{
	return off->suppression_age != NULL ? off->suppression_age[i] : AGE_UNKNOWN;
}

static void tell_suppressions(const struct turned_off *off, const struct telling *telling)
{
	struct buf buf = { 0 };
	uint32_t told = 0;

	for (uint32_t i = 0; i < off->n_suppression; i++) {
		if (!takes_effect(off->suppression[i]) || told++ >= telling->most)
			continue;
		append_age(&buf, suppression_age(off, i));
		append_suppression(off->suppression[i], &buf);
		tell_of(telling, &buf, suppression_age(off, i), off->suppression[i]->at);
	}
	if (told > telling->most) {
		buf_printf(&buf, "and %u more suppressions; --format json has all",
			(unsigned)(told - telling->most));
		tell(telling, &buf, AGE_UNKNOWN);
	}
	if (off->n_ignored > 0) {
		buf_printf(&buf, "%u %s in the inputs %s not hold: --no-inline-suppressions",
			(unsigned)off->n_ignored, plural(off->n_ignored, "suppression", "suppressions"),
			plural(off->n_ignored, "does", "do"));
		tell(telling, &buf, AGE_UNKNOWN);
	}
	buf_release(&buf);
}

static void tell_entries(const struct baseline *baseline, enum age age, const struct telling *telling)
{
	struct buf buf = { 0 };
	uint32_t told = 0;

	for (uint32_t i = 0; i < baseline->n_entry; i++) {
		const struct baseline_entry *entry = &baseline->entry[i];

		if (entry->state != ENTRY_STALE && entry->state != ENTRY_MOVED)
			continue;
		if (told++ >= telling->most)
			continue;
		escape_path(&buf, str_of(baseline->file));
		buf_printf(&buf, ":%u: %s: %s ", (unsigned)entry->line, entry_state_name(entry->state),
			entry->rule);
		append_short(&buf, entry->path);
		if (entry->state == ENTRY_MOVED)
			buf_printf(&buf, " is now %s", entry->now);
		tell(telling, &buf, age);
	}
	if (told > telling->most) {
		buf_printf(&buf, "and %u more of its entries; --format json has all",
			(unsigned)(told - telling->most));
		tell(telling, &buf, age);
	}
	buf_release(&buf);
}

static void tell_baseline(const struct turned_off *off, const struct telling *telling)
{
	const struct baseline *baseline = off->baseline;
	uint32_t known = baseline_count(baseline, 1 << ENTRY_KNOWN | 1 << ENTRY_MOVED);
	uint32_t stale = baseline_count(baseline, 1 << ENTRY_STALE);
	struct buf buf = { 0 };

	append_age(&buf, off->baseline_age);
	buf_puts(&buf, "baseline ");
	escape_terminal(&buf, str_of(baseline->file));
	buf_printf(&buf, ": %u %s known before", (unsigned)known, plural(known, "finding", "findings"));
	if (off->n_baseline_added > 0)
		buf_printf(&buf, ", %u added to it", (unsigned)off->n_baseline_added);
	if (stale > 0)
		buf_printf(&buf, ", %u stale %s, which lync-topo baseline prune removes", (unsigned)stale,
			plural(stale, "entry", "entries"));
	tell(telling, &buf, off->baseline_age);
	buf_release(&buf);
	/* Nothing that is added to a baseline is stale by that. */
	tell_entries(baseline, off->baseline_age != AGE_UNKNOWN ? AGE_OLD : AGE_UNKNOWN, telling);
}

/* Of what is gone nobody needs the place, which is one of before. */
static void tell_fixed(const struct against *against, const struct telling *telling)
{
	struct buf buf = { 0 };

	for (uint32_t i = 0; i < against->n_fixed && i < telling->most; i++) {
		const struct finding *finding = against->fixed[i];

		buf_printf(&buf, "fixed: %s ", finding->rule->id);
		append_short(&buf, finding->message);
		tell_news(
			telling, &buf, AGE_OLD, (struct turned_off_news){ .at = nowhere, .is_fixed = true });
	}
	if (against->n_fixed > telling->most) {
		buf_printf(&buf, "and %u more are fixed; --format json has all",
			(unsigned)(against->n_fixed - telling->most));
		tell_news(
			telling, &buf, AGE_OLD, (struct turned_off_news){ .at = nowhere, .is_fixed = true });
	}
	buf_release(&buf);
}

static void tell_against(const struct against *against, const struct telling *telling)
{
	bool whole = !against->nothing && against->n_unreadable == 0;
	struct buf buf = { 0 };

	buf_puts(&buf, "only what is new since ");
	escape_terminal(&buf, str_of(against->what));
	if (against->nothing)
		buf_puts(&buf, ", which has no such plans: everything");
	else
		buf_printf(&buf, ": %u %s and %u unknown that were there before are not shown, %u fixed",
			(unsigned)against->n_known, plural(against->n_known, "finding", "findings"),
			(unsigned)against->n_known_unknown, (unsigned)against->n_fixed);
	if (against->n_unreadable > 0)
		buf_printf(&buf, "; %u %s of it could not be read, and are new as a whole",
			(unsigned)against->n_unreadable, plural(against->n_unreadable, "part", "parts"));
	tell(telling, &buf, whole ? AGE_OLD : AGE_NEW);
	buf_release(&buf);
	tell_fixed(against, telling);
}

static void tell_settings(const struct turned_off *off, const struct telling *telling)
{
	struct buf buf = { 0 };

	if (off->config != NULL) {
		append_age(&buf, off->config_age);
		buf_puts(&buf, "configuration ");
		escape_terminal(&buf, str_of(off->config));
		tell(telling, &buf, off->config_age);
	}
	for (uint32_t i = 0; i < off->n_setting; i++) {
		if (!is_told(&off->setting[i]))
			continue;
		append_age(&buf, off->setting[i].age);
		append_setting(&off->setting[i], &buf);
		tell_of(telling, &buf, off->setting[i].age, off->setting[i].at);
	}
	for (uint32_t i = 0; i < off->n_gone; i++) {
		buf_puts(&buf, "no longer: ");
		append_setting(&off->gone[i], &buf);
		tell(telling, &buf, AGE_NEW);
	}
	buf_release(&buf);
}

static void tell_all(const struct turned_off *off, const struct telling *telling)
{
	tell_settings(off, telling);
	tell_suppressions(off, telling);
	if (off->baseline != NULL)
		tell_baseline(off, telling);
	if (off->against != NULL)
		tell_against(off->against, telling);
}

void turned_off_each(const struct turned_off *off, uint32_t most, turned_off_take_news *take, void *context)
{
	const struct telling telling = { .take = take, .context = context, .most = most };

	tell_all(off, &telling);
}

void turned_off_each_new(
	const struct turned_off *off, uint32_t most, turned_off_take_news *take, void *context)
{
	const struct telling telling = { .take = take, .context = context, .only_new = true, .most = most };

	tell_all(off, &telling);
}

/* A plain line of text. */
struct plain {
	const char *before;
	struct out *out;
};

static void write_plain(void *context, const struct turned_off_news *news)
{
	const struct plain *plain = context;

	out_puts(plain->out, plain->before);
	out_put(plain->out, news->line.text, news->line.length);
	out_puts(plain->out, "\n");
}

void turned_off_lines(const struct turned_off *off, const struct turned_off_style *style, struct out *out)
{
	struct plain plain = { .before = style->before, .out = out };

	turned_off_each(off, style->most, write_plain, &plain);
}
