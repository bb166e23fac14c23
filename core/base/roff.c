/* SPDX-License-Identifier: MIT */
#include "base/roff.h"

#include "base/escape.h"

#include <string.h>

enum {
	MOST_COLUMN = 78,
	MOST_TITLE = 64,
	LONG_WORD = 40,
};

/* Text on its way into lines. */
struct filling {
	struct out *out;
	bool marked;
	const char *font; /* of text that is marked: "R", "B" or "I" */
	size_t column;
};

static void put_escaped(const char *text, struct out *out)
{
	struct buf buf = { 0 };

	escape_roff(&buf, str_of(text));
	out_take(out, &buf);
	buf_release(&buf);
}

/* How long the mark at the start of the text is, 0 for none; what it makes of the font goes to *font. */
static size_t read_mark(const char *text, const char *end, const char **font)
{
	size_t length = text[0] == '`' || text[0] == '*';
	bool opens = strcmp(*font, "R") == 0;

	if (length > 0 && text + 1 < end && text[0] == '*' && text[1] == '*')
		length = 2;
	/* Inside code an asterisk is one. */
	if (length == 0 || (!opens && (text[0] == '`') != (**font == 'C')))
		return 0;
	*font = !opens ? "R" : text[0] == '`' ? "CB" : length == 2 ? "B" : "I";
	return length;
}

/* Plain text of a word; a path that is as long as a line may be broken after slashes and hyphens. */
static void append_plain(struct str text, bool breaks, struct buf *buf)
{
	size_t start = 0;

	for (size_t i = 0; breaks && i + 1 < text.length; i++) {
		if (text.text[i] != '/' && text.text[i] != '-')
			continue;
		escape_roff(buf, (struct str){ text.text + start, i + 1 - start });
		buf_puts(buf, "\\:");
		start = i + 1;
	}
	escape_roff(buf, (struct str){ text.text + start, text.length - start });
}

static void append_word(struct filling *filling, struct str word, struct buf *buf)
{
	const char *end = word.text + word.length;

	for (const char *at = word.text; at < end;) {
		size_t mark = filling->marked ? read_mark(at, end, &filling->font) : 0;
		const char *next = at + 1;

		if (mark > 0) {
			buf_printf(buf, "\\f%s", *filling->font == 'C' ? "B" : filling->font);
			at += mark;
			continue;
		}
		while (next < end && (!filling->marked || (*next != '`' && *next != '*')))
			next++;
		append_plain((struct str){ at, (size_t)(next - at) }, word.length > LONG_WORD, buf);
		at = next;
	}
}

/* Whether a line should end here, so that the formatter sees that a sentence does. */
static bool ends_sentence(struct str word, bool marked)
{
	while (word.length > 0 && strchr(marked ? ")*`" : ")", word.text[word.length - 1]) != NULL)
		word.length--;
	return word.length > 0 && strchr(".?!", word.text[word.length - 1]) != NULL;
}

static void put_word(struct filling *filling, struct str word)
{
	struct buf buf = { 0 };

	append_word(filling, word, &buf);
	if (filling->column > 0 && filling->column + 1 + buf.length > MOST_COLUMN) {
		out_puts(filling->out, "\n");
		filling->column = 0;
	}
	if (filling->column > 0)
		out_puts(filling->out, " ");
	filling->column += buf.length + 1;
	out_take(filling->out, &buf);
	buf_release(&buf);
	if (ends_sentence(word, filling->marked)) {
		out_puts(filling->out, "\n");
		filling->column = 0;
	}
}

static void fill(struct str text, bool marked, struct out *out)
{
	struct filling filling = { .out = out, .marked = marked, .font = "R" };
	const char *end = text.text + text.length;

	for (const char *at = text.text; at < end;) {
		const char *next = at;

		while (next < end && *next != ' ' && *next != '\n')
			next++;
		if (next > at)
			put_word(&filling, (struct str){ at, (size_t)(next - at) });
		at = next + 1;
	}
	if (filling.column > 0)
		out_puts(out, "\n");
}

/* LYNC-TOPO-RULES */
static void put_upper(const char *name, struct out *out)
{
	char upper[MOST_TITLE];
	size_t i = 0;

	for (; name[i] != '\0' && i + 1 < sizeof(upper); i++)
		upper[i] = ascii_upper(name[i]);
	upper[i] = '\0';
	put_escaped(upper, out);
}

static void heading(struct roff *roff, const char *request, const char *title)
{
	out_printf(roff->out, "%s ", request);
	put_escaped(title, roff->out);
	out_puts(roff->out, "\n");
	roff->headed = true;
}

/* What separates from what stood before; a heading does so itself. */
static void separate(struct roff *roff, const char *request)
{
	if (!roff->headed || request[1] != 'P')
		out_printf(roff->out, "%s\n", request);
	roff->headed = false;
}

struct roff roff_begin(const struct roff_page *page, struct out *out)
{
	struct roff roff = { .out = out };

	out_puts(out,
		".\\\" SPDX-License-Identifier: MIT\n.\\\" Printed by lync-topo itself; do not edit.\n.TH ");
	put_upper(page->name, out);
	/* Even spaces, whole words: names and paths are long. */
	out_printf(out, " %d %s \"lync-topo %s\"\n.ad l\n.nh\n", page->section, page->date, page->version);
	roff_section(&roff, "NAME");
	put_escaped(page->name, out);
	out_puts(out, " \\- ");
	put_escaped(page->title, out);
	out_puts(out, "\n");
	return roff;
}

void roff_section(struct roff *roff, const char *title)
{
	heading(roff, ".SH", title);
}

void roff_subsection(struct roff *roff, const char *title)
{
	heading(roff, ".SS", title);
}

void roff_paragraph(struct roff *roff, const char *plain)
{
	separate(roff, ".PP");
	fill(str_of(plain), false, roff->out);
}

/* Where the paragraph or item ends that begins here. */
static const char *block_end(const char *text)
{
	const char *line = strchr(text, '\n');

	while (line != NULL && line[1] != '\n' && line[1] != '\0' && strncmp(line + 1, "- ", 2) != 0)
		line = strchr(line + 1, '\n');
	return line != NULL ? line : text + strlen(text);
}

void roff_marked(struct roff *roff, const char *marked)
{
	for (const char *at = marked + strspn(marked, "\n"); *at != '\0';) {
		const char *end = block_end(at);
		bool item = strncmp(at, "- ", 2) == 0;

		separate(roff, item ? ".IP \\(bu 2" : ".PP");
		at += item ? 2 : 0;
		fill((struct str){ at, (size_t)(end - at) }, true, roff->out);
		at = end + strspn(end, "\n");
	}
}

void roff_item(struct roff *roff, const char *marked, const char *plain)
{
	struct filling filling = { .out = roff->out, .marked = true, .font = "R" };
	struct buf buf = { 0 };

	separate(roff, ".TP");
	append_word(&filling, str_of(marked), &buf);
	buf_putc(&buf, '\n');
	out_take(roff->out, &buf);
	buf_release(&buf);
	fill(str_of(plain), false, roff->out);
}

void roff_name(struct roff *roff, const char *name, const char *plain)
{
	separate(roff, ".TP");
	out_puts(roff->out, "\\fB");
	put_escaped(name, roff->out);
	out_puts(roff->out, "\\fR\n");
	fill(str_of(plain), false, roff->out);
}

void roff_more(struct roff *roff, const char *plain)
{
	out_puts(roff->out, ".br\n");
	fill(str_of(plain), false, roff->out);
}

void roff_example(struct roff *roff, const char *lines)
{
	separate(roff, ".PP");
	out_puts(roff->out, ".EX\n");
	while (*lines != '\0') {
		size_t length = strcspn(lines, "\n");
		struct buf buf = { 0 };

		escape_roff(&buf, (struct str){ lines, length });
		buf_putc(&buf, '\n');
		out_take(roff->out, &buf);
		buf_release(&buf);
		lines += length + (lines[length] == '\n');
	}
	out_puts(roff->out, ".EE\n");
}

void roff_see_also(struct roff *roff, const char *pages)
{
	roff_section(roff, "SEE ALSO");
	while (*pages != '\0') {
		size_t name = strcspn(pages, "(");
		size_t length = strcspn(pages, " ");
		struct buf buf = { 0 };

		buf_puts(&buf, ".BR ");
		escape_roff(&buf, (struct str){ pages, name });
		buf_printf(&buf, " %.*s%s\n", (int)(length - name), pages + name,
			pages[length] == ' ' ? "," : "");
		out_take(roff->out, &buf);
		buf_release(&buf);
		pages += length + (pages[length] == ' ');
	}
}
