/* SPDX-License-Identifier: MIT */
/*
 * Steps 7 and 8: subnets, network sites, bypass ids. Client 172.29.81.57 and the subnets 172.29.81.0/24 and
 * 172.29.0.0/16 are the example of the page on network sites; 172.29.91.0/23 there does not start at its first
 * address.
 */
#include "bypass_support.h"

static void step_7_the_subnet_a_client_computes(void **state)
{
	struct setup setup = sites();

	(void)state;
	setup.users = "subnet='172.29.81.57/24' client='lync-2013'";
	assert_yes(&setup);
	assert_step(&setup, "network-site 'campus', with the bypass id of network-region 'west'");
	setup.rest = "<network-region id='west' central-site='red'/><network-site id='campus' region='west'>"
		     "<subnet address='172.29.0.0/16'/><subnet address='10.5.0.0/24'/></network-site>";
	assert_no(&setup, "do not match");
	assert_step(&setup, "subnet 172.29.81.57/24 of users 'sales' matches no configured subnet");
	/* The same first address is not enough: the mask differs. */
	setup.users = "subnet='172.29.0.0/24' client='lync-2013'";
	assert_no(&setup, "do not match");
}

static void step_7_a_subnet_that_does_not_start_at_its_first_address(void **state)
{
	struct setup setup = sites();

	(void)state;
	setup.users = "subnet='172.29.90.0/23' client='lync-2013'";
	setup.rest = "<network-region id='west'/><network-site id='campus' region='west'>"
		     "<subnet address='172.29.91.0/23'/><subnet address='10.5.0.0/24'/></network-site>";
	assert_no(&setup, "do not match");
	setup.users = "subnet='172.29.81.0/23' client='lync-2013'";
	setup.rest = "<network-region id='west'/><network-site id='campus' region='west'>"
		     "<subnet address='172.29.80.0/23'/><subnet address='10.5.0.0/24'/></network-site>";
	assert_yes(&setup);
}

static void step_7_what_is_not_known_has_no_id(void **state)
{
	struct setup setup = sites();

	(void)state;
	setup.topology = "media-bypass='site-and-region' default-bypass-id='true'";
	setup.users = "client='lync-2013'";
	assert_no(&setup, "do not match");
	assert_step(&setup, "the subnet of users 'sales' is not known: no bypass id");
	setup = sites();
	setup.gateway = "media-bypass-supported='true'";
	assert_no(&setup, "do not match");
	assert_step(&setup, "the address of gateway 'gw' is not known: no bypass id");
}

static void step_7_the_default_id(void **state)
{
	struct setup setup = sites();

	(void)state;
	setup.users = "subnet='192.168.7.0/24' client='lync-2013'";
	setup.gateway = "ip='192.168.9.1' media-bypass-supported='true'";
	assert_no(&setup, "do not match");
	assert_step(&setup, "there is no default bypass id");
	setup.topology = "media-bypass='site-and-region' default-bypass-id='true'";
	assert_yes(&setup);
	/* One of them in a network site: not the same id. */
	setup.gateway = "ip='10.5.0.9' media-bypass-supported='true'";
	assert_no(&setup, "do not match");
}

static void step_7_the_address_of_the_peer(void **state)
{
	static const struct {
		const char *gateway;
		bool bypass;
	} cases[] = {
		{ "ip='10.5.0.9'", true },
		{ "ip='10.5.1.9'", false },
		{ "ip='10.5.1.9' representative-media-ip='10.5.0.7'", true },
		{ "ip='10.5.0.9' representative-media-ip='10.5.1.7'", false },
		/* Only the address is known to the server, not where media really ends. */
		{ "ip='10.5.0.9' media-ip='10.5.1.7'", true },
		{ "media-ip='10.5.0.7'", true },
		{ "subnet='10.5.0.0/24'", true },
		{ "subnet='10.5.0.0/25'", false },
		{ "ip='10.5.0.9' subnet='10.5.0.0/24'", true },
		{ "ip='10.5.0.9' subnet='10.5.0.0/25'", false },
		{ "ip='10.5.0.9' subnet='10.9.0.0/24'", true },
		{ "ip='10.6.0.9' subnet='10.6.0.0/25'", true },
		{ "ip='10.6.0.8' subnet='10.6.0.0/25'", false },
	};
	struct setup setup = sites();

	(void)state;
	setup.rest = NETWORK
		"<network-site id='sbcs' region='west'><subnet address='10.6.0.9/32'/></network-site>";
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		setup.gateway = cases[i].gateway;
		if (cases[i].bypass)
			assert_yes(&setup);
		else
			assert_no(&setup, "do not match");
	}
}

/* The narrowest configured subnet holds an address of which the mask is not known. */
static void step_7_the_narrowest_subnet_of_a_peer(void **state)
{
	struct setup setup = sites();

	(void)state;
	setup.rest = "<network-region id='west'/><network-region id='east'/>"
		     "<network-site id='around' region='east'><subnet address='10.0.0.0/8'/></network-site>"
		     "<network-site id='campus' region='west'><subnet address='172.29.81.0/24'/>"
		     "<subnet address='10.5.0.0/24'/></network-site>"
		     "<network-site id='above' region='east'><subnet address='10.5.0.0/16'/></network-site>";
	assert_yes(&setup);
}

/* Region, no policy: the region's id; a policy: an id of one's own; no region: none. */
static void step_7_ids_of_regions_and_sites(void **state)
{
	static const struct {
		const char *client_site, *gateway_site;
		bool bypass;
	} cases[] = {
		{ "region='west'", "region='west'", true },
		{ "region='west'", "region='east'", false },
		{ "region='west' bandwidth-policy='bw'", "region='west'", false },
		{ "region='west'", "region='west' bandwidth-policy='bw'", false },
		{ "region='west' bandwidth-policy='bw'", "region='west' bandwidth-policy='bw'", false },
		{ "", "", false },
	};
	struct setup setup = sites();
	char rest[800];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(rest, sizeof(rest),
			"<bandwidth-policy id='bw'/><network-region id='west'/><network-region id='east'/>"
			"<network-site id='a' %s><subnet address='172.29.81.0/24'/></network-site>"
			"<network-site id='b' %s><subnet address='10.5.0.0/24'/></network-site>",
			cases[i].client_site, cases[i].gateway_site);
		setup.rest = rest;
		if (cases[i].bypass)
			assert_yes(&setup);
		else
			assert_no(&setup, "do not match");
	}
}

/* Behind a constrained link client and gateway still have the same id, that of their own site. */
static void step_7_both_at_one_site_with_a_policy(void **state)
{
	struct setup setup = sites();

	(void)state;
	setup.rest = "<bandwidth-policy id='bw'/><network-region id='west'/>"
		     "<network-site id='campus' region='west' bandwidth-policy='bw'>"
		     "<subnet address='172.29.81.0/24'/><subnet address='10.5.0.0/24'/></network-site>";
	assert_yes(&setup);
	assert_step(&setup, "a bandwidth policy and so a bypass id of its own");
}

#define LINKED(policy, region) \
	"<bandwidth-policy id='bw'/><site id='far' kind='branch' central-site='red'/>" \
	"<wan-link id='w' between='far red' " policy "/><network-region id='west' " region "/>" \
	"<network-site id='a' region='west' site='far'><subnet address='172.29.81.0/24'/></network-site>" \
	"<network-site id='b' region='west' site='red'><subnet address='10.5.0.0/24'/></network-site>"

/* The policy of the link to the centre counts for the branch, not for the centre. */
static void step_7_a_policy_of_the_wan_link(void **state)
{
	struct setup setup = sites();

	(void)state;
	setup.rest = LINKED("constrained='true'", "central-site='red'");
	assert_yes(&setup);
	setup.rest = LINKED("bandwidth-policy='bw'", "central-site='red'");
	assert_no(&setup, "do not match");
	assert_step(&setup, "network-site 'a', which has a bandwidth policy");
	assert_step(&setup, "network-site 'b', with the bypass id of network-region 'west'");
	setup.rest = LINKED("bandwidth-policy='bw'", "");
	assert_no(&setup, "do not match");
	setup.rest = LINKED("bandwidth-policy='bw'", "central-site='far'");
	assert_no(&setup, "do not match");
	assert_step(&setup, "network-site 'b', which has a bandwidth policy");
}

static void step_7_ipv6(void **state)
{
	struct setup setup = sites();

	(void)state;
	setup.users = "subnet='2001:db8:81:4::57/60' client='lync-2013'";
	setup.gateway = "ip='2001:db8:5::9' media-bypass-supported='true'";
	setup.rest = "<network-region id='west'/><network-site id='campus' region='west'>"
		     "<subnet address='2001:db8:81::/60'/><subnet address='2001:db8:5::/64'/></network-site>";
	assert_yes(&setup);
	setup.users = "subnet='2001:db8:81:14::57/60' client='lync-2013'";
	assert_no(&setup, "do not match");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(step_7_the_subnet_a_client_computes),
		cmocka_unit_test(step_7_a_subnet_that_does_not_start_at_its_first_address),
		cmocka_unit_test(step_7_what_is_not_known_has_no_id),
		cmocka_unit_test(step_7_the_default_id),
		cmocka_unit_test(step_7_the_address_of_the_peer),
		cmocka_unit_test(step_7_the_narrowest_subnet_of_a_peer),
		cmocka_unit_test(step_7_ids_of_regions_and_sites),
		cmocka_unit_test(step_7_both_at_one_site_with_a_policy),
		cmocka_unit_test(step_7_a_policy_of_the_wan_link),
		cmocka_unit_test(step_7_ipv6),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
