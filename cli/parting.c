/* SPDX-License-Identifier: MIT */
#include "parting.h"

#include "base/mem.h"
#include "base/sha256.h"
#include "report/part.h"
#include "sweeping.h"
#include "version.h"

static void append_digest(struct buf *buf, struct str text)
{
	char digest[SHA256_BASE64_ROOM];

	sha256_base64(text, digest);
	buf_printf(buf, "%s\n", digest);
}

/* All that the result depends on: the program, what was read, and what was asked. Files may lie elsewhere. */
static const char *digest_request(
	const struct pipeline *pipeline, const struct parsed *parsed, struct arena *arena)
{
	struct buf request = { 0 };
	char digest[SHA256_BASE64_ROOM];

	buf_printf(&request, "%s\ntrials=%u\n", LYNC_TOPO_VERSION, pipeline->limits.trials);
	for (const struct document *document = pipeline->library.document; document != NULL;
		document = document->next)
		append_digest(&request, (struct str){ document->source.text, document->source.size });
	for (uint32_t i = 0; i < parsed->n_option; i++) {
		const struct given_option *option = &parsed->option[i];

		if (option->id >= SIM_FROM && option->id < SIM_JOBS)
			buf_printf(&request, "%d=%s\n", option->id,
				option->value != NULL && option->id != SIM_SCENARIO ? option->value : "");
	}
	sha256_base64(buf_str(&request), digest);
	buf_release(&request);
	return arena_printf(arena, "%s", digest);
}

/* All but results. */
static void describe(struct part *part, const struct pipeline *pipeline, const struct parsed *parsed,
	const struct calls *calls)
{
	part->version = LYNC_TOPO_VERSION;
	part->request = digest_request(pipeline, parsed, &part->arena);
	part->setting.bandwidth_model = calls->bandwidth_model;
	for (uint32_t i = 0; i < calls->n_policy; i++)
		calls_add_policy(&part->setting, &calls->policy[i]);
}

enum exit_code parting_refuse(void)
{
	return complain(EXIT_USAGE,
		"--part shares out --sweep and --availability: one of them must be there, and nothing else");
}

enum exit_code parting_run(struct session *session, const struct pipeline *pipeline,
	const struct simulation *simulation, const struct topology *topo, const struct parsed *parsed,
	struct spreading *spreading, const struct calls *calls)
{
	struct part part = { .number = spreading->spread.part + 1, .of = spreading->spread.n_part };
	const char *format = parsed_value(parsed, SIM_FORMAT);
	enum exit_code code;

	if (!sweeping_wanted(parsed) || simulation->agenda.n_call > 0 || simulation->agenda.n_traffic > 0)
		return parting_refuse();
	part.format = format != NULL ? format : "text";
	describe(&part, pipeline, parsed, calls);
	code = sweeping_part(pipeline, simulation, topo, parsed, spreading, &part);
	if (code == EXIT_CLEAN && spreading->status == SPREAD_DONE)
		part_json(&part, &session->out);
	part_release(&part);
	return code;
}
