/* SPDX-License-Identifier: MIT */
/*
 * sizes_tables.h - the result of a sizing as tables of text, for every format that prints tables.
 *
 * A cell holds text as it came from the input: whoever prints it escapes it. "?" stands for what nobody can tell.
 */
#ifndef LYNC_TOPO_REPORT_SIZES_TABLES_H
#define LYNC_TOPO_REPORT_SIZES_TABLES_H

#include "diag/sizes.h"

enum {
	TABLE_COLUMNS = 13,
};

struct size_table {
	const char *title;
	unsigned n_columns;
	const char *column[TABLE_COLUMNS];
	const char *(*cell)[TABLE_COLUMNS];
	uint32_t n_rows, room;
};

enum size_table_number {
	TABLE_SITES,
	TABLE_SERVERS,
	TABLE_LINKS,
	TABLE_FIREWALL,
	TABLE_DNS,
	TABLE_FIGURES,
	TABLE_UNKNOWN,
	TABLE_WHY,
	TABLE_MOVE,
	TABLE_STAGES,
	TABLE_STAGE_SITES,
	TABLE_STAGE_PBXS,
	TABLE_STAGE_LINKS,
	TABLE_SHORT,
	SIZE_TABLES,
};

struct size_tables {
	struct arena arena;
	struct size_table
		table[SIZE_TABLES]; /* in the order of printing; those without rows are left out there */
};

/* Borrows from the sizes. Rows are missing when out of memory, which mem_ran_out() remembers. */
struct size_tables size_tables_make(const struct sizes *sizes);
void size_tables_release(struct size_tables *tables);

/* For the parts that fill them: a row with as many cells as the table has columns; a number as a cell. */
void size_tables_add(struct size_tables *tables, enum size_table_number number, const char *const *cells);
const char *size_tables_number(struct size_tables *tables, double number);

/* What becomes of the plan when groups move, and what of it is not enough. */
void size_tables_add_stages(struct size_tables *tables, const struct sizes *sizes);

#endif
