/* SPDX-License-Identifier: MIT */
#include "load/commit.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/path.h"
#include "load/git.h"
#include "load/objects.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum {
	MOST_REVISION = 1000, /* bytes */
	MOST_COMMIT = 16 << 20,
	MOST_PEEK = 256 << 20, /* of a file that may be a topology */
	MOST_LINKS = 16,       /* followed on one way */
};

struct commit {
	struct store store; /* first */
	struct objects objects;
	const char *root;    /* of the work tree, as the file system has it */
	const char *working; /* the working folder, likewise */
	const char *top;     /* the commit's folder */
	bool shallow;        /* the clone has no history before some commits */
};

static struct commit *commit_of(struct store *store)
{
	return (struct commit *)store;
}

/* The path from the top of the work tree; NULL outside it. */
static const char *place_of(struct commit *commit, const char *path)
{
	char real[FILE_MOST_PATH];
	const char *whole = path[0] == '/' ?
		path :
		arena_printf(&commit->objects.arena, "%s/%s", commit->working, path);
	const char *plain = path_resolve(&commit->objects.arena, str_of(""), whole + 1);
	const char *beneath;

	if (plain == NULL)
		return NULL;
	whole = arena_printf(&commit->objects.arena, "/%s", plain);
	if (strcmp(whole, commit->root) == 0)
		return "";
	beneath = path_beneath(str_of(commit->root), whole);
	if (beneath == NULL && file_real_path(path, real))
		beneath = path_beneath(
			str_of(commit->root), arena_copy(&commit->objects.arena, real, strlen(real)));
	return beneath;
}

/* The place that a link at `place` leads to, `rest` beneath it; NULL when it leads out of the commit. */
static const char *follow(
	struct commit *commit, const struct entry *link, const char *place, const char *rest)
{
	struct file_bytes bytes = { 0 };
	const char *target;

	if (objects_read(&commit->objects, link->object, "blob", FILE_MOST_PATH, &bytes) != FILE_OK)
		return NULL;
	target = arena_printf(&commit->objects.arena, "%s%s%s", bytes.data, rest[0] != '\0' ? "/" : "", rest);
	mem_free(bytes.data);
	return path_resolve(&commit->objects.arena, path_folder(place), target);
}

/* What stands at a place, one way down from the top without following links; *ret_place is how far that led. */
static struct entry descend(struct commit *commit, const char *place, const char **ret_rest)
{
	struct entry at = { .name = "", .object = commit->top, .kind = FILE_KIND_FOLDER };

	while (*place != '\0' && at.kind == FILE_KIND_FOLDER) {
		size_t length = strcspn(place, "/");
		const struct tree *tree = objects_tree(&commit->objects, at.object);
		const struct entry *entry = tree != NULL ?
			tree_find(tree, arena_copy(&commit->objects.arena, place, length)) :
			NULL;

		if (entry == NULL)
			return (struct entry){ .kind = FILE_KIND_NONE };
		at = *entry;
		place += length + (place[length] == '/');
	}
	*ret_rest = place;
	return at;
}

/* FILE_KIND_NONE where there is nothing; *ret_place is the place without links, if they were followed. */
static struct entry find(struct commit *commit, const char *place, bool follow_last, const char **ret_place)
{
	for (unsigned i = 0; place != NULL && i < MOST_LINKS; i++) {
		const char *rest = "";
		struct entry entry = descend(commit, place, &rest);
		size_t length = strlen(place) - strlen(rest);

		*ret_place = place;
		if (entry.kind != FILE_KIND_LINK || (rest[0] == '\0' && !follow_last)) {
			if (rest[0] != '\0')
				entry.kind = FILE_KIND_NONE;
			return entry;
		}
		length -= length > 0 && place[length - 1] == '/';
		place = follow(commit, &entry, arena_copy(&commit->objects.arena, place, length), rest);
	}
	return (struct entry){ .kind = FILE_KIND_NONE };
}

static struct entry find_path(
	struct commit *commit, const char *path, bool follow_last, const char **ret_place)
{
	const char *place = place_of(commit, path);

	*ret_place = place;
	return place != NULL ? find(commit, place, follow_last, ret_place) :
			       (struct entry){ .kind = FILE_KIND_NONE };
}

/* Nothing else in a commit has a name of its own. */
static struct file_identity identity_of(const char *place)
{
	return (struct file_identity){ .inode = (ino_t)fingerprint_add(FINGERPRINT_START, place) };
}

static enum file_kind kind(
	struct store *store, const char *path, bool follow_links, struct file_identity *ret)
{
	const char *place;
	struct entry entry = find_path(commit_of(store), path, follow_links, &place);

	if (entry.kind != FILE_KIND_NONE)
		*ret = identity_of(place);
	return entry.kind;
}

static enum file_status read_entry(struct commit *commit, const struct entry *entry, const char *place,
	size_t most, struct file_bytes *ret)
{
	struct file_bytes bytes = { 0 };
	enum file_status status = FILE_MISSING;

	if (entry->kind == FILE_KIND_FOLDER)
		return FILE_DIRECTORY;
	if (entry->kind == FILE_KIND_REGULAR)
		status = objects_read(&commit->objects, entry->object, "blob", most, &bytes);
	if (status != FILE_OK)
		return status;
	bytes.identity = identity_of(place);
	bytes.is_regular = true;
	*ret = bytes;
	return FILE_OK;
}

static enum file_status read_whole(struct store *store, const char *path, size_t most, struct file_bytes *ret)
{
	const char *place;
	struct entry entry = find_path(commit_of(store), path, true, &place);

	return read_entry(commit_of(store), &entry, place, most, ret);
}

static size_t peek(struct store *store, const char *path, char *bytes, size_t room)
{
	struct file_bytes whole = { 0 };
	size_t n;

	if (read_whole(store, path, MOST_PEEK, &whole) != FILE_OK)
		return 0;
	n = whole.size < room ? whole.size : room;
	memcpy(bytes, whole.data, n);
	mem_free(whole.data);
	return n;
}

static enum file_status read_beneath(
	struct store *store, const char *folder, const char *relative, size_t most, struct file_bytes *ret)
{
	struct commit *commit = commit_of(store);
	const char *top;
	const char *place;
	struct entry within = find_path(commit, folder, true, &top);
	struct entry entry;

	if (within.kind != FILE_KIND_FOLDER)
		return FILE_MISSING;
	entry = find(commit, path_join(&commit->objects.arena, str_of(top), relative), true, &place);
	if (entry.kind != FILE_KIND_NONE && path_beneath(str_of(top), place) == NULL)
		return FILE_OUTSIDE;
	return read_entry(commit, &entry, place, most, ret);
}

static const char **list(struct store *store, struct arena *arena, const char *folder, uint32_t *ret_n)
{
	struct commit *commit = commit_of(store);
	const char *place;
	struct entry entry = find_path(commit, folder, true, &place);
	const struct tree *tree = entry.kind == FILE_KIND_FOLDER ?
		objects_tree(&commit->objects, entry.object) :
		NULL;
	const char **names = tree != NULL ? mem_alloc(((size_t)tree->n + 1) * sizeof(*names)) : NULL;

	*ret_n = 0;
	for (uint32_t i = 0; names != NULL && i < tree->n; i++)
		names[(*ret_n)++] = arena_copy(arena, tree->entry[i].name, strlen(tree->entry[i].name));
	return names;
}

/* What could not be done, and what git says of it. */
static bool refuse(struct buf *error, const struct process *git, const char *what)
{
	struct buf complaint = { 0 };

	process_complaint(git, &complaint);
	buf_puts(error, what);
	if (complaint.length > 0) {
		buf_puts(error, ": git says: ");
		buf_put(error, complaint.text, complaint.length);
	}
	buf_release(&complaint);
	return false;
}

/* The first line that git answers; NULL when it says nothing but complaints, which are in *error then. */
static const char *ask_git(struct commit *commit, const char *folder, const char *const *arguments,
	const char *what, struct buf *error)
{
	struct process git;
	struct str line;
	const char *answer = NULL;

	if (!git_start(&git, folder, arguments))
		buf_printf(error, "git cannot be started: %s", strerror(errno));
	else if (process_read_line(&git, &commit->objects.deadline, &line))
		answer = arena_copy(&commit->objects.arena, line.text, line.length);
	else if (commit->objects.deadline.passed)
		buf_puts(error, "git took too long (--limit seconds=N)");
	else
		refuse(error, &git, what);
	process_end(&git);
	return answer;
}

/* What to do about a revision that is not there. */
static const char *advice(const struct commit *commit)
{
	return commit->shallow ?
		"; this is a shallow clone, which has no older commits: fetch them (git fetch --unshallow; for actions/checkout fetch-depth: 0)" :
		"; fetch it first, or name another one";
}

static bool find_repository(struct commit *commit, const char *folder, struct buf *error)
{
	static const char *const where[] = { "rev-parse", "--show-toplevel", NULL };
	static const char *const how[] = { "rev-parse", "--is-shallow-repository", NULL };
	const char *shallow;
	char real[FILE_MOST_PATH];

	commit->root = ask_git(commit, folder, where, "there is no work tree of git here", error);
	if (commit->root == NULL)
		return false;
	shallow = ask_git(commit, folder, how, "the repository cannot be read", error);
	commit->shallow = shallow != NULL && strcmp(shallow, "true") == 0;
	if (shallow == NULL || !file_real_path(".", real))
		return false;
	commit->working = arena_copy(&commit->objects.arena, real, strlen(real));
	return true;
}

/* "A...B" as the commit where both begin; any other revision as it is. */
static const char *find_base(struct commit *commit, const char *revision, struct buf *error)
{
	const char *dots = strstr(revision, "...");
	const char *first;
	const char *answer;

	if (dots == NULL)
		return revision;
	first = arena_copy(&commit->objects.arena, revision, (size_t)(dots - revision));
	answer = ask_git(commit, commit->root,
		(const char *const[]){ "merge-base", "--", first[0] != '\0' ? first : "HEAD",
			dots[3] != '\0' ? dots + 3 : "HEAD", NULL },
		"they have no common ancestor here", error);
	if (answer == NULL)
		buf_puts(error, advice(commit));
	return answer;
}

/* The line "tree OBJECT" begins what a commit says. */
static bool find_top(struct commit *commit, const char *revision, struct buf *error)
{
	static const char *const batch[] = { "cat-file", "--batch", NULL };
	struct objects *objects = &commit->objects;
	struct file_bytes bytes = { 0 };
	struct str rest;
	struct str word;
	enum file_status status;

	if (!git_start(&objects->git, commit->root, batch)) {
		buf_printf(error, "git cannot be started: %s", strerror(errno));
		return false;
	}
	status = objects_read(objects, arena_printf(&objects->arena, "%s^{commit}", revision), "commit",
		MOST_COMMIT, &bytes);
	if (status != FILE_OK) {
		refuse(error, &objects->git, "there is no such commit here");
		buf_puts(error, advice(commit));
		return false;
	}
	rest = (struct str){ bytes.data, bytes.size };
	if (str_next_token(&rest, &word) && str_is(word, "tree") && str_next_token(&rest, &word))
		commit->top = arena_copy(&objects->arena, word.text, word.length);
	mem_free(bytes.data);
	return commit->top != NULL || refuse(error, &objects->git, "the commit has no files");
}

/* What git would take for an option, or for two questions, is no revision. */
static bool is_revision(const char *revision)
{
	size_t length = strlen(revision);

	if (length == 0 || length > MOST_REVISION || revision[0] == '-')
		return false;
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)revision[i] < ' ' || revision[i] == 127)
			return false;
	return true;
}

bool commit_open(
	struct commit **ret, const char *revision, const char *folder, unsigned seconds, struct buf *error)
{
	struct commit *commit = mem_zalloc(sizeof(*commit));

	*ret = commit;
	if (commit == NULL)
		return false;
	commit->store = (struct store){ kind, peek, read_whole, read_beneath, list };
	commit->objects.git = (struct process){ .pid = -1, .to = -1, .from = -1, .complaints = -1 };
	commit->objects.deadline = deadline_in(seconds);
	if (!is_revision(revision)) {
		buf_puts(error, "that is no name of a revision");
		return false;
	}
	if (!find_repository(commit, folder[0] != '\0' ? folder : ".", error))
		return false;
	revision = find_base(commit, revision, error);
	return revision != NULL && find_top(commit, revision, error);
}

struct store *commit_store(struct commit *commit)
{
	return &commit->store;
}

const char *commit_fault(const struct commit *commit)
{
	return commit->objects.fault;
}

void commit_close(struct commit *commit)
{
	if (commit == NULL)
		return;
	objects_release(&commit->objects);
	mem_free(commit);
}
