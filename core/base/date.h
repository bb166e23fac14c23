/* SPDX-License-Identifier: MIT */
/*
 * date.h - days of the Gregorian calendar, as ISO 8601 writes them: 2027-01-31.
 *
 * A day is the number 20270131, so that days compare as numbers do; 0 is no day. Days are those of UTC: a plan must
 * not be judged differently on two machines because of where they stand.
 */
#ifndef LYNC_TOPO_BASE_DATE_H
#define LYNC_TOPO_BASE_DATE_H

#include "base/str.h"

#include <stdint.h>

/* Exactly YYYY-MM-DD and a day that exists, from 1970-01-01 on. *ret is untouched on failure. */
bool date_parse(struct str text, uint32_t *ret);

/* The day that many seconds after 1970-01-01T00:00:00Z; 0 before that and after the year 9999. */
uint32_t date_of_seconds(int64_t seconds);

/* The day on which the program runs. */
uint32_t date_today(void);

#endif
