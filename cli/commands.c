/* SPDX-License-Identifier: MIT */
#include "command.h"

#include "base/distance.h"
#include "base/escape.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#define COMMAND(name) extern const struct command command_##name;
#include "commands.def"
#undef COMMAND

static const struct command *const commands[] = {
#define COMMAND(name) &command_##name,
#include "commands.def"
#undef COMMAND
};

static const char *const names[] = {
#define COMMAND(name) #name,
#include "commands.def"
#undef COMMAND
};

const struct command *command_nth(unsigned n)
{
	return n < ARRAY_LEN(commands) ? commands[n] : NULL;
}

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

const char *command_suggest(const char *typed)
{
	return nearest_word(names, ARRAY_LEN(names), str_of(typed));
}

enum exit_code complain(enum exit_code code, const char *format, ...)
{
	struct out err = out_standard(2);
	struct buf text = { 0 };
	struct buf line = { 0 };
	va_list arguments;

	va_start(arguments, format);
	buf_vprintf(&text, format, arguments);
	va_end(arguments);
	buf_puts(&line, "lync-topo: ");
	escape_terminal(&line, buf_str(&text));
	buf_putc(&line, '\n');
	out_take(&err, &line);
	buf_release(&text);
	buf_release(&line);
	if (out_close(&err, true) != OUT_OK && code < EXIT_INTERNAL)
		return EXIT_INTERNAL;
	return code;
}

enum exit_code complain_of_output(const char *path, enum out_status status)
{
	const char *why = status == OUT_FAILED ? strerror(errno) : out_status_text(status);

	return complain(EXIT_INTERNAL, "'%s' cannot be written: %s", path, why);
}
