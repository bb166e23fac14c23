/* SPDX-License-Identifier: MIT */
/*
 * sipp.h - a simulated call as scenarios for SIPp 3.6, to try the planned trunk for real.
 *
 * A pair plays one call between the Mediation Server and its peer: uac.xml sends the INVITE, uas.xml takes it. For
 * a call to the peer uac.xml stands for the Mediation Server, for a call from it uas.xml does. A call that fails over
 * has a third file, uas-first.xml: the trunk that refuses or keeps silent before the one of uas.xml is tried.
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

enum sipp_file {
	SIPP_UAC,
	SIPP_UAS,
	SIPP_UAS_FIRST, /* only where sipp_fails_over() */
	SIPP_FILES,
};

#define SIPP_SILENT (-1) /* for first_status: 100 Trying and nothing more */

/* No text is NULL. Times are nanoseconds; the files say milliseconds. */
struct sipp_call {
	const char
		*name; /* of the call, unlike all others; file names begin with it where there are several */
	const char *kind;            /* "ev-to-pstn": shown, and calls to an emergency number get a warning */
	const char *caller, *callee; /* numbers */
	const char *ours, *theirs;   /* ids of the Mediation Server's pool and of the peer */
	const char *trunk;           /* id of the trunk that carries the call */
	const char *first_trunk;     /* id of the trunk that was tried before; "" without failover */
	bool inbound;                /* the peer calls us */
	bool ping_only;              /* OPTIONS and nothing else; inbound says who sends it */
	bool ping_first;             /* OPTIONS before the INVITE, to the trunk that is tried first */
	enum sipp_transport transport;
	uint16_t port;       /* where the called side listens; 0: the transport's usual one */
	uint16_t first_port; /* of the first trunk's called side; 0: the same as port */
	const char *codec;   /* "g711u" and the others of the language; what SIPp has no line for is g711u */
	bool srtp;           /* offers and answers RTP/SAVP; only over TLS */
	bool early_media;    /* 183 with a session description instead of 180 */
	int status;          /* final answer of uas.xml, 200 or from 300 to 699 */
	int first_status;    /* of the first trunk: 0 without failover, a refusal, or SIPP_SILENT */
	int64_t response;    /* until the first answer other than 100 */
	int64_t ringing;     /* from the 18x to the 200 */
	int64_t duration;    /* from the answer to the caller's BYE */
};

bool sipp_fails_over(const struct sipp_call *call);

/* Appends the text of one scenario. */
void sipp_scenario(const struct sipp_call *call, enum sipp_file file, struct buf *buf);

/*
 * The name of a call's file: "uac.xml" if it is the only call, else "CALL-uac.xml". A name that no file can have is
 * changed and gets its number in `calls`, so that names of calls that differ stay different. "" when out of memory.
 */
const char *sipp_file_name(
	const struct sipp_call *calls, uint32_t n, uint32_t which, enum sipp_file file, struct arena *arena);

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
