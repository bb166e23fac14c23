/* SPDX-License-Identifier: MIT */
/* Step 9: who accepts media from clients, which tunnels let it through, whether encryption fits. */
#include "bypass_support.h"

static void step_9_gateways(void **state)
{
	struct setup setup = always;

	(void)state;
	setup.gateway = "media-bypass-supported='false'";
	assert_no(&setup, "gateway 'gw' does not support media bypass");
	setup.gateway = "";
	assert_yes(&setup);
	assert_assumed(&setup, "assuming gateway 'gw' accepts media from clients");
}

static void step_9_pbxs(void **state)
{
	struct setup setup = always;

	(void)state;
	setup.peer = "pbx";
	setup.rest =
		"<site id='s' kind='central'><pbx id='pbx' kind='ip' media-termination-point='true'/></site>";
	assert_yes(&setup);
	assert_assumed(&setup, "assuming pbx 'pbx' accepts media from clients");
	setup.rest = "<site id='s' kind='central'><pbx id='pbx' kind='ip' media-termination-point='true' "
		     "media-bypass-supported='false'/></site>";
	assert_no(&setup, "does not support media bypass");
	setup.rest = "<site id='s' kind='central'><pbx id='pbx' kind='ip' media-termination-point='false' "
		     "media-bypass-supported='true'/></site>";
	assert_no(&setup, "no media termination point");
	setup.rest = "<site id='s' kind='central'><pbx id='pbx' kind='ip'/></site>";
	assert_no(&setup, "no media termination point");
	assert_assumed(&setup, "assuming pbx 'pbx' has no media termination point");
}

static void step_9_borders_of_providers(void **state)
{
	static const struct {
		const char *rest;
		bool bypass;
		const char *last;
	} cases[] = {
		{ "<provider id='p'><sbc id='sbc'/></provider>", false, "from the Mediation Server only" },
		{ "<provider id='p' accepts-client-media='false'><sbc id='sbc'/></provider>", false,
			"from the Mediation Server only" },
		{ "<provider id='p' accepts-client-media='true'><sbc id='sbc'/></provider>", true, "" },
		{ "<provider id='p'><sbc id='sbc' media-bypass-supported='true'/></provider>", true, "" },
		{ "<provider id='p' accepts-client-media='true'><sbc id='sbc' media-bypass-supported='false'/>"
		  "</provider>",
			false, "from the Mediation Server only" },
		{ "<provider id='p' accepts-client-media='true' internal-addresses-disclosed='false'>"
		  "<sbc id='sbc'/></provider>",
			false, "provider 'p' may not know internal addresses" },
		{ "<provider id='p' accepts-client-media='true' internal-addresses-disclosed='true'>"
		  "<sbc id='sbc'/></provider>",
			true, "" },
	};
	struct setup setup = always;

	(void)state;
	setup.peer = "sbc";
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		setup.rest = cases[i].rest;
		if (cases[i].bypass)
			assert_yes(&setup);
		else
			assert_no(&setup, cases[i].last);
	}
	setup.rest = cases[0].rest;
	assert_assumed(&setup, "assuming sbc 'sbc' does not accept media from clients");
	setup.rest = cases[2].rest;
	assert_assumed(&setup, "assuming provider 'p' may know internal addresses");
}

/* The isolation that the page on SIP trunking asks for leaves no way between clients and the tunnel. */
static void step_9_ends_of_tunnels(void **state)
{
	static const struct {
		const char *end;
		bool bypass;
	} cases[] = {
		{ "<vpn-router id='r'/>", true },
		{ "<vpn-router id='r' restricted='true'/>", false },
		{ "<vpn-router id='r' restricted='true'><forward to='med'/></vpn-router>", false },
		{ "<vpn-router id='r'><forward to='med'/></vpn-router>", false },
		{ "<vpn-router id='r' restricted='false'><forward to='med'/></vpn-router>", true },
		{ "<vpn-router id='r' restricted='true'><forward to='med'/><forward to='sales'/></vpn-router>",
			true },
		{ "<vpn-router id='r' restricted='true'><forward to='red'/></vpn-router>", true },
		{ "<vpn-router id='r' restricted='true'><forward to='172.29.0.0/16'/></vpn-router>", true },
		{ "<vpn-router id='r' restricted='true'><forward to='172.29.80.0/24'/></vpn-router>", false },
		{ "<vpn-router id='r' restricted='true'><forward to='v'/></vpn-router>"
		  "<vlan id='v' members='r' subnet='172.29.81.0/24'/>",
			true },
	};
	struct setup setup = always;
	char rest[700];

	(void)state;
	setup.peer = "sbc";
	setup.trunk = "transport='tls' connection='c'";
	setup.rest = rest;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(rest, sizeof(rest),
			"<provider id='p' accepts-client-media='true'><sbc id='sbc'/></provider>"
			"<site id='dmz' kind='central'>%s</site><connection id='c' kind='vpn'>"
			"<tunnel id='tun' enterprise-end='r'/></connection>",
			cases[i].end);
		if (cases[i].bypass)
			assert_yes(&setup);
		else
			assert_no(&setup, "lets nothing out of the tunnel");
	}
}

/* Media is UDP on high ports, between the two in one direction or the other. */
static void step_9_firewalls(void **state)
{
	static const struct {
		const char *protects, *permit;
		bool passes;
	} cases[] = {
		{ "gw", "", false },
		{ "sales", "", false },
		{ "med", "", true }, /* which bypassing media does not touch */
		{ "gw", "<permit protocol='udp'/>", true },
		{ "gw", "<permit protocol='any'/>", true },
		{ "gw", "<permit protocol='tcp'/>", false },
		{ "gw", "<permit protocol='udp' ports='5060'/>", false },
		{ "gw", "<permit protocol='udp' ports='500-600'/>", false },
		{ "gw", "<permit protocol='udp' ports='5060 16384-32767'/>", true },
		{ "gw", "<permit protocol='udp' from='sales'/>", true },
		{ "gw", "<permit protocol='udp' from='red' to='gw'/>", true },
		{ "gw", "<permit protocol='udp' from='gw' to='sales'/>", true },
		{ "gw", "<permit protocol='udp' from='med'/>", false },
		{ "gw", "<permit protocol='udp' from='172.29.0.0/16'/>", true },
		{ "gw", "<permit protocol='udp' from='172.29.82.0/24'/>", false },
		{ "gw", "<permit protocol='udp' to='10.5.0.9'/>", true },
		{ "gw", "<permit protocol='udp' to='10.5.0.8'/>", false },
		{ "gw", "<permit protocol='tcp'/><permit protocol='udp'/>", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct setup setup = always;
		char *rest = NULL;

		assert_true(asprintf(&rest, "<firewall id='fw' protects='%s'>%s</firewall>",
				    cases[i].protects, cases[i].permit) > 0);
		setup.rest = rest;
		if (cases[i].passes)
			assert_yes(&setup);
		else
			assert_no(
				&setup, "firewall 'fw' lets no media pass between clients of users 'sales'");
		free(rest);
	}
}

static void step_9_encryption(void **state)
{
	static const struct {
		const char *clients, *transport, *srtp, *peer;
		bool fits;
	} cases[] = {
		{ "require", "tls", "required", "", true },
		{ "require", "tls", "optional", "srtp='supported'", true },
		{ "require", "tls", "not-supported", "", false },
		{ "require", "tcp", "required", "", false },
		{ "require", "tls", "optional", "srtp='none'", false },
		{ "support", "tcp", "required", "", true },
		{ "support", "tls", "required", "", true },
		{ "support", "tls", "not-supported", "srtp='none'", true },
		{ "none", "tcp", "required", "", true },
		{ "none", "tls", "required", "", false },
		{ "none", "tls", "optional", "", true },
		{ "none", "tls", "optional", "srtp='required'", false },
	};
	struct setup setup = always;
	char topology[80];
	char config[80];
	char trunk[40];

	(void)state;
	setup.topology = topology;
	setup.config = config;
	setup.trunk = trunk;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(topology, sizeof(topology), "media-bypass='always' media-encryption='%s'",
			cases[i].clients);
		snprintf(config, sizeof(config), "media-bypass='true' srtp='%s'", cases[i].srtp);
		snprintf(trunk, sizeof(trunk), "transport='%s'", cases[i].transport);
		setup.gateway = cases[i].peer;
		if (cases[i].fits) {
			assert_yes(&setup);
			continue;
		}
		assert_no(&setup, "the Mediation Server relays media");
		assert_asked(ask_with(&setup, false, "fail"), BYPASS_VERDICT_FAILS, "the call has no media");
	}
}

/* Clients require SRTP unless the topology says otherwise. */
static void step_9_encryption_by_default(void **state)
{
	struct setup setup = always;

	(void)state;
	setup.trunk = "transport='tcp'";
	assert_no(&setup, "clients require SRTP, which the trunk does not have");
}

static void step_9_encryption_of_the_provider(void **state)
{
	struct setup setup = always;

	(void)state;
	setup.peer = "sbc";
	setup.rest = "<provider id='p' accepts-client-media='true' srtp='false'><sbc id='sbc'/></provider>";
	assert_no(&setup, "clients require SRTP, which the peer does not have");
	setup.rest = "<provider id='p' accepts-client-media='true' srtp='false'>"
		     "<sbc id='sbc' srtp='supported'/></provider>";
	assert_yes(&setup);
}

/* A trunk without a transport is a fault of the document; the policy is for what does not fit. */
static void step_9_encryption_that_is_not_known(void **state)
{
	struct setup setup = always;
	struct plan *plan;

	(void)state;
	setup.trunk = "";
	plan = load(&setup);
	plan_only(plan, "DOC007");
	assert_asked(ask_plan(plan, false, "fail"), BYPASS_VERDICT_NO, "is not known: no bypass");
	setup.topology = "media-bypass='always' media-encryption='support'";
	assert_asked(ask_plan(load(&setup), false, "fail"), BYPASS_VERDICT_YES, "directly");
}

/* Whether the peer takes media comes first: without that there is no bypass that could fail. */
static void a_call_that_would_not_bypass_does_not_fail(void **state)
{
	struct setup setup = always;

	(void)state;
	setup.trunk = "transport='tcp'";
	setup.gateway = "media-bypass-supported='false'";
	assert_asked(ask_with(&setup, false, "fail"), BYPASS_VERDICT_NO, "does not support media bypass");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(step_9_gateways),
		cmocka_unit_test(step_9_pbxs),
		cmocka_unit_test(step_9_borders_of_providers),
		cmocka_unit_test(step_9_ends_of_tunnels),
		cmocka_unit_test(step_9_firewalls),
		cmocka_unit_test(step_9_encryption),
		cmocka_unit_test(step_9_encryption_by_default),
		cmocka_unit_test(step_9_encryption_of_the_provider),
		cmocka_unit_test(step_9_encryption_that_is_not_known),
		cmocka_unit_test(a_call_that_would_not_bypass_does_not_fail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
