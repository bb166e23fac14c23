/* SPDX-License-Identifier: MIT */
#include "export_ids.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *left, const void *right)
{
	const struct export_id *a = left;
	const struct export_id *b = right;

	return strcmp(a->id, b->id);
}

bool export_ids_make(struct export_ids *ids, const struct topology *topo)
{
	*ids = (struct export_ids){ .id = mem_alloc((topo->n_element + 1) * sizeof(*ids->id)) };
	if (ids->id == NULL)
		return false;
	for (uint32_t i = 0; i < topo->n_element; i++) {
		const struct element *e = &topo->element[i];

		if (*topo_id(topo, e) != '\0' && !(e->flags & ELEMENT_SPOILED))
			ids->id[ids->n++] = (struct export_id){ topo_id(topo, e), e };
	}
	if (ids->n > 0)
		qsort(ids->id, ids->n, sizeof(*ids->id), compare);
	return true;
}

void export_ids_release(struct export_ids *ids)
{
	mem_free(ids->id);
	*ids = (struct export_ids){ 0 };
}

/* As strcmp(), of a text that does not end with a zero. */
static int compare_str(struct str text, const char *other)
{
	int order = strncmp(text.text, other, text.length);

	return order != 0 ? order : (other[text.length] != '\0' ? -1 : 0);
}

const struct element *export_ids_find(const struct export_ids *ids, struct str id)
{
	const char *stroke = id.length > 0 ? memchr(id.text, '/', id.length) : NULL;
	uint32_t low = 0;
	uint32_t high = ids->n;

	if (stroke != NULL)
		id.length = (size_t)(stroke - id.text);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = compare_str(id, ids->id[middle].id);

		if (order == 0)
			return ids->id[middle].element;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
