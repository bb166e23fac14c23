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
		{ "site", "kind", "calls a server", "servers", "one lost" } },
	[TABLE_LINKS] = { "Links, kbps one way",
		{ "link", "calls", "wire", "planning", "planning with tunnel", "SIP trunk formula",
			"capacity", "why" } },
	[TABLE_MOVE] = { "Move to Enterprise Voice", { "quantity", "before", "after" } },
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
static void add_cells(struct size_tables *tables, enum size_table_number number, const char *const *cells)
{
	const char **row = add_row(tables, number);

	if (row != NULL)
		memcpy(row, cells, tables->table[number].n_columns * sizeof(*cells));
}

static const char *number_text(struct size_tables *tables, double number)
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
		number_text(tables, site->erlang),
		number_text(tables, site->carried),
		number_text(tables, site->channels),
		number_text(tables, site->trunks),
		number_text(tables, site->relayed),
		number_text(tables, site->mediation_servers),
		number_text(tables, site->servers_one_lost),
		number_text(tables, site->media_ports),
		number_text(tables, site->gateway_ports),
		number_text(tables, site->gateways),
		number_text(tables, site->bandwidth_kbps),
		site->branch_form,
	};

	add_cells(tables, TABLE_SITES, cells);
	for (uint32_t i = 0; i < site->why.n; i++)
		add_cells(tables, TABLE_WHY, (const char *[]){ site_name(site), site->why.text[i] });
}

static void add_sites(struct size_tables *tables, const struct sizes *sizes)
{
	for (uint32_t i = 0; i < sizes->n_site; i++)
		add_site(tables, &sizes->site[i]);
	add_site(tables, &sizes->total);
	for (uint32_t i = 0; i < sizes->n_choice; i++) {
		const struct server_choice *choice = &sizes->choice[i];

		add_cells(tables, TABLE_SERVERS,
			(const char *[]){ choice->site, choice->kind, number_text(tables, choice->calls),
				number_text(tables, choice->servers),
				number_text(tables, choice->one_lost) });
	}
}

static void add_links(struct size_tables *tables, const struct sizes *sizes)
{
	for (uint32_t i = 0; i < sizes->links.n; i++) {
		const struct size_link *link = &sizes->links.link[i];

		add_cells(tables, TABLE_LINKS,
			(const char *[]){ link->link, number_text(tables, link->calls),
				number_text(tables, link->wire_kbps),
				number_text(tables, link->planning_kbps),
				number_text(tables, link->tunnel_kbps),
				number_text(tables, link->formula_kbps),
				number_text(tables, link->capacity_kbps), link->why });
	}
}

static void add_lists(struct size_tables *tables, const struct sizes *sizes)
{
	for (uint32_t i = 0; i < sizes->n_opening; i++) {
		const struct size_opening *opening = &sizes->opening[i];

		add_cells(tables, TABLE_FIREWALL,
			(const char *[]){ opening->from, opening->to, opening->protocol, opening->ports,
				opening->why });
	}
	for (uint32_t i = 0; i < sizes->n_name; i++) {
		const struct size_name *name = &sizes->name[i];

		add_cells(tables, TABLE_DNS,
			(const char *[]){ name->name, name->type, name->value, name->why });
	}
	for (uint32_t i = 0; i < sizes->n_gap; i++) {
		const struct size_gap *gap = &sizes->gap[i];

		add_cells(tables, TABLE_UNKNOWN, (const char *[]){ gap->element, gap->needs, gap->without });
	}
	for (uint32_t i = 0; i < sizes->n_figure; i++) {
		const struct size_figure *figure = &sizes->figure[i];

		add_cells(tables, TABLE_FIGURES,
			(const char *[]){ figure->name, number_text(tables, figure->value), figure->unit,
				figure->source });
	}
}

static void add_change(struct size_tables *tables, const char *quantity, double before, double after)
{
	add_cells(tables, TABLE_MOVE,
		(const char *[]){ quantity, number_text(tables, before), number_text(tables, after) });
}

static void add_move(struct size_tables *tables, const struct size_move *move)
{
	const struct site_sizes *before = &move->before, *after = &move->after;

	add_cells(tables, TABLE_MOVE, (const char *[]){ "group", "", move->users });
	add_cells(tables, TABLE_MOVE, (const char *[]){ "site", before->site, after->site });
	add_change(tables, "carried Erlang", before->carried, after->carried);
	add_change(tables, "channels", before->channels, after->channels);
	add_change(tables, "trunks", before->trunks, after->trunks);
	add_change(tables, "Mediation Servers", before->mediation_servers, after->mediation_servers);
	add_change(tables, "gateway ports", before->gateway_ports, after->gateway_ports);
	add_change(tables, "gateways", before->gateways, after->gateways);
	add_change(tables, "kbps", before->bandwidth_kbps, after->bandwidth_kbps);
	for (uint32_t i = 0; i < move->notes.n; i++)
		add_cells(tables, TABLE_WHY, (const char *[]){ move->users, move->notes.text[i] });
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
	if (sizes->move != NULL)
		add_move(&tables, sizes->move);
	return tables;
}

void size_tables_release(struct size_tables *tables)
{
	for (unsigned i = 0; i < SIZE_TABLES; i++)
		mem_free(tables->table[i].cell);
	arena_release(&tables->arena);
}
