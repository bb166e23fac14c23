/* SPDX-License-Identifier: MIT */
/* lync-topo: global options, the command, and what must be true when it ends. */
#include "command.h"

#include "base/mem.h"
#include "base/ranks.h"
#include "globals.h"
#include "load/libxml.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	KEPT_BYTES = 32 << 20,
};

/* Plans come one after the other: what one of them gave back the next one takes, without asking the kernel. */
static void keep_what_is_freed(void)
{
#ifdef M_TRIM_THRESHOLD
	mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
#endif
}

/* The first word that names a command: options may stand before it. */
static int find_command(int argc, char **argv, const struct command **ret)
{
	for (int i = 1; i < argc; i++) {
		bool takes_word = strcmp(argv[i], "--color") == 0 || strcmp(argv[i], "-C") == 0 ||
			strcmp(argv[i], "--directory") == 0;

		if (strcmp(argv[i], "--") == 0)
			return 0;
		if (takes_word)
			i++;
		else if (argv[i][0] != '-' || argv[i][1] == '\0') {
			*ret = command_find(argv[i]);
			return *ret != NULL ? i : 0;
		}
	}
	return 0;
}

/* A first argument that is no command and no file is probably a command misspelt. */
static enum exit_code check_first_argument(const struct parsed *parsed)
{
	const char *first = parsed->n_argument > 0 ? parsed->argument[0] : NULL;
	const char *meant = first != NULL ? command_suggest(first) : NULL;

	if (meant == NULL || strchr(first, '/') != NULL || strchr(first, '.') != NULL ||
		access(first, F_OK) == 0)
		return EXIT_CLEAN;
	return complain(EXIT_USAGE, "there is no command or file '%s' (did you mean '%s'?)", first, meant);
}

static bool wants_colour(const char *when)
{
	const char *no_color = getenv("NO_COLOR");

	if (when != NULL && strcmp(when, "always") == 0)
		return true;
	if (when != NULL && strcmp(when, "never") == 0)
		return false;
	return isatty(STDOUT_FILENO) && (no_color == NULL || no_color[0] == '\0');
}

static bool is_color_word(const char *when)
{
	return when == NULL || strcmp(when, "auto") == 0 || strcmp(when, "always") == 0 ||
		strcmp(when, "never") == 0;
}

static enum exit_code run_command(
	struct session *session, const struct command *command, const struct parsed *parsed, bool named)
{
	const char *folder = parsed_value(parsed, GLOBAL_FOLDER);
	enum exit_code code = EXIT_CLEAN;

	if (!is_color_word(parsed_value(parsed, GLOBAL_COLOR)))
		return complain(EXIT_USAGE, "--color is auto, always or never");
	if (parsed_has(parsed, GLOBAL_HELP)) {
		help_write(&session->out, named ? command : NULL);
		return EXIT_CLEAN;
	}
	if (parsed_has(parsed, GLOBAL_VERSION))
		command = command_find("version");
	else if (!named)
		code = check_first_argument(parsed);
	if (code != EXIT_CLEAN)
		return code;
	if (folder != NULL && chdir(folder) < 0)
		return complain(EXIT_USAGE, "cannot work in '%s'", folder);
	if (parsed->n_argument > command->most_words && !parsed_has(parsed, GLOBAL_VERSION))
		return complain(EXIT_USAGE, "%s has no use for '%s'", command->name,
			parsed->argument[command->most_words]);
	session->colour = wants_colour(parsed_value(parsed, GLOBAL_COLOR));
	session->quiet = parsed_has(parsed, GLOBAL_QUIET);
	session->verbose = parsed_has(parsed, GLOBAL_VERBOSE);
	return command->run(session, parsed);
}

/* The rest of the result is written, and nothing was lost on the way. */
static enum exit_code finish(struct session *session, enum exit_code code)
{
	bool used = session->out.pending.length > 0 || session->out.status != OUT_OK;
	enum out_status status = out_close(&session->out, true);

	if (mem_ran_out())
		return complain(EXIT_INTERNAL, "out of memory");
	if (status == OUT_CLOSED)
		return EXIT_INTERNAL; /* who reads us has seen enough */
	if (status != OUT_OK || (used && out_standard_was_closed()))
		return complain(EXIT_INTERNAL, "standard output cannot be written");
	return code;
}

int main(int argc, char **argv)
{
	struct session session = { .out = out_standard(STDOUT_FILENO) };
	struct out err = out_standard(STDERR_FILENO);
	const struct command *command = command_find("validate");
	struct option_group groups[2] = { { global_rows, GLOBAL_ROWS } };
	struct parsed parsed = { 0 };
	struct buf error = { 0 };
	enum exit_code code;
	int at;

	keep_what_is_freed();
	ranks_open();
	out_prepare_process();
	if (argc < 1)
		return EXIT_USAGE;
	at = find_command(argc, argv, &command);
	if (command == NULL)
		command = command_find("validate");
	if (at > 0) {
		/* The command's own word goes; what stood before it stays an option. */
		memmove(argv + at, argv + at + 1, (size_t)(argc - at) * sizeof(*argv));
		argc--;
	}
	groups[1] = (struct option_group){ command->options, command->n_options };
	if (argc == 1 && at == 0) {
		help_write(&err, NULL);
		code = out_close(&err, true) == OUT_OK ? EXIT_USAGE : EXIT_INTERNAL;
	} else if (ranks_own() > 0 && strcmp(command->name, "simulate") != 0) {
		code = EXIT_CLEAN; /* no work is shared out */
	} else if (options_parse(groups, 2, argv + 1, argc - 1, &parsed, &error)) {
		code = run_command(&session, command, &parsed, at > 0);
	} else {
		code = complain(EXIT_USAGE, "%s; see lync-topo %s%s--help", buf_text(&error),
			at > 0 ? command->name : "", at > 0 ? " " : "");
	}
	code = finish(&session, code);
	parsed_release(&parsed);
	buf_release(&error);
	xml_clean_up();
	ranks_close();
	return ranks_own() > 0 ? (int)EXIT_CLEAN : (int)code; /* one verdict: that of rank 0 */
}
