/* SPDX-License-Identifier: MIT */
/* Mediation Servers for the calls that do not bypass them, and the media ports that those take. */
#include "plan/sizing.h"

#include "model/bypass.h"

#include <math.h>

/* What a server may be, and the calls that one relays. */
static const struct kind_of_server {
	const char *name;
	enum figure figure;
} kinds[] = {
	{ "stand-alone, hyper-threading", FIGURE_CALLS_HYPER_THREADING },
	{ "stand-alone", FIGURE_CALLS_PLAIN },
	{ "collocated", FIGURE_CALLS_COLLOCATED },
};

enum {
	HYPER_THREADING,
	PLAIN,
	COLLOCATED,
};

/* A pool's part of the calls of its site. */
struct share {
	const struct element *pool; /* NULL: none is planned */
	double calls, relayed;
};

static double servers_for(double calls, enum figure figure)
{
	return fmax(ceil(calls / figure_value(figure)), calls > 0 ? 1 : 0);
}

/* As it is planned; of two figures the smaller one while nobody says which holds. */
static unsigned kind_of(struct sizing *sizing, const struct share *share, struct size_reasons *why)
{
	if (share->pool == NULL) {
		size_reasons_add(why,
			"Mediation Servers: no pool with a trunk is planned here; counted as stand-alone without hyper-threading");
		return PLAIN;
	}
	if (topo_choice(sizing->topo, share->pool, A_PLACEMENT) == PLACEMENT_COLLOCATED)
		return COLLOCATED;
	switch (topo_bool(sizing->topo, share->pool, A_HYPER_THREADING)) {
	case TRI_TRUE:
		return HYPER_THREADING;
	case TRI_FALSE:
		return PLAIN;
	default:
		lacks_fact(sizing, share->pool, "hyper-threading",
			"how many calls a server relays; counted as without");
		return PLAIN;
	}
}

static void explain_relayed(struct sizing *sizing, const struct share *share, struct size_reasons *why)
{
	if (share->relayed < share->calls)
		size_reasons_add(why,
			say(sizing,
				"relayed: %.0f calls of %s * (100 - %g) per cent that do not bypass it (%s) = %.0f",
				share->calls, label_of(sizing, share->pool),
				figure_of(sizing, FIGURE_BYPASS_SHARE),
				source_of(sizing, FIGURE_BYPASS_SHARE), share->relayed));
	else
		size_reasons_add(why,
			say(sizing,
				"relayed: all %.0f calls%s%s, for media bypass is not on for all its trunks",
				share->calls, share->pool != NULL ? " of " : "",
				share->pool != NULL ? label_of(sizing, share->pool) : ""));
}

/* A branch appliance is its own Mediation Server, and no page says how many calls it relays. */
static bool add_appliance(struct sizing *sizing, const struct share *share, struct site_sizes *ret)
{
	if (share->pool == NULL || share->pool->kind != K_SURVIVABLE_BRANCH_APPLIANCE)
		return false;
	ret->mediation_servers++;
	ret->servers_one_lost += 2;
	size_reasons_add(&ret->why,
		say(sizing,
			"Mediation Servers: %s is one; no page says how many calls it relays, its size goes by people",
			label_of(sizing, share->pool)));
	return true;
}

/* Held against those that are described, with the one that may be lost. */
static void compare_servers(struct sizing *sizing, const struct element *pool, double wanted)
{
	struct walk servers;
	double n = 0;

	if (pool == NULL)
		return;
	servers = walk_children(sizing->topo, pool_host(sizing->topo, pool), BIT(K_SERVER));
	while (walk_next(&servers) != NULL)
		n++;
	if (n == 0)
		lacks_fact(sizing, pool, "server", "whether it has Mediation Servers enough");
	else
		lacks_room(sizing, topo_id(sizing->topo, pool), "Mediation Servers", wanted, n);
}

static void add_servers(struct sizing *sizing, const struct share *share, struct site_sizes *ret)
{
	const struct kind_of_server *kind = &kinds[kind_of(sizing, share, &ret->why)];
	double servers = servers_for(share->relayed, kind->figure);
	double spare = servers > 0 ? 1 : 0;
	bool survives = share->pool != NULL &&
		topo_bool(sizing->topo, share->pool, A_HIGH_AVAILABILITY_REQUIRED) == TRI_TRUE;

	ret->mediation_servers += servers + (survives ? spare : 0);
	ret->servers_one_lost += servers + spare;
	compare_servers(sizing, share->pool, servers + (survives ? spare : 0));
	size_reasons_add(&ret->why,
		say(sizing, "Mediation Servers: %.0f calls / %g of one that is %s (%s) = %.0f%s",
			share->relayed, figure_of(sizing, kind->figure), kind->name,
			source_of(sizing, kind->figure), servers,
			spare == 0       ? "" :
				survives ? ", and one that may be lost (high-availability-required)" :
					   "; one more if one may be lost"));
}

static void add_media_ports(
	struct sizing *sizing, const struct share *share, double servers, struct site_sizes *ret)
{
	double each = ceil(share->relayed / servers);
	double ports = each * figure_of(sizing, FIGURE_PORTS_PER_CALL);
	int64_t planned = figure_whole(FIGURE_AUDIO_PORT_COUNT);
	const char *source = share->pool != NULL &&
			topo_value(sizing->topo, share->pool, A_AUDIO_PORT_COUNT) != NULL ?
		"the plan" :
		source_of(sizing, FIGURE_AUDIO_PORT_COUNT);

	if (share->pool != NULL) {
		topo_int(sizing->topo, share->pool, A_AUDIO_PORT_COUNT, &planned);
		lacks_room(sizing, topo_id(sizing->topo, share->pool), "audio ports of a server", ports,
			(double)planned);
	}
	ret->media_ports = fmax(ret->media_ports, ports);
	size_reasons_add(&ret->why,
		say(sizing,
			"media ports: %.0f calls a server * %g (%s) = %.0f; %lld ports (%s) are enough for %lld calls%s",
			each, figure_of(sizing, FIGURE_PORTS_PER_CALL),
			source_of(sizing, FIGURE_PORTS_PER_CALL), ports, (long long)planned, source,
			(long long)(planned / figure_whole(FIGURE_PORTS_PER_CALL)),
			ports > (double)planned ? ", too few" : ""));
}

static void size_pool(struct sizing *sizing, const struct element *pool, double calls, struct site_sizes *ret)
{
	double share = 100.0 - figure_value(FIGURE_BYPASS_SHARE);
	struct share part = { .pool = pool, .calls = ceil(calls) };
	double before = ret->servers_one_lost;

	part.relayed = pool != NULL && pool_bypasses(sizing->plan, pool) ? ceil(part.calls * share / 100.0) :
									   part.calls;
	ret->relayed += part.relayed;
	explain_relayed(sizing, &part, &ret->why);
	if (!add_appliance(sizing, &part, ret))
		add_servers(sizing, &part, ret);
	if (part.relayed > 0)
		add_media_ports(sizing, &part, ret->servers_one_lost - before - 1, ret);
}

/* The same calls on servers of each kind, for who still chooses. */
static void list_choices(struct sizing *sizing, const struct site_sizes *sizes)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds) && sizes->relayed > 0 && !sizing->rehearses; i++) {
		double servers = servers_for(sizes->relayed, kinds[i].figure);

		sizes_add_choice(sizing->sizes,
			&(struct server_choice){
				.site = sizes->site,
				.kind = kinds[i].name,
				.calls = figure_of(sizing, kinds[i].figure),
				.servers = servers,
				.one_lost = servers + 1,
				.source = source_of(sizing, kinds[i].figure),
			});
	}
}

void size_servers(struct sizing *sizing, const struct element *site, struct site_sizes *ret)
{
	struct walk pools = site_pools(sizing, site);
	const struct element *pool;
	double n = 0;

	if (ret->channels <= 0) {
		if (ret->channels < 0)
			ret->mediation_servers = ret->servers_one_lost = ret->relayed = ret->media_ports =
				SIZE_UNKNOWN;
		return;
	}
	while (next_carrying(sizing, &pools) != NULL)
		n++;
	pools = site_pools(sizing, site);
	while ((pool = next_carrying(sizing, &pools)) != NULL)
		size_pool(sizing, pool, ret->channels / n, ret);
	if (n == 0)
		size_pool(sizing, NULL, ret->channels, ret);
	list_choices(sizing, ret);
}
