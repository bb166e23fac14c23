/* SPDX-License-Identifier: MIT */
#include "plan_erlang.h"

#include "base/number.h"
#include "report/erlang.h"

#include <string.h>

static enum exit_code read_count(const char *name, const char *word, uint32_t *ret)
{
	uint64_t count;

	if (!number_parse_whole(str_of(word), CALCULATOR_MOST_CIRCUITS, &count))
		return complain(EXIT_USAGE, "--%s takes a whole number up to %d, not '%s'", name,
			CALCULATOR_MOST_CIRCUITS, word);
	*ret = (uint32_t)count;
	return EXIT_CLEAN;
}

static enum exit_code read_traffic(const char *word, double *ret)
{
	if (!number_parse_decimal(str_of(word), ret))
		return complain(
			EXIT_USAGE, "--offered takes traffic in Erlang such as 18 or 12.5, not '%s'", word);
	return EXIT_CLEAN;
}

enum exit_code plan_read_blocking(const char *word, double *ret)
{
	if (!number_parse_decimal(str_of(word), ret) || *ret <= 0 || *ret >= 1)
		return complain(EXIT_USAGE,
			"--blocking takes a share between 0 and 1 such as 0.01 for one call in a hundred, not '%s'",
			word);
	return EXIT_CLEAN;
}

/* Which of the three is sought: the one that was not given. */
static enum exit_code find_sought(const struct erlang_words *words, enum traffic_quantity *ret)
{
	const char *const all[] = { words->circuits, words->offered, words->blocking };
	unsigned given = 0;

	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		given += all[i] != NULL;
	if (given != 2)
		return complain(EXIT_USAGE,
			"of --circuits, --offered and --blocking give two; the third is the answer (%u given)",
			given);
	*ret = words->circuits == NULL ? QUANTITY_CIRCUITS :
		words->offered == NULL ? QUANTITY_OFFERED :
					 QUANTITY_BLOCKING;
	return EXIT_CLEAN;
}

static enum exit_code find_model(const struct erlang_words *words, enum traffic_model *ret)
{
	unsigned model = words->sources != NULL ? MODEL_ENGSET : MODEL_ERLANG_B;

	if (words->model != NULL) {
		for (model = 0; model <= MODEL_ENGSET; model++)
			if (strcmp(words->model, traffic_model_name((enum traffic_model)model)) == 0)
				break;
		if (model > MODEL_ENGSET)
			return complain(EXIT_USAGE,
				"there is no model '%s'; there are erlang-b, erlang-c and engset",
				words->model);
		if ((model == MODEL_ENGSET) != (words->sources != NULL))
			return complain(EXIT_USAGE, "--sources and the model engset go together");
	}
	*ret = (enum traffic_model)model;
	return EXIT_CLEAN;
}

static enum exit_code read_figures(const struct erlang_words *words, struct group_figures *ret)
{
	enum exit_code code = find_sought(words, &ret->sought);

	if (code == EXIT_CLEAN)
		code = find_model(words, &ret->model);
	if (code == EXIT_CLEAN && words->circuits != NULL)
		code = read_count("circuits", words->circuits, &ret->circuits);
	if (code == EXIT_CLEAN && words->sources != NULL)
		code = read_count("sources", words->sources, &ret->sources);
	if (code == EXIT_CLEAN && words->offered != NULL)
		code = read_traffic(words->offered, &ret->offered);
	if (code == EXIT_CLEAN && words->blocking != NULL)
		code = plan_read_blocking(words->blocking, &ret->blocking);
	return code;
}

enum exit_code plan_erlang(struct session *session, const struct erlang_words *words)
{
	struct group_figures figures = { 0 };
	enum exit_code code = read_figures(words, &figures);
	bool json = words->format != NULL && strcmp(words->format, "json") == 0;

	if (code == EXIT_CLEAN && !json && words->format != NULL && strcmp(words->format, "text") != 0)
		code = complain(
			EXIT_USAGE, "there is no format '%s'; there are text and json", words->format);
	if (code == EXIT_CLEAN && !calculate(&figures))
		code = complain(EXIT_USAGE, "that takes more than %d circuits", CALCULATOR_MOST_CIRCUITS);
	if (code == EXIT_CLEAN && json)
		erlang_json(&figures, &session->out);
	else if (code == EXIT_CLEAN)
		erlang_text(&figures, &session->out);
	return code;
}
