/* SPDX-License-Identifier: MIT */
/*
 * Changes of a trunk under OPTIONS monitoring: by hand from the defaults (60 s, 32 s, five misses, one answer;
 * practitioner, 2013), and against a second, plain way to work them out.
 */
#include "base/mem.h"
#include "diag/calls.h"
#include "engine/monitoring.h"
#include "support.h"

static const struct monitoring defaults = { 60 * NANOSECONDS, 32 * NANOSECONDS, 5, 1 };

struct found {
	struct arena arena;
	struct monitoring_change *change;
	uint32_t n;
};

static struct found find(
	const struct monitoring *monitoring, const struct outage *outage, uint32_t n, int64_t end)
{
	struct found found = { 0 };

	assert_true(monitoring_changes(monitoring, outage, n, end, &found.arena, &found.change, &found.n));
	return found;
}

/* Out from 100 s to 1000 s: pings at 120, 180, 240, 300, 360 are missed, the fifth is known at 392; 1020 is answered. */
static void goes_down_and_up(void **state)
{
	static const struct outage outage = { 100 * NANOSECONDS, 1000 * NANOSECONDS };
	struct found found = find(&defaults, &outage, 1, 3600 * NANOSECONDS);

	(void)state;
	assert_int_equal(found.n, 2);
	assert_true(found.change[0].at == 392 * NANOSECONDS);
	assert_false(found.change[0].is_up);
	assert_true(found.change[1].at == 1020 * NANOSECONDS);
	assert_true(found.change[1].is_up);
	arena_release(&found.arena);
}

/* Four misses, an answer, four misses: not five in a row. */
static void answers_start_the_count_anew(void **state)
{
	static const struct outage outages[] = { { 0, 200 * NANOSECONDS },
		{ 250 * NANOSECONDS, 500 * NANOSECONDS } };
	struct found found = find(&defaults, outages, 2, 3600 * NANOSECONDS);

	(void)state;
	assert_int_equal(found.n, 0);
	arena_release(&found.arena);
}

/* An outage holds its first instant and not its last; one for ever has no end; what is known later is not known. */
static void bounds(void **state)
{
	static const struct outage exact = { 60 * NANOSECONDS, 120 * NANOSECONDS };
	static const struct outage for_ever = { 0, NEVER };
	struct monitoring once = { 60 * NANOSECONDS, 32 * NANOSECONDS, 1, 1 };
	struct found found = find(&once, &exact, 1, 3600 * NANOSECONDS);

	(void)state;
	assert_int_equal(found.n, 2);
	assert_true(found.change[0].at == 92 * NANOSECONDS);
	assert_true(found.change[1].at == 120 * NANOSECONDS);
	arena_release(&found.arena);
	found = find(&defaults, &for_ever, 1, INT64_MAX);
	assert_int_equal(found.n, 1);
	assert_true(found.change[0].at == (240 + 32) * NANOSECONDS);
	arena_release(&found.arena);
	found = find(&defaults, &for_ever, 1, 271 * NANOSECONDS);
	assert_int_equal(found.n, 0);
	arena_release(&found.arena);
	once.interval = 0;
	found = find(&once, &for_ever, 1, INT64_MAX);
	assert_int_equal(found.n, 0);
	arena_release(&found.arena);
}

/* A ping and when its fate is known. */
struct ping {
	int64_t known, sent;
	bool is_missed;
};

static int by_time_known(const void *left, const void *right)
{
	const struct ping *a = left, *b = right;

	if (a->known != b->known)
		return a->known < b->known ? -1 : 1;
	return a->sent < b->sent ? -1 : 1;
}

enum { PINGS = 200, OUTAGES = 6 };

/* Every ping looked at, all sorted by the time they are known, and counted. */
static uint32_t count_plainly(const struct monitoring *monitoring, const struct outage *outage, int64_t end,
	struct monitoring_change *ret)
{
	struct ping pings[PINGS];
	uint32_t misses = 0, answers = 0, n = 0;
	bool is_up = true;

	for (int64_t i = 0; i < PINGS; i++) {
		pings[i] = (struct ping){ .sent = i * monitoring->interval };
		for (int j = 0; j < OUTAGES; j++) {
			if (outage[j].from <= pings[i].sent && pings[i].sent < outage[j].until)
				pings[i].is_missed = true;
		}
		pings[i].known = pings[i].sent + (pings[i].is_missed ? monitoring->timeout : 0);
	}
	qsort(pings, PINGS, sizeof(pings[0]), by_time_known);
	for (int i = 0; i < PINGS && pings[i].known <= end; i++) {
		misses = pings[i].is_missed ? misses + 1 : 0;
		answers = pings[i].is_missed ? 0 : answers + 1;
		if (is_up ? misses == monitoring->down_after : answers == monitoring->up_after) {
			is_up = !is_up;
			misses = 0;
			answers = 0;
			ret[n++] = (struct monitoring_change){ pings[i].known, is_up };
		}
	}
	return n;
}

static int by_start(const void *left, const void *right)
{
	const struct outage *a = left, *b = right;

	return (a->from > b->from) - (a->from < b->from);
}

static void agrees_with_counting_every_ping(void **state)
{
	struct dice dice = { 3 };
	uint32_t seen = 0;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct monitoring monitoring = { 1 + roll(&dice, 10), roll(&dice, 40), 1 + roll(&dice, 4),
			1 + roll(&dice, 3) };
		int64_t end = monitoring.interval * (PINGS - 1);
		struct outage outage[OUTAGES];
		struct monitoring_change expected[PINGS];
		struct found found;
		uint32_t n;

		for (int i = 0; i < OUTAGES; i++) {
			outage[i].from = roll(&dice, (uint32_t)end + 1);
			outage[i].until = outage[i].from + roll(&dice, 150);
		}
		qsort(outage, OUTAGES, sizeof(outage[0]), by_start);
		n = count_plainly(&monitoring, outage, end, expected);
		found = find(&monitoring, outage, OUTAGES, end);
		assert_int_equal(found.n, n);
		for (uint32_t i = 0; i < n; i++) {
			assert_true(found.change[i].at == expected[i].at);
			assert_int_equal(found.change[i].is_up, expected[i].is_up);
		}
		seen += n;
		arena_release(&found.arena);
	}
	assert_true(seen > 3000);
}

static void survives_lack_of_memory(void **state)
{
	static const struct outage outage = { 0, 1000 * NANOSECONDS };
	struct arena arena = { 0 };
	struct monitoring_change *change;
	uint32_t n;

	(void)state;
	for (int64_t allowed = 0; allowed < 2; allowed++) {
		mem_fail_after(allowed, true);
		assert_false(monitoring_changes(&defaults, &outage, 1, INT64_MAX, &arena, &change, &n));
		assert_int_equal(n, 0);
		mem_fail_after(-1, false);
	}
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goes_down_and_up),
		cmocka_unit_test(answers_start_the_count_anew),
		cmocka_unit_test(bounds),
		cmocka_unit_test(agrees_with_counting_every_ping),
		cmocka_unit_test(survives_lack_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
