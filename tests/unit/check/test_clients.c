/* SPDX-License-Identifier: MIT */
/*
 * People by the subnet of their clients: whoever is inside a network, each compared by itself, and nobody else.
 */
#include "topology_support.h"

#include "check/clients.h"

enum {
	GROUPS = 60,
};

static const char *const networks[] = { "0.0.0.0/0", "10.0.0.0/8", "10.0.1.0/24", "10.0.1.77/24",
	"10.0.2.128/25", "10.0.2.0/23", "10.1.0.0/16", "192.168.0.0/16", "10.0.1.1", "2001:db8::/32",
	"2001:db8:0:1::/64", "::/0" };

/* Subnets side by side and inside each other, of both families, and groups that have none. */
static struct plan *many_groups(void)
{
	static const struct {
		const char *before, *behind;
	} form[] = { { "10.0.", ".0/24" }, { "10.", ".0.0/16" }, { "10.0.", ".128/25" },
		{ "10.0.", ".77/24" }, { "2001:db8:0:", "::/64" }, { "192.168.", ".0/24" } };
	char body[GROUPS * 120] = "<site id='s' kind='central'>";

	for (unsigned i = 0; i < GROUPS; i++) {
		char subnet[64] = "";
		char attribute[80] = "";

		snprintf(subnet, sizeof(subnet), "%s%u%s", form[i % ARRAY_LEN(form)].before, i % 5,
			form[i % ARRAY_LEN(form)].behind);
		if (i % 7 != 3)
			snprintf(attribute, sizeof(attribute), " subnet='%s'", subnet);
		sprintf(body + strlen(body), "<users id='u%u' count='1' telephony='enterprise-voice'%s/>", i,
			attribute);
	}
	sprintf(body + strlen(body), "<users id='p' count='1' telephony='pbx' subnet='10.0.1.0/24'/></site>");
	return plan_load_good(body);
}

static bool is_between(
	const struct clients *clients, const struct element *users, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if (clients->at[i].users == users)
			return true;
	return false;
}

static void whoever_is_inside_is_found(void **state)
{
	struct plan *plan = many_groups();
	struct run *run = plan_run(plan);
	const struct clients *clients;
	unsigned inside = 0;

	(void)state;
	run->sound = true;
	clients = clients_of(run);
	assert_non_null(clients);
	assert_ptr_equal(clients_of(run), clients);
	assert_int_equal(clients->n, GROUPS);
	for (size_t n = 0; n < ARRAY_LEN(networks); n++) {
		struct address network;
		uint32_t first;
		uint32_t end;

		assert_true(address_parse_prefix(str_of(networks[n]), &network));
		clients_within(clients, &network, &first, &end);
		assert_true(first <= end && end <= clients->n_known);
		for (unsigned i = 0; i < GROUPS; i++) {
			const struct element *users = plan_nth(plan, K_USERS, i);
			struct address subnet;
			bool expected = topo_address(&plan->topo, users, A_SUBNET, &subnet) &&
				address_contains(&network, &subnet);

			assert_int_equal(is_between(clients, users, first, end), expected);
			inside += expected;
		}
	}
	assert_true(inside > GROUPS);
	clients_release(run->clients);
	run->clients = NULL;
	plan_run_end(run);
	plan_free(plan);
}

static void nobody_is_sorted_where_there_are_faults(void **state)
{
	struct plan *plan = many_groups();
	struct run *run = plan_run(plan);

	(void)state;
	run->sound = false;
	assert_null(clients_of(run));
	plan_run_end(run);
	plan_free(plan);
}

static void without_memory_there_are_none(void **state)
{
	struct plan *plan = many_groups();
	struct run *run = plan_run(plan);

	(void)state;
	run->sound = true;
	mem_fail_after(0, true);
	assert_null(clients_of(run));
	assert_true(mem_ran_out());
	mem_fail_after(-1, false);
	plan_run_end(run);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whoever_is_inside_is_found),
		cmocka_unit_test(nobody_is_sorted_where_there_are_faults),
		cmocka_unit_test(without_memory_there_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
