/* SPDX-License-Identifier: MIT */
#include "capture/sipp.h"

#include "base/escape.h"

#include <string.h>

enum {
	SECONDS_TO_SPARE = 40, /* more than a transaction of 32 s */
	SECONDS_TO_DIAL = 600, /* until the real caller calls */
	FAST_FAILOVER_SECONDS = 10,
	LONGEST_SECONDS = 7 * 24 * 3600,
};

/* Everything for the lines about one call. */
struct page {
	const struct sipp_call *calls;
	uint32_t n;
	struct buf *buf;
	struct arena *arena;
};

static int seconds_up(int64_t nanoseconds)
{
	const int64_t second = INT64_C(1000000000);
	int64_t seconds = nanoseconds <= 0 ? 0 : (nanoseconds - 1) / second + 1;

	return seconds > LONGEST_SECONDS ? LONGEST_SECONDS : (int)seconds;
}

static const char *file_of(const struct page *page, uint32_t which, enum sipp_file file)
{
	return sipp_file_name(page->calls, page->n, which, file, page->arena);
}

static unsigned port_of(const struct sipp_call *call)
{
	if (call->port != 0)
		return call->port;
	return call->transport == SIPP_TLS ? 5061 : 5060; /* RFC 3261 19.1.2 */
}

static unsigned first_port_of(const struct sipp_call *call)
{
	return sipp_fails_over(call) && call->first_port != 0 ? call->first_port : port_of(call);
}

/* To change the address of a call, SIPp wants a connection for each call. */
static const char *connected_transport(enum sipp_transport transport, bool changes_address)
{
	switch (transport) {
	case SIPP_UDP:
		return "u1";
	case SIPP_TLS:
		return changes_address ? "ln -max_socket 64 -tls_cert cert.pem -tls_key key.pem" :
					 "l1 -tls_cert cert.pem -tls_key key.pem";
	case SIPP_TCP:
		break;
	}
	return changes_address ? "tn -max_socket 64" : "t1";
}

static void put_span(struct buf *buf, const char *before, const char *text)
{
	buf_puts(buf, before);
	escape_markdown(buf, str_of(text));
}

static void put_common(const struct page *page, const struct sipp_call *call, int duration)
{
	int seconds = seconds_up(call->response) + seconds_up(call->ringing) + duration + SECONDS_TO_SPARE;

	if (call->first_status == SIPP_SILENT)
		seconds += FAST_FAILOVER_SECONDS;
	buf_printf(page->buf, " -m 1 -nostdin -timeout %ds -timeout_error\n", seconds);
}

static void put_local_server(const struct page *page, uint32_t which, enum sipp_file file)
{
	const struct sipp_call *call = &page->calls[which];
	bool first = file == SIPP_UAS_FIRST;

	buf_printf(page->buf, "sipp -sf %s -i 127.0.0.1 -p %d -mi 127.0.0.1 -mp %d -t %s",
		file_of(page, which, file), first ? 15062 : 15060, first ? 16200 : 16000,
		call->transport == SIPP_UDP ? "u1" : "t1");
	put_common(page, call, 1);
}

/* One terminal each, the called side first. TLS is tried over TCP here, which needs no certificate. */
static void put_local(const struct page *page, uint32_t which)
{
	const struct sipp_call *call = &page->calls[which];
	enum sipp_transport transport = call->transport == SIPP_UDP ? SIPP_UDP : SIPP_TCP;
	bool fails_over = sipp_fails_over(call);

	buf_puts(page->buf, "```sh\n");
	if (fails_over)
		put_local_server(page, which, SIPP_UAS_FIRST);
	put_local_server(page, which, SIPP_UAS);
	buf_printf(page->buf, "sipp -sf %s 127.0.0.1:%d", file_of(page, which, SIPP_UAC),
		fails_over ? 15062 : 15060);
	if (fails_over)
		buf_puts(page->buf, " -key second_address 127.0.0.1 -key second_port 15060");
	buf_printf(page->buf, " -i 127.0.0.1 -p 15061 -mi 127.0.0.1 -mp 16100 -t %s -d 1000",
		connected_transport(transport, fails_over));
	put_common(page, call, 1);
	buf_puts(page->buf, "```\n\n");
}

/* The caller's file against the real called side. */
static void put_calling(const struct page *page, uint32_t which)
{
	const struct sipp_call *call = &page->calls[which];
	bool fails_over = sipp_fails_over(call);
	const char *us = call->inbound ? "PEER" : "MEDIATION";
	const char *called = call->inbound ? "MEDIATION" : fails_over ? "FIRST_PEER" : "PEER";
	int duration = seconds_up(call->duration);

	buf_printf(
		page->buf, "sipp -sf %s %s:%u", file_of(page, which, SIPP_UAC), called, first_port_of(call));
	if (fails_over)
		buf_printf(page->buf, " -key second_address %s -key second_port %u",
			call->inbound ? "MEDIATION_2" : "PEER", port_of(call));
	buf_printf(page->buf, " -i %s -mi %s -t %s -d %lld", us, us,
		connected_transport(call->transport, fails_over),
		(long long)(call->duration > 0 ? call->duration / 1000000 : 0));
	put_common(page, call, duration);
}

/* The called side's file, called by the real caller. */
static void put_called(const struct page *page, uint32_t which, enum sipp_file file)
{
	const struct sipp_call *call = &page->calls[which];
	const char *us = call->inbound ? "MEDIATION" : file == SIPP_UAS_FIRST ? "FIRST_PEER" : "PEER";

	if (call->inbound && file == SIPP_UAS)
		us = sipp_fails_over(call) ? "MEDIATION_2" : us;
	buf_printf(page->buf, "sipp -sf %s -i %s -p %u -mi %s -t %s", file_of(page, which, file), us,
		file == SIPP_UAS_FIRST ? first_port_of(call) : port_of(call), us,
		connected_transport(call->transport, false));
	put_common(page, call, seconds_up(call->duration) + SECONDS_TO_DIAL);
}

static void put_addresses(const struct page *page, const struct sipp_call *call)
{
	put_span(page->buf, "MEDIATION is the address of a server of ", call->ours);
	put_span(page->buf, ", PEER that of ", call->theirs);
	put_span(page->buf, " for trunk ", call->trunk);
	if (sipp_fails_over(call) && call->inbound)
		buf_puts(page->buf, ", MEDIATION_2 that of the server that is tried next");
	else if (sipp_fails_over(call))
		put_span(page->buf, ", FIRST_PEER that of the peer of trunk ", call->first_trunk);
	buf_printf(page->buf, ". The first command stands in for %s and calls the real %s",
		call->inbound ? "PEER" : "MEDIATION", call->inbound ? "MEDIATION" : "PEER");
	if (sipp_fails_over(call))
		buf_puts(page->buf, ", once the trunk before it has been made to fail as planned");
	buf_puts(page->buf,
		"; the others stand in for the called side and wait for the real caller: not both at once.\n\n");
}

static bool is_emergency(const struct sipp_call *call)
{
	return strstr(call->kind, "emergency") != NULL;
}

static void put_trunk(const struct page *page, uint32_t which)
{
	const struct sipp_call *call = &page->calls[which];

	if (is_emergency(call)) {
		buf_puts(page->buf,
			"**This is a call to an emergency number.** Do not send it to a real trunk, unless the "
			"emergency service has agreed to a test: there are no commands for it here.\n\n");
		return;
	}
	put_addresses(page, call);
	buf_puts(page->buf, "```sh\n");
	put_calling(page, which);
	if (sipp_fails_over(call))
		put_called(page, which, SIPP_UAS_FIRST);
	put_called(page, which, SIPP_UAS);
	buf_puts(page->buf, "```\n\n");
}

static void put_summary(const struct page *page, const struct sipp_call *call)
{
	put_span(page->buf, "## Call ", call->name);
	put_span(page->buf, "\n\nKind ", call->kind);
	put_span(page->buf, ", from ", call->caller);
	put_span(page->buf, " to ", call->callee);
	put_span(page->buf, call->inbound ? ", by peer " : ", by Mediation Server ",
		call->inbound ? call->theirs : call->ours);
	if (call->ping_only)
		buf_puts(page->buf, ": OPTIONS alone.");
	else if (call->status == 200)
		buf_printf(page->buf, ": %s, answered, hung up by the caller.",
			call->early_media ? "early media (183)" : "rings (180)");
	else
		buf_printf(page->buf, ": refused with %d.", call->status);
	if (call->ping_first && !call->ping_only)
		buf_puts(page->buf, " OPTIONS come first.");
	if (sipp_fails_over(call)) {
		put_span(page->buf, " Before that trunk ", call->first_trunk);
		if (call->first_status == SIPP_SILENT)
			buf_puts(page->buf, " keeps silent for 10 s and is cancelled.");
		else
			buf_printf(page->buf, " refuses with %d.", call->first_status);
	}
	buf_puts(page->buf, "\n\n");
}

static void put_introduction(struct buf *buf)
{
	buf_puts(buf,
		"<!-- Made by " SIPP_MARK " -->\n"
		"# Calls for SIPp\n\n"
		"For SIPp 3.6 (Debian: `sip-tester`). `uac.xml` places a call, `uas.xml` takes it, `uas-first.xml` is "
		"the trunk that fails before. SIPp ends with 0 if all went as planned, with 1 if a call did not; "
		"`-trace_msg -trace_err` show what came instead.\n\n"
		"1. **Against each other first**, on loopback: each command of the first block in a terminal of its "
		"own, in this order. The call lasts a second (`-d`, in ms).\n"
		"2. **Then against the planned trunk**, in an agreed test window, never in production hours: real "
		"phones ring, calls cost money, and a stand-in must not share its address and port with a server "
		"that works. Peers take calls from addresses that they know: run a stand-in where it has the "
		"planned address. OPTIONS from a real caller count as calls: raise `-m` by as many.\n\n");
}

static void put_limits(struct buf *buf)
{
	buf_puts(buf,
		"## What these files do not prove\n\n"
		"- That a pair passes shows that its files fit together, not that the peer or the server behaves so.\n"
		"- No media are sent: nothing about sound, its quality or direction, codecs in use, DTMF, bypass. The "
		"key in an SRTP offer is a constant and protects nothing.\n"
		"- One call at a time: nothing about capacity, admission control or load.\n"
		"- SIPp does not decide: the order of trunks and the time of failover are those of the plan, written "
		"down. Whether the real server chooses so only the real server can show.\n"
		"- Nothing about hold, transfer, session timers, re-INVITE, and certificates beyond what SIPp checks. "
		"Over TLS the SIPp must have been built with it; on loopback those calls go over TCP.\n");
}

void sipp_readme(const struct sipp_call *calls, uint32_t n, struct buf *buf)
{
	struct arena arena = { 0 };
	struct page page = { calls, n, buf, &arena };

	put_introduction(buf);
	for (uint32_t i = 0; i < n; i++) {
		put_summary(&page, &calls[i]);
		buf_puts(buf, "Against each other:\n\n");
		put_local(&page, i);
		buf_puts(buf, "Against the trunk:\n\n");
		put_trunk(&page, i);
		arena_clear(&arena);
	}
	put_limits(buf);
	arena_release(&arena);
}
