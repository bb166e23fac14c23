/* SPDX-License-Identifier: MIT */
#include "render/border.h"

#include "model/describe.h"

#include <inttypes.h>

/* A row for each of a server's interfaces on this side that has no box of its own. */
void border_list_interfaces(struct sketch *sketch, const struct element *pool, struct diagram_thing *thing)
{
	enum { MOST_INTERFACES = 8 };
	struct walk servers = walk_children(sketch->topo, pool, BIT(K_SERVER));
	const struct element *server;
	uint32_t n = 0;

	while ((server = walk_next(&servers)) != NULL) {
		struct walk interfaces = walk_children(sketch->topo, server, BIT(K_INTERFACE));
		const struct element *interface;

		while ((interface = walk_next(&interfaces)) != NULL) {
			bool is_inner = topo_choice(sketch->topo, interface, A_SIDE) == SIDE_INTERNAL;

			if (sketch_box_of(sketch, interface) != NO_BOX || ++n > MOST_INTERFACES)
				continue;
			diagram_add_text(sketch->diagram, thing, "%s %s", topo_id(sketch->topo, server),
				is_inner ? "inside" : "outside");
			diagram_add_text(sketch->diagram, thing, "%.*s",
				STR_ARG(topo_text(sketch->topo, interface, A_IP)));
		}
	}
	if (n > MOST_INTERFACES)
		diagram_add_text(
			sketch->diagram, thing, "and %u more interfaces", (unsigned)(n - MOST_INTERFACES));
}

void border_add_interface(struct sketch *sketch, const struct element *interface, uint32_t within)
{
	const struct element *server = topo_parent(sketch->topo, interface);
	bool is_inner = topo_choice(sketch->topo, interface, A_SIDE) == SIDE_INTERNAL;
	uint32_t number;
	struct diagram_box *box;

	if (sketch_box_of(sketch, interface) != NO_BOX)
		return;
	number = sketch_box(sketch, interface, within);
	if (number == NO_BOX)
		return;
	box = &sketch->diagram->box[number];
	box->caption = is_inner ? "inner interface" : "outer interface";
	if (server != NULL)
		box->thing.title = topo_id(sketch->topo, server);
	diagram_add_text(
		sketch->diagram, &box->thing, "%.*s", STR_ARG(topo_text(sketch->topo, interface, A_IP)));
}

static void describe_addresses(struct sketch *sketch, const struct element *end, struct diagram_thing *thing)
{
	struct str inside = topo_text(sketch->topo, end, A_INTERNAL_IP);
	struct str outside = topo_text(sketch->topo, end, A_EXTERNAL_IP);

	if (inside.length > 0)
		diagram_add_text(sketch->diagram, thing, "inside %.*s", STR_ARG(inside));
	if (outside.length > 0)
		diagram_add_text(sketch->diagram, thing, "outside %.*s", STR_ARG(outside));
}

/* What may leave the tunnel and where to. */
static void describe_forwards(struct sketch *sketch, const struct element *end, struct diagram_thing *thing)
{
	enum { MOST_TARGETS = 4 };
	struct walk forwards = walk_children(sketch->topo, end, BIT(K_FORWARD));
	enum tri restricted = topo_bool(sketch->topo, end, A_RESTRICTED);
	const struct element *forward;
	uint32_t n = 0;

	if (restricted == TRI_FALSE)
		diagram_add_text(sketch->diagram, thing, "may forward anywhere");
	while ((forward = walk_next(&forwards)) != NULL) {
		const char *to = describe_value(sketch->topo, forward, A_TO, &sketch->diagram->arena);

		diagram_add_fact(sketch->diagram, thing, "forward", "%s", to);
		if (restricted == TRI_FALSE || ++n > MOST_TARGETS)
			continue;
		if (n == 1)
			diagram_add_text(sketch->diagram, thing, "forwards %sto",
				restricted == TRI_TRUE ? "only " : "");
		diagram_add_text(sketch->diagram, thing, "%s", to);
	}
	if (n > MOST_TARGETS)
		diagram_add_text(sketch->diagram, thing, "and %u more", (unsigned)(n - MOST_TARGETS));
	else if (n == 0 && restricted == TRI_TRUE)
		diagram_add_text(sketch->diagram, thing, "forwards to nothing");
}

static void describe_casts(struct sketch *sketch, const struct element *end, struct diagram_thing *thing)
{
	enum tri broadcast = topo_bool(sketch->topo, end, A_BROADCAST_TO_VLAN);
	enum tri multicast = topo_bool(sketch->topo, end, A_MULTICAST_TO_VLAN);

	if (broadcast == TRI_FALSE && multicast == TRI_FALSE)
		diagram_add_text(sketch->diagram, thing, "no broadcast or multicast inwards");
	if (broadcast == TRI_TRUE)
		diagram_add_text(sketch->diagram, thing, "passes broadcasts inwards");
	if (multicast == TRI_TRUE)
		diagram_add_text(sketch->diagram, thing, "passes multicasts inwards");
}

void border_add_end(struct sketch *sketch, const struct element *end, uint32_t within)
{
	uint32_t number = sketch_box_of(sketch, end) == NO_BOX ? sketch_box(sketch, end, within) : NO_BOX;
	struct diagram_thing *thing;

	if (number == NO_BOX)
		return;
	thing = &sketch->diagram->box[number].thing;
	describe_addresses(sketch, end, thing);
	describe_forwards(sketch, end, thing);
	describe_casts(sketch, end, thing);
}

void border_add_tunnel(struct sketch *sketch, const struct element *tunnel, uint32_t within)
{
	static const enum attr told[] = { A_ENCAPSULATION, A_CIPHER, A_REQUIRES_PORTS };
	uint32_t number = sketch_box(sketch, tunnel, within);
	struct diagram_thing *thing;

	if (number == NO_BOX)
		return;
	thing = &sketch->diagram->box[number].thing;
	for (size_t i = 0; i < ARRAY_LEN(told); i++) {
		const char *value = describe_value(sketch->topo, tunnel, told[i], &sketch->diagram->arena);

		if (*value != '\0')
			diagram_add_text(sketch->diagram, thing, "%s", value);
	}
}

uint32_t border_add_vlan(struct sketch *sketch, const struct element *vlan, uint32_t within)
{
	uint32_t area = sketch_area(sketch, vlan, AREA_VLAN, within);
	struct str subnet = topo_text(sketch->topo, vlan, A_SUBNET);
	const char *name = sketch_title(sketch, vlan);
	struct diagram_thing *thing;
	int64_t tag;

	if (area == 0)
		return 0;
	thing = &sketch->diagram->area[area - 1].thing;
	thing->title = "VLAN";
	if (topo_int(sketch->topo, vlan, A_TAG, &tag))
		thing->title = arena_printf(&sketch->diagram->arena, "VLAN %" PRId64, tag);
	diagram_add_text(sketch->diagram, thing, "%s", name);
	if (subnet.length > 0)
		diagram_add_text(sketch->diagram, thing, "%.*s", STR_ARG(subnet));
	return area;
}

/* "udp 500 4500 from red-vpn" */
static const char *permit_text(struct sketch *sketch, const struct element *permit)
{
	static const struct {
		enum attr attr;
		const char *before;
	} parts[] = { { A_PROTOCOL, "" }, { A_PORTS, " " }, { A_FROM, " from " }, { A_TO, " to " } };
	struct arena *arena = &sketch->diagram->arena;
	const char *text = "";

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		const char *value = describe_value(sketch->topo, permit, parts[i].attr, arena);

		if (*value != '\0')
			text = arena_printf(arena, "%s%s%s", text, parts[i].before, value);
	}
	if (topo_value(sketch->topo, permit, A_FROM) != NULL ||
		topo_value(sketch->topo, permit, A_TO) != NULL)
		return text;
	return arena_printf(arena, "%s, both ways", text);
}

void border_add_firewall(struct sketch *sketch, const struct element *firewall, uint32_t within)
{
	enum { MOST_PERMITS = 12 };
	struct walk permits = walk_children(sketch->topo, firewall, BIT(K_PERMIT));
	const struct element *permit;
	uint32_t number = sketch_box(sketch, firewall, within);
	struct diagram_thing *thing;
	uint32_t n = 0;

	if (number == NO_BOX)
		return;
	thing = &sketch->diagram->box[number].thing;
	while ((permit = walk_next(&permits)) != NULL) {
		const char *text = permit_text(sketch, permit);

		diagram_add_fact(sketch->diagram, thing, "permit", "%s", text);
		if (++n <= MOST_PERMITS)
			diagram_add_text(sketch->diagram, thing, "%s", text);
	}
	if (n > MOST_PERMITS)
		diagram_add_text(sketch->diagram, thing, "and %u more permits", (unsigned)(n - MOST_PERMITS));
	else if (n == 0)
		diagram_add_text(sketch->diagram, thing, "permits nothing");
}
