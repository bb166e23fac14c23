/* SPDX-License-Identifier: MIT */
#include "capture/sipp.h"

#include "base/escape.h"

#include <string.h>

enum {
	SECONDS_TO_SPARE = 40, /* more than a transaction of 32 s */
	SECONDS_TO_DIAL = 600, /* until the real caller calls */
	CALLER_PORT = 15061,   /* on loopback, of SIP and media; called sides follow each other */
	CALLER_MEDIA = 16100,
	LAST_PORT = 15060,
	LAST_MEDIA = 16000,
	EARLIER_PORT = 15062,
	EARLIER_MEDIA = 16200,
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

static const char *file_of(const struct page *page, uint32_t which, uint32_t file)
{
	return sipp_file_name(page->calls, page->n, which, file, page->arena);
}

static unsigned port_of(const struct sipp_call *call, uint32_t number)
{
	const struct sipp_attempt *attempt = sipp_sent(call, number);

	if (attempt->port != 0)
		return attempt->port;
	return call->transport == SIPP_TLS ? 5061 : 5060; /* RFC 3261 19.1.2 */
}

/* Where the called side of an attempt listens on loopback. */
static unsigned local_port(const struct sipp_call *call, uint32_t number)
{
	return number + 1 == sipp_n_sent(call) ? LAST_PORT : EARLIER_PORT + number;
}

/* "PEER", and "PEER_1" for those that were tried before. */
static const char *place_of(const struct page *page, const struct sipp_call *call, uint32_t number)
{
	const char *name = call->inbound ? "MEDIATION" : "PEER";

	return number + 1 == sipp_n_sent(call) ? name : arena_printf(page->arena, "%s_%u", name, number + 1);
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
	escape_code_span(buf, str_of(text));
}

/* A limit for the run: everything that is waited for, and some time to spare. */
static void put_common(const struct page *page, const struct sipp_call *call, int duration)
{
	int seconds = seconds_up(call->ringing) + duration + SECONDS_TO_SPARE;

	for (uint32_t i = 0; i < sipp_n_sent(call) && seconds < LONGEST_SECONDS; i++)
		seconds += seconds_up(sipp_sent(call, i)->wait);
	buf_printf(page->buf, " -m 1 -nostdin -timeout %ds -timeout_error\n", seconds);
}

static void put_local_server(const struct page *page, uint32_t which, uint32_t number)
{
	const struct sipp_call *call = &page->calls[which];
	bool is_last = number + 1 == sipp_n_sent(call);

	buf_printf(page->buf, "sipp -sf %s -i 127.0.0.1 -p %u -mi 127.0.0.1 -mp %u -t %s",
		file_of(page, which, number + 1), local_port(call, number),
		is_last ? LAST_MEDIA : EARLIER_MEDIA + 4 * number, call->transport == SIPP_UDP ? "u1" : "t1");
	put_common(page, call, 1);
}

/* One terminal each, the called sides first. TLS is tried over TCP here, which needs no certificate. */
static void put_local(const struct page *page, uint32_t which)
{
	const struct sipp_call *call = &page->calls[which];
	enum sipp_transport transport = call->transport == SIPP_UDP ? SIPP_UDP : SIPP_TCP;
	uint32_t n = sipp_n_sent(call);

	buf_puts(page->buf, "Against each other:\n\n```sh\n");
	for (uint32_t i = 0; i < n; i++)
		put_local_server(page, which, i);
	buf_printf(page->buf, "sipp -sf %s 127.0.0.1:%u", file_of(page, which, 0), local_port(call, 0));
	for (uint32_t i = 1; i < n; i++)
		buf_printf(page->buf, " -key address_%u 127.0.0.1 -key port_%u %u", i + 1, i + 1,
			local_port(call, i));
	buf_printf(page->buf, " -i 127.0.0.1 -p %d -mi 127.0.0.1 -mp %d -t %s -d 1000", CALLER_PORT,
		CALLER_MEDIA, connected_transport(transport, n > 1));
	put_common(page, call, 1);
	buf_puts(page->buf, "```\n\n");
}

/* The caller's file against the real called side. */
static void put_calling(const struct page *page, uint32_t which)
{
	const struct sipp_call *call = &page->calls[which];
	const char *us = call->inbound ? "PEER" : "MEDIATION";
	uint32_t n = sipp_n_sent(call);
	int duration = seconds_up(call->duration);

	buf_printf(page->buf, "sipp -sf %s %s:%u", file_of(page, which, 0), place_of(page, call, 0),
		port_of(call, 0));
	for (uint32_t i = 1; i < n; i++)
		buf_printf(page->buf, " -key address_%u %s -key port_%u %u", i + 1, place_of(page, call, i),
			i + 1, port_of(call, i));
	buf_printf(page->buf, " -i %s -mi %s -t %s -d %lld", us, us,
		connected_transport(call->transport, n > 1),
		(long long)(call->duration > 0 ? call->duration / 1000000 : 0));
	put_common(page, call, duration);
}

/* The called side's file, called by the real caller. */
static void put_called(const struct page *page, uint32_t which, uint32_t number)
{
	const struct sipp_call *call = &page->calls[which];
	const char *us = place_of(page, call, number);

	buf_printf(page->buf, "sipp -sf %s -i %s -p %u -mi %s -t %s", file_of(page, which, number + 1), us,
		port_of(call, number), us, connected_transport(call->transport, false));
	put_common(page, call, seconds_up(call->duration) + SECONDS_TO_DIAL);
}

static void put_addresses(const struct page *page, const struct sipp_call *call)
{
	uint32_t n = sipp_n_sent(call);

	put_span(page->buf, "MEDIATION is the address of a server of ", call->ours);
	for (uint32_t i = n; i-- > 0;) {
		const struct sipp_attempt *attempt = sipp_sent(call, i);

		if (call->inbound && i + 1 < n) {
			buf_printf(page->buf, ", %s that of the server that is tried before",
				place_of(page, call, i));
			continue;
		}
		buf_printf(page->buf, ", %s", call->inbound ? "PEER" : place_of(page, call, i));
		put_span(page->buf, " that of ", attempt->peer);
		put_span(page->buf, " for trunk ", attempt->trunk);
	}
	buf_printf(page->buf, ". The first command stands in for %s and calls the real %s",
		call->inbound ? "PEER" : "MEDIATION", call->inbound ? "MEDIATION" : "PEER");
	if (n > 1)
		buf_puts(page->buf, ", once what is tried before has been made to fail as planned");
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
	buf_puts(page->buf, "Against the trunk:\n\n");
	put_addresses(page, call);
	buf_puts(page->buf, "```sh\n");
	put_calling(page, which);
	for (uint32_t i = 0; i < sipp_n_sent(call); i++)
		put_called(page, which, i);
	buf_puts(page->buf, "```\n\n");
}

static void put_outcome(struct buf *buf, const struct sipp_call *call, const struct sipp_attempt *attempt)
{
	int seconds = seconds_up(attempt->wait);

	switch (attempt->status) {
	case SIPP_UNSENT:
		buf_printf(buf, ": nothing is sent");
		if (*attempt->why != '\0')
			put_span(buf, ", ", attempt->why);
		buf_puts(buf, ". Start nothing in its place, and see that nothing listens there.\n");
		break;
	case SIPP_SILENT:
		buf_printf(buf,
			": nothing comes back for %d s. The stand-in takes the INVITE and says nothing; a dead box "
			"would not even take the connection.\n",
			seconds);
		break;
	case SIPP_TRYING:
		buf_printf(buf, ": sends 100 and nothing more, and is cancelled after %d s.\n", seconds);
		break;
	case 200:
		buf_printf(buf, ": %s, answers, and the caller hangs up.\n",
			call->early_media ? "early media (183)" : "rings (180)");
		break;
	default:
		buf_printf(buf, ": refuses with %d.\n", attempt->status);
		break;
	}
}

static void put_summary(const struct page *page, const struct sipp_call *call)
{
	put_span(page->buf, "## Call ", call->name);
	put_span(page->buf, "\n\nKind ", call->kind);
	put_span(page->buf, ", from ", call->caller);
	put_span(page->buf, " to ", call->callee);
	if (call->inbound)
		put_span(page->buf, ", by peer ", call->attempt[0].peer);
	else
		put_span(page->buf, ", by Mediation Server ", call->ours);
	if (call->ping_only) {
		buf_puts(page->buf, ": OPTIONS alone.\n\n");
		return;
	}
	buf_puts(page->buf, call->ping_first ? ". OPTIONS come first.\n\n" : ".\n\n");
	for (uint32_t i = 0; i < call->n_attempt; i++) {
		buf_printf(page->buf, "%u. ", (unsigned)i + 1);
		put_span(page->buf, "Trunk ", call->attempt[i].trunk);
		put_outcome(page->buf, call, &call->attempt[i]);
	}
	buf_puts(page->buf, "\n");
}

static void put_introduction(struct buf *buf)
{
	buf_puts(buf,
		"<!-- Made by " SIPP_MARK " -->\n"
		"# Calls for SIPp\n\n"
		"For SIPp 3.6 (Debian: `sip-tester`). `uac.xml` places a call, `uas.xml` takes it, `uas-1.xml` and so "
		"on are the trunks that fail before. SIPp ends with 0 if all went as planned, with 1 if a call did not; "
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
		if (sipp_n_files(&calls[i]) > 0) {
			put_local(&page, i);
			put_trunk(&page, i);
		} else {
			buf_puts(buf, "There is nothing to run: no trunk takes this call.\n\n");
		}
		arena_clear(&arena);
	}
	put_limits(buf);
	arena_release(&arena);
}
