/* SPDX-License-Identifier: MIT */
#include "load/lync_take.h"

#include "base/mem.h"

#include <stdarg.h>
#include <string.h>

enum {
	MOST_NAMES = 6, /* attributes taken from one element */
};

/* Room for one more in a list of struct lync: the place of the new one, zeroed, or NULL. */
#define ADD(lync, list) \
	(mem_grow(&(lync)->list, &(lync)->room_##list, (lync)->n_##list + 1, sizeof(*(lync)->list)) ? \
			memset(&(lync)->list[(lync)->n_##list++], 0, sizeof(*(lync)->list)) : \
			NULL)

/* The newest of a list, or NULL. */
#define LAST(lync, list) ((lync)->n_##list > 0 ? &(lync)->list[(lync)->n_##list - 1] : NULL)

/* Something with a dollar before a name: a script was to put a value there. Told of once for each value. */
static void note_variable(struct lync *lync, const struct lync_value *value)
{
	uint32_t first;

	if (!lync_has_variable(value))
		return;
	if (!lync_note(lync, LYNC_KEY_VARIABLE, value->text, lync->n_variable, &first)) {
		lync->variable[first].times++;
		return;
	}
	if (mem_grow(&lync->variable, &lync->room_variable, lync->n_variable + 1, sizeof(*lync->variable)))
		lync->variable[lync->n_variable++] = (struct lync_variable){ *value, 1 };
}

static struct lync_value keep(
	struct lync *lync, const struct xml_tag *tag, const struct xml_attribute *attribute)
{
	struct lync_value value = {
		.text = { arena_copy(&lync->arena, attribute->value.text, attribute->value.length),
			attribute->value.length },
		.start = attribute->offset,
		.end = attribute->offset + (uint32_t)attribute->value.length,
	};

	if (attribute->offset == UINT32_MAX || attribute->value.length == 0) {
		struct span span = source_value_span(lync->source, tag->start, attribute->name);

		value.start = span.start;
		value.end = span.end;
	}
	if (value.text.text == NULL)
		return (struct lync_value){ 0 };
	note_variable(lync, &value);
	return value;
}

/* The values of `n` attributes, named after them, in that order. All are looked at for variables. */
static void take(struct lync *lync, const struct xml_tag *tag, struct lync_value *values, unsigned n, ...)
{
	const char *names[MOST_NAMES];
	va_list arguments;

	memset(values, 0, n * sizeof(*values));
	va_start(arguments, n);
	for (unsigned i = 0; i < n; i++)
		names[i] = va_arg(arguments, const char *);
	va_end(arguments);
	for (unsigned i = 0; i < tag->n_attributes; i++) {
		struct xml_attribute attribute;
		struct lync_value value;

		xml_attribute_at(tag, i, &attribute);
		if (attribute.space != NULL)
			continue;
		value = keep(lync, tag, &attribute);
		for (unsigned j = 0; j < n; j++)
			if (strcmp(attribute.name, names[j]) == 0)
				values[j] = value;
	}
}

void lync_look_for_variables(struct lync *lync, const struct xml_tag *tag)
{
	for (unsigned i = 0; i < tag->n_attributes; i++) {
		struct xml_attribute attribute;

		xml_attribute_at(tag, i, &attribute);
		if (memchr(attribute.value.text, '$', attribute.value.length) != NULL)
			keep(lync, tag, &attribute);
	}
}

static struct str join(struct lync *lync, struct str a, const char *between, struct str b)
{
	return str_of(arena_printf(&lync->arena, "%.*s%s%.*s", STR_ARG(a), between, STR_ARG(b)));
}

/* The site that is being read, or NULL. */
static struct lync_site *open_site(struct lync *lync)
{
	return lync->open_site != LYNC_NOTHING ? &lync->site[lync->open_site] : NULL;
}

static void take_site(struct lync *lync, const struct xml_tag *tag, bool is_remote)
{
	struct lync_site *site = ADD(lync, site);

	if (site == NULL)
		return;
	take(lync, tag, &site->id, 1, "SiteId");
	site->tag = (struct lync_tag){ tag->start, lync->n_site };
	site->key = site->id.text;
	site->is_remote = is_remote;
	site->parent = lync->open_site;
	lync->open_site = lync->n_site - 1;
}

static void take_location(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_site *site = open_site(lync);
	struct lync_value country;

	take(lync, tag, &country, 1, "CountryCode");
	if (site != NULL)
		site->country = country;
}

static void take_cluster(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_cluster *cluster = ADD(lync, cluster);
	struct lync_value values[2];

	if (cluster == NULL)
		return;
	take(lync, tag, values, 2, "Fqdn", "UniqueId");
	cluster->tag = (struct lync_tag){ tag->start, lync->n_cluster };
	cluster->fqdn = values[0];
	cluster->site = LYNC_NOTHING;
	cluster->first_machine = lync->n_machine;
	for (unsigned role = 0; role < LYNC_ROLES; role++)
		cluster->service[role] = LYNC_NOTHING;
	if (!lync->is_builder_document)
		return;
	cluster->id = values[1];
	cluster->key = values[1].text;
	cluster->site = lync->open_site;
}

/* What a cluster is called in Get-CsTopology -AsXml: site and number. */
static struct str take_cluster_key(struct lync *lync, const struct xml_tag *tag, struct lync_value values[2])
{
	take(lync, tag, values, 2, "SiteId", "Number");
	return join(lync, values[0].text, ":", values[1].text);
}

static void take_cluster_id(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_cluster *cluster = LAST(lync, cluster);
	struct lync_value values[2];
	struct str key = take_cluster_key(lync, tag, values);

	if (cluster == NULL)
		return;
	cluster->key = key;
	cluster->site_key = values[0].text;
	cluster->id = values[1];
}

static void take_machine(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_machine *machine = ADD(lync, machine);

	if (machine == NULL)
		return;
	machine->tag = (struct lync_tag){ tag->start, lync->n_machine };
	machine->cluster = lync->n_cluster - 1;
	machine->first_interface = lync->n_interface;
	lync->cluster[machine->cluster].n_machines++;
	take(lync, tag, &machine->fqdn, 1, "Fqdn");
}

static void take_interface(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_interface *interface = ADD(lync, interface);
	struct lync_value values[2];

	if (interface == NULL)
		return;
	take(lync, tag, values, 2, "InterfaceSide", "IPAddress");
	interface->tag = (struct lync_tag){ tag->start, lync->n_interface };
	interface->machine = lync->n_machine - 1;
	lync->machine[interface->machine].n_interfaces++;
	interface->side = values[0];
	interface->ip = values[1];
}

static void take_sql(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_sql *sql = ADD(lync, sql);

	if (sql == NULL)
		return;
	sql->tag = (struct lync_tag){ tag->start, lync->n_sql };
	sql->cluster = LYNC_NOTHING;
	take(lync, tag, &sql->id, 1, "UniqueId");
	if (!lync->is_builder_document)
		return;
	sql->key = sql->id.text;
	sql->cluster = lync->n_cluster > 0 ? lync->n_cluster - 1 : LYNC_NOTHING;
}

static void take_sql_id(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_sql *sql = LAST(lync, sql);
	struct lync_value name;

	take(lync, tag, &name, 1, "Name");
	if (sql != NULL)
		sql->id = name;
}

static void take_sql_cluster(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_sql *sql = LAST(lync, sql);
	struct lync_value values[2];
	struct str key = take_cluster_key(lync, tag, values);

	if (sql == NULL)
		return;
	sql->cluster_key = key;
	sql->key = join(lync, sql->id.text, "@", key);
}

/* Installed on what. There may be one: what is said first counts. */
static void install(
	struct lync_service *service, enum lync_place place, struct str key, uint32_t start, uint32_t end)
{
	if (++service->n_places > 1)
		return;
	service->place = place;
	service->place_key = key;
	service->place_start = start;
	service->place_end = end;
}

static void take_service(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_service *service = ADD(lync, service);
	struct lync_value values[4];

	if (service == NULL)
		return;
	take(lync, tag, values, 4, "ServiceVersion", "UniqueId", "RoleName", "InstalledOn");
	service->tag = (struct lync_tag){ tag->start, lync->n_service };
	service->cluster = LYNC_NOTHING;
	service->first_dependency = lync->n_dependency;
	service->first_port = lync->n_port;
	service->version = values[0];
	if (!lync->is_builder_document)
		return;
	service->id = values[1];
	service->key = values[1].text;
	service->role_name = values[2];
	if (values[3].text.text != NULL)
		install(service, LYNC_ON_CLUSTER, values[3].text, values[3].start, values[3].end);
}

/* What a service is called in Get-CsTopology -AsXml: "1-PstnGateway-1". */
static struct str take_service_key(struct lync *lync, const struct xml_tag *tag, struct lync_value values[3])
{
	take(lync, tag, values, 3, "SiteId", "RoleName", "Instance");
	return join(lync, join(lync, values[0].text, "-", values[1].text), "-", values[2].text);
}

static void take_service_id(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_service *service = LAST(lync, service);
	struct lync_value values[3];
	struct str key = take_service_key(lync, tag, values);

	if (service == NULL)
		return;
	service->key = key;
	service->site_key = values[0].text;
	service->role_name = values[1];
	service->id = values[2];
}

static void take_dependency(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_dependency *dependency = ADD(lync, dependency);
	struct lync_value on;

	if (dependency == NULL)
		return;
	take(lync, tag, &on, 1, "ServiceUniqueId");
	*dependency = (struct lync_dependency){
		.tag = { tag->start, lync->n_dependency },
		.service = lync->n_service - 1,
		.key = on.text,
		.start = on.start,
		.end = on.end,
		.on = LYNC_NOTHING,
	};
	lync->service[dependency->service].n_dependencies++;
}

static void take_dependency_id(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_dependency *dependency = LAST(lync, dependency);
	struct span span = source_tag_span(lync->source, tag->start);
	struct lync_value values[3];
	struct str key = take_service_key(lync, tag, values);

	if (dependency == NULL)
		return;
	dependency->key = key;
	dependency->start = span.start;
	dependency->end = span.end;
}

static void take_installed_cluster(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_service *service = LAST(lync, service);
	struct span span = source_tag_span(lync->source, tag->start);
	struct lync_value values[2];
	struct str key = take_cluster_key(lync, tag, values);

	if (service != NULL)
		install(service, LYNC_ON_CLUSTER, key, span.start, span.end);
}

/* The name first; the cluster it belongs to follows inside. */
static void take_installed_sql(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_service *service = LAST(lync, service);
	struct span span = source_tag_span(lync->source, tag->start);
	struct lync_value name;

	take(lync, tag, &name, 1, "Name");
	if (service != NULL)
		install(service, LYNC_ON_SQL, name.text, span.start, span.end);
}

static void take_installed_sql_cluster(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_service *service = LAST(lync, service);
	struct lync_value values[2];
	struct str key = take_cluster_key(lync, tag, values);

	if (service != NULL && service->n_places == 1)
		service->place_key = join(lync, service->place_key, "@", key);
}

static void take_port(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_port *port = ADD(lync, port);
	struct lync_value values[6];

	if (port == NULL)
		return;
	take(lync, tag, values, 6, "Owner", "Usage", "Port", "Protocol", "Range", "ConfiguredFqdn");
	*port = (struct lync_port){
		.tag = { tag->start, lync->n_port },
		.service = lync->n_service - 1,
		.owner = values[0],
		.usage = values[1],
		.port = values[2],
		.protocol = values[3],
		.range = values[4],
		.fqdn = values[5],
	};
	lync->service[port->service].n_ports++;
}

static void take_gateway_service(struct lync *lync, const struct xml_tag *tag)
{
	struct lync_service *service = LAST(lync, service);
	struct lync_value values[2];

	take(lync, tag, values, 2, "MediationServerPort", "Default");
	if (service == NULL)
		return;
	service->mediation_port = values[0];
	service->is_default = values[1];
}

static void take_central_site(struct lync *lync, const struct xml_tag *tag)
{
	take_site(lync, tag, false);
}

static void take_remote_site(struct lync *lync, const struct xml_tag *tag)
{
	take_site(lync, tag, true);
}

static void (*const takers[PLACE_COUNT])(struct lync *, const struct xml_tag *) = {
	[PLACE_CENTRAL_SITE] = take_central_site,
	[PLACE_REMOTE_SITE] = take_remote_site,
	[PLACE_LOCATION] = take_location,
	[PLACE_CLUSTER] = take_cluster,
	[PLACE_CLUSTER_ID] = take_cluster_id,
	[PLACE_MACHINE] = take_machine,
	[PLACE_INTERFACE] = take_interface,
	[PLACE_SQL_INSTANCE] = take_sql,
	[PLACE_SQL_ID] = take_sql_id,
	[PLACE_SQL_CLUSTER_ID] = take_sql_cluster,
	[PLACE_SERVICE] = take_service,
	[PLACE_SERVICE_ID] = take_service_id,
	[PLACE_DEPENDENCY] = take_dependency,
	[PLACE_DEPENDENCY_ID] = take_dependency_id,
	[PLACE_INSTALLED_CLUSTER] = take_installed_cluster,
	[PLACE_INSTALLED_SQL] = take_installed_sql,
	[PLACE_INSTALLED_SQL_CLUSTER] = take_installed_sql_cluster,
	[PLACE_PORT] = take_port,
	[PLACE_GATEWAY_SERVICE] = take_gateway_service,
};

void lync_take(struct lync *lync, enum place place, const struct xml_tag *tag)
{
	if (takers[place] != NULL)
		takers[place](lync, tag);
	else
		lync_look_for_variables(lync, tag);
}

void lync_leave(struct lync *lync, enum place place)
{
	if ((place == PLACE_CENTRAL_SITE || place == PLACE_REMOTE_SITE) && lync->open_site != LYNC_NOTHING)
		lync->open_site = lync->site[lync->open_site].parent;
}

void lync_take_name(struct lync *lync, struct str piece, uint32_t start)
{
	struct lync_site *site = open_site(lync);
	const char *end;

	if (site == NULL)
		return;
	end = memchr(lync->source->text + start, '<', lync->source->size - start);
	site->name.text = site->name.text.text == NULL ?
		(struct str){ arena_copy(&lync->arena, piece.text, piece.length), piece.length } :
		join(lync, site->name.text, "", piece);
	site->name.start = start;
	site->name.end = end != NULL ? (uint32_t)(end - lync->source->text) : lync->source->size;
	note_variable(lync, &site->name);
}
