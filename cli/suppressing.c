/* SPDX-License-Identifier: MIT */
#include "suppressing.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/number.h"
#include "check/config_rules.h"

#include <stdlib.h>

/* Of option, environment and clock the first that says it. */
static enum exit_code find_today(const struct parsed *parsed, uint32_t *ret)
{
	const char *option = parsed_value(parsed, OPT_TODAY);
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	uint64_t seconds = 0;

	if (option != NULL)
		return date_parse(str_of(option), ret) ?
			EXIT_CLEAN :
			complain(EXIT_USAGE, "'%s' is no day of the calendar: --today is YYYY-MM-DD", option);
	*ret = date_today();
	if (epoch == NULL || epoch[0] == '\0')
		return EXIT_CLEAN;
	*ret = number_parse_whole(str_of(epoch), INT64_MAX, &seconds) ? date_of_seconds((int64_t)seconds) : 0;
	if (*ret != 0)
		return EXIT_CLEAN;
	return complain(
		EXIT_USAGE, "SOURCE_DATE_EPOCH is '%s', which is no number of seconds since 1970", epoch);
}

enum exit_code suppressing_begin(struct pipeline *pipeline, const struct parsed *parsed)
{
	struct suppressor *suppressor = &pipeline->suppressor;
	uint32_t today = 0;
	enum exit_code code = find_today(parsed, &today);

	if (code != EXIT_CLEAN)
		return code;
	if (!suppress_init(suppressor, &pipeline->library.findings, pipeline->setup.config, &pipeline->limits,
		    &pipeline->library.deadline, today))
		return EXIT_INTERNAL;
	suppressor->ignores_instructions = parsed_has(parsed, OPT_NO_INLINE);
	pipeline->ran = mem_zalloc(suppressor->rules.n * sizeof(*pipeline->ran));
	return pipeline->ran != NULL ? EXIT_CLEAN : EXIT_INTERNAL;
}

/* Whether a rule of the table ran, and on everything. Those that judge elements come first there. */
static bool ran(struct pipeline *pipeline, uint32_t number)
{
	const struct simulated *simulated = &pipeline->simulated;
	const struct rule_info *info = pipeline->suppressor.rules.info[number];

	if (pipeline->unreadable)
		return false;
	if (number < rule_count() && rule_nth(number)->simulated &&
		(simulated->left_out > 0 || simulated->sites < simulated->of_sites))
		return false;
	return (pipeline->judged || info->structural) && *selection_place(&pipeline->selection, info);
}

/* A limit that is reached when all sets are gone is told at the file that was read last. */
static void note_late(struct pipeline *pipeline)
{
	struct source *source = &pipeline->library.document->source;
	struct document_set set = { .root = source->path, .topology = { .source = &source } };

	set_complain_limit(&pipeline->library, &set, "seconds");
	pipeline->unreadable = true;
}

/* What the configuration protects, neither instruction nor baseline hides. */
static void protect(struct pipeline *pipeline)
{
	struct findings *findings = &pipeline->library.findings;

	for (uint32_t i = 0; pipeline->setup.config != NULL && i < findings->n_finding; i++)
		findings->finding[i].fixed = config_protects(
			pipeline->setup.config, findings->finding[i].rule, NULL);
}

bool suppressing_apply(struct pipeline *pipeline)
{
	struct suppressor *suppressor = &pipeline->suppressor;

	for (uint32_t i = 0; i < suppressor->rules.n; i++)
		pipeline->ran[i] = ran(pipeline, i);
	if (!suppress_apply(suppressor, pipeline->ran) && !mem_ran_out())
		note_late(pipeline);
	protect(pipeline);
	return !mem_ran_out();
}

void suppressing_end(struct pipeline *pipeline)
{
	suppress_release(&pipeline->suppressor);
	mem_free(pipeline->ran);
}
