/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/mem.h"
#include "model/bandwidth.h"
#include "report/part.h"
#include "results.h"
#include "version.h"

#include <string.h>

enum {
	FORMAT = 1,
	MOST_BYTES = INT32_MAX,
};

static const struct option_row rows[] = {
	{ FORMAT, 'f', "format", "FMT", "text or json (what the parts were asked for)" },
};

/* One run of the command. */
struct merging {
	struct part *part;
	uint32_t n;
	struct risks risks;
};

static enum exit_code complain_of_part(const char *path, const char *why)
{
	return complain(EXIT_INPUT, "'%s': %s", path, why);
}

static enum exit_code read_part(const char *path, struct part *ret)
{
	struct file_bytes bytes;
	enum file_status status = file_read(path, MOST_BYTES, &bytes);
	const char *why;

	ret->path = path;
	if (status != FILE_OK)
		return status == FILE_NO_MEMORY ? EXIT_INTERNAL :
						  complain_of_part(path, file_status_text(status));
	why = part_read((struct str){ bytes.data, bytes.size }, ret);
	mem_free(bytes.data);
	if (why == NULL &&
		bandwidth_model_find(str_of(ret->setting.bandwidth_model)) == BANDWIDTH_MODEL_COUNT)
		why = "there is no such bandwidth model";
	if (why == NULL)
		return EXIT_CLEAN;
	return *why == '\0' ? EXIT_INTERNAL : complain_of_part(path, why);
}

static enum exit_code read_parts(struct merging *merging, const struct parsed *parsed)
{
	enum exit_code code = EXIT_CLEAN;

	merging->part = mem_zalloc(parsed->n_argument * sizeof(*merging->part));
	if (merging->part == NULL)
		return EXIT_INTERNAL;
	for (uint32_t i = 0; i < parsed->n_argument && code == EXIT_CLEAN; i++)
		code = read_part(parsed->argument[i], &merging->part[merging->n++]);
	return code;
}

/* Parts that make up one run of this version. */
static enum exit_code check_parts(struct merging *merging)
{
	struct buf text = { 0 };
	const char *why;
	enum exit_code code = EXIT_CLEAN;

	parts_sort(merging->part, merging->n);
	why = parts_mismatch(merging->part, merging->n, &text);
	if (why != NULL)
		code = complain(EXIT_USAGE, "%s", why);
	else if (strcmp(merging->part[0].version, LYNC_TOPO_VERSION) != 0)
		code = complain(EXIT_USAGE, "the parts were made by lync-topo %s, and this is %s",
			merging->part[0].version, LYNC_TOPO_VERSION);
	buf_release(&text);
	return code;
}

/* Parts of one run may have been asked for different formats: then somebody has to say. */
static enum exit_code choose_format(const struct merging *merging, bool *ret_json)
{
	for (uint32_t i = 1; i < merging->n; i++)
		if (strcmp(merging->part[i].format, merging->part[0].format) != 0)
			return complain(EXIT_USAGE,
				"the parts were asked for different formats: say which, by --format");
	return results_read_format(merging->part[0].format, ret_json);
}

static enum exit_code add_results(struct merging *merging)
{
	uint32_t units;

	if (!parts_units(merging->part, merging->n, &units))
		return complain(EXIT_INPUT,
			"the parts do not have as many results as parts of one run: one was cut or changed");
	for (uint32_t unit = 0; unit < units; unit++) {
		struct str result = parts_result(merging->part, merging->n, unit);

		if (!risks_add_packed(&merging->risks, result))
			return mem_ran_out() ? EXIT_INTERNAL :
					       complain_of_part(merging->part[unit % merging->n].path,
						       "a result in it is broken");
	}
	merging->risks.most_failed = merging->part[0].most_failed;
	return results_judge_risks(&merging->risks);
}

static void write(struct session *session, const struct merging *merging, bool as_json)
{
	const struct results results = {
		.calls = &merging->part[0].setting,
		.risks = &merging->risks,
		.as_json = as_json,
	};

	results_write(session, &results);
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	struct merging merging = { .n = 0 };
	const char *format = parsed_value(parsed, FORMAT);
	enum exit_code code = EXIT_CLEAN;
	bool as_json = false;

	if (parsed->n_argument == 0)
		return complain(EXIT_USAGE, "no parts: name the files that simulate --part K/N wrote");
	if (format != NULL)
		code = results_read_format(format, &as_json);
	if (code == EXIT_CLEAN)
		code = read_parts(&merging, parsed);
	if (code == EXIT_CLEAN)
		code = check_parts(&merging);
	if (code == EXIT_CLEAN && format == NULL)
		code = choose_format(&merging, &as_json);
	if (code == EXIT_CLEAN)
		code = add_results(&merging);
	if (code < EXIT_USAGE)
		write(session, &merging, as_json);
	for (uint32_t i = 0; i < merging.n; i++)
		part_release(&merging.part[i]);
	mem_free(merging.part);
	risks_release(&merging.risks);
	return code;
}

const struct command command_merge = {
	.name = "merge",
	.summary = "put the parts of simulate --part K/N together",
	.usage = "[options] PART...",
	.details =
		"Prints, byte for byte, what the run would have printed that was not cut into parts. All parts are needed, in any\n"
		"order, from the same inputs, options and version.",
	.examples = "  lync-topo simulate --sweep 2 --part 1/2 plan.xml > 1.json\n"
		    "  lync-topo simulate --sweep 2 --part 2/2 plan.xml > 2.json\n"
		    "  lync-topo merge 1.json 2.json\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.most_words = ANY_WORDS,
	.run = run,
};
