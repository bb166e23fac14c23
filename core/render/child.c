/* SPDX-License-Identifier: MIT */
#include "render/child.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	CODE_NO_MEMORY = 100,
	CODE_CANNOT_WRITE,
	PIECE = 65536,
	MILLISECONDS = 1000,
};

/* A layout of 10,000 boxes takes a tenth of it. */
static const rlim_t most_memory = (rlim_t)2 << 30;

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ADDRESS_SANITIZER 1
#endif
#endif
#ifndef HAS_ADDRESS_SANITIZER
#define HAS_ADDRESS_SANITIZER 0
#endif

static void limit_resources(unsigned seconds)
{
	struct rlimit time_limit = { seconds, seconds + 1 };
	struct rlimit memory_limit = { most_memory, most_memory };
	struct rlimit no_core = { 0, 0 };

	setrlimit(RLIMIT_CPU, &time_limit);
	setrlimit(RLIMIT_CORE, &no_core);
	/* The sanitizer reserves terabytes of addresses. */
	if (!HAS_ADDRESS_SANITIZER)
		setrlimit(RLIMIT_AS, &memory_limit);
}

static void close_standard_files(void)
{
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);

	for (int i = 0; nowhere >= 0 && i <= 2; i++)
		dup2(nowhere, i);
}

static bool write_whole(int descriptor, struct str text)
{
	while (text.length > 0) {
		ssize_t n = write(descriptor, text.text, text.length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		text.text += n;
		text.length -= (size_t)n;
	}
	return true;
}

/* In the child: where its results go, and whether all of them could be written. */
static int pipe_end = -1;
static bool all_sent = true;

void child_send(struct buf *result)
{
	all_sent = all_sent && !buf_failed(result) && write_whole(pipe_end, buf_str(result));
	buf_clear(result);
}

/* In the child: never returns, runs nobody's exit handlers, and leaves our temporary files alone. */
__attribute__((noreturn)) static void be_child(
	child_work *work, const void *request, unsigned seconds, int descriptor)
{
	struct buf result = { 0 };
	int code;

	(void)signal(SIGINT, SIG_DFL);
	(void)signal(SIGTERM, SIG_DFL);
	limit_resources(seconds);
	close_standard_files();
	pipe_end = descriptor;
	code = work(request, &result);
	if (buf_failed(&result) || mem_ran_out())
		code = CODE_NO_MEMORY;
	else if (code == 0)
		child_send(&result);
	if (!all_sent)
		code = CODE_CANNOT_WRITE;
	_exit(code);
}

static int64_t now_ms(void)
{
	struct timespec time = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * MILLISECONDS + time.tv_nsec / 1000000;
}

/* Waits for something to read; false when the time is over. */
static bool await(int descriptor, const struct patience *patience, int64_t start)
{
	struct pollfd wanted = { .fd = descriptor, .events = POLLIN };

	while (poll(&wanted, 1, MILLISECONDS) == 0) {
		int64_t passed = (now_ms() - start) / MILLISECONDS;

		if (passed >= patience->seconds)
			return false;
		if (patience->waiting != NULL)
			patience->waiting((unsigned)passed);
	}
	return true;
}

/* Until the child closes its end; false when its time is over. */
static bool collect(int descriptor, const struct patience *patience, struct buf *result)
{
	char *piece = mem_alloc(PIECE);
	int64_t start = now_ms();
	bool in_time = true;

	while (piece != NULL) {
		ssize_t n;

		in_time = await(descriptor, patience, start);
		if (!in_time)
			break;
		n = read(descriptor, piece, PIECE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		buf_put(result, piece, (size_t)n);
	}
	mem_free(piece);
	return in_time;
}

static enum child_status status_of(int status, bool in_time, int *ret_code)
{
	*ret_code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	if (!in_time || (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)))
		return CHILD_TOO_LONG;
	if (WIFEXITED(status) && *ret_code == CODE_NO_MEMORY)
		return CHILD_TOO_MUCH;
	return WIFEXITED(status) && *ret_code == 0 ? CHILD_OK : CHILD_FAILED;
}

enum child_status child_run(child_work *work, const void *request, const struct patience *patience,
	struct buf *result, int *ret_code)
{
	int ends[2];
	int status = 0;
	bool in_time;
	pid_t child;

	*ret_code = 0;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return CHILD_FAILED;
	child = fork();
	if (child == 0) {
		close(ends[0]);
		be_child(work, request, patience->seconds, ends[1]);
	}
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return CHILD_NO_MEMORY;
	}
	in_time = collect(ends[0], patience, result);
	close(ends[0]);
	if (!in_time)
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (buf_failed(result))
		return CHILD_NO_MEMORY;
	return status_of(status, in_time, ret_code);
}
