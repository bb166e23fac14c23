/* SPDX-License-Identifier: MIT */
#include "plan_sizes.h"

#include "pipeline.h"
#include "plan_erlang.h"
#include "plan_stages.h"
#include "report/sizes.h"

#include <string.h>

typedef void writer(const struct sizes *sizes, struct out *out);

static const struct {
	const char *name;
	writer *write;
} formats[] = {
	{ "text", sizes_text },
	{ "json", sizes_json },
	{ "csv", sizes_csv },
	{ "markdown", sizes_markdown },
};

/* NULL, and said, when there is none of that name. */
static writer *find_writer(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		if (name == NULL || strcmp(formats[i].name, name) == 0)
			return formats[i].write;
	complain(EXIT_USAGE, "there is no format '%s'; there are text, json, csv and markdown", name);
	return NULL;
}

static enum exit_code write_sizes(struct session *session, const struct topology *topo,
	const struct plan_request *request, writer *write)
{
	struct deployment deployment;
	struct sizes sizes = { 0 };
	enum exit_code code = EXIT_INTERNAL;

	if (deployment_make(&deployment, topo) && plan_sizes(&deployment, request, &sizes)) {
		write(&sizes, &session->out);
		code = EXIT_CLEAN;
	}
	sizes_release(&sizes);
	deployment_release(&deployment);
	return code;
}

enum exit_code plan_sizes_of_inputs(
	struct session *session, const struct parsed *parsed, const struct sizes_words *words)
{
	struct plan_request request = {
		.blocking = PLAN_BLOCKING,
		.blocking_source = words->blocking != NULL ? "option --blocking" : PLAN_BLOCKING_SOURCE,
	};
	writer *write = find_writer(words->format);
	struct document_set set = { 0 };
	struct plan_stages stages = { 0 };
	struct pipeline pipeline;
	enum exit_code code;

	if (write == NULL)
		return EXIT_USAGE;
	if (words->blocking != NULL && plan_read_blocking(words->blocking, &request.blocking) != EXIT_CLEAN)
		return EXIT_USAGE;
	code = pipeline_begin(&pipeline, session, parsed, false);
	if (code == EXIT_CLEAN) {
		code = pipeline_read_one(&pipeline, &set);
		pipeline_print_faults(&pipeline);
	}
	if (code == EXIT_CLEAN)
		code = plan_stages_read(&stages, &set.topology, parsed, words->move);
	request.stage = stages.stage;
	request.n_stage = stages.n;
	if (code == EXIT_CLEAN)
		code = write_sizes(session, &set.topology, &request, write);
	plan_stages_release(&stages);
	set_release(&set);
	pipeline_end(&pipeline);
	return code;
}
