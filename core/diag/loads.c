/* SPDX-License-Identifier: MIT */
#include "diag/loads.h"

#include "base/mem.h"

#include <math.h>
#include <string.h>

const char *load_method_name(enum load_method method)
{
	switch (method) {
	case LOAD_SIMULATION:
		return "simulation";
	case LOAD_ERLANG_B:
		return "erlang-b";
	case LOAD_ENGSET:
		return "engset";
	case LOAD_MARKOV:
		return "markov";
	}
	return "";
}

bool load_is_known(double value)
{
	return !isnan(value);
}

void loads_warn(struct loads *loads, const char *sentence)
{
	if (!mem_grow(&loads->warning, &loads->room_warning, loads->n_warning + 1, sizeof(*loads->warning)))
		return;
	loads->warning[loads->n_warning++] = arena_copy(&loads->arena, sentence, strlen(sentence));
}

void loads_release(struct loads *loads)
{
	arena_release(&loads->arena);
	mem_free(loads->warning);
	*loads = (struct loads){ .n_trunk = 0 };
}
