/* SPDX-License-Identifier: MIT */
#include "model/figures.h"

#include "base/number.h"

#include <math.h>

static const struct figure_info infos[FIGURE_COUNT] = {
#define FIGURE_GROUP(key, heading, remark)
#define FIGURE(key, group_key, text, number, unit_text, state_key, page_key, other_key, meaning) \
	[FIGURE_##key] = { \
		.name = text, \
		.group = FIGURE_GROUP_##group_key, \
		.unit = unit_text, \
		.state = FIGURE_STATE_##state_key, \
		.page = PAGE_##page_key, \
		.other = PAGE_##other_key, \
		.says = meaning, \
	},
#define FIGURE_DEFAULT(key, group_key, text, of_kind, of_attr, unit_text, page_key, other_key, meaning) \
	[FIGURE_##key] = { \
		.name = text, \
		.group = FIGURE_GROUP_##group_key, \
		.unit = unit_text, \
		.state = FIGURE_STATE_DEFAULT, \
		.page = PAGE_##page_key, \
		.other = PAGE_##other_key, \
		.says = meaning, \
		.kind = K_##of_kind, \
		.attr = A_##of_attr, \
	},
#include "model/figures.def"
#undef FIGURE_GROUP
#undef FIGURE
#undef FIGURE_DEFAULT
};

/* Those of defaults are not here. */
static const double values[FIGURE_COUNT] = {
#define FIGURE_GROUP(key, heading, remark)
#define FIGURE(key, group, name, number, unit, state, page, other, says) [FIGURE_##key] = (number),
#define FIGURE_DEFAULT(key, group, name, kind, attr, unit, page, other, says)
#include "model/figures.def"
#undef FIGURE_GROUP
#undef FIGURE
#undef FIGURE_DEFAULT
};

static const struct {
	const char *heading, *remark;
} groups[FIGURE_GROUP_COUNT] = {
#define FIGURE_GROUP(key, text, more) { text, more },
#define FIGURE(key, group, name, value, unit, state, page, other, says)
#define FIGURE_DEFAULT(key, group, name, kind, attr, unit, page, other, says)
#include "model/figures.def"
};

const struct figure_info *figure_info(enum figure figure)
{
	return &infos[figure];
}

const char *figure_group_heading(enum figure_group group)
{
	return groups[group].heading;
}

const char *figure_group_remark(enum figure_group group)
{
	return groups[group].remark;
}

double figure_value(enum figure figure)
{
	double value = values[figure];

	if (infos[figure].attr != A_NONE)
		number_parse_decimal(
			str_of(attr_spec(infos[figure].kind, infos[figure].attr)->fallback), &value);
	return value;
}

int64_t figure_whole(enum figure figure)
{
	return llround(figure_value(figure));
}

const char *figure_source(enum figure figure)
{
	return page_info(infos[figure].page)->title;
}
