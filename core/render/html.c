/* SPDX-License-Identifier: MIT */
#include "render/html.h"

#include "base/escape.h"

void html_text(struct html *html, const char *text)
{
	escape_xml(&html->buf, str_of(text));
}

void html_name(struct html *html, const char *text)
{
	buf_puts(&html->buf, "<bdi>");
	html_text(html, text);
	buf_puts(&html->buf, "</bdi>");
}

static void put_link(struct html *html, const char *id, const char *name)
{
	buf_puts(&html->buf, "<a href=\"#about-");
	html_text(html, id);
	buf_puts(&html->buf, "\">");
	html_name(html, name);
	buf_puts(&html->buf, "</a>");
}

void html_link(struct html *html, const struct diagram_thing *thing)
{
	put_link(html, thing->id, *thing->title != '\0' ? thing->title : thing->id);
}

void html_element(struct html *html, const char *id, const char *name)
{
	uint32_t n;
	const struct html_entry *entry = html_index_things(&html->index, id, &n);

	if (n == 0)
		html_name(html, name != NULL ? name : id);
	else if (name == NULL)
		html_link(html, entry->thing);
	else
		put_link(html, id, name);
}

void html_severity(struct html *html, enum severity severity)
{
	buf_printf(&html->buf, "<b class=\"severity %s\">%s</b>", severity_name(severity),
		severity_name(severity));
}
