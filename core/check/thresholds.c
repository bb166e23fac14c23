/* SPDX-License-Identifier: MIT */
#include "check/thresholds.h"

#include "base/distance.h"
#include "base/util.h"

#include <stddef.h>
#include <string.h>

static const struct threshold_info thresholds[] = {
#define THRESHOLD(field, name, value, least, most, unit, page, doc) \
	{ name, least, most, unit, PAGE_##page, doc },
#include "check/thresholds.def"
};

static const size_t places[] = {
#define THRESHOLD(field, name, value, least, most, unit, page, doc) offsetof(struct policy, field),
#include "check/thresholds.def"
};

unsigned threshold_count(void)
{
	return ARRAY_LEN(thresholds);
}

const struct threshold_info *threshold_info(unsigned n)
{
	return &thresholds[n];
}

unsigned threshold_find(const char *name)
{
	unsigned n = 0;

	while (n < threshold_count() && strcmp(thresholds[n].name, name) != 0)
		n++;
	return n;
}

const char *threshold_suggest(const char *name)
{
	const char *names[ARRAY_LEN(thresholds)];

	for (unsigned i = 0; i < threshold_count(); i++)
		names[i] = thresholds[i].name;
	return nearest_word(names, ARRAY_LEN(names), str_of(name));
}

unsigned threshold_get(const struct policy *policy, unsigned n)
{
	unsigned value;

	memcpy(&value, (const char *)policy + places[n], sizeof(value));
	return value;
}

void threshold_set(struct policy *policy, unsigned n, unsigned value)
{
	memcpy((char *)policy + places[n], &value, sizeof(value));
}
