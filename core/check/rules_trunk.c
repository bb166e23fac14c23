/* SPDX-License-Identifier: MIT */
/* How trunks are defined. */
#include "check/configs.h"
#include "check/elements.h"
#include "check/unique.h"
#include "model/ports.h"

static enum outcome judge_root(struct run *run, const struct element *peer)
{
	struct walk trunks = see_referrers(run, peer, K_TRUNK, A_PEER);
	struct elements roots = { 0 };
	struct elements others = { 0 };
	struct elements silent = { 0 };
	enum outcome outcome = NOT_APPLICABLE;
	const struct element *trunk;
	uint32_t n = 0;

	while ((trunk = walk_next(&trunks)) != NULL) {
		enum tri root = see_bool(run, trunk, A_ROOT);

		elements_add(run, root == TRI_TRUE ? &roots : root == TRI_FALSE ? &others : &silent, trunk);
		n++;
	}
	/* A peer's only trunk is its root trunk unless it says otherwise. */
	if (n == 0 || roots.n == 1 || (n == 1 && silent.n == 1))
		return n == 0 ? NOT_APPLICABLE : PASS;
	if (roots.n == 0 && silent.n > 0) {
		for (uint32_t i = 0; i < silent.n; i++)
			ask_bool(run, silent.at[i], A_ROOT);
		return unknown(run);
	}
	for (uint32_t i = 0; i < roots.n; i++) {
		elements_relate(run, &roots, A_ROOT, "a root trunk of the same peer");
		outcome = fires(run, roots.at[i], A_ROOT,
			"%s is one of %u root trunks of %s, which can have only one", label(run, roots.at[i]),
			(unsigned)roots.n, label(run, peer));
	}
	for (uint32_t i = 0; roots.n == 0 && i < others.n; i++)
		outcome = lacks(run, others.at[i], A_ROOT, "no trunk of %s is its root trunk, not even %s",
			label(run, peer), label(run, others.at[i]));
	return outcome;
}

/* As Topology Builder compares them. */
static bool name_key(struct run *run, struct symbols *names, struct unique_key *key)
{
	return unique_name(run, names, key, A_NAME);
}

static enum outcome same_name(struct run *run, const struct element *trunk, const struct element *other)
{
	witness(run, other, A_NAME, "the other trunk of this name");
	return fires(run, trunk, A_NAME, "trunk '%s' has the same name as trunk '%s'",
		topo_id(run->topo, trunk), topo_id(run->topo, other));
}

static enum outcome judge_name(struct run *run, const struct element *root)
{
	return is_first_root(run, root) ? judge_unique(run, K_TRUNK, name_key, same_name) : NOT_APPLICABLE;
}

static bool tuple_key(struct run *run, struct symbols *names, struct unique_key *key)
{
	const struct element *pool = see_ref(run, key->e, A_MEDIATION_POOL);
	const struct element *peer = see_ref(run, key->e, A_PEER);
	int64_t mediation_port;
	int64_t peer_port;

	(void)names;
	if (pool == NULL || peer == NULL ||
		!trunk_mediation_port(run->topo, &run->plan->fallback, key->e, &mediation_port) ||
		!trunk_peer_port(run->topo, &run->plan->fallback, key->e, &peer_port))
		return false;
	key->first = (uint64_t)topo_index(run->topo, pool) << 32 | topo_index(run->topo, peer);
	key->second = (uint64_t)mediation_port << 32 | (uint64_t)peer_port;
	return true;
}

static enum outcome same_tuple(struct run *run, const struct element *trunk, const struct element *other)
{
	witness(run, other, A_NONE, "the other trunk between the same ends");
	return fires(run, trunk, A_NONE, "%s and %s join the same ports of the same pool and peer",
		label(run, trunk), label(run, other));
}

static enum outcome judge_tuple(struct run *run, const struct element *root)
{
	return is_first_root(run, root) ? judge_unique(run, K_TRUNK, tuple_key, same_tuple) : NOT_APPLICABLE;
}

/* The element that the scope names; the global scope has none. */
static bool scope_key(struct run *run, struct symbols *names, struct unique_key *key)
{
	const struct element *scope = see_ref(run, key->e, A_SCOPE);

	(void)names;
	key->first = scope != NULL ? topo_index(run->topo, scope) : UINT64_MAX;
	key->second = 0;
	return scope != NULL || topo_scope(run->topo, key->e, A_SCOPE) == SCOPE_GLOBAL;
}

static enum outcome same_scope(struct run *run, const struct element *config, const struct element *other)
{
	bool global = topo_scope(run->topo, config, A_SCOPE) == SCOPE_GLOBAL;
	struct str scope = global ? str_of("global") : see_text(run, config, A_SCOPE);

	witness(run, other, A_SCOPE, "the other configuration of this scope");
	return fires(
		run, config, A_SCOPE, "scope %.*s has more than one trunk configuration", STR_ARG(scope));
}

static enum outcome judge_scope(struct run *run, const struct element *root)
{
	return is_first_root(run, root) ? judge_unique(run, K_TRUNK_CONFIG, scope_key, same_scope) :
					  NOT_APPLICABLE;
}

/* Topology Builder takes ranges for the ports on which a pool listens. */
static bool listens_too(struct run *run, const struct element *pool, int transport, int64_t port)
{
	struct str list = see_text(
		run, pool, transport == TRANSPORT_TLS ? A_MORE_TLS_PORTS : A_MORE_TCP_PORTS);
	struct str token;
	struct port_range range;

	while (str_next_token(&list, &token))
		if (port_range_parse(token, &range) && port >= range.first && port <= range.last)
			return true;
	return false;
}

static enum outcome judge_port(struct run *run, const struct element *trunk)
{
	const struct element *holder = trunk_holder(run->topo, &run->plan->fallback, trunk, A_MEDIATION_PORT);
	const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);
	int transport = see_transport(run, trunk);
	enum attr attr = holder == trunk ? A_MEDIATION_PORT : A_NONE;
	int64_t listening;
	int64_t port;

	if (pool == NULL || transport < 0 || !see_int(run, holder, A_MEDIATION_PORT, &port))
		return NOT_APPLICABLE;
	if (transport == TRANSPORT_UDP)
		return fires(run, trunk, attr,
			"%s uses port %lld of %s with UDP, but Mediation Servers speak only TCP and TLS",
			label(run, trunk), (long long)port, label(run, pool));
	if (!pool_port(run->topo, pool, transport, &listening))
		return NOT_APPLICABLE; /* broken, or TCP is off: TRK006 says so */
	if (port == listening || listens_too(run, pool, transport, port))
		return PASS;
	relate(run, pool, transport == TRANSPORT_TLS ? A_TLS_PORT : A_TCP_PORT, "listens on %lld for %s",
		(long long)listening, choice_list(CHOICES_TRANSPORT)->names[transport]);
	return fires(run, trunk, attr, "%s uses port %lld of %s, which listens on %lld for %s",
		label(run, trunk), (long long)port, label(run, pool), (long long)listening,
		choice_list(CHOICES_TRANSPORT)->names[transport]);
}

static enum outcome judge_tls_name(struct run *run, const struct element *trunk)
{
	const struct element *peer = see_ref(run, trunk, A_PEER);

	if (peer == NULL || see_transport(run, trunk) != TRANSPORT_TLS)
		return NOT_APPLICABLE;
	if (see_text(run, peer, A_FQDN).length > 0)
		return PASS;
	if (see_text(run, peer, A_IP).length > 0) {
		relate(run, peer, A_IP, "known by its address only");
		return lacks(run, trunk, A_PEER, "%s uses TLS, but %s is known by its address only",
			label(run, trunk), label(run, peer));
	}
	ask_text(run, peer, A_FQDN);
	return unknown(run);
}

static enum outcome judge_tcp(struct run *run, const struct element *trunk)
{
	const struct element *pool = see_ref(run, trunk, A_MEDIATION_POOL);
	const struct element *holder = trunk_holder(run->topo, &run->plan->fallback, trunk, A_TRANSPORT);

	if (pool == NULL || see_transport(run, trunk) != TRANSPORT_TCP)
		return NOT_APPLICABLE;
	if (see_written(run, pool, A_TCP_PORT))
		return PASS;
	relate(run, pool, A_NONE, "has no tcp-port");
	return lacks(run, trunk, holder == trunk ? A_TRANSPORT : A_NONE,
		"%s uses TCP, but TCP is not enabled at %s", label(run, trunk), label(run, pool));
}

static const struct rule trunk_rules[] = {
	{
		.info = {
			.id = "TRK001",
			.name = "root-trunk",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "every peer has exactly one root trunk",
			.meaning = "a gateway is defined together with its root trunk, which cannot be removed as long as the gateway exists; further trunks to it are added beside it",
			.fix = "mark one trunk of the peer with root=\"true\", and none but it",
			.bad = "<trunk id=\"t1\" peer=\"gw\" root=\"true\" .../> <trunk id=\"t2\" peer=\"gw\" root=\"true\" .../>",
			.good = "<trunk id=\"t1\" peer=\"gw\" root=\"true\" .../> <trunk id=\"t2\" peer=\"gw\" root=\"false\" .../>",
			.pages = { PAGE_GWDEF, PAGE_MN },
		},
		.subjects = PEERS,
		.needs = { A_ROOT },
		.judge = judge_root,
	},
	{
		.info = {
			.id = "TRK002",
			.name = "trunk-name-unique",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "trunk names are unique",
			.meaning = "Topology Builder does not accept two trunks of the same name, and routes name trunks by it",
			.fix = "give one of the trunks another name",
			.bad = "<trunk id=\"t1\" name=\"fabrikam\" .../> <trunk id=\"t2\" name=\"fabrikam\" .../>",
			.good = "<trunk id=\"t1\" name=\"fabrikam-1\" .../> <trunk id=\"t2\" name=\"fabrikam-2\" .../>",
			.pages = { PAGE_TRKDEF },
		},
		.subjects = BIT(K_TOPOLOGY),
		.judge = judge_name,
	},
	{
		.info = {
			.id = "TRK003",
			.name = "trunk-tuple-unique",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "pool, port, peer and port together are unique to a trunk",
			.meaning = "a trunk is the combination of Mediation pool, its listening port, peer and its listening port; two trunks with the same combination are one trunk twice",
			.fix = "change a port, or remove one of the trunks",
			.bad = "<trunk id=\"t1\" mediation-pool=\"m\" peer=\"gw\" transport=\"tls\"/> <trunk id=\"t2\" mediation-pool=\"m\" peer=\"gw\" transport=\"tls\"/>",
			.good = "<trunk id=\"t1\" mediation-pool=\"m\" peer=\"gw\" transport=\"tls\"/> <trunk id=\"t2\" mediation-pool=\"m\" peer=\"gw\" transport=\"tls\" peer-port=\"5068\"/>",
			.pages = { PAGE_TRKDEF, PAGE_GWDEF },
		},
		.subjects = BIT(K_TOPOLOGY),
		.judge = judge_tuple,
	},
	{
		.info = {
			.id = "TRK004",
			.name = "ms-port-in-range",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "the trunk's port is one on which the pool listens",
			.meaning = "the port of a trunk at the Mediation pool must lie in the listening range of the pool for that transport",
			.fix = "leave mediation-port out, or set it to a port on which the pool listens: tls-port or tcp-port, or one of more-tls-ports or more-tcp-ports",
			.bad = "<mediation-pool id=\"m\" tcp-port=\"5068\" .../> <trunk mediation-pool=\"m\" transport=\"tcp\" mediation-port=\"5060\" .../>",
			.good = "<mediation-pool id=\"m\" tcp-port=\"5068\" .../> <trunk mediation-pool=\"m\" transport=\"tcp\" mediation-port=\"5068\" .../>",
			.pages = { PAGE_GWDEF, PAGE_TRKDEF },
		},
		.subjects = BIT(K_TRUNK),
		.judge = judge_port,
	},
	{
		.info = {
			.id = "TRK005",
			.name = "tls-needs-fqdn",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a TLS peer is named by its host name",
			.meaning = "TLS checks the peer's certificate against its name, so a TLS peer must be defined by its fully qualified domain name",
			.fix = "give the peer its fqdn, or use TCP",
			.bad = "<gateway id=\"gw\" ip=\"10.0.0.5\"/> <trunk peer=\"gw\" transport=\"tls\" .../>",
			.good = "<gateway id=\"gw\" fqdn=\"gw.contoso.com\" ip=\"10.0.0.5\"/> <trunk peer=\"gw\" transport=\"tls\" .../>",
			.pages = { PAGE_GWDEF, PAGE_TRKDEF },
		},
		.subjects = BIT(K_TRUNK),
		.needs = { A_FQDN },
		.judge = judge_tls_name,
	},
	{
		.info = {
			.id = "TRK006",
			.name = "tcp-not-enabled",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "a TCP trunk needs TCP enabled at the pool",
			.meaning = "TCP is off by default at a Mediation pool and must be enabled for peers that do not speak TLS",
			.fix = "give the pool a tcp-port, customarily 5068, or use TLS",
			.bad = "<mediation-pool id=\"m\" .../> <trunk mediation-pool=\"m\" transport=\"tcp\" .../>",
			.good = "<mediation-pool id=\"m\" tcp-port=\"5068\" .../> <trunk mediation-pool=\"m\" transport=\"tcp\" .../>",
			.conflict = "X14: the deployment page says that TCP is disabled by default, the cmdlet reference that 5068 is created with a gateway; this language says what it has, so an absent tcp-port means off",
			.pages = { PAGE_DEPMED, PAGE_PS_MEDIATION_SERVER },
		},
		.subjects = BIT(K_TRUNK),
		.judge = judge_tcp,
	},
	{
		.info = {
			.id = "TRK013",
			.name = "one-config-per-scope",
			.severity = SEVERITY_ERROR,
			.options = OPTIONS_ALL,
			.title = "each scope has one trunk configuration",
			.meaning = "a site or a trunk holds one collection of trunk settings, and the global one exists once; of two it would depend on chance which counts",
			.fix = "merge the two into one, or give one of them another scope",
			.bad = "<trunk-config scope=\"site:redmond\" srtp=\"required\"/> <trunk-config scope=\"site:redmond\" media-bypass=\"true\"/>",
			.good = "<trunk-config scope=\"site:redmond\" srtp=\"required\" media-bypass=\"true\"/>",
			.pages = { PAGE_TCFG, PAGE_TBYP, PAGE_PS_TRUNK_CONFIGURATION },
		},
		.subjects = BIT(K_TOPOLOGY),
		.judge = judge_scope,
	},
};

const struct rule_group rule_group_trunk = RULE_GROUP(trunk_rules);
