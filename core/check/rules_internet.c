/* SPDX-License-Identifier: MIT */
/* Lines to a provider over the Internet: what protects them, and for whom they are fit. */
#include "check/derived.h"

static bool has_tunnel(struct run *run, const struct element *connection)
{
	struct walk tunnels = see_children(run, connection, BIT(K_TUNNEL));

	return walk_next(&tunnels) != NULL;
}

/* Over the Internet, and no VPN is planned. */
static bool is_open(struct run *run, const struct element *connection)
{
	return see_choice(run, connection, A_KIND) == CONNECTION_KIND_INTERNET &&
		!has_tunnel(run, connection);
}

static enum outcome judge_vpn_needed(struct run *run, const struct element *connection)
{
	if (see_choice(run, connection, A_KIND) != CONNECTION_KIND_INTERNET)
		return NOT_APPLICABLE;
	if (has_tunnel(run, connection))
		return PASS;
	return lacks(run, connection, A_KIND,
		"%s runs over the Internet without a VPN; the page of March 2013, which this profile follows, requires one",
		label(run, connection));
}

/* The trunks over an open line that are, or are not, protected by TLS with SRTP. */
struct found_trunks {
	const struct element *first;
	unsigned n, of;
};

static struct found_trunks find_trunks(
	struct run *run, const struct element *connection, bool with_protection)
{
	struct trunk_walk trunks = see_trunks_over(run, connection);
	struct found_trunks found = { 0 };
	const struct element *trunk;

	while ((trunk = trunk_walk_next(&trunks)) != NULL) {
		int transport = see_transport(run, trunk);
		bool is_protected = transport == TRANSPORT_TLS && see_srtp(run, trunk) == SRTP_REQUIRED;

		if (transport < 0)
			continue;
		found.of++;
		if (is_protected != with_protection)
			continue;
		found.first = found.n++ == 0 ? trunk : found.first;
		relate(run, trunk, A_TRANSPORT,
			is_protected ? "TLS, and SRTP is required" : "without TLS, or SRTP is not required");
	}
	return found;
}

/* "trunk 't1'" or "3 trunks" */
static const char *found_label(struct run *run, const struct found_trunks *found)
{
	return found->n == 1 ? label(run, found->first) : words(run, "%u trunks", found->n);
}

static enum outcome judge_protection(struct run *run, const struct element *connection)
{
	struct found_trunks plain;

	if (!is_open(run, connection))
		return NOT_APPLICABLE;
	plain = find_trunks(run, connection, false);
	if (plain.n == 0)
		return plain.of > 0 ? PASS : NOT_APPLICABLE;
	return lacks(run, connection, A_KIND,
		"%s runs over the Internet, and neither a VPN nor TLS with required SRTP protects %s",
		label(run, connection), found_label(run, &plain));
}

static enum outcome judge_relaxed(struct run *run, const struct element *connection)
{
	struct found_trunks relaxed;

	if (!is_open(run, connection))
		return NOT_APPLICABLE;
	relaxed = find_trunks(run, connection, true);
	if (relaxed.n == 0)
		return NOT_APPLICABLE;
	return lacks(run, connection, A_KIND,
		"%s carries %s over the Internet with TLS and SRTP but without a VPN: the page of October 2012 allows that, the one of March 2013 does not",
		label(run, connection), found_label(run, &relaxed));
}

/* The site at the enterprise end: the connection's, else that of the pool of a trunk over it. */
static const struct element *own_end(struct run *run, const struct element *connection)
{
	const struct element *site = see_ref(run, connection, A_SITE);
	struct trunk_walk trunks = see_trunks_over(run, connection);
	const struct element *trunk = site == NULL ? trunk_walk_next(&trunks) : NULL;
	const struct element *pool = trunk != NULL ? see_ref(run, trunk, A_MEDIATION_POOL) : NULL;

	return pool != NULL ? site_of(run->topo, pool) : site;
}

static enum outcome judge_size(struct run *run, const struct element *connection)
{
	int kind = see_choice(run, connection, A_KIND);
	const struct element *site = own_end(run, connection);
	int size;

	if ((kind != CONNECTION_KIND_INTERNET && kind != CONNECTION_KIND_VPN) || site == NULL)
		return NOT_APPLICABLE;
	size = ask_choice(run, site, A_SIZE);
	if (size < 0)
		return unknown(run);
	if (size == SIZE_SMALL)
		return PASS;
	relate(run, site, A_SIZE, "the site at this end");
	return fires(run, connection, A_KIND,
		"%s runs over the Internet, which suits small sites, but the size of %s is %s",
		label(run, connection), label(run, site), choice_list(CHOICES_SIZE)->names[size]);
}

static const struct rule internet_rules[] = {
	{
		.info = {
			.id = "CON010",
			.name = "internet-needs-vpn",
			.severity = SEVERITY_ERROR,
			.options = OPTION_TLS,
			.title = "a trunk over the Internet needs a VPN",
			.meaning = "of the kinds of line to a provider the Internet is the one that needs a VPN; a company that follows this page does not accept TLS with SRTP in its place",
			.fix = "describe a tunnel in the connection, or choose another kind of line",
			.bad = "<connection id=\"c\" kind=\"internet\" site=\"redmond\" provider=\"fabrikam\"/>",
			.good = "<connection id=\"c\" kind=\"internet\" site=\"redmond\" provider=\"fabrikam\">\n"
				"  <tunnel id=\"tun1\" enterprise-end=\"red-vpn\" provider-end=\"fab-vpn\"/>\n"
				"</connection>",
			.conflict = "X2: the pages of March 2013 require a VPN over the Internet, the page of October 2012 is content with TLS and SRTP; the profile 2013-03 follows the newer ones, every other profile has CON011 and CON012 instead",
			.pages = { PAGE_IMPL13, PAGE_SIP, PAGE_SUP13 },
		},
		.subjects = BIT(K_CONNECTION),
		.judge = judge_vpn_needed,
	},
	{
		.info = {
			.id = "CON011",
			.name = "internet-no-protection",
			.severity = SEVERITY_ERROR,
			.options = OPTION_TLS,
			.title = "a trunk over the Internet is protected by TLS with SRTP or by a VPN",
			.meaning = "calls that cross the Internet in the clear can be heard, changed and paid for by others; no page allows that: one wants a VPN, the other TLS with SRTP or else, strongly, a VPN",
			.fix = "use TLS on the trunks and srtp=\"required\" in their configuration, or describe a tunnel in the connection",
			.bad = "<connection id=\"c\" kind=\"internet\"/> <trunk id=\"t1\" transport=\"tcp\" connection=\"c\"/>",
			.good = "<connection id=\"c\" kind=\"internet\"/> <trunk id=\"t1\" transport=\"tls\" connection=\"c\"/> <trunk-config scope=\"trunk:t1\" srtp=\"required\"/>",
			.conflict = "X2: the page of October 2012 accepts TLS with SRTP in place of a VPN, those of March 2013 do not (CON010, CON012); none accepts neither",
			.pages = { PAGE_SUP13, PAGE_IMPL13, PAGE_SIP },
		},
		.subjects = BIT(K_CONNECTION),
		.judge = judge_protection,
	},
	{
		.info = {
			.id = "CON012",
			.name = "internet-tls-relaxed",
			.severity = SEVERITY_WARNING,
			.options = OPTION_TLS,
			.title = "TLS with SRTP in place of a VPN is what only the older page allows",
			.meaning = "a trunk over the Internet with TLS and SRTP and without a VPN is fine by the page of October 2012 and not by those of March 2013; the company should know which one it follows",
			.fix = "describe a tunnel in the connection, or decide for the older page and ignore this rule with that reason",
			.bad = "<connection id=\"c\" kind=\"internet\"/> <trunk id=\"t1\" transport=\"tls\" connection=\"c\"/> <trunk-config scope=\"trunk:t1\" srtp=\"required\"/>",
			.good = "<connection id=\"c\" kind=\"internet\"> <tunnel id=\"tun1\" enterprise-end=\"red-vpn\" provider-end=\"fab-vpn\"/> </connection>",
			.conflict = "X2: SIP trunking support (October 2012) allows it, the page on implementing SIP trunking (March 2013) does not; a warning by default, off under the profile 2013-03, where CON010 is an error",
			.pages = { PAGE_SUP13, PAGE_IMPL13, PAGE_SIP },
		},
		.subjects = BIT(K_CONNECTION),
		.judge = judge_relaxed,
	},
	{
		.info = {
			.id = "CON015",
			.name = "internet-size",
			.severity = SEVERITY_WARNING,
			.options = OPTION_VPN | OPTION_TLS,
			.title = "trunks over the Internet suit small sites",
			.meaning = "a line over the Internet is for sites with few calls and is not recommended for companies of middle size and larger; the pages give no number of people for that, so the plan says which size a site has",
			.fix = "use MPLS or a private line for the site, or correct its size",
			.bad = "<site id=\"redmond\" kind=\"central\" size=\"large\"/> <connection id=\"c\" kind=\"vpn\" site=\"redmond\"/>",
			.good = "<site id=\"redmond\" kind=\"central\" size=\"large\"/> <connection id=\"c\" kind=\"mpls\" site=\"redmond\"/>",
			.pages = { PAGE_IMPL13, PAGE_SUP13 },
		},
		.subjects = BIT(K_CONNECTION),
		.needs = { A_SIZE },
		.judge = judge_size,
	},
};

const struct rule_group rule_group_internet = RULE_GROUP(internet_rules);
