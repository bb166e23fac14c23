/* SPDX-License-Identifier: MIT */
/*
 * quality.h - an estimate of what people hear: ITU-T G.107 (E-model) as planners use it. Not a measurement.
 */
#ifndef LYNC_TOPO_ENGINE_QUALITY_H
#define LYNC_TOPO_ENGINE_QUALITY_H

#include "base/util.h"

#include <stdbool.h>

enum delay_model {
	DELAY_COLE_ROSENBLUTH, /* the common planner's form, echo included; the default */
	DELAY_G107,            /* Idd of G.107 alone */
};

/* Parts of the one-way delay, in ms. */
struct delay_budget {
	double packetisation; /* of the codec */
	double jitter_buffer;
	double serialisation;
	double propagation;
	double transcoding; /* at a Mediation Server that relays */
};

double delay_total(const struct delay_budget *budget);

/* Impairment by delay. */
double quality_delay_impairment(double delay_ms, enum delay_model model);

/* Rating factor R for G.711: loss in percent, with or without packet loss concealment. */
double quality_rating(double delay_ms, double loss_percent, bool concealed, enum delay_model model);

/* Mean opinion score, 1 to 4.5. */
double quality_mos(double rating);

#endif
