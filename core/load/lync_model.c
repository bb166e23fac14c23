/* SPDX-License-Identifier: MIT */
/* The product's deployment in the words of our language. */
#include "base/buf.h"
#include "base/mem.h"
#include "base/number.h"
#include "load/lync.h"
#include "load/lync_ids.h"
#include "model/ports.h"
#include "model/value.h"

#include <string.h>

struct telling {
	struct lync *lync;
	struct builder *builder;
	uint32_t *by_site; /* clusters, those of one site together */
	uint32_t *first;   /* of each site, places in by_site */
};

/* False when out of memory: nothing is to be closed then. */
static bool open_element(struct telling *telling, enum kind kind, struct lync_tag tag)
{
	return builder_open(telling->builder, kind, tag.start, tag.start + 1);
}

static void close_element(struct telling *telling, struct lync_tag tag)
{
	builder_complete_tag(telling->builder);
	builder_close(telling->builder, tag.start + 1);
}

/* A value of the file under our name; one that is absent or empty says nothing. */
static void add(struct telling *telling, enum attr attr, const struct lync_value *value)
{
	if (lync_has_variable(value))
		builder_add_broken(telling->builder, attr);
	else if (value->text.length > 0)
		builder_add_from(telling->builder, attr, value->text, value->start, value->end);
}

/* A word of ours for what the file says elsewhere: shown at `at`. */
static void add_word(struct telling *telling, enum attr attr, const char *word, struct span at)
{
	builder_add_from(telling->builder, attr, str_of(word), at.start, at.end);
}

static struct span value_at(struct telling *telling, const struct lync_value *value, struct lync_tag tag)
{
	return lync_value_span(telling->lync, value, tag);
}

static void tell_interface(
	struct telling *telling, const struct lync_interface *interface, const char *server)
{
	bool internal = str_is(interface->side.text, "Primary") || str_is(interface->side.text, "Internal");
	const char *side = internal ? "internal" : "external";
	struct span at = value_at(telling, &interface->side, interface->tag);

	if (!open_element(telling, K_INTERFACE, interface->tag))
		return;
	add_word(telling, A_ID, lync_id_of_part(telling->lync, server, side, interface), at);
	add_word(telling, A_SIDE, side, at);
	add(telling, A_IP, &interface->ip);
	close_element(telling, interface->tag);
}

/* An address that another interface of the machine has already is no further network adapter. */
static bool is_repeated(const struct lync *lync, const struct lync_machine *machine, uint32_t number)
{
	for (uint32_t i = machine->first_interface; i < number; i++)
		if (str_equal(lync->interface[i].ip.text, lync->interface[number].ip.text))
			return true;
	return false;
}

static void tell_server(struct telling *telling, const struct lync_cluster *cluster, uint32_t number)
{
	struct lync *lync = telling->lync;
	const struct lync_machine *machine = &lync->machine[number];
	const struct lync_value *name = machine->fqdn.text.length > 0 ? &machine->fqdn : &cluster->fqdn;
	const char *id = lync_id_of_server(lync, cluster, machine);

	if (!open_element(telling, K_SERVER, machine->tag))
		return;
	add_word(telling, A_ID, id, value_at(telling, &machine->fqdn, machine->tag));
	add(telling, A_FQDN, name);
	builder_complete_tag(telling->builder);
	for (uint32_t i = 0; i < machine->n_interfaces; i++) {
		uint32_t at = machine->first_interface + i;

		if (lync->interface[at].ip.text.length > 0 &&
			!lync_is_any_address(lync->interface[at].ip.text) && !is_repeated(lync, machine, at))
			tell_interface(telling, &lync->interface[at], id);
	}
	builder_close(telling->builder, machine->tag.start + 1);
}

static void tell_servers(struct telling *telling, const struct lync_cluster *cluster)
{
	for (uint32_t i = 0; i < cluster->n_machines; i++)
		if (!telling->lync->machine[cluster->first_machine + i].is_repeated)
			tell_server(telling, cluster, cluster->first_machine + i);
}

/* Opens a pool: its id and its name. False as of open_element(). */
static bool open_pool(struct telling *telling, enum kind kind, const struct lync_cluster *cluster)
{
	if (!open_element(telling, kind, cluster->tag))
		return false;
	add_word(telling, A_ID, lync_id_of_pool(telling->lync, cluster, kind),
		value_at(telling, &cluster->fqdn, cluster->tag));
	add(telling, A_FQDN, &cluster->fqdn);
	return true;
}

static void close_pool(struct telling *telling, const struct lync_cluster *cluster, bool has_servers)
{
	builder_complete_tag(telling->builder);
	if (has_servers)
		tell_servers(telling, cluster);
	builder_close(telling->builder, cluster->tag.start + 1);
}

/* The Standard Edition runs its database itself. */
static void tell_front_end_pool(struct telling *telling, const struct lync_cluster *cluster)
{
	bool standard = cluster->n_machines <= 1 && cluster->has_sql;

	if (!open_pool(telling, K_FRONT_END_POOL, cluster))
		return;
	add_word(telling, A_EDITION, standard ? "standard" : "enterprise",
		lync_tag_span(telling->lync, cluster->tag));
	close_pool(telling, cluster, true);
}

static void tell_edge_pool(struct telling *telling, const struct lync_cluster *cluster)
{
	if (open_pool(telling, K_EDGE_POOL, cluster))
		close_pool(telling, cluster, true);
}

/* Of this use, over one of two protocols; NULL for any. */
static bool is_port_for(
	const struct lync_port *port, const char *usage, const char *protocol, const char *or_protocol)
{
	return str_is(port->usage.text, usage) &&
		(protocol == NULL || str_is(port->protocol.text, protocol) ||
			str_is(port->protocol.text, or_protocol));
}

/* The service's first such port; NULL if there is none. */
static const struct lync_port *find_port(const struct lync *lync, uint32_t service, const char *usage,
	const char *protocol, const char *or_protocol)
{
	const struct lync_service *s = &lync->service[service];

	for (uint32_t i = s->first_port; i < s->first_port + s->n_ports; i++)
		if (is_port_for(&lync->port[i], usage, protocol, or_protocol))
			return &lync->port[i];
	return NULL;
}

/* Only a port that can be one: what is wrong with others has been said. */
static void add_port(struct telling *telling, enum attr attr, const struct lync_value *value)
{
	enum kind kind = (enum kind)builder_current(telling->builder)->kind;
	uint32_t number;

	if (value->text.length == 0)
		return;
	if (value_parse_number(attr_spec(kind, attr), value->text, &number))
		add(telling, attr, value);
	else
		builder_add_broken(telling->builder, attr);
}

/* False for a port that is none: told of. */
static bool find_range(const struct lync_port *port, struct port_range *ret)
{
	struct str count = port->range.text.text != NULL ? port->range.text : str_of("1");
	uint64_t first;
	uint64_t n;

	return number_parse_whole(port->port.text, 65535, &first) && first > 0 &&
		number_parse_whole(count, 65535, &n) && port_range_of((int64_t)first, (int64_t)n, ret);
}

/* The ports behind the first one, of it and of others over the protocol, as one list: "5068-5070 5090". */
static void add_more_ports(struct telling *telling, enum attr attr, const struct lync_port *first,
	const char *protocol, const char *or_protocol)
{
	const struct lync *lync = telling->lync;
	const struct lync_service *service = &lync->service[first->service];
	const struct lync_port *end = &lync->port[service->first_port + service->n_ports];
	const struct lync_value *at = NULL;
	struct buf list = { 0 };

	for (const struct lync_port *port = first; port < end; port++) {
		struct port_range range;

		if (!is_port_for(port, "SipClient", protocol, or_protocol) || !find_range(port, &range))
			continue;
		range.first += port == first;
		if (range.first > range.last)
			continue;
		buf_printf(&list, "%s%u", list.length > 0 ? " " : "", range.first);
		if (range.last > range.first)
			buf_printf(&list, "-%u", range.last);
		if (at == NULL)
			at = port == first ? &port->range : &port->port;
	}
	if (at != NULL && !buf_failed(&list))
		builder_add_from(telling->builder, attr, buf_str(&list), at->start, at->end);
	buf_release(&list);
}

static void add_listeners(struct telling *telling, uint32_t service)
{
	const struct lync_port *tls = find_port(telling->lync, service, "SipClient", "Tls", "Mtls");
	const struct lync_port *tcp = find_port(telling->lync, service, "SipClient", "Tcp", "TcpOrUdp");

	if (tls != NULL) {
		add_port(telling, A_TLS_PORT, &tls->port);
		add_more_ports(telling, A_MORE_TLS_PORTS, tls, "Tls", "Mtls");
	}
	if (tcp != NULL) {
		add_port(telling, A_TCP_PORT, &tcp->port);
		add_more_ports(telling, A_MORE_TCP_PORTS, tcp, "Tcp", "TcpOrUdp");
	}
}

static void add_ports(struct telling *telling, uint32_t service)
{
	const struct lync *lync = telling->lync;
	const struct lync_port *front_end = find_port(lync, service, "SipServer", NULL, NULL);
	const struct lync_port *audio = find_port(lync, service, "AudioCommunication", NULL, NULL);

	add_listeners(telling, service);
	if (front_end != NULL)
		add_port(telling, A_FRONT_END_PORT, &front_end->port);
	if (audio == NULL)
		return;
	add_port(telling, A_AUDIO_PORT_START, &audio->port);
	add_port(telling, A_AUDIO_PORT_COUNT, &audio->range);
}

/* Clusters of sites that do not exist, and second ones of a name, are left out. */
static bool is_told(const struct lync_cluster *cluster)
{
	return cluster->site != LYNC_NOTHING && !cluster->is_repeated;
}

/* The dependency of a service on another of this role, or NULL. */
static const struct lync_dependency *find_dependency(const struct lync *lync, uint32_t service, unsigned role)
{
	const struct lync_service *s = &lync->service[service];

	for (uint32_t i = s->first_dependency; i < s->first_dependency + s->n_dependencies; i++) {
		const struct lync_dependency *dependency = &lync->dependency[i];

		if (dependency->on != LYNC_NOTHING && lync->service[dependency->on].role == role)
			return dependency;
	}
	return NULL;
}

/* A reference to the pool on which the service of this role runs, if that is one that the model has. */
static void add_pool(struct telling *telling, enum attr attr, uint32_t service, unsigned role, unsigned runs,
	enum kind kind)
{
	struct lync *lync = telling->lync;
	const struct lync_dependency *dependency = find_dependency(lync, service, role);
	const struct lync_cluster *cluster;

	if (dependency == NULL || lync->service[dependency->on].cluster == LYNC_NOTHING)
		return;
	cluster = &lync->cluster[lync->service[dependency->on].cluster];
	if (!is_told(cluster) || !(cluster->roles & runs))
		return;
	add_word(telling, attr, lync_id_of_pool(lync, cluster, kind),
		(struct span){ lync->source, dependency->start, dependency->end });
}

static void tell_mediation_pool(struct telling *telling, const struct lync_cluster *cluster)
{
	uint32_t service = cluster->service[LYNC_MEDIATION_SERVICE];
	bool collocated = lync_is_collocated(cluster);

	if (!open_pool(telling, K_MEDIATION_POOL, cluster))
		return;
	add_word(telling, A_PLACEMENT, collocated ? "collocated" : "stand-alone",
		lync_tag_span(telling->lync, telling->lync->service[service].tag));
	add_pool(telling, A_FRONT_END_POOL, service, LYNC_REGISTRAR, LYNC_USER_SERVICES, K_FRONT_END_POOL);
	add_pool(telling, A_EDGE_POOL, service, LYNC_EDGE, LYNC_EDGE, K_EDGE_POOL);
	add_ports(telling, service);
	close_pool(telling, cluster, !(collocated && cluster->roles & LYNC_USER_SERVICES));
}

/* Registrar and Mediation Server in one box; the pool it falls back on is the one its Registrar depends on. */
static void tell_branch_appliance(struct telling *telling, const struct lync_cluster *cluster)
{
	if (!open_pool(telling, K_SURVIVABLE_BRANCH_APPLIANCE, cluster))
		return;
	add_pool(telling, A_FRONT_END_POOL, cluster->service[LYNC_REGISTRAR_SERVICE], LYNC_USER_SERVICES,
		LYNC_USER_SERVICES, K_FRONT_END_POOL);
	add_pool(telling, A_EDGE_POOL, cluster->service[LYNC_MEDIATION_SERVICE], LYNC_EDGE, LYNC_EDGE,
		K_EDGE_POOL);
	add_ports(telling, cluster->service[LYNC_MEDIATION_SERVICE]);
	close_pool(telling, cluster, true);
}

/* The address of the gateway's first interface that has one. */
static const struct lync_value *gateway_address(const struct lync *lync, const struct lync_cluster *cluster)
{
	for (uint32_t i = 0; i < cluster->n_machines; i++) {
		const struct lync_machine *machine = &lync->machine[cluster->first_machine + i];

		for (uint32_t j = 0; j < machine->n_interfaces; j++) {
			const struct lync_value *ip = &lync->interface[machine->first_interface + j].ip;

			if (ip->text.length > 0 && !lync_is_any_address(ip->text))
				return ip;
		}
	}
	return NULL;
}

/* What kind of box stands there the product does not say: it calls all of them gateways. */
static void tell_gateway(struct telling *telling, const struct lync_cluster *cluster)
{
	const struct lync *lync = telling->lync;
	uint32_t service = cluster->service[LYNC_GATEWAY_SERVICE];
	const struct lync_port *tls = find_port(lync, service, "SipClient", "Tls", "Mtls");
	const struct lync_port *tcp = find_port(lync, service, "SipClient", "Tcp", "TcpOrUdp");
	const struct lync_value *ip = gateway_address(lync, cluster);
	struct address address;

	if (!open_element(telling, K_GATEWAY, cluster->tag))
		return;
	builder_stand_in(telling->builder);
	add_word(telling, A_ID, lync_id_of_pool(telling->lync, cluster, K_GATEWAY),
		value_at(telling, &cluster->fqdn, cluster->tag));
	builder_assume(telling->builder, A_KIND, str_of("pstn-gateway"), cluster->tag.start,
		lync_tag_span(telling->lync, cluster->tag).end);
	if (address_parse(cluster->fqdn.text, &address))
		ip = &cluster->fqdn;
	else
		add(telling, A_FQDN, &cluster->fqdn);
	if (ip != NULL)
		add(telling, A_IP, ip);
	if (tls != NULL)
		add_port(telling, A_TLS_PORT, &tls->port);
	if (tcp != NULL)
		add_port(telling, A_TCP_PORT, &tcp->port);
	if (str_is(lync->service[service].is_default.text, "true"))
		add(telling, A_DEFAULT, &lync->service[service].is_default);
	close_element(telling, cluster->tag);
}

static void tell_cluster(struct telling *telling, const struct lync_cluster *cluster)
{
	bool is_branch_box = lync_is_branch_appliance(telling->lync, cluster);

	if (cluster->roles & LYNC_USER_SERVICES)
		tell_front_end_pool(telling, cluster);
	if (cluster->roles & LYNC_EDGE)
		tell_edge_pool(telling, cluster);
	if (is_branch_box)
		tell_branch_appliance(telling, cluster);
	else if (cluster->roles & LYNC_MEDIATION)
		tell_mediation_pool(telling, cluster);
	if (cluster->roles & LYNC_GATEWAY)
		tell_gateway(telling, cluster);
}

/* The product takes any text for a country, such as three letters: only a code of ours says something. */
static void add_country(struct telling *telling, const struct lync_value *value)
{
	if (value_check_text(TYPE_COUNTRY, value->text))
		add(telling, A_COUNTRY, value);
}

static void tell_site(struct telling *telling, uint32_t number)
{
	struct lync *lync = telling->lync;
	const struct lync_site *site = &lync->site[number];
	const struct lync_value *named = site->name.text.length > 0 ? &site->name : &site->id;

	if (!open_element(telling, K_SITE, site->tag))
		return;
	add_word(telling, A_ID, lync_id_of_site(lync, number), value_at(telling, named, site->tag));
	add(telling, A_NAME, &site->name);
	add_word(telling, A_KIND, site->is_remote ? "branch" : "central", lync_tag_span(lync, site->tag));
	if (site->parent != LYNC_NOTHING)
		add_word(telling, A_CENTRAL_SITE, lync_id_of_site(lync, site->parent),
			lync_tag_span(lync, site->tag));
	add_country(telling, &site->country);
	builder_complete_tag(telling->builder);
	for (uint32_t i = telling->first[number]; i < telling->first[number + 1]; i++)
		if (!lync->cluster[telling->by_site[i]].is_repeated)
			tell_cluster(telling, &lync->cluster[telling->by_site[i]]);
	builder_close(telling->builder, site->tag.start + 1);
}

/* The trunk's Mediation pool, or a broken reference: what is wrong with it has been said. */
static void add_mediation_pool(struct telling *telling, uint32_t service)
{
	struct lync *lync = telling->lync;
	const struct lync_dependency *dependency = find_dependency(lync, service, LYNC_MEDIATION);
	uint32_t on = dependency != NULL ? lync->service[dependency->on].cluster : LYNC_NOTHING;
	const struct lync_cluster *cluster = on != LYNC_NOTHING ? &lync->cluster[on] : NULL;

	if (cluster == NULL || !is_told(cluster) || !(cluster->roles & LYNC_MEDIATION)) {
		builder_add_broken(telling->builder, A_MEDIATION_POOL);
		return;
	}
	add_word(telling, A_MEDIATION_POOL,
		lync_id_of_pool(lync, cluster,
			lync_is_branch_appliance(lync, cluster) ? K_SURVIVABLE_BRANCH_APPLIANCE :
								  K_MEDIATION_POOL),
		(struct span){ lync->source, dependency->start, dependency->end });
}

/* "Mtls" is the product's word where both ends show a certificate, as on every TLS leg of its servers. */
static void add_transport(struct telling *telling, const struct lync_port *port)
{
	const struct lync_value *protocol = &port->protocol;
	char word[16] = "";

	if (protocol->text.length >= sizeof(word) || protocol->text.length == 0)
		return;
	for (size_t i = 0; i < protocol->text.length; i++)
		word[i] = ascii_lower(protocol->text.text[i]);
	if (strcmp(word, "mtls") == 0)
		memmove(word, "tls", sizeof("tls"));
	builder_add_from(telling->builder, A_TRANSPORT, str_of(word), protocol->start, protocol->end);
}

static void tell_trunk(struct telling *telling, uint32_t number)
{
	struct lync *lync = telling->lync;
	const struct lync_service *service = &lync->service[number];
	const struct lync_cluster *cluster = &lync->cluster[service->cluster];
	const struct lync_port *port = find_port(lync, number, "SipClient", NULL, NULL);
	const struct lync_value *name = port != NULL && port->fqdn.text.length > 0 ? &port->fqdn :
										     &cluster->fqdn;
	bool is_root = ascii_compare_nocase(name->text, cluster->fqdn.text) == 0;

	if (!open_element(telling, K_TRUNK, service->tag))
		return;
	add_word(telling, A_ID, lync_id_of_trunk(&lync->arena, name->text),
		value_at(telling, name, service->tag));
	add(telling, A_NAME, name);
	add_mediation_pool(telling, number);
	if (is_told(cluster))
		add_word(telling, A_PEER, lync_id_of_pool(lync, cluster, K_GATEWAY),
			(struct span){ lync->source, service->place_start, service->place_end });
	else
		builder_add_broken(telling->builder, A_PEER);
	if (port != NULL)
		add_transport(telling, port);
	add_port(telling, A_MEDIATION_PORT, &service->mediation_port);
	if (port != NULL)
		add_port(telling, A_PEER_PORT, &port->port);
	add_word(telling, A_ROOT, is_root ? "true" : "false", value_at(telling, name, service->tag));
	close_element(telling, service->tag);
}

/* The newest version of any service is the product's. Versions below 6 are not told apart by any source. */
static void add_product(struct telling *telling)
{
	static const char *const products[] = { [6] = "lync-2013", [7] = "sfb-2015", [8] = "sfb-2019" };
	const struct lync *lync = telling->lync;
	const struct lync_value *newest = NULL;

	for (uint32_t i = 0; i < lync->n_service; i++) {
		const struct lync_value *version = &lync->service[i].version;

		if (version->text.length == 1 && version->text.text[0] >= '6' &&
			version->text.text[0] <= '8' &&
			(newest == NULL || version->text.text[0] > newest->text.text[0]))
			newest = version;
	}
	if (newest != NULL)
		builder_add_from(telling->builder, A_PRODUCT, str_of(products[newest->text.text[0] - '0']),
			newest->start, newest->end);
}

/* Clusters in the order of the file, those of one site together. */
static bool sort_by_site(struct telling *telling)
{
	const struct lync *lync = telling->lync;
	uint32_t *first = mem_zalloc((lync->n_site + 2) * sizeof(*first));

	telling->first = first;
	telling->by_site = mem_alloc((lync->n_cluster + 1) * sizeof(*telling->by_site));
	if (telling->by_site == NULL || first == NULL)
		return false;
	for (uint32_t i = 0; i < lync->n_cluster; i++)
		if (lync->cluster[i].site != LYNC_NOTHING)
			first[lync->cluster[i].site + 2]++;
	for (uint32_t i = 2; i < lync->n_site + 2; i++)
		first[i] += first[i - 1];
	/* Filling a site moves the mark of the one behind it from where it begins to where it ends. */
	for (uint32_t i = 0; i < lync->n_cluster; i++)
		if (lync->cluster[i].site != LYNC_NOTHING)
			telling->by_site[first[lync->cluster[i].site + 1]++] = i;
	return true;
}

static bool has_mediation_service(const struct lync *lync)
{
	for (uint32_t i = 0; i < lync->n_service; i++)
		if (lync->service[i].role == LYNC_MEDIATION)
			return true;
	return false;
}

static void tell_topology(struct telling *telling)
{
	const struct lync *lync = telling->lync;

	if (!open_element(telling, K_TOPOLOGY, (struct lync_tag){ lync->root_start, 1 }))
		return;
	add_product(telling);
	if (!has_mediation_service(lync))
		add_word(telling, A_MEDIATION_SERVER, "false",
			source_tag_span(lync->source, lync->root_start));
	builder_complete_tag(lync->builder);
	for (uint32_t i = 0; i < lync->n_site && !mem_ran_out(); i++)
		tell_site(telling, i);
	for (uint32_t i = 0; i < lync->n_service && !mem_ran_out(); i++)
		if (lync->service[i].role == LYNC_GATEWAY && lync->service[i].cluster != LYNC_NOTHING)
			tell_trunk(telling, i);
	builder_close(lync->builder, lync->source->size);
}

void lync_tell(struct lync *lync)
{
	struct telling telling = { .lync = lync, .builder = lync->builder };

	if (sort_by_site(&telling))
		tell_topology(&telling);
	mem_free(telling.by_site);
	mem_free(telling.first);
}
