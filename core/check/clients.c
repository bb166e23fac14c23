/* SPDX-License-Identifier: MIT */
#include "check/clients.h"

#include "base/mem.h"
#include "check/derived.h"

#include <stdlib.h>

static struct address without_host_bits(struct address address)
{
	for (unsigned bit = address.prefix; bit < address.bits; bit++)
		address.bytes[bit / 8] &= (uint8_t) ~(0x80u >> bit % 8);
	return address;
}

static int compare_networks(const struct address *a, const struct address *b)
{
	int order = memcmp(a->bytes, b->bytes, sizeof(a->bytes));

	if (a->bits != b->bits)
		return a->bits < b->bits ? -1 : 1;
	return order != 0 ? order : (int)a->prefix - (int)b->prefix;
}

static int compare_clients(const void *left, const void *right)
{
	const struct client *a = left;
	const struct client *b = right;
	int order = compare_networks(&a->subnet, &b->subnet);

	return order != 0 ? order : (a->users > b->users) - (a->users < b->users);
}

/* The known ones from the front, the others from the back. */
static void fill(struct run *run, struct clients *clients, uint32_t room)
{
	struct walk groups = see_kind(run, K_USERS);
	const struct element *users;
	uint32_t back = room;

	while ((users = walk_next(&groups)) != NULL) {
		struct client client = { .users = users };

		if (!see_voice(run, users))
			continue;
		if (see_address(run, users, A_SUBNET, &client.subnet)) {
			client.subnet = without_host_bits(client.subnet);
			clients->at[clients->n_known++] = client;
		} else {
			clients->at[--back] = client;
		}
	}
	clients->n = clients->n_known + room - back;
	memmove(&clients->at[clients->n_known], &clients->at[back], (room - back) * sizeof(*clients->at));
	qsort(clients->at, clients->n_known, sizeof(*clients->at), compare_clients);
}

const struct clients *clients_of(struct run *run)
{
	uint32_t room = topo_count(run->topo, K_USERS);
	struct clients *clients;

	if (run->clients != NULL || !run->sound)
		return run->clients;
	clients = mem_zalloc(sizeof(*clients));
	if (clients == NULL)
		return NULL;
	clients->at = mem_zalloc((room + 1) * sizeof(*clients->at));
	if (clients->at != NULL)
		fill(run, clients, room);
	run->clients = clients;
	return clients;
}

void clients_release(struct clients *clients)
{
	if (clients != NULL)
		mem_free(clients->at);
	mem_free(clients);
}

/* The first of the known ones that does not come before the network. */
static uint32_t first_from(const struct clients *clients, const struct address *network)
{
	uint32_t low = 0;
	uint32_t high = clients->n_known;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (compare_networks(&clients->at[middle].subnet, network) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void clients_within(
	const struct clients *clients, const struct address *network, uint32_t *ret_first, uint32_t *ret_end)
{
	struct address least = without_host_bits(*network);
	uint32_t low = first_from(clients, &least);
	uint32_t high = clients->n_known;

	*ret_first = low;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (address_contains(&least, &clients->at[middle].subnet))
			low = middle + 1;
		else
			high = middle;
	}
	*ret_end = low;
}
