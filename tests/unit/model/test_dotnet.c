/* SPDX-License-Identifier: MIT */
/*
 * The part of .NET's regular expressions that is understood here, held against the .NET documentation: what each
 * construct of its quick reference means ("Regular Expression Language - Quick Reference", "Substitutions in Regular
 * Expressions", "Grouping Constructs"), and that nothing else passes. There is no .NET here to ask.
 */
#include "support.h"

#include "model/pattern.h"

static void what_means_the_same_is_understood(void **state)
{
	/* One row of the quick reference each, in the forms that number patterns use. */
	static const char *const rows[] = { "", "^\\+1\\d{10}$", "\\t\\r\\n\\f\\e\\a", "[\\b]", "\\x2b1",
		"\\+\\(\\)\\[\\]\\{\\}\\|\\^\\$\\.\\*\\?\\\\", "\\-\\#\\/\\ ", "[125]", "[^125]", "[2-9]",
		"[-1]", "[1-]", "[]1]", "[^]1]", "[\\d\\-]", "[1[2]", ".", "\\p{Nd}", "\\P{Lu}",
		"[\\p{L}\\d]", "\\w\\W\\s\\S\\d\\D", "\\A1\\z", "1\\Z", "\\b1\\B", "(1)(2)",
		"(?<area>\\d{3})", "(?'area'\\d{3})", "(?:1|2)", "(?i)a", "(?i-s:a)b", "(?-i)a", "1(?=2)",
		"1(?!2)", "(?<=\\+)1", "(?<!0)1", "(?>\\d+)", "1*2+3?", "1*?2+?3??", "1{2}2{2,}3{2,3}",
		"1{2}?2{2,}?3{2,3}?", "(1)\\1", "(?<a>1)\\k<a>\\k'a'", "1|2||3", "(?#note)1", "(1)(?<a>2)",
		"1]}", "a b" };
	struct dotnet_fault fault;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct str copy = exact_copy(str_of(rows[i]));
		struct patterns patterns = { 0 };

		if (!dotnet_pattern(copy, &fault))
			fail_msg("'%s': %s at %zu", rows[i], fault.what, fault.offset);
		assert_null(fault.what);
		/* What is understood, PCRE2 takes. */
		if (!pattern_is_valid(patterns_get(&patterns, copy)))
			fail_msg("'%s' does not compile", rows[i]);
		patterns_release(&patterns);
		drop_copy(copy);
	}
}

/* The piece that is refused, where it stands, and a word of what it is said to be. */
static const struct refusal {
	const char *pattern;
	size_t offset;
	const char *piece, *word;
} refusals[] = {
	/* Only .NET has these. */
	{ "^[a-z-[aeiou]]$", 5, "-[", "subtraction" },
	{ "[\\d-[5]]", 3, "-[", "subtraction" },
	{ "(?r)1", 0, "(?r", "RightToLeft" },
	{ "(?i-r:1)", 0, "(?i-r", "RightToLeft" },
	{ "(?<a-b>1)", 0, "(?<a-", "balancing" },
	{ "(?<-b>1)", 0, "(?<-", "balancing" },
	{ "(?'a-b'1)", 0, "(?'a-", "balancing" },
	{ "\\p{IsGreek}", 0, "\\p{I", "block" },
	{ "\\u002b", 0, "\\u002b", ".NET only" },
	{ "\\'1", 0, "\\'", "old form" },
	{ "\\<1", 0, "\\<", "old form" },
	{ "(?x) 1 # one", 0, "(?x", "option" },
	{ "(?n)(1)", 0, "(?n", "option" },
	{ "1\\G2", 1, "\\G", "anchor" },
	/* Only PCRE2 has these. */
	{ "1a++", 3, "+", "possessive" },
	{ "1*+", 2, "+", "possessive" },
	{ "\\d{2}+", 5, "+", "possessive" },
	{ "\\d{2}{3}", 5, "{3}", "quantifier of a quantifier" },
	{ "(?R)", 0, "(?R", "recursion" },
	{ "(1)(?1)", 3, "(?1", "recursion" },
	{ "(?&a)", 0, "(?&", "recursion" },
	{ "(?+1)", 0, "(?+", "recursion" },
	{ "(?|1|2)", 0, "(?|", "resets" },
	{ "(?C1)", 0, "(?C", "callout" },
	{ "(?P<a>1)", 0, "(?P<", "(?<name>" },
	{ "(?P=a)", 0, "(?P=", "(?<name>" },
	{ "(*ACCEPT)", 0, "(*", "verb" },
	{ "1(*UTF)", 1, "(*", "verb" },
	{ "\\K1", 0, "\\K", "no escape of .NET" },
	{ "\\Q1\\E", 0, "\\Q", "no escape of .NET" },
	{ "\\R", 0, "\\R", "no escape of .NET" },
	{ "\\h", 0, "\\h", "no escape of .NET" },
	{ "\\N", 0, "\\N", "no escape of .NET" },
	{ "\\X", 0, "\\X", "no escape of .NET" },
	{ "\\g1", 0, "\\g", "no escape of .NET" },
	{ "\\o{53}", 0, "\\o", "no escape of .NET" },
	{ "[\\B]", 1, "\\B", "no escape of .NET" },
	{ "\\_", 0, "\\_", "no escape of .NET" },
	{ "\\x{2b}", 0, "\\x{", "\\x" },
	{ "\\x2", 0, "\\x2", "\\x" },
	{ "\\k{a}", 0, "\\k{", "\\k<name>" },
	{ "\\p{^Lu}", 0, "\\p{^", "block" },
	{ "\\pL", 0, "\\pL", "block" },
	{ "\\p{Xan}", 0, "\\p{X", "block" },
	{ "[[:digit:]]", 1, "[:", "POSIX" },
	{ "[[.1.]]", 1, "[.", "POSIX" },
	{ "(?^:1)", 0, "(?^", "no group" },
	{ "(?J)1", 0, "(?J", "no group" },
	{ "(?)1", 0, "(?)", "no group" },
	/* Both have these, with another meaning. */
	{ "\\v", 0, "\\v", "class elsewhere" },
	{ "\\053", 0, "\\0", "octal" },
	{ "(1)\\10", 3, "\\1", "octal" },
	{ "[\\1]", 1, "\\1", "octal" },
	{ "(?(1)1|2)", 0, "(?(", "condition" },
	{ "(?<a>1)(2)", 7, "(", "without a name" },
	{ "(?<=(1))2", 4, "(", "right to left" },
	{ "(1)(?<=\\1)2", 7, "\\1", "right to left" },
	{ "1{,3}", 1, "{", "no quantifier" },
	{ "{", 0, "{", "no quantifier" },
	{ "\\cA", 0, "\\cA", "control" },
	{ "(?<1>1)", 0, "(?<1", "name" },
	{ "(?<>1)", 0, "(?<", "name" },
	{ "(?<\x61\x62"
	  "12345678901234567890123456789012>1)",
		0, "(?<ab12345678901234567890123456789012", "name" },
	{ "1\xc3\xa9"
	  "2",
		1, "\xc3\xa9", "ASCII" },
	{ "[\xf0\x9f\x93\x9e]", 1, "\xf0\x9f\x93\x9e", "ASCII" },
	/* Neither has these. The first two are what people mean by a plus sign. */
	{ "+1425", 0, "+", "\\+" },
	{ "^+1425", 1, "+", "\\+" },
	{ "1|*", 2, "*", "nothing to repeat" },
	{ "(?=1)*", 5, "*", "no length" },
	{ "\\b?", 2, "?", "no length" },
	{ "1)", 1, ")", "nothing opens" },
	{ "[12", 0, "[", "nothing closes" },
	{ "[\\]", 0, "[", "nothing closes" },
	{ "(?#1", 0, "(?#", "nothing closes" },
	{ "1\\", 1, "\\", "nothing to escape" },
};

static void what_means_something_else_is_refused(void **state)
{
	struct dotnet_fault fault;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
		const struct refusal *row = &refusals[i];
		struct str copy = exact_copy(str_of(row->pattern));

		if (dotnet_pattern(copy, &fault))
			fail_msg("'%s' is understood", row->pattern);
		if (fault.offset != row->offset || fault.length != strlen(row->piece) ||
			strncmp(row->pattern + fault.offset, row->piece, fault.length) != 0)
			fail_msg("'%s': '%.*s' at %zu: %s", row->pattern, (int)fault.length,
				row->pattern + fault.offset, fault.offset, fault.what);
		if (strstr(fault.what, row->word) == NULL)
			fail_msg("'%s': %s", row->pattern, fault.what);
		drop_copy(copy);
	}
}

/* What only PCRE2 notices: the reason is there, in its words or in better ones. */
static void what_does_not_compile_says_why(void **state)
{
	static const struct {
		const char *pattern, *word;
	} rows[] = {
		{ "(1", "parenthesis" },
		{ "[9-2]", "range" },
		{ "1{3,2}", "numbers out of order" },
		{ "\\2", "non-existent" },
		{ "\\k<a>1", "non-existent" },
		{ "(?<=1+)2", "look-behind of variable length" },
		{ "(?<a>1)(?<a>2)", "two groups of one name" },
		{ "1{99999}", "too big" },
	};
	struct patterns patterns = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct pattern *pattern = patterns_get(&patterns, str_of(rows[i].pattern));

		assert_false(pattern_is_valid(pattern));
		assert_non_null(pattern_fault(pattern));
		if (strstr(pattern_fault(pattern)->what, rows[i].word) == NULL)
			fail_msg("'%s': %s", rows[i].pattern, pattern_fault(pattern)->what);
		assert_true(pattern_fault(pattern)->offset <= strlen(rows[i].pattern));
	}
	assert_null(pattern_fault(patterns_get(&patterns, STR("^\\+1"))));
	patterns_release(&patterns);
}

static void groups_may_nest_a_hundred_deep(void **state)
{
	char text[256];
	struct dotnet_fault fault;

	(void)state;
	for (unsigned depth = 99; depth <= 101; depth++) {
		struct patterns patterns = { 0 };

		memset(text, '(', depth);
		memset(text + depth, ')', depth);
		text[2 * depth] = '\0';
		assert_int_equal(dotnet_pattern(str_of(text), &fault), depth <= 100);
		assert_int_equal(pattern_is_valid(patterns_get(&patterns, str_of(text))), depth <= 100);
		patterns_release(&patterns);
	}
}

static enum match rewrite(
	const char *pattern, const char *number, const char *replacement, char *ret, size_t room)
{
	struct patterns patterns = { 0 };
	struct arena arena = { 0 };
	struct str text = { "", 0 };
	struct str copy = exact_copy(str_of(replacement));
	enum match match = pattern_replace(
		&patterns, patterns_get(&patterns, str_of(pattern)), str_of(number), copy, &arena, &text);

	snprintf(ret, room, "%.*s", STR_ARG(text));
	drop_copy(copy);
	arena_release(&arena);
	patterns_release(&patterns);
	return match;
}

/* The examples of the pages about translation and normalisation, then what the .NET pages say of substitutions. */
static void numbers_are_rewritten_as_documented(void **state)
{
	static const struct {
		const char *pattern, *number, *replacement, *expected;
	} rows[] = {
		/* Translation rules */
		{ "^\\+(1\\d{10})$", "+14255551010", "$1", "14255551010" },
		{ "^\\+(\\d{9}\\d+)$", "+441235551010", "011$1", "011441235551010" },
		/* Plan for Enterprise Voice resiliency */
		{ "^\\+(\\d*);ext=(\\d*)$", "+14255550123;ext=10001", "+$1", "+14255550123" },
		{ "^(\\d{5})$", "10001", "+14255550123;ext=$1", "+14255550123;ext=10001" },
		/* Plan for outbound voice routing; the second one loses the country code, as printed */
		{ "^(\\d{7})$", "5550100", "+1425$1", "+14255550100" },
		{ "^1(\\d{10})$", "12145550100", "+$1", "+2145550100" },
		/* Substitutions in Regular Expressions */
		{ "^(\\d)(\\d)$", "12", "$2$1", "21" },
		{ "^(\\d)(\\d)$", "12", "${2}0", "20" },
		{ "^(?<area>\\d{3})(?<rest>\\d+)$", "4255550100", "${rest}${area}", "5550100425" },
		{ "^(\\d)(?<rest>\\d+)$", "4255", "$2$1", "2554" },
		{ "^\\d+$", "42", "$$$&$$", "$42$" },
		{ "^\\d+$", "42", "$0${0}", "4242" },
		{ "^(1)?(2)$", "2", "[$1]$2", "[]2" },
		{ "^2", "2555", "9", "9555" },
		{ "5$", "2555", "", "255" },
		{ "^(\\d+)$", "1", "plain", "plain" },
		{ "^$", "", "+1", "+1" },
	};
	char text[64];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		enum match match = rewrite(
			rows[i].pattern, rows[i].number, rows[i].replacement, text, sizeof(text));

		if (match != MATCH_YES || strcmp(text, rows[i].expected) != 0)
			fail_msg("'%s' to '%s' by '%s': '%s'", rows[i].number, rows[i].replacement,
				rows[i].pattern, text);
	}
	assert_int_equal(rewrite("^1$", "2", "$1", text, sizeof(text)), MATCH_NO);
}

static void replacements_keep_to_what_is_there(void **state)
{
	static const struct refusal rows[] = {
		{ "+1$3", 2, "$3", "no group of the pattern" },
		{ "${3}", 0, "${3}", "no group of the pattern" },
		{ "$12", 0, "$12", "no group of the pattern" },
		{ "1${rest}", 1, "${rest}", "no group of the pattern" },
		{ "$`", 0, "$`", "not understood here" },
		{ "1$'", 1, "$'", "not understood here" },
		{ "$+", 0, "$+", "not understood here" },
		{ "$_", 0, "$_", "not understood here" },
		{ "1$", 1, "$", "no substitution" },
		{ "$area", 0, "$a", "no substitution" },
		{ "${area", 0, "${", "no substitution" },
		{ "${}", 0, "${", "no substitution" },
		{ "$999", 0, "$9", "no substitution" },
		{ "$ 1", 0, "$ ", "no substitution" },
	};
	static const char *const good[] = { "", "+1$1", "$2$1", "${1}0", "$&", "$0", "$$1", "${area}",
		"$$$$" };
	struct patterns patterns = { 0 };
	const struct pattern *pattern = patterns_get(&patterns, STR("^(\\d)(?<area>\\d)$"));
	struct dotnet_fault fault;
	char text[64];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (pattern_takes(pattern, str_of(rows[i].pattern), &fault))
			fail_msg("'%s' is understood", rows[i].pattern);
		if (fault.offset != rows[i].offset || fault.length != strlen(rows[i].piece) ||
			strstr(fault.what, rows[i].word) == NULL)
			fail_msg("'%s': %zu at %zu: %s", rows[i].pattern, fault.length, fault.offset,
				fault.what);
		assert_int_equal(rewrite("^(\\d)(?<area>\\d)$", "12", rows[i].pattern, text, sizeof(text)),
			MATCH_TOO_COSTLY);
	}
	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		if (!pattern_takes(pattern, str_of(good[i]), &fault))
			fail_msg("'%s': %s", good[i], fault.what);
	patterns_release(&patterns);
}

static void an_absurdly_long_number_is_none(void **state)
{
	char text[16];
	char replacement[300];

	(void)state;
	memset(replacement, '1', sizeof(replacement) - 1);
	replacement[256] = '\0';
	assert_int_equal(rewrite("^1$", "1", replacement, text, sizeof(text)), MATCH_YES);
	replacement[256] = '1';
	replacement[257] = '\0';
	assert_int_equal(rewrite("^1$", "1", replacement, text, sizeof(text)), MATCH_TOO_COSTLY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_means_the_same_is_understood),
		cmocka_unit_test(what_means_something_else_is_refused),
		cmocka_unit_test(what_does_not_compile_says_why),
		cmocka_unit_test(groups_may_nest_a_hundred_deep),
		cmocka_unit_test(numbers_are_rewritten_as_documented),
		cmocka_unit_test(replacements_keep_to_what_is_there),
		cmocka_unit_test(an_absurdly_long_number_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
