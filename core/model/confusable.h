/* SPDX-License-Identifier: MIT */
/*
 * confusable.h - ids that a reader would take for each other (DOC016).
 *
 * Two ids are confusable when they have the same skeleton: letters in one case, accents apart from their
 * letters, invisible characters dropped, and Cyrillic and Greek letters replaced by the Latin ones that look
 * the same. The idea is Unicode's (UTS 39), the table is a small one of our own.
 */
#ifndef LYNC_TOPO_MODEL_CONFUSABLE_H
#define LYNC_TOPO_MODEL_CONFUSABLE_H

#include "base/buf.h"
#include "model/builder.h"

/* Appends the skeleton of an id. */
void confusable_skeleton(struct str id, struct buf *buf);

void confusable_report(struct builder *builder);

#endif
