/* SPDX-License-Identifier: MIT */
/*
 * Risks as bytes: they come back behind what is there, and anybody's bytes do no harm.
 */
#include "base/mem.h"
#include "diag/risks.h"
#include "support.h"

static const char *const both[] = { "t1", "t2" };
static struct risk_service services[] = {
	{ .service = "ev-to-pstn",
		.site = "red",
		.call = "red/ev-to-pstn",
		.from = "a",
		.to = "+1",
		.works = true,
		.trials = 12,
		.is_partial = true,
		.is_stopped = true },
	{ .service = "ev-to-pstn@bypass", .site = "red", .call = "red/ev-to-pstn", .from = "a", .to = "+1" },
};
static struct risk_cut cuts[] = {
	{ .service = 0, .target = both, .n_target = 1 },
	{ .service = 1, .target = both, .n_target = 2, .shared = "red" },
};
static struct risk_availability available[] = {
	{ .service = 1,
		.value = 0.1,
		.low = 0.05,
		.high = 1,
		.minutes = 3.25,
		.weakest = "t1",
		.gain = 1e-9 },
	{ .service = 0, .value = 1, .low = 1, .high = 1 },
};
static const struct risks sample = {
	.service = services,
	.n_service = ARRAY_LEN(services),
	.cut = cuts,
	.n_cut = ARRAY_LEN(cuts),
	.availability = available,
	.n_availability = ARRAY_LEN(available),
};

static void expect_sample(const struct risks *risks, uint32_t n)
{
	const struct risk_service *service = &risks->service[(size_t)2 * n];
	const struct risk_cut *cut = &risks->cut[(size_t)2 * n];
	const struct risk_availability *found = &risks->availability[(size_t)2 * n];

	assert_string_equal(service[0].service, "ev-to-pstn");
	assert_string_equal(service[0].to, "+1");
	assert_true(service[0].works && service[0].is_partial && service[0].is_stopped);
	assert_int_equal(service[0].trials, 12);
	assert_string_equal(service[1].service, "ev-to-pstn@bypass");
	assert_false(service[1].works || service[1].is_partial || service[1].is_stopped);
	assert_int_equal(cut[0].service, 2 * n);
	assert_int_equal(cut[0].n_target, 1);
	assert_null(cut[0].shared);
	assert_int_equal(cut[1].service, 2 * n + 1);
	assert_string_equal(cut[1].target[1], "t2");
	assert_string_equal(cut[1].shared, "red");
	assert_int_equal(found[0].service, 2 * n + 1);
	assert_true(found[0].value == 0.1 && found[0].minutes == 3.25 && found[0].gain == 1e-9);
	assert_string_equal(found[0].weakest, "t1");
	assert_null(found[1].weakest);
}

static void what_was_packed_comes_behind_what_is_there(void **state)
{
	struct risks risks = { 0 };
	struct buf buf = { 0 };

	(void)state;
	risks_pack(&sample, &buf);
	for (uint32_t n = 0; n < 3; n++) {
		assert_true(risks_add_packed(&risks, buf_str(&buf)));
		assert_int_equal(risks.n_service, 2 * n + 2);
		expect_sample(&risks, n);
	}
	risks_release(&risks);
	buf_release(&buf);
}

static void shortened_lengthened_or_changed_it_does_no_harm(void **state)
{
	struct buf buf = { 0 };
	struct risks risks = { 0 };

	(void)state;
	risks_pack(&sample, &buf);
	for (size_t length = 0; length < buf.length; length++)
		assert_false(risks_add_packed(&risks, (struct str){ buf.text, length }));
	for (size_t i = 0; i < buf.length; i++) {
		char kept = buf.text[i];

		for (unsigned change = 1; change < 256; change += 9) {
			buf.text[i] = (char)((unsigned char)kept ^ change);
			risks_release(&risks);
			(void)risks_add_packed(&risks, buf_str(&buf));
			for (uint32_t cut = 0; cut < risks.n_cut; cut++)
				assert_true(risks.cut[cut].service < risks.n_service);
		}
		buf.text[i] = kept;
	}
	buf_putc(&buf, '\0');
	assert_false(risks_add_packed(&risks, buf_str(&buf)));
	risks_release(&risks);
	buf_release(&buf);
}

static void every_allocation_may_fail(void **state)
{
	struct buf buf = { 0 };
	bool good = false;

	(void)state;
	risks_pack(&sample, &buf);
	for (int64_t n = 0; !good; n++) {
		struct risks risks = { 0 };

		mem_fail_after(n, true);
		good = risks_add_packed(&risks, buf_str(&buf));
		assert_true(good != mem_ran_out());
		mem_fail_after(-1, false);
		risks_release(&risks);
		assert_true(n < 1000);
	}
	buf_release(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_packed_comes_behind_what_is_there),
		cmocka_unit_test(shortened_lengthened_or_changed_it_does_no_harm),
		cmocka_unit_test(every_allocation_may_fail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
