/* SPDX-License-Identifier: MIT */
/*
 * sip_text.h - SIP messages as they stand on the wire (RFC 3261), with session descriptions (RFC 4566, offers and
 * answers after RFC 3264, audio after RFC 3551, keys after RFC 4568).
 *
 * Users are escaped and cut to what fits into
 * a datagram; addresses are plain numbers. Identifiers are given as numbers and printed in hexadecimal.
 */
#ifndef LYNC_TOPO_CAPTURE_SIP_TEXT_H
#define LYNC_TOPO_CAPTURE_SIP_TEXT_H

#include "base/buf.h"

#include <stdbool.h>

enum sip_method {
	SIP_INVITE,
	SIP_ACK,
	SIP_CANCEL,
	SIP_BYE,
	SIP_OPTIONS,
	N_SIP_METHODS,
};

/* False if it is none of them. */
bool sip_method_find(struct str name, enum sip_method *ret);

/* Where somebody listens. An address with a colon is IPv6 and gets its brackets. */
struct sip_place {
	const char *ip;
	uint16_t port;
};

struct sip_via {
	struct sip_place place;
	uint64_t branch;
};

struct sip_person {
	const char *user; /* NULL: none */
	const char *ip;
	uint64_t tag; /* 0: none yet */
};

/* An audio codec by the topology's name of it. */
struct sip_codec {
	const char *name;     /* "g711u" */
	const char *encoding; /* "PCMU/8000" */
	const char *format;   /* of a=fmtp, or NULL */
	uint8_t payload_type;
	uint16_t clock;        /* timestamps a second */
	uint16_t packet_bytes; /* payload */
	uint8_t packet_ms;
};

/* NULL if it has no payload type here. */
const struct sip_codec *sip_codec_find(const char *name);

struct sip_session {
	const char *ip;
	uint16_t port;
	uint64_t id;
	const struct sip_codec *codec;
	bool is_answer; /* takes the codec and nothing else; an offer adds PCMU and PCMA */
	bool encrypted; /* RTP/SAVP, with a key made from the id */
};

struct sip_message {
	enum sip_method method;
	int status;              /* 0: a request */
	const char *phrase;      /* of a response */
	const char *transport;   /* "TCP" */
	const char *target_user; /* of the Request-URI, NULL for none */
	struct sip_place target;
	struct sip_via via[2]; /* topmost first */
	unsigned n_via;
	struct sip_person from, to;
	uint64_t call_id[2];
	uint32_t cseq;
	unsigned max_forwards;
	const struct sip_place *contact, *record_route, *route; /* NULL: without */
	const char *agent;                 /* User-Agent, of a response Server; NULL: without */
	const char *reason;                /* RFC 3326: "Q.850;cause=34"; NULL: without */
	const struct sip_session *session; /* NULL: without */
};

/* Appends the message. */
void sip_text(const struct sip_message *message, struct buf *buf);

/* Appends the session description alone. */
void sip_session_text(const struct sip_session *session, struct buf *buf);

/* A well mixed number for `seed` and `what` (splitmix64), never 0: for branches, tags and keys. */
uint64_t sip_mix(uint64_t seed, uint64_t what);

#endif
