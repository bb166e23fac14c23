/* SPDX-License-Identifier: MIT */
#include "diag/risks.h"

#include "base/mem.h"

void risks_release(struct risks *risks)
{
	arena_release(&risks->arena);
	mem_free(risks->service);
	mem_free(risks->cut);
	mem_free(risks->availability);
	*risks = (struct risks){ .n_service = 0 };
}
