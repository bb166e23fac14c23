/* SPDX-License-Identifier: MIT */
#include "spreading.h"

#include "base/interrupt.h"
#include "base/number.h"
#include "terminal_line.h"

#include <inttypes.h>

enum {
	FIRST_SHOWN_MS = 500, /* what is done by then needs no line */
	MILLISECONDS = 1000,
	MINUTE = 60,
	MOST_PARTS = 1000000,
};

static void show(const struct spreading *spreading, uint32_t done, uint32_t n)
{
	int64_t passed = clock_now_ms() - spreading->began;
	int64_t left;

	if (!spreading->shows || passed < FIRST_SHOWN_MS)
		return;
	if (done == 0) {
		terminal_line_show("0 of %" PRIu32 " done", n);
		return;
	}
	left = (passed * (n - done) / done + MILLISECONDS - 1) / MILLISECONDS;
	terminal_line_show("%" PRIu32 " of %" PRIu32 " done, about %" PRId64 " min %02" PRId64 " s left",
		done, n, left / MINUTE, left % MINUTE);
}

static bool watch(void *watcher, uint32_t done, uint32_t n)
{
	struct spreading *spreading = watcher;

	show(spreading, done, n);
	spreading->late = deadline_read(&spreading->deadline);
	return spreading->late || interrupt_came();
}

/* Reading has a time limit by default; long work only one that somebody asked for. */
static unsigned seconds_given(const struct pipeline *pipeline, const struct parsed *parsed)
{
	for (uint32_t i = 0; i < parsed->n_option; i++)
		if (parsed->option[i].id == OPT_LIMIT &&
			str_starts(str_of(parsed->option[i].value), "seconds="))
			return pipeline->limits.seconds;
	return 0;
}

static enum exit_code read_jobs(const char *word, uint32_t *ret)
{
	uint64_t jobs = spread_processors();

	if (word != NULL && (!number_parse_whole(str_of(word), SPREAD_MOST_JOBS, &jobs) || jobs == 0))
		return complain(EXIT_USAGE, "--jobs takes a number of processes, 1 to %d, not '%s'",
			SPREAD_MOST_JOBS, word);
	*ret = jobs < SPREAD_MOST_JOBS ? (uint32_t)jobs : SPREAD_MOST_JOBS;
	return EXIT_CLEAN;
}

/* K/N */
static enum exit_code read_part(const char *word, struct spread *spread)
{
	const char *slash = word != NULL ? strchr(word, '/') : NULL;
	uint64_t number;
	uint64_t of;

	if (word == NULL)
		return EXIT_CLEAN;
	if (slash == NULL || !number_parse_whole(str_of(slash + 1), MOST_PARTS, &of) ||
		!number_parse_whole((struct str){ word, (size_t)(slash - word) }, of, &number) || number == 0)
		return complain(EXIT_USAGE, "--part takes K/N, part K of N, from 1/N to N/N, not '%s'", word);
	spread->part = (uint32_t)number - 1;
	spread->n_part = (uint32_t)of;
	return EXIT_CLEAN;
}

enum exit_code spreading_read(struct spreading *spreading, const struct session *session,
	const struct pipeline *pipeline, const struct parsed *parsed)
{
	enum exit_code code;

	*spreading = (struct spreading){
		.spread = { .watch = watch, .watcher = spreading },
		.seconds = seconds_given(pipeline, parsed),
		.shows = !session->quiet && terminal_line_wanted(),
	};
	code = read_jobs(parsed_value(parsed, SIM_JOBS), &spreading->spread.jobs);
	return code == EXIT_CLEAN ? read_part(parsed_value(parsed, SIM_PART), &spreading->spread) : code;
}

void spreading_begin(struct spreading *spreading)
{
	spreading->began = clock_now_ms();
	if (spreading->seconds > 0)
		spreading->deadline = deadline_in(spreading->seconds);
	interrupt_note();
}

enum exit_code spreading_judge(struct spreading *spreading, enum spread_status status)
{
	terminal_line_hide();
	if (spreading->status == SPREAD_DONE)
		spreading->status = status;
	switch (status) {
	case SPREAD_DONE:
	case SPREAD_STOPPED:
		return EXIT_CLEAN;
	case SPREAD_NO_MEMORY:
		return complain(EXIT_INTERNAL, "out of memory");
	case SPREAD_DIED:
		return complain(EXIT_INTERNAL,
			"a process that shared the work has ended before its time: was it killed, or out of memory?");
	}
	return EXIT_INTERNAL;
}

enum exit_code spreading_end(struct spreading *spreading)
{
	const char *what = spreading->spread.n_part > 0 ?
		"nothing is written of a part that is not complete" :
		"the result is partial";

	interrupt_restore();
	if (spreading->status != SPREAD_STOPPED)
		return EXIT_CLEAN;
	if (spreading->late)
		return complain(EXIT_INPUT, "stopped after %u s (--limit seconds=%u): %s", spreading->seconds,
			spreading->seconds, what);
	return complain(EXIT_INTERRUPTED, "interrupted: %s", what);
}
