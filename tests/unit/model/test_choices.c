/* SPDX-License-Identifier: MIT */
/* Holds the lists of values against their enums, and against what a list of names must be. */
#include "topology_support.h"

#include "model/choices.h"

static const struct {
	enum choices list;
	unsigned at;
	const char *name;
} places[] = {
	{ CHOICES_PRODUCT, PRODUCT_LYNC_2013, "lync-2013" },
	{ CHOICES_PRODUCT, PRODUCT_SFB_SE, "sfb-se" },
	{ CHOICES_BYPASS, BYPASS_SITE_AND_REGION, "site-and-region" },
	{ CHOICES_ENCRYPTION, ENCRYPTION_SUPPORT, "support" },
	{ CHOICES_SITE_KIND, SITE_KIND_BRANCH, "branch" },
	{ CHOICES_SIZE, SIZE_MID, "mid" },
	{ CHOICES_DEPLOYMENT, DEPLOYMENT_IN_FRONT_OF_PBX, "in-front-of-pbx" },
	{ CHOICES_EDITION, EDITION_STANDARD, "standard" },
	{ CHOICES_PLACEMENT, PLACEMENT_COLLOCATED, "collocated" },
	{ CHOICES_BALANCING, BALANCING_HARDWARE, "hardware" },
	{ CHOICES_BRANCH_BOX, BRANCH_BOX_SBS, "sbs" },
	{ CHOICES_SIDE, SIDE_EXTERNAL, "external" },
	{ CHOICES_GATEWAY_KIND, GATEWAY_KIND_ELIN_GATEWAY, "elin-gateway" },
	{ CHOICES_PEER_SRTP, PEER_SRTP_REQUIRED, "required" },
	{ CHOICES_DIALING, DIALING_LOCAL, "local" },
	{ CHOICES_PBX_KIND, PBX_KIND_IP, "ip" },
	{ CHOICES_EGRESS, EGRESS_OWN_LINE, "own-line" },
	{ CHOICES_TRUNK_MODEL, TRUNK_MODEL_SEVERAL_PER_SERVER, "several-per-server" },
	{ CHOICES_ZONE, ZONE_PROVIDER, "provider" },
	{ CHOICES_PROTOCOL, PROTOCOL_ANY, "any" },
	{ CHOICES_CONNECTION_KIND, CONNECTION_KIND_PRIVATE_LINE, "private-line" },
	{ CHOICES_ENCAPSULATION, ENCAPSULATION_IPSEC, "ipsec" },
	{ CHOICES_TRANSPORT, TRANSPORT_UDP, "udp" },
	{ CHOICES_ROLE, ROLE_EMERGENCY, "emergency" },
	{ CHOICES_CODEC, CODEC_G711U, "g711u" },
	{ CHOICES_CODEC, CODEC_SIREN, "siren" },
	{ CHOICES_SRTP, SRTP_NOT_SUPPORTED, "not-supported" },
	{ CHOICES_TRANSLATE_ON, TRANSLATE_ON_CALLING, "calling" },
	{ CHOICES_TIE_KIND, TIE_KIND_QSIG, "qsig" },
	{ CHOICES_LINE_KIND, LINE_KIND_BRI, "bri" },
	{ CHOICES_TELEPHONY, TELEPHONY_BOTH, "both" },
	{ CHOICES_CLIENT, CLIENT_OCS_2007_R2, "ocs-2007-r2" },
	{ CHOICES_LOAD, LOAD_HEAVY, "heavy" },
	{ CHOICES_DEVICE_KIND, DEVICE_KIND_IP_PHONE, "ip-phone" },
	{ CHOICES_EMERGENCY_METHOD, EMERGENCY_METHOD_ELIN, "elin" },
};

/* A sample of each list, by hand: the name must stand at the place of its enum. */
static void names_stand_at_the_place_of_their_enum(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		assert_true(places[i].at < choice_list(places[i].list)->count);
		assert_string_equal(choice_list(places[i].list)->names[places[i].at], places[i].name);
	}
}

static void no_list_has_a_name_twice(void **state)
{
	(void)state;
	for (unsigned list = CHOICES_NONE + 1; list < CHOICES_COUNT; list++) {
		const struct choice_list *choices = choice_list((enum choices)list);

		assert_in_range(choices->count, 2, 31); /* a set of choices is 32 bits */
		for (unsigned i = 0; i < choices->count; i++)
			for (unsigned j = 0; j < i; j++)
				assert_string_not_equal(choices->names[i], choices->names[j]);
	}
}

static void no_list_is_empty_rather_than_missing(void **state)
{
	(void)state;
	assert_int_equal(choice_list(CHOICES_NONE)->count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_stand_at_the_place_of_their_enum),
		cmocka_unit_test(no_list_has_a_name_twice),
		cmocka_unit_test(no_list_is_empty_rather_than_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
