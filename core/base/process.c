/* SPDX-License-Identifier: MIT */
#include "base/process.h"

#include "base/forked.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	PIECE = 65536,
	WAIT_MS = 100, /* between two looks at the clock */
	MOST_COMPLAINT = 1000,
};

/* What we ignore the program must not. */
static int set_signals(posix_spawnattr_t *attributes)
{
	sigset_t usual;
	int error;

	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	sigaddset(&usual, SIGXFSZ);
	error = posix_spawnattr_setsigdefault(attributes, &usual);
	return error != 0 ? error : posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF);
}

/* Neither array is written to: the prototype is older than const. */
static char *const *as_spawn_wants(const char *const *words)
{
	const union {
		const char *const *words;
		char *const *wanted;
	} same = { words };

	return same.wanted;
}

static int spawn(
	struct process *process, const int ends[3], const char *const *argv, const char *const *environment)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int error = posix_spawn_file_actions_init(&actions);

	if (error != 0)
		return error;
	for (int i = 0; i < 3 && error == 0; i++)
		error = posix_spawn_file_actions_adddup2(&actions, ends[i], i);
	if (error == 0 && (error = posix_spawnattr_init(&attributes)) == 0) {
		error = set_signals(&attributes);
		if (error == 0)
			error = posix_spawnp(&process->pid, argv[0], &actions, &attributes,
				as_spawn_wants(argv), as_spawn_wants(environment));
		posix_spawnattr_destroy(&attributes);
	}
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

static void close_end(int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
	*descriptor = -1;
}

bool process_start(struct process *process, const char *const *argv, const char *const *environment)
{
	int input[2] = { -1, -1 };
	int output[2] = { -1, -1 };
	int error = 0;

	*process = (struct process){ .pid = -1, .to = -1, .from = -1 };
	process->complaints = memfd_create("complaints", MFD_CLOEXEC);
	if (process->complaints < 0 || pipe2(input, O_CLOEXEC) != 0 || pipe2(output, O_CLOEXEC) != 0)
		error = errno;
	if (error == 0) {
		const int ends[3] = { input[0], output[1], process->complaints };

		error = spawn(process, ends, argv, environment);
	}
	process->to = input[1];
	process->from = output[0];
	close_end(&input[0]);
	close_end(&output[1]);
	if (error != 0)
		process->pid = -1;
	errno = error;
	return error == 0;
}

bool process_tell(struct process *process, const char *text)
{
	return forked_send(process->to, str_of(text));
}

void process_close(struct process *process)
{
	close_end(&process->to);
}

static size_t waiting(const struct process *process)
{
	return process->heard.length - process->taken;
}

static const char *next(const struct process *process)
{
	return buf_text(&process->heard) + process->taken;
}

/* Waits for more; false at the end, on a failure, and when the time is over. */
static bool hear(struct process *process, struct deadline *deadline)
{
	struct pollfd wanted = { .fd = process->from, .events = POLLIN };
	char piece[PIECE];
	ssize_t n;

	if (process->taken > 0) {
		memmove(process->heard.text, next(process), waiting(process));
		process->heard.length -= process->taken;
		process->taken = 0;
	}
	while (poll(&wanted, 1, WAIT_MS) <= 0)
		if (deadline_read(deadline))
			return false;
	do
		n = read(process->from, piece, sizeof(piece));
	while (n < 0 && errno == EINTR);
	if (n > 0)
		buf_put(&process->heard, piece, (size_t)n);
	return n > 0 && !buf_failed(&process->heard);
}

bool process_read_line(struct process *process, struct deadline *deadline, struct str *ret)
{
	const char *end;

	do {
		end = waiting(process) > 0 ? memchr(next(process), '\n', waiting(process)) : NULL;
	} while (end == NULL && hear(process, deadline));
	if (end == NULL && waiting(process) == 0)
		return false;
	ret->text = next(process);
	ret->length = end != NULL ? (size_t)(end - ret->text) : waiting(process);
	process->taken += ret->length + (end != NULL);
	return true;
}

bool process_read(struct process *process, struct deadline *deadline, char *into, size_t size)
{
	while (size > 0) {
		size_t n = waiting(process) < size ? waiting(process) : size;

		if (into != NULL && n > 0) {
			memcpy(into, next(process), n);
			into += n;
		}
		process->taken += n;
		size -= n;
		if (size > 0 && !hear(process, deadline))
			return false;
	}
	return true;
}

void process_complaint(const struct process *process, struct buf *ret)
{
	char text[MOST_COMPLAINT];
	ssize_t n = process->complaints >= 0 ? pread(process->complaints, text, sizeof(text), 0) : 0;
	const char *end = n > 0 ? memchr(text, '\n', (size_t)n) : NULL;

	if (n > 0)
		buf_put(ret, text, end != NULL ? (size_t)(end - text) : (size_t)n);
}

void process_end(struct process *process)
{
	close_end(&process->to);
	close_end(&process->from);
	close_end(&process->complaints);
	buf_release(&process->heard);
	if (process->pid > 0 && waitpid(process->pid, NULL, WNOHANG) == 0) {
		kill(process->pid, SIGKILL);
		while (waitpid(process->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	process->pid = -1;
}
