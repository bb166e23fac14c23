/* SPDX-License-Identifier: MIT */
/*
 * file.h - reading what was named and nothing else.
 *
 * Files are read whole with read(2): never mapped (a truncation would be a signal), never through a library
 * that takes URLs or unpacks what it finds. Regular files, pipes and FIFOs are read; devices are not.
 */
#ifndef LYNC_TOPO_BASE_FILE_H
#define LYNC_TOPO_BASE_FILE_H

#include "base/util.h"

#include <stdbool.h>
#include <sys/types.h>

enum file_status {
	FILE_OK,
	FILE_MISSING,   /* no such file, or a loop of links */
	FILE_DENIED,    /* no permission */
	FILE_DIRECTORY, /* a directory where a file is wanted */
	FILE_DEVICE,    /* a device or socket */
	FILE_TOO_LARGE, /* more bytes than the cap */
	FILE_OUTSIDE,   /* leads out of the folder it must stay in */
	FILE_FAILED,    /* any other error */
	FILE_NO_MEMORY,
};

enum {
	FILE_MOST_PATH = 4096, /* bytes of a path, the system's own limit */
};

/* What is wrong, lower case, without the path. */
const char *file_status_text(enum file_status status);

/* The same file under two names has the same identity. */
struct file_identity {
	dev_t device;
	ino_t inode;
};

struct file_bytes {
	char *data; /* terminated by a NUL that `size` does not count; freed with mem_free() */
	size_t size;
	struct file_identity identity;
	bool is_regular; /* identity means something */
};

/* Reads the file at path, at most `most` bytes. *ret is untouched on failure. */
NODISCARD enum file_status file_read(const char *path, size_t most, struct file_bytes *ret);

/*
 * Reads an open descriptor to its end, whatever it is but a folder: a socket or a terminal too, as standard
 * input may be. The descriptor stays open.
 */
NODISCARD enum file_status file_read_descriptor(int descriptor, size_t most, struct file_bytes *ret);

/*
 * Reads `relative`, a path without a leading '/', which must lead to a file beneath the folder, symbolic links
 * followed only as long as they stay beneath it.
 */
NODISCARD enum file_status file_read_beneath(
	const char *folder, const char *relative, size_t most, struct file_bytes *ret);

/*
 * The path without symbolic links, "." and "..", from the root on. False when it leads nowhere, or is longer than
 * the system takes.
 */
bool file_real_path(const char *path, char real[FILE_MOST_PATH]);

/* The first bytes of a regular file, for a look at what it is. Returns how many, 0 on any failure. */
size_t file_peek(const char *path, char *bytes, size_t room);

enum file_kind {
	FILE_KIND_NONE, /* cannot be looked at */
	FILE_KIND_REGULAR,
	FILE_KIND_FOLDER,
	FILE_KIND_LINK, /* only when links are not followed */
	FILE_KIND_OTHER,
};

enum file_kind file_kind_of(const char *path, bool follow_links, struct file_identity *ret);

#endif
