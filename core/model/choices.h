/* SPDX-License-Identifier: MIT */
/*
 * choices.h - the closed lists of values: each list once, as names and as an enum in the same order.
 *
 * X(LIST, ENUM_SUFFIX, "name as written")
 */
#ifndef LYNC_TOPO_MODEL_CHOICES_H
#define LYNC_TOPO_MODEL_CHOICES_H

#define CHOICES_OF_PRODUCT(X) \
	X(PRODUCT, LYNC_2010, "lync-2010") \
	X(PRODUCT, LYNC_2013, "lync-2013") \
	X(PRODUCT, SFB_2015, "sfb-2015") \
	X(PRODUCT, SFB_2019, "sfb-2019") \
	X(PRODUCT, SFB_SE, "sfb-se")
#define CHOICES_OF_BYPASS(X) \
	X(BYPASS, OFF, "off") \
	X(BYPASS, ALWAYS, "always") \
	X(BYPASS, SITE_AND_REGION, "site-and-region")
#define CHOICES_OF_ENCRYPTION(X) \
	X(ENCRYPTION, REQUIRE, "require") \
	X(ENCRYPTION, SUPPORT, "support") \
	X(ENCRYPTION, NONE, "none")
#define CHOICES_OF_SITE_KIND(X) \
	X(SITE_KIND, CENTRAL, "central") \
	X(SITE_KIND, BRANCH, "branch")
#define CHOICES_OF_SIZE(X) \
	X(SIZE, SMALL, "small") \
	X(SIZE, MID, "mid") \
	X(SIZE, LARGE, "large")
#define CHOICES_OF_DEPLOYMENT(X) \
	X(DEPLOYMENT, SIP_TRUNKING, "sip-trunking") \
	X(DEPLOYMENT, BEHIND_PBX, "behind-pbx") \
	X(DEPLOYMENT, IN_FRONT_OF_PBX, "in-front-of-pbx") \
	X(DEPLOYMENT, VOIP_ONLY, "voip-only")
#define CHOICES_OF_EDITION(X) \
	X(EDITION, STANDARD, "standard") \
	X(EDITION, ENTERPRISE, "enterprise")
#define CHOICES_OF_PLACEMENT(X) \
	X(PLACEMENT, STAND_ALONE, "stand-alone") \
	X(PLACEMENT, COLLOCATED, "collocated")
#define CHOICES_OF_BALANCING(X) \
	X(BALANCING, NONE, "none") \
	X(BALANCING, DNS, "dns") \
	X(BALANCING, HARDWARE, "hardware")
#define CHOICES_OF_BRANCH_BOX(X) \
	X(BRANCH_BOX, SBA, "sba") \
	X(BRANCH_BOX, SBS, "sbs")
#define CHOICES_OF_SIDE(X) \
	X(SIDE, INTERNAL, "internal") \
	X(SIDE, EXTERNAL, "external")
#define CHOICES_OF_GATEWAY_KIND(X) \
	X(GATEWAY_KIND, PSTN_GATEWAY, "pstn-gateway") \
	X(GATEWAY_KIND, SBC, "sbc") \
	X(GATEWAY_KIND, ANALOG_GATEWAY, "analog-gateway") \
	X(GATEWAY_KIND, ELIN_GATEWAY, "elin-gateway")
#define CHOICES_OF_PEER_SRTP(X) \
	X(PEER_SRTP, NONE, "none") \
	X(PEER_SRTP, SUPPORTED, "supported") \
	X(PEER_SRTP, REQUIRED, "required")
#define CHOICES_OF_DIALING(X) \
	X(DIALING, E164, "e164") \
	X(DIALING, LOCAL, "local")
#define CHOICES_OF_PBX_KIND(X) \
	X(PBX_KIND, TDM, "tdm") \
	X(PBX_KIND, IP, "ip")
#define CHOICES_OF_EGRESS(X) \
	X(EGRESS, OWN_LINE, "own-line") \
	X(EGRESS, GATEWAY, "gateway") \
	X(EGRESS, LYNC, "lync")
#define CHOICES_OF_TRUNK_MODEL(X) \
	X(TRUNK_MODEL, ONE_PER_SERVER, "one-per-server") \
	X(TRUNK_MODEL, SEVERAL_PER_SERVER, "several-per-server")
#define CHOICES_OF_ZONE(X) \
	X(ZONE, PERIMETER, "perimeter") \
	X(ZONE, INTERNAL, "internal") \
	X(ZONE, PROVIDER, "provider")
#define CHOICES_OF_PROTOCOL(X) \
	X(PROTOCOL, TCP, "tcp") \
	X(PROTOCOL, UDP, "udp") \
	X(PROTOCOL, ESP, "esp") \
	X(PROTOCOL, AH, "ah") \
	X(PROTOCOL, GRE, "gre") \
	X(PROTOCOL, ANY, "any")
#define CHOICES_OF_CONNECTION_KIND(X) \
	X(CONNECTION_KIND, LAN, "lan") \
	X(CONNECTION_KIND, MPLS, "mpls") \
	X(CONNECTION_KIND, PRIVATE_LINE, "private-line") \
	X(CONNECTION_KIND, VPN, "vpn") \
	X(CONNECTION_KIND, INTERNET, "internet")
#define CHOICES_OF_ENCAPSULATION(X) \
	X(ENCAPSULATION, GRE, "gre") \
	X(ENCAPSULATION, IPSEC, "ipsec") \
	X(ENCAPSULATION, OTHER, "other") \
	X(ENCAPSULATION, NONE, "none")
#define CHOICES_OF_TRANSPORT(X) \
	X(TRANSPORT, TCP, "tcp") \
	X(TRANSPORT, TLS, "tls") \
	X(TRANSPORT, UDP, "udp")
#define CHOICES_OF_ROLE(X) \
	X(ROLE, PSTN, "pstn") \
	X(ROLE, PBX, "pbx") \
	X(ROLE, EMERGENCY, "emergency")
#define CHOICES_OF_CODEC(X) \
	X(CODEC, G711A, "g711a") \
	X(CODEC, G711U, "g711u") \
	X(CODEC, G722, "g722") \
	X(CODEC, G723, "g723") \
	X(CODEC, G726, "g726") \
	X(CODEC, G729, "g729") \
	X(CODEC, GSM, "gsm") \
	X(CODEC, ILBC, "ilbc") \
	X(CODEC, OPUS, "opus") \
	X(CODEC, RTAUDIO, "rtaudio") \
	X(CODEC, SIREN, "siren")
#define CHOICES_OF_SRTP(X) \
	X(SRTP, REQUIRED, "required") \
	X(SRTP, OPTIONAL, "optional") \
	X(SRTP, NOT_SUPPORTED, "not-supported")
#define CHOICES_OF_TRANSLATE_ON(X) \
	X(TRANSLATE_ON, CALLED, "called") \
	X(TRANSLATE_ON, CALLING, "calling")
#define CHOICES_OF_TIE_KIND(X) \
	X(TIE_KIND, PRI, "pri") \
	X(TIE_KIND, QSIG, "qsig") \
	X(TIE_KIND, ANALOG, "analog") \
	X(TIE_KIND, SIP, "sip")
#define CHOICES_OF_LINE_KIND(X) \
	X(LINE_KIND, PRI, "pri") \
	X(LINE_KIND, BRI, "bri") \
	X(LINE_KIND, ANALOG, "analog") \
	X(LINE_KIND, SIP, "sip")
#define CHOICES_OF_TELEPHONY(X) \
	X(TELEPHONY, ENTERPRISE_VOICE, "enterprise-voice") \
	X(TELEPHONY, PBX, "pbx") \
	X(TELEPHONY, BOTH, "both")
#define CHOICES_OF_CLIENT(X) \
	X(CLIENT, LYNC_2013, "lync-2013") \
	X(CLIENT, LYNC_PHONE_EDITION, "lync-phone-edition") \
	X(CLIENT, LYNC_2010, "lync-2010") \
	X(CLIENT, SFB, "sfb") \
	X(CLIENT, OCS_2007_R2, "ocs-2007-r2") \
	X(CLIENT, OTHER, "other")
#define CHOICES_OF_LOAD(X) \
	X(LOAD, LIGHT, "light") \
	X(LOAD, MODERATE, "moderate") \
	X(LOAD, HEAVY, "heavy")
#define CHOICES_OF_DEVICE_KIND(X) \
	X(DEVICE_KIND, FAX, "fax") \
	X(DEVICE_KIND, ANALOG, "analog") \
	X(DEVICE_KIND, IP_PHONE, "ip-phone") \
	X(DEVICE_KIND, LEGACY, "legacy")
#define CHOICES_OF_EMERGENCY_METHOD(X) \
	X(EMERGENCY_METHOD, SIP_TRUNK, "sip-trunk") \
	X(EMERGENCY_METHOD, ELIN, "elin")
#define CHOICES_OF_FAIL_MODE(X) \
	X(FAIL_MODE, CRASH, "crash") \
	X(FAIL_MODE, REFUSE, "refuse") \
	X(FAIL_MODE, SILENT, "silent") \
	X(FAIL_MODE, FULL, "full") \
	X(FAIL_MODE, OPTIONS_ONLY, "options-only") \
	X(FAIL_MODE, MEDIA_ONLY, "media-only") \
	X(FAIL_MODE, DRAIN, "drain") \
	X(FAIL_MODE, SLOW, "slow")
#define CHOICES_OF_HOLDING(X) \
	X(HOLDING, EXPONENTIAL, "exponential") \
	X(HOLDING, CONSTANT, "constant")

/* clang-format off */
/* All lists, for what is made from every one of them. */
#define ALL_CHOICES(LIST) \
	LIST(PRODUCT) LIST(BYPASS) LIST(ENCRYPTION) LIST(SITE_KIND) LIST(SIZE) LIST(DEPLOYMENT) \
	LIST(EDITION) LIST(PLACEMENT) LIST(BALANCING) LIST(BRANCH_BOX) LIST(SIDE) \
	LIST(GATEWAY_KIND) LIST(PEER_SRTP) LIST(DIALING) LIST(PBX_KIND) LIST(EGRESS) \
	LIST(TRUNK_MODEL) LIST(ZONE) LIST(PROTOCOL) LIST(CONNECTION_KIND) LIST(ENCAPSULATION) \
	LIST(TRANSPORT) LIST(ROLE) LIST(CODEC) LIST(SRTP) LIST(TRANSLATE_ON) LIST(TIE_KIND) \
	LIST(LINE_KIND) LIST(TELEPHONY) LIST(CLIENT) LIST(LOAD) LIST(DEVICE_KIND) \
	LIST(EMERGENCY_METHOD) LIST(FAIL_MODE) LIST(HOLDING)
/* clang-format on */

/* enum transport { TRANSPORT_TCP, ... }; enum choices { CHOICES_NONE, CHOICES_PRODUCT, ... }; */
#define CHOICE_VALUE(list, suffix, name) list##_##suffix,
#define CHOICE_ENUM(list) enum { CHOICES_OF_##list(CHOICE_VALUE) list##_COUNT };
ALL_CHOICES(CHOICE_ENUM)
#undef CHOICE_ENUM
#undef CHOICE_VALUE

#define CHOICE_LIST(list) CHOICES_##list,
enum choices { CHOICES_NONE, ALL_CHOICES(CHOICE_LIST) CHOICES_COUNT };
#undef CHOICE_LIST

struct choice_list {
	const char *const *names;
	unsigned count;
};

/* The names of a list, in the order of its enum. Static. */
const struct choice_list *choice_list(enum choices choices);

#endif
