/* SPDX-License-Identifier: MIT */
#include "engine/load_sum.h"

#include "base/mem.h"
#include "model/trunks.h"
#include "model/walk.h"

#include <math.h>

enum {
	ENOUGH_REPLICATIONS = 10,
	LENGTHS_OF_UNIT = 10, /* of calls: then units that follow each other have little in common */
	LENGTHS_OF_LOOK = 2,
};

#define CONFIDENCE 0.95

static double seconds(int64_t time)
{
	return (double)time / (double)NANOSECONDS;
}

/* Parts of a replication that make a unit. */
static uint32_t choose_unit(const struct load_request *request)
{
	double part = seconds(request->duration) / LOAD_BATCHES;
	double least = LENGTHS_OF_UNIT * sources_longest_mean(request->sources);
	uint32_t n = 1;

	if (request->replications >= ENOUGH_REPLICATIONS || !load_is_stationary(request))
		return LOAD_BATCHES;
	while (n < LOAD_BATCHES && (LOAD_BATCHES % n != 0 || n * part < least))
		n++;
	return n;
}

bool load_sum_open(struct load_sum *sum, const struct load_request *request)
{
	*sum = (struct load_sum){
		.request = request,
		.n_trunk = topo_count(request->topo, K_TRUNK),
		.n_stream = request->sources->n,
		.batches_per_unit = choose_unit(request),
	};
	sum->total = mem_zalloc(((size_t)sum->n_trunk + sum->n_stream + 1) * sizeof(*sum->total));
	return sum->total != NULL;
}

void load_sum_release(struct load_sum *sum)
{
	mem_free(sum->total);
	*sum = (struct load_sum){ .n_trunk = 0 };
}

static void add_count(struct load_count *sum, const struct load_count *count)
{
	sum->calls += count->calls;
	sum->lost += count->lost;
	sum->wanted += count->wanted;
	sum->held += count->held;
	sum->failed += count->failed;
}

static void add_row(struct load_total *total, const struct load_row *row, uint32_t n_batch, uint32_t size)
{
	total->reached |= row->reached > 0;
	for (uint32_t i = 0; i < n_batch; i += size) {
		struct load_count unit = { .calls = 0 };

		for (uint32_t j = 0; j < size; j++)
			add_count(&unit, &row->batch[i + j]);
		add_count(&total->count, &unit);
		batches_add(&total->lost, (double)unit.lost, (double)unit.calls);
	}
}

void load_sum_add(struct load_sum *sum, const struct load_sample *sample)
{
	uint32_t n = sample->n_batch - sample->n_batch % sum->batches_per_unit;

	sum->replications += sample->n_batch == LOAD_BATCHES;
	sum->batches += n;
	for (uint32_t i = 0; i < sum->n_trunk + sum->n_stream; i++)
		add_row(&sum->total[i], &sample->row[i], n, sum->batches_per_unit);
}

/* What the intervals of all ratios have in common. */
struct scale {
	double time;  /* watched, all replications together */
	double t;     /* of Student's distribution */
	double looks; /* at the system that are all but independent of each other */
};

static struct scale scale_of(const struct load_sum *sum)
{
	const struct load_request *request = sum->request;
	uint32_t units = sum->batches / sum->batches_per_unit;
	double look = LENGTHS_OF_LOOK * sources_longest_mean(request->sources);
	struct scale scale = {
		.time = seconds(request->duration / LOAD_BATCHES) * sum->batches,
		.t = units > 1 ? student_t(CONFIDENCE, units - 1) : 0,
	};

	scale.looks = look > 0 ? scale.time / look : INFINITY;
	return scale;
}

/*
 * Where no call was lost, or every one, units do not differ, and it is the number of looks that says how much that
 * means: so rare is what none of so many would have shown.
 */
static double unseen(const struct load_total *total, const struct scale *scale)
{
	return 1 - pow((1 - CONFIDENCE) / 2, 1 / fmin((double)total->count.calls, scale->looks));
}

static struct load_ratio ratio_of(const struct load_total *total, const struct scale *scale)
{
	struct interval interval = batches_ratio(&total->lost, scale->t);
	struct load_ratio ratio = {
		.calls = total->count.calls,
		.lost = total->count.lost,
		.value = interval.value,
		.low = interval.low,
		.high = interval.high,
		.exact = NAN,
	};

	if (ratio.calls > 0 && ratio.lost == 0)
		ratio.high = unseen(total, scale);
	else if (ratio.calls > 0 && ratio.lost == ratio.calls)
		ratio.low = 1 - unseen(total, scale);
	return ratio;
}

static double erlang(uint64_t microseconds, const struct scale *scale)
{
	return scale->time > 0 ? (double)microseconds / 1e6 / scale->time : 0;
}

static uint32_t limit_by(const struct topology *topo, const struct element *e, enum attr attr, uint32_t most)
{
	int64_t limit;

	return topo_int(topo, e, attr, &limit) && limit < most ? (uint32_t)limit : most;
}

static struct load_trunk trunk_of(const struct load_sum *sum, const struct element *trunk,
	const struct load_total *total, const struct scale *scale)
{
	const struct topology *topo = sum->request->topo;
	const struct trunk_fallback fallback = trunk_fallback_of(topo);
	uint32_t most = limit_by(
		topo, trunk_holder(topo, &fallback, trunk, A_MAX_CALLS), A_MAX_CALLS, UINT32_MAX);

	most = limit_by(topo, topo_ref(topo, trunk, A_PEER), A_CHANNELS, most);
	return (struct load_trunk){
		.group = topo_id(topo, trunk),
		.is_limited = most < UINT32_MAX,
		.circuits = most < UINT32_MAX ? most : 0,
		.offered = erlang(total->count.wanted, scale),
		.carried = erlang(total->count.held, scale),
		.blocking = ratio_of(total, scale),
		.closed = NAN,
		.chain = NAN,
	};
}

static bool add_trunks(const struct load_sum *sum, const struct scale *scale, struct loads *ret)
{
	struct walk trunks = walk_kind(sum->request->topo, K_TRUNK);
	const struct load_total *total = sum->total;
	const struct element *trunk;

	ret->trunk = arena_alloc(&ret->arena, sum->n_trunk * sizeof(*ret->trunk));
	for (; ret->trunk != NULL && (trunk = walk_next(&trunks)) != NULL; total++)
		if (total->reached)
			ret->trunk[ret->n_trunk++] = trunk_of(sum, trunk, total, scale);
	return ret->trunk != NULL;
}

static bool add_streams(const struct load_sum *sum, const struct scale *scale, struct loads *ret)
{
	const struct load_sources *sources = sum->request->sources;

	ret->stream = arena_alloc(&ret->arena, sum->n_stream * sizeof(*ret->stream));
	for (uint32_t i = 0; ret->stream != NULL && i < sum->n_stream; i++) {
		const struct load_total *total = &sum->total[sum->n_trunk + i];

		ret->stream[ret->n_stream++] = (struct load_stream){
			.stream = arena_printf(&ret->arena, "%s", sources->source[i].id),
			.offered = source_erlang(&sources->source[i]),
			.carried = erlang(total->count.held, scale),
			.loss = ratio_of(total, scale),
			.failed = total->count.failed,
		};
	}
	return ret->stream != NULL;
}

static void warn(const struct load_sum *sum, struct loads *ret)
{
	const struct load_sources *sources = sum->request->sources;

	for (uint32_t i = 0; i < sources->n_warning; i++)
		loads_warn(ret, sources->warning[i]);
	if (ret->units < 2)
		loads_warn(ret,
			"the watched time is too short for an interval: make it longer (duration-s), or run it several times (replications)");
}

bool load_sum_finish(const struct load_sum *sum, struct loads *ret)
{
	const struct load_request *request = sum->request;
	struct scale scale = scale_of(sum);

	ret->duration = seconds(request->duration);
	ret->warm_up = seconds(request->warm_up);
	ret->replications = sum->replications;
	ret->wanted = request->replications;
	ret->units = sum->batches / sum->batches_per_unit;
	if (!add_trunks(sum, &scale, ret) || !add_streams(sum, &scale, ret))
		return false;
	warn(sum, ret);
	return !mem_ran_out();
}
