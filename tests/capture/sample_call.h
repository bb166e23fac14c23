/* SPDX-License-Identifier: MIT */
/*
 * sample_call.h - calls between a Mediation Server and an SBC as tests need them: written by hand after RFC 3665 3.1,
 * RFC 3666 2.3 and RFC 3261 9, not made by the engine.
 */
#ifndef LYNC_TOPO_TESTS_SAMPLE_CALL_H
#define LYNC_TOPO_TESTS_SAMPLE_CALL_H

#include "base/util.h"
#include "capture/capture.h"

#define MS INT64_C(1000000)
#define SERVER "med"
#define PEER "sbc"

static const char *const SAMPLE_MEDIA[] = { "sales", SERVER, PEER, "pstn" };

/* Two seconds from the 200 to the BYE. */
static const struct call_message BASIC[] = {
	{ 0, SERVER, PEER, "INVITE", false, false },
	{ 10 * MS, PEER, SERVER, "100 Trying", false, false },
	{ 50 * MS, PEER, SERVER, "180 Ringing", false, false },
	{ 1050 * MS, PEER, SERVER, "200 OK (INVITE)", false, false },
	{ 1060 * MS, SERVER, PEER, "ACK", false, false },
	{ 3050 * MS, SERVER, PEER, "BYE", false, false },
	{ 3060 * MS, PEER, SERVER, "200 OK (BYE)", false, false },
};

/* Early media for a second, two seconds of talk, and the callee hangs up. */
static const struct call_message EARLY[] = {
	{ 0, SERVER, PEER, "INVITE", false, false },
	{ 10 * MS, PEER, SERVER, "100 Trying", false, false },
	{ 50 * MS, PEER, SERVER, "183 Session Progress", false, false },
	{ 1050 * MS, PEER, SERVER, "200 OK (INVITE)", false, false },
	{ 1060 * MS, SERVER, PEER, "ACK", false, false },
	{ 3050 * MS, PEER, SERVER, "BYE", false, false },
	{ 3060 * MS, SERVER, PEER, "200 OK (BYE)", false, false },
};

/* The first try is cancelled after 10 s, the second is begun before that is over, the third is refused. */
static const struct call_message FAILOVER[] = {
	{ 0, SERVER, PEER, "INVITE", false, false },
	{ 10 * MS, PEER, SERVER, "100 Trying", false, false },
	{ 10000 * MS, SERVER, PEER, "CANCEL", false, false },
	{ 10000 * MS, SERVER, PEER, "INVITE", false, false },
	{ 10010 * MS, PEER, SERVER, "200 OK (CANCEL)", false, false },
	{ 10020 * MS, PEER, SERVER, "503 Service Unavailable (INVITE)", false, false },
	{ 10030 * MS, PEER, SERVER, "487 Request Terminated (INVITE)", false, false },
	{ 10040 * MS, SERVER, PEER, "ACK", false, false },
	{ 10050 * MS, SERVER, PEER, "ACK", false, false },
};

/* RFC 3261 17.1.1.2 over UDP: an INVITE that was lost and repeated after T1. */
static const struct call_message REPEATED[] = {
	{ 0, SERVER, PEER, "INVITE", false, true },
	{ 500 * MS, SERVER, PEER, "INVITE", true, false },
	{ 510 * MS, PEER, SERVER, "200 OK (INVITE)", false, false },
	{ 520 * MS, SERVER, PEER, "ACK", false, false },
	{ 2510 * MS, SERVER, PEER, "BYE", false, false },
	{ 2520 * MS, PEER, SERVER, "200 OK (BYE)", false, false },
};

/* Nobody takes the connection. */
static const struct call_message SILENT[] = { { 0, SERVER, PEER, "INVITE", false, true } };

static const struct call_message PING[] = {
	{ 0, SERVER, PEER, "OPTIONS", false, false },
	{ 10 * MS, PEER, SERVER, "200 OK (OPTIONS)", false, false },
};

#define SAMPLE(messages) sample_call(messages, ARRAY_LEN(messages))

static inline struct call sample_call(const struct call_message *message, size_t n)
{
	return (struct call){
		.id = "c1",
		.from = "+14255550100",
		.to = "+14255551234",
		.kind = "ev-to-pstn",
		.number = "+14255551234",
		.route = "",
		.trunk = "",
		.end = message[n - 1].at,
		.media = SAMPLE_MEDIA,
		.n_media = ARRAY_LEN(SAMPLE_MEDIA),
		.message = message,
		.n_message = (uint32_t)n,
	};
}

static inline struct capture_endpoints sample_ends(enum capture_transport transport)
{
	return (struct capture_endpoints){
		.end = { { .hop = SERVER, .ip = "10.20.0.11", .port = 5068, .media_port = 49152 },
			{ .hop = PEER,
				.ip = "10.30.0.5",
				.port = 5060,
				.media_port = 20000,
				.media_ip = "10.30.0.6" } },
		.transport = transport,
		.epoch = CAPTURE_EPOCH,
		.seed = 1,
	};
}

#endif
