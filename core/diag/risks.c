/* SPDX-License-Identifier: MIT */
#include "diag/risks.h"

#include "base/mem.h"
#include "base/pack.h"

void risks_release(struct risks *risks)
{
	arena_release(&risks->arena);
	mem_free(risks->service);
	mem_free(risks->cut);
	mem_free(risks->availability);
	*risks = (struct risks){ .n_service = 0 };
}

static void pack_service(const struct risk_service *service, struct buf *buf)
{
	pack_text(buf, service->service);
	pack_text(buf, service->site);
	pack_text(buf, service->call);
	pack_text(buf, service->from);
	pack_text(buf, service->to);
	pack_count(buf, service->works);
	pack_count(buf, service->trials);
	pack_count(buf, service->is_partial);
	pack_count(buf, service->is_stopped);
}

static bool add_service(struct risks *risks, struct packed *packed)
{
	struct risk_service *service;

	if (!mem_grow(&risks->service, &risks->room_service, risks->n_service + 1, sizeof(*risks->service)))
		return false;
	service = &risks->service[risks->n_service++];
	service->service = unpack_word(packed, &risks->arena);
	service->site = unpack_word(packed, &risks->arena);
	service->call = unpack_word(packed, &risks->arena);
	service->from = unpack_word(packed, &risks->arena);
	service->to = unpack_word(packed, &risks->arena);
	service->works = unpack_flag(packed);
	service->trials = unpack_count(packed, UINT64_MAX);
	service->is_partial = unpack_flag(packed);
	service->is_stopped = unpack_flag(packed);
	return !packed->broken;
}

static void pack_cut(const struct risk_cut *cut, struct buf *buf)
{
	pack_count(buf, cut->service);
	pack_count(buf, cut->n_target);
	for (uint32_t i = 0; i < cut->n_target; i++)
		pack_text(buf, cut->target[i]);
	pack_text(buf, cut->shared);
}

/* Services are counted from `first` on. */
static uint32_t unpack_service(const struct risks *risks, uint32_t first, struct packed *packed)
{
	uint32_t n = risks->n_service - first;
	uint32_t service = (uint32_t)unpack_count(packed, n > 0 ? n - 1 : 0);

	packed->broken |= n == 0;
	return first + service;
}

static bool add_cut(struct risks *risks, uint32_t first, struct packed *packed)
{
	uint32_t service = unpack_service(risks, first, packed);
	uint32_t n = unpack_entries(packed);
	const char **target = arena_alloc(&risks->arena, (n + (size_t)1) * sizeof(*target));

	if (target == NULL || !mem_grow(&risks->cut, &risks->room_cut, risks->n_cut + 1, sizeof(*risks->cut)))
		return false;
	for (uint32_t i = 0; i < n; i++)
		target[i] = unpack_word(packed, &risks->arena);
	risks->cut[risks->n_cut++] = (struct risk_cut){
		.service = service,
		.target = target,
		.n_target = n,
		.shared = unpack_text(packed, &risks->arena), /* the last one: nothing is read beside it */
	};
	return !packed->broken && n > 0;
}

static void pack_availability(const struct risk_availability *found, struct buf *buf)
{
	pack_count(buf, found->service);
	pack_number(buf, found->value);
	pack_number(buf, found->low);
	pack_number(buf, found->high);
	pack_number(buf, found->minutes);
	pack_text(buf, found->weakest);
	pack_number(buf, found->gain);
}

static bool add_availability(struct risks *risks, uint32_t first, struct packed *packed)
{
	struct risk_availability *found;

	if (!mem_grow(&risks->availability, &risks->room_availability, risks->n_availability + 1,
		    sizeof(*risks->availability)))
		return false;
	found = &risks->availability[risks->n_availability++];
	found->service = unpack_service(risks, first, packed);
	found->value = unpack_number(packed);
	found->low = unpack_number(packed);
	found->high = unpack_number(packed);
	found->minutes = unpack_number(packed);
	found->weakest = unpack_text(packed, &risks->arena);
	found->gain = unpack_number(packed);
	return !packed->broken;
}

void risks_pack(const struct risks *risks, struct buf *buf)
{
	pack_count(buf, risks->n_service);
	for (uint32_t i = 0; i < risks->n_service; i++)
		pack_service(&risks->service[i], buf);
	pack_count(buf, risks->n_cut);
	for (uint32_t i = 0; i < risks->n_cut; i++)
		pack_cut(&risks->cut[i], buf);
	pack_count(buf, risks->n_availability);
	for (uint32_t i = 0; i < risks->n_availability; i++)
		pack_availability(&risks->availability[i], buf);
}

bool risks_add_packed(struct risks *risks, struct str bytes)
{
	struct packed packed = { .rest = bytes };
	uint32_t first = risks->n_service;
	bool good = true;

	for (uint32_t n = unpack_entries(&packed); good && n > 0; n--)
		good = add_service(risks, &packed);
	for (uint32_t n = unpack_entries(&packed); good && n > 0; n--)
		good = add_cut(risks, first, &packed);
	for (uint32_t n = unpack_entries(&packed); good && n > 0; n--)
		good = add_availability(risks, first, &packed);
	return good && unpack_good(&packed) && !mem_ran_out();
}
