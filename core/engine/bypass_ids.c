/* SPDX-License-Identifier: MIT */
/* Steps 6 to 8 of media bypass: bypass ids. */
#include "engine/bypass_decision.h"

#define MATCH_SOURCE "Plan for media bypass, media bypass modes"
#define SITES_SOURCE "Plan for media bypass; New-CsNetworkSubnet"
#define DEFAULT_SOURCE "New-CsNetworkMediaBypassConfiguration, EnableDefaultBypassID"
#define CAC_SOURCE "Plan for media bypass, media bypass and call admission control"

/* A configured subnet was found: its network site has an id, or none. */
static void tell_site(struct bypass_decision *decision, const char *whose, const struct bypass_place *place,
	struct bypass_id id)
{
	const char *name = bypass_name(decision, topo_parent(decision->topo, place->subnet));

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
}

static struct bypass_id id_at(
	struct bypass_decision *decision, const struct element *e, const struct bypass_place *place)
{
	const char *name = bypass_name(decision, e);
	struct str text = topo_text(decision->topo, e, place->attr);
	struct bypass_id id = bypass_id_at(decision->topo, place);

	name = arena_printf(decision->arena, "%s %.*s of %s", attr_name(place->attr), STR_ARG(text), name);
	if (place->subnet != NULL)
		tell_site(decision, name, place, id);
	else if (id.kind == BYPASS_ID_DEFAULT)
		bypass_note(decision, DEFAULT_SOURCE,
			"%s matches no configured subnet and has the default bypass id", name);
	else
		bypass_note(decision, DEFAULT_SOURCE,
			"%s matches no configured subnet, and there is no default bypass id: no bypass id",
			name);
	return id;
}

static struct bypass_id client_id(struct bypass_decision *decision)
{
	const struct element *users = decision->question->users;
	struct bypass_place place = bypass_client_place(decision->plan, users);

	if (place.attr != A_NONE)
		return id_at(decision, users, &place);
	bypass_note(decision, SITES_SOURCE, "the subnet of %s is not known: no bypass id",
		bypass_name(decision, users));
	return (struct bypass_id){ BYPASS_ID_NONE, NULL };
}

static struct bypass_id peer_id(struct bypass_decision *decision)
{
	struct bypass_place place = bypass_peer_place(decision->plan, decision->peer);

	if (place.attr != A_NONE)
		return id_at(decision, decision->peer, &place);
	bypass_note(decision, SITES_SOURCE, "the address of %s is not known: no bypass id",
		bypass_name(decision, decision->peer));
	return (struct bypass_id){ BYPASS_ID_NONE, NULL };
}

/* Step 6. */
static bool always_matches(struct bypass_decision *decision)
{
	const struct element *root = topo_root_with(decision->topo, A_CALL_ADMISSION_CONTROL);

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
	const struct element *root = topo_root_with(decision->topo, A_MEDIA_BYPASS);
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
