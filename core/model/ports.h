/* SPDX-License-Identifier: MIT */
/*
 * ports.h - lists of ports ("500 4500 49152-57500") and of protocols with ports ("udp/500 esp").
 */
#ifndef LYNC_TOPO_MODEL_PORTS_H
#define LYNC_TOPO_MODEL_PORTS_H

#include "base/str.h"

#include <stdint.h>

struct port_range {
	unsigned first, last;
};

bool port_range_parse(struct str token, struct port_range *ret);

/* So many ports from the first on; false when there is none or they go beyond 65535. */
bool port_range_of(int64_t first, int64_t count, struct port_range *ret);

bool port_ranges_overlap(struct port_range a, struct port_range b);

/* A protocol that a firewall must let pass; udp and tcp with ports, the others without. */
struct protocol_ports {
	int protocol; /* PROTOCOL_UDP ... of choices.h */
	struct port_range ports;
};

bool protocol_ports_parse(struct str token, struct protocol_ports *ret);

/* "udp/500", "esp" into text. */
void protocol_ports_text(const struct protocol_ports *wanted, char *text, size_t room);

#endif
