/* SPDX-License-Identifier: MIT */
#include "base/forked.h"
#include "base/mem.h"
#include "base/spread_queue.h"

#include <poll.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>

enum {
	WAIT_MS = 100, /* between two looks at the watch */
	STATUS_NO_MEMORY = 1,
	STATUS_NOT_SENT,
};

/* What all processes see. */
struct board {
	atomic_uint next; /* place that nobody works on yet */
	atomic_bool stop;
};

/* What stands before a result in a pipe. */
struct head {
	uint64_t place, length;
};

struct crew {
	struct spread_queue *queue;
	struct board *board;
	struct forked *worker;
	struct pollfd *ear;
	struct buf *heard; /* by worker: not taken yet */
	uint32_t n, at_work;
	enum spread_status status;
};

static bool is_stopped(void *context)
{
	struct board *board = context;

	return atomic_load_explicit(&board->stop, memory_order_relaxed);
}

/* In a process of the crew: a unit after the other. */
static int work_along(void *context, int to)
{
	const struct crew *crew = context;
	struct spread_stop stop = { .ask = is_stopped, .context = crew->board };
	struct buf result = { 0 };

	while (!spread_stops(&stop)) {
		struct head head = { .place = atomic_fetch_add(&crew->board->next, 1) };

		if (head.place >= crew->queue->n)
			break;
		buf_clear(&result);
		buf_put(&result, (const char *)&head, sizeof(head));
		if (!spread_queue_make(crew->queue, (uint32_t)head.place, &stop, &result))
			return STATUS_NO_MEMORY;
		head.length = result.length - sizeof(head);
		memcpy(result.text, &head, sizeof(head));
		if (!forked_send(to, buf_str(&result)))
			return STATUS_NOT_SENT;
	}
	return 0;
}

/* Whole results among what was heard of a worker. */
static bool take_results(struct spread_queue *queue, struct buf *heard)
{
	size_t at = 0;
	struct head head;

	while (heard->length - at >= sizeof(head)) {
		memcpy(&head, heard->text + at, sizeof(head));
		if (heard->length - at - sizeof(head) < head.length)
			break;
		at += sizeof(head);
		if (!spread_queue_put(
			    queue, (uint32_t)head.place, (struct str){ heard->text + at, head.length }))
			return false;
		at += head.length;
	}
	if (at > 0) {
		memmove(heard->text, heard->text + at, heard->length - at);
		heard->length -= at;
	}
	return true;
}

/* The worker has said all that it will. */
static void dismiss(struct crew *crew, uint32_t i, bool at_once)
{
	int status = forked_end(&crew->worker[i], at_once);

	crew->ear[i].fd = -1;
	crew->at_work--;
	if (crew->status == SPREAD_DONE && WIFEXITED(status) && WEXITSTATUS(status) == STATUS_NO_MEMORY)
		crew->status = SPREAD_NO_MEMORY;
	else if (crew->status == SPREAD_DONE && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
		crew->status = SPREAD_DIED;
}

static void listen_to(struct crew *crew, uint32_t i)
{
	struct buf *heard = &crew->heard[i];

	if (!forked_hear(&crew->worker[i], heard) && !buf_failed(heard))
		dismiss(crew, i, false);
	else if (buf_failed(heard) || !take_results(crew->queue, heard))
		crew->status = SPREAD_NO_MEMORY;
}

/* Until all have gone. What cannot come to anything any more is not waited for. */
static void supervise(struct crew *crew)
{
	while (crew->at_work > 0 && crew->status == SPREAD_DONE) {
		int n = poll(crew->ear, crew->n, WAIT_MS);

		for (uint32_t i = 0; n > 0 && i < crew->n && crew->status == SPREAD_DONE; i++)
			if (crew->ear[i].fd >= 0 && crew->ear[i].revents != 0)
				listen_to(crew, i);
		if (crew->at_work > 0 && spread_queue_watch(crew->queue))
			atomic_store(&crew->board->stop, true);
	}
	for (uint32_t i = 0; i < crew->n; i++)
		if (crew->ear[i].fd >= 0)
			dismiss(crew, i, true);
}

static void hire(struct crew *crew, uint32_t jobs)
{
	while (crew->n < jobs && forked_start(&crew->worker[crew->n], work_along, crew)) {
		crew->ear[crew->n] = (struct pollfd){ .fd = crew->worker[crew->n].from, .events = POLLIN };
		crew->n++;
	}
	crew->at_work = crew->n;
}

static bool crew_open(struct crew *crew, uint32_t jobs)
{
	crew->worker = mem_zalloc(jobs * sizeof(*crew->worker));
	crew->ear = mem_zalloc(jobs * sizeof(*crew->ear));
	crew->heard = mem_zalloc(jobs * sizeof(*crew->heard));
	crew->board = mmap(
		NULL, sizeof(*crew->board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return crew->worker != NULL && crew->ear != NULL && crew->heard != NULL && crew->board != MAP_FAILED;
}

static void crew_release(struct crew *crew)
{
	for (uint32_t i = 0; i < crew->n; i++)
		buf_release(&crew->heard[i]);
	if (crew->board != MAP_FAILED)
		munmap(crew->board, sizeof(*crew->board));
	mem_free(crew->worker);
	mem_free(crew->ear);
	mem_free(crew->heard);
}

enum spread_status spread_over_processes(struct spread_queue *queue, uint32_t jobs, bool *ret_started)
{
	struct crew crew = { .queue = queue, .status = SPREAD_DONE };

	if (crew_open(&crew, jobs))
		hire(&crew, jobs);
	*ret_started = crew.n > 0;
	supervise(&crew);
	if (crew.status == SPREAD_DONE && queue->stopped)
		crew.status = SPREAD_STOPPED;
	crew_release(&crew);
	return crew.status;
}
