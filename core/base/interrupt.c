/* SPDX-License-Identifier: MIT */
#include "base/interrupt.h"

#include "base/clock.h"
#include "base/util.h"

#include <signal.h>
#include <stdint.h>

static const int numbers[] = { SIGINT, SIGTERM };

enum {
	SAME_MS =
		1000, /* timeout(1) and batch systems send a signal to a process and to its group: that is one interrupt */
};

/* A handler can reach nothing else. */
static struct sigaction before[ARRAY_LEN(numbers)];
static volatile sig_atomic_t came;
static volatile int64_t came_at;
static bool noting;

static void restore(void)
{
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
		sigaction(numbers[i], &before[i], NULL);
}

static void note(int number)
{
	if (!came) {
		came_at = clock_now_ms();
		came = 1;
	} else if (clock_now_ms() - came_at >= SAME_MS) {
		restore();
		(void)raise(number); /* comes when we return */
	}
}

void interrupt_note(void)
{
	struct sigaction action = { .sa_handler = note };

	if (noting)
		return;
	sigaddset(&action.sa_mask, SIGINT);
	sigaddset(&action.sa_mask, SIGTERM);
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
		sigaction(numbers[i], NULL, &before[i]);
	noting = true;
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
		if (before[i].sa_handler != SIG_IGN) /* nohup and shells in the background mean it */
			sigaction(numbers[i], &action, NULL);
}

bool interrupt_came(void)
{
	return came != 0;
}

void interrupt_restore(void)
{
	if (noting)
		restore();
	noting = false;
}
