/* SPDX-License-Identifier: MIT */
#include "load/company_example.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "diag/structure.h"
#include "load/encoding.h"
#include "load/native.h"
#include "load/prescan.h"
#include "load/sniff.h"

#include <string.h>

enum {
	MOST_BYTES = 1 << 24, /* of an example in a file of its own */
};

/* One example while it is tried. */
struct trial {
	const struct config *config;
	const struct config_example *example;
	const struct limits *limits;
	struct arena *arena;
	const char *wrong;

	/* The document. */
	char *memory;
	struct source source;
	uint32_t declaration_end;
	struct topology topo;
	struct findings findings;
};

static bool disagree(struct trial *trial, const char *what)
{
	trial->wrong = what;
	return false;
}

/* What is written inside; around a piece of a topology goes a root. */
static bool take_text(struct trial *trial)
{
	struct str text = trial->example->text;
	const char *wrapped;

	if (sniff_vocabulary(text) == VOCABULARY_TOPOLOGY)
		wrapped = arena_copy(trial->arena, text.text, text.length);
	else
		wrapped = arena_printf(trial->arena,
			"<topology xmlns=\"" NATIVE_NAMESPACE "\">%.*s</topology>", STR_ARG(text));
	trial->source = (struct source){
		.path = trial->config->source.path, .text = wrapped, .size = (uint32_t)strlen(wrapped)
	};
	return !mem_ran_out();
}

static bool take_file(struct trial *trial)
{
	const char *name = path_resolve(trial->arena, str_of(""), trial->example->file.text);
	struct file_bytes bytes = { 0 };
	enum file_status status = FILE_OUTSIDE;
	struct text text;
	struct text_fault fault;

	if (name != NULL)
		status = file_read_beneath(trial->config->folder, name, MOST_BYTES, &bytes);
	if (status != FILE_OK)
		return disagree(trial,
			arena_printf(trial->arena, "'%s' cannot be read: %s", trial->example->file.text,
				file_status_text(status)));
	if (text_decode(&bytes, &text, &fault) != TEXT_OK) {
		mem_free(text.memory);
		return disagree(trial,
			arena_printf(trial->arena, "'%s': it is no UTF-8 text", trial->example->file.text));
	}
	trial->memory = text.memory;
	trial->declaration_end = (uint32_t)text.declaration_end;
	trial->source = (struct source){
		.path = trial->example->file.text, .text = text.text, .size = (uint32_t)text.size
	};
	return true;
}

static bool is_forgiven(const struct finding *finding)
{
	return finding->severity < SEVERITY_ERROR ||
		finding->rule == structure_rule(DOC_UNRESOLVED_REFERENCE) ||
		finding->rule == structure_rule(DOC_MISSING_ATTRIBUTE);
}

static bool read_document_of(struct trial *trial)
{
	struct builder *builder = mem_alloc(sizeof(*builder));
	struct deadline deadline = deadline_in(trial->limits->seconds);
	uint32_t offset;

	if (builder == NULL)
		return false;
	builder_init(builder, &trial->topo, &trial->findings, trial->limits);
	if (prescan_doctype(&trial->source, &offset) ||
		prescan(&trial->source, trial->limits, &offset) != NULL) {
		mem_free(builder);
		return disagree(trial, "it has a DOCTYPE, or too many attributes in one element");
	}
	native_read(builder, &trial->source, trial->declaration_end, &deadline);
	builder_finish(builder);
	mem_free(builder);
	for (uint32_t i = 0; i < trial->findings.n_finding; i++)
		if (!is_forgiven(&trial->findings.finding[i]))
			return disagree(trial,
				arena_printf(trial->arena, "it is no piece of a topology: %s",
					trial->findings.finding[i].message));
	return !mem_ran_out();
}

static bool judge(struct trial *trial, const struct company *company, uint32_t n,
	struct config_faults *faults, uint32_t *ret_fired)
{
	struct company_tree *tree = company_tree_open(&trial->topo);
	struct company_request request = { .company = company,
		.tree = tree,
		.set = trial->source.path,
		.limits = trial->limits,
		.findings = &trial->findings,
		.faults = faults };
	bool good = tree != NULL && company_judge(&request, n, ret_fired);

	company_tree_close(tree);
	return good;
}

/* What the rule said against what the example wants. */
static void compare(struct trial *trial, uint32_t fired)
{
	const struct config_example *example = trial->example;
	const struct findings *findings = &trial->findings;

	if (example->is_good && fired > 0)
		trial->wrong = arena_printf(trial->arena, "it is a good example, but the rule fires: %s",
			findings->finding[findings->n_finding - 1].message);
	else if (!example->is_good && fired == 0)
		trial->wrong = "it is a bad example, but the rule is silent";
	else if (example->n_findings != 0 && fired != example->n_findings)
		trial->wrong = arena_printf(trial->arena, "the rule fires %u times instead of %u",
			(unsigned)fired, example->n_findings);
}

bool company_try(const struct company *company, const struct config *config, uint32_t n,
	const struct config_example *example, const struct limits *limits, struct config_faults *faults,
	struct arena *arena, const char **ret_wrong)
{
	struct trial trial = { .config = config, .example = example, .limits = limits, .arena = arena };
	uint32_t fired = 0;
	bool good = true;

	if ((example->file.text != NULL ? take_file(&trial) : take_text(&trial)) &&
		read_document_of(&trial)) {
		good = judge(&trial, company, n, faults, &fired);
		if (good)
			compare(&trial, fired);
	}
	*ret_wrong = trial.wrong;
	topology_release(&trial.topo);
	findings_release(&trial.findings);
	source_release(&trial.source);
	mem_free(trial.memory);
	return good && !mem_ran_out();
}
