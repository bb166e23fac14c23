/* SPDX-License-Identifier: MIT */
#include "diag/difference.h"

#include "base/mem.h"

const char *change_name(enum change change)
{
	switch (change) {
	case CHANGE_ADDED:
		return "added";
	case CHANGE_REMOVED:
		return "removed";
	case CHANGE_CHANGED:
		return "changed";
	}
	return "";
}

void differences_add_element(struct differences *differences, const struct element_change *change)
{
	if (mem_grow(&differences->element, &differences->room_element, differences->n_element + 1,
		    sizeof(*change)))
		differences->element[differences->n_element++] = *change;
}

void differences_add_call(struct differences *differences, const struct call_change *change)
{
	if (mem_grow(&differences->call, &differences->room_call, differences->n_call + 1, sizeof(*change)))
		differences->call[differences->n_call++] = *change;
}

void differences_release(struct differences *differences)
{
	mem_free(differences->element);
	mem_free(differences->call);
	arena_release(&differences->arena);
	*differences = (struct differences){ 0 };
}
