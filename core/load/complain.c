/* SPDX-License-Identifier: MIT */
#include "load/complain.h"

#include "base/hash.h"
#include "load/sniff.h"
#include "model/describe.h"

#include <string.h>

void complain_in(struct builder *builder, enum structure_rule rule, struct span at, const struct element *e,
	const char *argument, const char *message)
{
	struct finding finding;

	if (++builder->n_faults > builder->limits->faults)
		return;
	finding = describe_finding(builder->topo, &builder->findings->arena, structure_rule(rule), e, A_NONE);
	finding.at = at;
	finding.message = message;
	finding.fingerprint = fingerprint_add(finding.fingerprint, argument);
	if (rule == DOC_UNKNOWN_ELEMENT)
		finding.path = arena_printf(&builder->findings->arena, "%s/%s", finding.path, argument);
	if (rule == DOC_UNKNOWN_ATTRIBUTE)
		finding.attribute = arena_copy(&builder->findings->arena, argument, strlen(argument));
	findings_add(builder->findings, &finding);
}

void complain_at(struct builder *builder, enum structure_rule rule, struct source *source, uint32_t offset,
	const char *message)
{
	const struct rule_info *info = structure_rule(rule);
	struct arena *arena = &builder->findings->arena;
	struct finding finding = {
		.rule = info,
		.severity = info->severity,
		.at = { source, offset, offset < source->size ? offset + 1 : offset },
		.attribute = "",
		.message = arena_copy(arena, message, strlen(message)),
		.help = info->fix,
		.element = "",
		.path = "",
		.set = "",
		.fingerprint = fingerprint_add(FINGERPRINT_START, info->id),
	};

	finding.fingerprint = fingerprint_add(finding.fingerprint, source->path);
	finding.fingerprint = fingerprint_add(finding.fingerprint, message);
	findings_add(builder->findings, &finding);
}

void complain_limit(struct builder *builder, struct source *source, uint32_t offset, const char *limit)
{
	struct arena *arena = &builder->findings->arena;

	complain_at(builder, DOC_LIMIT_EXCEEDED, source, offset,
		arena_printf(arena,
			"the limit '%s' is exceeded here, and nothing beyond was read; --limit %s=N raises it",
			limit, limit));
}

void complain_unfinished(struct builder *builder, struct source *source, const char *limit)
{
	struct arena *arena = &builder->findings->arena;

	complain_at(builder, DOC_LIMIT_EXCEEDED, source, 0,
		arena_printf(arena,
			"the limit '%s' is exceeded, and not every rule could be judged; --limit %s=N raises it",
			limit, limit));
}

void complain_vocabulary(struct builder *builder, struct source *source)
{
	struct str text = { source->text, source->size };
	struct arena *arena = &builder->findings->arena;

	complain_at(builder, DOC_NOT_A_TOPOLOGY, source, sniff_root(text),
		arena_printf(arena, "the file is %s", vocabulary_text(sniff_vocabulary(text))));
}
