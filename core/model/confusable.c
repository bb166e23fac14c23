/* SPDX-License-Identifier: MIT */
#include "model/confusable.h"

#include "base/utf8.h"

#include <string.h>

/* Sorted by character. */
/* clang-format off */
static const struct lookalike {
	uint32_t character;
	const char *latin;
} lookalikes[] = {
	{ 0x0391, "a" }, { 0x0392, "b" }, { 0x0395, "e" }, { 0x0396, "z" }, { 0x0397, "h" }, { 0x0399, "i" },
	{ 0x039a, "k" }, { 0x039c, "m" }, { 0x039d, "n" }, { 0x039f, "o" }, { 0x03a1, "p" }, { 0x03a4, "t" },
	{ 0x03a5, "y" }, { 0x03a7, "x" }, { 0x03b1, "a" }, { 0x03b3, "y" }, { 0x03b9, "i" }, { 0x03ba, "k" },
	{ 0x03bd, "v" }, { 0x03bf, "o" }, { 0x03c1, "p" }, { 0x03c3, "o" }, { 0x03c4, "t" }, { 0x03c5, "u" },
	{ 0x03c9, "w" }, { 0x0405, "s" }, { 0x0406, "i" }, { 0x0408, "j" }, { 0x0410, "a" }, { 0x0412, "b" },
	{ 0x0415, "e" }, { 0x0417, "3" }, { 0x041a, "k" }, { 0x041c, "m" }, { 0x041d, "h" }, { 0x041e, "o" },
	{ 0x0420, "p" }, { 0x0421, "c" }, { 0x0422, "t" }, { 0x0423, "y" }, { 0x0425, "x" }, { 0x0430, "a" },
	{ 0x0432, "b" }, { 0x0433, "r" }, { 0x0435, "e" }, { 0x043a, "k" }, { 0x043c, "m" }, { 0x043d, "h" },
	{ 0x043e, "o" }, { 0x043f, "n" }, { 0x0440, "p" }, { 0x0441, "c" }, { 0x0442, "t" }, { 0x0443, "y" },
	{ 0x0445, "x" }, { 0x0455, "s" }, { 0x0456, "i" }, { 0x0458, "j" }, { 0x04bb, "h" }, { 0x0501, "d" },
	{ 0x051b, "q" }, { 0x051d, "w" },
};

/* clang-format on */

static const struct composed {
	uint16_t character;
	char letter;
	uint16_t mark[2]; /* 0 for none */
} composed[] = {
#include "model/composed.def"
};

/* U+200C and U+200D are the only invisible characters that an NCName may hold. */
static bool is_invisible(uint32_t c)
{
	return c == 0x200c || c == 0x200d;
}

static void append_folded(struct buf *buf, uint32_t c)
{
	if (c < 0x80) {
		buf_putc(buf, ascii_lower((char)c));
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(lookalikes); i++) {
		if (lookalikes[i].character == c) {
			buf_puts(buf, lookalikes[i].latin);
			return;
		}
	}
	for (size_t i = 0; i < ARRAY_LEN(composed); i++) {
		if (composed[i].character == c) {
			buf_putc(buf, composed[i].letter);
			for (size_t j = 0; j < 2 && composed[i].mark[j] != 0; j++)
				utf8_append(buf, composed[i].mark[j]);
			return;
		}
	}
	utf8_append(buf, c);
}

void confusable_skeleton(struct str id, struct buf *buf)
{
	size_t size;

	for (size_t i = 0; i < id.length; i += size) {
		uint32_t c = utf8_decode(id.text + i, id.length - i, &size);

		if (!is_invisible(c))
			append_folded(buf, c);
	}
}

/* Lower-case ASCII is its own skeleton. */
static bool is_plain(const char *id)
{
	for (; *id != '\0'; id++)
		if ((unsigned char)*id >= 0x80 || (*id >= 'A' && *id <= 'Z'))
			return false;
	return true;
}

static void report(struct builder *builder, uint32_t one, uint32_t other)
{
	const struct topology *topo = builder->topo;
	const struct element *first = &topo->element[one < other ? one : other];
	const struct element *second = &topo->element[one < other ? other : one];
	struct finding *finding = builder_fault(builder, DOC_CONFUSABLE_IDS, second, A_ID,
		topo_id(topo, first), "id '%s' looks like the id '%s' of another element",
		topo_id(topo, second), topo_id(topo, first));

	builder_relate(builder, finding, first, A_ID, "the id it looks like");
}

/* Compares an id that is not plain with the plain one it looks like, and with those seen before it. */
static void compare(struct builder *builder, struct symbols *seen, uint32_t symbol, struct str skeleton)
{
	const struct topology *topo = builder->topo;
	uint32_t element = symbols_element(&topo->symbols, symbol);
	uint32_t plain = symbols_find(&topo->symbols, skeleton);
	uint32_t earlier = symbols_intern(seen, skeleton);

	if (plain != symbol && symbols_element(&topo->symbols, plain) < topo->n_element)
		report(builder, element, symbols_element(&topo->symbols, plain));
	else if (symbols_element(seen, earlier) != NO_ELEMENT)
		report(builder, element, symbols_element(seen, earlier));
	if (earlier != SYMBOL_NONE)
		symbols_define(seen, earlier, element);
}

void confusable_report(struct builder *builder)
{
	const struct topology *topo = builder->topo;
	struct symbols seen = { 0 };
	struct buf skeleton = { 0 };

	for (uint32_t symbol = symbols_next(&topo->symbols, SYMBOL_NONE); symbol != SYMBOL_NONE;
		symbol = symbols_next(&topo->symbols, symbol)) {
		const char *id = symbols_text(&topo->symbols, symbol);

		if (is_plain(id) || symbols_element(&topo->symbols, symbol) >= topo->n_element)
			continue;
		buf_clear(&skeleton);
		confusable_skeleton(str_of(id), &skeleton);
		compare(builder, &seen, symbol, buf_str(&skeleton));
	}
	buf_release(&skeleton);
	symbols_release(&seen);
}
