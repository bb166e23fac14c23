/* SPDX-License-Identifier: MIT */
#include "base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	FLUSH_AT = 65536,
	MOST_FILES = 16,
};

/* Names of unfinished files, where a signal handler can reach them without asking anyone. */
static struct {
	char path[PATH_MAX];
	volatile sig_atomic_t used;
} unfinished[MOST_FILES];

static bool standard_output_closed;

const char *out_status_text(enum out_status status)
{
	switch (status) {
	case OUT_OK:
		return "no error";
	case OUT_REFUSED:
		return "it is not a regular file";
	case OUT_CLOSED:
		return "the reader went away";
	case OUT_FAILED:
		return "it cannot be written";
	case OUT_NO_MEMORY:
		return "out of memory";
	}
	return "";
}

struct out out_standard(int descriptor)
{
	return (struct out){ .descriptor = descriptor, .slot = -1 };
}

/* Remembers what errno says now: until somebody asks, other calls may change it. */
static void fail(struct out *out)
{
	if (out->status == OUT_OK)
		out->error = errno;
	out->status = OUT_FAILED;
}

/* "folder/.lync-topo.XXXXXX": short, so that a name of any legal length has room for it. */
static bool name_temporary(const char *path, char *name, size_t room)
{
	const char *slash = strrchr(path, '/');
	int folder = slash != NULL ? (int)(slash - path) + 1 : 0;

	return snprintf(name, room, "%.*s.lync-topo.XXXXXX", folder, path) < (int)room;
}

/* mkostemp() makes files that only the owner may read; ours are to be what the user's umask says. */
static void apply_umask(int descriptor)
{
	mode_t mask = umask(0);

	umask(mask);
	if (fchmod(descriptor, 0666 & ~mask) < 0)
		return; /* a file system without modes */
}

/* Signals wait meanwhile, so that none can find the file made but not yet noted. */
static int open_temporary(const char *path, int slot)
{
	sigset_t all;
	sigset_t old;
	int descriptor;

	if (!name_temporary(path, unfinished[slot].path, sizeof(unfinished[slot].path))) {
		errno = ENAMETOOLONG;
		return -1;
	}
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &old);
	descriptor = mkostemp(unfinished[slot].path, O_CLOEXEC);
	unfinished[slot].used = descriptor >= 0;
	sigprocmask(SIG_SETMASK, &old, NULL);
	if (descriptor >= 0)
		apply_umask(descriptor);
	return descriptor;
}

static int free_slot(void)
{
	for (int i = 0; i < MOST_FILES; i++)
		if (!unfinished[i].used)
			return i;
	return -1;
}

struct out out_file(const char *path)
{
	struct out out = { .descriptor = -1, .slot = free_slot(), .path = path };
	struct stat info;

	if (out.slot < 0) {
		errno = EMFILE;
		fail(&out);
	} else if (lstat(path, &info) == 0 && !S_ISREG(info.st_mode)) {
		out.status = OUT_REFUSED;
		out.slot = -1;
	} else {
		out.descriptor = open_temporary(path, out.slot);
		if (out.descriptor < 0) {
			fail(&out);
			out.slot = -1;
		}
	}
	return out;
}

/* Owner first: changing it takes bits off the mode. */
void out_keep_mode(struct out *out)
{
	struct stat info;

	if (out->slot < 0 || lstat(out->path, &info) < 0)
		return;
	if (fchown(out->descriptor, info.st_uid, info.st_gid) < 0 && fchmod(out->descriptor, 0600) < 0)
		return;
	if (fchmod(out->descriptor, info.st_mode & 0777) < 0)
		fail(out);
}

static void flush(struct out *out)
{
	const char *text = buf_text(&out->pending);
	size_t left = out->pending.length;

	while (left > 0 && out->status == OUT_OK) {
		ssize_t written = write(out->descriptor, text, left);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0) {
			if (errno == EPIPE)
				out->status = OUT_CLOSED;
			else
				fail(out);
			break;
		}
		text += written;
		left -= (size_t)written;
	}
	buf_clear(&out->pending);
}

static void flush_when_long(struct out *out)
{
	if (buf_failed(&out->pending) && out->status == OUT_OK)
		out->status = OUT_NO_MEMORY;
	if (out->pending.length >= FLUSH_AT)
		flush(out);
}

void out_put(struct out *out, const char *text, size_t length)
{
	if (out->status != OUT_OK)
		return;
	buf_put(&out->pending, text, length);
	flush_when_long(out);
}

void out_puts(struct out *out, const char *text)
{
	out_put(out, text, strlen(text));
}

void out_printf(struct out *out, const char *format, ...)
{
	struct buf text = { 0 };
	va_list arguments;

	va_start(arguments, format);
	buf_vprintf(&text, format, arguments);
	va_end(arguments);
	out_take(out, &text);
	buf_release(&text);
}

void out_take(struct out *out, struct buf *buf)
{
	if (buf_failed(buf) && out->status == OUT_OK)
		out->status = OUT_NO_MEMORY;
	out_put(out, buf_text(buf), buf->length);
	buf_clear(buf);
}

/* Puts the finished temporary file in its place. */
static void put_in_place(struct out *out)
{
	if (fsync(out->descriptor) < 0 && errno != EINVAL)
		fail(out);
	if (close(out->descriptor) < 0)
		fail(out);
	out->descriptor = -1;
	if (out->status == OUT_OK && rename(unfinished[out->slot].path, out->path) < 0)
		fail(out);
}

enum out_status out_close(struct out *out, bool keep)
{
	enum out_status status;

	if (keep)
		flush(out);
	if (out->slot >= 0) {
		if (keep && out->status == OUT_OK)
			put_in_place(out);
		if (out->descriptor >= 0)
			close(out->descriptor);
		if (!keep || out->status != OUT_OK)
			unlink(unfinished[out->slot].path);
		unfinished[out->slot].used = 0;
	}
	status = out->status;
	buf_release(&out->pending);
	if (status == OUT_FAILED)
		errno = out->error;
	*out = (struct out){ .descriptor = -1, .slot = -1 };
	return status;
}

static void clean_up_and_leave(int signal_number)
{
	for (int i = 0; i < MOST_FILES; i++)
		if (unfinished[i].used)
			unlink(unfinished[i].path);
	_exit(signal_number == SIGINT ? 130 : 128 + signal_number);
}

/* A file that we open must never become descriptor 1 by accident. */
static void open_standard_descriptors(void)
{
	for (int descriptor = 0; descriptor <= 2; descriptor++) {
		if (fcntl(descriptor, F_GETFD) >= 0)
			continue;
		if (descriptor == 1)
			standard_output_closed = true;
		if (open("/dev/null", O_RDWR) < 0)
			return;
	}
}

void out_prepare_process(void)
{
	struct sigaction leave = { .sa_handler = clean_up_and_leave };
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	open_standard_descriptors();
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGXFSZ, &ignore, NULL);
	sigaction(SIGINT, &leave, NULL);
	sigaction(SIGTERM, &leave, NULL);
	sigaction(SIGHUP, &leave, NULL);
}

bool out_standard_was_closed(void)
{
	return standard_output_closed;
}
