/* SPDX-License-Identifier: MIT */
/*
 * native.h - documents in our own topology language: XML events to builder calls.
 */
#ifndef LYNC_TOPO_LOAD_NATIVE_H
#define LYNC_TOPO_LOAD_NATIVE_H

#include "base/clock.h"
#include "load/xml.h"
#include "model/builder.h"

#define NATIVE_NAMESPACE "urn:lync-topo:topology:1"

enum native_status {
	NATIVE_READ,
	NATIVE_UNREADABLE, /* reported: exit 3 */
	NATIVE_NO_MEMORY,
};

/*
 * Reads one document into the builder, which is told of the source first. Faults go to the builder's findings;
 * elements read before a fault of the XML stay in the topology.
 */
enum native_status native_read(
	struct builder *builder, struct source *source, uint32_t declaration_end, struct deadline *deadline);

#endif
