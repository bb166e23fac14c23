/* SPDX-License-Identifier: MIT */
#include "render/child.h"

#include "base/clock.h"
#include "base/forked.h"
#include "base/mem.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	CODE_NO_MEMORY = 100,
	CODE_CANNOT_WRITE,
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

/* In the child: where its results go, and whether all of them could be written. */
static int pipe_end = -1;
static bool all_sent = true;

void child_send(struct buf *result)
{
	all_sent = all_sent && !buf_failed(result) && forked_send(pipe_end, buf_str(result));
	buf_clear(result);
}

struct errand {
	child_work *work;
	const void *request;
	unsigned seconds;
};

static int run_errand(void *context, int to)
{
	const struct errand *errand = context;
	struct buf result = { 0 };
	int code;

	limit_resources(errand->seconds);
	close_standard_files();
	pipe_end = to;
	code = errand->work(errand->request, &result);
	if (buf_failed(&result) || mem_ran_out())
		code = CODE_NO_MEMORY;
	else if (code == 0)
		child_send(&result);
	return all_sent ? code : CODE_CANNOT_WRITE;
}

/* Waits for something to read; false when the time is over. */
static bool await(int descriptor, const struct patience *patience, int64_t start)
{
	struct pollfd wanted = { .fd = descriptor, .events = POLLIN };

	while (poll(&wanted, 1, MILLISECONDS) == 0) {
		int64_t passed = (clock_now_ms() - start) / MILLISECONDS;

		if (passed >= patience->seconds)
			return false;
		if (patience->waiting != NULL)
			patience->waiting((unsigned)passed);
	}
	return true;
}

/* Until the child closes its end; false when its time is over. */
static bool collect(const struct forked *forked, const struct patience *patience, struct buf *result)
{
	int64_t start = clock_now_ms();
	bool in_time;

	do
		in_time = await(forked->from, patience, start);
	while (in_time && forked_hear(forked, result));
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
	struct errand errand = { work, request, patience->seconds };
	struct forked forked;
	bool in_time;
	int status;

	*ret_code = 0;
	if (!forked_start(&forked, run_errand, &errand))
		return CHILD_NO_MEMORY;
	in_time = collect(&forked, patience, result);
	status = forked_end(&forked, !in_time);
	if (buf_failed(result))
		return CHILD_NO_MEMORY;
	return status_of(status, in_time, ret_code);
}
