/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "report/sizes.h"
#include "report/sizes_tables.h"

static void write_cells(struct buf *buf, const char *const *cell, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		buf_puts(buf, i == 0 ? "| " : " | ");
		escape_markdown(buf, str_of(cell[i]));
	}
	buf_puts(buf, " |\n");
}

static void write_table(const struct size_table *table, struct out *out)
{
	struct buf buf = { 0 };

	buf_printf(&buf, "\n## %s\n\n", table->title);
	write_cells(&buf, table->column, table->n_columns);
	for (unsigned i = 0; i < table->n_columns; i++)
		buf_puts(&buf, "|---");
	buf_puts(&buf, "|\n");
	for (uint32_t row = 0; row < table->n_rows; row++) {
		write_cells(&buf, table->cell[row], table->n_columns);
		out_take(out, &buf);
	}
	out_take(out, &buf);
	buf_release(&buf);
}

void sizes_markdown(const struct sizes *sizes, struct out *out)
{
	struct size_tables tables = size_tables_make(sizes);

	out_puts(out, "# Sizes\n");
	for (unsigned i = 0; i < SIZE_TABLES; i++)
		if (tables.table[i].n_rows > 0)
			write_table(&tables.table[i], out);
	size_tables_release(&tables);
}
