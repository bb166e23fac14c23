/* SPDX-License-Identifier: MIT */
#include "model/choices.h"

#define CHOICE_NAME(list, suffix, name) name,
#define CHOICE_NAMES(list) static const char *const names_##list[] = { CHOICES_OF_##list(CHOICE_NAME) };
ALL_CHOICES(CHOICE_NAMES)

#define CHOICE_LIST(list) [CHOICES_##list] = { names_##list, list##_COUNT },
static const struct choice_list lists[CHOICES_COUNT] = { ALL_CHOICES(CHOICE_LIST) };

const struct choice_list *choice_list(enum choices choices)
{
	return &lists[choices];
}
