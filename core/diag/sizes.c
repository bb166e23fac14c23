/* SPDX-License-Identifier: MIT */
#include "diag/sizes.h"

#include "base/mem.h"

void sizes_release(struct sizes *sizes)
{
	for (uint32_t i = 0; i < sizes->n_site; i++)
		mem_free(sizes->site[i].why.text);
	mem_free(sizes->total.why.text);
	if (sizes->move != NULL) {
		mem_free(sizes->move->before.why.text);
		mem_free(sizes->move->after.why.text);
		mem_free(sizes->move->notes.text);
	}
	mem_free(sizes->site);
	mem_free(sizes->choice);
	mem_free(sizes->links.link);
	mem_free(sizes->opening);
	mem_free(sizes->name);
	mem_free(sizes->figure);
	mem_free(sizes->gap);
	arena_release(&sizes->arena);
	*sizes = (struct sizes){ 0 };
}

/* Of a list in `struct sizes`: makes room for one more, and puts it there. */
#define ADD(sizes, list, entry) \
	(mem_grow(&(sizes)->list, &(sizes)->room_##list, (sizes)->n_##list + 1, sizeof(*(sizes)->list)) ? \
			((sizes)->list[(sizes)->n_##list] = *(entry), &(sizes)->list[(sizes)->n_##list++]) : \
			NULL)

struct site_sizes *sizes_add_site(struct sizes *sizes, const struct site_sizes *site)
{
	return ADD(sizes, site, site);
}

void sizes_add_choice(struct sizes *sizes, const struct server_choice *choice)
{
	ADD(sizes, choice, choice);
}

void sizes_add_opening(struct sizes *sizes, const struct size_opening *opening)
{
	ADD(sizes, opening, opening);
}

void sizes_add_name(struct sizes *sizes, const struct size_name *name)
{
	ADD(sizes, name, name);
}

void sizes_add_figure(struct sizes *sizes, const struct size_figure *figure)
{
	ADD(sizes, figure, figure);
}

void sizes_add_gap(struct sizes *sizes, const struct size_gap *gap)
{
	ADD(sizes, gap, gap);
}

void size_reasons_add(struct size_reasons *reasons, const char *text)
{
	if (mem_grow(&reasons->text, &reasons->room, reasons->n + 1, sizeof(*reasons->text)))
		reasons->text[reasons->n++] = text;
}

void size_links_add(struct size_links *links, const struct size_link *link)
{
	if (mem_grow(&links->link, &links->room, links->n + 1, sizeof(*links->link)))
		links->link[links->n++] = *link;
}
