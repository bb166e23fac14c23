/* SPDX-License-Identifier: MIT */
/*
 * native.h - documents in our own languages: XML events to builder calls.
 */
#ifndef LYNC_TOPO_LOAD_NATIVE_H
#define LYNC_TOPO_LOAD_NATIVE_H

#include "load/reader.h"

#define NATIVE_NAMESPACE "urn:lync-topo:topology:1"

/*
 * For a document that no reader takes: whether it is XML at all, and what it is, is reported. Never READ_OK.
 */
read_document native_refuse;

/* The same two for scenarios, which vocabulary_reader() does not give: they are no topologies. */
read_document native_read_scenario;
read_document native_refuse_scenario;

/*
 * Only whether the document is well-formed XML within the limits. The first is for documents of ours, whose lines may
 * be quoted.
 */
read_document native_skim;
read_document native_skim_foreign;

#endif
