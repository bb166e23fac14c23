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

enum exit_code spreading_read(struct spreading *spreading, const struct session *session,
	const struct pipeline *pipeline, const struct parsed *parsed)
{
	*spreading = (struct spreading){
		.spread = { .watch = watch, .watcher = spreading },
		.seconds = seconds_given(pipeline, parsed),
		.shows = !session->quiet && terminal_line_wanted(),
	};
	return read_jobs(parsed_value(parsed, SIM_JOBS), &spreading->spread.jobs);
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
	interrupt_restore();
	if (spreading->status != SPREAD_STOPPED)
		return EXIT_CLEAN;
	if (spreading->late)
		return complain(EXIT_INPUT, "stopped after %u s (--limit seconds=%u): the result is partial",
			spreading->seconds, spreading->seconds);
	return complain(EXIT_INTERRUPTED, "interrupted: the result is partial");
}
