/* SPDX-License-Identifier: MIT */
#include "load/lync_ids.h"

#include "base/utf8.h"
#include "model/value.h"

#include <stdio.h>
#include <string.h>

enum {
	MOST_CHARACTERS = 255, /* of a name in an id: a host name has no more */
};

static bool ascii_is_letter(char c)
{
	return ascii_is_alnum(c) && !ascii_is_digit(c);
}

/* A byte that an id may hold behind its first one: others, and beginnings, are looked at as a whole. */
static bool may_stand(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '_' || c == '.' || (c & 0x80) != 0;
}

/* Letters of other scripts are kept where XML lets ids have them. */
const char *lync_id_of_name(struct arena *arena, const char *prefix, struct str name, bool is_host)
{
	int length = (int)utf8_prefix(name.text, name.length, MOST_CHARACTERS);
	bool begins = prefix[0] != '\0' ||
		(length > 0 && (ascii_is_letter(name.text[0]) || name.text[0] & 0x80));
	char *id = arena_alloc(arena, strlen(prefix) + (size_t)length + 2);
	char *end = id;

	if (id == NULL)
		return "";
	snprintf(id, strlen(prefix) + (size_t)length + 2, "%s%s%.*s", prefix, begins ? "" : "_", length,
		length > 0 ? name.text : "");
	for (; *end != '\0'; end++) {
		if (!may_stand(*end))
			*end = '-';
		else if (is_host)
			*end = ascii_lower(*end);
	}
	/* Letters of scripts that XML does not let an id have: rare, and names are short. */
	for (char *c = id; !value_is_ncname((struct str){ id, (size_t)(end - id) }) && c < end; c++)
		if (*c & 0x80)
			*c = c == id ? '_' : '-';
	return id;
}

const char *lync_id_of_site(struct lync *lync, uint32_t site)
{
	const struct lync_site *s = &lync->site[site];

	if (!str_is_blank(s->name.text))
		return lync_id_of_name(&lync->arena, "", s->name.text, false);
	return lync_id_of_name(&lync->arena, "site-", s->key, false);
}

bool lync_is_collocated(const struct lync_cluster *cluster)
{
	return (cluster->roles & (LYNC_USER_SERVICES | LYNC_REGISTRAR)) != 0;
}

bool lync_is_branch_appliance(const struct lync *lync, const struct lync_cluster *cluster)
{
	return (cluster->roles & LYNC_MEDIATION) && (cluster->roles & LYNC_REGISTRAR) &&
		!(cluster->roles & LYNC_USER_SERVICES) && cluster->site != LYNC_NOTHING &&
		lync->site[cluster->site].is_remote;
}

const char *lync_id_of_pool(struct lync *lync, const struct lync_cluster *cluster, enum kind kind)
{
	struct str name = cluster->fqdn.text;
	bool shares = kind == K_MEDIATION_POOL && lync_is_collocated(cluster);

	if (name.length == 0)
		return lync_id_of_name(
			&lync->arena, shares ? "mediation-cluster-" : "cluster-", cluster->key, true);
	return lync_id_of_name(&lync->arena, shares ? "mediation-" : "", name, true);
}

const char *lync_id_of_server(
	struct lync *lync, const struct lync_cluster *cluster, const struct lync_machine *machine)
{
	struct str name = machine->fqdn.text;
	bool is_own = name.length > 0 && ascii_compare_nocase(name, cluster->fqdn.text) != 0;

	return is_own ? lync_id_of_name(&lync->arena, "", name, true) :
			lync_id_of_name(&lync->arena, "server-", cluster->fqdn.text, true);
}

const char *lync_id_of_part(
	struct lync *lync, const char *server, const char *side, const struct lync_interface *interface)
{
	const struct lync_machine *machine = &lync->machine[interface->machine];
	uint32_t number = (uint32_t)(interface - lync->interface);
	unsigned earlier = 0;

	for (uint32_t i = machine->first_interface; i < number; i++)
		earlier += str_equal(lync->interface[i].side.text, interface->side.text);
	if (earlier == 0)
		return arena_printf(&lync->arena, "%s-%s", server, side);
	return arena_printf(&lync->arena, "%s-%s-%u", server, side, earlier + 1);
}

const char *lync_id_of_trunk(struct arena *arena, struct str name)
{
	return lync_id_of_name(arena, "trunk-", name, true);
}
