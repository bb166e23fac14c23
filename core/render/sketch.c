/* SPDX-License-Identifier: MIT */
#include "render/sketch.h"

#include "base/mem.h"
#include "model/describe.h"

#include <string.h>

struct drawn {
	bool is_drawn;
	enum box_figure figure;
	const char *caption;
};

static const struct drawn drawn[KIND_COUNT] = {
#define DRAWN(kind, figure, caption) [K_##kind] = { true, BOX_##figure, caption },
#include "render/kinds.def"
#undef DRAWN
};

/* Findings by element, in the order of the report: by the id that they carry. */
static bool index_findings(struct sketch *sketch)
{
	const struct findings *findings = sketch->request->findings;
	const struct topology *topo = sketch->topo;

	if (findings == NULL)
		return true;
	sketch->mark = mem_zalloc((topo->n_element + 1) * sizeof(*sketch->mark));
	sketch->next_mark = mem_zalloc((findings->n_finding + 1) * sizeof(*sketch->next_mark));
	if (sketch->mark == NULL || sketch->next_mark == NULL)
		return false;
	for (uint32_t i = findings->n_finding; i-- > 0;) {
		const struct element *e = topo_by_id(topo, findings->finding[i].element);

		if (e == NULL)
			continue;
		sketch->next_mark[i] = sketch->mark[topo_index(topo, e)];
		sketch->mark[topo_index(topo, e)] = i + 1;
	}
	return true;
}

bool sketch_begin(struct sketch *sketch, const struct view_request *request, struct diagram *diagram)
{
	const struct topology *topo = request->topo;

	*sketch = (struct sketch){
		.request = request,
		.topo = topo,
		.diagram = diagram,
		.fallback = trunk_fallback_of(topo),
		.box = mem_zalloc((topo->n_element + 1) * sizeof(*sketch->box)),
		.area = mem_zalloc((topo->n_element + 1) * sizeof(*sketch->area)),
		.outside = mem_zalloc((topo->n_element + 1) * sizeof(*sketch->outside)),
		.pstn = mem_zalloc((topo->n_element + 1) * sizeof(*sketch->pstn)),
	};
	diagram->subtitle = "";
	diagram->title = topo_count(topo, K_TOPOLOGY) > 0 ?
		sketch_title(sketch, topo_nth(topo, K_TOPOLOGY, 0)) :
		"";
	return sketch->box != NULL && sketch->area != NULL && sketch->outside != NULL &&
		sketch->pstn != NULL && index_findings(sketch);
}

void sketch_end(struct sketch *sketch)
{
	mem_free(sketch->box);
	mem_free(sketch->area);
	mem_free(sketch->outside);
	mem_free(sketch->pstn);
	mem_free(sketch->mark);
	mem_free(sketch->next_mark);
	*sketch = (struct sketch){ 0 };
}

/* "fe" of "fe.contoso.example": the domain stands in the facts. */
static struct str host_label(struct str host)
{
	const char *dot = memchr(host.text, '.', host.length);

	return dot != NULL ? (struct str){ host.text, (size_t)(dot - host.text) } : host;
}

const char *sketch_title(struct sketch *sketch, const struct element *e)
{
	const struct topology *topo = sketch->topo;
	struct str name = topo_text(topo, e, A_NAME);

	if (name.length == 0 && attr_spec((enum kind)e->kind, A_FQDN) != NULL)
		name = host_label(topo_text(topo, e, A_FQDN));
	if (name.length == 0)
		name = str_of(topo_id(topo, e));
	return arena_copy(&sketch->diagram->arena, name.text, name.length);
}

static void add_facts(struct sketch *sketch, const struct element *e, struct diagram_thing *thing)
{
	for (uint32_t i = e->values; i < e->values + e->n_values; i++) {
		enum attr attr = (enum attr)sketch->topo->value[i].attr;
		const char *text = describe_value(sketch->topo, e, attr, &sketch->diagram->arena);

		if (attr != A_NAME)
			diagram_add_fact(sketch->diagram, thing, attr_name(attr), "%s", text);
	}
}

static void add_marks(struct sketch *sketch, const struct element *e, struct diagram_thing *thing)
{
	const struct findings *findings = sketch->request->findings;
	uint32_t at = findings != NULL ? sketch->mark[topo_index(sketch->topo, e)] : 0;

	for (; at > 0; at = sketch->next_mark[at - 1]) {
		const struct finding *finding = &findings->finding[at - 1];

		diagram_add_mark(sketch->diagram, thing,
			&(struct diagram_mark){ finding->rule->name, finding->severity, finding->message });
	}
}

struct diagram_thing sketch_thing(struct sketch *sketch, const struct element *e)
{
	struct span span = describe_place(sketch->topo, e, A_NONE);
	struct position position = source_position(span.source, span.start);
	struct diagram_thing thing = {
		.id = topo_id(sketch->topo, e),
		.kind = kind_name((enum kind)e->kind),
		.title = sketch_title(sketch, e),
		.place = arena_printf(&sketch->diagram->arena, "%s:%u:%u", span.source->path,
			(unsigned)position.line, (unsigned)position.column),
	};

	add_facts(sketch, e, &thing);
	add_marks(sketch, e, &thing);
	return thing;
}

struct diagram_thing sketch_idea(struct sketch *sketch, const char *id, const char *title)
{
	return (struct diagram_thing){
		.id = arena_copy(&sketch->diagram->arena, id, strlen(id)),
		.kind = "",
		.title = arena_copy(&sketch->diagram->arena, title, strlen(title)),
		.place = "",
	};
}

uint32_t sketch_area(struct sketch *sketch, const struct element *e, enum area_figure figure, uint32_t within)
{
	struct diagram_area area = { .thing = sketch_thing(sketch, e), .figure = figure, .within = within };
	uint32_t number = diagram_add_area(sketch->diagram, &area);

	sketch->area[topo_index(sketch->topo, e)] = number;
	return number;
}

uint32_t sketch_box(struct sketch *sketch, const struct element *e, uint32_t within)
{
	const struct drawn *how = &drawn[e->kind];
	struct diagram_box box = {
		.thing = sketch_thing(sketch, e),
		.figure = how->is_drawn ? how->figure : BOX_SUMMARY,
		.caption = how->is_drawn ? how->caption : kind_name((enum kind)e->kind),
		.within = within,
	};
	uint32_t number;

	sketch_details(sketch, e, &box.thing);
	number = diagram_add_box(sketch->diagram, &box);
	if (number != NO_BOX)
		sketch->box[topo_index(sketch->topo, e)] = number + 1;
	return number;
}

uint32_t sketch_box_of(const struct sketch *sketch, const struct element *e)
{
	return e != NULL ? sketch->box[topo_index(sketch->topo, e)] - 1 : NO_BOX;
}

uint32_t sketch_anchor(const struct sketch *sketch, const struct element *e)
{
	uint32_t found = sketch_box_of(sketch, e);
	struct walk children;
	const struct element *child;

	if (e == NULL)
		return NO_BOX;
	children = walk_children(sketch->topo, e, POOLS | PEERS | VPN_ENDS | BIT(K_USERS));
	while ((child = walk_next(&children)) != NULL) {
		uint32_t box = sketch_box_of(sketch, child);

		if (box != NO_BOX && ((MEDIATION_POOLS | BIT(K_SBC)) & BIT(child->kind)))
			return box;
		if (found == NO_BOX)
			found = box;
	}
	return found;
}

uint32_t sketch_area_of(const struct sketch *sketch, const struct element *e)
{
	return e != NULL ? sketch->area[topo_index(sketch->topo, e)] : 0;
}

uint32_t sketch_line(
	struct sketch *sketch, const struct element *e, enum line_figure figure, uint32_t from, uint32_t to)
{
	struct diagram_line line = { .figure = figure, .from = from, .to = to };

	if (from == NO_BOX || to == NO_BOX)
		return NO_BOX;
	line.thing = sketch_thing(sketch, e);
	return diagram_add_line(sketch->diagram, &line);
}

uint32_t sketch_tie(struct sketch *sketch, enum line_figure figure, uint32_t from, uint32_t to)
{
	struct diagram_line line = { .figure = figure, .from = from, .to = to };

	if (from == NO_BOX || to == NO_BOX)
		return NO_BOX;
	line.thing = sketch_idea(sketch,
		arena_printf(&sketch->diagram->arena, ".line-%u", (unsigned)sketch->diagram->n_line + 1), "");
	return diagram_add_line(sketch->diagram, &line);
}

uint32_t sketch_trunk(struct sketch *sketch, const struct element *trunk, uint32_t from, uint32_t to)
{
	static const char *const transports[] = { "TCP", "TLS", "UDP" };
	int transport = trunk_transport(sketch->topo, &sketch->fallback, trunk);
	uint32_t number = sketch_line(sketch, trunk, LINE_TRUNK, from, to);
	struct diagram_line *line;
	int64_t port;

	if (number == NO_BOX)
		return NO_BOX;
	line = &sketch->diagram->line[number];
	line->ends = ENDS_BOTH;
	line->encrypted = transport == TRANSPORT_TLS;
	if (transport >= 0 && trunk_peer_port(sketch->topo, &sketch->fallback, trunk, &port))
		diagram_add_text(
			sketch->diagram, &line->thing, "%s %lld", transports[transport], (long long)port);
	else if (transport >= 0)
		diagram_add_text(sketch->diagram, &line->thing, "%s", transports[transport]);
	return number;
}

/* Servers stand in their pool, not in boxes of their own. */
static void add_servers(struct sketch *sketch, const struct element *pool, struct diagram_thing *thing)
{
	enum { MOST_SERVERS = 6 };
	struct walk servers = walk_children(sketch->topo, pool, BIT(K_SERVER));
	const struct element *server;
	uint32_t n = 0;

	while ((server = walk_next(&servers)) != NULL)
		if (++n <= MOST_SERVERS)
			diagram_add_text(sketch->diagram, thing, "%s", topo_id(sketch->topo, server));
	if (n > MOST_SERVERS)
		diagram_add_text(sketch->diagram, thing, "and %u more servers", (unsigned)(n - MOST_SERVERS));
}

void sketch_details(struct sketch *sketch, const struct element *e, struct diagram_thing *thing)
{
	int64_t count;
	int64_t remote;

	if (POOLS & BIT(e->kind))
		add_servers(sketch, e, thing);
	if (e->kind == K_USERS && topo_int(sketch->topo, e, A_COUNT, &count)) {
		diagram_add_text(sketch->diagram, thing, "%lld people", (long long)count);
		if (topo_int(sketch->topo, e, A_REMOTE, &remote) && remote > 0)
			diagram_add_text(sketch->diagram, thing, "%lld of them remote", (long long)remote);
	}
}
