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
	finding.owner = at;
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

#define CONSOLE_TEXT \
	"this is what a console shows of objects, not XML: save (Get-CsTopology -AsXml).ToString() instead"

/* "Identity : Site:Redmond": a line that PowerShell prints of an object, at the beginning of a file without markup. */
static bool is_console_text(const struct source *source)
{
	struct str text = { source->text, source->size };
	const char *line;
	const char *end;
	const char *colon;

	while (text.length > 0 && ascii_is_space(text.text[0]))
		text = (struct str){ text.text + 1, text.length - 1 };
	line = text.text;
	end = memchr(line, '\n', text.length);
	if (end == NULL || memchr(source->text, '<', source->size) != NULL)
		return false;
	colon = memchr(line, ':', (size_t)(end - line));
	return colon != NULL && colon > line && colon[-1] == ' ' && colon[1] == ' ' &&
		ascii_is_alnum(line[0]);
}

void complain_result(struct builder *builder, struct source *source, const struct xml_result *result,
	const char *limit, uint32_t limit_at)
{
	switch (result->status) {
	case XML_READ:
		break;
	case XML_STOPPED:
		if (limit != NULL)
			complain_limit(builder, source, limit_at, limit);
		break;
	case XML_HAS_DOCTYPE:
		complain_at(builder, DOC_DTD_REFUSED, source, result->offset, result->message);
		break;
	case XML_OVER_LIMIT:
		complain_at(builder, DOC_LIMIT_EXCEEDED, source, result->offset, result->message);
		break;
	case XML_NOT_WELL_FORMED:
		complain_at(builder, DOC_NOT_WELL_FORMED, source, result->offset,
			is_console_text(source) ? CONSOLE_TEXT : result->message);
		break;
	case XML_NO_MEMORY:
		break;
	}
}

void complain_vocabulary(struct builder *builder, struct source *source)
{
	struct str text = { source->text, source->size };
	struct arena *arena = &builder->findings->arena;

	complain_at(builder, DOC_NOT_A_TOPOLOGY, source, sniff_root(text),
		arena_printf(arena, "the file is %s", vocabulary_text(sniff_vocabulary(text))));
}
