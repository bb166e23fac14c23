/* SPDX-License-Identifier: MIT */
#include "model/demand.h"

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

double users_call_seconds(const struct topology *topo, const struct element *users, bool *ret_assumed)
{
	double seconds;

	*ret_assumed = !topo_decimal(topo, users, A_MEAN_CALL_S, &seconds);
	return *ret_assumed ? figure_value(FIGURE_CALL_MINUTES) * 60.0 : seconds;
}

bool users_demand(const struct topology *topo, const struct element *users, struct demand *ret)
{
	if (!topo_int(topo, users, A_COUNT, &ret->people) || !calls_an_hour(topo, users, &ret->calls))
		return false;
	ret->seconds = users_call_seconds(topo, users, &ret->length_assumed);
	return true;
}

double demand_erlang(const struct demand *demand)
{
	return (double)demand->people * demand->calls * demand->seconds / 3600.0;
}

bool users_peak_calls(const struct topology *topo, const struct element *users, double *ret)
{
	struct demand demand;

	if (!users_demand(topo, users, &demand))
		return false;
	*ret = demand_erlang(&demand);
	return true;
}

enum figure users_per_port(int load)
{
	switch (load) {
	case LOAD_LIGHT:
		return FIGURE_USERS_PER_PORT_LIGHT;
	case LOAD_MODERATE:
		return FIGURE_USERS_PER_PORT_MODERATE;
	default:
		return FIGURE_USERS_PER_PORT_HEAVY;
	}
}

int64_t ports_for_users(int64_t users, int64_t per_port)
{
	return (users + per_port - 1) / per_port;
}
