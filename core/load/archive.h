/* SPDX-License-Identifier: MIT */
/*
 * archive.h - ZIP archives, as Export-CsConfiguration writes them: which member holds the topology.
 *
 * Members are unpacked in memory, one at a time, within the limits of reading; nothing is written to disk, and
 * nothing else in the archive is used. The library that unpacks (libarchive) is loaded when the first archive is met, so
 * that programs that read none need not have it.
 */
#ifndef LYNC_TOPO_LOAD_ARCHIVE_H
#define LYNC_TOPO_LOAD_ARCHIVE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"

/* Begins as ZIP archives do. */
bool archive_is_one(const struct file_bytes *bytes);

enum archive_status {
	ARCHIVE_READ,       /* to its end, or the visitor wanted no more */
	ARCHIVE_NO_LIBRARY, /* libarchive is not there */
	ARCHIVE_BROKEN,
	ARCHIVE_OVER_LIMIT, /* *ret_limit names it */
	ARCHIVE_NO_MEMORY,
};

/*
 * Each regular member in the order of the archive: its name, not to be trusted, and its bytes, which the visitor takes
 * over. Returning false ends the visit.
 */
typedef bool archive_visit(void *context, const char *name, struct file_bytes *member);

/* Members that cannot be unpacked (encrypted ones, say) are counted in *ret_unreadable and passed over. */
enum archive_status archive_visit_members(const struct file_bytes *archive, const struct limits *limits,
	archive_visit *visit, void *context, uint32_t *ret_unreadable, const char **ret_limit);

/* "3.6.2": the version of libarchive that is there. False when none is. */
bool archive_library_version(struct buf *buf);

#endif
