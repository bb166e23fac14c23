/* SPDX-License-Identifier: MIT */
/*
 * "Did you mean": one slip away, of the right kind, and cheap in a large document.
 */
#include "topology_support.h"

#include "model/suggest.h"

/* An unfinished topology, as it is while references are resolved: its ids can still be looked up. */
static struct plan *unfinished(const char *const *text)
{
	return plan_read(text, 1, NULL, false);
}

static void expect(const struct plan *plan, const char *wrong, uint64_t kinds, const char *expected)
{
	const char *found = suggest_id(&plan->topo, str_of(wrong), kinds);

	if (expected == NULL ? found != NULL : found == NULL || strcmp(found, expected) != 0)
		fail_msg("'%s' gives '%s'", wrong, found != NULL ? found : "nothing");
}

static void a_slip_finds_its_word(void **state)
{
	static const char *const text = ROOT_OPEN "<pstn-usage id='international'/><pstn-usage id='local'/>"
						  "<site id='redmond' kind='central'/>" ROOT_CLOSE;
	struct plan *plan = unfinished(&text);

	(void)state;
	expect(plan, "internatonal", BIT(K_PSTN_USAGE), "international");
	expect(plan, "locla", BIT(K_PSTN_USAGE), "local");
	expect(plan, "Local", BIT(K_PSTN_USAGE), "local");
	expect(plan, "redmonds", BIT(K_SITE), "redmond");
	plan_free(plan);
}

static void only_words_of_the_right_kind_count(void **state)
{
	static const char *const text = ROOT_OPEN
		"<pstn-usage id='local'/><site id='locale' kind='central'/>" ROOT_CLOSE;
	struct plan *plan = unfinished(&text);

	(void)state;
	expect(plan, "locall", BIT(K_SITE), "locale");
	expect(plan, "locall", BIT(K_PSTN_USAGE), "local");
	expect(plan, "locall", BIT(K_TRUNK), NULL);
	plan_free(plan);
}

static void what_is_no_slip_finds_nothing(void **state)
{
	static const char *const text = ROOT_OPEN "<pstn-usage id='local'/>" ROOT_CLOSE;
	struct plan *plan = unfinished(&text);
	char longest[2000];

	(void)state;
	memset(longest, 'l', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	expect(plan, "", BIT(K_PSTN_USAGE), NULL);
	expect(plan, "remote", BIT(K_PSTN_USAGE), NULL);
	expect(plan, "x", BIT(K_PSTN_USAGE), NULL);
	expect(plan, longest, BIT(K_PSTN_USAGE), NULL);
	plan_free(plan);
}

enum {
	MANY = 6000,
};

static char *large_document(void)
{
	char *text = plan_memory(MANY * 40 + 200);
	char *at = text + sprintf(text, "%s<pstn-usage id='international'/>", ROOT_OPEN);

	for (unsigned i = 0; i < MANY; i++)
		at += sprintf(at, "<pstn-usage id='usage-%u'/>", i);
	sprintf(at, "%s", ROOT_CLOSE);
	return text;
}

/* Every kind of single edit is still found; two are not looked for. */
static void a_large_document_is_searched_one_edit_away(void **state)
{
	char *text = large_document();
	const char *const texts[] = { text };
	struct plan *plan = unfinished(texts);

	(void)state;
	expect(plan, "internatonal", BIT(K_PSTN_USAGE), "international");
	expect(plan, "internationall", BIT(K_PSTN_USAGE), "international");
	expect(plan, "nternational", BIT(K_PSTN_USAGE), "international");
	expect(plan, "internationa", BIT(K_PSTN_USAGE), "international");
	expect(plan, "interantional", BIT(K_PSTN_USAGE), "international");
	expect(plan, "intermational", BIT(K_PSTN_USAGE), "international");
	expect(plan, "international", BIT(K_SITE), NULL);
	expect(plan, "intermatiomal", BIT(K_PSTN_USAGE), NULL);
	plan_free(plan);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_slip_finds_its_word),
		cmocka_unit_test(only_words_of_the_right_kind_count),
		cmocka_unit_test(what_is_no_slip_finds_nothing),
		cmocka_unit_test(a_large_document_is_searched_one_edit_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
