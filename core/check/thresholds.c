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

/* Figures that a profile takes from another page. */
static const struct {
	enum profile profile;
	size_t place;
	enum page page;
} followed[] = {
#define PROFILE_FIGURE(profile, field, value, page, why) \
	{ PROFILE_##profile, offsetof(struct policy, field), PAGE_##page },
#include "check/profiles.def"
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

const char *threshold_source(const struct policy *policy, const char *name)
{
	const struct policy documented = policy_of(policy->profile);
	unsigned n = threshold_find(name);
	enum page page = thresholds[n].page;

	if (threshold_get(policy, n) != threshold_get(&documented, n))
		return "the configuration";
	for (size_t i = 0; i < ARRAY_LEN(followed); i++)
		if (followed[i].profile == policy->profile && followed[i].place == places[n])
			page = followed[i].page;
	return page_info(page)->title;
}
