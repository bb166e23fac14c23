/* SPDX-License-Identifier: MIT */
/*
 * availability.h - how much of the time a service works, from mtbf-h and mttr-h of its parts. Private to core/engine.
 *
 * States of the parts are told apart only as far as trials ask about them. That is exact also where a further failure
 * mends what another one broke: a trunk that answers is not passed over, one that has failed is.
 */
#ifndef LYNC_TOPO_ENGINE_AVAILABILITY_H
#define LYNC_TOPO_ENGINE_AVAILABILITY_H

#include "engine/trials.h"

/*
 * For the service of these trials. Exact by a decision diagram; bounds by J. D. Esary and F. Proschan (1963), widened to
 * hold the exact value where a further failure mends something. Nothing is filled in when the trials are spent. False
 * when out of memory.
 */
bool availability_find(struct trials *trials, struct risk_availability *ret);

#endif
