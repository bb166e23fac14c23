/* SPDX-License-Identifier: MIT */
/*
 * complain.h - faults of a document that no element of the topology stands for.
 */
#ifndef LYNC_TOPO_LOAD_COMPLAIN_H
#define LYNC_TOPO_LOAD_COMPLAIN_H

#include "load/xml.h"
#include "model/builder.h"

/* At a place inside (or in the tag of) an element that was read; `argument` as in builder_fault(). */
void complain_in(struct builder *builder, enum structure_rule rule, struct span at, const struct element *e,
	const char *argument, const char *message);

/* At an offset of a file. The message is copied. */
void complain_at(struct builder *builder, enum structure_rule rule, struct source *source, uint32_t offset,
	const char *message);

/* DOC013 with the limit's name and how to raise it. */
void complain_limit(struct builder *builder, struct source *source, uint32_t offset, const char *limit);

/* DOC013: the limit kept rules from being judged, though everything was read. */
void complain_unfinished(struct builder *builder, struct source *source, const char *limit);

/* How parsing ended, if not well; `limit` is the limit at which the reader stopped, or NULL. */
void complain_result(struct builder *builder, struct source *source, const struct xml_result *result,
	const char *limit, uint32_t limit_at);

/* DOC002: what the file is instead of a topology. */
void complain_vocabulary(struct builder *builder, struct source *source);

#endif
