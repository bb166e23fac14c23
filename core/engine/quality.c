/* SPDX-License-Identifier: MIT */
#include "engine/quality.h"

#include <math.h>

/* ITU-T G.107: R with all parameters at their defaults. G.113 appendix I: G.711 has no impairment of its own. */
#define BEST_RATING 93.2
#define ROBUSTNESS_PLAIN 4.3
#define ROBUSTNESS_CONCEALED 25.1

double delay_total(const struct delay_budget *budget)
{
	return budget->packetisation + budget->jitter_buffer + budget->serialisation + budget->propagation +
		budget->transcoding;
}

/* G.107, Idd: too long absolute delay, echo cancelled perfectly. */
static double absolute_delay_impairment(double delay_ms)
{
	double x;

	if (delay_ms <= 100.0)
		return 0.0;
	x = log2(delay_ms / 100.0);
	return 25.0 *
		(pow(1.0 + pow(x, 6.0), 1.0 / 6.0) - 3.0 * pow(1.0 + pow(x / 3.0, 6.0), 1.0 / 6.0) + 2.0);
}

/* Cole and Rosenbluth, "Voice over IP performance monitoring", 2001: echo of a usual telephone included. */
static double planner_delay_impairment(double delay_ms)
{
	double beyond = delay_ms - 177.3;

	return 0.024 * delay_ms + (beyond > 0.0 ? 0.11 * beyond : 0.0);
}

double quality_delay_impairment(double delay_ms, enum delay_model model)
{
	return model == DELAY_G107 ? absolute_delay_impairment(delay_ms) : planner_delay_impairment(delay_ms);
}

double quality_rating(double delay_ms, double loss_percent, bool concealed, enum delay_model model)
{
	double robustness = concealed ? ROBUSTNESS_CONCEALED : ROBUSTNESS_PLAIN;
	double loss = 95.0 * loss_percent / (loss_percent + robustness); /* random loss, BurstR 1 */

	return BEST_RATING - quality_delay_impairment(delay_ms, model) - loss;
}

double quality_mos(double rating)
{
	double mos;

	if (rating <= 0.0)
		return 1.0;
	if (rating >= 100.0)
		return 4.5;
	mos = 1.0 + 0.035 * rating + 7e-6 * rating * (rating - 60.0) * (100.0 - rating);
	return mos < 1.0 ? 1.0 : mos; /* the curve dips below its own end for ratings under 6.5 */
}
