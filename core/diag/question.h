/* SPDX-License-Identifier: MIT */
/*
 * question.h - a fact that nobody has written down yet, as a line of the checklist.
 */
#ifndef LYNC_TOPO_DIAG_QUESTION_H
#define LYNC_TOPO_DIAG_QUESTION_H

enum ask {
	ASK_PROVIDER,
	ASK_ROUTER_VENDOR,
	ASK_GATEWAY_VENDOR,
	ASK_PBX_VENDOR,
	ASK_OWN,
	ASK_COUNT,
};

struct question {
	const char *id;   /* "Q-H1" */
	enum ask ask;     /* who knows the answer */
	const char *text; /* lower case but for names, ends with a question mark */
};

/* "provider", "router-vendor", "gateway-vendor", "pbx-vendor", "own": as in JSON. */
const char *ask_name(enum ask ask);

/* "the provider", "the maker of the router", "your own organisation": for people. */
const char *ask_title(enum ask ask);

#endif
