/* SPDX-License-Identifier: MIT */
#include "model/demand.h"

#include "model/figures.h"

int users_load(const struct topology *topo, const struct element *users)
{
	double calls;

	if (!topo_decimal(topo, users, A_CALLS_PER_HOUR, &calls))
		return topo_choice(topo, users, A_LOAD);
	if (calls <= figure_value(FIGURE_CALLS_AN_HOUR_LIGHT))
		return LOAD_LIGHT;
	return calls <= figure_value(FIGURE_CALLS_AN_HOUR_MODERATE) ? LOAD_MODERATE : LOAD_HEAVY;
}

/* PSTN calls of one user in the busy hour. */
static bool calls_an_hour(const struct topology *topo, const struct element *users, double *ret)
{
	if (topo_decimal(topo, users, A_CALLS_PER_HOUR, ret))
		return true;
	switch (topo_choice(topo, users, A_LOAD)) {
	case LOAD_LIGHT:
		*ret = figure_value(FIGURE_CALLS_AN_HOUR_LIGHT);
		return true;
	case LOAD_MODERATE:
		*ret = figure_value(FIGURE_CALLS_AN_HOUR_MODERATE);
		return true;
	case LOAD_HEAVY:
		*ret = figure_value(FIGURE_BUSY_HOUR_CALLS);
		return true;
	default:
		return false;
	}
}

bool users_peak_calls(const struct topology *topo, const struct element *users, double *ret)
{
	int64_t count;
	double calls;
	double seconds;

	if (!topo_int(topo, users, A_COUNT, &count) || !calls_an_hour(topo, users, &calls))
		return false;
	if (!topo_decimal(topo, users, A_MEAN_CALL_S, &seconds))
		seconds = figure_value(FIGURE_CALL_MINUTES) * 60.0;
	*ret = (double)count * calls * seconds / 3600.0;
	return true;
}
