/* SPDX-License-Identifier: MIT */
/* Numbers: how they are dialled, and whose they are. */
#include "check/derived.h"
#include "check/known_numbers.h"
#include "check/unique.h"
#include "model/numbers.h"

#include <stdlib.h>
#include <string.h>

enum {
	MOST_PREFIX = 4, /* characters of an external access prefix */
};

/* A plus sign and digits, perhaps with an extension. */
static bool is_e164(struct run *run, struct str number)
{
	const struct pattern *pattern = patterns_get(&run->patterns, str_of("^\\+\\d+(;ext=\\d+)?$"));

	return pattern != NULL && pattern_match(&run->patterns, pattern, number) == MATCH_YES;
}

static enum outcome judge_sample(struct run *run, const struct element *sample)
{
	const struct element *plan = topo_parent(run->topo, sample);
	struct str dialled = see_text(run, sample, A_DIALLED);
	struct str number;

	if (str_is_blank(dialled))
		return NOT_APPLICABLE;
	number = normalised(run, plan, dialled);
	if (is_e164(run, number))
		return PASS;
	argue(run, words(run, "%.*s", STR_ARG(dialled)));
	if (str_equal(number, dialled))
		return lacks(run, sample, A_DIALLED,
			"%s leaves '%.*s' as it is: no rule makes a plus sign and digits of it",
			label(run, plan), STR_ARG(dialled));
	return lacks(run, sample, A_DIALLED, "%s makes '%.*s' of '%.*s', which is no plus sign and digits",
		label(run, plan), STR_ARG(number), STR_ARG(dialled));
}

/* A range of numbers, or one with an extension, and whose it is. */
struct line_uri {
	uint64_t first, last;
	uint64_t extension; /* 0 none, else the extension plus 1 */
	const struct element *owner;
	enum attr attr;
};

struct line_uris {
	struct line_uri *at;
	uint32_t n, room;
};

static void add_line_uris(
	struct run *run, struct line_uris *list, const struct element *owner, enum attr attr)
{
	struct str numbers = see_text(run, owner, attr);
	struct number_range range;

	while (number_range_next(&numbers, &range)) {
		if (list->n == list->room) {
			uint32_t room = list->room * 2 + 64;
			struct line_uri *more = arena_alloc(&run->scratch, room * sizeof(*more));

			if (more == NULL)
				return;
			if (list->n > 0)
				memcpy(more, list->at, list->n * sizeof(*more));
			list->at = more;
			list->room = room;
		}
		list->at[list->n++] = (struct line_uri){ range.first, range.last,
			range.has_extension ? range.extension + 1 : 0, owner, attr };
	}
}

/* Those with an extension stand apart from those without: they are other Line URIs. */
static int compare_line_uris(const void *left, const void *right)
{
	const struct line_uri *a = left;
	const struct line_uri *b = right;

	if ((a->extension > 0) != (b->extension > 0))
		return (a->extension > 0) - (b->extension > 0);
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	if (a->extension != b->extension)
		return a->extension < b->extension ? -1 : 1;
	return (a->owner > b->owner) - (a->owner < b->owner);
}

static enum outcome report_double(
	struct run *run, uint8_t *told, const struct line_uri *a, const struct line_uri *b)
{
	const struct line_uri *later = a->first > b->first ? a : b;
	struct number_range range = { .first = later->first,
		.extension = later->extension - 1,
		.has_extension = later->extension > 0 };
	char number[NUMBER_TEXT_LENGTH];

	if (told[topo_index(run->topo, a->owner)])
		return FIRES;
	told[topo_index(run->topo, a->owner)] = 1;
	number_text(&range, later->first, number);
	if (a->owner == b->owner)
		return fires(
			run, a->owner, a->attr, "%s has the number %s twice", label(run, a->owner), number);
	witness(run, b->owner, b->attr, "also has %s", number);
	return fires(run, a->owner, a->attr, "the number %s of %s is also one of %s", number,
		label(run, a->owner), label(run, b->owner));
}

/* Sorted by their first numbers, a range overlaps an earlier one if it begins within the one that reaches furthest. */
static enum outcome report_doubles(struct run *run, const struct line_uris *list)
{
	uint8_t *told = arena_alloc(&run->scratch, run->topo->n_element);
	const struct line_uri *furthest = NULL;
	enum outcome outcome = PASS;

	if (told == NULL)
		return NOT_APPLICABLE;
	memset(told, 0, run->topo->n_element);
	for (uint32_t i = 0; i < list->n; i++) {
		const struct line_uri *uri = &list->at[i];
		bool overlaps = furthest != NULL && uri->first <= furthest->last &&
			uri->extension == furthest->extension;

		if (overlaps)
			outcome = worse(report_double(run, told, uri, furthest),
				report_double(run, told, furthest, uri));
		if (!overlaps || uri->last > furthest->last)
			furthest = uri;
	}
	return outcome;
}

/* Telephones without a user that register with Lync have a Line URI; those behind a gateway or a PBX have none. */
static bool has_line_uri(struct run *run, const struct element *device)
{
	const struct element *box = see_ref(run, device, A_ATTACHED_TO);

	return box != NULL && (box->kind == K_FRONT_END_POOL || box->kind == K_SURVIVABLE_BRANCH_APPLIANCE);
}

static enum outcome judge_line_uris(struct run *run, const struct element *root)
{
	struct walk groups = see_kind(run, K_USERS);
	struct walk devices = see_kind(run, K_DEVICE);
	struct walk mails = see_kind(run, K_UNIFIED_MESSAGING);
	struct line_uris list = { 0 };
	const struct element *e;
	enum outcome outcome;

	if (!is_first_root(run, root))
		return NOT_APPLICABLE;
	while ((e = walk_next(&groups)) != NULL)
		if (see_voice(run, e) && ask_text(run, e, A_NUMBERS).text != NULL)
			add_line_uris(run, &list, e, A_NUMBERS);
	while ((e = walk_next(&devices)) != NULL)
		if (has_line_uri(run, e))
			add_line_uris(run, &list, e, A_NUMBER);
	while ((e = walk_next(&mails)) != NULL)
		add_line_uris(run, &list, e, A_PILOT);
	if (list.n > 0)
		qsort(list.at, list.n, sizeof(*list.at), compare_line_uris);
	outcome = list.n > 0 ? report_doubles(run, &list) : NOT_APPLICABLE;
	return run->n_missing > 0 ? worse(outcome, unknown(run)) : outcome;
}

static bool plan_name(struct run *run, struct symbols *names, struct unique_key *key)
{
	return unique_name(run, names, key, A_SIMPLE_NAME);
}

static enum outcome same_plan_name(struct run *run, const struct element *plan, const struct element *other)
{
	witness(run, other, A_SIMPLE_NAME, "the other dial plan of this simple name");
	return fires(run, plan, A_SIMPLE_NAME, "%s has the same simple name as %s", label(run, plan),
		label(run, other));
}

static enum outcome judge_simple_name(struct run *run, const struct element *e)
{
	struct str name;

	if (e->kind == K_TOPOLOGY)
		return is_first_root(run, e) ? judge_unique(run, K_DIAL_PLAN, plan_name, same_plan_name) :
					       NOT_APPLICABLE;
	name = ask_text(run, e, A_SIMPLE_NAME);
	if (name.text == NULL)
		return unknown(run);
	if (!str_is_blank(name))
		return PASS;
	return fires(run, e, A_SIMPLE_NAME, "the simple name of %s is empty", label(run, e));
}

static enum outcome judge_prefix(struct run *run, const struct element *plan)
{
	struct str prefix = see_text(run, plan, A_EXTERNAL_PREFIX);

	if (prefix.text == NULL)
		return NOT_APPLICABLE;
	if (prefix.length > MOST_PREFIX)
		return fires(run, plan, A_EXTERNAL_PREFIX,
			"the external access prefix '%.*s' is longer than four characters", STR_ARG(prefix));
	for (size_t i = 0; i < prefix.length; i++)
		if (!ascii_is_digit(prefix.text[i]) && prefix.text[i] != '#' && prefix.text[i] != '*')
			return fires(run, plan, A_EXTERNAL_PREFIX,
				"the external access prefix '%.*s' holds more than digits, # and *",
				STR_ARG(prefix));
	return PASS;
}

static const struct rule numbers_rules[] = {
	{
		.info = {
			.id = "RTE020",
			.name = "e164-normalised",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "what people dial comes out as E.164",
			.meaning = "routes and reverse number lookup work on a plus sign and digits; the rules of the dial plan must make that of everything that people dial, of which the samples of the dial plan are examples",
			.fix = "add a normalisation rule for it, or mend the one that takes it",
			.bad = "<dial-plan id=\"dp\"> <sample dialled=\"4711\"/> </dial-plan>",
			.good = "<dial-plan id=\"dp\"> <normalize pattern=\"^(\\d{4})$\" replacement=\"+1425555$1\"/> <sample dialled=\"4711\"/> </dial-plan>",
			.pages = { PAGE_OVR, PAGE_XLAT },
		},
		.subjects = BIT(K_SAMPLE),
		.judge = judge_sample,
	},
	{
		.info = {
			.id = "RTE021",
			.name = "line-uri-unique",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "every number belongs to one person",
			.meaning = "the product does not see to it that Line URIs are unique, the administrator does; judged for people with Enterprise Voice, voice mail and telephones that register with Lync. Numbers that are not in E.164 are DOC006",
			.fix = "take the number away from one of the two",
			.bad = "<users id=\"a\" count=\"20\" numbers=\"+14255550100-0119\" .../> <users id=\"b\" count=\"1\" numbers=\"+14255550110\" .../>",
			.good = "<users id=\"a\" count=\"20\" numbers=\"+14255550100-0119\" .../> <users id=\"b\" count=\"1\" numbers=\"+14255550120\" .../>",
			.pages = { PAGE_SECPRE },
		},
		.subjects = BIT(K_TOPOLOGY),
		.needs = { A_NUMBERS },
		.judge = judge_line_uris,
	},
	{
		.info = {
			.id = "RTE027",
			.name = "dialplan-simple-name",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "each dial plan has a simple name of its own",
			.meaning = "the simple name is what the dial plan's users are told apart by elsewhere; it must not be empty and belongs to one dial plan",
			.fix = "give the dial plan another simple name",
			.bad = "<dial-plan id=\"a\" simple-name=\"Redmond\"/> <dial-plan id=\"b\" simple-name=\"redmond\"/>",
			.good = "<dial-plan id=\"a\" simple-name=\"Redmond\"/> <dial-plan id=\"b\" simple-name=\"Denver\"/>",
			.pages = { PAGE_OVR },
		},
		.subjects = BIT(K_DIAL_PLAN) | BIT(K_TOPOLOGY),
		.needs = { A_SIMPLE_NAME },
		.judge = judge_simple_name,
	},
	{
		.info = {
			.id = "RTE028",
			.name = "external-prefix",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "the prefix for an outside line is up to four characters of a dial pad",
			.meaning = "digits, # and * are what a telephone can dial",
			.fix = "use a prefix such as 9",
			.bad = "<dial-plan id=\"dp\" external-prefix=\"90000\"/>",
			.good = "<dial-plan id=\"dp\" external-prefix=\"9\"/>",
			.pages = { PAGE_OVR },
		},
		.subjects = BIT(K_DIAL_PLAN),
		.judge = judge_prefix,
	},
};

const struct rule_group rule_group_numbers = RULE_GROUP(numbers_rules);
