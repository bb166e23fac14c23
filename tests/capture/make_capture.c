/* SPDX-License-Identifier: MIT */
/*
 * make_capture.c - writes the sample captures that check.py has judged.
 *
 * usage: make_capture KIND FILE [COUNT]
 */
#include "sample_call.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A kind of capture: which call, over what, and what else is special. */
struct sample {
	const char *name;
	const struct call_message *message;
	size_t n;
	enum capture_transport transport;
	void (*adjust)(struct capture_endpoints *ends);
};

static void tag(struct capture_endpoints *ends)
{
	ends->vlan = 210;
	ends->sip_dscp = 24;
	ends->audio_dscp = 46;
}

static void go_far(struct capture_endpoints *ends)
{
	ends->delay = 20 * MS;
	ends->mss = 536;
	ends->codec = "g711a";
}

static void use_ipv6(struct capture_endpoints *ends)
{
	ends->end[0].ip = "2001:db8::11";
	ends->end[1].ip = "2001:db8:1::5";
	ends->end[1].media_ip = NULL;
}

/* A Front End between Mediation Server and client; reasons are RFC 3326's. */
static void put_proxy(struct capture_endpoints *ends)
{
	ends->end[0].agent_ip = "10.20.0.99";
	ends->end[0].agent_port = 50000;
	ends->end[1].reason = "Q.850;cause=34";
}

static void use_tls(struct capture_endpoints *ends)
{
	ends->end[0].port = 5067;
	ends->end[1].port = 5067;
}

static const struct sample SAMPLES[] = {
	{ "basic", BASIC, ARRAY_LEN(BASIC), CAPTURE_TCP, NULL },
	{ "tagged", BASIC, ARRAY_LEN(BASIC), CAPTURE_TCP, tag },
	{ "udp", BASIC, ARRAY_LEN(BASIC), CAPTURE_UDP, NULL },
	{ "tls", BASIC, ARRAY_LEN(BASIC), CAPTURE_TLS, use_tls },
	{ "ipv6", BASIC, ARRAY_LEN(BASIC), CAPTURE_TCP, use_ipv6 },
	{ "proxy", BASIC, ARRAY_LEN(BASIC), CAPTURE_TCP, put_proxy },
	{ "early", EARLY, ARRAY_LEN(EARLY), CAPTURE_TCP, NULL },
	{ "far", EARLY, ARRAY_LEN(EARLY), CAPTURE_TCP, go_far },
	{ "failover", FAILOVER, ARRAY_LEN(FAILOVER), CAPTURE_TCP, put_proxy },
	{ "repeated", REPEATED, ARRAY_LEN(REPEATED), CAPTURE_UDP, NULL },
	{ "silent", SILENT, ARRAY_LEN(SILENT), CAPTURE_TCP, NULL },
	{ "ping", PING, ARRAY_LEN(PING), CAPTURE_TCP, NULL },
};

/* `count` calls, 5 ms after each other. */
static int write_calls(const struct sample *sample, const char *path, uint32_t count)
{
	struct capture_endpoints ends = sample_ends(sample->transport);
	struct call *call = calloc(count, sizeof(*call));
	char(*id)[16] = calloc(count, sizeof(*id));
	struct capture_counts counts = { 0 };
	struct out out = out_file(path);
	clock_t began = clock();
	int failed = call == NULL || id == NULL;

	if (sample->adjust != NULL)
		sample->adjust(&ends);
	for (uint32_t i = 0; i < count && !failed; i++) {
		(void)snprintf(id[i], sizeof(id[i]), "c%u", i);
		call[i] = sample_call(sample->message, sample->n);
		call[i].id = id[i];
		call[i].at = 5 * MS * i;
	}
	failed = failed || capture_complaint(&ends) != NULL ||
		!capture_write(&ends, call, count, &out, &counts);
	failed |= out_close(&out, !failed) != OUT_OK;
	printf("%llu packets, %llu messages, %llu streams, %llu skipped, %.3f s\n",
		(unsigned long long)counts.packets, (unsigned long long)counts.messages,
		(unsigned long long)counts.streams, (unsigned long long)counts.skipped,
		(double)(clock() - began) / CLOCKS_PER_SEC);
	free(call);
	free(id);
	return failed;
}

int main(int argc, char **argv)
{
	uint32_t count = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 1;

	for (size_t i = 0; argc > 2 && i < ARRAY_LEN(SAMPLES); i++)
		if (strcmp(SAMPLES[i].name, argv[1]) == 0)
			return write_calls(&SAMPLES[i], argv[2], count);
	fputs("usage: make_capture KIND FILE [COUNT]\n", stderr);
	return 2;
}
