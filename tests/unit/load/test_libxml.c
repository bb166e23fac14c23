/* SPDX-License-Identifier: MIT */
/*
 * libxml2 as a guest: a failed allocation of its own ends an attempt there and then, one of ours does not.
 */
#include "base/mem.h"
#include "load/libxml.h"
#include "support.h"

#include <libxml/xmlmemory.h>

struct work {
	int steps;  /* that were done */
	void *held; /* by the one that was not */
	bool inner; /* what an attempt within it came to */
};

static void uses_the_library(void *context)
{
	struct work *work = context;

	work->steps = 0;
	work->held = NULL;
	work->held = xmlMalloc(8);
	work->steps++;
	work->held = xmlRealloc(work->held, 16);
	work->steps++;
	xmlFree(work->held);
	work->held = NULL;
	work->held = xmlMemStrdup("redmond");
	work->steps++;
	xmlFree(work->held);
	work->held = NULL;
}

static void uses_our_own(void *context)
{
	struct work *work = context;

	assert_null(mem_alloc(8));
	work->steps++;
}

static void makes_an_attempt(void *context)
{
	struct work *work = context;

	work->inner = xml_attempt(uses_the_library, work);
	work->steps = 0;
	xmlFree(xmlMalloc(8));
	work->steps = 1;
}

static void each_failure_ends_the_attempt(void **state)
{
	struct work work = { 0 };

	(void)state;
	assert_true(xml_attempt(uses_the_library, &work));
	assert_int_equal(work.steps, 3);
	for (int n = 0; n < 3; n++) {
		mem_fail_after(n, false);
		assert_false(xml_attempt(uses_the_library, &work));
		assert_true(mem_ran_out());
		assert_int_equal(work.steps, n);
		xmlFree(work.held);
	}
	mem_fail_after(-1, false);
}

static void ours_does_not(void **state)
{
	struct work work = { 0 };

	(void)state;
	mem_fail_after(0, false);
	assert_true(xml_attempt(uses_our_own, &work));
	assert_int_equal(work.steps, 1);
	mem_fail_after(-1, false);
}

static void after_it_there_is_none(void **state)
{
	struct work work = { 0 };

	(void)state;
	mem_fail_after(0, false);
	assert_null(mem_alloc(8));
	assert_false(xml_attempt(uses_the_library, &work));
	assert_int_equal(work.steps, 0);
	mem_fail_after(-1, false);
	/* Nor is anything left of the one that was ended: outside of an attempt libxml2 gets its NULL. */
	mem_fail_after(0, false);
	assert_null(xmlMalloc(8));
	mem_fail_after(-1, false);
}

static void attempts_nest(void **state)
{
	struct work work = { 0 };

	(void)state;
	assert_true(xml_attempt(makes_an_attempt, &work));
	assert_true(work.inner);
	/* The inner one is over, the outer one has its own way out again. */
	mem_fail_after(3, false);
	assert_false(xml_attempt(makes_an_attempt, &work));
	assert_true(work.inner);
	assert_int_equal(work.steps, 0);
	/* And goes on with what it has to do when the inner one was ended. */
	mem_fail_after(0, false);
	assert_true(xml_attempt(makes_an_attempt, &work));
	assert_false(work.inner);
	assert_int_equal(work.steps, 1);
	mem_fail_after(-1, false);
}

static int set_up(void **state)
{
	(void)state;
	xml_prepare();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	xml_clean_up();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_failure_ends_the_attempt),
		cmocka_unit_test(ours_does_not),
		cmocka_unit_test(after_it_there_is_none),
		cmocka_unit_test(attempts_nest),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
