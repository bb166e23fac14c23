/* SPDX-License-Identifier: MIT */
#include "terminal_line.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

/* Characters of the line that stands there: the terminal is the process's. */
static int shown;

bool terminal_line_wanted(void)
{
	return isatty(STDERR_FILENO);
}

void terminal_line_show(const char *format, ...)
{
	va_list arguments;
	int n;

	va_start(arguments, format);
	(void)fputc('\r', stderr);
	n = vfprintf(stderr, format, arguments);
	va_end(arguments);
	if (n < shown)
		(void)fprintf(stderr, "%*s", shown - n, "");
	shown = n > shown ? n : shown;
}

void terminal_line_hide(void)
{
	if (shown > 0)
		(void)fprintf(stderr, "\r%*s\r", shown, "");
	shown = 0;
}
