/* SPDX-License-Identifier: MIT */
#include "load/git.h"

#include "base/mem.h"
#include "base/util.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/*
 * Settings that run something, overruled; those of the repository come before these. What no plumbing command of ours
 * reaches is here too: a later git may.
 */
static const char *const guards[] = {
	"git",
	"--no-pager",
	"--no-replace-objects",
	"--literal-pathspecs",
	"-c",
	"core.hooksPath=/dev/null",
	"-c",
	"core.fsmonitor=false",
	"-c",
	"core.sshCommand=false",
	"-c",
	"core.gitProxy=none",
	"-c",
	"core.askPass=false",
	"-c",
	"core.editor=false",
	"-c",
	"credential.helper=",
	"-c",
	"gc.auto=0",
	"-c",
	"maintenance.auto=false",
	/* A repository in the middle of a work tree, which nobody expects there, is none. */
	"-c",
	"safe.bareRepository=explicit",
	"-C",
};

/* No protocol is allowed at all, so that nothing is fetched into a clone that has only a part. */
static const char *const settings[] = {
	"GIT_ALLOW_PROTOCOL=none",
	"GIT_NO_LAZY_FETCH=1",
	"GIT_OPTIONAL_LOCKS=0",
	"GIT_TERMINAL_PROMPT=0",
	"LC_ALL=C",
};

/* Variables that lead to another repository, as hooks have them, do not hold; what the user configures does. */
static bool is_passed_on(const char *variable)
{
	return strncmp(variable, "LC_ALL=", 7) != 0 &&
		(strncmp(variable, "GIT_", 4) != 0 || strncmp(variable, "GIT_CONFIG", 10) == 0);
}

static const char **make_environment(void)
{
	size_t n = 0;
	size_t room = ARRAY_LEN(settings) + 1;
	const char **environment;

	for (char **variable = environ; variable != NULL && *variable != NULL; variable++)
		room++;
	environment = mem_alloc(room * sizeof(*environment));
	if (environment == NULL)
		return NULL;
	for (char **variable = environ; variable != NULL && *variable != NULL; variable++)
		if (is_passed_on(*variable))
			environment[n++] = *variable;
	for (size_t i = 0; i < ARRAY_LEN(settings); i++)
		environment[n++] = settings[i];
	environment[n] = NULL;
	return environment;
}

bool git_start(struct process *process, const char *folder, const char *const *arguments)
{
	const char *argv[ARRAY_LEN(guards) + 1 + GIT_MOST_ARGUMENTS + 1] = { NULL };
	const char **environment = make_environment();
	size_t n = 0;
	bool good;
	int error;

	*process = (struct process){ .pid = -1, .to = -1, .from = -1, .complaints = -1 };
	errno = ENOMEM;
	if (environment == NULL)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(guards); i++)
		argv[n++] = guards[i];
	argv[n++] = folder;
	for (size_t i = 0; i < GIT_MOST_ARGUMENTS && arguments[i] != NULL; i++)
		argv[n++] = arguments[i];
	good = process_start(process, argv, environment);
	error = errno;
	mem_free(environment);
	errno = error;
	return good;
}
