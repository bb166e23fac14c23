/* SPDX-License-Identifier: MIT */
/*
 * lync.h - a deployment as the product's own files tell it: the output of Get-CsTopology -AsXml and the documents
 * of Topology Builder.
 *
 * Both formats say the same with other keys and another nesting (docs/from-topology-builder.md). lync_read.c makes
 * of either what stands here, lync_check.c reports what is broken in it, lync_model.c tells it to the builder in the
 * words of our language. Everything lives in the arena of the reading and ends with it.
 *
 * Source of the formats: public deployments' files; no specification of the vendor's is known.
 */
#ifndef LYNC_TOPO_LOAD_LYNC_H
#define LYNC_TOPO_LOAD_LYNC_H

#include "load/reader.h"
#include "model/symbols.h"

#define LYNC_NOTHING UINT32_MAX

/* A value and where it stands. Absent: the text is NULL. */
struct lync_value {
	struct str text;
	uint32_t start, end;
};

/* An element of the file: its start tag, and its number among its like, from 1. */
struct lync_tag {
	uint32_t start;
	uint32_t ordinal;
};

struct lync_site {
	struct lync_tag tag;
	struct str key; /* its SiteId, or what stands for it */
	struct lync_value id, name, country;
	bool is_remote;
	uint32_t parent; /* the central site around it, or LYNC_NOTHING */
};

/* Roles that a cluster has from the services installed on it. */
enum lync_role {
	LYNC_USER_SERVICES = 1 << 0,
	LYNC_REGISTRAR = 1 << 1,
	LYNC_MEDIATION = 1 << 2,
	LYNC_EDGE = 1 << 3,
	LYNC_GATEWAY = 1 << 4,
	LYNC_OTHER_ROLE = 1 << 5,
};

/* Places in a cluster's list of services: the number of the role's bit. */
enum {
	LYNC_REGISTRAR_SERVICE = 1,
	LYNC_MEDIATION_SERVICE = 2,
	LYNC_GATEWAY_SERVICE = 4,
	LYNC_ROLES = 5, /* those that the model knows */
};

/* A pool, a single server, a gateway. */
struct lync_cluster {
	struct lync_tag tag;
	struct str key;
	struct str site_key;
	struct lync_value id, fqdn;
	uint32_t site; /* LYNC_NOTHING: it does not exist */
	unsigned roles;
	bool has_sql;
	bool is_repeated; /* another one has its name: told of, and left out */
	uint32_t first_machine, n_machines;
	uint32_t service
		[LYNC_ROLES]; /* the first of each role that it runs, by the role's bit; LYNC_NOTHING */
};

struct lync_machine {
	struct lync_tag tag;
	uint32_t cluster;
	bool is_repeated;
	uint32_t first_interface, n_interfaces;
	struct lync_value fqdn;
};

struct lync_interface {
	struct lync_tag tag;
	uint32_t machine;
	struct lync_value side, ip;
};

struct lync_sql {
	struct lync_tag tag;
	struct str key;
	struct str cluster_key;
	struct lync_value id;
	uint32_t cluster;
};

enum lync_place {
	LYNC_ON_NOTHING,
	LYNC_ON_CLUSTER,
	LYNC_ON_SQL,
};

struct lync_service {
	struct lync_tag tag;
	struct str key;
	struct str site_key;  /* empty where the file leaves it to the cluster */
	struct str place_key; /* of what it is installed on, and where that is said */
	uint32_t place_start, place_end;
	uint32_t n_places;
	enum lync_place place;
	uint32_t cluster; /* also through the SQL instance; LYNC_NOTHING: none that exists */
	unsigned role;
	uint32_t first_dependency, n_dependencies;
	uint32_t first_port, n_ports;
	struct lync_value id, role_name, version;
	struct lync_value mediation_port, is_default; /* of a gateway's service */
};

struct lync_dependency {
	struct lync_tag tag;
	uint32_t service;
	struct str key;
	uint32_t start, end; /* of what names the other service */
	uint32_t on;         /* LYNC_NOTHING: no such service */
};

struct lync_port {
	struct lync_tag tag;
	uint32_t service;
	struct lync_value owner, usage, port, protocol, range, fqdn;
};

/* "$fqdn": something that a script was to replace. */
struct lync_variable {
	struct lync_value value;
	uint32_t times;
};

#define LYNC_LIST(type, name) \
	struct type *name; \
	uint32_t n_##name, room_##name

struct lync {
	struct builder *builder;
	struct source *source;
	struct arena arena;
	bool is_builder_document;
	uint32_t root_start;
	uint32_t open_site; /* while reading: the site that is being read, or LYNC_NOTHING */
	LYNC_LIST(lync_site, site);
	LYNC_LIST(lync_cluster, cluster);
	LYNC_LIST(lync_machine, machine);
	LYNC_LIST(lync_interface, interface);
	LYNC_LIST(lync_sql, sql);
	LYNC_LIST(lync_service, service);
	LYNC_LIST(lync_dependency, dependency);
	LYNC_LIST(lync_port, port);
	LYNC_LIST(lync_variable, variable);
	struct symbols keys; /* what is known by a key: the number in its list */
};

/* A name in `keys`: of what kind of thing, by its first letter. */
enum lync_key {
	LYNC_KEY_SITE = 's',
	LYNC_KEY_CLUSTER = 'c',
	LYNC_KEY_SQL = 'q',
	LYNC_KEY_SERVICE = 'v',
	LYNC_KEY_MACHINE = 'm',
	LYNC_KEY_FQDN = 'f',
	LYNC_KEY_ADDRESS = 'a',
	LYNC_KEY_VARIABLE = '$',
};

/* The number that was noted under the key, or LYNC_NOTHING. Keys compare without case. */
uint32_t lync_find(struct lync *lync, enum lync_key kind, struct str key);

/* Notes a number; false with the earlier one in *ret_first when the key is taken. */
bool lync_note(struct lync *lync, enum lync_key kind, struct str key, uint32_t number, uint32_t *ret_first);

/* A value that a script was to fill in: that has been told of, and nothing else is to be said of it. */
bool lync_has_variable(const struct lync_value *value);

/* "0.0.0.0" and "::": every address of the machine, so none in particular. */
bool lync_is_any_address(struct str ip);

/* Joins keys, follows references, finds roles; reports what leads nowhere and what is there twice. */
void lync_connect(struct lync *lync);

/* Reports values that cannot be right. Call after lync_connect(). */
void lync_check_values(struct lync *lync);

/* Tells the builder. Call after lync_connect(). */
void lync_tell(struct lync *lync);

/*
 * Reports a fault at a piece of the file. `thing` names the element as people know it ("service 1-PstnGateway-1"); it
 * becomes the finding's element, and part of its identity with `detail`.
 */
void lync_fault(struct lync *lync, enum structure_rule rule, struct span at, const char *thing,
	const char *detail, const char *message);

/* A message, in the arena of the findings. */
#define LYNC_TELL(lync, ...) arena_printf(&(lync)->builder->findings->arena, __VA_ARGS__)

/* Where a fault is shown: the name in a start tag; a value, or its element's tag where it is absent. */
struct span lync_tag_span(struct lync *lync, struct lync_tag tag);
struct span lync_value_span(struct lync *lync, const struct lync_value *value, struct lync_tag tag);

/* In single quotes, shortened. */
const char *lync_quoted(struct lync *lync, struct str text);

/* "service 1-PstnGateway-1", "cluster 'sbc1.contoso.com'"; in the arena. */
const char *lync_service_label(struct lync *lync, uint32_t service);
const char *lync_cluster_label(struct lync *lync, uint32_t cluster);

void lync_release(struct lync *lync);

#endif
