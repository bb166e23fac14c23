/* SPDX-License-Identifier: MIT */
/*
 * Whom to ask for a fact: the provider for what is his, one's own organisation for what is not, and never nobody.
 */
#include "topology_support.h"

#include "check/questions.h"

static const char body[] =
	"<provider id='fab'><sbc id='s'/><vpn-router id='theirs'/></provider>"
	"<site id='red' kind='central'><vpn-router id='ours'/><pbx id='x' kind='ip'/></site>";

static void the_one_who_knows_is_asked(void **state)
{
	struct plan *plan = plan_load_good(body);
	const struct topology *topo = &plan->topo;

	(void)state;
	assert_int_equal(
		question_for(topo, plan_element(plan, "fab"), A_HIGH_AVAILABILITY)->ask, ASK_PROVIDER);
	assert_int_equal(
		question_for(topo, plan_element(plan, "ours"), A_BROADCAST_TO_VLAN)->ask, ASK_ROUTER_VENDOR);
	assert_int_equal(
		question_for(topo, plan_element(plan, "x"), A_DIRECT_SIP_PARTNER)->ask, ASK_PBX_VENDOR);
	plan_free(plan);
}

/* The same attribute on the two sides of a tunnel. */
static void the_side_decides(void **state)
{
	struct plan *plan = plan_load_good(body);
	const struct topology *topo = &plan->topo;

	(void)state;
	assert_int_equal(question_for(topo, plan_element(plan, "ours"), A_EXTERNAL_IP)->ask, ASK_OWN);
	assert_int_equal(question_for(topo, plan_element(plan, "theirs"), A_EXTERNAL_IP)->ask, ASK_PROVIDER);
	plan_free(plan);
}

/* In the words for facts that have none of their own. */
static bool is_general(const struct question *question)
{
	return strcmp(question->id, "Q-O0") == 0;
}

static void there_is_always_a_question(void **state)
{
	struct plan *plan = plan_load_good(body);

	(void)state;
	for (unsigned attr = 1; attr < ATTR_COUNT; attr++) {
		const struct question *question = question_for(
			&plan->topo, plan_element(plan, "x"), (enum attr)attr);

		assert_non_null(question);
		assert_int_equal(question->text[strlen(question->text) - 1], '?');
	}
	for (unsigned kind = 0; kind < KIND_COUNT; kind++)
		assert_non_null(question_for_kinds(BIT(kind)));
	assert_true(is_general(question_for_kinds(0)));
	plan_free(plan);
}

/* Kinds that the language names: nothing of them described is one question. */
static void kinds_have_questions_of_their_own(void **state)
{
	static const uint64_t kinds[] = { BIT(K_FIREWALL), BIT(K_VLAN), BIT(K_VOICE_ROUTE), BIT(K_USERS),
		VPN_ENDS };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		assert_false(is_general(question_for_kinds(kinds[i])));
}

/* The attribute of an element of some kind, standing in a parent of some kind. */
static bool has_words(enum attr attr)
{
	for (unsigned kind = 0; kind < KIND_COUNT; kind++)
		for (unsigned parent = 0; parent < KIND_COUNT; parent++) {
			struct element e[] = {
				{ .kind = (uint8_t)parent, .parent = NO_ELEMENT },
				{ .kind = (uint8_t)kind, .parent = 0 },
			};
			struct topology topo = { .element = e, .n_element = 2 };

			if (attr_spec((enum kind)kind, attr) != NULL &&
				!is_general(question_for(&topo, &e[1], attr)))
				return true;
		}
	return false;
}

/* Every fact that a rule says it needs has words of its own, or its kind has. */
static void no_rule_asks_in_general(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < rule_count(); i++) {
		const struct rule *rule = rule_nth(i);

		for (unsigned n = 0; n < RULE_MOST_NEEDS && rule->needs[n] != A_NONE; n++) {
			enum kind kind = kind_find(str_of(attr_name(rule->needs[n])));

			if (!has_words(rule->needs[n]) &&
				(kind == K_NONE || is_general(question_for_kinds(BIT(kind)))))
				fail_msg("%s asks for %s in general words", rule->info.id,
					attr_name(rule->needs[n]));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_one_who_knows_is_asked),
		cmocka_unit_test(the_side_decides),
		cmocka_unit_test(there_is_always_a_question),
		cmocka_unit_test(kinds_have_questions_of_their_own),
		cmocka_unit_test(no_rule_asks_in_general),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
