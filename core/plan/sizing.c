/* SPDX-License-Identifier: MIT */
#include "plan/sizing.h"

#include "base/mem.h"
#include "model/describe.h"
#include "model/trunks.h"

#include <math.h>

const char *say(struct sizing *sizing, const char *format, ...)
{
	va_list arguments;
	const char *text;

	va_start(arguments, format);
	text = arena_vprintf(&sizing->sizes->arena, format, arguments);
	va_end(arguments);
	return text;
}

const char *label_of(struct sizing *sizing, const struct element *e)
{
	return describe_label(sizing->topo, e, &sizing->sizes->arena);
}

double figure_of(struct sizing *sizing, enum figure figure)
{
	sizing->used[figure] = true;
	return figure_value(figure);
}

const char *source_of(struct sizing *sizing, enum figure figure)
{
	sizing->used[figure] = true;
	return figure_source(figure);
}

void lacks_fact(struct sizing *sizing, const struct element *e, const char *needs, const char *without)
{
	if (!sizing->rehearses)
		sizes_add_gap(
			sizing->sizes, &(struct size_gap){ describe_id(sizing->topo, e), needs, without });
}

void lacks_room(struct sizing *sizing, const char *element, const char *what, double needed, double planned)
{
	if (sizing->shortages != NULL && planned >= 0 && needed > planned)
		sizes_add_shortage(sizing->sizes, sizing->shortages,
			&(struct size_shortage){ element, what, needed, planned, false });
}

struct tally *tally_of(const struct sizing *sizing, const struct element *site)
{
	return &sizing->tally[site->place];
}

bool counts_as_voice(const struct sizing *sizing, const struct element *users)
{
	return sizing->moved[users->place] || users_have_voice(sizing->topo, users);
}

struct walk site_pools(const struct sizing *sizing, const struct element *site)
{
	return walk_children(sizing->topo, site, MEDIATION_POOLS);
}

const struct element *next_carrying(const struct sizing *sizing, struct walk *pools)
{
	const struct element *pool;

	while ((pool = walk_next(pools)) != NULL) {
		struct walk trunks = pool_trunks(sizing, pool);

		if (next_trunk(sizing, &trunks) != NULL)
			break;
	}
	return pool;
}

struct walk pool_trunks(const struct sizing *sizing, const struct element *pool)
{
	return walk_referrers(sizing->topo, pool, K_TRUNK, A_MEDIATION_POOL);
}

/* Not those that are kept for emergencies, fax machines or analog telephones. */
bool is_for_people(const struct sizing *sizing, const struct element *trunk)
{
	const struct topology *topo = sizing->topo;
	const struct element *peer = topo_ref(topo, trunk, A_PEER);
	const struct element *holder = trunk_holder(topo, &sizing->plan->fallback, trunk, A_ROLE);

	return topo_choice(topo, holder, A_ROLE) != ROLE_EMERGENCY &&
		(peer == NULL || peer->kind != K_GATEWAY ||
			topo_choice(topo, peer, A_KIND) != GATEWAY_KIND_ANALOG_GATEWAY);
}

const struct element *next_trunk(const struct sizing *sizing, struct walk *trunks)
{
	const struct element *trunk;

	while ((trunk = walk_next(trunks)) != NULL)
		if (is_for_people(sizing, trunk))
			break;
	return trunk;
}

bool trunk_calls(const struct sizing *sizing, const struct element *trunk, int64_t *ret)
{
	const struct topology *topo = sizing->topo;
	const struct element *peer = topo_ref(topo, trunk, A_PEER);

	return topo_int(topo, trunk_holder(topo, &sizing->plan->fallback, trunk, A_MAX_CALLS), A_MAX_CALLS,
		       ret) ||
		(peer != NULL && topo_int(topo, peer, A_CHANNELS, ret));
}

void size_site(struct sizing *sizing, const struct element *site, struct site_sizes *ret)
{
	*ret = (struct site_sizes){ .site = topo_id(sizing->topo, site), .branch_form = "" };
	size_traffic(sizing, site, ret);
	if (tally_of(sizing, site)->carrier == site) {
		size_channels(sizing, site, ret);
		size_trunks(sizing, site, ret);
		size_servers(sizing, site, ret);
		size_gateways(sizing, site, ret);
		size_bandwidth(sizing, site, ret);
	}
	size_branch(sizing, site, ret);
}

/* Unknown and anything is unknown. */
static void add(double *sum, double part)
{
	*sum = *sum < 0 || part < 0 ? SIZE_UNKNOWN : *sum + part;
}

static void sum_up(struct sizing *sizing)
{
	struct site_sizes *total = &sizing->sizes->total;
	double least = figure_value(FIGURE_GATEWAYS_LEAST);

	*total = (struct site_sizes){ .site = "", .carried_by = "", .complete = true, .branch_form = "" };
	for (uint32_t i = 0; i < sizing->sizes->n_site; i++) {
		const struct site_sizes *site = &sizing->sizes->site[i];

		add(&total->erlang, site->erlang);
		add(&total->carried, site->carried);
		add(&total->channels, site->channels);
		add(&total->trunks, site->trunks);
		add(&total->mediation_servers, site->mediation_servers);
		add(&total->servers_one_lost, site->servers_one_lost);
		add(&total->relayed, site->relayed);
		add(&total->gateway_ports, site->gateway_ports);
		add(&total->gateways, site->gateways);
		add(&total->bandwidth_kbps, site->bandwidth_kbps);
		total->media_ports = fmax(total->media_ports, site->media_ports);
		total->complete &= site->complete;
	}
	if (sizing->sizes->n_site > 0)
		size_reasons_add(&total->why, "all sites together; media ports: the most of any of them");
	if (total->gateways > 0 && total->gateways < least) {
		total->gateways = figure_of(sizing, FIGURE_GATEWAYS_LEAST);
		size_reasons_add(&total->why,
			say(sizing, "gateways: at least %g in a deployment that relies on them (%s)", least,
				source_of(sizing, FIGURE_GATEWAYS_LEAST)));
	}
}

static void list_figures(struct sizing *sizing, const char *blocking_source)
{
	sizes_add_figure(sizing->sizes,
		&(struct size_figure){ "blocking", sizing->blocking, "of calls", blocking_source });
	for (unsigned i = 0; i < FIGURE_COUNT; i++)
		if (sizing->used[i])
			sizes_add_figure(sizing->sizes,
				&(struct size_figure){ figure_info((enum figure)i)->name,
					figure_value((enum figure)i), figure_info((enum figure)i)->unit,
					figure_source((enum figure)i) });
}

static bool size_all(struct sizing *sizing, const struct plan_request *request)
{
	struct walk sites = walk_kind(sizing->topo, K_SITE);
	const struct element *site;

	count_people(sizing);
	while ((site = walk_next(&sites)) != NULL) {
		struct site_sizes sizes;

		size_site(sizing, site, &sizes);
		if (sizes_add_site(sizing->sizes, &sizes) == NULL) {
			mem_free(sizes.why.text);
			return false;
		}
	}
	sum_up(sizing);
	list_links(sizing, &sizing->sizes->links);
	for (uint32_t i = 0; i < sizing->sizes->links.n; i++)
		check_link(sizing, &sizing->sizes->links.link[i]);
	sizing->shortages = NULL;
	list_openings(sizing);
	list_names(sizing);
	make_stages(sizing, request);
	list_figures(sizing, request->blocking_source);
	return !mem_ran_out();
}

bool plan_sizes(const struct deployment *plan, const struct plan_request *request, struct sizes *ret)
{
	struct sizing sizing = {
		.plan = plan,
		.topo = plan->topo,
		.blocking = request->blocking,
		.sizes = ret,
		.shortages = &ret->shortages,
	};
	bool made;

	*ret = (struct sizes){ .blocking = request->blocking };
	sizing.tally = mem_zalloc(topo_count(sizing.topo, K_SITE) * sizeof(*sizing.tally));
	sizing.moved = mem_zalloc(topo_count(sizing.topo, K_USERS) * sizeof(*sizing.moved));
	made = sizing.tally != NULL && sizing.moved != NULL && size_all(&sizing, request);
	mem_free(sizing.moved);
	mem_free(sizing.tally);
	return made;
}
