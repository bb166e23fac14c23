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
struct kind {
	const char *name;
	const struct call_message *message;
	size_t n;
	enum capture_transport transport;
	void (*adjust)(struct sample *sample);
};

static void tag(struct sample *sample)
{
	sample->link.vlan = 210;
	sample->link.sip_dscp = 24;
	sample->use.audio.dscp = 46;
}

static void go_far(struct sample *sample)
{
	sample->link.delay = 20 * MS;
	sample->link.mss = 536;
	sample->use.audio.codec = "g711a";
}

static void use_ipv6(struct sample *sample)
{
	sample->link.end[0].ip = sample->use.audio.ip[0] = "2001:db8::11";
	sample->link.end[1].ip = sample->use.audio.ip[1] = "2001:db8:1::5";
}

/* A Front End between Mediation Server and client; reasons are RFC 3326's. */
static void put_proxy(struct sample *sample)
{
	sample->use.proxied = "10.20.0.99";
	sample->use.proxied_port = 50000;
	sample->use.reason = "Q.850;cause=34";
	sample->link.end[1].agent = "RTCC/5.0.0.0 MediationServer";
}

static void use_tls(struct sample *sample)
{
	sample->link.end[0].port = 5067;
	sample->link.end[1].port = 5067;
}

static const struct kind SAMPLES[] = {
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
	{ "refused", REFUSED, ARRAY_LEN(REFUSED), CAPTURE_TCP, NULL },
	{ "ping", PING, ARRAY_LEN(PING), CAPTURE_TCP, NULL },
};

/* `count` calls, 5 ms after each other. */
static int write_calls(const struct kind *kind, const char *path, uint32_t count)
{
	struct sample sample = sample_ends(kind->transport);
	struct capture_plan plan;
	struct call *call = calloc(count, sizeof(*call));
	char(*id)[16] = calloc(count, sizeof(*id));
	struct capture_counts counts = { 0 };
	struct out out = out_file(path);
	clock_t began = clock();
	int failed = call == NULL || id == NULL;

	if (kind->adjust != NULL)
		kind->adjust(&sample);
	plan = sample_plan(&sample, count);
	for (uint32_t i = 0; i < count && !failed; i++) {
		(void)snprintf(id[i], sizeof(id[i]), "c%u", i);
		call[i] = sample_call(kind->message, kind->n);
		call[i].id = id[i];
		call[i].at = 5 * MS * i;
	}
	failed = failed || count > MOST_SAMPLE_CALLS || capture_complaint_of_link(&sample.link) != NULL ||
		capture_complaint_of_use(&plan, plan.use) != NULL ||
		!capture_write(&plan, call, &out, &counts);
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
