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
	MOST_ATTEMPTS = 4,
	GIVE_UP_MS = 1500, /* of attempts that nobody answers, short so that tests are */
};

/* The answers that a kind's attempts come to, one after the other. */
struct kind {
	struct sipp_call call;
	int status[MOST_ATTEMPTS];
};

static const struct kind kinds[] = {
	{ { .name = "basic" }, { 200 } },
	{ { .name = "early", .early_media = true }, { 200 } },
	{ { .name = "busy" }, { 486 } },
	{ { .name = "unavailable" }, { 503 } },
	{ { .name = "options", .ping_only = true }, { 200 } },
	{ { .name = "ping", .ping_first = true }, { 200 } },
	{ { .name = "inbound", .inbound = true }, { 200 } },
	{ { .name = "overflow" }, { 503, 200 } },
	{ { .name = "silent" }, { SIPP_TRYING, 200 } },
	{ { .name = "pinged-overflow", .ping_first = true }, { 500, 486 } },
	{ { .name = "dead" }, { SIPP_SILENT, 200 } },
	{ { .name = "third", .ping_first = true, .early_media = true }, { 503, SIPP_TRYING, 200 } },
	{ { .name = "refused-between" }, { 503, SIPP_UNSENT, 504, 200 } },
	{ { .name = "no-answer" }, { 500, SIPP_SILENT } },
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

static void complete_attempts(const struct kind *kind, struct sipp_call *call, struct sipp_attempt *attempt)
{
	static const char *const trunks[] = { "t1", "t2", "t3", "t`4|" };

	for (uint32_t i = 0; i < MOST_ATTEMPTS; i++) {
		int status = kind->status[i];

		if (status != SIPP_UNSENT)
			call->n_attempt = i + 1;
		attempt[i] = (struct sipp_attempt){ .trunk = trunks[i],
			.peer = "fab-sbc1",
			.status = status,
			.why = status == SIPP_UNSENT ? "connection refused" : "",
			.port = 5068 };
		if (status < 0)
			attempt[i].wait = strcmp(call->name, "silent") == 0 ? 10000 * MS : GIVE_UP_MS * MS;
	}
	/* Longer than the 200 ms after which a 100 is due; failover.xml has the same 0. */
	if (call->n_attempt == 1)
		attempt[0].wait = 300 * MS;
	call->attempt = attempt;
}

/* What all have in common. */
static struct sipp_call complete(size_t kind, size_t transport, struct sipp_attempt *attempt)
{
	struct sipp_call call = kinds[kind].call;

	call.kind = call.inbound ? "pstn-to-ev" : "ev-to-pstn";
	call.caller = "+14255550100";
	call.callee = "+12125550123";
	call.ours = "med-red";
	call.transport = transports[transport].transport;
	call.codec = kind % 2 == 0 ? "g711u" : "g729";
	call.srtp = call.transport == SIPP_TLS;
	call.ringing = 400 * MS;
	call.duration = 500 * MS;
	complete_attempts(&kinds[kind], &call, attempt);
	return call;
}

int main(int argc, char **argv)
{
	static char names[MOST_CALLS][64];
	static char folder[4096];
	static struct sipp_call calls[MOST_CALLS];
	static struct sipp_attempt attempts[MOST_CALLS][MOST_ATTEMPTS];
	uint32_t n = 0;
	int failed = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: make_sipp FOLDER\n");
		return 2;
	}
	for (size_t t = 0; t < ARRAY_LEN(transports); t++) {
		for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
			calls[n] = complete(k, t, attempts[n]);
			snprintf(names[n], sizeof(names[n]), "%s-%s", kinds[k].call.name, transports[t].name);
			calls[n].name = names[n];
			snprintf(folder, sizeof(folder), "%s/%s", argv[1], names[n]);
			failed |= write_calls(folder, &calls[n], 1);
			n++;
		}
	}
	snprintf(folder, sizeof(folder), "%s/together", argv[1]);
	return failed | write_calls(folder, calls, n);
}
