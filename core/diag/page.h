/* SPDX-License-Identifier: MIT */
/*
 * page.h - the documents that a rule may name as its source (pages.def).
 */
#ifndef LYNC_TOPO_DIAG_PAGE_H
#define LYNC_TOPO_DIAG_PAGE_H

enum page {
	PAGE_NONE,
#define PAGE(key, title, place) PAGE_##key,
#include "diag/pages.def"
#undef PAGE
	PAGE_COUNT,
};

struct page_info {
	const char *key;   /* "SEED_A" */
	const char *title; /* as the page itself writes it */
	const char *place; /* file in the vendor's public documentation repository, "ps:" for a cmdlet */
};

/* Static; PAGE_NONE has empty strings. */
const struct page_info *page_info(enum page page);

#endif
