/* SPDX-License-Identifier: MIT */
#include "capture/sipp.h"

#include "base/mem.h"
#include "base/out.h"
#include "base/path.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum {
	HEAD = 512, /* our mark stands within the first bytes of a file */
	MOST_OF_FILE_NAME = 64,
};

struct sipp_text {
	const char *path;
	struct buf buf;
};

struct sipp_texts {
	struct sipp_text *text;
	uint32_t n, room;
};

const char *sipp_status_text(enum sipp_status status)
{
	switch (status) {
	case SIPP_OK:
		return "no error";
	case SIPP_NOT_A_FOLDER:
		return "it is not a folder";
	case SIPP_NOT_OURS:
		return "it stands there already and was not written by " SIPP_MARK;
	case SIPP_FAILED:
		return "it cannot be written";
	case SIPP_NO_MEMORY:
		return "out of memory";
	}
	return "";
}

/* The part of a name that every file system takes and no shell reads as an option. */
static const char *clean_name(struct arena *arena, const char *name)
{
	char clean[MOST_OF_FILE_NAME];
	size_t n = 0;

	for (; name[n] != '\0' && n < sizeof(clean); n++) {
		bool inside = n > 0 && strchr("-.", name[n]) != NULL;

		clean[n] = (char)(ascii_is_alnum(name[n]) || inside ? name[n] : '_');
	}
	if (n == 0)
		return "call";
	return arena_copy(arena, clean, n);
}

uint32_t sipp_n_sent(const struct sipp_call *call)
{
	uint32_t n = 0;

	if (call->ping_only)
		return 1;
	for (uint32_t i = 0; i < call->n_attempt; i++)
		n += call->attempt[i].status != SIPP_UNSENT;
	return n;
}

const struct sipp_attempt *sipp_sent(const struct sipp_call *call, uint32_t number)
{
	uint32_t i = 0;

	if (call->ping_only)
		return &call->attempt[call->n_attempt - 1];
	while (call->attempt[i].status == SIPP_UNSENT || number-- > 0)
		i++;
	return &call->attempt[i];
}

uint32_t sipp_n_files(const struct sipp_call *call)
{
	uint32_t sent = sipp_n_sent(call);

	return sent > 0 ? sent + 1 : 0;
}

/* The last trunk that is tried has the plain name, those before it are numbered. */
static const char *suffix_of(const struct sipp_call *call, uint32_t file, struct arena *arena)
{
	if (file == 0)
		return "uac.xml";
	return file == sipp_n_sent(call) ? "uas.xml" : arena_printf(arena, "uas-%u.xml", (unsigned)file);
}

const char *sipp_file_name(
	const struct sipp_call *calls, uint32_t n, uint32_t which, uint32_t file, struct arena *arena)
{
	const char *suffix = suffix_of(&calls[which], file, arena);
	const char *name;

	if (n == 1)
		return suffix;
	name = clean_name(arena, calls[which].name);
	/* '+' stands in no cleaned name, so that this one cannot be another's. */
	if (strcmp(name, calls[which].name) != 0)
		return arena_printf(arena, "%s+%u-%s", name, (unsigned)which + 1, suffix);
	return arena_printf(arena, "%s-%s", name, suffix);
}

/* A place for a text, to be filled. NULL when out of memory. */
static struct buf *add_text(struct sipp_texts *texts, const char *path)
{
	if (!mem_grow(&texts->text, &texts->room, texts->n + 1, sizeof(*texts->text)))
		return NULL;
	texts->text[texts->n] = (struct sipp_text){ .path = path };
	return &texts->text[texts->n++].buf;
}

static void make_texts(struct sipp_texts *texts, const char *folder, const struct sipp_call *calls,
	uint32_t n, struct arena *arena)
{
	struct buf *buf;

	for (uint32_t i = 0; i < n; i++) {
		for (uint32_t file = 0; file < sipp_n_files(&calls[i]); file++) {
			buf = add_text(texts,
				path_join(arena, str_of(folder), sipp_file_name(calls, n, i, file, arena)));
			if (buf != NULL)
				sipp_scenario(&calls[i], file, buf);
		}
	}
	buf = add_text(texts, path_join(arena, str_of(folder), "README.md"));
	if (buf != NULL)
		sipp_readme(calls, n, buf);
}

static bool lost_some(const struct sipp_texts *texts)
{
	for (uint32_t i = 0; i < texts->n; i++)
		if (buf_failed(&texts->text[i].buf))
			return true;
	return mem_ran_out();
}

static bool has_mark(const char *path)
{
	char head[HEAD];
	size_t n = file_peek(path, head, sizeof(head));

	return memmem(head, n, SIPP_MARK, strlen(SIPP_MARK)) != NULL;
}

static bool may_replace(const char *path)
{
	struct file_identity identity;

	switch (file_kind_of(path, false, &identity)) {
	case FILE_KIND_NONE:
		return true;
	case FILE_KIND_REGULAR:
		return has_mark(path);
	default:
		return false;
	}
}

static enum sipp_status make_folder(const char *folder)
{
	struct stat info;

	if (mkdir(folder, 0777) == 0)
		return SIPP_OK;
	if (errno != EEXIST)
		return SIPP_FAILED;
	return stat(folder, &info) == 0 && S_ISDIR(info.st_mode) ? SIPP_OK : SIPP_NOT_A_FOLDER;
}

static enum sipp_status write_text(struct sipp_text *text)
{
	struct out out = out_file(text->path);

	out_take(&out, &text->buf);
	switch (out_close(&out, true)) {
	case OUT_OK:
		return SIPP_OK;
	case OUT_REFUSED:
		return SIPP_NOT_OURS;
	case OUT_NO_MEMORY:
		return SIPP_NO_MEMORY;
	default:
		return SIPP_FAILED;
	}
}

static enum sipp_status write_texts(struct sipp_texts *texts, const char **ret_path)
{
	enum sipp_status status = SIPP_OK;

	for (uint32_t i = 0; i < texts->n; i++)
		if (!may_replace(texts->text[i].path)) {
			*ret_path = texts->text[i].path;
			return SIPP_NOT_OURS;
		}
	for (uint32_t i = 0; i < texts->n && status == SIPP_OK; i++) {
		*ret_path = texts->text[i].path;
		status = write_text(&texts->text[i]);
	}
	return status;
}

enum sipp_status sipp_write(const char *folder, const struct sipp_call *calls, uint32_t n,
	struct arena *arena, const char **ret_path)
{
	struct sipp_texts texts = { 0 };
	enum sipp_status status;

	*ret_path = "";
	make_texts(&texts, folder, calls, n, arena);
	if (lost_some(&texts)) {
		status = SIPP_NO_MEMORY;
	} else {
		*ret_path = folder;
		status = make_folder(folder);
		if (status == SIPP_OK)
			status = write_texts(&texts, ret_path);
	}
	for (uint32_t i = 0; i < texts.n; i++)
		buf_release(&texts.text[i].buf);
	mem_free(texts.text);
	return status;
}
