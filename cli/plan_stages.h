/* SPDX-License-Identifier: MIT */
/*
 * plan_stages.h - the groups of `plan --move a --move b,c`: each --move is a stage.
 */
#ifndef LYNC_TOPO_CLI_PLAN_STAGES_H
#define LYNC_TOPO_CLI_PLAN_STAGES_H

#include "command.h"
#include "plan/plan.h"

struct plan_stages {
	struct plan_stage *stage;
	uint32_t n, room;
};

/* From every option of this id. Says what is wrong: no group, or one that has moved before. Release in any case. */
enum exit_code plan_stages_read(
	struct plan_stages *ret, const struct topology *topo, const struct parsed *parsed, int option);
void plan_stages_release(struct plan_stages *stages);

#endif
