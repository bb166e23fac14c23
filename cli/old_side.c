/* SPDX-License-Identifier: MIT */
#include "old_side.h"

#include "base/mem.h"
#include "base/path.h"

#include <string.h>

static const char git_prefix[] = "git:";

static enum file_kind kind_of(const char *path)
{
	struct file_identity identity;

	return file_kind_of(path, true, &identity);
}

static bool exists(const char *path)
{
	return kind_of(path) != FILE_KIND_NONE;
}

/* The name of an input in the file system; NULL for a standard input that nobody named. */
static const char *name_of_input(const struct parsed *parsed, const char *word)
{
	return strcmp(word, "-") == 0 ? parsed_value(parsed, OPT_STDIN_NAME) : word;
}

/* Beneath the folder what has the input's path; else, for a file, its name; else, for the only folder, all of it. */
static const char *find_counterpart(
	struct old_side *old, const struct pipeline *now, const char *folder, const char *input)
{
	const char *relative = path_resolve(&old->arena, str_of(""), input);
	const char *slash = strrchr(input, '/');
	const char *path = relative != NULL && relative[0] != '\0' ?
		path_join(&old->arena, str_of(folder), relative) :
		folder;

	if (relative != NULL && exists(path))
		return path;
	if (kind_of(input) == FILE_KIND_FOLDER)
		return now->n_word == 1 ? folder : NULL;
	path = path_join(&old->arena, str_of(folder), slash != NULL ? slash + 1 : input);
	return exists(path) ? path : NULL;
}

static enum exit_code find_in_folder(
	struct old_side *old, const struct pipeline *now, const struct parsed *parsed, const char *folder)
{
	for (uint32_t i = 0; i < now->n_word; i++) {
		const char *input = name_of_input(parsed, now->word[i]);

		if (input == NULL)
			return complain(EXIT_USAGE,
				"--stdin-name has to say which file of '%s' standard input is to be compared with",
				folder);
		old->word[i] = find_counterpart(old, now, folder, input);
	}
	return EXIT_CLEAN;
}

/* Git is asked where the first input is. */
static const char *folder_of(struct old_side *old, const char *input)
{
	struct str folder = path_folder(input);

	return kind_of(input) == FILE_KIND_FOLDER ? input :
						    arena_copy(&old->arena, folder.text, folder.length);
}

/* Every input as it was in a commit, under its name of today. */
static enum exit_code find_in_commit(
	struct old_side *old, const struct pipeline *now, const struct parsed *parsed, const char *what)
{
	struct buf error = { 0 };
	enum exit_code code = EXIT_CLEAN;

	for (uint32_t i = 0; i < now->n_word; i++) {
		old->word[i] = name_of_input(parsed, now->word[i]);
		if (old->word[i] == NULL)
			return complain(EXIT_USAGE,
				"--stdin-name has to say which file of '%s' standard input is to be compared with",
				what);
	}
	if (!commit_open(&old->commit, what + strlen(git_prefix), folder_of(old, old->word[0]),
		    now->limits.seconds, &error))
		code = mem_ran_out() ?
			EXIT_INTERNAL :
			complain(EXIT_INPUT, "'%s' cannot be read: %s", what, buf_text(&error));
	buf_release(&error);
	for (uint32_t i = 0; code == EXIT_CLEAN && i < old->n_word; i++) {
		struct store *store = commit_store(old->commit);
		struct file_identity identity;

		if (store->kind(store, old->word[i], true, &identity) == FILE_KIND_NONE)
			old->word[i] = NULL;
	}
	return code;
}

/* A file is all there was, whatever there is today. */
static enum exit_code find_words(
	struct old_side *old, const struct pipeline *now, const struct parsed *parsed, const char *what)
{
	old->n_word = now->n_word;
	old->word = mem_zalloc(old->n_word * sizeof(*old->word));
	old->stand_in = mem_alloc((size_t)old->n_word * 2 * sizeof(*old->stand_in));
	if (old->word == NULL || old->stand_in == NULL)
		return EXIT_INTERNAL;
	if (strncmp(what, git_prefix, strlen(git_prefix)) == 0)
		return find_in_commit(old, now, parsed, what);
	if (kind_of(what) == FILE_KIND_FOLDER && !old->itself)
		return find_in_folder(old, now, parsed, what);
	/* To compare with, something must be there; that plans were not there yet is no fault. */
	if (exists(what) || old->itself)
		old->word[0] = what;
	return EXIT_CLEAN;
}

static void add_stand_in(struct old_side *old, const char *folder, const char *stands_for)
{
	old->stand_in[old->n_stand_in++] = (struct stand_in){ folder, stands_for };
}

/* The configuration speaks of files by their paths today. */
static void find_stand_ins(struct old_side *old, const struct pipeline *now, const struct parsed *parsed)
{
	for (uint32_t i = 0; i < old->n_word; i++) {
		const char *input = name_of_input(parsed, now->word[i]);

		if (old->word[i] != NULL && input != NULL)
			add_stand_in(old, old->word[i], input);
	}
	for (uint32_t i = 0; i < old->n_word; i++) {
		const char *input = name_of_input(parsed, now->word[i]);
		struct str before;
		struct str today;

		if (old->word[i] == NULL || input == NULL)
			continue;
		before = path_folder(old->word[i]);
		today = path_folder(input);
		add_stand_in(old, arena_copy(&old->arena, before.text, before.length),
			arena_copy(&old->arena, today.text, today.length));
	}
}

/* "0/site/plan.xml": what a set's root is called beneath the input that led to it. */
static const char *plan_name(struct arena *arena, const char *const *word, uint32_t n_word, const char *root)
{
	for (uint32_t i = 0; i < n_word; i++) {
		const char *rest = word[i] != NULL ? path_beneath(str_of(word[i]), root) : NULL;

		if (word[i] != NULL && strcmp(word[i], root) == 0)
			rest = "";
		if (rest != NULL)
			return arena_printf(arena, "%u/%s", (unsigned)i, rest);
	}
	return root;
}

static struct plans name_plans(
	struct arena *arena, const struct pipeline *pipeline, const char *const *word, uint32_t n_word)
{
	struct plans plans = { 0 };

	for (uint32_t i = 0; i < pipeline->inputs.n_set; i++) {
		const char *path = pipeline->inputs.set[i].path[0];
		const char *root = strcmp(path, "-") == 0 ? pipeline->library.stdin_name : path;

		plans_add(&plans, root, plan_name(arena, word, n_word, path));
	}
	return plans;
}

static void subtract(struct old_side *old, struct pipeline *now)
{
	const struct findings *findings = &old->pipeline.library.findings;

	old->today = name_plans(&old->arena, now, now->word, now->n_word);
	old->before = name_plans(&old->arena, &old->pipeline, old->word, old->n_word);
	plans_match(&old->today, &old->before);
	against_subtract(&old->against, &now->library.findings, &old->today, findings, &old->before);
	/* Where not everything could be read, what is not found need not be gone. */
	if (now->unreadable)
		old->against.n_fixed = 0;
	for (uint32_t i = 0; i < findings->n_finding; i++)
		old->against.n_unreadable += findings->finding[i].rule->unreadable;
}

static void say_what_is_missing(const struct old_side *old)
{
	if (old->itself)
		return;
	if (old->against.nothing)
		complain(EXIT_CLEAN, "there are no such plans in '%s': everything is new", old->against.what);
	else if (old->against.n_unreadable > 0)
		complain(EXIT_CLEAN,
			"some of '%s' cannot be read: what is found there today is all new; lync-topo validate tells why",
			old->against.what);
}

enum exit_code old_side_check(struct old_side *old, struct pipeline *now, const struct session *session,
	const struct parsed *parsed, const char *what)
{
	struct other_inputs other = { 0 };
	const char **word;
	enum exit_code code = find_words(old, now, parsed, what);

	old->against.what = what;
	word = mem_alloc((old->n_word + 1) * sizeof(*word));
	if (code == EXIT_CLEAN && word == NULL)
		code = EXIT_INTERNAL;
	if (code == EXIT_CLEAN) {
		find_stand_ins(old, now, parsed);
		for (uint32_t i = 0; i < old->n_word; i++)
			if (old->word[i] != NULL)
				word[other.n_word++] = old->word[i];
		other.word = word;
		other.stand_in = old->stand_in;
		other.n_stand_in = old->n_stand_in;
		other.store = old->commit != NULL ? commit_store(old->commit) : NULL;
		other.config_of = now->word[0];
		other.keeps = old->keeps;
		code = pipeline_begin_other(&old->pipeline, session, parsed, &other);
	}
	if (code == EXIT_CLEAN)
		code = pipeline_check(&old->pipeline);
	/* What could not be looked at must not look like what was not there. */
	if (code == EXIT_CLEAN && old->commit != NULL && commit_fault(old->commit) != NULL)
		code = complain(EXIT_INPUT, "'%s' cannot be read: %s", what, commit_fault(old->commit));
	if (code == EXIT_CLEAN) {
		old->against.nothing = old->pipeline.inputs.n_set == 0;
		subtract(old, now);
		say_what_is_missing(old);
	}
	mem_free(word);
	return code;
}

static const struct document_set *find_plan(
	const struct pipeline *pipeline, const struct plans *plans, const char *name)
{
	for (uint32_t i = 0; i < pipeline->n_kept; i++)
		if (strcmp(plans_name(plans, pipeline->kept[i]->root), name) == 0)
			return pipeline->kept[i];
	return NULL;
}

/* Where there is one on each side, they are what was to be compared, whatever their names. */
static bool are_two(const struct old_side *old, const struct pipeline *now)
{
	return now->n_kept == 1 && old->pipeline.n_kept == 1;
}

const struct document_set *old_side_counterpart(
	const struct old_side *old, const struct pipeline *now, const struct document_set *set)
{
	const char *name = plans_name(&old->today, set->root);

	if (are_two(old, now))
		return old->pipeline.kept[0];
	return name[0] != '\0' ? find_plan(&old->pipeline, &old->before, name) : NULL;
}

bool old_side_lives_on(const struct old_side *old, const struct pipeline *now, const struct document_set *set)
{
	const char *name = plans_name(&old->before, set->root);

	return are_two(old, now) || (name[0] != '\0' && find_plan(now, &old->today, name) != NULL);
}

struct store *old_side_store(const struct old_side *old)
{
	return old->commit != NULL ? commit_store(old->commit) : store_of_files();
}

const char *old_side_name(struct old_side *old, const struct pipeline *now, const char *path)
{
	if (old->commit != NULL)
		return path;
	return kind_of(old->against.what) == FILE_KIND_FOLDER ?
		find_counterpart(old, now, old->against.what, path) :
		NULL;
}

void old_side_release(struct old_side *old)
{
	against_release(&old->against);
	plans_release(&old->today);
	plans_release(&old->before);
	config_release(&old->config);
	pipeline_end(&old->pipeline);
	commit_close(old->commit);
	mem_free(old->word);
	mem_free(old->stand_in);
	arena_release(&old->arena);
}
