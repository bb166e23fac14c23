/* SPDX-License-Identifier: MIT */
/*
 * Work over processes: every unit once, in order, whoever made it; stopped early; and when something goes wrong.
 */
#include "base/interrupt.h"
#include "base/mem.h"
#include "base/spread.h"
#include "support.h"

#include <signal.h>
#include <sys/wait.h>

enum {
	UNITS = 300,
	LONG = 100000, /* bytes: more than a pipe holds */
	MS = 1000,
};

struct taken {
	uint32_t unit[UNITS];
	uint32_t n;
	bool wrong;
};

/* The unit, and then so many bytes that results are of all lengths. */
static bool make(void *maker, uint32_t unit, struct spread_stop *stop, struct buf *result)
{
	(void)maker;
	(void)stop;
	buf_printf(result, "%u:", (unsigned)unit);
	for (uint32_t i = 0; i < unit % 7 * LONG / 6; i++)
		buf_putc(result, 'x');
	return true;
}

static bool take(void *taker, uint32_t unit, struct str result)
{
	struct taken *taken = taker;
	struct buf expected = { 0 };

	make(NULL, unit, NULL, &expected);
	taken->wrong |= !str_equal(buf_str(&expected), result);
	taken->unit[taken->n++] = unit;
	buf_release(&expected);
	return true;
}

static struct spread_work work_of(struct taken *taken)
{
	*taken = (struct taken){ .n = 0 };
	return (struct spread_work){ .n_unit = UNITS, .taker = taken, .make = make, .take = take };
}

static void every_unit_comes_once_and_in_order(void **state)
{
	static const uint32_t jobs[] = { 0, 1, 2, 3, 8 };
	struct taken taken;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(jobs); i++) {
		struct spread spread = { .jobs = jobs[i] };
		struct spread_work work = work_of(&taken);

		assert_int_equal(spread_run(&spread, &work), SPREAD_DONE);
		assert_int_equal(taken.n, UNITS);
		assert_false(taken.wrong);
		for (uint32_t unit = 0; unit < UNITS; unit++)
			assert_int_equal(taken.unit[unit], unit);
	}
}

static void parts_are_every_nth_unit(void **state)
{
	struct taken taken;

	(void)state;
	for (uint32_t n = 1; n <= UNITS + 1; n += 43) {
		uint32_t all = 0;

		for (uint32_t part = 0; part < n; part++) {
			struct spread spread = { .jobs = 1 + part % 2, .part = part, .n_part = n };
			struct spread_work work = work_of(&taken);

			work.n_unit = 50;
			assert_int_equal(spread_run(&spread, &work), SPREAD_DONE);
			all += taken.n;
			for (uint32_t i = 0; i < taken.n; i++)
				assert_int_equal(taken.unit[i], part + i * n);
		}
		assert_int_equal(all, 50);
	}
}

static void nothing_to_do_is_done(void **state)
{
	struct taken taken;
	struct spread_work work = work_of(&taken);

	(void)state;
	work.n_unit = 0;
	assert_int_equal(spread_run(&(struct spread){ .jobs = 4 }, &work), SPREAD_DONE);
	assert_int_equal(taken.n, 0);
}

/* Works until it is to end. */
static bool make_for_ever(void *maker, uint32_t unit, struct spread_stop *stop, struct buf *result)
{
	while (unit > 0 && !spread_stops(stop))
		usleep(MS);
	return make(maker, unit, stop, result);
}

static bool stop_when_one_is_done(void *watcher, uint32_t done, uint32_t n)
{
	assert_int_equal(n, UNITS);
	*(uint32_t *)watcher = done;
	return done >= 1;
}

static void a_watch_stops_units_that_run(void **state)
{
	(void)state;
	for (uint32_t jobs = 1; jobs <= 3; jobs++) {
		struct taken taken;
		uint32_t seen = 0;
		struct spread spread = { .jobs = jobs, .watch = stop_when_one_is_done, .watcher = &seen };
		struct spread_work work = work_of(&taken);

		work.make = make_for_ever;
		assert_int_equal(spread_run(&spread, &work), SPREAD_STOPPED);
		assert_int_equal(seen, 1);
		assert_true(taken.n >= 2 && taken.n <= jobs + 1); /* what was begun has come */
		for (uint32_t i = 0; i < taken.n; i++)
			assert_int_equal(taken.unit[i], i);
	}
}

static bool make_or_run_out(void *maker, uint32_t unit, struct spread_stop *stop, struct buf *result)
{
	return unit != 5 && make(maker, unit, stop, result);
}

static bool make_or_die(void *maker, uint32_t unit, struct spread_stop *stop, struct buf *result)
{
	if (unit == 5)
		(void)raise(SIGKILL);
	return make(maker, unit, stop, result);
}

static void what_goes_wrong_in_a_process_is_told(void **state)
{
	struct taken taken;
	struct spread_work work = work_of(&taken);

	(void)state;
	work.make = make_or_run_out;
	assert_int_equal(spread_run(&(struct spread){ .jobs = 1 }, &work), SPREAD_NO_MEMORY);
	work = work_of(&taken);
	work.make = make_or_run_out;
	assert_int_equal(spread_run(&(struct spread){ .jobs = 2 }, &work), SPREAD_NO_MEMORY);
	work = work_of(&taken);
	work.make = make_or_die;
	assert_int_equal(spread_run(&(struct spread){ .jobs = 2 }, &work), SPREAD_DIED);
}

static void every_allocation_may_fail(void **state)
{
	enum spread_status status = SPREAD_NO_MEMORY;

	(void)state;
	for (int64_t n = 0; status != SPREAD_DONE; n++) {
		struct taken taken;
		struct spread_work work = work_of(&taken);

		work.n_unit = 4;
		mem_fail_after(n, false);
		status = spread_run(&(struct spread){ .jobs = 2 }, &work);
		assert_true(status == SPREAD_DONE || status == SPREAD_NO_MEMORY);
		assert_true(n < 1000);
		mem_fail_after(-1, false);
	}
}

static void end_well(int number)
{
	(void)number;
	_exit(0);
}

/* Twice at once is one interrupt; one a second later does what it did before. */
static void an_interrupt_is_noted_once(void **state)
{
	const struct sigaction action = { .sa_handler = end_well };
	pid_t child = fork();
	int status;

	(void)state;
	if (child == 0) {
		sigaction(SIGINT, &action, NULL);
		interrupt_note();
		if (interrupt_came())
			_exit(1);
		(void)raise(SIGINT);
		(void)raise(SIGINT);
		if (!interrupt_came())
			_exit(2);
		usleep(1100 * MS);
		(void)raise(SIGINT);
		_exit(3);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void afterwards_they_do_what_they_did(void **state)
{
	struct sigaction was;

	(void)state;
	interrupt_note();
	interrupt_restore();
	assert_int_equal(sigaction(SIGTERM, NULL, &was), 0);
	assert_true(was.sa_handler == SIG_DFL);
	assert_false(interrupt_came());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_unit_comes_once_and_in_order),
		cmocka_unit_test(parts_are_every_nth_unit),
		cmocka_unit_test(nothing_to_do_is_done),
		cmocka_unit_test(a_watch_stops_units_that_run),
		cmocka_unit_test(what_goes_wrong_in_a_process_is_told),
		cmocka_unit_test(every_allocation_may_fail),
		cmocka_unit_test(an_interrupt_is_noted_once),
		cmocka_unit_test(afterwards_they_do_what_they_did),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
