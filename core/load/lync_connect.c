/* SPDX-License-Identifier: MIT */
/* Who is who in the product's files: keys, references, roles; what leads nowhere and what is there twice. */
#include "load/lync.h"

static void complain_twice(
	struct lync *lync, struct span at, const char *thing, const char *what, struct lync_tag first)
{
	struct position position = source_position(lync->source, first.start);

	lync_fault(lync, DOC_DUPLICATE_ID, at, thing, what,
		LYNC_TELL(lync, "%s has the same %s as the one on line %u", thing, what,
			(unsigned)position.line));
}

static const char *site_label(struct lync *lync, uint32_t site)
{
	return LYNC_TELL(lync, "site %s",
		lync_quoted(lync,
			lync->site[site].name.text.text != NULL ? lync->site[site].name.text :
								  lync->site[site].key));
}

static void connect_sites(struct lync *lync)
{
	uint32_t first;

	for (uint32_t i = 0; i < lync->n_site; i++) {
		const struct lync_site *site = &lync->site[i];

		if (!lync_note(lync, LYNC_KEY_SITE, site->key, i, &first))
			complain_twice(lync, lync_value_span(lync, &site->id, site->tag), site_label(lync, i),
				"SiteId", lync->site[first].tag);
	}
}

static void connect_cluster(struct lync *lync, uint32_t number)
{
	struct lync_cluster *cluster = &lync->cluster[number];
	struct span at = lync_value_span(lync, &cluster->id, cluster->tag);
	const char *label = lync_cluster_label(lync, number);
	uint32_t first;

	if (!lync_note(lync, LYNC_KEY_CLUSTER, cluster->key, number, &first))
		complain_twice(lync, at, label, lync->is_builder_document ? "UniqueId" : "ClusterId",
			lync->cluster[first].tag);
	if (cluster->fqdn.text.length > 0 &&
		!lync_note(lync, LYNC_KEY_FQDN, cluster->fqdn.text, number, &first)) {
		cluster->is_repeated = true;
		complain_twice(lync, lync_value_span(lync, &cluster->fqdn, cluster->tag), label, "Fqdn",
			lync->cluster[first].tag);
	}
	if (lync->is_builder_document)
		return;
	cluster->site = lync_find(lync, LYNC_KEY_SITE, cluster->site_key);
	if (cluster->site == LYNC_NOTHING)
		lync_fault(lync, DOC_UNRESOLVED_REFERENCE, at, label, "SiteId",
			LYNC_TELL(lync, "%s belongs to site %s, which does not exist", label,
				lync_quoted(lync, cluster->site_key)));
}

static void connect_sql(struct lync *lync, uint32_t number)
{
	struct lync_sql *sql = &lync->sql[number];
	const char *label = LYNC_TELL(lync, "SQL instance %s", lync_quoted(lync, sql->key));
	struct span at = lync_value_span(lync, &sql->id, sql->tag);
	uint32_t first;

	if (!lync_note(lync, LYNC_KEY_SQL, sql->key, number, &first))
		complain_twice(lync, at, label, "name on the same cluster", lync->sql[first].tag);
	if (!lync->is_builder_document)
		sql->cluster = lync_find(lync, LYNC_KEY_CLUSTER, sql->cluster_key);
	if (sql->cluster != LYNC_NOTHING)
		lync->cluster[sql->cluster].has_sql = true;
	else
		lync_fault(lync, DOC_UNRESOLVED_REFERENCE, at, label, "ClusterId",
			LYNC_TELL(lync, "%s stands on cluster %s, which does not exist", label,
				lync_quoted(lync, sql->cluster_key)));
}

static unsigned role_of(struct str name)
{
	static const struct {
		const char *name;
		unsigned role;
	} roles[] = {
		{ "UserServices", LYNC_USER_SERVICES },
		{ "Registrar", LYNC_REGISTRAR },
		{ "MediationServer", LYNC_MEDIATION },
		{ "EdgeServer", LYNC_EDGE },
		{ "PstnGateway", LYNC_GATEWAY },
	};

	for (size_t i = 0; i < ARRAY_LEN(roles); i++)
		if (str_is(name, roles[i].name))
			return roles[i].role;
	return LYNC_OTHER_ROLE;
}

/* A cluster, or the cluster of an SQL instance. A builder document has one attribute for both. */
static void find_place(struct lync *lync, struct lync_service *service)
{
	uint32_t sql;

	if (service->place == LYNC_ON_CLUSTER)
		service->cluster = lync_find(lync, LYNC_KEY_CLUSTER, service->place_key);
	if (service->cluster != LYNC_NOTHING)
		return;
	sql = lync_find(lync, LYNC_KEY_SQL, service->place_key);
	if (sql == LYNC_NOTHING)
		return;
	service->place = LYNC_ON_SQL;
	service->cluster = lync->sql[sql].cluster;
}

static void run_on(struct lync_cluster *cluster, unsigned role, uint32_t service)
{
	cluster->roles |= role;
	for (unsigned i = 0; i < LYNC_ROLES; i++)
		if (role == 1u << i && cluster->service[i] == LYNC_NOTHING)
			cluster->service[i] = service;
}

static void connect_place(struct lync *lync, uint32_t number)
{
	struct lync_service *service = &lync->service[number];
	const char *label = lync_service_label(lync, number);
	struct span at = { lync->source, service->place_start, service->place_end };

	if (service->n_places == 0) {
		lync_fault(lync, DOC_MISSING_ATTRIBUTE, lync_tag_span(lync, service->tag), label,
			"InstalledOn",
			LYNC_TELL(
				lync, "%s is installed on nothing: InstalledOn is missing or empty", label));
		return;
	}
	if (service->n_places > 1)
		lync_fault(lync, DOC_CONFLICTING_FACTS, at, label, "InstalledOn",
			LYNC_TELL(lync, "%s is installed on %u things, and there may be one", label,
				(unsigned)service->n_places));
	find_place(lync, service);
	if (service->cluster == LYNC_NOTHING)
		lync_fault(lync, DOC_UNRESOLVED_REFERENCE, at, label, "InstalledOn",
			LYNC_TELL(lync, "%s is installed on %s, which does not exist", label,
				lync_quoted(lync, service->place_key)));
	else if (service->place == LYNC_ON_SQL && service->role != LYNC_OTHER_ROLE)
		lync_fault(lync, DOC_WRONG_KIND_OF_REFERENCE, at, label, "InstalledOn",
			LYNC_TELL(
				lync, "%s is installed on an SQL instance, but it runs on a cluster", label));
	else
		run_on(&lync->cluster[service->cluster], service->role, number);
}

static void connect_service(struct lync *lync, uint32_t number)
{
	struct lync_service *service = &lync->service[number];
	const char *label = lync_service_label(lync, number);
	uint32_t first;

	service->role = role_of(service->role_name.text);
	if (!lync_note(lync, LYNC_KEY_SERVICE, service->key, number, &first))
		complain_twice(lync, lync_value_span(lync, &service->id, service->tag), label,
			lync->is_builder_document ? "UniqueId" : "ServiceId", lync->service[first].tag);
	if (!lync->is_builder_document && lync_find(lync, LYNC_KEY_SITE, service->site_key) == LYNC_NOTHING)
		lync_fault(lync, DOC_UNRESOLVED_REFERENCE, lync_value_span(lync, &service->id, service->tag),
			label, "SiteId",
			LYNC_TELL(lync, "%s belongs to site %s, which does not exist", label,
				lync_quoted(lync, service->site_key)));
	connect_place(lync, number);
}

static void connect_dependency(struct lync *lync, struct lync_dependency *dependency)
{
	const char *label;

	dependency->on = lync_find(lync, LYNC_KEY_SERVICE, dependency->key);
	if (dependency->on != LYNC_NOTHING)
		return;
	label = lync_service_label(lync, dependency->service);
	lync_fault(lync, DOC_UNRESOLVED_REFERENCE,
		(struct span){ lync->source, dependency->start, dependency->end }, label,
		LYNC_TELL(lync, "%.*s", STR_ARG(dependency->key)),
		LYNC_TELL(lync, "%s depends on service %s, which does not exist", label,
			lync_quoted(lync, dependency->key)));
}

void lync_connect(struct lync *lync)
{
	connect_sites(lync);
	for (uint32_t i = 0; i < lync->n_cluster; i++)
		connect_cluster(lync, i);
	for (uint32_t i = 0; i < lync->n_sql; i++)
		connect_sql(lync, i);
	for (uint32_t i = 0; i < lync->n_service; i++)
		connect_service(lync, i);
	for (uint32_t i = 0; i < lync->n_dependency; i++)
		connect_dependency(lync, &lync->dependency[i]);
}
