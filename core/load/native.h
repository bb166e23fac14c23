/* SPDX-License-Identifier: MIT */
/*
 * native.h - documents in our own topology language: XML events to builder calls.
 */
#ifndef LYNC_TOPO_LOAD_NATIVE_H
#define LYNC_TOPO_LOAD_NATIVE_H

#include "load/reader.h"

#define NATIVE_NAMESPACE "urn:lync-topo:topology:1"

/*
 * For a document that no reader takes: whether it is XML at all, and what it is, is reported. Never READ_OK.
 */
read_document native_refuse;

#endif
