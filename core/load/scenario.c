/* SPDX-License-Identifier: MIT */
#include "load/scenario.h"

#include "load/native.h"

static read_document *reader_of(enum vocabulary vocabulary)
{
	return vocabulary == VOCABULARY_SCENARIO ? native_read_scenario : native_refuse_scenario;
}

static void make(struct builder *builder, void *context)
{
	scenario_make(builder, context);
}

bool scenario_read(struct library *library, const char *path, struct scenario_set *ret)
{
	const struct set_language language = {
		.reader = reader_of,
		.finished = make,
		.context = &ret->scenario,
	};

	ret->scenario = (struct scenario){ 0 };
	return set_read_as(library, &path, 1, &language, &ret->set);
}

void scenario_set_release(struct scenario_set *set)
{
	scenario_release(&set->scenario);
	set_release(&set->set);
}
