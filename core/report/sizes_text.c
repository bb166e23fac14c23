/* SPDX-License-Identifier: MIT */
/* Tables with columns as wide as what they hold; the last column is not filled up. */
#include "base/escape.h"
#include "report/sizes.h"
#include "report/sizes_tables.h"

enum {
	GAP = 2, /* blanks between columns */
};

static size_t width_of(const char *text)
{
	struct buf buf = { 0 };
	size_t width = 0;

	escape_terminal(&buf, str_of(text));
	for (size_t i = 0; i < buf.length; i++)
		width += ((unsigned char)buf.text[i] & 0xc0) !=
			0x80; /* a code point, not a byte that goes on */
	buf_release(&buf);
	return width;
}

static void write_cells(struct buf *buf, const char *const *cell, const size_t *width, unsigned n)
{
	size_t pending = GAP; /* blanks that are not written unless something follows */

	for (unsigned i = 0; i < n; i++) {
		if (*cell[i] != '\0') {
			buf_printf(buf, "%*s", (int)pending, "");
			escape_terminal(buf, str_of(cell[i]));
			pending = 0;
		}
		pending += width[i] - width_of(cell[i]) + GAP;
	}
	buf_putc(buf, '\n');
}

static void write_table(const struct size_table *table, struct out *out)
{
	size_t width[TABLE_COLUMNS];
	struct buf buf = { 0 };

	for (unsigned i = 0; i < table->n_columns; i++) {
		width[i] = width_of(table->column[i]);
		for (uint32_t row = 0; row < table->n_rows; row++)
			if (width_of(table->cell[row][i]) > width[i])
				width[i] = width_of(table->cell[row][i]);
	}
	buf_printf(&buf, "%s\n", table->title);
	write_cells(&buf, table->column, width, table->n_columns);
	for (uint32_t row = 0; row < table->n_rows; row++) {
		write_cells(&buf, table->cell[row], width, table->n_columns);
		out_take(out, &buf);
	}
	out_take(out, &buf);
	buf_release(&buf);
}

void sizes_text(const struct sizes *sizes, struct out *out)
{
	struct size_tables tables = size_tables_make(sizes);
	bool any = false;

	for (unsigned i = 0; i < SIZE_TABLES; i++) {
		if (tables.table[i].n_rows == 0)
			continue;
		if (any)
			out_puts(out, "\n");
		any = true;
		write_table(&tables.table[i], out);
	}
	size_tables_release(&tables);
}
