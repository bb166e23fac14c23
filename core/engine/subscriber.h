/* SPDX-License-Identifier: MIT */
/*
 * subscriber.h - who calls or is called: one of a group, inside or outside, a device, voice mail, or the PSTN.
 */
#ifndef LYNC_TOPO_ENGINE_SUBSCRIBER_H
#define LYNC_TOPO_ENGINE_SUBSCRIBER_H

#include "engine/directory.h"
#include "model/numbers.h"
#include "model/walk.h"

enum subscriber_kind {
	SUBSCRIBER_EV,
	SUBSCRIBER_REMOTE,
	SUBSCRIBER_PBX,
	SUBSCRIBER_PSTN,
	SUBSCRIBER_DEVICE,
	SUBSCRIBER_UM,
	SUBSCRIBER_EMERGENCY,
};

struct subscriber {
	enum subscriber_kind kind;
	const struct element *element;   /* users, device or unified-messaging; NULL for the PSTN */
	const char *hop;                 /* "sales", "sales/remote", "pstn" */
	char number[NUMBER_TEXT_LENGTH]; /* E.164, "" when not known */
};

/* "ev", "remote", "pbx" ... as kinds of calls are named. */
const char *subscriber_kind_name(enum subscriber_kind kind);

/* One of a group, at its first number; `remote` only for a group with Enterprise Voice. */
struct subscriber subscriber_of(
	const struct topology *topo, const struct element *e, bool remote, struct arena *arena);

/* Somebody in the PSTN. */
struct subscriber subscriber_pstn(struct str number);

/*
 * "sales", "sales/remote", "fax", or an E.164 number: the PSTN. False when it is none of them, as a remote worker of a
 * group that has none.
 */
bool subscriber_parse(const struct topology *topo, const struct directory *directory, const char *text,
	struct arena *arena, struct subscriber *ret);

/* Whose number it is: the PSTN's if nobody's here. */
struct subscriber subscriber_of_number(const struct topology *topo, const struct directory *directory,
	struct str number, struct arena *arena);

/* Enterprise Voice, inside or outside, and telephones that register with a Front End. */
bool subscriber_is_lync(const struct topology *topo, const struct subscriber *subscriber);

/* The Front End pool or branch appliance they register with, or NULL. *ret_assumed when one was taken for granted. */
const struct element *subscriber_registrar(
	const struct topology *topo, const struct subscriber *subscriber, bool *ret_assumed);

/* The Edge pool that lets a remote worker in, or NULL. */
const struct element *subscriber_edge(const struct topology *topo, const struct subscriber *subscriber);

/* The PBX of somebody on a PBX: the one named, else the only one of the site; or NULL. */
const struct element *subscriber_pbx(const struct topology *topo, const struct subscriber *subscriber);

#endif
