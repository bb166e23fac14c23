/* SPDX-License-Identifier: MIT */
/* In which form trunks carry numbers, and who translates them. */
#include "check/derived.h"
#include "check/known_numbers.h"
#include "check/outbound.h"
#include "model/numbers.h"

#include <string.h>

enum {
	MOST_EXTENSIONS = 20, /* numbers with an extension that are tried against translation rules */
};

/* What a trunk configuration does to numbers that are called, found once for each configuration. */
enum translation {
	TRANSLATION_NOT_LOOKED_AT,
	TRANSLATION_NONE,
	TRANSLATION_CALLING, /* rules for calling numbers only */
	TRANSLATION_CALLED,
};

struct translations {
	uint8_t *of_config; /* enum translation, by place among all elements */
	uint8_t *removes;   /* 1 no, 2 yes: extensions are removed */
	struct str extension[MOST_EXTENSIONS];
	uint32_t n_extensions;
};

static bool translations_make(struct run *run, struct translations *ret)
{
	size_t n = run->topo->n_element;

	*ret = (struct translations){
		.of_config = arena_alloc(&run->scratch, n),
		.removes = arena_alloc(&run->scratch, n),
	};
	if (ret->of_config == NULL || ret->removes == NULL)
		return false;
	memset(ret->of_config, 0, n);
	memset(ret->removes, 0, n);
	return true;
}

static enum translation translation_of(
	struct run *run, struct translations *translations, const struct element *config)
{
	struct walk rules;
	const struct element *rule;
	uint8_t *known;

	if (config == NULL)
		return TRANSLATION_NONE;
	known = &translations->of_config[topo_index(run->topo, config)];
	if (*known != TRANSLATION_NOT_LOOKED_AT)
		return (enum translation) * known;
	*known = TRANSLATION_NONE;
	rules = see_children(run, config, BIT(K_TRANSLATE));
	while (*known != TRANSLATION_CALLED && (rule = walk_next(&rules)) != NULL)
		*known = see_choice(run, rule, A_ON) == TRANSLATE_ON_CALLED ? TRANSLATION_CALLED :
									      TRANSLATION_CALLING;
	return (enum translation) * known;
}

/* Judges one peer that has a trunk; `configs` are asked for each of its trunks. */
typedef enum outcome judge_peer(
	struct run *run, struct translations *translations, const struct element *peer);

static enum outcome judge_peers(struct run *run, struct translations *translations, judge_peer *judge)
{
	static const enum kind kinds[] = { K_GATEWAY, K_SBC, K_PBX };
	enum outcome outcome = NOT_APPLICABLE;

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct walk peers = see_kind(run, kinds[i]);
		const struct element *peer;

		while ((peer = walk_next(&peers)) != NULL) {
			struct walk trunks = see_referrers(run, peer, K_TRUNK, A_PEER);

			if (walk_next(&trunks) != NULL)
				outcome = worse(outcome, judge(run, translations, peer));
		}
	}
	return outcome;
}

/* A trunk of the peer whose configuration does at least, or less than, this; NULL if there is none. */
static const struct element *trunk_with(struct run *run, struct translations *translations,
	const struct element *peer, enum translation limit, bool at_least)
{
	struct walk trunks = see_referrers(run, peer, K_TRUNK, A_PEER);
	const struct element *trunk;

	while ((trunk = walk_next(&trunks)) != NULL)
		if ((translation_of(run, translations, see_trunk_config(run, trunk)) >= limit) == at_least)
			return trunk;
	return NULL;
}

static enum outcome judge_both_ends(
	struct run *run, struct translations *translations, const struct element *peer)
{
	const struct element *trunk = trunk_with(run, translations, peer, TRANSLATION_CALLING, true);

	if (trunk == NULL)
		return PASS;
	switch (ask_bool(run, peer, A_TRANSLATES)) {
	case TRI_FALSE:
		return PASS;
	case TRI_TRUE:
		witness(run, see_trunk_config(run, trunk), A_NONE, "translates too");
		return fires(run, peer, A_TRANSLATES,
			"%s translates numbers, and so does the configuration of %s: one place should do it",
			label(run, peer), label(run, trunk));
	default:
		return unknown(run);
	}
}

static enum outcome judge_local_format(
	struct run *run, struct translations *translations, const struct element *peer)
{
	const struct element *trunk = trunk_with(run, translations, peer, TRANSLATION_CALLED, false);

	if (trunk == NULL)
		return PASS;
	switch (ask_choice(run, peer, A_DIALING_FORMAT)) {
	case DIALING_E164:
		return PASS;
	case DIALING_LOCAL:
		witness(run, trunk, A_NONE, "carries numbers as they are");
		return lacks(run, peer, A_DIALING_FORMAT,
			"%s wants numbers as one dials them locally, but no rule for called numbers translates those of %s",
			label(run, peer), label(run, trunk));
	default:
		return unknown(run);
	}
}

/* Numbers with an extension, as calls to people who have one carry them. */
static void collect_extensions(struct run *run, struct translations *translations)
{
	struct walk groups = see_kind(run, K_USERS);
	const struct element *users;

	while ((users = walk_next(&groups)) != NULL && translations->n_extensions < MOST_EXTENSIONS) {
		struct str list = see_text(run, users, A_NUMBERS);
		struct number_range range;

		while (see_voice(run, users) && translations->n_extensions < MOST_EXTENSIONS &&
			number_range_next(&list, &range)) {
			char text[NUMBER_TEXT_LENGTH];

			if (!range.has_extension)
				continue;
			number_text(&range, range.first, text);
			translations->extension[translations->n_extensions++] = (struct str){
				arena_copy(&run->scratch, text, strlen(text)),
				strlen(text),
			};
		}
	}
}

/* What the first rule for called numbers that takes it makes of the number. */
static struct str translated(struct run *run, const struct element *config, struct str number)
{
	struct walk rules = see_children(run, config, BIT(K_TRANSLATE));
	const struct element *rule;
	struct str result;

	while ((rule = walk_next(&rules)) != NULL) {
		const struct pattern *pattern = patterns_get(&run->patterns, see_text(run, rule, A_PATTERN));

		if (pattern == NULL || see_choice(run, rule, A_ON) != TRANSLATE_ON_CALLED ||
			!takes_number(run, pattern, number))
			continue;
		if (pattern_replace(&run->patterns, pattern, number, see_text(run, rule, A_REPLACEMENT),
			    &run->scratch, &result) == MATCH_YES)
			return result;
		run->broken = true;
	}
	return number;
}

static bool holds_extension(struct str number)
{
	return number.length > 0 && memmem(number.text, number.length, ";ext=", 5) != NULL;
}

/* The first of the numbers that keeps its extension over a trunk with this configuration; empty if none does. */
static struct str kept_extension(
	struct run *run, struct translations *translations, const struct element *config)
{
	uint8_t *known = config != NULL ? &translations->removes[topo_index(run->topo, config)] : NULL;

	if (known != NULL && *known == 2)
		return (struct str){ 0 };
	for (uint32_t i = 0; i < translations->n_extensions; i++) {
		struct str number = translations->extension[i];

		if (known == NULL || *known == 1 || holds_extension(translated(run, config, number))) {
			if (known != NULL)
				*known = 1;
			return number;
		}
	}
	if (known != NULL)
		*known = 2;
	return (struct str){ 0 };
}

static enum outcome judge_extensions_of(
	struct run *run, struct translations *translations, const struct element *peer)
{
	struct walk trunks = see_referrers(run, peer, K_TRUNK, A_PEER);
	struct str number = { 0 };
	const struct element *trunk;

	while (number.length == 0 && (trunk = walk_next(&trunks)) != NULL)
		number = kept_extension(run, translations, see_trunk_config(run, trunk));
	if (number.length == 0)
		return PASS;
	switch (ask_bool(run, peer, A_SUPPORTS_EXTENSIONS)) {
	case TRI_TRUE:
		return PASS;
	case TRI_FALSE:
		witness(run, trunk, A_NONE, "carries them as they are");
		return lacks(run, peer, A_SUPPORTS_EXTENSIONS,
			"%s does not understand extensions, and no rule of %s removes that of %.*s",
			label(run, peer), label(run, trunk), STR_ARG(number));
	default:
		return unknown(run);
	}
}

static enum outcome judge_translations(struct run *run, const struct element *root, judge_peer *judge)
{
	struct translations translations;

	if (!is_first_root(run, root) || !translations_make(run, &translations))
		return NOT_APPLICABLE;
	if (judge == judge_extensions_of) {
		collect_extensions(run, &translations);
		if (translations.n_extensions == 0)
			return NOT_APPLICABLE;
	}
	return judge_peers(run, &translations, judge);
}

static enum outcome judge_translation_ends(struct run *run, const struct element *root)
{
	return judge_translations(run, root, judge_both_ends);
}

static enum outcome judge_formats(struct run *run, const struct element *root)
{
	return judge_translations(run, root, judge_local_format);
}

static enum outcome judge_extensions(struct run *run, const struct element *root)
{
	return judge_translations(run, root, judge_extensions_of);
}

/* Takes every one of the numbers. */
static bool takes_all(struct run *run, const struct pattern *pattern, const struct known_numbers *numbers)
{
	for (uint32_t i = 0; i < numbers->n; i++)
		if (!takes_number(run, pattern, numbers->at[i]))
			return false;
	return true;
}

/* Takes an example of its own that the other one does not. */
static bool takes_more(struct run *run, const struct pattern *pattern, const struct pattern *other)
{
	char text[PATTERN_EXAMPLE_LENGTH];

	for (unsigned i = 0; i < PATTERN_EXAMPLES; i++)
		if (pattern_example_nth(&run->patterns, pattern, i, text) &&
			!takes_number(run, other, str_of(text)))
			return true;
	return false;
}

/* What the pattern takes of the numbers that are known, and examples of it. */
static struct known_numbers numbers_of(
	struct run *run, const struct known_numbers *known, const struct pattern *pattern)
{
	struct known_numbers numbers = { 0 };

	known_numbers_add_examples(run, &numbers, pattern);
	for (uint32_t i = 0; i < known->n; i++)
		if (takes_number(run, pattern, known->at[i]))
			known_numbers_add(run, &numbers, known->at[i]);
	return numbers;
}

static const struct pattern *valid_pattern(struct run *run, const struct element *rule)
{
	const struct pattern *pattern = patterns_get(&run->patterns, see_text(run, rule, A_PATTERN));

	return pattern != NULL && pattern_is_valid(pattern) ? pattern : NULL;
}

/* A rule whose numbers have been tried, and the first rule above it that takes them all and more. */
struct narrow_rule {
	const struct element *rule;
	const struct pattern *pattern;
	struct known_numbers numbers;
	const struct element *wider;
};

static bool is_wider(struct run *run, const struct outbound_route *other, void *context)
{
	struct narrow_rule *narrow = context;

	if (other->route < narrow->rule && (narrow->wider == NULL || other->route < narrow->wider) &&
		see_choice(run, other->route, A_ON) == see_choice(run, narrow->rule, A_ON) &&
		takes_all(run, other->pattern, &narrow->numbers) &&
		takes_more(run, other->pattern, narrow->pattern))
		narrow->wider = other->route;
	return true;
}

static enum outcome judge_rule(struct run *run, const struct outbound *rules, const struct element *rule,
	const struct known_numbers *known)
{
	struct narrow_rule narrow = { .rule = rule, .pattern = valid_pattern(run, rule) };

	if (narrow.pattern == NULL)
		return PASS;
	narrow.numbers = numbers_of(run, known, narrow.pattern);
	if (narrow.numbers.n > 0)
		outbound_visit_places(run, rules, narrow.numbers.at[0], is_wider, &narrow);
	if (narrow.wider == NULL)
		return PASS;
	relate(run, narrow.wider, A_PATTERN, "this rule takes them first");
	return fires(run, rule, A_PATTERN,
		"each of the %u numbers tried that this rule takes, such as %.*s, is taken by a wider rule above it, and the first match wins",
		(unsigned)narrow.numbers.n, STR_ARG(narrow.numbers.at[0]));
}

static enum outcome judge_order(struct run *run, const struct element *config)
{
	struct walk rules = see_children(run, config, BIT(K_TRANSLATE));
	struct known_numbers known = known_numbers_make(run);
	struct outbound outbound = outbound_of_rules(run, config);
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *rule;

	while ((rule = walk_next(&rules)) != NULL)
		outcome = worse(outcome, judge_rule(run, &outbound, rule, &known));
	outbound_release(&outbound);
	return outcome;
}

static const struct rule translation_rules[] = {
	{
		.info = {
			.id = "RTE022",
			.name = "translation-both-ends",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "numbers are translated in one place",
			.meaning = "rules of the trunk configuration and rules of the peer can get in each other's way",
			.fix = "keep the rules of the trunk configuration, or those of the peer",
			.bad = "<gateway id=\"gw\" translates=\"true\" .../> <trunk-config scope=\"global\"> <translate .../> </trunk-config>",
			.good = "<gateway id=\"gw\" translates=\"false\" .../> <trunk-config scope=\"global\"> <translate .../> </trunk-config>",
			.pages = { PAGE_XLAT, PAGE_TBYP },
		},
		.subjects = BIT(K_TOPOLOGY),
		.needs = { A_TRANSLATES },
		.judge = judge_translation_ends,
	},
	{
		.info = {
			.id = "RTE023",
			.name = "translation-order",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "narrower translation rules stand above wider ones",
			.meaning = "rules are tried from top to bottom and the first match wins, so a rule below one that takes all of its numbers never works. Decided on the numbers that the document set knows and on examples of the patterns, not on the patterns as such",
			.fix = "move the narrower rule up",
			.bad = "<trunk-config scope=\"global\"> <translate pattern=\"^\\+(\\d+)$\" replacement=\"011$1\"/> <translate pattern=\"^\\+1(\\d{10})$\" replacement=\"$1\"/> </trunk-config>",
			.good = "<trunk-config scope=\"global\"> <translate pattern=\"^\\+1(\\d{10})$\" replacement=\"$1\"/> <translate pattern=\"^\\+(\\d+)$\" replacement=\"011$1\"/> </trunk-config>",
			.pages = { PAGE_TBYP },
		},
		.subjects = BIT(K_TRUNK_CONFIG),
		.judge = judge_order,
	},
	{
		.info = {
			.id = "RTE024",
			.name = "peer-needs-local-format",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "a peer that wants local numbers needs a translation rule",
			.meaning = "calls leave with the number in E.164; what the peer wants instead, rules of the trunk configuration for called numbers must make of it",
			.fix = "add translation rules to the trunk's configuration",
			.bad = "<gateway id=\"gw\" dialing-format=\"local\" .../>  and no translate for its trunk",
			.good = "<trunk-config scope=\"trunk:t1\"> <translate pattern=\"^\\+1(\\d{10})$\" replacement=\"$1\"/> </trunk-config>",
			.pages = { PAGE_XLAT, PAGE_OVR },
		},
		.subjects = BIT(K_TOPOLOGY),
		.needs = { A_DIALING_FORMAT },
		.judge = judge_formats,
	},
	{
		.info = {
			.id = "RTE025",
			.name = "extension-stripping",
			.severity = SEVERITY_WARNING,
			.options = OPTIONS_ALL,
			.title = "extensions are removed for a peer that does not understand them",
			.meaning = "people's numbers with ;ext= go out as they are when a call to them is sent over the PSTN; a peer without support for extensions cannot connect it. Tried on the numbers with an extension that the document set has, the first twenty",
			.fix = "add a rule such as ^\\+(\\d*);ext=(\\d*)$ to +$1",
			.bad = "<users count=\"1\" numbers=\"+14255550123;ext=10001\" .../> <gateway id=\"gw\" supports-extensions=\"false\" .../>",
			.good = "<users count=\"1\" numbers=\"+14255550123;ext=10001\" .../> <gateway id=\"gw\" supports-extensions=\"false\" .../> <trunk-config scope=\"global\"> <translate pattern=\"^\\+(\\d*);ext=(\\d*)$\" replacement=\"+$1\"/> </trunk-config>",
			.pages = { PAGE_RES },
		},
		.subjects = BIT(K_TOPOLOGY),
		.needs = { A_SUPPORTS_EXTENSIONS },
		.judge = judge_extensions,
	},
};

const struct rule_group rule_group_translation = RULE_GROUP(translation_rules);
