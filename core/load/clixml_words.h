/* SPDX-License-Identifier: MIT */
/*
 * clixml_words.h - ids, scopes and choices of our language for what the product's settings say.
 *
 * All results live in the arena that is given. docs/from-topology-builder.md states the rules for ids.
 */
#ifndef LYNC_TOPO_LOAD_CLIXML_WORDS_H
#define LYNC_TOPO_LOAD_CLIXML_WORDS_H

#include "base/arena.h"
#include "base/str.h"

/* "NotSupported" to "not-supported". What is no such word comes back in lower case, to be told of. */
const char *words_srtp(struct arena *arena, struct str text);
const char *words_lower(struct arena *arena, struct str text);

/* "Local Route", "Tag:Local Route": "route-Local-Route". */
const char *words_route(struct arena *arena, struct str identity);

/* "Tag:Redmond": "policy-Redmond"; "Site:Redmond": "policy-Site-Redmond". */
const char *words_policy(struct arena *arena, struct str identity);

const char *words_usage(struct arena *arena, struct str name);

/* "PstnGateway:gw01.litware.example", with "Service:" or without either: "trunk-gw01.litware.example". */
const char *words_trunk(struct arena *arena, struct str identity);

const char *words_network_site(struct arena *arena, struct str name);

/* "Global": "global"; "Site:Redmond": "site:Redmond"; "Service:PstnGateway:NAME": "trunk:trunk-NAME". NULL for others. */
const char *words_scope(struct arena *arena, struct str identity);

#endif
