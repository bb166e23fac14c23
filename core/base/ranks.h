/* SPDX-License-Identifier: MIT */
/*
 * ranks.h - processes on several machines that mpirun or srun started together: ranks from 0 on.
 *
 * Only a build with LYNC_TOPO_MPI knows of others; for all else this process is alone, rank 0 of 1. All ranks run the
 * same command; rank 0 speaks for all, the others have no standard output and error. spread_run() shares work among
 * them.
 */
#ifndef LYNC_TOPO_BASE_RANKS_H
#define LYNC_TOPO_BASE_RANKS_H

#include "base/spread.h"

struct spread_queue;

#ifdef LYNC_TOPO_MPI

/* First of all; does nothing when nobody started several. ranks_close() when all is done. */
void ranks_open(void);
void ranks_close(void);

uint32_t ranks_count(void);
uint32_t ranks_own(void);

/* Private to spread.c, where there are several. */
enum spread_status spread_over_ranks(struct spread_queue *queue);

#else

static inline void ranks_open(void)
{
}

static inline void ranks_close(void)
{
}

static inline uint32_t ranks_count(void)
{
	return 1;
}

static inline uint32_t ranks_own(void)
{
	return 0;
}

static inline enum spread_status spread_over_ranks(struct spread_queue *queue)
{
	(void)queue;
	return SPREAD_DONE;
}

#endif

#endif
