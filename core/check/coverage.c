/* SPDX-License-Identifier: MIT */
#include "check/coverage.h"

#include "check/rule.h"
#include "model/figures.h"

static const struct sentence {
	enum page page;
	const char *number;
	const char *statement; /* in our words */
	const char *rules;     /* ids separated by blanks, "" if none */
	const char *remark;    /* why there is no rule, or what else there is to say */
} sentences[] = {
#define SENTENCE(page, number, statement, rules, remark) { PAGE_##page, number, statement, rules, remark },
#define LEFT_OUT(id, name, page, what, why)
#define WITHOUT_RULE(page, why)
#include "check/coverage.def"
#undef SENTENCE
#undef LEFT_OUT
#undef WITHOUT_RULE
};

static const struct left_out {
	const char *id;   /* of the catalogue; of a rule that was made in part also that of the rule */
	const char *name; /* as the catalogue has it */
	enum page page;
	const char *what; /* "" for all of it */
	const char *why;
} left_out[] = {
#define SENTENCE(page, number, statement, rules, remark)
#define LEFT_OUT(id, name, page, what, why) { id, name, PAGE_##page, what, why },
#define WITHOUT_RULE(page, why)
#include "check/coverage.def"
#undef SENTENCE
#undef LEFT_OUT
#undef WITHOUT_RULE
};

/* Pages that no rule names as its source. */
static const char *const without_rule[PAGE_COUNT] = {
	[PAGE_NONE] = NULL,
#define SENTENCE(page, number, statement, rules, remark)
#define LEFT_OUT(id, name, page, what, why)
#define WITHOUT_RULE(page, why) [PAGE_##page] = why,
#include "check/coverage.def"
#undef SENTENCE
#undef LEFT_OUT
#undef WITHOUT_RULE
};

static void write_rules(const char *rules, struct out *out)
{
	struct str rest = str_of(rules);
	const char *joint = "";
	struct str id;

	while (str_next_token(&rest, &id)) {
		char copy[16] = "";
		const struct rule *rule;

		for (size_t i = 0; i < id.length && i + 1 < sizeof(copy); i++)
			copy[i] = id.text[i];
		rule = rule_find(copy);
		out_printf(out, "%s%.*s `%s`", joint, STR_ARG(id), rule != NULL ? rule->info.name : "");
		joint = ", ";
	}
}

static bool rests_on(const struct rule *rule, enum page page)
{
	for (unsigned i = 0; i < RULE_MOST_PAGES; i++)
		if (rule->info.pages[i] == page)
			return true;
	return false;
}

/* The rules that name the page, as rows of a table; false when there are none. */
static bool write_rules_of(enum page page, struct out *out)
{
	bool any = false;

	for (uint32_t i = 0; i < rule_count(); i++) {
		const struct rule_info *info = &rule_nth(i)->info;

		if (!rests_on(rule_nth(i), page))
			continue;
		if (!any)
			out_puts(out, "\n| rule | what it holds a plan to |\n|---|---|\n");
		out_printf(out, "| %s `%s` | %s |\n", info->id, info->name, info->title);
		any = true;
	}
	return any;
}

static void write_figures_of(enum page page, struct out *out)
{
	const char *start = "\nFigures of it that are counted with: ";
	bool any = false;

	for (unsigned i = 0; i < FIGURE_COUNT; i++) {
		const struct figure_info *figure = figure_info((enum figure)i);

		if (figure->page != page && figure->other != page)
			continue;
		out_printf(out, "%s`%s`", any ? ", " : start, figure->name);
		any = true;
	}
	if (any)
		out_puts(out, ".\n");
}

static void write_page(enum page page, struct out *out)
{
	const struct page_info *info = page_info(page);

	out_printf(out, "\n### %s\n\n`%s`\n", info->title, info->place);
	if (!write_rules_of(page, out))
		out_printf(out, "\nNo rule: %s.\n",
			without_rule[page] != NULL ? without_rule[page] : "it is a source of figures");
	write_figures_of(page, out);
}

/* Of this project; its rules, of the families DOC and SUP, hold a file to the language and not a plan to a page. */
static bool is_own(enum page page)
{
	return page == PAGE_LANGUAGE || page == PAGE_SUPPRESSION;
}

static void write_pages(struct out *out)
{
	out_puts(out,
		"\n## By page\n\n"
		"Every page of the documentation that rules or figures rest on, with the place of its source. A rule stands at each\n"
		"page that it names; what it says in full is in [rules.md](rules.md).\n");
	for (unsigned page = PAGE_NONE + 1; page < PAGE_COUNT; page++)
		if (!is_own((enum page)page))
			write_page((enum page)page, out);
}

static void write_left_out(struct out *out)
{
	out_puts(out,
		"\n## Not made, and why\n\n"
		"What the pages say and no rule holds a plan to, or not all of it.\n\n"
		"| | page | what | why |\n|---|---|---|---|\n");
	for (unsigned i = 0; i < ARRAY_LEN(left_out); i++)
		out_printf(out, "| %s `%s` | %s | %s | %s |\n", left_out[i].id, left_out[i].name,
			page_info(left_out[i].page)->title,
			left_out[i].what[0] != '\0' ? left_out[i].what : "all of it", left_out[i].why);
}

static void write_sentences(struct out *out)
{
	for (unsigned i = 0; i < ARRAY_LEN(sentences); i++) {
		const struct sentence *sentence = &sentences[i];

		if (i == 0 || sentences[i - 1].page != sentence->page)
			out_printf(out, "\n## %s\n\n| | statement | rules | remark |\n|---|---|---|---|\n",
				page_info(sentence->page)->title);
		out_printf(out, "| %s | %s | ", sentence->number, sentence->statement);
		write_rules(sentence->rules, out);
		out_printf(out, " | %s |\n", sentence->remark);
	}
}

void coverage_markdown(struct out *out)
{
	out_puts(out,
		"# Coverage of the documentation\n\n"
		"Generated by `lync-topo rules --coverage`; do not edit. The two founding pages sentence by sentence, in our words, with\n"
		"the rule that checks each or the reason why none does; then [every page](#by-page) with its rules, and\n"
		"[what was not made](#not-made-and-why).\n\n"
		"One rule is our own, and no sentence asks for it: RTE040 `every-kind-connects`. The pages describe the ways of calls;\n"
		"the simulation walks them, one call of each kind that a site has, and the rule says which of them do not arrive.\n");
	write_sentences(out);
	write_pages(out);
	write_left_out(out);
}
