/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include <stdlib.h>
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

static int compare_file(const void *path, const void *file)
{
	return strcmp(path, ((const struct named_file *)file)->path);
}

const char *report_uploaded_path(const struct report *report, const char *path)
{
	const struct named_file *file = NULL;

	if (report->n_file > 0)
		file = bsearch(path, report->file, report->n_file, sizeof(*report->file), compare_file);
	return file != NULL ? file->uploaded : path;
}
