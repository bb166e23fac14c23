/* SPDX-License-Identifier: MIT */
/*
 * sipp.h - a simulated call as scenarios for SIPp 3.6, to try the planned trunk for real.
 *
 * A pair plays one call between the Mediation Server and its peer: uac.xml sends the INVITE, uas.xml takes it. For
 * a call to the peer uac.xml stands for the Mediation Server, for a call from it uas.xml does. A call that was tried
 * more than once has a file for each trunk that failed before: uas-1.xml, uas-2.xml. An attempt of which nothing was
 * sent (the connection was refused, or the trunk was full on our side) is no part of the scenarios, because there is
 * nothing to send or to answer: README.md says so.
 *
 * Texts may hold whatever the input held: they are escaped for each file. What does not fit into a SIP user part or
 * a file name is percent-encoded or becomes '_'.
 */
#ifndef LYNC_TOPO_CAPTURE_SIPP_H
#define LYNC_TOPO_CAPTURE_SIPP_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum sipp_transport {
	SIPP_TCP,
	SIPP_UDP,
	SIPP_TLS,
};

/* For the status of an attempt, beside 200 and 300 to 699. */
enum {
	SIPP_UNSENT = 0,  /* nothing was sent */
	SIPP_SILENT = -1, /* nothing comes back */
	SIPP_TRYING = -2, /* 100 and nothing more, so that the attempt is cancelled */
};

/* One try over one trunk. */
struct sipp_attempt {
	const char *trunk, *peer; /* ids */
	int status;
	const char *why; /* of SIPP_UNSENT: "connection refused" */
	uint16_t port;   /* where the called side listens; 0: the transport's usual one */
	int64_t wait;    /* until the first answer other than 100, or until it is given up */
};

/* No text is NULL. Times are nanoseconds; the files say milliseconds. */
struct sipp_call {
	const char
		*name; /* of the call, unlike all others; file names begin with it where there are several */
	const char *kind;            /* "ev-to-pstn": shown, and calls to an emergency number get a warning */
	const char *caller, *callee; /* numbers */
	const char *ours;            /* id of the Mediation Server's pool */
	const struct sipp_attempt *attempt; /* in their order, at least one */
	uint32_t n_attempt;
	bool inbound;    /* the peer calls us */
	bool ping_only;  /* OPTIONS and nothing else; inbound says who sends it */
	bool ping_first; /* OPTIONS before the INVITE, to the trunk that is tried first */
	enum sipp_transport transport;
	const char *codec; /* "g711u" and the others of the language; an unknown one is g711u */
	bool srtp;         /* offers and answers RTP/SAVP; only over TLS */
	bool early_media;  /* 183 with a session description instead of 180 */
	int64_t ringing;   /* from the 18x to the 200 */
	int64_t duration;  /* from the answer to the caller's BYE */
};

/* How many attempts are part of the scenarios: those of which something was sent, of OPTIONS alone one. */
uint32_t sipp_n_sent(const struct sipp_call *call);

/* The one of them with this number, from 0. */
const struct sipp_attempt *sipp_sent(const struct sipp_call *call, uint32_t number);

/* How many scenarios a call has: that of the caller, then one for each attempt that was sent; 0 if none was. */
uint32_t sipp_n_files(const struct sipp_call *call);

/* Appends the text of a scenario: 0 the caller's, 1 that of the first attempt, and so on. */
void sipp_scenario(const struct sipp_call *call, uint32_t file, struct buf *buf);

/*
 * The name of a call's file: "uac.xml" if it is the only call, else "CALL-uac.xml". A name that no file can have is
 * changed and gets its number in `calls`, so that names of calls that differ stay different. "" when out of memory.
 */
const char *sipp_file_name(
	const struct sipp_call *calls, uint32_t n, uint32_t which, uint32_t file, struct arena *arena);

/* README.md: how to run the pairs against each other and against the trunk, and what they do not prove. */
void sipp_readme(const struct sipp_call *calls, uint32_t n, struct buf *buf);

/* In the first lines of every file, so that we know ours when we meet them again. In XML comments too: no "--". */
#define SIPP_MARK "lync-topo simulate, scenarios for SIPp"

enum sipp_status {
	SIPP_OK,
	SIPP_NOT_A_FOLDER, /* the place is something else: wrong usage */
	SIPP_NOT_OURS,     /* a file of that name stands there without our mark: wrong usage */
	SIPP_FAILED,       /* errno says what */
	SIPP_NO_MEMORY,
};

const char *sipp_status_text(enum sipp_status status);

/*
 * Writes all files into `folder`, which is made if its parent exists. Nothing is written before all texts are made
 * and every file that stands in their places is known to be ours; each file then appears whole or not at all, in
 * the order of the calls, README.md last. On failure *ret_path (in the arena, "" when out of memory) names the place.
 */
NODISCARD enum sipp_status sipp_write(const char *folder, const struct sipp_call *calls, uint32_t n,
	struct arena *arena, const char **ret_path);

#endif
