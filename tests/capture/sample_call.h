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

static const struct call_message REFUSED[] = { { 0, SERVER, PEER, CALL_CONNECTION_REFUSED, false, true } };

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
		.message = message,
		.n_message = (uint32_t)n,
	};
}

/* One link, and a use of it for each call. */
struct sample {
	struct capture_link link;
	struct capture_use use; /* of every call, with its number and ports */
	uint16_t ports[2];      /* where media begin */
	uint64_t seed;
};

static inline struct sample sample_ends(enum capture_transport transport)
{
	return (struct sample){
		.link = { .end = { { .hop = SERVER, .ip = "10.20.0.11", .port = 5068 },
				  { .hop = PEER, .ip = "10.30.0.5", .port = 5060 } },
			.transport = transport },
		.use = { .end = NEVER,
			.audio = { .ip = { "10.20.0.11", "10.30.0.6" },
				.encrypted = transport == CAPTURE_TLS,
				.passes = true } },
		.ports = { 49152, 20000 },
		.seed = 1,
	};
}

enum {
	MOST_SAMPLE_CALLS = 4096,
};

/* Valid until the next one. */
static inline struct capture_plan sample_plan(const struct sample *sample, uint32_t n_call)
{
	static struct capture_use uses[MOST_SAMPLE_CALLS];

	for (uint32_t i = 0; i < n_call && i < MOST_SAMPLE_CALLS; i++) {
		uses[i] = sample->use;
		uses[i].call = i;
		for (unsigned end = 0; end < 2; end++)
			uses[i].audio.port[end] = capture_media_port(sample->ports[end], 0, i);
	}
	return (struct capture_plan){ .link = &sample->link,
		.n_link = 1,
		.use = uses,
		.n_use = n_call,
		.epoch = CAPTURE_EPOCH,
		.seed = sample->seed };
}

#endif
