/* SPDX-License-Identifier: MIT */
/*
 * Holds the vocabulary against the languages as their designers wrote them down: the table below was copied
 * from their document by hand, not from vocabulary.def. What a scenario refers to stands in the topology.
 *
 * An attribute is NAME, then * if required, then what it takes: ? true or false, :a,b one of, %a,b some of,
 * >kind,kind a reference to one of these, >>kind a list of such, >2 kind exactly two, ~ an id, address or prefix,
 * @forms a scope; and =VALUE, the product's documented default.
 */
#include "topology_support.h"

#include "model/vocabulary.h"

#define PEER_ATTRIBUTES \
	" fqdn ip subnet tls-port=5067 tcp-port=5066 srtp:none,supported,required max-early-dialogs" \
	" representative-media-ip media-ip channels cost busy-response busy-isup response-ms features" \
	" required-features certified-countries dialing-format:e164,local mtbf-h mttr-h tls? tcp?" \
	" certificate-trusted? qualified? media-bypass-supported? media-bypass-listed?" \
	" multiple-early-dialogs? rfc3960? dns-load-balancing? accepts-any-mediation-server?" \
	" uniform-load-balancing? existing? accepts-plus? supports-extensions? translates? routable?" \
	" default? rtp-latching? nat? pidf-lo?"
#define MEDIATION_ATTRIBUTES \
	" fqdn front-end-pool>front-end-pool edge-pool>edge-pool load-balancing:none,dns,hardware" \
	" tls-port=5067 tcp-port more-tls-ports more-tcp-ports front-end-port=5070 audio-port-start=49152" \
	" audio-port-count=8348 dscp-audio" \
	" uniform-config? hyper-threading? high-availability-required? receive-side-scaling? monitoring?" \
	" host-ipsec-media?"
#define VPN_END_ATTRIBUTES \
	" zone:perimeter,internal,provider external-ip internal-ip broadcast-to-vlan? multicast-to-vlan?" \
	" restricted? vlan-procedure mtbf-h mttr-h"
#define POOL_KINDS "front-end-pool edge-pool mediation-pool survivable-branch-appliance"

static const struct row {
	const char *element;
	const char *parents;
	const char *attributes;
} language[] = {
	{ "topology", "",
		"product:lync-2010,lync-2013,sfb-2015,sfb-2019,sfb-se=lync-2013"
		" media-bypass:off,always,site-and-region=off default-bypass-id?=false"
		" media-encryption:require,support,none=require call-admission-control?=false"
		" central-resilience-required? mediation-server?" },
	{ "include", "topology", "href*" },
	{ "extend", "topology", "ref*>anything" },
	{ "site", "topology",
		"id* kind*:central,branch central-site>site country size:small,mid,large"
		" deployment:sip-trunking,behind-pbx,in-front-of-pbx,voip-only survivability-required?"
		" wan-resilient? dns? dhcp? dhcp-option-120? presence-required? devices-listed?"
		" toll-bypass-allowed? central-telephony?" },
	{ "wan-link", "topology",
		"id* between*>2site bandwidth-kbps delay-ms jitter-ms loss-percent constrained? resilient? qos?"
		" bandwidth-policy>bandwidth-policy" },
	{ "front-end-pool", "site",
		"id* fqdn edition:standard,enterprise backup-pool>front-end-pool virtual? os capacity-users"
		" audio-port-start=49152 audio-port-count=8348"
		" failure-detection-s=300 video-port-start video-port-count sharing-port-start"
		" sharing-port-count dscp-video dscp-sharing" },
	{ "edge-pool", "site", "id* fqdn" },
	{ "mediation-pool", "site", "id* placement*:stand-alone,collocated" MEDIATION_ATTRIBUTES },
	{ "survivable-branch-appliance", "site", "id* kind:sba,sbs=sba" MEDIATION_ATTRIBUTES },
	{ "server", POOL_KINDS, "id* same-as>server fqdn ip site>site memory-gb mtbf-h mttr-h" },
	{ "interface", "server", "id* side*:internal,external ip" },
	{ "gateway", "site", "id* kind*:pstn-gateway,sbc,analog-gateway,elin-gateway" PEER_ATTRIBUTES },
	{ "rate", "gateway sbc", "pattern* cost*" },
	{ "pbx", "site",
		"id* kind*:tdm,ip direct-sip-partner? media-termination-point?"
		" egress:own-line,gateway,lync" PEER_ATTRIBUTES },
	{ "provider", "topology",
		"id* country failover-procedure trunk-model:one-per-server,several-per-server"
		" required-trunks-per-server provisioned-addresses certified? high-availability?"
		" cross-central-site? inbound-failover? accepts-client-media? internal-addresses-disclosed?"
		" tls? srtp? dns-load-balancing?" },
	{ "sbc", "provider", "id* location" PEER_ATTRIBUTES },
	{ "vpn-router", "site provider", "id*" VPN_END_ATTRIBUTES },
	{ "vpn-server", "site provider", "id*" VPN_END_ATTRIBUTES },
	{ "forward", "vpn-router vpn-server", "to*~" },
	{ "vlan", "site", "id* tag subnet members*>>interface,vpn-router,vpn-server,gateway" },
	{ "firewall", "topology site provider",
		"id* protects*>>interface,server,front-end-pool,edge-pool,mediation-pool,"
		"survivable-branch-appliance,gateway,sbc,pbx,vpn-router,vpn-server,users" },
	{ "permit", "firewall", "protocol*:tcp,udp,esp,ah,gre,any ports from~ to~" },
	{ "connection", "topology",
		"id* kind*:lan,mpls,private-line,vpn,internet site>site provider>provider bandwidth-kbps"
		" delay-ms jitter-ms loss-percent resilient? qos? voice-priority? shared? isolated?" },
	{ "tunnel", "connection",
		"id* enterprise-end>vpn-router,vpn-server provider-end>vpn-router,vpn-server vlan>vlan"
		" encapsulation:gre,ipsec,other,none cipher requires-ports mtbf-h mttr-h" },
	{ "trunk", "topology",
		"id* mediation-pool*>mediation-pool,survivable-branch-appliance peer*>gateway,sbc,pbx"
		" transport:tcp,tls,udp mediation-port peer-port connection>connection,wan-link isolated?"
		" role:pstn,pbx,emergency"
		" codecs%g711a,g711u,g722,g723,g726,g729,gsm,ilbc,opus,rtaudio,siren max-calls root?"
		" termination-site>site mtbf-h mttr-h" },
	{ "trunk-defaults", "topology",
		"transport:tcp,tls,udp codecs%g711a,g711u,g722,g723,g726,g729,gsm,ilbc,opus,rtaudio,siren"
		" role:pstn,pbx,emergency mediation-port peer-port connection>connection,wan-link max-calls" },
	{ "trunk-config", "topology",
		"scope*@global,site:,trunk: srtp:required,optional,not-supported=required"
		" max-early-dialogs=20 pstn-usages>>pstn-usage network-site>network-site"
		" alternate-bypass-id media-bypass?=false concentrated-topology?=true refer?=true"
		" third-party-refer?=false rtcp-active-calls?=true rtcp-held-calls?=true fast-failover?=true"
		" rtp-latching?=false session-timer?=false remove-plus?=false pidf-lo?=false"
		" location-restriction?=false" },
	{ "translate", "trunk-config", "pattern* replacement* on:called,calling=called" },
	{ "response-code", "trunk-config", "received* isup=-1 translated* priority" },
	{ "tie-line", "topology", "id* gateway*>gateway pbx*>pbx channels kind:pri,qsig,analog,sip" },
	{ "pstn-line", "topology",
		"id* ends-on*>gateway,pbx provider>provider channels kind:pri,bri,analog,sip numbers" },
	{ "number-route", "gateway sbc pbx", "pattern* to*>trunk,tie-line,pstn-line,device,gateway" },
	{ "users", "site",
		"id* count* telephony*:enterprise-voice,pbx,both remote pbx>pbx"
		" front-end-pool>front-end-pool,survivable-branch-appliance numbers old-numbers"
		" client:lync-2013,lync-phone-edition,lync-2010,sfb,ocs-2007-r2,other"
		" voice-policy>voice-policy dial-plan>dial-plan load:light,moderate,heavy calls-per-hour"
		" mean-call-s subnet remote-call-control? voice-mail? common-requirements?"
		" central-management? dispersed? vpn-media? vpn-signalling?" },
	{ "device", "site",
		"id* kind*:fax,analog,ip-phone,legacy"
		" attached-to>gateway,pbx,front-end-pool,survivable-branch-appliance number"
		" location-registered?" },
	{ "unified-messaging", "site", "id* fqdn pilot auto-attendant?" },
	{ "pstn-usage", "topology", "id*" },
	{ "voice-route", "topology",
		"id* pattern trunks>>trunk usages>>pstn-usage priority suppress-caller-id?"
		" alternate-caller-id" },
	{ "voice-policy", "topology", "id* usages>>pstn-usage pstn-reroute? scope@global,site:,user=user" },
	{ "dial-plan", "topology", "id* simple-name scope@global,site:,pool:,user external-prefix" },
	{ "normalize", "dial-plan", "pattern* replacement*" },
	{ "sample", "dial-plan", "dialled*" },
	{ "network-region", "topology", "id* central-site>site connection>connection" },
	{ "network-site", "topology",
		"id* region>network-region bandwidth-policy>bandwidth-policy site>site provider>provider" },
	{ "subnet", "network-site", "address* wireless?" },
	{ "bandwidth-policy", "topology",
		"id* audio-total-kbps audio-session-kbps video-total-kbps video-session-kbps" },
	{ "intersite-policy", "topology",
		"id* between*>2network-site bandwidth-policy*>bandwidth-policy direct-link?" },
	{ "emergency", "topology",
		"method*:sip-trunk,elin provider>provider trunks>>trunk sites>>site numbers=911_112 qualified?"
		" response-centre dedicated? ipsec? confidential?" },
	{ "scenario", "", "" },
	{ "call", "scenario",
		"id* from* to dialled at-s=0 duration-s=180 answer-after-s=2 expect expect-trunk>trunk"
		" expect-signalling expect-media" },
	{ "fail", "scenario",
		"target*>>server,front-end-pool,edge-pool,mediation-pool,survivable-branch-appliance,trunk,gateway,"
		"sbc,pbx,vpn-router,vpn-server,tunnel,connection,wan-link,site at-s=0 until-s"
		" mode:crash,refuse,silent,full,options-only,media-only,drain,slow=crash code isup delay-ms" },
	{ "traffic", "scenario",
		"from*>>users to* calls-per-hour mean-call-s holding:exponential,constant=exponential" },
	{ "policy", "scenario", "value*" },
	{ "run", "scenario", "seed=1 duration-s warm-up-s replications" },
};

static enum kind kind_of(const char *name)
{
	enum kind kind = kind_find(str_of(name));

	if (kind == K_NONE)
		fail_msg("no element '%s'", name);
	return kind;
}

/* Kinds named in a text, separated by blanks or commas. */
static uint64_t kinds_of(const char *names)
{
	uint64_t kinds = 0;
	char *copy = plan_copy(names);
	char *state;

	for (char *name = strtok_r(copy, " ,", &state); name != NULL; name = strtok_r(NULL, " ,", &state))
		kinds |= strcmp(name, "anything") == 0 ? EXTENDED : BIT(kind_of(name));
	free(copy);
	return kinds;
}

/* The list of choices, joined by commas. */
static void assert_choices(const struct attr_spec *spec, enum type type, const char *expected)
{
	const struct choice_list *list = choice_list(spec->choices);
	char joined[256] = "";

	assert_int_equal(spec->type, type);
	for (unsigned i = 0; i < list->count; i++) {
		if (i > 0)
			strcat(joined, ",");
		strcat(joined, list->names[i]);
	}
	assert_string_equal(joined, expected);
}

static void assert_forms(const struct attr_spec *spec, const char *expected)
{
	static const struct {
		const char *text;
		unsigned form;
	} forms[] = {
		{ "global", SCOPE_GLOBAL },
		{ "user", SCOPE_USER },
		{ "site:", SCOPE_SITE },
		{ "trunk:", SCOPE_TRUNK },
		{ "pool:", SCOPE_POOL },
	};
	unsigned wanted = 0;

	assert_int_equal(spec->type, TYPE_SCOPE);
	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		if (strstr(expected, forms[i].text) != NULL)
			wanted |= forms[i].form;
	assert_int_equal(spec->forms, wanted);
}

static void assert_references(const struct attr_spec *spec, const char *expected)
{
	bool pair = strncmp(expected, "2", 1) == 0;
	bool list = pair || expected[0] == '>';

	assert_int_equal(spec->type, list ? TYPE_REFS : TYPE_REF);
	assert_int_equal(spec->count, pair ? 2 : 0);
	assert_int_equal(spec->targets, kinds_of(expected + list));
}

/* What follows the name of an attribute in the table. */
static void assert_takes(const struct attr_spec *spec, const char *rest)
{
	switch (rest[0]) {
	case '?':
		assert_int_equal(spec->type, TYPE_BOOL);
		break;
	case ':':
		assert_choices(spec, TYPE_CHOICE, rest + 1);
		break;
	case '%':
		assert_choices(spec, TYPE_CHOICE_SET, rest + 1);
		break;
	case '>':
		assert_references(spec, rest + 1);
		break;
	case '~':
		assert_int_equal(spec->type, TYPE_TARGET);
		break;
	case '@':
		assert_forms(spec, rest + 1);
		break;
	default:
		assert_true(spec->type != TYPE_BOOL && spec->type != TYPE_CHOICE && spec->type != TYPE_REF &&
			spec->type != TYPE_REFS && spec->type != TYPE_CHOICE_SET &&
			spec->type != TYPE_SCOPE && spec->type != TYPE_TARGET);
		break;
	}
}

static void assert_default(const struct attr_spec *spec, char *expected)
{
	if (expected == NULL) {
		assert_null(spec->fallback);
		return;
	}
	for (char *c = expected; *c != '\0'; c++)
		if (*c == '_')
			*c = ' ';
	assert_non_null(spec->fallback);
	assert_string_equal(spec->fallback, expected);
}

static void assert_attribute(enum kind kind, const char *written)
{
	char *name = plan_copy(written);
	char *fallback = strchr(name, '=');
	size_t length = strcspn(name, "*?:%>~@=");
	const struct attr_spec *spec = attr_spec_find(kind, (struct str){ name, length });
	const char *rest = name + length;

	if (spec == NULL)
		fail_msg("%s has no %s", kind_name(kind), written);
	assert_int_equal(spec->required, *rest == '*');
	if (fallback != NULL)
		*fallback++ = '\0';
	assert_takes(spec, *rest == '*' ? rest + 1 : rest);
	assert_default(spec, fallback);
	free(name);
}

static void every_element_has_the_documented_attributes(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(language); i++) {
		enum kind kind = kind_of(language[i].element);
		char *copy = plan_copy(language[i].attributes);
		unsigned expected = strstr(copy, "id*") == copy ? 1 : 2; /* name, and an id if not listed */
		unsigned count;
		char *at;

		for (char *word = strtok_r(copy, " ", &at); word != NULL; word = strtok_r(NULL, " ", &at)) {
			assert_attribute(kind, word);
			expected++;
		}
		attr_specs_of(kind, &count);
		if (count != expected)
			fail_msg("%s has %u attributes instead of %u", language[i].element, count, expected);
		free(copy);
	}
}

static void every_element_stands_where_documented(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(language); i++)
		assert_int_equal(
			element_specs[kind_of(language[i].element)].parents, kinds_of(language[i].parents));
}

static void every_element_is_documented(void **state)
{
	uint64_t documented = BIT(K_DESCRIPTION);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(language); i++)
		documented |= BIT(kind_of(language[i].element));
	assert_int_equal(documented, BIT(KIND_COUNT) - 1);
}

static void ids_are_required_where_marked(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(language); i++) {
		enum kind kind = kind_of(language[i].element);
		bool marked = strncmp(language[i].attributes, "id*", 3) == 0;

		assert_int_equal(element_specs[kind].id_required, marked);
		assert_int_equal(attr_spec(kind, A_ID)->required, marked);
	}
}

/* A policy is known by its name alone. */
static void only_a_policy_must_have_a_name(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < KIND_COUNT; kind++)
		assert_int_equal(attr_spec((enum kind)kind, A_NAME)->required, kind == K_POLICY);
}

/* A language holds its root and all that may stand somewhere below it, and nothing else. */
static void languages_share_only_the_description(void **state)
{
	uint64_t all[LANGUAGE_COUNT];

	(void)state;
	for (unsigned n = 0; n < LANGUAGE_COUNT; n++) {
		uint64_t kinds = BIT(language_spec((enum language)n)->root);

		for (unsigned round = 0; round < KIND_COUNT; round++)
			for (unsigned kind = 0; kind < KIND_COUNT; kind++)
				kinds |= kinds & BIT(kind) ? kind_children((enum kind)kind) : 0;
		all[n] = language_kinds((enum language)n);
		assert_int_equal(all[n], kinds);
	}
	assert_int_equal(all[LANGUAGE_TOPOLOGY] & all[LANGUAGE_SCENARIO], BIT(K_DESCRIPTION));
	assert_int_equal(all[LANGUAGE_TOPOLOGY] | all[LANGUAGE_SCENARIO], BIT(KIND_COUNT) - 1);
	assert_string_equal(language_spec(LANGUAGE_SCENARIO)->space, "urn:lync-topo:scenario:1");
}

/* What stands in another document cannot be resolved here: only scenarios refer to it, and only so. */
static void scenarios_refer_to_the_deployment(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
		unsigned count;
		const struct attr_spec *specs = attr_specs_of((enum kind)kind, &count);

		for (unsigned i = 0; i < count; i++)
			assert_int_equal(specs[i].in_deployment,
				kind >= K_SCENARIO &&
					(specs[i].type == TYPE_REF || specs[i].type == TYPE_REFS));
	}
}

static void a_description_may_stand_in_everything_else(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < KIND_COUNT; kind++)
		assert_int_equal(
			(kind_children((enum kind)kind) & BIT(K_DESCRIPTION)) != 0, kind != K_DESCRIPTION);
}

static void tunnel_ends_stand_on_their_own_side(void **state)
{
	(void)state;
	assert_int_equal(attr_spec(K_TUNNEL, A_ENTERPRISE_END)->target_parent, K_SITE);
	assert_int_equal(attr_spec(K_TUNNEL, A_PROVIDER_END)->target_parent, K_PROVIDER);
	assert_int_equal(attr_spec(K_TRUNK, A_PEER)->target_parent, K_NONE);
}

static void id_and_name_come_first(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
		unsigned count;
		const struct attr_spec *specs = attr_specs_of((enum kind)kind, &count);

		assert_true(count >= 2);
		assert_int_equal(specs[0].attr, A_ID);
		assert_int_equal(specs[1].attr, A_NAME);
		for (unsigned i = 0; i < count; i++)
			assert_int_equal(specs[i].kind, kind);
	}
}

static void rows_are_found_by_number_and_by_name_alike(void **state)
{
	unsigned found = 0;

	(void)state;
	for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
		for (unsigned attr = 1; attr < ATTR_COUNT; attr++) {
			const struct attr_spec *spec = attr_spec((enum kind)kind, (enum attr)attr);

			assert_ptr_equal(
				spec, attr_spec_find((enum kind)kind, str_of(attr_name((enum attr)attr))));
			found += spec != NULL;
			if (spec != NULL)
				assert_int_equal(spec->attr, attr);
		}
	}
	assert_in_range(found, 300, 10000);
}

/* No attribute name stands for two attributes, and every one is an attribute of something. */
static void attribute_names_are_unique_and_used(void **state)
{
	(void)state;
	assert_string_equal(attr_name(A_NONE), "");
	for (unsigned attr = 1; attr < ATTR_COUNT; attr++) {
		bool used = false;

		for (unsigned kind = 0; kind < KIND_COUNT; kind++)
			used |= attr_spec((enum kind)kind, (enum attr)attr) != NULL;
		if (!used)
			fail_msg("%s is no attribute of any element", attr_name((enum attr)attr));
		for (unsigned other = 1; other < attr; other++)
			assert_string_not_equal(attr_name((enum attr)attr), attr_name((enum attr)other));
	}
}

static void names_are_found_exactly(void **state)
{
	static const char *const wrong[] = { "", "Trunk", "trun", "trunks", "trunk ", "TRUNK" };

	(void)state;
	assert_int_equal(kind_find(str_of("trunk")), K_TRUNK);
	assert_int_equal(kind_find((struct str){ "trunks", 5 }), K_TRUNK);
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		assert_int_equal(kind_find(str_of(wrong[i])), K_NONE);
		assert_null(attr_spec_find(K_USERS, str_of(wrong[i])));
	}
	assert_string_equal(kind_name(K_TRUNK), "trunk");
	assert_string_equal(kind_name(K_NONE), "");
}

static void every_row_says_what_it_is_for(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
		unsigned count;
		const struct attr_spec *specs = attr_specs_of((enum kind)kind, &count);

		assert_true(element_specs[kind].doc[0] != '\0');
		for (unsigned i = 0; i < count; i++)
			assert_true(specs[i].doc[0] != '\0');
	}
}

static void lists_of_kinds_read_as_people_write_them(void **state)
{
	char text[512];

	(void)state;
	kinds_text(0, text, sizeof(text));
	assert_string_equal(text, "");
	kinds_text(BIT(K_TRUNK), text, sizeof(text));
	assert_string_equal(text, "trunk");
	kinds_text(PEERS, text, sizeof(text));
	assert_string_equal(text, "gateway, pbx or sbc");
	kinds_text(BIT(K_GATEWAY) | BIT(K_EMERGENCY), text, sizeof(text));
	assert_string_equal(text, "gateway or emergency");
}

static void a_list_of_kinds_stays_in_its_room(void **state)
{
	char text[16];

	(void)state;
	memset(text, 'x', sizeof(text));
	kinds_text(~(uint64_t)0 >> (64 - KIND_COUNT), text, 8);
	assert_int_equal(text[7], '\0');
	assert_int_equal(text[8], 'x');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_element_has_the_documented_attributes),
		cmocka_unit_test(every_element_stands_where_documented),
		cmocka_unit_test(every_element_is_documented),
		cmocka_unit_test(ids_are_required_where_marked),
		cmocka_unit_test(only_a_policy_must_have_a_name),
		cmocka_unit_test(languages_share_only_the_description),
		cmocka_unit_test(scenarios_refer_to_the_deployment),
		cmocka_unit_test(a_description_may_stand_in_everything_else),
		cmocka_unit_test(tunnel_ends_stand_on_their_own_side),
		cmocka_unit_test(id_and_name_come_first),
		cmocka_unit_test(rows_are_found_by_number_and_by_name_alike),
		cmocka_unit_test(attribute_names_are_unique_and_used),
		cmocka_unit_test(names_are_found_exactly),
		cmocka_unit_test(every_row_says_what_it_is_for),
		cmocka_unit_test(lists_of_kinds_read_as_people_write_them),
		cmocka_unit_test(a_list_of_kinds_stays_in_its_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
