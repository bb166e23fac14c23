/* SPDX-License-Identifier: MIT */
/*
 * site_paths.h - how rules look at the simulated calls of a site, and how a finding shows the path of one.
 */
#ifndef LYNC_TOPO_CHECK_SITE_PATHS_H
#define LYNC_TOPO_CHECK_SITE_PATHS_H

#include "check/sites.h"

/* The calls of a site, going on from `at`. */
struct site_paths {
	const struct site_call *at, *end;
};

/* False if no calls of the site were made: `return UNKNOWN` then, for that is no question to anybody. */
bool site_paths_begin(struct run *run, const struct element *site, struct site_paths *ret);

/* NULL after the last one. */
const struct site_call *site_paths_next(struct site_paths *paths);

/* Parts each of whose failure stops calls of a site with the PSTN or for help, going on from `at`. */
struct site_cuts {
	const struct site_cut *at, *end;
};

/* False if no part of the deployment was let fail for calls of the site: `return UNKNOWN` then. */
bool site_cuts_begin(struct run *run, const struct element *site, struct site_cuts *ret);

/* The element of a hop; NULL for the PSTN. */
const struct element *path_element(struct run *run, uint32_t hop_element);

/* The first element of these kinds that signalling or media of the call pass, or NULL. */
const struct element *path_through(struct run *run, const struct call *call, uint64_t kinds);

/* The same for media alone. */
const struct element *media_through(struct run *run, const struct call *call, uint64_t kinds);

/* True if signalling or media of the call pass the PSTN. */
bool path_leaves(const struct call *call);

/* True if the call was meant to be between people with Enterprise Voice, remote workers included. */
bool call_is_internal(const struct site_call *call);

/* "a -> b -> c" as the call was signalled, or its media went. */
const char *path_words(struct run *run, const char *const *hop, uint32_t n);

/* Relates what the call passes, in order. */
void path_relate(struct run *run, const struct call *call);

/* Kinds of call about which one finding speaks, each once. */
struct call_kinds {
	const struct site_call *first; /* the one whose path is shown */
	const char *others;            /* "; likewise pstn-to-ev, ev-to-pbx", "" for none */
};

/* Adds a call that the finding is about; its kind becomes an argument of the rule. */
void call_kinds_add(struct run *run, struct call_kinds *kinds, const struct site_call *call);

#endif
