/* SPDX-License-Identifier: MIT */
/*
 * firewalls.h - what a firewall lets through between two elements.
 */
#ifndef LYNC_TOPO_CHECK_FIREWALLS_H
#define LYNC_TOPO_CHECK_FIREWALLS_H

#include "check/run.h"
#include "model/ports.h"

/*
 * Whether the firewall permits this traffic from one element to the other to begin (replies are permitted with
 * it). A permit without from and to counts both ways. A permit for a prefix needs the element's address: an
 * absent one is noted as missing in the run, and the answer is unknown if it turns on it.
 */
enum tri firewall_permits(struct run *run, const struct element *firewall,
	const struct protocol_ports *wanted, const struct element *from, const struct element *to);

#endif
