/* SPDX-License-Identifier: MIT */
/*
 * Writes scenarios of every kind of call and transport for check.py and failover.py, each into a folder of its own,
 * and all of them once more into one folder: FOLDER/KIND-TRANSPORT/ and FOLDER/together/.
 */
#include "capture/sipp.h"

#include "base/util.h"

#include <stdio.h>
#include <string.h>

#define MS INT64_C(1000000)

enum {
	MOST_CALLS = 64,
};

static const struct sipp_call kinds[] = {
	{ .name = "basic", .status = 200 },
	{ .name = "early", .status = 200, .early_media = true },
	{ .name = "busy", .status = 486 },
	{ .name = "unavailable", .status = 503 },
	{ .name = "options", .ping_only = true },
	{ .name = "ping", .status = 200, .ping_first = true },
	{ .name = "inbound", .status = 200, .inbound = true },
	{ .name = "overflow", .status = 200, .first_status = 503 },
	{ .name = "silent", .status = 200, .first_status = SIPP_SILENT },
	{ .name = "pinged-overflow", .status = 486, .first_status = 500, .ping_first = true },
};

static const struct {
	enum sipp_transport transport;
	const char *name;
} transports[] = { { SIPP_TCP, "tcp" }, { SIPP_UDP, "udp" }, { SIPP_TLS, "tls" } };

static int write_calls(const char *folder, const struct sipp_call *calls, uint32_t n)
{
	struct arena arena = { 0 };
	const char *place;
	enum sipp_status status = sipp_write(folder, calls, n, &arena, &place);

	if (status != SIPP_OK)
		fprintf(stderr, "%s: %s\n", place, sipp_status_text(status));
	arena_release(&arena);
	return status != SIPP_OK;
}

/* What all have in common. */
static struct sipp_call complete(size_t kind, size_t transport)
{
	struct sipp_call call = kinds[kind];

	call.kind = call.inbound ? "pstn-to-ev" : "ev-to-pstn";
	call.caller = "+14255550100";
	call.callee = "+12125550123";
	call.ours = "med-red";
	call.theirs = "fab-sbc1";
	call.trunk = "t2";
	call.first_trunk = call.first_status != 0 ? "t1" : "";
	call.transport = transports[transport].transport;
	call.port = 5068;
	call.codec = kind % 2 == 0 ? "g711u" : "g711a";
	call.srtp = call.transport == SIPP_TLS;
	/* Longer than the 200 ms after which a 100 is due; failover.xml has the same 0. */
	call.response = call.first_status != 0 ? 0 : 300 * MS;
	call.ringing = 400 * MS;
	call.duration = 500 * MS;
	return call;
}

int main(int argc, char **argv)
{
	static char names[MOST_CALLS][64];
	static char folder[4096];
	static struct sipp_call calls[MOST_CALLS];
	uint32_t n = 0;
	int failed = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: make_sipp FOLDER\n");
		return 2;
	}
	for (size_t t = 0; t < ARRAY_LEN(transports); t++) {
		for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
			calls[n] = complete(k, t);
			snprintf(names[n], sizeof(names[n]), "%s-%s", kinds[k].name, transports[t].name);
			calls[n].name = names[n];
			snprintf(folder, sizeof(folder), "%s/%s", argv[1], names[n]);
			failed |= write_calls(folder, &calls[n], 1);
			n++;
		}
	}
	snprintf(folder, sizeof(folder), "%s/together", argv[1]);
	return failed | write_calls(folder, calls, n);
}
