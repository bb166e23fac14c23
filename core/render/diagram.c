/* SPDX-License-Identifier: MIT */
#include "render/diagram.h"

#include "base/mem.h"
#include "model/walk.h"

#include <string.h>

/* No id of an element can start with a dot. */
static const char pstn_id[] = ".pstn";

void diagram_release(struct diagram *diagram)
{
	mem_free(diagram->cluster);
	mem_free(diagram->node);
	mem_free(diagram->line);
	arena_release(&diagram->arena);
	*diagram = (struct diagram){ 0 };
}

/* What an element is called in a picture: its name, else its host name, else its id. */
static const char *title_of(struct diagram *diagram, const struct topology *topo, const struct element *e)
{
	struct str name = topo_text(topo, e, A_NAME);

	if (name.length == 0 && attr_spec((enum kind)e->kind, A_FQDN) != NULL)
		name = topo_text(topo, e, A_FQDN);
	if (name.length == 0)
		name = str_of(topo_id(topo, e));
	return arena_copy(&diagram->arena, name.text, name.length);
}

static uint32_t add_cluster(struct diagram *diagram, const struct topology *topo, const struct element *e)
{
	if (!mem_grow(&diagram->cluster, &diagram->room_cluster, diagram->n_cluster + 1,
		    sizeof(*diagram->cluster)))
		return 0;
	diagram->cluster[diagram->n_cluster] = (struct diagram_cluster){
		.id = topo_id(topo, e),
		.label = arena_printf(
			&diagram->arena, "%s %s", kind_name((enum kind)e->kind), title_of(diagram, topo, e)),
	};
	return ++diagram->n_cluster;
}

static void add_node(struct diagram *diagram, const struct diagram_node *node)
{
	if (mem_grow(&diagram->node, &diagram->room_node, diagram->n_node + 1, sizeof(*node)))
		diagram->node[diagram->n_node++] = *node;
}

static void add_line(struct diagram *diagram, const struct diagram_line *line)
{
	if (mem_grow(&diagram->line, &diagram->room_line, diagram->n_line + 1, sizeof(*line)))
		diagram->line[diagram->n_line++] = *line;
}

static enum node_shape shape_of(enum kind kind)
{
	if (POOLS & BIT(kind) || kind == K_UNIFIED_MESSAGING)
		return NODE_POOL;
	if (VPN_ENDS & BIT(kind))
		return NODE_ROUTER;
	if (kind == K_USERS || kind == K_DEVICE)
		return NODE_PEOPLE;
	return NODE_BOX;
}

/* The servers of a pool, the size of a group. */
static const char *detail_of(struct diagram *diagram, const struct topology *topo, const struct element *e)
{
	struct walk servers = walk_children(topo, e, BIT(K_SERVER));
	const struct element *server;
	const char *detail = "";
	int64_t count;

	while ((server = walk_next(&servers)) != NULL)
		detail = arena_printf(&diagram->arena, "%s%s%s", detail, *detail ? "\n" : "",
			title_of(diagram, topo, server));
	if (e->kind == K_USERS && topo_int(topo, e, A_COUNT, &count))
		detail = arena_printf(&diagram->arena, "%lld people", (long long)count);
	return detail;
}

static void add_cluster_with_nodes(
	struct diagram *diagram, const struct topology *topo, const struct element *home)
{
	static const uint64_t drawn = POOLS | PEERS | VPN_ENDS | BIT(K_USERS) | BIT(K_DEVICE) |
		BIT(K_UNIFIED_MESSAGING);
	uint32_t cluster = add_cluster(diagram, topo, home);
	struct walk children = walk_children(topo, home, drawn);
	const struct element *child;

	while ((child = walk_next(&children)) != NULL)
		add_node(diagram,
			&(struct diagram_node){
				.id = topo_id(topo, child),
				.kind = kind_name((enum kind)child->kind),
				.label = title_of(diagram, topo, child),
				.detail = detail_of(diagram, topo, child),
				.shape = shape_of((enum kind)child->kind),
				.cluster = cluster,
			});
}

/* A line for every element of a kind that joins two others by reference attributes. */
static void add_joining(struct diagram *diagram, const struct topology *topo, enum kind kind, enum attr from,
	enum attr to, enum line_style style)
{
	struct walk all = walk_kind(topo, kind);
	const struct element *e;

	while ((e = walk_next(&all)) != NULL) {
		const struct element *one = from != A_NONE ? topo_ref(topo, e, from) : e;
		const struct element *other = topo_ref(topo, e, to);

		if (one != NULL && other != NULL)
			add_line(diagram,
				&(struct diagram_line){
					.id = from != A_NONE ? topo_id(topo, e) : "",
					.from = topo_id(topo, one),
					.to = topo_id(topo, other),
					.label = from != A_NONE ? title_of(diagram, topo, e) : "",
					.style = style,
				});
	}
}

static void add_pstn_lines(struct diagram *diagram, const struct topology *topo)
{
	struct walk lines = walk_kind(topo, K_PSTN_LINE);
	struct walk sbcs = walk_kind(topo, K_SBC);
	const struct element *e;

	if (topo_count(topo, K_PSTN_LINE) == 0 && topo_count(topo, K_SBC) == 0)
		return;
	add_node(diagram, &(struct diagram_node){ pstn_id, "pstn", "PSTN", "", NODE_CLOUD, 0 });
	while ((e = walk_next(&lines)) != NULL) {
		const struct element *box = topo_ref(topo, e, A_ENDS_ON);

		if (box != NULL)
			add_line(diagram,
				&(struct diagram_line){ topo_id(topo, e), topo_id(topo, box), pstn_id,
					title_of(diagram, topo, e), LINE_PSTN });
	}
	while ((e = walk_next(&sbcs)) != NULL)
		add_line(diagram, &(struct diagram_line){ "", topo_id(topo, e), pstn_id, "", LINE_PSTN });
}

struct diagram diagram_make(const struct topology *topo)
{
	struct diagram diagram = { .title = "" };
	struct walk sites = walk_kind(topo, K_SITE);
	struct walk providers = walk_kind(topo, K_PROVIDER);
	const struct element *home;

	if (topo_count(topo, K_TOPOLOGY) > 0)
		diagram.title = title_of(&diagram, topo, topo_nth(topo, K_TOPOLOGY, 0));
	while ((home = walk_next(&sites)) != NULL)
		add_cluster_with_nodes(&diagram, topo, home);
	while ((home = walk_next(&providers)) != NULL)
		add_cluster_with_nodes(&diagram, topo, home);
	add_joining(&diagram, topo, K_TRUNK, A_MEDIATION_POOL, A_PEER, LINE_SIGNALLING);
	add_joining(&diagram, topo, K_TUNNEL, A_ENTERPRISE_END, A_PROVIDER_END, LINE_TUNNEL);
	add_joining(&diagram, topo, K_TIE_LINE, A_GATEWAY, A_PBX, LINE_TIE);
	add_joining(&diagram, topo, K_MEDIATION_POOL, A_NONE, A_FRONT_END_POOL, LINE_BELONGS);
	add_joining(&diagram, topo, K_SURVIVABLE_BRANCH_APPLIANCE, A_NONE, A_FRONT_END_POOL, LINE_BELONGS);
	add_joining(&diagram, topo, K_MEDIATION_POOL, A_NONE, A_EDGE_POOL, LINE_BELONGS);
	add_joining(&diagram, topo, K_USERS, A_NONE, A_FRONT_END_POOL, LINE_BELONGS);
	add_joining(&diagram, topo, K_USERS, A_NONE, A_PBX, LINE_BELONGS);
	add_joining(&diagram, topo, K_DEVICE, A_NONE, A_ATTACHED_TO, LINE_BELONGS);
	add_pstn_lines(&diagram, topo);
	return diagram;
}
