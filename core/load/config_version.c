/* SPDX-License-Identifier: MIT */
#include "load/config_version.h"

#include "base/number.h"
#include "base/str.h"

#include <string.h>

/* Parts of a version as numbers, absent ones 0. */
static void split_version(struct str text, uint64_t part[3])
{
	for (unsigned i = 0; i < 3; i++) {
		const char *dot = text.length > 0 ? memchr(text.text, '.', text.length) : NULL;
		size_t length = dot != NULL ? (size_t)(dot - text.text) : text.length;

		part[i] = 0;
		if (!number_parse_whole((struct str){ text.text, length }, UINT32_MAX, &part[i]))
			return;
		text = (struct str){ text.text + length + (dot != NULL),
			text.length - length - (dot != NULL) };
	}
}

bool config_version_is_older(const char *version, const char *required)
{
	uint64_t have[3] = { 0 };
	uint64_t want[3] = { 0 };

	split_version(str_of(version), have);
	split_version(str_of(required), want);
	for (unsigned i = 0; i < 3; i++)
		if (have[i] != want[i])
			return have[i] < want[i];
	return false;
}
