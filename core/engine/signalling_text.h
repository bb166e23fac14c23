/* SPDX-License-Identifier: MIT */
/*
 * signalling_text.h - SIP messages by name: "INVITE", "180 Ringing", "200 OK (BYE)".
 */
#ifndef LYNC_TOPO_ENGINE_SIGNALLING_TEXT_H
#define LYNC_TOPO_ENGINE_SIGNALLING_TEXT_H

#include "base/arena.h"

enum sip_method {
	SIP_INVITE,
	SIP_CANCEL,
	SIP_BYE,
	SIP_ACK, /* has no transaction of its own */
	SIP_METHOD_COUNT,
	SIP_TRANSACTION_COUNT = SIP_ACK,
};

const char *sip_request_text(enum sip_method method);

/* Static, or in the arena for a status that RFC 3261, section 21, does not list. */
const char *sip_response_text(enum sip_method method, int status, struct arena *arena);

#endif
