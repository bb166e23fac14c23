/* SPDX-License-Identifier: MIT */
/*
 * manual.h - lync-topo(1), made of what --help is made of.
 */
#ifndef LYNC_TOPO_CLI_MANUAL_H
#define LYNC_TOPO_CLI_MANUAL_H

#include "base/out.h"
#include "base/roff.h"

/* The head of one of our pages; `name`, `section` and `title` are its own. */
struct roff_page manual_page(const char *name, int section, const char *title);

void manual_write(struct out *out);

#endif
