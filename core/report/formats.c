/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include <string.h>

#define FORMAT(name) extern const struct report_format report_format_##name;
#include "report/formats.def"
#undef FORMAT

static const struct report_format *const formats[] = {
#define FORMAT(name) &report_format_##name,
#include "report/formats.def"
#undef FORMAT
};

const struct report_format *report_format_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	return NULL;
}

const char *report_format_names(void)
{
	static const char names[] =
#define FORMAT(name) ", " #name
#include "report/formats.def"
#undef FORMAT
		;

	return names + 2;
}
