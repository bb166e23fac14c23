/* SPDX-License-Identifier: MIT */
#include "diag/page.h"

static const struct page_info pages[PAGE_COUNT] = {
	[PAGE_NONE] = { "", "", "" },
#define PAGE(key, title, place) [PAGE_##key] = { #key, title, place },
#include "diag/pages.def"
#undef PAGE
};

const struct page_info *page_info(enum page page)
{
	return &pages[page];
}
