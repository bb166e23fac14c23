/* SPDX-License-Identifier: MIT */
/*
 * sip_timers.h - the timers of SIP, RFC 3261 table 4.
 */
#ifndef LYNC_TOPO_ENGINE_SIP_TIMERS_H
#define LYNC_TOPO_ENGINE_SIP_TIMERS_H

#include <stdbool.h>
#include <stdint.h>

enum sip_timer {
#define SIP_TIMER(name, udp, tcp, section, meaning) SIP_TIMER_##name,
#include "engine/sip_timers.def"
#undef SIP_TIMER
	SIP_TIMER_COUNT,
};

struct sip_timer_info {
	const char *name;
	int64_t unreliable,
		reliable; /* nanoseconds over UDP, over TCP and TLS; NEVER (diag/calls.h): not started */
	const char *section, *meaning;
};

extern const struct sip_timer_info sip_timers[SIP_TIMER_COUNT];

/* Nanoseconds, or NEVER. `is_reliable`: TCP and TLS. */
static inline int64_t sip_timer(enum sip_timer timer, bool is_reliable)
{
	return is_reliable ? sip_timers[timer].reliable : sip_timers[timer].unreliable;
}

#endif
