/* SPDX-License-Identifier: MIT */
/*
 * Replications of traffic: each by itself, whatever was made before it, and as far as it came when it is stopped. What
 * they count is held to formulas and to a replay by tests/load.
 */
#include "load_support.h"

#define HOUR INT64_C(3600) /* seconds */

static struct offered *offer_for_hours(int64_t hours)
{
	struct offered *offered = offer(480, 60); /* 8 Erlang */

	offered->request.warm_up = HOUR * NANOSECONDS;
	offered->request.duration = hours * HOUR * NANOSECONDS;
	offered->request.replications = 3;
	return offered;
}

static struct load_sample *make(const struct offered *offered, struct load_run *run, uint32_t n)
{
	struct load_sample *sample = plan_memory(load_sample_size(&offered->request));

	assert_true(load_run_make(run, n, sample));
	return sample;
}

static void what_is_not_said_is_chosen(void **state)
{
	struct offered *offered = offer(480, 60);

	(void)state;
	load_settle(&offered->request);
	assert_true(offered->request.warm_up == 600 * NANOSECONDS);
	assert_true(offered->request.duration == 21 * HOUR * NANOSECONDS); /* 10,080 calls */
	assert_int_equal(offered->request.replications, 20);
	offered_release(offered);
	offered = offer_for_hours(2);
	load_settle(&offered->request);
	assert_true(offered->request.warm_up == HOUR * NANOSECONDS);
	assert_true(offered->request.duration == 2 * HOUR * NANOSECONDS);
	assert_int_equal(offered->request.replications, 3);
	offered_release(offered);
}

static void a_replication_stands_alone(void **state)
{
	struct offered *offered = offer_for_hours(50);
	size_t size = load_sample_size(&offered->request);
	struct load_run *run = load_run_open(&offered->request);
	struct load_run *other = load_run_open(&offered->request);
	struct load_sample *first = make(offered, run, 0);
	struct load_sample *second = make(offered, run, 1);
	struct load_sample *alone = make(offered, other, 1);
	struct load_sample *again = make(offered, other, 0);

	(void)state;
	assert_int_equal(first->n_batch, LOAD_BATCHES);
	assert_memory_equal(second, alone, size);
	assert_memory_equal(first, again, size);
	assert_memory_not_equal(first->row, second->row, size - sizeof(*first));
	free(first);
	free(second);
	free(alone);
	free(again);
	load_run_close(run);
	load_run_close(other);
	offered_release(offered);
}

/* Every call counts once, and circuits are busy as long as calls are up. */
static void trunk_and_stream_agree(void **state)
{
	struct offered *offered = offer_for_hours(50);
	struct load_run *run = load_run_open(&offered->request);
	struct load_sample *sample = make(offered, run, 0);
	uint64_t calls = 0;

	(void)state;
	assert_int_equal(sample->n_trunk, 1);
	assert_int_equal(sample->n_stream, 1);
	assert_memory_equal(&sample->row[0], &sample->row[1], sizeof(sample->row[0]));
	for (uint32_t i = 0; i < LOAD_BATCHES; i++) {
		const struct load_count *count = &sample->row[0].batch[i];

		assert_true(count->wanted == count->calls * 60 * 1000000);
		assert_true(count->held <= (uint64_t)HOUR * 8 * 50 * 1000000 / LOAD_BATCHES);
		assert_true(count->lost < count->calls);
		calls += count->calls;
	}
	assert_true(calls > 24000 - 4 * 155 && calls < 24000 + 4 * 155); /* of 24,000, by four deviations */
	free(sample);
	load_run_close(run);
	offered_release(offered);
}

/* The n-th question is answered by yes. */
static bool stop_at(void *context)
{
	return --*(int *)context == 0;
}

static void what_was_complete_when_it_stopped_holds(void **state)
{
	struct offered *offered = offer_for_hours(50);
	struct load_run *run = load_run_open(&offered->request);
	struct load_sample *whole = make(offered, run, 0);
	int questions = 3; /* of 5: every 4,096 calls */
	struct load_sample *part;

	(void)state;
	offered->request.stop = stop_at;
	offered->request.context = &questions;
	part = make(offered, run, 0);
	assert_true(part->n_batch > 5 && part->n_batch < 15);
	for (uint32_t i = 0; i < 2; i++)
		assert_memory_equal(part->row[i].batch, whole->row[i].batch,
			part->n_batch * sizeof(part->row[i].batch[0]));
	free(whole);
	free(part);
	load_run_close(run);
	offered_release(offered);
}

static bool is_stationary(int64_t from, int64_t until)
{
	struct offered *offered = offer_for_hours(1); /* from 0 to 2 hours */
	const struct fault fault = {
		.target = topo_by_id(&offered->plan->topo, "gw"), .from = from, .until = until, .isup = -1
	};
	bool answer;

	assert_true(faults_add(&offered->faults, &fault));
	faults_sort(&offered->faults);
	answer = load_is_stationary(&offered->request);
	offered_release(offered);
	return answer;
}

static void only_what_changes_meanwhile_counts(void **state)
{
	(void)state;
	assert_true(is_stationary(0, INT64_MAX));
	assert_false(is_stationary(0, HOUR * NANOSECONDS));
	assert_false(is_stationary(HOUR * NANOSECONDS, INT64_MAX));
	assert_true(is_stationary(2 * HOUR * NANOSECONDS, INT64_MAX));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_said_is_chosen),
		cmocka_unit_test(a_replication_stands_alone),
		cmocka_unit_test(trunk_and_stream_agree),
		cmocka_unit_test(what_was_complete_when_it_stopped_holds),
		cmocka_unit_test(only_what_changes_meanwhile_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
