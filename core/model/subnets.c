/* SPDX-License-Identifier: MIT */
#include "model/subnets.h"

#include "base/mem.h"
#include "model/walk.h"

#include <stdlib.h>
#include <string.h>

struct address subnet_first(const struct address *address)
{
	struct address first = *address;

	for (unsigned i = 0; i < sizeof(first.bytes); i++) {
		unsigned kept = first.prefix > i * 8 ? first.prefix - i * 8 : 0;

		if (kept < 8)
			first.bytes[i] &= (uint8_t)(0xff00 >> kept);
	}
	return first;
}

static uint64_t *lengths_of(struct subnet_index *index, const struct address *address)
{
	return index->lengths[address->bits == 128];
}

static int compare_prefixes(const struct address *a, const struct address *b)
{
	int order;

	if (a->bits != b->bits)
		return a->bits < b->bits ? -1 : 1;
	order = memcmp(a->bytes, b->bytes, sizeof(a->bytes));
	return order != 0 ? order : (a->prefix > b->prefix) - (a->prefix < b->prefix);
}

/* Of equal ones those that a client can compute come first, then in document order. */
static int compare_entries(const void *left, const void *right)
{
	const struct subnet_entry *a = left;
	const struct subnet_entry *b = right;
	int order = compare_prefixes(&a->first, &b->first);

	if (order == 0)
		order = a->has_host_bits - b->has_host_bits;
	return order != 0 ? order : (a->element > b->element) - (a->element < b->element);
}

bool subnet_index_make(struct subnet_index *index, const struct topology *topo)
{
	struct walk subnets = walk_kind(topo, K_SUBNET);
	const struct element *subnet;

	*index = (struct subnet_index){ .topo = topo };
	index->entry = mem_alloc((size_t)topo_count(topo, K_SUBNET) * sizeof(*index->entry));
	if (index->entry == NULL)
		return false;
	while ((subnet = walk_next(&subnets)) != NULL) {
		struct subnet_entry *entry = &index->entry[index->n];
		struct address written;

		if (!topo_address(topo, subnet, A_ADDRESS, &written))
			continue;
		*entry = (struct subnet_entry){ .first = subnet_first(&written),
			.element = topo_index(topo, subnet) };
		entry->has_host_bits = !address_equal(&entry->first, &written);
		lengths_of(index, &written)[written.prefix / 64] |= BIT(written.prefix % 64);
		index->n++;
	}
	if (index->n > 0)
		qsort(index->entry, index->n, sizeof(*index->entry), compare_entries);
	return true;
}

void subnet_index_release(struct subnet_index *index)
{
	mem_free(index->entry);
	*index = (struct subnet_index){ 0 };
}

/* The first entry of this prefix, or NULL. */
static const struct subnet_entry *find(const struct subnet_index *index, const struct address *first)
{
	uint32_t low = 0;
	uint32_t high = index->n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (compare_prefixes(&index->entry[middle].first, first) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == index->n || compare_prefixes(&index->entry[low].first, first) != 0)
		return NULL;
	return &index->entry[low];
}

const struct element *subnet_exact(const struct subnet_index *index, const struct address *client)
{
	struct address first = subnet_first(client);
	const struct subnet_entry *entry = find(index, &first);

	return entry != NULL && !entry->has_host_bits ? &index->topo->element[entry->element] : NULL;
}

/* The narrowest one around the address whose prefix is not longer than this. */
static const struct element *find_around(
	const struct subnet_index *index, const struct address *address, unsigned longest)
{
	const uint64_t *lengths = index->lengths[address->bits == 128];
	struct address wanted = *address;

	for (unsigned prefix = longest + 1; prefix-- > 0;) {
		const struct subnet_entry *entry;

		if (!(lengths[prefix / 64] & BIT(prefix % 64)))
			continue;
		wanted.prefix = (uint8_t)prefix;
		wanted = subnet_first(&wanted);
		entry = find(index, &wanted);
		if (entry != NULL)
			return &index->topo->element[entry->element];
	}
	return NULL;
}

const struct element *subnet_around(const struct subnet_index *index, const struct address *address)
{
	return find_around(index, address, address->bits);
}

const struct element *subnet_holding(const struct subnet_index *index, const struct address *prefix)
{
	return find_around(index, prefix, prefix->prefix);
}
