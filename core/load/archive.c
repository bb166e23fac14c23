/* SPDX-License-Identifier: MIT */
#include "load/archive.h"

#include "base/mem.h"
#include "base/util.h"

#include <archive.h>
#include <archive_entry.h>
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

enum {
	MEGABYTE = 1 << 20,
	PIECE = 1 << 16,  /* bytes unpacked at a time */
	MOST_NAME = 1024, /* bytes of a member's name that are looked at */
};

/* What is used of libarchive. */
struct library {
	void *handle;
	struct archive *(*read_new)(void);
	int (*support_format_zip)(struct archive *);
	int (*open_memory)(struct archive *, const void *, size_t);
	int (*next_header)(struct archive *, struct archive_entry **);
	la_ssize_t (*read_data)(struct archive *, void *, size_t);
	int (*read_free)(struct archive *);
	const char *(*pathname)(struct archive_entry *);
	__LA_MODE_T (*filetype)(struct archive_entry *);
};

bool archive_is_one(const struct file_bytes *bytes)
{
	return bytes->size > 4 && memcmp(bytes->data, "PK\x03\x04", 4) == 0;
}

/* ISO C has no conversion from what dlsym() gives to a pointer to a function; POSIX says it can be copied. */
static bool find(struct library *library, const char *name, void *function)
{
	void *found = dlsym(library->handle, name);

	memcpy(function, &found, sizeof(found));
	return found != NULL;
}

static bool load(struct library *library)
{
	library->handle = dlopen("libarchive.so.13", RTLD_NOW | RTLD_LOCAL);
	return library->handle != NULL && find(library, "archive_read_new", &library->read_new) &&
		find(library, "archive_read_support_format_zip", &library->support_format_zip) &&
		find(library, "archive_read_open_memory", &library->open_memory) &&
		find(library, "archive_read_next_header", &library->next_header) &&
		find(library, "archive_read_data", &library->read_data) &&
		find(library, "archive_read_free", &library->read_free) &&
		find(library, "archive_entry_pathname", &library->pathname) &&
		find(library, "archive_entry_filetype", &library->filetype);
}

bool archive_library_version(struct buf *buf)
{
	const char *(*version)(void);
	struct library library;
	bool known = load(&library) && find(&library, "archive_version_string", &version);

	if (known) {
		const char *text = version();

		buf_puts(buf, text + strcspn(text, "0123456789"));
	}
	if (library.handle != NULL)
		dlclose(library.handle);
	return known;
}

struct visiting {
	struct library library;
	struct archive *archive;
	uint64_t n_packed;   /* bytes of the archive */
	uint64_t n_unpacked; /* of all members so far */
	const struct limits *limits;
	const char *limit;
};

static bool is_over_limit(struct visiting *visiting, size_t member)
{
	uint64_t total = visiting->n_unpacked + member;

	if (member > (uint64_t)visiting->limits->input_mb * MEGABYTE)
		visiting->limit = "input-mb";
	else if (total > (uint64_t)visiting->limits->total_mb * MEGABYTE)
		visiting->limit = "total-mb";
	else if (total > MEGABYTE && total / visiting->limits->archive_ratio > visiting->n_packed)
		visiting->limit = "archive-ratio";
	return visiting->limit != NULL;
}

/* The member at hand. False when it cannot be unpacked, or is over a limit. */
static bool unpack(struct visiting *visiting, struct file_bytes *ret)
{
	char *data = NULL;
	uint32_t room = 0;
	uint32_t size = 0;

	for (;;) {
		la_ssize_t n;

		if (!mem_grow(&data, &room, size + PIECE + 1, 1))
			break;
		n = visiting->library.read_data(visiting->archive, data + size, PIECE);
		if (n < 0)
			break;
		size += (uint32_t)n;
		if (is_over_limit(visiting, size))
			break;
		if (n > 0)
			continue;
		data[size] = '\0';
		visiting->n_unpacked += size;
		*ret = (struct file_bytes){ .data = data, .size = size };
		return true;
	}
	mem_free(data);
	return false;
}

static enum archive_status visit_all(
	struct visiting *visiting, archive_visit *visit, void *context, uint32_t *ret_unreadable)
{
	struct library *library = &visiting->library;
	struct archive_entry *entry;
	uint32_t n = 0;
	int status;

	while ((status = library->next_header(visiting->archive, &entry)) == ARCHIVE_OK ||
		status == ARCHIVE_WARN) {
		const char *pathname = library->pathname(entry);
		struct file_bytes member = { 0 };
		char name[MOST_NAME];

		if (++n > visiting->limits->files) {
			visiting->limit = "files";
			return ARCHIVE_OVER_LIMIT;
		}
		if (library->filetype(entry) != AE_IFREG)
			continue;
		if (pathname != NULL)
			snprintf(name, sizeof(name), "%s", pathname);
		else
			snprintf(name, sizeof(name), "member %u", (unsigned)n);
		if (!unpack(visiting, &member)) {
			if (mem_ran_out())
				return ARCHIVE_NO_MEMORY;
			if (visiting->limit != NULL)
				return ARCHIVE_OVER_LIMIT;
			++*ret_unreadable;
			continue;
		}
		if (!visit(context, name, &member))
			return ARCHIVE_READ;
	}
	return status == ARCHIVE_EOF ? ARCHIVE_READ : ARCHIVE_BROKEN;
}

enum archive_status archive_visit_members(const struct file_bytes *archive, const struct limits *limits,
	archive_visit *visit, void *context, uint32_t *ret_unreadable, const char **ret_limit)
{
	struct visiting visiting = { .limits = limits, .n_packed = archive->size };
	enum archive_status status = ARCHIVE_NO_LIBRARY;

	*ret_unreadable = 0;
	if (load(&visiting.library)) {
		visiting.archive = visiting.library.read_new();
		status = ARCHIVE_BROKEN;
		if (visiting.archive == NULL)
			status = ARCHIVE_NO_MEMORY;
		else if (visiting.library.support_format_zip(visiting.archive) == ARCHIVE_OK &&
			visiting.library.open_memory(visiting.archive, archive->data, archive->size) ==
				ARCHIVE_OK)
			status = visit_all(&visiting, visit, context, ret_unreadable);
		visiting.library.read_free(visiting.archive);
	}
	*ret_limit = visiting.limit;
	if (visiting.library.handle != NULL)
		dlclose(visiting.library.handle);
	return status;
}
