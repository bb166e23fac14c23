/* SPDX-License-Identifier: MIT */
/* The tables about groups that move, stage by stage; "now" is the plan as it is. */
#include "base/buf.h"
#include "report/sizes_tables.h"

#include <string.h>

static const char *stage_name(struct size_tables *tables, uint32_t stage)
{
	return stage > 0 ? size_tables_number(tables, stage) : "now";
}

static void add_change(struct size_tables *tables, const char *quantity, double before, double after)
{
	size_tables_add(tables, TABLE_MOVE,
		(const char *[]){
			quantity, size_tables_number(tables, before), size_tables_number(tables, after) });
}

/* One group alone, as a comparison. */
static void add_move(struct size_tables *tables, const char *users, const struct size_change *carrier)
{
	const struct site_sizes *before = &carrier->before, *after = &carrier->after;

	size_tables_add(tables, TABLE_MOVE, (const char *[]){ "group", "", users });
	size_tables_add(tables, TABLE_MOVE, (const char *[]){ "site", before->site, after->site });
	add_change(tables, "carried Erlang", before->carried, after->carried);
	add_change(tables, "channels", before->channels, after->channels);
	add_change(tables, "trunks", before->trunks, after->trunks);
	add_change(tables, "Mediation Servers", before->mediation_servers, after->mediation_servers);
	add_change(tables, "gateway ports", before->gateway_ports, after->gateway_ports);
	add_change(tables, "gateways", before->gateways, after->gateways);
	add_change(tables, "kbps", before->bandwidth_kbps, after->bandwidth_kbps);
}

static void add_site(struct size_tables *tables, uint32_t stage, const struct site_sizes *site)
{
	size_tables_add(tables, TABLE_STAGE_SITES,
		(const char *[]){ stage_name(tables, stage), site->site,
			size_tables_number(tables, site->erlang), size_tables_number(tables, site->carried),
			size_tables_number(tables, site->channels), size_tables_number(tables, site->trunks),
			size_tables_number(tables, site->relayed),
			size_tables_number(tables, site->mediation_servers),
			size_tables_number(tables, site->servers_one_lost),
			size_tables_number(tables, site->media_ports),
			size_tables_number(tables, site->gateway_ports),
			size_tables_number(tables, site->gateways),
			size_tables_number(tables, site->bandwidth_kbps) });
}

static void add_pbx(struct size_tables *tables, uint32_t stage, const struct size_pbx *pbx)
{
	size_tables_add(tables, TABLE_STAGE_PBXS,
		(const char *[]){ stage_name(tables, stage), pbx->pbx, size_tables_number(tables, pbx->left),
			size_tables_number(tables, pbx->passing), size_tables_number(tables, pbx->channels),
			size_tables_number(tables, pbx->planned), pbx->why });
}

static void add_link(struct size_tables *tables, uint32_t stage, const struct size_link *link)
{
	size_tables_add(tables, TABLE_STAGE_LINKS,
		(const char *[]){ stage_name(tables, stage), link->link,
			size_tables_number(tables, link->calls), size_tables_number(tables, link->wire_kbps),
			size_tables_number(tables, link->planning_kbps),
			size_tables_number(tables, link->tunnel_kbps),
			size_tables_number(tables, link->capacity_kbps) });
}

static void add_shortages(struct size_tables *tables, uint32_t stage, const struct size_shortages *shortages)
{
	for (uint32_t i = 0; i < shortages->n; i++) {
		const struct size_shortage *shortage = &shortages->entry[i];

		size_tables_add(tables, TABLE_SHORT,
			(const char *[]){ stage_name(tables, stage), shortage->element, shortage->what,
				size_tables_number(tables, shortage->needed),
				size_tables_number(tables, shortage->planned) });
	}
}

/* "red: calls that its trunks admit; ..." */
static const char *what_is_new(struct size_tables *tables, const struct size_shortages *shortages)
{
	const char *text = "nothing";
	struct buf buf = { 0 };

	for (uint32_t i = 0; i < shortages->n; i++)
		if (shortages->entry[i].is_new)
			buf_printf(&buf, "%s%s: %s", buf.length > 0 ? "; " : "", shortages->entry[i].element,
				shortages->entry[i].what);
	if (buf.length > 0)
		text = arena_copy(&tables->arena, buf_text(&buf), buf.length);
	buf_release(&buf);
	return text;
}

/* Sites as they were before the first stage that changes them. */
static void add_sites_before(struct size_tables *tables, const struct sizes *sizes)
{
	for (uint32_t i = 0; i < sizes->n_site; i++) {
		const struct site_sizes *site = &sizes->site[i];
		bool changes = false;

		for (uint32_t j = 0; j < sizes->n_stage && !changes; j++)
			for (uint32_t k = 0; k < sizes->stage[j].n_site && !changes; k++)
				changes = strcmp(sizes->stage[j].site[k].after.site, site->site) == 0;
		if (changes)
			add_site(tables, 0, site);
	}
}

/* With what was before, the first time that it comes up. */
static void add_pbx_change(struct size_tables *tables, const struct sizes *sizes, uint32_t number,
	const struct size_pbx_change *change)
{
	bool first = true;

	for (uint32_t i = 0; i + 1 < number && first; i++)
		for (uint32_t j = 0; j < sizes->stage[i].n_pbx && first; j++)
			first = strcmp(sizes->stage[i].pbx[j].after.pbx, change->after.pbx) != 0;
	if (first)
		add_pbx(tables, number - 1, &change->before);
	add_pbx(tables, number, &change->after);
}

static void add_stage(struct size_tables *tables, const struct sizes *sizes, uint32_t number)
{
	const struct size_stage *stage = &sizes->stage[number - 1];

	size_tables_add(tables, TABLE_STAGES,
		(const char *[]){ stage_name(tables, number), stage->users,
			size_tables_number(tables, stage->erlang), what_is_new(tables, &stage->shortages) });
	for (uint32_t i = 0; i < stage->n_site; i++)
		add_site(tables, number, &stage->site[i].after);
	for (uint32_t i = 0; i < stage->n_pbx; i++)
		add_pbx_change(tables, sizes, number, &stage->pbx[i]);
	for (uint32_t i = 0; i < stage->links.n; i++)
		add_link(tables, number, &stage->links.link[i]);
	add_shortages(tables, number, &stage->shortages);
	for (uint32_t i = 0; i < stage->notes.n; i++)
		size_tables_add(tables, TABLE_WHY, (const char *[]){ stage->users, stage->notes.text[i] });
}

void size_tables_add_stages(struct size_tables *tables, const struct sizes *sizes)
{
	const struct size_change *carrier = sizes_single_move(sizes);

	if (carrier != NULL)
		add_move(tables, sizes->stage[0].users, carrier);
	add_sites_before(tables, sizes);
	add_shortages(tables, 0, &sizes->shortages);
	for (uint32_t i = 0; i < sizes->n_stage; i++)
		add_stage(tables, sizes, i + 1);
}
