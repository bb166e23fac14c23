/* SPDX-License-Identifier: MIT */
#include "diag/sizes.h"

#include "base/mem.h"

#include <string.h>

static void release_stage(struct size_stage *stage)
{
	for (uint32_t i = 0; i < stage->n_site; i++) {
		mem_free(stage->site[i].before.why.text);
		mem_free(stage->site[i].after.why.text);
	}
	mem_free(stage->site);
	mem_free(stage->links.link);
	mem_free(stage->pbx);
	mem_free(stage->shortages.entry);
	mem_free(stage->notes.text);
}

void sizes_release(struct sizes *sizes)
{
	for (uint32_t i = 0; i < sizes->n_site; i++)
		mem_free(sizes->site[i].why.text);
	mem_free(sizes->total.why.text);
	for (uint32_t i = 0; i < sizes->n_stage; i++)
		release_stage(&sizes->stage[i]);
	mem_free(sizes->stage);
	mem_free(sizes->shortages.entry);
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

struct size_stage *sizes_add_stage(struct sizes *sizes)
{
	return ADD(sizes, stage, &(struct size_stage){ 0 });
}

static bool holds(const struct size_shortages *shortages, const struct size_shortage *wanted)
{
	for (uint32_t i = 0; i < shortages->n; i++)
		if (strcmp(shortages->entry[i].element, wanted->element) == 0 &&
			strcmp(shortages->entry[i].what, wanted->what) == 0)
			return true;
	return false;
}

void sizes_add_shortage(
	struct sizes *sizes, struct size_shortages *shortages, const struct size_shortage *shortage)
{
	bool is_new = shortages != &sizes->shortages && !holds(&sizes->shortages, shortage);

	for (uint32_t i = 0; is_new && i < sizes->n_stage; i++)
		is_new = !holds(&sizes->stage[i].shortages, shortage);
	if (!mem_grow(&shortages->entry, &shortages->room, shortages->n + 1, sizeof(*shortages->entry)))
		return;
	shortages->entry[shortages->n] = *shortage;
	shortages->entry[shortages->n++].is_new = is_new;
}

const struct size_change *sizes_single_move(const struct sizes *sizes)
{
	const struct size_stage *stage = sizes->stage;

	return sizes->n_stage == 1 && stage->n_users == 1 && stage->n_site > 0 ?
		&stage->site[stage->n_site - 1] :
		NULL;
}

uint32_t sizes_first_short(const struct sizes *sizes)
{
	for (uint32_t i = 0; i < sizes->n_stage; i++)
		for (uint32_t j = 0; j < sizes->stage[i].shortages.n; j++)
			if (sizes->stage[i].shortages.entry[j].is_new)
				return i + 1;
	return 0;
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
