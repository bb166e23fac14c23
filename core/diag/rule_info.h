/* SPDX-License-Identifier: MIT */
/*
 * rule_info.h - what everyone may know about a rule: reports, documents, `explain`.
 *
 * How a rule decides is nobody's business here (check/rule.h). All strings are static, lower case where they
 * become part of a message, and without a final stop.
 */
#ifndef LYNC_TOPO_DIAG_RULE_INFO_H
#define LYNC_TOPO_DIAG_RULE_INFO_H

#include "diag/page.h"

#include <stdbool.h>
#include <stddef.h>

enum severity {
	SEVERITY_NONE, /* no second grade, or switched off */
	SEVERITY_NOTE,
	SEVERITY_WARNING,
	SEVERITY_ERROR,
};

/* "error", "warning", "note"; "never" for none, as in --fail-on. */
const char *severity_name(enum severity severity);

/* Deployment options as the documents name them; a rule says to which it speaks. */
enum option {
	OPTION_VPN = 1 << 0,    /* SIP trunk through an IP VPN */
	OPTION_MPLS = 1 << 1,   /* SIP trunk over MPLS */
	OPTION_PRIV = 1 << 2,   /* SIP trunk over a private line */
	OPTION_TLS = 1 << 3,    /* SIP trunk over the Internet, TLS and SRTP, no VPN */
	OPTION_BEHIND = 1 << 4, /* Enterprise Voice behind the PBX */
	OPTION_FRONT = 1 << 5,  /* in front of the PBX */
	OPTION_VOIP = 1 << 6,   /* VoIP-only */
	OPTION_CERT = 1 << 7,   /* certified Direct SIP partner, no gateway in between */
	OPTIONS_SIP = OPTION_VPN | OPTION_MPLS | OPTION_PRIV | OPTION_TLS,
	OPTIONS_PBX = OPTION_BEHIND | OPTION_FRONT,
	OPTIONS_DIRECT = OPTIONS_PBX | OPTION_VOIP | OPTION_CERT,
	OPTIONS_ALL = OPTIONS_SIP | OPTIONS_DIRECT,
};

enum {
	RULE_MOST_PAGES = 4,
};

struct rule_info {
	const char *id;         /* "MED001"; never reused */
	const char *name;       /* "mediation-standalone"; what people type */
	enum severity severity; /* as documented; profiles and configuration change it elsewhere */
	enum severity grave;    /* the higher grade of a rule that has two, else SEVERITY_NONE */
	const char *grave_when; /* what makes it grave, completes "error when ..." */
	unsigned options;       /* enum option */
	const char *title;      /* one line */
	const char *meaning;    /* what the source says, in our words, and why it matters */
	const char *fix;        /* what to do */
	const char *bad;        /* shortest XML that breaks it */
	const char *good;       /* the same, mended */
	const char *conflict; /* "X1: which documents disagree; what decides" (conflicts.def), NULL if none */
	enum page pages[RULE_MOST_PAGES]; /* sources, the main one first, PAGE_NONE at the end */
	const char *url;                  /* of a company rule (id X-...): where to read on, or NULL */
	bool structural;                  /* families DOC and SUP: no selection, no profile */
	bool unreadable;                  /* means exit 3 and cannot be switched off or suppressed */
	bool hygiene;                     /* about suppressions (family SUP): cannot be suppressed itself */
};

/* How long "MED" of "MED001" is; of a company rule, "X-ACME" of "X-ACME-001". */
size_t rule_family_length(const struct rule_info *rule);

/* Where it comes from: the title of the main page; of a company rule its url, or that it is one. */
const char *rule_source(const struct rule_info *rule);

/* "SIP trunk over VPN, behind the PBX": the codes of the options, joined by a space, into `text`. */
void rule_options_text(unsigned options, char *text, size_t room);

#endif
