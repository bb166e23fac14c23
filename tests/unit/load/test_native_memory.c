/* SPDX-License-Identifier: MIT */
/*
 * Reading while every allocation fails in turn, once and for ever after: it is noticed, and nobody but us has anything
 * to say about it.
 */
#include "lost_by_libxml.h"
#include "topology_support.h"

static const char *const text = ROOT_OPEN
	"<site id='red' kind='central' name='a&lt;b'><gateway id='g' kind='sbc'/>"
	"<vlan id='v' members='g gone'/></site><pstn-usge id='x'/>" ROOT_CLOSE;

/* True if memory ran out; if not, all must have been read. */
static bool read_failing(int after, bool for_ever)
{
	struct plan *plan;
	bool failed;

	mem_fail_after(after, for_ever);
	plan = plan_read(&text, 1, NULL, true);
	failed = mem_ran_out();
	mem_fail_after(-1, false);
	if (!failed)
		assert_int_equal(plan->findings.n_finding, 2);
	plan_free(plan);
	return failed;
}

static void every_failed_allocation_is_noticed(void **state)
{
	(void)state;
	read_failing(-1, false);
	for (int for_ever = 0; for_ever < 2; for_ever++) {
		int after = 0;

		while (after < 1000 && read_failing(after, for_ever))
			after++;
		assert_in_range(after, 10, 999);
	}
}

static void nothing_is_printed_meanwhile(void **state)
{
	int kept = dup(STDERR_FILENO);
	int caught = memfd_create("stderr", MFD_CLOEXEC);
	struct stat info;

	(void)state;
	assert_true(kept >= 0 && caught >= 0);
	dup2(caught, STDERR_FILENO);
	for (int after = 0; after < 100; after++)
		read_failing(after, true);
	dup2(kept, STDERR_FILENO);
	assert_int_equal(fstat(caught, &info), 0);
	close(caught);
	close(kept);
	assert_int_equal(info.st_size, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_failed_allocation_is_noticed),
		cmocka_unit_test(nothing_is_printed_meanwhile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
