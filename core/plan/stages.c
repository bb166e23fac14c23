/* SPDX-License-Identifier: MIT */
/*
 * Groups that leave their PBX for Enterprise Voice, stage after stage: what becomes of their sites, of links, of the
 * PBX, and which figures of the plan are not enough any more.
 */
#include "plan/sizing.h"

#include "base/buf.h"
#include "base/mem.h"
#include "model/serving.h"

#include <string.h>

/* The stage under way, and what the ones before it left. */
struct staging {
	struct sizing *sizing;
	struct size_stage *stage;
	const struct element **site, **pbx; /* those of the stage */
	uint32_t room_site, room_pbx;
	struct size_links links; /* after the stage before */
};

static void note(struct sizing *sizing, struct size_reasons *notes, const struct element *users)
{
	const struct element *pbx = serving_pbx(sizing->topo, users);
	bool assumed;

	explain_group(sizing, users, notes);
	if (users_have_voice(sizing->topo, users))
		size_reasons_add(notes, "the group has Enterprise Voice already: nothing changes");
	if (pbx != NULL)
		size_reasons_add(notes,
			say(sizing,
				"%s must send calls for the group's numbers on, over its trunk or tie line to the Mediation Servers or a gateway",
				label_of(sizing, pbx)));
	if (serving_registrar(sizing->topo, users, &assumed) == NULL)
		lacks_fact(sizing, users, "front-end-pool", "where the group registers");
	if (topo_value(sizing->topo, users, A_VOICE_POLICY) == NULL)
		lacks_fact(sizing, users, "voice-policy", "whom the group may call");
	if (topo_text(sizing->topo, users, A_NUMBERS).length == 0)
		lacks_fact(sizing, users, "numbers", "the Line URIs of the group");
}

/* The site as it is before the stage. */
static void add_site(struct staging *staging, const struct element *site)
{
	struct size_stage *stage = staging->stage;

	for (uint32_t i = 0; i < stage->n_site; i++)
		if (staging->site[i] == site)
			return;
	if (!mem_grow(&staging->site, &staging->room_site, stage->n_site + 1, sizeof(*staging->site)) ||
		!mem_grow(&stage->site, &stage->room_site, stage->n_site + 1, sizeof(*stage->site)))
		return;
	staging->site[stage->n_site] = site;
	stage->site[stage->n_site] = (struct size_change){ 0 };
	size_site(staging->sizing, site, &stage->site[stage->n_site++].before);
}

/* Likewise; NULL is none. */
static void add_pbx(struct staging *staging, const struct element *pbx)
{
	struct size_stage *stage = staging->stage;

	for (uint32_t i = 0; i < stage->n_pbx; i++)
		if (staging->pbx[i] == pbx)
			return;
	if (pbx == NULL ||
		!mem_grow(&staging->pbx, &staging->room_pbx, stage->n_pbx + 1, sizeof(*staging->pbx)) ||
		!mem_grow(&stage->pbx, &stage->room_pbx, stage->n_pbx + 1, sizeof(*stage->pbx)))
		return;
	staging->pbx[stage->n_pbx] = pbx;
	stage->pbx[stage->n_pbx] = (struct size_pbx_change){ 0 };
	size_pbx(staging->sizing, pbx, &stage->pbx[stage->n_pbx++].before);
}

/* What is to be known of a group, and the sites that it changes, before it moves. */
static void prepare_group(struct staging *staging, const struct element *users)
{
	struct sizing *sizing = staging->sizing;
	const struct element *site = site_of(sizing->topo, users);
	double erlang;

	sizing->rehearses = false;
	note(sizing, &staging->stage->notes, users);
	sizing->rehearses = true;
	if (staging->stage->erlang >= 0 && !users_have_voice(sizing->topo, users))
		staging->stage->erlang = users_peak_calls(sizing->topo, users, &erlang) ?
			staging->stage->erlang + erlang :
			SIZE_UNKNOWN;
	if (site == NULL)
		return;
	add_site(staging, site);
	add_site(staging, tally_of(sizing, site)->carrier);
	add_pbx(staging, serving_pbx(sizing->topo, users));
}

/* The link in a list of the stage before; those are in the same order, so it is usually at *at. */
static const struct size_link *find_link(const struct size_links *before, uint32_t *at, const char *link)
{
	for (uint32_t i = 0; i < before->n; i++, (*at)++) {
		if (*at >= before->n)
			*at = 0;
		if (strcmp(before->link[*at].link, link) == 0)
			return &before->link[(*at)++];
	}
	return NULL;
}

static void compare_links(struct staging *staging)
{
	struct size_links after = { 0 };
	uint32_t at = 0;

	list_links(staging->sizing, &after);
	for (uint32_t i = 0; i < after.n; i++) {
		const struct size_link *before = find_link(&staging->links, &at, after.link[i].link);

		if (before != NULL && before->calls == after.link[i].calls)
			continue;
		size_links_add(&staging->stage->links, &after.link[i]);
		check_link(staging->sizing, &after.link[i]);
	}
	mem_free(staging->links.link);
	staging->links = after;
}

static const char *name_groups(struct sizing *sizing, const struct plan_stage *wanted)
{
	struct buf buf = { 0 };
	const char *names;

	for (uint32_t i = 0; i < wanted->n; i++)
		buf_printf(&buf, "%s%s", i > 0 ? "," : "", topo_id(sizing->topo, wanted->users[i]));
	names = arena_copy(&sizing->sizes->arena, buf_text(&buf), buf.length);
	buf_release(&buf);
	return names;
}

static void make_stage(struct staging *staging, const struct plan_stage *wanted)
{
	struct sizing *sizing = staging->sizing;
	struct size_stage *stage = staging->stage;

	stage->users = name_groups(sizing, wanted);
	stage->n_users = wanted->n;
	for (uint32_t i = 0; i < wanted->n; i++)
		prepare_group(staging, wanted->users[i]);
	for (uint32_t i = 0; i < wanted->n; i++)
		sizing->moved[wanted->users[i]->place] = true;
	count_people(sizing);
	sizing->shortages = &stage->shortages;
	for (uint32_t i = 0; i < stage->n_site; i++)
		size_site(sizing, staging->site[i], &stage->site[i].after);
	compare_links(staging);
	for (uint32_t i = 0; i < stage->n_pbx; i++)
		size_pbx(sizing, staging->pbx[i], &stage->pbx[i].after);
	sizing->shortages = NULL;
}

void make_stages(struct sizing *sizing, const struct plan_request *request)
{
	struct staging staging = { .sizing = sizing };

	sizing->rehearses = true;
	if (request->n_stage > 0)
		list_links(sizing, &staging.links);
	for (uint32_t i = 0; i < request->n_stage; i++) {
		staging.stage = sizes_add_stage(sizing->sizes);
		if (staging.stage == NULL)
			break;
		make_stage(&staging, &request->stage[i]);
	}
	mem_free(staging.site);
	mem_free(staging.pbx);
	mem_free(staging.links.link);
}
