/* SPDX-License-Identifier: MIT */
/*
 * The heap is held to the order that its header states, by a sort of the C library with that order as comparison.
 */
#include "base/mem.h"
#include "engine/events.h"
#include "support.h"

static void takes_by_time(void **state)
{
	static const int64_t times[] = { 5, -3, 9, 0, 7, 1, 8, 2 };
	static const int64_t sorted[] = { -3, 0, 1, 2, 5, 7, 8, 9 };
	struct events events = { 0 };
	struct event event;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(times); i++)
		assert_true(events_add(&events, EVENT_TIMER, (struct event){ .at = times[i] }));
	for (size_t i = 0; i < ARRAY_LEN(sorted); i++) {
		assert_true(events_take(&events, &event));
		assert_true(event.at == sorted[i]);
	}
	assert_false(events_take(&events, &event));
	events_release(&events);
}

/* release < timer < message < arrival at the same instant; first in, first out within a class. */
static void breaks_ties_by_class_and_sequence(void **state)
{
	static const enum event_class in[] = { EVENT_ARRIVAL, EVENT_MESSAGE, EVENT_TIMER, EVENT_RELEASE,
		EVENT_MESSAGE, EVENT_ARRIVAL, EVENT_RELEASE, EVENT_TIMER };
	static const uint32_t out[] = { 3, 6, 2, 7, 1, 4, 0, 5 };
	struct events events = { 0 };
	struct event event;

	(void)state;
	for (uint32_t i = 0; i < ARRAY_LEN(in); i++)
		assert_true(events_add(&events, in[i], (struct event){ .at = 42, .who = i }));
	for (size_t i = 0; i < ARRAY_LEN(out); i++) {
		assert_true(events_take(&events, &event));
		assert_int_equal(event.who, out[i]);
	}
	events_release(&events);
}

static int by_time_class_and_number(const void *left, const void *right)
{
	const struct event *a = left, *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->what != b->what) /* the class, below */
		return a->what < b->what ? -1 : 1;
	return a->who < b->who ? -1 : 1;
}

static void agrees_with_a_sort(void **state)
{
	enum { MANY = 5000 };
	static struct event all[MANY];
	struct events events = { 0 };
	struct dice dice = { 7 };
	struct event event;

	(void)state;
	for (uint32_t i = 0; i < MANY; i++) {
		all[i] = (struct event){
			.at = roll(&dice, 300), .what = roll(&dice, 4), .who = i, .detail = i * 3U
		};
		assert_true(events_add(&events, (enum event_class)all[i].what, all[i]));
	}
	qsort(all, MANY, sizeof(all[0]), by_time_class_and_number);
	for (size_t i = 0; i < MANY; i++) {
		assert_true(events_take(&events, &event));
		assert_int_equal(event.who, all[i].who);
		assert_true(event.detail == all[i].detail);
	}
	events_release(&events);
}

/* As a simulation uses it: what is added lies ahead of what was taken, so times never go back. */
static void keeps_order_while_it_is_used(void **state)
{
	struct events events = { 0 };
	struct dice dice = { 11 };
	struct event event = { 0 };
	int64_t last = 0;
	uint32_t taken = 0;

	(void)state;
	for (uint32_t i = 0; i < 100; i++)
		assert_true(events_add(&events, EVENT_MESSAGE, (struct event){ .at = roll(&dice, 1000) }));
	while (events_take(&events, &event)) {
		assert_true(event.at >= last);
		last = event.at;
		taken++;
		if (taken < 10000)
			assert_true(events_add(
				&events, EVENT_TIMER, (struct event){ .at = last + roll(&dice, 500) }));
	}
	assert_int_equal(taken, 10000 + 99);
	events_release(&events);
}

static void survives_lack_of_memory(void **state)
{
	struct events events = { 0 };
	struct event event;
	uint32_t added = 0;

	(void)state;
	mem_fail_after(1, true);
	while (events_add(&events, EVENT_TIMER, (struct event){ .at = -(int64_t)added, .who = added }))
		added++;
	assert_true(mem_ran_out());
	mem_fail_after(-1, false);
	assert_true(added > 0);
	while (added-- > 0) {
		assert_true(events_take(&events, &event));
		assert_int_equal(event.who, added);
	}
	assert_false(events_take(&events, &event));
	assert_true(events_add(&events, EVENT_TIMER, (struct event){ 0 }));
	events_release(&events);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_by_time),
		cmocka_unit_test(breaks_ties_by_class_and_sequence),
		cmocka_unit_test(agrees_with_a_sort),
		cmocka_unit_test(keeps_order_while_it_is_used),
		cmocka_unit_test(survives_lack_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
