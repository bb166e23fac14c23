/* SPDX-License-Identifier: MIT */
#include "engine/media.h"

#include "model/trunks.h"
#include "model/tunnels.h"

#include <string.h>

static bool is_mediation(const struct element *e)
{
	return e != NULL && (BIT(e->kind) & MEDIATION_POOLS) != 0;
}

/* A branch appliance carries media only where it is the Mediation Server of a trunk on the path. */
static bool is_registrar_only(struct draft *draft, const struct path *path, const struct element *e)
{
	if (e == NULL || e->kind != K_SURVIVABLE_BRANCH_APPLIANCE)
		return e != NULL && e->kind == K_FRONT_END_POOL;
	for (uint32_t i = 0; i < path->n; i++)
		if (path->node[i].trunk != NULL &&
			topo_ref(draft->world->topo, path->node[i].trunk, A_MEDIATION_POOL) == e)
			return false;
	return true;
}

const struct element *media_trunk(const struct path *path)
{
	for (uint32_t i = 0; i < path->n; i++)
		if (path->node[i].trunk != NULL)
			return path->node[i].trunk;
	return NULL;
}

/* Next to a Mediation Server, a PBX without a termination point lets media pass by to its telephones. */
static bool media_passes_by(struct draft *draft, const struct path *path, uint32_t i, bool bypass)
{
	const struct topology *topo = draft->world->topo;
	const struct element *e = path->node[i].element;
	bool beside = (i > 0 && is_mediation(path->node[i - 1].element)) ||
		(i + 1 < path->n && is_mediation(path->node[i + 1].element));
	bool to_telephone = (i + 1 < path->n && path->node[i + 1].element != NULL &&
				    path->node[i + 1].element->kind == K_USERS) ||
		(i > 0 && path->node[i - 1].element != NULL && path->node[i - 1].element->kind == K_USERS);

	return e != NULL && e->kind == K_PBX && !bypass && beside && to_telephone &&
		topo_bool(topo, e, A_MEDIA_TERMINATION_POINT) == TRI_FALSE;
}

void media_path(struct draft *draft, const struct path *signalling, bool bypass, struct path *media)
{
	media->n = 0;
	for (uint32_t i = 0; i < signalling->n; i++) {
		const struct node *node = &signalling->node[i];
		const struct node *last = media->n > 0 ? &media->node[media->n - 1] : NULL;

		if (is_registrar_only(draft, signalling, node->element) ||
			(bypass && is_mediation(node->element)) ||
			media_passes_by(draft, signalling, i, bypass))
			continue;
		/* Two stays at a Mediation Server or an Edge with nothing between them are one. */
		if (last != NULL && node->element != NULL &&
			!(BIT(node->element->kind) & (BIT(K_USERS) | BIT(K_DEVICE))) &&
			last->element == node->element)
			continue;
		media->node[media->n++] = *node;
		/* What lies between a node and its neighbour in signalling does not lie before another one. */
		if (last != NULL && last->hop != signalling->node[i - 1].hop)
			media->node[media->n - 1].over = "";
	}
}

/* The codec of the trunk; G.711 mu-law where it lists none. */
static const char *codec_of(struct draft *draft, const struct element *trunk)
{
	const char *codec = trunk_codec(draft->world->topo, &draft->world->plan->fallback, trunk);

	if (codec != NULL)
		return codec;
	draft_assume(draft, "assuming %s carries g711u", draft_label(draft, trunk));
	return "g711u";
}

/* The tunnel between two VPN ends, by the id in `over`. */
static bool tunnel_of(struct draft *draft, const struct node *node, struct encapsulation *ret)
{
	const struct topology *topo = draft->world->topo;
	struct walk tunnels;
	const struct element *tunnel;

	if (node->element == NULL || !(BIT(node->element->kind) & VPN_ENDS))
		return false;
	tunnels = walk_referrers(topo, node->element, K_TUNNEL, A_NONE);
	while ((tunnel = walk_next(&tunnels)) != NULL) {
		if (strcmp(topo_id(topo, tunnel), node->over) != 0)
			continue;
		*ret = tunnel_encapsulation(topo, tunnel);
		return true;
	}
	return false;
}

static const char *trunk_word(struct draft *draft, const struct element *trunk)
{
	int transport = trunk_transport(draft->world->topo, &draft->world->plan->fallback, trunk);

	return transport >= 0 ? choice_list(CHOICES_TRANSPORT)->names[transport] : "";
}

static bool trunk_encrypts(struct draft *draft, const struct element *trunk)
{
	int srtp = trunk_srtp(draft->world->topo, &draft->world->plan->fallback, trunk);

	return srtp == SRTP_REQUIRED || srtp == SRTP_OPTIONAL;
}

/* Two gateways without a tie line between them talk over the IP network. */
static bool is_gateway_pair(const struct node *from, const struct node *to)
{
	return from->element != NULL && to->element != NULL && from->element->kind == K_GATEWAY &&
		to->element->kind == K_GATEWAY;
}

static const char *sip_word(struct draft *draft, const struct node *from, const struct node *node)
{
	switch (node->stretch) {
	case STRETCH_CLIENT:
	case STRETCH_CORE:
		return "tls";
	case STRETCH_TRUNK:
		return node->trunk != NULL ? trunk_word(draft, node->trunk) : "";
	case STRETCH_LINE:
		return is_gateway_pair(from, node) ? "tcp" : "tdm";
	case STRETCH_PUBLIC:
	case STRETCH_NONE:
		break;
	}
	return "";
}

/* What the stream needs on a stretch. */
static void fill_stream(
	struct draft *draft, const char *codec, const struct encapsulation *tunnel, struct call_hop *hop)
{
	struct stream stream = media_stream(codec, strcmp(hop->media, "srtp") == 0);

	hop->codec = codec;
	hop->kbps = bandwidth_kbps(draft->world->bandwidth, &stream, tunnel);
}

/* Media as the trunk has it. */
static void fill_trunk(
	struct draft *draft, const struct node *node, const struct element *trunk, struct call_hop *hop)
{
	struct encapsulation tunnel;

	hop->media = trunk_encrypts(draft, trunk) ? "srtp" : "rtp";
	fill_stream(draft, codec_of(draft, trunk), tunnel_of(draft, node, &tunnel) ? &tunnel : NULL, hop);
}

/*
 * Between a client and the Mediation Server G.711, as the trunk has it ("Overview of call admission control", the
 * balanced figure), so that nothing is transcoded; clients between themselves speak wideband RTAudio (the same page).
 */
static const char *client_codec(struct draft *draft, const struct element *trunk)
{
	const char *codec;

	if (draft->client_codec != NULL)
		return draft->client_codec;
	if (trunk == NULL)
		return "rta-wb";
	codec = codec_of(draft, trunk);
	return strcmp(codec, "g711a") == 0 ? codec : "g711u";
}

static void fill_client(struct draft *draft, const struct element *trunk, struct call_hop *hop)
{
	bool plain = trunk != NULL &&
		topo_choice(draft->world->topo, topo_nth(draft->world->topo, K_TOPOLOGY, 0),
			A_MEDIA_ENCRYPTION) == ENCRYPTION_NONE;

	hop->media = plain ? "rtp" : "srtp";
	fill_stream(draft, client_codec(draft, trunk), NULL, hop);
}

static void fill_media(struct draft *draft, const struct node *node, const struct element *trunk, bool bypass,
	struct call_hop *hop)
{

	switch (node->stretch) {
	case STRETCH_LINE:
		hop->media = "tdm";
		return;
	case STRETCH_TRUNK:
		if (node->trunk != NULL)
			fill_trunk(draft, node, node->trunk, hop);
		return;
	case STRETCH_CLIENT:
	case STRETCH_CORE:
		if (bypass)
			fill_trunk(draft, node, trunk, hop);
		else
			fill_client(draft, trunk, hop);
		return;
	case STRETCH_PUBLIC:
	case STRETCH_NONE:
		break;
	}
}

static bool runs_between(const struct path *media, const struct node *from, const struct node *to)
{
	for (uint32_t i = 1; i < media->n; i++)
		if (media->node[i - 1].hop == from->hop && media->node[i].hop == to->hop)
			return true;
	return false;
}

static struct call_hop hop_of(const struct node *from, const struct node *to)
{
	return (struct call_hop){
		.from = from->hop, .to = to->hop, .over = to->over, .sip = "", .media = "", .codec = ""
	};
}

/* Signalling passes a Mediation Server that media does not. */
static bool skips_mediation(const struct path *signalling, const struct path *media)
{
	bool in_signalling = false;
	bool in_media = false;

	for (uint32_t i = 0; i < signalling->n; i++)
		in_signalling |= is_mediation(signalling->node[i].element);
	for (uint32_t i = 0; i < media->n; i++)
		in_media |= is_mediation(media->node[i].element);
	return in_signalling && !in_media;
}

struct call_hop *media_hops(
	struct draft *draft, const struct path *signalling, const struct path *media, uint32_t *ret_n)
{
	const struct element *trunk = media_trunk(signalling);
	struct call_hop *hops = arena_alloc(draft->arena, (size_t)2 * MOST_NODES * sizeof(*hops));

	*ret_n = 0;
	for (uint32_t i = 1; hops != NULL && i < signalling->n; i++) {
		struct call_hop *hop = &hops[(*ret_n)++];

		*hop = hop_of(&signalling->node[i - 1], &signalling->node[i]);
		hop->sip = sip_word(draft, &signalling->node[i - 1], &signalling->node[i]);
		if (is_gateway_pair(&signalling->node[i - 1], &signalling->node[i])) {
			hop->media = "rtp";
			continue;
		}
		if (runs_between(media, &signalling->node[i - 1], &signalling->node[i]))
			fill_media(draft, &signalling->node[i], trunk, false, hop);
	}
	/* Where media leaves the way of the signalling. */
	for (uint32_t i = 1; hops != NULL && i < media->n; i++) {
		if (runs_between(signalling, &media->node[i - 1], &media->node[i]))
			continue;
		hops[*ret_n] = hop_of(&media->node[i - 1], &media->node[i]);
		fill_media(draft, &media->node[i], trunk, trunk != NULL && skips_mediation(signalling, media),
			&hops[*ret_n]);
		(*ret_n)++;
	}
	return hops;
}
