/* SPDX-License-Identifier: MIT */
/* From counts to ratios: samples are made up, so that what comes out can be reckoned by hand. */
#include "load_support.h"

#include "engine/load_sum.h"

#include <math.h>

static struct offered *offer_replications(int64_t seconds, uint32_t replications)
{
	struct offered *offered = offer(480, 60);

	offered->request.warm_up = 0;
	offered->request.duration = seconds * NANOSECONDS;
	offered->request.replications = replications;
	return offered;
}

/* Every part has so many calls, and of part number i the trunk loses lost[i % 2]. */
static struct load_sample *sample_of(const struct offered *offered, uint32_t n_batch, const uint64_t lost[2])
{
	struct load_sample *sample = plan_memory(load_sample_size(&offered->request));

	sample->n_batch = n_batch;
	sample->n_trunk = 1;
	sample->n_stream = 1;
	for (uint32_t i = 0; i < 2 * LOAD_BATCHES; i++)
		sample->row[i / LOAD_BATCHES].batch[i % LOAD_BATCHES] = (struct load_count){
			.calls = 100,
			.lost = lost[i % 2],
			.wanted = 100 * UINT64_C(60000000),
			.held = (100 - lost[i % 2]) * UINT64_C(60000000),
		};
	sample->row[0].reached = 1;
	return sample;
}

static struct loads sum_of(
	const struct offered *offered, uint32_t samples, uint32_t n_batch, const uint64_t lost[2])
{
	struct load_sample *sample = sample_of(offered, n_batch, lost);
	struct loads loads = { .n_trunk = 0 };
	struct load_sum sum;

	assert_true(load_sum_open(&sum, &offered->request));
	for (uint32_t i = 0; i < samples; i++)
		load_sum_add(&sum, sample);
	assert_true(load_sum_finish(&sum, &loads));
	load_sum_release(&sum);
	free(sample);
	return loads;
}

static const uint64_t some[2] = { 10, 20 };
static const uint64_t none[2] = { 0, 0 };

/* One replication, parts ten calls' lengths long: each is a unit. */
static void parts_are_units(void **state)
{
	struct offered *offered = offer_replications(12000, 1);
	struct loads loads = sum_of(offered, 1, LOAD_BATCHES, some);
	const struct load_trunk *trunk = &loads.trunk[0];
	double half = 2.093024 * 0.05 / sqrt(19); /* ratios .1 and .2, and Student's distribution */

	(void)state;
	assert_int_equal(loads.units, 20);
	assert_string_equal(trunk->group, "t1");
	assert_true(trunk->is_limited && trunk->circuits == 8);
	assert_true(fabs(trunk->offered - 20 * 6000 / 12000.0) < 1e-12);
	assert_true(fabs(trunk->carried - 20 * 6000 * 0.85 / 12000.0) < 1e-12);
	assert_true(trunk->blocking.calls == 2000 && trunk->blocking.lost == 300);
	assert_true(fabs(trunk->blocking.low - (0.15 - half)) < 1e-6);
	assert_true(fabs(trunk->blocking.high - (0.15 + half)) < 1e-6);
	assert_true(!load_is_known(trunk->blocking.exact) && trunk->blocking.method == LOAD_SIMULATION);
	assert_true(fabs(loads.stream[0].offered - 8) < 1e-12);
	assert_int_equal(loads.n_warning, 0);
	loads_release(&loads);
	offered_release(offered);
}

static uint32_t units_of(int64_t seconds, uint32_t replications, uint32_t samples, uint32_t n_batch)
{
	struct offered *offered = offer_replications(seconds, replications);
	struct loads loads = sum_of(offered, samples, n_batch, some);
	uint32_t units = loads.units;

	assert_int_equal(loads.replications, n_batch == LOAD_BATCHES ? samples : 0);
	assert_int_equal(loads.wanted, replications);
	assert_int_equal(loads.n_warning, units < 2);
	loads_release(&loads);
	offered_release(offered);
	return units;
}

static void units_are_long_enough(void **state)
{
	(void)state;
	assert_int_equal(units_of(6000, 1, 1, LOAD_BATCHES), 10); /* two parts are ten lengths */
	assert_int_equal(units_of(4000, 1, 1, LOAD_BATCHES), 5);  /* three are, but 20 are no threes */
	assert_int_equal(units_of(600, 1, 1, LOAD_BATCHES), 1);
	assert_int_equal(units_of(60, 1, 1, LOAD_BATCHES), 1);
	assert_int_equal(units_of(12000, 2, 2, LOAD_BATCHES), 40);
	assert_int_equal(units_of(12000, 10, 10, LOAD_BATCHES), 10); /* replications */
	assert_int_equal(units_of(12000, 1, 1, 7), 7);               /* it was stopped */
	assert_int_equal(units_of(6000, 1, 1, 7), 3);
	assert_int_equal(units_of(12000, 10, 3, LOAD_BATCHES), 3);
	assert_int_equal(units_of(12000, 10, 1, 19), 0);
}

/* What was seen nowhere may be there all the same, as rarely as so many looks allow. */
static void nothing_lost_is_not_never(void **state)
{
	struct offered *offered = offer_replications(12000, 1); /* 100 looks of two lengths */
	struct loads loads = sum_of(offered, 1, LOAD_BATCHES, none);
	const struct load_ratio *ratio = &loads.trunk[0].blocking;

	(void)state;
	assert_true(ratio->value == 0 && ratio->low == 0);
	assert_true(fabs(pow(1 - ratio->high, 100) - 0.025) < 1e-9);
	loads_release(&loads);
	offered_release(offered);
}

static void no_calls_tell_nothing(void **state)
{
	struct offered *offered = offer_replications(12000, 1);
	struct loads loads = sum_of(offered, 1, 0, none);
	const struct load_ratio *ratio = &loads.trunk[0].blocking;

	(void)state;
	assert_true(ratio->calls == 0 && ratio->value == 0 && ratio->low == 0 && ratio->high == 1);
	assert_true(loads.trunk[0].offered == 0);
	loads_release(&loads);
	offered_release(offered);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_units),
		cmocka_unit_test(units_are_long_enough),
		cmocka_unit_test(nothing_lost_is_not_never),
		cmocka_unit_test(no_calls_tell_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
