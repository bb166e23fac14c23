/* SPDX-License-Identifier: MIT */
/* Steps 6 to 8 of media bypass: bypass ids. */
#include "engine/bypass_decision.h"
#include "engine/subnets.h"

#define MATCH_SOURCE "Plan for media bypass, media bypass modes"
#define SITES_SOURCE "Plan for media bypass; New-CsNetworkSubnet"
#define DEFAULT_SOURCE "New-CsNetworkMediaBypassConfiguration, EnableDefaultBypassID"
#define CAC_SOURCE "Plan for media bypass, media bypass and call admission control"

/* A configured subnet was found: its network site has an id, or none. */
static struct bypass_id id_of_subnet(
	struct bypass_decision *decision, const char *whose, const struct element *subnet)
{
	const struct element *site = topo_parent(decision->topo, subnet);
	struct bypass_id id = bypass_id_of(decision->topo, site);
	const char *name = bypass_name(decision, site);

	switch (id.kind) {
	case BYPASS_ID_SITE:
		bypass_note(decision, SITES_SOURCE,
			"%s is in %s, which has a bandwidth policy and so a bypass id of its own", whose,
			name);
		break;
	case BYPASS_ID_REGION:
		bypass_note(decision, SITES_SOURCE, "%s is in %s, with the bypass id of %s", whose, name,
			bypass_name(decision, id.owner));
		break;
	default:
		bypass_note(decision, SITES_SOURCE, "%s is in %s, which belongs to no region: no bypass id",
			whose, name);
		break;
	}
	return id;
}

/* No configured subnet matches. */
static struct bypass_id id_of_stranger(struct bypass_decision *decision, const char *whose)
{
	const struct element *root = bypass_root(decision, A_DEFAULT_BYPASS_ID);

	if (topo_bool(decision->topo, root, A_DEFAULT_BYPASS_ID) == TRI_TRUE) {
		bypass_note(decision, DEFAULT_SOURCE,
			"%s matches no configured subnet and has the default bypass id", whose);
		return (struct bypass_id){ BYPASS_ID_DEFAULT, NULL };
	}
	bypass_note(decision, DEFAULT_SOURCE,
		"%s matches no configured subnet, and there is no default bypass id: no bypass id", whose);
	return (struct bypass_id){ BYPASS_ID_NONE, NULL };
}

static struct bypass_id id_at(
	struct bypass_decision *decision, const char *whose, const struct element *subnet)
{
	return subnet != NULL ? id_of_subnet(decision, whose, subnet) : id_of_stranger(decision, whose);
}

static struct bypass_id client_id(struct bypass_decision *decision)
{
	const struct element *users = decision->question->users;
	const char *name = bypass_name(decision, users);
	struct address address;
	struct str text;

	if (!topo_address(decision->topo, users, A_SUBNET, &address)) {
		bypass_note(decision, SITES_SOURCE, "the subnet of %s is not known: no bypass id", name);
		return (struct bypass_id){ BYPASS_ID_NONE, NULL };
	}
	text = topo_text(decision->topo, users, A_SUBNET);
	name = arena_printf(decision->arena, "subnet %.*s of %s", STR_ARG(text), name);
	return id_at(decision, name, subnet_exact(decision->topo, &address));
}

/* The attribute with the address that stands for the peer's media, or A_NONE. */
static enum attr peer_address(const struct bypass_decision *decision, struct address *ret)
{
	static const enum attr attrs[] = { A_REPRESENTATIVE_MEDIA_IP, A_IP, A_MEDIA_IP };

	for (size_t i = 0; i < ARRAY_LEN(attrs); i++)
		if (topo_address(decision->topo, decision->peer, attrs[i], ret))
			return attrs[i];
	return A_NONE;
}

/* The peer's own subnet counts where it is known, unless its very address is configured. */
static const struct element *subnet_of_address(
	const struct bypass_decision *decision, const struct address *address)
{
	const struct element *around = subnet_around(decision->topo, address);
	struct address own;
	struct address found;

	if (!topo_address(decision->topo, decision->peer, A_SUBNET, &own) || !address_contains(&own, address))
		return around;
	if (around != NULL && topo_address(decision->topo, around, A_ADDRESS, &found) &&
		found.prefix == found.bits)
		return around;
	return subnet_exact(decision->topo, &own);
}

static struct bypass_id peer_id(struct bypass_decision *decision)
{
	const char *name = bypass_name(decision, decision->peer);
	struct address address;
	enum attr attr = peer_address(decision, &address);
	const struct element *subnet;
	struct str text;

	if (attr != A_NONE) {
		subnet = subnet_of_address(decision, &address);
	} else if (topo_address(decision->topo, decision->peer, A_SUBNET, &address)) {
		attr = A_SUBNET;
		subnet = subnet_exact(decision->topo, &address);
	} else {
		bypass_note(decision, SITES_SOURCE, "the address of %s is not known: no bypass id", name);
		return (struct bypass_id){ BYPASS_ID_NONE, NULL };
	}
	text = topo_text(decision->topo, decision->peer, attr);
	name = arena_printf(decision->arena, "%s %.*s of %s", attr_name(attr), STR_ARG(text), name);
	return id_at(decision, name, subnet);
}

/* Step 6. */
static bool always_matches(struct bypass_decision *decision)
{
	const struct element *root = bypass_root(decision, A_CALL_ADMISSION_CONTROL);

	if (topo_bool(decision->topo, root, A_CALL_ADMISSION_CONTROL) == TRI_TRUE) {
		bypass_note(decision, CAC_SOURCE,
			"mode 'always' excludes call admission control, which is on: no bypass");
		return false;
	}
	bypass_note(decision, MATCH_SOURCE, "mode 'always': all subnets have one bypass id");
	return true;
}

bool bypass_ids_match(struct bypass_decision *decision)
{
	const struct element *root = bypass_root(decision, A_MEDIA_BYPASS);
	struct bypass_id client;
	bool match;

	if (topo_choice(decision->topo, root, A_MEDIA_BYPASS) == BYPASS_ALWAYS)
		return always_matches(decision);
	if (decision->peer == NULL) {
		bypass_note(decision, MATCH_SOURCE, "the peer of %s is not known: no bypass",
			bypass_name(decision, decision->question->trunk));
		return false;
	}
	client = client_id(decision);
	match = bypass_id_match(client, peer_id(decision));
	bypass_note(decision, match ? MATCH_SOURCE : CAC_SOURCE,
		match ? "both have the same bypass id" :
			"the bypass ids do not match: media runs through the Mediation Server, and call "
			"admission control, where it is on, looks at both legs");
	return match;
}
