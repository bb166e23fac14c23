/* SPDX-License-Identifier: MIT */
/*
 * Work over ranks of MPI, each one a process that takes one processor. Rank 0 works, too, and answers the others
 * whenever a unit asks whether it is to stop.
 */
#include "base/mem.h"
#include "base/ranks.h"
#include "base/spread_queue.h"

#include <fcntl.h>
#include <mpi.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	TAG_GONE = 1, /* to rank 0: this rank takes no part in any work any more */
	TAG_FIRST = 2,
	STATUS_NO_MEMORY = 4,
	IDLE_US = 500, /* between two looks at who has something to say */
};

#define NO_PLACE UINT64_MAX

static int own, count = 1;
static bool *is_gone;            /* rank 0: by rank: it will not ask any more */
static int work_tag = TAG_FIRST; /* of the work at hand: another one for each call, stop_tag() beside it */

static int stop_tag(void)
{
	return work_tag + 1;
}

/* For what cannot be told to the other ranks otherwise. */
static void *or_abort(void *memory)
{
	if (memory == NULL)
		MPI_Abort(MPI_COMM_WORLD, STATUS_NO_MEMORY);
	return memory;
}

static bool were_several_started(void)
{
	static const char *const signs[] = { "OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK", "PMI_SIZE" };

	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (getenv(signs[i]) != NULL)
			return true;
	return false;
}

static void be_silent(void)
{
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (nowhere < 0)
		return;
	dup2(nowhere, STDOUT_FILENO);
	dup2(nowhere, STDERR_FILENO);
	close(nowhere);
}

void ranks_open(void)
{
	if (!were_several_started())
		return;
	MPI_Init(NULL, NULL);
	MPI_Comm_rank(MPI_COMM_WORLD, &own);
	MPI_Comm_size(MPI_COMM_WORLD, &count);
	if (own > 0)
		be_silent();
	is_gone = or_abort(mem_zalloc((size_t)count * sizeof(*is_gone)));
}

uint32_t ranks_count(void)
{
	return (uint32_t)count;
}

uint32_t ranks_own(void)
{
	return (uint32_t)own;
}

/* What stands before a result, and is all of a rank's first message. */
struct head {
	uint64_t place;
	uint64_t failed; /* 1: there was no memory for the result */
};

struct office {
	struct spread_queue *queue;
	struct buf message;
	uint32_t next;   /* place that nobody works on yet */
	bool *busy;      /* by rank */
	bool *dismissed; /* by rank: it was told that there is no more work */
	bool told_to_stop;
	bool failed;
};

static bool has_come(int source, int tag, MPI_Status *status)
{
	int flag = 0;

	MPI_Iprobe(source, tag, MPI_COMM_WORLD, &flag, status);
	return flag != 0;
}

static void hear_who_is_gone(void)
{
	MPI_Status status;

	while (has_come(MPI_ANY_SOURCE, TAG_GONE, &status)) {
		MPI_Recv(NULL, 0, MPI_BYTE, status.MPI_SOURCE, TAG_GONE, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
		is_gone[status.MPI_SOURCE] = true;
	}
}

static bool is_over(const struct office *office)
{
	return office->queue->stopped || office->failed || office->next >= office->queue->n;
}

static void give_work(struct office *office, int rank)
{
	uint64_t place = is_over(office) ? NO_PLACE : office->next++;

	office->busy[rank] = place != NO_PLACE;
	office->dismissed[rank] = place == NO_PLACE;
	MPI_Send(&place, sizeof(place), MPI_BYTE, rank, work_tag, MPI_COMM_WORLD);
}

static void take_message(struct office *office, const MPI_Status *status)
{
	struct buf *message = &office->message;
	int length = 0;
	struct head head = { .place = NO_PLACE };

	MPI_Get_count(status, MPI_BYTE, &length);
	buf_clear(message);
	while (message->length < (size_t)length && !buf_failed(message))
		buf_putc(message, 0);
	or_abort(buf_failed(message) ? NULL : message);
	MPI_Recv(message->text, length, MPI_BYTE, status->MPI_SOURCE, work_tag, MPI_COMM_WORLD,
		MPI_STATUS_IGNORE);
	memcpy(&head, message->text, sizeof(head));
	office->failed |= head.failed != 0;
	if (head.place != NO_PLACE && !office->failed)
		office->failed = !spread_queue_put(office->queue, (uint32_t)head.place,
			(struct str){ message->text + sizeof(head), message->length - sizeof(head) });
	give_work(office, status->MPI_SOURCE);
}

static void tell_to_stop(struct office *office)
{
	for (int rank = 1; rank < count && !office->told_to_stop; rank++)
		if (office->busy[rank])
			MPI_Send(NULL, 0, MPI_BYTE, rank, stop_tag(), MPI_COMM_WORLD);
	office->told_to_stop = true;
}

/* Answers whoever has asked. True: stop. */
static bool attend(void *context)
{
	struct office *office = context;
	MPI_Status status;

	while (has_come(MPI_ANY_SOURCE, work_tag, &status))
		take_message(office, &status);
	hear_who_is_gone();
	if (!spread_queue_watch(office->queue) && !office->failed)
		return false;
	tell_to_stop(office);
	return true;
}

/* All ranks but this one were dismissed (NULL: from nothing) or are gone. */
static bool are_all_through(const bool *dismissed)
{
	for (int rank = 1; rank < count; rank++)
		if (!is_gone[rank] && (dismissed == NULL || !dismissed[rank]))
			return false;
	return true;
}

static enum spread_status run_office(struct spread_queue *queue)
{
	struct office office = {
		.queue = queue,
		.busy = or_abort(mem_zalloc((size_t)count * sizeof(bool))),
		.dismissed = or_abort(mem_zalloc((size_t)count * sizeof(bool))),
	};
	struct spread_stop stop = { .ask = attend, .context = &office };
	struct buf result = { 0 };

	while (!attend(&office) && !is_over(&office)) {
		uint32_t place = office.next++;

		buf_clear(&result);
		office.failed |= !spread_queue_make(queue, place, &stop, &result) ||
			!spread_queue_put(queue, place, buf_str(&result));
	}
	for (; !are_all_through(office.dismissed); attend(&office))
		usleep(IDLE_US);
	buf_release(&result);
	buf_release(&office.message);
	mem_free(office.busy);
	mem_free(office.dismissed);
	return office.failed ? SPREAD_NO_MEMORY : queue->stopped ? SPREAD_STOPPED : SPREAD_DONE;
}

static bool is_told_to_stop(void *context)
{
	bool *told = context;
	MPI_Status status;

	*told = *told || has_come(0, stop_tag(), &status);
	return *told;
}

static uint64_t ask_for_work(struct buf *message)
{
	uint64_t place;

	MPI_Send(message->text, (int)message->length, MPI_BYTE, 0, work_tag, MPI_COMM_WORLD);
	MPI_Recv(&place, sizeof(place), MPI_BYTE, 0, work_tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
	return place;
}

static void put_head(struct buf *message, const struct head *head)
{
	buf_clear(message);
	buf_put(message, (const char *)head, sizeof(*head));
	or_abort(buf_failed(message) ? NULL : message);
}

/* Results are rank 0's: here nothing is taken. */
static enum spread_status work_for_office(const struct spread_queue *queue)
{
	bool told = false;
	struct spread_stop stop = { .ask = is_told_to_stop, .context = &told };
	struct head head = { .place = NO_PLACE };
	struct buf message = { 0 };

	put_head(&message, &head);
	for (uint64_t place; (place = ask_for_work(&message)) != NO_PLACE;) {
		head.place = place;
		put_head(&message, &head);
		if (!spread_queue_make(queue, (uint32_t)place, &stop, &message)) {
			head.failed = 1;
			buf_release(&message);
			put_head(&message, &head);
		}
	}
	buf_release(&message);
	return SPREAD_DONE;
}

enum spread_status spread_over_ranks(struct spread_queue *queue)
{
	enum spread_status status = own == 0 ? run_office(queue) : work_for_office(queue);

	work_tag += 2;
	return status;
}

/* Rank 0 waits for those that still work, as they may when it could not read its input. */
void ranks_close(void)
{
	if (is_gone == NULL)
		return; /* nobody started several */
	if (own > 0)
		MPI_Send(NULL, 0, MPI_BYTE, 0, TAG_GONE, MPI_COMM_WORLD);
	while (own == 0 && !are_all_through(NULL)) {
		struct spread_work nothing = { .n_unit = 0 };

		(void)spread_run(&(struct spread){ .jobs = 1 }, &nothing);
	}
	mem_free(is_gone);
	MPI_Finalize();
}
