/* SPDX-License-Identifier: MIT */
#include "base/forked.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	PIECE = 65536,
	STATUS_ORPHAN = 126,
};

/* Signals are blocked here: none can run a handler that is the parent's. */
__attribute__((noreturn)) static void be_child(
	forked_work *work, void *context, int to, pid_t parent, const sigset_t *signals)
{
	static const int not_heard[] = { SIGINT, SIGTERM, SIGHUP };
	const struct sigaction ignore = { .sa_handler = SIG_IGN };

	for (size_t i = 0; i < ARRAY_LEN(not_heard); i++)
		sigaction(not_heard[i], &ignore, NULL);
	sigprocmask(SIG_SETMASK, signals, NULL);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
		_exit(STATUS_ORPHAN);
	_exit(work(context, to));
}

bool forked_start(struct forked *forked, forked_work *work, void *context)
{
	pid_t parent = getpid();
	int ends[2];
	sigset_t all;
	sigset_t usual;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &usual);
	*forked = (struct forked){ .pid = fork(), .from = ends[0] };
	if (forked->pid == 0) {
		close(ends[0]); /* else it would wait for itself to read */
		be_child(work, context, ends[1], parent, &usual);
	}
	sigprocmask(SIG_SETMASK, &usual, NULL);
	close(ends[1]);
	if (forked->pid < 0)
		close(ends[0]);
	return forked->pid > 0;
}

bool forked_send(int to, struct str bytes)
{
	while (bytes.length > 0) {
		ssize_t n = write(to, bytes.text, bytes.length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes.text += n;
		bytes.length -= (size_t)n;
	}
	return true;
}

bool forked_hear(const struct forked *forked, struct buf *ret)
{
	char piece[PIECE];
	ssize_t n;

	do
		n = read(forked->from, piece, sizeof(piece));
	while (n < 0 && errno == EINTR);
	if (n > 0)
		buf_put(ret, piece, (size_t)n);
	return n > 0 && !buf_failed(ret);
}

int forked_end(struct forked *forked, bool at_once)
{
	int status = 0;

	close(forked->from);
	if (at_once)
		kill(forked->pid, SIGKILL);
	while (waitpid(forked->pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}
