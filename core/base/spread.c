/* SPDX-License-Identifier: MIT */
#include "base/spread.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/ranks.h"
#include "base/spread_queue.h"

#include <sched.h>

enum {
	WATCH_MS = 200,
};

bool spread_stops(struct spread_stop *stop)
{
	return stop != NULL && stop->ask(stop->context);
}

bool spread_queue_open(
	struct spread_queue *queue, const struct spread *spread, const struct spread_work *work)
{
	uint32_t step = spread->n_part > 0 ? spread->n_part : 1;
	uint32_t first = spread->n_part > 0 ? spread->part : 0;

	*queue = (struct spread_queue){ .spread = spread, .work = work, .watched = clock_now_ms() };
	queue->n = first < work->n_unit ? (work->n_unit - first - 1) / step + 1 : 0;
	queue->early = mem_zalloc((queue->n + (size_t)1) * sizeof(*queue->early));
	queue->is_early = mem_zalloc((queue->n + (size_t)1) * sizeof(*queue->is_early));
	return queue->early != NULL && queue->is_early != NULL;
}

void spread_queue_release(struct spread_queue *queue)
{
	for (uint32_t i = queue->taken; queue->early != NULL && i < queue->n; i++)
		buf_release(&queue->early[i]);
	mem_free(queue->early);
	mem_free(queue->is_early);
}

static uint32_t unit_at(const struct spread_queue *queue, uint32_t place)
{
	const struct spread *spread = queue->spread;

	return spread->n_part > 0 ? spread->part + place * spread->n_part : place;
}

bool spread_queue_make(
	const struct spread_queue *queue, uint32_t place, struct spread_stop *stop, struct buf *result)
{
	const struct spread_work *work = queue->work;

	return work->make(work->maker, unit_at(queue, place), stop, result) && !buf_failed(result) &&
		!mem_ran_out();
}

static bool take(struct spread_queue *queue, struct str result)
{
	const struct spread_work *work = queue->work;

	return work->take(work->taker, unit_at(queue, queue->taken++), result);
}

bool spread_queue_put(struct spread_queue *queue, uint32_t place, struct str result)
{
	bool good = true;

	queue->done++;
	if (place != queue->taken) {
		queue->is_early[place] = true;
		buf_put(&queue->early[place], result.text, result.length);
		return !buf_failed(&queue->early[place]);
	}
	good = take(queue, result);
	while (good && queue->taken < queue->n && queue->is_early[queue->taken]) {
		struct buf *early = &queue->early[queue->taken];

		good = take(queue, buf_str(early));
		buf_release(early);
	}
	return good;
}

bool spread_queue_watch(struct spread_queue *queue)
{
	const struct spread *spread = queue->spread;
	int64_t now;

	if (queue->stopped || spread->watch == NULL)
		return queue->stopped;
	now = clock_now_ms();
	if (now - queue->watched < WATCH_MS)
		return false;
	queue->watched = now;
	queue->stopped = spread->watch(spread->watcher, queue->done, queue->n);
	return queue->stopped;
}

static bool is_stopped(void *context)
{
	return spread_queue_watch(context);
}

static enum spread_status work_here(struct spread_queue *queue)
{
	struct spread_stop stop = { .ask = is_stopped, .context = queue };
	struct buf result = { 0 };
	bool good = true;

	for (uint32_t place = 0; good && place < queue->n && !spread_queue_watch(queue); place++) {
		buf_clear(&result);
		good = spread_queue_make(queue, place, &stop, &result) &&
			spread_queue_put(queue, place, buf_str(&result));
	}
	buf_release(&result);
	return !good ? SPREAD_NO_MEMORY : queue->stopped ? SPREAD_STOPPED : SPREAD_DONE;
}

static enum spread_status work_by_all(struct spread_queue *queue, uint32_t jobs)
{
	bool started = false;
	enum spread_status status = SPREAD_DONE;

	if (ranks_count() > 1)
		return spread_over_ranks(queue);
	if (jobs > 1 && queue->n > 1)
		status = spread_over_processes(queue, jobs < queue->n ? jobs : queue->n, &started);
	return started ? status : work_here(queue);
}

enum spread_status spread_run(const struct spread *spread, const struct spread_work *work)
{
	enum spread_status status = SPREAD_NO_MEMORY;
	struct spread_queue queue;

	if (spread_queue_open(&queue, spread, work))
		status = work_by_all(&queue, spread->jobs);
	spread_queue_release(&queue);
	return status;
}

uint32_t spread_processors(void)
{
	cpu_set_t set;
	int n = sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;

	return n > 0 ? (uint32_t)n : 1;
}
