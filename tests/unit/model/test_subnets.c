/* SPDX-License-Identifier: MIT */
/*
 * Configured subnets: the example of "Network settings for the advanced Enterprise Voice features" (client
 * 172.29.81.57 with mask 255.255.255.0, subnets 172.29.81.0/24 and 172.29.0.0/16, and 172.29.91.0/23, which does not
 * start at its first address), and the index held against a plain search through subnets made by chance.
 */
#include "support.h"
#include "topology_support.h"

#include "model/deployment.h"

static struct plan *load_subnets(const char *subnets)
{
	char *body = plan_memory(100000);
	struct plan *plan;

	sprintf(body, "<network-site id='n'>%s</network-site>", subnets);
	plan = plan_load_good(body);
	free(body);
	assert_true(deployment_make(&plan->deployment, &plan->topo));
	return plan;
}

static struct address parse(const char *text)
{
	struct address address;

	assert_true(address_parse_prefix(str_of(text), &address));
	return address;
}

/* The address as the subnet found has it, or "none". */
static void assert_found(const struct plan *plan, const struct element *subnet, const char *text)
{
	struct str found = str_of("none");

	if (subnet != NULL)
		found = topo_text(&plan->topo, subnet, A_ADDRESS);
	if (!str_is(found, text))
		fail_msg("%.*s, not %s", STR_ARG(found), text);
}

static void assert_exact(const char *subnets, const char *client, const char *found)
{
	struct plan *plan = load_subnets(subnets);
	struct address address = parse(client);

	assert_found(plan, subnet_exact(&plan->deployment.subnets, &address), found);
	plan_free(plan);
}

static void a_client_matches_the_subnet_that_it_computes(void **state)
{
	(void)state;
	assert_exact("<subnet address='172.29.81.0/24'/>", "172.29.81.57/24", "172.29.81.0/24");
	assert_exact("<subnet address='172.29.0.0/16'/>", "172.29.81.57/24", "none");
	assert_exact("<subnet address='172.29.81.0/25'/>", "172.29.81.57/24", "none");
	assert_exact("<subnet address='172.29.91.0/23'/>", "172.29.90.0/23", "none");
	assert_exact("<subnet address='172.29.91.0/23'/><subnet address='172.29.90.0/23'/>", "172.29.91.7/23",
		"172.29.90.0/23");
	assert_exact("<subnet address='2001:db8:5::/48'/>", "2001:db8:5:9::1/48", "2001:db8:5::/48");
	assert_exact("", "172.29.81.57/24", "none");
}

static void what_lies_around(void **state)
{
	struct plan *plan = load_subnets("<subnet address='172.29.0.0/16'/><subnet address='172.29.80.0/23'/>"
					 "<subnet address='172.29.81.0/24'/><subnet address='::/0'/>");
	const struct subnet_index *index = &plan->deployment.subnets;
	struct address client = parse("172.29.81.57/24");
	struct address part = parse("172.29.81.128/25");
	struct address wide = parse("172.29.80.0/22");
	struct address six = parse("2001:db8::1");
	struct address other = parse("172.30.0.1");

	(void)state;
	assert_found(plan, subnet_around(index, &client), "172.29.81.0/24");
	assert_found(plan, subnet_holding(index, &part), "172.29.81.0/24");
	assert_found(plan, subnet_holding(index, &wide), "172.29.0.0/16");
	assert_found(plan, subnet_around(index, &six), "::/0");
	assert_found(plan, subnet_around(index, &other), "none");
	plan_free(plan);
}

enum {
	SUBNETS = 60,
};

static void the_narrowest_one_is_what_a_search_finds(void **state)
{
	struct dice dice = { 7 };

	(void)state;
	for (int round = 0; round < 50; round++) {
		char *text = plan_memory(SUBNETS * 40);
		char *at = text;
		struct plan *plan;

		for (int i = 0; i < SUBNETS; i++)
			at += sprintf(at, "<subnet address='10.%u.%u.%u/%u'/>", roll(&dice, 3),
				roll(&dice, 3), roll(&dice, 4), roll(&dice, 33));
		plan = load_subnets(text);
		for (int i = 0; i < 50; i++) {
			struct address address = { { 10, (uint8_t)roll(&dice, 3), (uint8_t)roll(&dice, 3),
							   (uint8_t)roll(&dice, 4) },
				32, 32, false };
			const struct element *found = subnet_around(&plan->deployment.subnets, &address);
			struct address around = { .prefix = 0 };
			int narrowest = -1;

			for (unsigned j = 0; j < SUBNETS; j++) {
				topo_address(&plan->topo, plan_nth(plan, K_SUBNET, j), A_ADDRESS, &around);
				if (address_contains(&around, &address) && around.prefix > narrowest)
					narrowest = around.prefix;
			}
			assert_int_equal(found != NULL, narrowest >= 0);
			if (found == NULL)
				continue;
			assert_true(topo_address(&plan->topo, found, A_ADDRESS, &around));
			assert_true(address_contains(&around, &address));
			assert_int_equal(around.prefix, narrowest);
		}
		plan_free(plan);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_client_matches_the_subnet_that_it_computes),
		cmocka_unit_test(what_lies_around),
		cmocka_unit_test(the_narrowest_one_is_what_a_search_finds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
