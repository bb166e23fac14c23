/* SPDX-License-Identifier: MIT */
#include "base/diff.h"
#include "base/escape.h"
#include "base/mem.h"
#include "format/layout.h"
#include "load/markup.h"
#include "pipeline.h"

#include <string.h>

enum {
	CHECK = 1,
	DIFF,
	WRITE,
};

static const struct option_row rows[] = {
	{ CHECK, '\0', "check", NULL, "name the files that would change; exit 1 if there are any" },
	{ DIFF, '\0', "diff", NULL, "what would change, as a unified diff" },
	{ WRITE, '\0', "write", NULL, "change the files where they are" },
	{ OPT_STDIN_NAME, '\0', "stdin-name", "NAME", "how standard input (-) is called in results" },
	{ OPT_EXCLUDE, '\0', "exclude", "GLOB", "leave out matching names when walking a directory" },
	{ OPT_LIMIT, '\0', "limit", "NAME=VALUE", "change a limit, such as input-mb=512" },
};

/* One run over all files. */
struct formatting {
	struct session *session;
	struct pipeline *pipeline;
	bool check, diff, write;
	bool prints; /* none of them: the result is put out */
	unsigned n_changing, n_files;
};

static enum exit_code worse(enum exit_code a, enum exit_code b)
{
	return a > b ? a : b;
}

static unsigned count_files(const struct inputs *inputs)
{
	unsigned n = 0;

	for (uint32_t i = 0; i < inputs->n_set; i++)
		n += inputs->set[i].n;
	return n;
}

static enum exit_code check_usage(const struct formatting *formatting)
{
	const struct pipeline *pipeline = formatting->pipeline;
	unsigned n = count_files(&pipeline->inputs);

	if (formatting->write && (formatting->check || formatting->diff))
		return complain(EXIT_USAGE,
			"--write changes files, --check and --diff leave them as they are: which is meant?");
	if (formatting->prints && n > 1)
		return complain(EXIT_USAGE,
			"these are %u files, but only one can be put out; say --check, --diff or --write", n);
	for (uint32_t i = 0; formatting->write && i < pipeline->n_word; i++)
		if (strcmp(pipeline->word[i], "-") == 0)
			return complain(EXIT_USAGE,
				"standard input cannot be changed where it is: leave out --write");
	return EXIT_CLEAN;
}

static enum exit_code write_back(const struct formatting *formatting, const char *path, struct str text)
{
	struct file_identity identity;
	struct out out;
	enum out_status status;

	if (file_kind_of(path, false, &identity) == FILE_KIND_LINK)
		return complain(EXIT_INTERNAL,
			"'%s' is a symbolic link, which is not written through; name the file that it leads to",
			path);
	out = out_file(path);
	status = out.status;
	if (status == OUT_OK) {
		out_keep_mode(&out);
		out_put(&out, text.text, text.length);
		status = out_close(&out, true);
	}
	if (status != OUT_OK)
		return complain_of_output(path, status);
	if (formatting->session->verbose)
		complain(EXIT_CLEAN, "'%s' is changed", path);
	return EXIT_CLEAN;
}

/* A result for people and for scripts: the path and nothing else. */
static void name_file(struct out *out, const char *path)
{
	struct buf line = { 0 };

	escape_path(&line, str_of(path));
	buf_putc(&line, '\n');
	out_take(out, &line);
	buf_release(&line);
}

static bool show_diff(const struct formatting *formatting, const struct markup *markup, struct str text)
{
	const char *path = markup->document->source.path;
	struct buf diff = { 0 };
	struct buf name = { 0 };
	bool good;

	if (markup->document->is_utf16)
		complain(EXIT_CLEAN, "'%s' is UTF-16 and would become UTF-8; the diff is that of the text",
			path);
	escape_path(&name, str_of(path));
	good = diff_unified(markup->bytes, text, buf_text(&name), buf_text(&name), &diff);
	if (good)
		out_take(&formatting->session->out, &diff);
	buf_release(&diff);
	buf_release(&name);
	return good;
}

/* What is to be done with a file and what it is laid out to. */
static enum exit_code deliver(
	struct formatting *formatting, const char *path, const struct markup *markup, struct str text)
{
	struct out *out = &formatting->session->out;

	if (formatting->prints)
		out_put(out, text.text, text.length);
	if (!markup->document->is_utf16 && str_equal(text, markup->bytes))
		return EXIT_CLEAN;
	formatting->n_changing++;
	if (formatting->write)
		return write_back(formatting, path, text);
	if (formatting->diff && !show_diff(formatting, markup, text))
		return EXIT_INTERNAL;
	if (formatting->check && !formatting->diff)
		name_file(out, markup->document->source.path);
	return formatting->check ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* What is not ours is left as it is; that is an error only where something was to come out of it. */
static enum exit_code leave_alone(const struct formatting *formatting, const struct markup *markup)
{
	enum exit_code code = formatting->prints ? EXIT_INPUT : EXIT_CLEAN;

	if (code == EXIT_CLEAN && formatting->session->quiet)
		return code;
	return complain(code, "'%s' is %s, which fmt leaves as it is", markup->document->source.path,
		vocabulary_text(markup->vocabulary));
}

static enum exit_code format_file(struct formatting *formatting, const char *path)
{
	struct markup markup;
	struct buf text = { 0 };
	enum exit_code code = EXIT_INTERNAL;

	switch (markup_read(&formatting->pipeline->library, path, &markup)) {
	case MARKUP_OURS:
		break;
	case MARKUP_FOREIGN:
		return leave_alone(formatting, &markup);
	case MARKUP_UNREADABLE:
		return EXIT_INPUT;
	case MARKUP_NO_MEMORY:
		return EXIT_INTERNAL;
	}
	formatting->n_files++;
	layout_document(&markup.document->source, markup.document->declaration_end, &text);
	if (!buf_failed(&text) && !mem_ran_out())
		code = deliver(formatting, path, &markup, buf_str(&text));
	buf_release(&text);
	return code;
}

/* Each file by itself: a fault of one leaves the others their turn. */
static enum exit_code format_all(struct formatting *formatting)
{
	const struct inputs *inputs = &formatting->pipeline->inputs;
	enum exit_code code = EXIT_CLEAN;

	for (uint32_t i = 0; i < inputs->n_set; i++)
		for (uint32_t j = 0; j < inputs->set[i].n && !mem_ran_out(); j++)
			code = worse(code, format_file(formatting, inputs->set[i].path[j]));
	findings_sort(&formatting->pipeline->library.findings);
	if (formatting->pipeline->library.findings.n_finding > 0)
		pipeline_print_faults(formatting->pipeline);
	if (!formatting->session->quiet && !formatting->prints && formatting->n_files > 0)
		complain(EXIT_CLEAN, "%u of %u files %s", formatting->n_changing, formatting->n_files,
			formatting->write ? "changed" : "would change");
	return code;
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	struct pipeline pipeline;
	struct formatting formatting = {
		.session = session,
		.pipeline = &pipeline,
		.check = parsed_has(parsed, CHECK),
		.diff = parsed_has(parsed, DIFF),
		.write = parsed_has(parsed, WRITE),
	};
	enum exit_code code = pipeline_begin_files(&pipeline, session, parsed);

	formatting.prints = !formatting.check && !formatting.diff && !formatting.write;
	if (code == EXIT_CLEAN)
		code = check_usage(&formatting);
	if (code == EXIT_CLEAN)
		code = format_all(&formatting);
	pipeline_end(&pipeline);
	return code;
}

const struct command command_fmt = {
	.name = "fmt",
	.summary = "lay out topologies, scenarios and configurations alike",
	.usage = "[options] INPUT...",
	.details =
		"Without --check, --diff and --write the one input is put out as it should be. Comments stay where they\n"
		"are; what a document says does not change. Other formats (.tbxml) are left as they are.\n"
		"Exit 1 only with --check: something would change. --check --diff shows what.",
	.examples = "  lync-topo fmt --write plans/\n"
		    "  lync-topo fmt --check --diff plans/\n"
		    "  lync-topo fmt - --stdin-name plan.xml < plan.xml\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.most_words = ANY_WORDS,
	.run = run,
};
