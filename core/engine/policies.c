/* SPDX-License-Identifier: MIT */
#include "engine/policies.h"

#include "base/number.h"

enum {
	MOST = 1000000, /* seconds or tries; far from any overflow in nanoseconds */
	FINAL_FIRST = 300,
	FINAL_LAST = 699,
};

enum policy_kind {
	KIND_ONE_OF,
	KIND_ANY_OF,
	KIND_NUMBER,
	KIND_POSITIVE,
	KIND_PERCENT,
	KIND_CODES,
};

static const struct policy_row {
	const char *name;
	enum policy_kind kind;
	const char *value; /* the default */
	const char *values;
	const char *provenance;
} rows[POLICY_COUNT] = {
#define POLICY(name, text, kind, value, values, provenance) { text, KIND_##kind, value, values, provenance },
#include "engine/policies.def"
#undef POLICY
};

struct engine_policies engine_policies_default(void)
{
	struct engine_policies policies;

	for (unsigned i = 0; i < POLICY_COUNT; i++)
		policies.value[i] = rows[i].value;
	return policies;
}

enum engine_policy engine_policy_find(struct str name)
{
	for (unsigned i = 0; i < POLICY_COUNT; i++)
		if (str_is(name, rows[i].name))
			return (enum engine_policy)i;
	return POLICY_COUNT;
}

const char *engine_policy_name(enum engine_policy policy)
{
	return rows[policy].name;
}

const char *engine_policy_provenance(enum engine_policy policy)
{
	return rows[policy].provenance;
}

const char *engine_policy_values(enum engine_policy policy)
{
	return rows[policy].values;
}

/* Whether "a, b or c" names the word. */
static bool is_listed(const char *values, struct str word)
{
	struct str rest = str_of(values);
	struct str token;

	while (str_next_token(&rest, &token)) {
		if (str_is(token, "or"))
			continue;
		if (token.text[token.length - 1] == ',')
			token.length--;
		if (str_equal(token, word))
			return true;
	}
	return false;
}

/* One word of the list at least, none of them twice. */
static bool are_listed(const char *values, const char *text)
{
	struct str rest = str_of(text);
	struct str word;
	struct str other;
	bool any = false;

	while (str_next_token(&rest, &word)) {
		struct str after = rest;

		if (!is_listed(values, word))
			return false;
		while (str_next_token(&after, &other))
			if (str_equal(word, other))
				return false;
		any = true;
	}
	return any;
}

static bool is_number(uint64_t least, uint64_t most, const char *text)
{
	uint64_t number;

	return number_parse_whole(str_of(text), most, &number) && number >= least;
}

/* "5xx": its first digit, else 0. */
static int class_of(struct str word)
{
	if (word.length != 3 || word.text[0] < '4' || word.text[0] > '6' || word.text[1] != 'x' ||
		word.text[2] != 'x')
		return 0;
	return word.text[0] - '0';
}

static bool are_codes(const char *text)
{
	struct str rest = str_of(text);
	struct str word;
	bool any = false;

	while (str_next_token(&rest, &word)) {
		uint64_t code;

		if (class_of(word) == 0 &&
			!(number_parse_whole(word, FINAL_LAST, &code) && code >= FINAL_FIRST))
			return false;
		any = true;
	}
	return any;
}

static bool takes(const struct policy_row *row, const char *value)
{
	switch (row->kind) {
	case KIND_ONE_OF:
		return is_listed(row->values, str_of(value));
	case KIND_ANY_OF:
		return are_listed(row->values, value);
	case KIND_NUMBER:
		return is_number(0, MOST, value);
	case KIND_POSITIVE:
		return is_number(1, MOST, value);
	case KIND_PERCENT:
		return is_number(0, 100, value);
	case KIND_CODES:
		return are_codes(value);
	}
	return false;
}

bool engine_policies_set(struct engine_policies *policies, enum engine_policy policy, const char *value)
{
	if (!takes(&rows[policy], value))
		return false;
	policies->value[policy] = value;
	return true;
}

bool engine_policy_is_default(const struct engine_policies *policies, enum engine_policy policy)
{
	return strcmp(policies->value[policy], rows[policy].value) == 0;
}

bool engine_policy_is(const struct engine_policies *policies, enum engine_policy policy, const char *word)
{
	struct str rest = str_of(policies->value[policy]);
	struct str token;

	while (str_next_token(&rest, &token))
		if (str_is(token, word))
			return true;
	return false;
}

uint32_t engine_policy_number(const struct engine_policies *policies, enum engine_policy policy)
{
	uint64_t number = 0;

	number_parse_whole(str_of(policies->value[policy]), MOST, &number);
	return (uint32_t)number;
}

bool engine_policy_retries(const struct engine_policies *policies, int status)
{
	struct str rest = str_of(policies->value[POLICY_RETRY_CODES]);
	struct str word;

	while (str_next_token(&rest, &word)) {
		uint64_t code;

		if (class_of(word) != 0 && class_of(word) == status / 100)
			return true;
		if (number_parse_whole(word, FINAL_LAST, &code) && (int)code == status)
			return true;
	}
	return false;
}
