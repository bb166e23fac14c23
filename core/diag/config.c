/* SPDX-License-Identifier: MIT */
#include "diag/config.h"

#include "base/mem.h"

#include <stdarg.h>

bool config_complain(struct config_faults *faults, struct span at, const char *format, ...)
{
	va_list arguments;
	const char *message;

	va_start(arguments, format);
	message = arena_vprintf(&faults->arena, format, arguments);
	va_end(arguments);
	if (mem_grow(&faults->fault, &faults->room, faults->n + 1, sizeof(*faults->fault)))
		faults->fault[faults->n++] = (struct config_fault){ at, message };
	return false;
}

void config_faults_release(struct config_faults *faults)
{
	mem_free(faults->fault);
	arena_release(&faults->arena);
	*faults = (struct config_faults){ 0 };
}

void config_release(struct config *config)
{
	source_release(&config->source);
	mem_free(config->memory);
	arena_release(&config->arena);
	*config = (struct config){ 0 };
}
