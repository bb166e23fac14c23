/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "report/sizes.h"
#include "report/sizes_tables.h"

static void write_row(const struct size_table *table, uint32_t row, struct out *out)
{
	struct buf buf = { 0 };

	for (unsigned i = 0; i < table->n_columns; i++) {
		escape_csv(&buf, str_of(table->title));
		buf_printf(&buf, ",%u,", (unsigned)row + 1);
		escape_csv(&buf, str_of(table->column[i]));
		buf_putc(&buf, ',');
		escape_csv(&buf, str_of(table->cell[row][i]));
		buf_puts(&buf, "\r\n");
	}
	out_take(out, &buf);
	buf_release(&buf);
}

void sizes_csv(const struct sizes *sizes, struct out *out)
{
	struct size_tables tables = size_tables_make(sizes);

	out_puts(out, "table,row,column,value\r\n");
	for (unsigned i = 0; i < SIZE_TABLES; i++)
		for (uint32_t row = 0; row < tables.table[i].n_rows; row++)
			write_row(&tables.table[i], row, out);
	size_tables_release(&tables);
}
