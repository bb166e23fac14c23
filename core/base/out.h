/* SPDX-License-Identifier: MIT */
/*
 * out.h - where results go: standard output, or a file that is written whole or not at all.
 *
 * A file is written under a temporary name beside its place and renamed when complete; whatever goes wrong
 * before, the old file stays and the temporary one goes, also on SIGINT and SIGTERM. Nothing but a regular
 * file is ever replaced. Writing never fails visibly in between: out_close() tells.
 */
#ifndef LYNC_TOPO_BASE_OUT_H
#define LYNC_TOPO_BASE_OUT_H

#include "base/buf.h"
#include "base/file.h"

enum out_status {
	OUT_OK,
	OUT_REFUSED, /* the place is a directory, a device or a FIFO */
	OUT_CLOSED,  /* the reader of a pipe went away */
	OUT_FAILED,  /* anything else; errno says what */
	OUT_NO_MEMORY,
};

const char *out_status_text(enum out_status status);

struct out {
	int descriptor;
	struct buf pending;
	enum out_status status;
	int error; /* errno of OUT_FAILED, until out_close() sets it again */
	int slot;  /* of the temporary file, -1 for standard output */
	const char *path;
};

/* Standard output or standard error (1 or 2). */
struct out out_standard(int descriptor);

/* A file that will stand at `path` (borrowed until out_close). Look at .status. */
struct out out_file(const char *path);

/* The new file gets owner and mode of the one that it replaces, as far as the system lets us. */
void out_keep_mode(struct out *out);

void out_put(struct out *out, const char *text, size_t length);
void out_puts(struct out *out, const char *text);
void out_printf(struct out *out, const char *format, ...) PRINTF_LIKE(2, 3);

/* Appends what the buffer holds and clears it; a failed buffer fails the output. */
void out_take(struct out *out, struct buf *buf);

/* Writes the rest, puts the file in its place (or, with `keep` false, throws it away). Frees the output. */
NODISCARD enum out_status out_close(struct out *out, bool keep);

/* Call once, first: ignores SIGPIPE and SIGXFSZ, opens descriptors 0-2 where closed, cleans up on signals. */
void out_prepare_process(void);

/* True when standard output was closed before we started: its results have nowhere to go. */
bool out_standard_was_closed(void);

#endif
