/* SPDX-License-Identifier: MIT */
#include "base/limits.h"

#include "base/number.h"
#include "base/util.h"

#include <string.h>

const struct limits default_limits = {
#define LIMIT_FIELD(field, name, value, most, doc) .field = (value),
	LIMITS(LIMIT_FIELD)
#undef LIMIT_FIELD
};

static const struct {
	const char *name;
	size_t offset;
	unsigned most;
} rows[] = {
#define LIMIT_FIELD(field, name, value, most, doc) { name, offsetof(struct limits, field), most },
	LIMITS(LIMIT_FIELD)
#undef LIMIT_FIELD
};

bool limits_set(struct limits *limits, const char *assignment)
{
	const char *equals = strchr(assignment, '=');
	uint64_t value;

	if (equals == NULL)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct str name = { assignment, (size_t)(equals - assignment) };

		if (!str_is(name, rows[i].name))
			continue;
		if (!number_parse_whole(str_of(equals + 1), rows[i].most, &value) || value == 0)
			return false;
		*(unsigned *)(void *)((char *)limits + rows[i].offset) = (unsigned)value;
		return true;
	}
	return false;
}
