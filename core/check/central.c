/* SPDX-License-Identifier: MIT */
#include "check/central.h"

#include "base/glob.h"
#include "check/configure.h"
#include "check/cover.h"

static void read_entry(struct suppressor *suppressor, const struct config_suppression *entry)
{
	struct arena *arena = &suppressor->findings->arena;
	struct cover *cover = cover_add(suppressor);
	struct suppression *suppression;

	if (cover == NULL)
		return;
	suppression = cover->suppression;
	suppression->at = entry->at;
	suppression->central = true;
	suppression->rules = arena_printf(arena, "%s", entry->rule.text);
	cover->element_glob = entry->element.text != NULL ? entry->element.text : "";
	cover->path_glob = entry->path.text != NULL ? entry->path.text : "";
	suppression->covers = arena_printf(arena, "elements '%s' of files '%s'",
		entry->element.text != NULL ? entry->element.text : "*",
		entry->path.text != NULL ? entry->path.text : "*");
	cover->path = "/config/suppress";
	cover->set = entry->at.source->path;
	cover_read_names(suppressor, cover, suppression->rules, entry->rule.at, false);
	if (entry->reason.text != NULL)
		suppression->reason = arena_printf(arena, "%s", entry->reason.text);
	cover_check_reason(suppressor, cover, entry->reason.text != NULL ? entry->reason.at : entry->at,
		entry->reason.text != NULL);
	if (entry->until.text == NULL)
		return;
	suppression->until = arena_printf(arena, "%s", entry->until.text);
	cover_read_until(suppressor, cover, entry->until.at);
}

void central_collect(struct suppressor *suppressor)
{
	const struct config *config = suppressor->config;

	for (uint32_t i = 0; config != NULL && i < config->n_suppression; i++)
		read_entry(suppressor, &config->suppression[i]);
	suppressor->n_central = suppressor->n_cover;
}

bool central_matches_path(struct suppressor *suppressor, const char *pattern, const struct source *source)
{
	if (source == NULL)
		return false;
	if (suppressor->placed != source)
		suppressor->place = config_path_of(suppressor->config, source, &suppressor->arena);
	suppressor->placed = source;
	return glob_matches_path(str_of(pattern), str_of(suppressor->place));
}

static bool speaks_of_file(
	struct suppressor *suppressor, const struct cover *cover, const struct source *source)
{
	return cover->path_glob[0] == '\0' || central_matches_path(suppressor, cover->path_glob, source);
}

static bool speaks_of(struct suppressor *suppressor, const struct cover *cover, const struct topology *topo)
{
	bool any = false;

	for (uint32_t i = 0; i < topo->n_source && !any; i++)
		any = speaks_of_file(suppressor, cover, topo->source[i]);
	if (!any || cover->element_glob[0] == '\0')
		return any;
	for (uint32_t i = 0; i < topo->n_element && !deadline_passed(suppressor->deadline); i++) {
		const struct element *e = &topo->element[i];

		if (glob_matches(str_of(cover->element_glob), str_of(topo_id(topo, e))) &&
			speaks_of_file(suppressor, cover, topo->source[e->file]))
			return true;
	}
	return false;
}

void central_meet(struct suppressor *suppressor, const struct topology *topo)
{
	for (uint32_t i = 0; i < suppressor->n_central; i++)
		if (!suppressor->cover[i]->met)
			suppressor->cover[i]->met = speaks_of(suppressor, suppressor->cover[i], topo);
}

/* Something that entries may cover. */
struct subject {
	uint32_t rule;
	const char *element;
	const struct source *source;
};

static bool covers(struct suppressor *suppressor, const struct cover *cover, const struct subject *subject)
{
	if (cover->suppression->state != SUPPRESSION_HOLDS || !cover_has(cover->rules, subject->rule))
		return false;
	if (cover->element_glob[0] != '\0' &&
		!glob_matches(str_of(cover->element_glob), str_of(subject->element)))
		return false;
	return speaks_of_file(suppressor, cover, subject->source);
}

/* The first entry that covers it, or NULL. */
static struct cover *find_cover(struct suppressor *suppressor, const struct rule_info *rule,
	const char *element, const struct source *source, uint32_t *ret_rule)
{
	struct subject subject = { rule_table_number(&suppressor->rules, rule), element, source };

	*ret_rule = subject.rule;
	for (uint32_t i = 0; i < suppressor->n_central && subject.rule < suppressor->rules.n; i++)
		if (covers(suppressor, suppressor->cover[i], &subject))
			return suppressor->cover[i];
	return NULL;
}

bool central_apply(struct suppressor *suppressor)
{
	struct findings *findings = suppressor->findings;
	struct cover *cover;
	uint32_t rule;

	for (uint32_t i = 0; i < findings->n_finding && suppressor->n_central > 0; i++) {
		const struct finding *finding = &findings->finding[i];

		if (deadline_passed(suppressor->deadline))
			return false;
		if (finding->rule == NULL)
			continue;
		cover = find_cover(suppressor, finding->rule, finding->element, finding->at.source, &rule);
		if (cover == NULL)
			continue;
		cover_set(cover->used, rule);
		cover->suppression->count++;
		findings_suppress(findings, i, cover->suppression);
	}
	/* A rule that is unknown somewhere may fire there when the fact is known. */
	for (uint32_t i = 0; i < findings->n_unknown && suppressor->n_central > 0; i++) {
		const struct unknown *unknown = &findings->unknown[i];

		if (deadline_passed(suppressor->deadline))
			return false;
		cover = find_cover(
			suppressor, unknown->rule, unknown->of->element, unknown->of->at.source, &rule);
		if (cover != NULL)
			cover_set(cover->excused, rule);
	}
	return true;
}
