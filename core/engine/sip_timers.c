/* SPDX-License-Identifier: MIT */
#include "engine/sip_timers.h"

#define UNUSED (-1)
/* UNUSED becomes NEVER. */
#define OF_MS(ms) ((ms) < 0 ? INT64_C(-1) : (int64_t)(ms)*1000000)

const struct sip_timer_info sip_timers[SIP_TIMER_COUNT] = {
#define SIP_TIMER(name, udp, tcp, section, meaning) { #name, OF_MS(udp), OF_MS(tcp), section, meaning },
#include "engine/sip_timers.def"
#undef SIP_TIMER
};
