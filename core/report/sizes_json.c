/* SPDX-License-Identifier: MIT */
#include "report/sizes.h"

#include "report/json.h"

#include <string.h>

static void add_text(cJSON *object, const char *key, const char *text)
{
	json_add(object, key, cJSON_CreateString(text));
}

/* What nobody can tell is null. */
static void add_number(cJSON *object, const char *key, double number)
{
	if (number < 0)
		json_add(object, key, cJSON_CreateNull());
	else
		json_add_number(object, key, number);
}

/* The sentences as one text. */
static void add_reasons(cJSON *object, const char *key, const struct size_reasons *reasons)
{
	struct buf buf = { 0 };

	for (uint32_t i = 0; i < reasons->n; i++)
		buf_printf(&buf, "%s%s", i > 0 ? "; " : "", reasons->text[i]);
	add_text(object, key, buf_text(&buf));
	buf_release(&buf);
}

static cJSON *site_object(const struct site_sizes *site)
{
	cJSON *object = cJSON_CreateObject();

	add_text(object, "site", site->site);
	add_number(object, "erlang", site->erlang);
	add_number(object, "channels", site->channels);
	add_number(object, "trunks", site->trunks);
	add_number(object, "mediationServers", site->mediation_servers);
	add_number(object, "gateways", site->gateways);
	add_number(object, "bandwidthKbps", site->bandwidth_kbps);
	add_reasons(object, "why", &site->why);
	add_text(object, "carriedBy", site->carried_by);
	add_number(object, "carriedErlang", site->carried);
	json_add(object, "complete", cJSON_CreateBool(site->complete));
	add_number(object, "relayedCalls", site->relayed);
	add_number(object, "mediationServersOneLost", site->servers_one_lost);
	add_number(object, "mediaPorts", site->media_ports);
	add_number(object, "gatewayPorts", site->gateway_ports);
	if (*site->branch_form != '\0')
		add_text(object, "branchForm", site->branch_form);
	else
		json_add(object, "branchForm", cJSON_CreateNull());
	return object;
}

static cJSON *choice_object(const struct server_choice *choice)
{
	cJSON *object = cJSON_CreateObject();

	add_text(object, "site", choice->site);
	add_text(object, "kind", choice->kind);
	add_number(object, "callsPerServer", choice->calls);
	add_number(object, "servers", choice->servers);
	add_number(object, "oneLost", choice->one_lost);
	add_text(object, "source", choice->source);
	return object;
}

static cJSON *link_object(const struct size_link *link)
{
	cJSON *object = cJSON_CreateObject();

	add_text(object, "link", link->link);
	add_number(object, "calls", link->calls);
	add_number(object, "wireKbps", link->wire_kbps);
	add_number(object, "planningKbps", link->planning_kbps);
	add_number(object, "planningTunnelKbps", link->tunnel_kbps);
	add_number(object, "formulaKbps", link->formula_kbps);
	add_number(object, "capacityKbps", link->capacity_kbps);
	add_text(object, "why", link->why);
	return object;
}

static cJSON *opening_object(const struct size_opening *opening)
{
	cJSON *object = cJSON_CreateObject();

	add_text(object, "from", opening->from);
	add_text(object, "to", opening->to);
	add_text(object, "protocol", opening->protocol);
	add_text(object, "ports", opening->ports);
	add_text(object, "why", opening->why);
	return object;
}

static cJSON *name_object(const struct size_name *name)
{
	cJSON *object = cJSON_CreateObject();

	add_text(object, "name", name->name);
	add_text(object, "type", name->type);
	add_text(object, "value", name->value);
	add_text(object, "why", name->why);
	return object;
}

static cJSON *figure_object(const struct size_figure *figure)
{
	cJSON *object = cJSON_CreateObject();

	add_text(object, "name", figure->name);
	add_number(object, "value", figure->value);
	add_text(object, "unit", figure->unit);
	add_text(object, "source", figure->source);
	return object;
}

static cJSON *gap_object(const struct size_gap *gap)
{
	cJSON *object = cJSON_CreateObject();

	add_text(object, "element", gap->element);
	add_text(object, "needs", gap->needs);
	add_text(object, "without", gap->without);
	return object;
}

static cJSON *shortage_object(const struct size_shortage *shortage)
{
	cJSON *object = cJSON_CreateObject();

	add_text(object, "element", shortage->element);
	add_text(object, "what", shortage->what);
	add_number(object, "needed", shortage->needed);
	add_number(object, "planned", shortage->planned);
	json_add(object, "new", cJSON_CreateBool(shortage->is_new));
	return object;
}

static void add_change(cJSON *object, const struct size_change *change)
{
	json_add(object, "before", site_object(&change->before));
	json_add(object, "after", site_object(&change->after));
}

static cJSON *change_object(const struct size_change *change)
{
	cJSON *object = cJSON_CreateObject();

	add_change(object, change);
	return object;
}

static cJSON *pbx_half(const struct size_pbx *pbx)
{
	cJSON *object = cJSON_CreateObject();

	add_text(object, "pbx", pbx->pbx);
	add_number(object, "erlangLeft", pbx->left);
	add_number(object, "erlangPassing", pbx->passing);
	add_number(object, "channels", pbx->channels);
	add_number(object, "plannedChannels", pbx->planned);
	add_text(object, "why", pbx->why);
	return object;
}

static cJSON *pbx_object(const struct size_pbx_change *pbx)
{
	cJSON *object = cJSON_CreateObject();

	json_add(object, "before", pbx_half(&pbx->before));
	json_add(object, "after", pbx_half(&pbx->after));
	return object;
}

/* Ids have no commas. */
static void add_users(cJSON *object, const char *users)
{
	cJSON *list = cJSON_AddArrayToObject(object, "users");

	while (*users != '\0') {
		size_t length = strcspn(users, ",");
		struct buf id = { 0 };

		buf_put(&id, users, length);
		json_append(list, cJSON_CreateString(buf_text(&id)));
		buf_release(&id);
		users += length + (users[length] != '\0');
	}
}

/* "key": [...] in an object, from an array of the result. */
#define ADD_LIST(object, key, array, count, make) \
	do { \
		cJSON *made = cJSON_AddArrayToObject(object, key); \
		for (uint32_t at = 0; at < (count); at++) \
			json_append(made, make(&(array)[at])); \
	} while (0)

static cJSON *stage_object(const struct size_stage *stage)
{
	cJSON *object = cJSON_CreateObject();

	add_users(object, stage->users);
	add_number(object, "erlang", stage->erlang);
	ADD_LIST(object, "sites", stage->site, stage->n_site, change_object);
	ADD_LIST(object, "links", stage->links.link, stage->links.n, link_object);
	ADD_LIST(object, "pbxs", stage->pbx, stage->n_pbx, pbx_object);
	ADD_LIST(object, "shortages", stage->shortages.entry, stage->shortages.n, shortage_object);
	add_reasons(object, "notes", &stage->notes);
	return object;
}

/* Counted from 1; null when none brings a shortage. */
static cJSON *first_short(const struct sizes *sizes)
{
	uint32_t stage = sizes_first_short(sizes);

	return stage > 0 ? cJSON_CreateNumber(stage) : cJSON_CreateNull();
}

/* Of a single group: the site that carries it. */
static cJSON *move_object(const struct sizes *sizes)
{
	const struct size_change *carrier = sizes_single_move(sizes);
	cJSON *object;

	if (carrier == NULL)
		return cJSON_CreateNull();
	object = cJSON_CreateObject();
	add_text(object, "users", sizes->stage[0].users);
	add_change(object, carrier);
	add_reasons(object, "notes", &sizes->stage[0].notes);
	return object;
}

/* "key": [...], from an array of the result. */
#define WRITE_LIST(out, key, array, count, make) \
	do { \
		struct json_list list = json_list_begin(out, key); \
		for (uint32_t at = 0; at < (count); at++) \
			json_list_add(&list, make(&(array)[at])); \
		json_list_end(&list); \
		out_puts(out, ",\n"); \
	} while (0)

void sizes_json(const struct sizes *sizes, struct out *out)
{
	json_prepare();
	out_puts(out, "{\"version\":1,\n");
	WRITE_LIST(out, "sites", sizes->site, sizes->n_site, site_object);
	out_puts(out, "\"total\":");
	json_write(out, site_object(&sizes->total));
	out_puts(out, ",\n");
	WRITE_LIST(out, "servers", sizes->choice, sizes->n_choice, choice_object);
	WRITE_LIST(out, "links", sizes->links.link, sizes->links.n, link_object);
	WRITE_LIST(out, "firewall", sizes->opening, sizes->n_opening, opening_object);
	WRITE_LIST(out, "dns", sizes->name, sizes->n_name, name_object);
	WRITE_LIST(out, "figures", sizes->figure, sizes->n_figure, figure_object);
	WRITE_LIST(out, "unknown", sizes->gap, sizes->n_gap, gap_object);
	out_puts(out, "\"move\":");
	json_write(out, move_object(sizes));
	out_puts(out, ",\n");
	WRITE_LIST(out, "stages", sizes->stage, sizes->n_stage, stage_object);
	WRITE_LIST(out, "shortages", sizes->shortages.entry, sizes->shortages.n, shortage_object);
	out_puts(out, "\"firstShort\":");
	json_write(out, first_short(sizes));
	out_puts(out, "}\n");
}
