/* SPDX-License-Identifier: MIT */
#include "plan_stages.h"

#include "base/mem.h"

#include <string.h>

static bool has_moved(const struct plan_stages *stages, const struct element *users)
{
	for (uint32_t i = 0; i < stages->n; i++)
		for (uint32_t j = 0; j < stages->stage[i].n; j++)
			if (stages->stage[i].users[j] == users)
				return true;
	return false;
}

static enum exit_code add_group(struct plan_stages *stages, const struct topology *topo, const char *id)
{
	struct plan_stage *stage = &stages->stage[stages->n - 1];
	const struct element *users = topo_by_id(topo, id);

	if (users == NULL || users->kind != K_USERS)
		return complain(EXIT_USAGE, "--move takes the id of a group of users, and '%s' is none", id);
	if (has_moved(stages, users))
		return complain(EXIT_USAGE, "--move: group '%s' cannot move twice", id);
	if (!mem_grow(&stage->users, &stage->room, stage->n + 1, sizeof(*stage->users)))
		return EXIT_INTERNAL;
	stage->users[stage->n++] = users;
	return EXIT_CLEAN;
}

static enum exit_code add_stage(struct plan_stages *stages, const struct topology *topo, const char *groups)
{
	enum exit_code code = EXIT_CLEAN;
	const char *at = groups;
	struct buf id = { 0 };

	if (!mem_grow(&stages->stage, &stages->room, stages->n + 1, sizeof(*stages->stage)))
		return EXIT_INTERNAL;
	stages->stage[stages->n++] = (struct plan_stage){ 0 };
	do {
		size_t length = strcspn(at, ",");

		buf_clear(&id);
		buf_put(&id, at, length);
		code = add_group(stages, topo, buf_text(&id));
		at += length;
	} while (code == EXIT_CLEAN && *at++ != '\0');
	buf_release(&id);
	return code;
}

enum exit_code plan_stages_read(
	struct plan_stages *ret, const struct topology *topo, const struct parsed *parsed, int option)
{
	enum exit_code code = EXIT_CLEAN;

	*ret = (struct plan_stages){ 0 };
	for (uint32_t i = 0; i < parsed->n_option && code == EXIT_CLEAN; i++)
		if (parsed->option[i].id == option)
			code = add_stage(ret, topo, parsed->option[i].value);
	return code;
}

void plan_stages_release(struct plan_stages *stages)
{
	for (uint32_t i = 0; i < stages->n; i++)
		mem_free(stages->stage[i].users);
	mem_free(stages->stage);
}
