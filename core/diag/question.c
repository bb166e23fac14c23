/* SPDX-License-Identifier: MIT */
#include "diag/question.h"

static const struct {
	const char *name;
	const char *title;
} asked[ASK_COUNT] = {
	[ASK_PROVIDER] = { "provider", "the provider" },
	[ASK_ROUTER_VENDOR] = { "router-vendor", "the maker of the router" },
	[ASK_GATEWAY_VENDOR] = { "gateway-vendor", "the maker of the gateway" },
	[ASK_PBX_VENDOR] = { "pbx-vendor", "the maker of the PBX" },
	[ASK_OWN] = { "own", "your own organisation" },
};

const char *ask_name(enum ask ask)
{
	return asked[ask].name;
}

const char *ask_title(enum ask ask)
{
	return asked[ask].title;
}
