/* SPDX-License-Identifier: MIT */
#include "engine/grade.h"

#include "base/mem.h"

#include <string.h>

bool grade_open(struct grade *grade, const struct sweep_request *request)
{
	*grade = (struct grade){ .request = request };
	if (!sources_make(request->topo, NULL, 0, request->policies, &grade->sources))
		return false;
	grade->loss = mem_alloc(((size_t)grade->sources.n + 1) * sizeof(*grade->loss));
	return grade->loss != NULL;
}

void grade_release(struct grade *grade)
{
	sources_release(&grade->sources);
	mem_free(grade->loss);
	*grade = (struct grade){ .loss = NULL };
}

static bool is_between_the_same(const struct load_source *source, const struct planned_call *call)
{
	for (uint32_t i = 0; i < source->n_caller; i++) {
		const struct planned_call *made = &source->caller[i].call;

		if (made->to != NULL && call->to != NULL && strcmp(made->from, call->from) == 0 &&
			strcmp(made->to, call->to) == 0)
			return true;
	}
	return false;
}

uint32_t grade_source(const struct grade *grade, const struct planned_call *call)
{
	for (uint32_t i = 0; i < grade->sources.n; i++)
		if (is_between_the_same(&grade->sources.source[i], call))
			return i;
	return NO_SOURCE;
}

bool grade_loss(struct grade *grade, const struct faults *faults, uint32_t source, double *ret)
{
	struct load_request request = {
		.topo = grade->request->topo,
		.sources = &grade->sources,
		.faults = faults,
		.policies = grade->request->policies,
		.seed = grade->request->seed,
		.duration = NEVER,
		.warm_up = NEVER,
	};

	load_settle(&request);
	if (!load_losses(&request, grade->loss))
		return false;
	*ret = grade->loss[source].share;
	return true;
}
