/* SPDX-License-Identifier: MIT */
#include "report/sizes_tables.h"

#include "base/mem.h"

#include <string.h>

/* Titles and columns; a NULL ends the columns. */
static const struct {
	const char *title;
	const char *column[TABLE_COLUMNS + 1];
} heads[SIZE_TABLES] = {
	[TABLE_SITES] = { "Sites",
		{ "site", "Erlang", "carried Erlang", "channels", "trunks", "relayed calls",
			"Mediation Servers", "one lost", "media ports", "gateway ports", "gateways", "kbps",
			"branch form" } },
	[TABLE_SERVERS] = { "Mediation Servers by kind",
		{ "site", "kind", "calls a server", "servers", "one lost", "source" } },
	[TABLE_LINKS] = { "Links, kbps one way",
		{ "link", "calls", "wire", "planning", "planning with tunnel", "SIP trunk formula",
			"capacity", "why" } },
	[TABLE_MOVE] = { "Move to Enterprise Voice", { "quantity", "before", "after" } },
	[TABLE_STAGES] = { "Stages", { "stage", "moves", "Erlang from PBXs", "not enough from here on" } },
	[TABLE_STAGE_SITES] = { "Sites by stage",
		{ "stage", "site", "Erlang", "carried Erlang", "channels", "trunks", "relayed calls",
			"Mediation Servers", "one lost", "media ports", "gateway ports", "gateways",
			"kbps" } },
	[TABLE_STAGE_PBXS] = { "PBXs by stage",
		{ "stage", "PBX", "Erlang left", "Erlang to Mediation Servers", "channels", "planned",
			"why" } },
	[TABLE_STAGE_LINKS] = { "Links by stage, kbps one way",
		{ "stage", "link", "calls", "wire", "planning", "planning with tunnel", "capacity" } },
	[TABLE_SHORT] = { "Not enough", { "stage", "element", "what", "needed", "planned" } },
	[TABLE_FIREWALL] = { "Firewall openings", { "from", "to", "protocol", "ports", "why" } },
	[TABLE_DNS] = { "Names", { "name", "type", "value", "why" } },
	[TABLE_UNKNOWN] = { "Not known", { "element", "needs", "without it" } },
	[TABLE_WHY] = { "How it was counted", { "site", "step" } },
	[TABLE_FIGURES] = { "Figures", { "name", "value", "unit", "source" } },
};

static const char **add_row(struct size_tables *tables, enum size_table_number number)
{
	struct size_table *table = &tables->table[number];

	if (!mem_grow(&table->cell, &table->room, table->n_rows + 1, sizeof(*table->cell)))
		return NULL;
	return table->cell[table->n_rows++];
}

/* As many cells as the table has columns. */
void size_tables_add(struct size_tables *tables, enum size_table_number number, const char *const *cells)
{
	const char **row = add_row(tables, number);

	if (row != NULL)
		memcpy(row, cells, tables->table[number].n_columns * sizeof(*cells));
}

const char *size_tables_number(struct size_tables *tables, double number)
{
	return number < 0 ? "?" : arena_printf(&tables->arena, "%.10g", number);
}

static const char *site_name(const struct site_sizes *site)
{
	return *site->site != '\0' ? site->site : "all";
}

static void add_site(struct size_tables *tables, const struct site_sizes *site)
{
	const char *const cells[TABLE_COLUMNS] = {
		site_name(site),
		size_tables_number(tables, site->erlang),
		size_tables_number(tables, site->carried),
		size_tables_number(tables, site->channels),
		size_tables_number(tables, site->trunks),
		size_tables_number(tables, site->relayed),
		size_tables_number(tables, site->mediation_servers),
		size_tables_number(tables, site->servers_one_lost),
		size_tables_number(tables, site->media_ports),
		size_tables_number(tables, site->gateway_ports),
		size_tables_number(tables, site->gateways),
		size_tables_number(tables, site->bandwidth_kbps),
		site->branch_form,
	};

	size_tables_add(tables, TABLE_SITES, cells);
	for (uint32_t i = 0; i < site->why.n; i++)
		size_tables_add(tables, TABLE_WHY, (const char *[]){ site_name(site), site->why.text[i] });
}

static void add_sites(struct size_tables *tables, const struct sizes *sizes)
{
	for (uint32_t i = 0; i < sizes->n_site; i++)
		add_site(tables, &sizes->site[i]);
	add_site(tables, &sizes->total);
	for (uint32_t i = 0; i < sizes->n_choice; i++) {
		const struct server_choice *choice = &sizes->choice[i];

		size_tables_add(tables, TABLE_SERVERS,
			(const char *[]){ choice->site, choice->kind,
				size_tables_number(tables, choice->calls),
				size_tables_number(tables, choice->servers),
				size_tables_number(tables, choice->one_lost), choice->source });
	}
}

static void add_links(struct size_tables *tables, const struct sizes *sizes)
{
	for (uint32_t i = 0; i < sizes->links.n; i++) {
		const struct size_link *link = &sizes->links.link[i];

		size_tables_add(tables, TABLE_LINKS,
			(const char *[]){ link->link, size_tables_number(tables, link->calls),
				size_tables_number(tables, link->wire_kbps),
				size_tables_number(tables, link->planning_kbps),
				size_tables_number(tables, link->tunnel_kbps),
				size_tables_number(tables, link->formula_kbps),
				size_tables_number(tables, link->capacity_kbps), link->why });
	}
}

static void add_lists(struct size_tables *tables, const struct sizes *sizes)
{
	for (uint32_t i = 0; i < sizes->n_opening; i++) {
		const struct size_opening *opening = &sizes->opening[i];

		size_tables_add(tables, TABLE_FIREWALL,
			(const char *[]){ opening->from, opening->to, opening->protocol, opening->ports,
				opening->why });
	}
	for (uint32_t i = 0; i < sizes->n_name; i++) {
		const struct size_name *name = &sizes->name[i];

		size_tables_add(tables, TABLE_DNS,
			(const char *[]){ name->name, name->type, name->value, name->why });
	}
	for (uint32_t i = 0; i < sizes->n_gap; i++) {
		const struct size_gap *gap = &sizes->gap[i];

		size_tables_add(
			tables, TABLE_UNKNOWN, (const char *[]){ gap->element, gap->needs, gap->without });
	}
	for (uint32_t i = 0; i < sizes->n_figure; i++) {
		const struct size_figure *figure = &sizes->figure[i];

		size_tables_add(tables, TABLE_FIGURES,
			(const char *[]){ figure->name, size_tables_number(tables, figure->value),
				figure->unit, figure->source });
	}
}

struct size_tables size_tables_make(const struct sizes *sizes)
{
	struct size_tables tables = { 0 };

	for (unsigned i = 0; i < SIZE_TABLES; i++) {
		struct size_table *table = &tables.table[i];

		table->title = heads[i].title;
		while (heads[i].column[table->n_columns] != NULL) {
			table->column[table->n_columns] = heads[i].column[table->n_columns];
			table->n_columns++;
		}
	}
	add_sites(&tables, sizes);
	add_links(&tables, sizes);
	add_lists(&tables, sizes);
	size_tables_add_stages(&tables, sizes);
	return tables;
}

void size_tables_release(struct size_tables *tables)
{
	for (unsigned i = 0; i < SIZE_TABLES; i++)
		mem_free(tables->table[i].cell);
	arena_release(&tables->arena);
}
