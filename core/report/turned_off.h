/* SPDX-License-Identifier: MIT */
/*
 * turned_off.h - what is turned off, for the formats: everything that a change may have brought and a reviewer must see.
 */
#ifndef LYNC_TOPO_REPORT_TURNED_OFF_H
#define LYNC_TOPO_REPORT_TURNED_OFF_H

#include "report/json.h"
#include "report/report.h"

/* How it is told as lines. */
struct turned_off_style {
	const char *before; /* each line begins with it */
	uint32_t most;      /* suppressions, and entries of the baseline, that are listed */
};

/* True if there is anything to tell as lines. */
bool turned_off_any(const struct turned_off *off);

/* One line, and what it is about; borrowed for the call. */
struct turned_off_news {
	struct str line; /* without its end, safe for terminals and logs */
	struct span at;  /* nowhere: of the run as a whole */
	bool is_new;     /* the change is known to have brought it; else nobody knows */
	bool is_fixed;   /* a finding that is gone: nothing is turned off by that */
};

typedef void turned_off_take_news(void *context, const struct turned_off_news *news);

/* As turned_off_each(), but not what was so before: that nobody needs to be shown again. */
void turned_off_each_new(
	const struct turned_off *off, uint32_t most, turned_off_take_news *take, void *context);

/*
 * Tells everything, at most `most` suppressions and entries of the baseline, and how many more there are. Suppressions
 * that do not hold are left to the findings about them.
 */
void turned_off_each(const struct turned_off *off, uint32_t most, turned_off_take_news *take, void *context);

/* The same as lines of text. */
void turned_off_lines(const struct turned_off *off, const struct turned_off_style *style, struct out *out);

/* " until 2027-01-31: the reason", safe and shortened. */
void turned_off_append_reason(const struct suppression *suppression, struct buf *buf);

/* The value of "turnedOff". */
cJSON *turned_off_object(const struct turned_off *off);

/* One entry of a baseline. */
cJSON *json_baseline_entry(const struct baseline_entry *entry);

/* The value of "suppression" in a suppressed finding. */
cJSON *turned_off_suppression(const struct suppression *suppression);

#endif
