/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	FIRST_READ = 65536,
};

const char *file_status_text(enum file_status status)
{
	switch (status) {
	case FILE_OK:
		return "no error";
	case FILE_MISSING:
		return "no such file";
	case FILE_DENIED:
		return "permission denied";
	case FILE_DIRECTORY:
		return "it is a directory";
	case FILE_DEVICE:
		return "it is a device, not a file";
	case FILE_TOO_LARGE:
		return "it is larger than the limit";
	case FILE_OUTSIDE:
		return "it lies outside the folder of the first file";
	case FILE_FAILED:
		return "it cannot be read";
	case FILE_NO_MEMORY:
		return "out of memory";
	}
	return "";
}

static enum file_status status_of_errno(int error)
{
	switch (error) {
	case ENOENT:
	case ENOTDIR:
	case ELOOP:
	case ENAMETOOLONG:
		return FILE_MISSING;
	case EACCES:
	case EPERM:
		return FILE_DENIED;
	case EISDIR:
		return FILE_DIRECTORY;
	case EXDEV:
		return FILE_OUTSIDE;
	case ENOMEM:
		return FILE_NO_MEMORY;
	default:
		return FILE_FAILED;
	}
}

/* Reads up to `room` bytes, through interruptions; negative on error. */
static ssize_t read_some(int descriptor, char *bytes, size_t room)
{
	ssize_t got;

	do
		got = read(descriptor, bytes, room);
	while (got < 0 && errno == EINTR);
	return got;
}

/* Doubles the room of a buffer, but never beyond the cap, its probe byte and the terminator. */
static bool grow(char **data, size_t *room, size_t most)
{
	size_t wanted = *room < most / 2 ? *room * 2 : most + 1;
	char *bigger = mem_realloc(*data, wanted + 1);

	if (bigger == NULL)
		return false;
	*data = bigger;
	*room = wanted;
	return true;
}

/* Fills *data; one byte more than `most` is asked for, so that a longer file is noticed. */
static enum file_status read_all(int descriptor, size_t most, char **data, size_t *size, size_t room)
{
	for (;;) {
		ssize_t got;

		if (*size > most)
			return FILE_TOO_LARGE;
		if (*size == room && !grow(data, &room, most))
			return FILE_NO_MEMORY;
		got = read_some(descriptor, *data + *size, room - *size);
		if (got < 0)
			return status_of_errno(errno);
		if (got == 0)
			return FILE_OK;
		*size += (size_t)got;
	}
}

static enum file_status read_open(int descriptor, bool devices, size_t most, struct file_bytes *ret)
{
	struct file_bytes bytes = { 0 };
	enum file_status status;
	struct stat info;
	size_t room = FIRST_READ;

	if (fstat(descriptor, &info) < 0)
		return status_of_errno(errno);
	if (S_ISDIR(info.st_mode))
		return FILE_DIRECTORY;
	if (!devices && (S_ISCHR(info.st_mode) || S_ISBLK(info.st_mode) || S_ISSOCK(info.st_mode)))
		return FILE_DEVICE;
	/* The size is a hint: what counts is what read() returns. */
	if (S_ISREG(info.st_mode) && info.st_size > 0)
		room = (size_t)info.st_size <= most ? (size_t)info.st_size + 1 : most + 1;
	bytes.data = mem_alloc(room + 1);
	if (bytes.data == NULL)
		return FILE_NO_MEMORY;
	status = read_all(descriptor, most, &bytes.data, &bytes.size, room);
	if (status != FILE_OK) {
		mem_free(bytes.data);
		return status;
	}
	bytes.data[bytes.size] = '\0';
	bytes.identity = (struct file_identity){ info.st_dev, info.st_ino };
	bytes.is_regular = S_ISREG(info.st_mode);
	*ret = bytes;
	return FILE_OK;
}

enum file_status file_read_descriptor(int descriptor, size_t most, struct file_bytes *ret)
{
	return read_open(descriptor, true, most, ret);
}

/*
 * Opening must not wait for a tape or a terminal before we know what it is. A FIFO waits for its writer then; to
 * open it again instead could lose a writer that came in between.
 */
static int open_input(const char *path)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat info;

	if (descriptor < 0 || fstat(descriptor, &info) < 0 || !S_ISFIFO(info.st_mode))
		return descriptor;
	poll(&(struct pollfd){ .fd = descriptor, .events = POLLIN }, 1, -1);
	fcntl(descriptor, F_SETFL, 0);
	return descriptor;
}

enum file_status file_read(const char *path, size_t most, struct file_bytes *ret)
{
	enum file_status status;
	int descriptor = open_input(path);

	if (descriptor < 0)
		return status_of_errno(errno);
	status = read_open(descriptor, false, most, ret);
	close(descriptor);
	return status;
}

static bool leads_out(int folder, const char *part)
{
	struct stat info;

	return strcmp(part, "..") == 0 ||
		(fstatat(folder, part, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(info.st_mode));
}

/* For kernels without openat2(2): no link at all is followed on the way, and nothing climbs. */
static int open_by_parts(int folder, const char *relative)
{
	int at = relative[0] != '/' ? dup(folder) : -1;

	if (relative[0] == '/')
		errno = EXDEV;

	while (at >= 0) {
		const char *slash = strchr(relative, '/');
		size_t length = slash != NULL ? (size_t)(slash - relative) : strlen(relative);
		char part[256];
		int next;

		if (length >= sizeof(part)) {
			errno = ENAMETOOLONG;
			break;
		}
		memcpy(part, relative, length);
		part[length] = '\0';
		if (leads_out(at, part)) {
			close(at);
			errno = EXDEV;
			return -1;
		}
		next = openat(at, length ? part : ".",
			O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW | (slash != NULL ? O_DIRECTORY : 0));
		close(at);
		if (slash == NULL || next < 0)
			return next;
		at = next;
		relative = slash + 1;
	}
	if (at >= 0)
		close(at);
	return -1;
}

static int open_beneath(int folder, const char *relative)
{
	struct open_how how = {
		.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};
	long descriptor = syscall(SYS_openat2, folder, relative, &how, sizeof(how));

	if (descriptor < 0 && (errno == ENOSYS || errno == EPERM))
		return open_by_parts(folder, relative);
	return (int)descriptor;
}

enum file_status file_read_beneath(
	const char *folder, const char *relative, size_t most, struct file_bytes *ret)
{
	enum file_status status;
	int at = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
	int descriptor;

	if (at < 0)
		return status_of_errno(errno);
	descriptor = open_beneath(at, relative);
	status = descriptor < 0 ? status_of_errno(errno) : read_open(descriptor, false, most, ret);
	if (descriptor >= 0)
		close(descriptor);
	close(at);
	return status;
}

size_t file_peek(const char *path, char *bytes, size_t room)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat info;
	ssize_t got = 0;

	if (descriptor < 0)
		return 0;
	if (fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode))
		got = read_some(descriptor, bytes, room);
	close(descriptor);
	return got > 0 ? (size_t)got : 0;
}

enum file_kind file_kind_of(const char *path, bool follow_links, struct file_identity *ret)
{
	struct stat info;

	if ((follow_links ? stat(path, &info) : lstat(path, &info)) < 0)
		return FILE_KIND_NONE;
	*ret = (struct file_identity){ info.st_dev, info.st_ino };
	if (S_ISREG(info.st_mode))
		return FILE_KIND_REGULAR;
	if (S_ISDIR(info.st_mode))
		return FILE_KIND_FOLDER;
	return S_ISLNK(info.st_mode) ? FILE_KIND_LINK : FILE_KIND_OTHER;
}

_Static_assert(FILE_MOST_PATH >= PATH_MAX, "what realpath() may write");

bool file_real_path(const char *path, char real[FILE_MOST_PATH])
{
	return realpath(path, real) != NULL;
}
