/* SPDX-License-Identifier: MIT */
#include "traffic/calculator.h"

#include "traffic/engset.h"
#include "traffic/erlang.h"

/* More than any double that a person writes, and less than where a recurrence runs over. */
static const double endless_traffic = 1e18;

static blocking_function *const function_of[] = {
	[MODEL_ERLANG_B] = blocking_erlang_b,
	[MODEL_ERLANG_C] = blocking_erlang_c,
	[MODEL_ENGSET] = blocking_engset,
};

static double carried(const struct group_figures *figures)
{
	if (figures->model == MODEL_ENGSET)
		return engset_carried(figures->sources, figures->circuits, figures->offered);
	if (figures->model == MODEL_ERLANG_B)
		return figures->offered * (1 - figures->blocking);
	return figures->offered < figures->circuits ? figures->offered : figures->circuits;
}

bool calculate(struct group_figures *figures)
{
	blocking_function *function = function_of[figures->model];
	const void *fixed = &figures->sources;

	if (figures->sought == QUANTITY_CIRCUITS) {
		uint32_t circuits = least_circuits(
			function, fixed, figures->offered, figures->blocking, CALCULATOR_MOST_CIRCUITS);

		if (circuits > CALCULATOR_MOST_CIRCUITS)
			return false;
		figures->circuits = circuits;
	}
	if (figures->sought == QUANTITY_OFFERED)
		figures->offered = greatest_load(
			function, fixed, figures->circuits, figures->blocking, endless_traffic);
	figures->blocking = function(fixed, figures->circuits, figures->offered);
	figures->carried = carried(figures);
	figures->time_congestion = figures->model == MODEL_ENGSET ?
		engset_time_congestion(figures->sources, figures->circuits, figures->offered) :
		0;
	return true;
}

const char *traffic_model_name(enum traffic_model model)
{
	static const char *const names[] = {
		[MODEL_ERLANG_B] = "erlang-b",
		[MODEL_ERLANG_C] = "erlang-c",
		[MODEL_ENGSET] = "engset",
	};

	return names[model];
}

const char *traffic_quantity_name(enum traffic_quantity quantity)
{
	static const char *const names[] = {
		[QUANTITY_CIRCUITS] = "circuits",
		[QUANTITY_OFFERED] = "offered",
		[QUANTITY_BLOCKING] = "blocking",
	};

	return names[quantity];
}
