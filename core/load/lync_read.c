/* SPDX-License-Identifier: MIT */
/* The product's own files: XML events, and where in the grammar each belongs. */
#include "base/mem.h"
#include "base/utf8.h"
#include "load/complain.h"
#include "load/lync_take.h"
#include "load/native.h"

#include <string.h>

/* Namespaces, and none for a format that does not have the element. */
enum space {
	NO,
	T,
	W,
	R,
	B,
};

static const char *const spaces[] = {
	[NO] = "",
	[T] = "urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008",
	[W] = "urn:schema:Microsoft.Rtc.Management.Deploy.WritableTopology.2008",
	[R] = "urn:schema:Microsoft.Rtc.Management.Deploy.ServiceRoles.2008",
	[B] = "urn:schema:Microsoft.Rtc.Management.Deploy.TopologyBuilder.2008",
};

struct row {
	enum place parent;
	const char *name;
	enum space space[2]; /* by format: Get-CsTopology -AsXml, Topology Builder */
	enum place place;
};

static const struct row grammar[] = {
#define PLACE(parent, name, topology, builder, place) \
	{ PLACE_##parent, name, { topology, builder }, PLACE_##place },
#include "load/lync_grammar.def"
#undef PLACE
};

enum {
	SHOWN_CHARACTERS = 60, /* of a name in a message */
};

/* Comments and instructions by number, from the first to before the last. */
struct remarks {
	uint32_t first, last;
};

struct reading {
	struct lync *lync;
	struct deadline *deadline;
	uint8_t place[BUILDER_DEPTH];         /* of each open element, the outermost first */
	const char *astray[BUILDER_DEPTH];    /* the wrong namespace of each, NULL where it is right */
	struct remarks before[BUILDER_DEPTH]; /* each of them */
	uint32_t next;                        /* the first remark since the last tag */
	unsigned depth;
	bool anywhere;       /* the topology may stand at any depth */
	uint32_t n_read;     /* elements that were not skipped */
	uint32_t text_start; /* of the text under way */
	const char *limit;
	uint32_t limit_at;
};

static bool exceed(struct reading *reading, const char *limit, uint32_t at)
{
	reading->limit = limit;
	reading->limit_at = at;
	return false;
}

/* An element of ours by its name that stands in another namespace, or none: it is read, but told of. */
static void complain_of_space(struct lync *lync, const struct xml_tag *tag, enum space wanted)
{
	struct arena *arena = &lync->builder->findings->arena;
	size_t shown = utf8_prefix(tag->name, strlen(tag->name), SHOWN_CHARACTERS);
	const char *name = arena_printf(arena, "%.*s", (int)shown, tag->name);
	const char *space = tag->space == NULL ?
		"in no namespace" :
		arena_printf(arena, "in the namespace '%.*s'",
			(int)utf8_prefix(tag->space, strlen(tag->space), SHOWN_CHARACTERS), tag->space);

	lync_fault(lync, DOC_UNKNOWN_ELEMENT, source_tag_span(lync->source, tag->start), name, spaces[wanted],
		arena_printf(
			arena, "element '%s' is %s; here it belongs in %s", name, space, spaces[wanted]));
}

/* What stands inside has its namespace from there: the outermost element is told of. */
static void note_space(struct reading *reading, const struct xml_tag *tag, enum space wanted)
{
	const char *around = reading->depth > 0 ? reading->astray[reading->depth - 1] : NULL;
	const char *space = tag->space != NULL ? tag->space : spaces[NO];

	reading->astray[reading->depth] = space;
	if (around != space)
		complain_of_space(reading->lync, tag, wanted);
}

static enum place find_place(struct reading *reading, enum place parent, const struct xml_tag *tag)
{
	struct lync *lync = reading->lync;

	for (size_t i = 0; i < ARRAY_LEN(grammar); i++) {
		const struct row *row = &grammar[i];
		enum space space = row->space[lync->is_builder_document];

		if (row->parent != parent || space == NO || strcmp(row->name, tag->name) != 0)
			continue;
		if (tag->space == NULL || strcmp(tag->space, spaces[space]) != 0)
			note_space(reading, tag, space);
		return row->place;
	}
	return PLACE_SKIPPED;
}

static bool is_topology(const struct xml_tag *tag)
{
	return strcmp(tag->name, "Topology") == 0 && tag->space != NULL && strcmp(tag->space, spaces[T]) == 0;
}

static enum place place_of(struct reading *reading, const struct xml_tag *tag)
{
	enum place parent = reading->depth > 0 ? reading->place[reading->depth - 1] : PLACE_OUTSIDE;

	reading->astray[reading->depth] = NULL;
	if (reading->anywhere && (parent == PLACE_SKIPPED || parent == PLACE_OUTSIDE))
		return is_topology(tag) ? PLACE_TOPOLOGY : PLACE_SKIPPED;
	return parent != PLACE_SKIPPED ? find_place(reading, parent, tag) : PLACE_SKIPPED;
}

/* Not an island of somebody else's. */
static bool is_of_product(const struct xml_tag *tag)
{
	static const char product[] = "urn:schema:Microsoft.Rtc.";

	return tag->space != NULL && strncmp(tag->space, product, sizeof(product) - 1) == 0;
}

/* Remarks since the last tag stand before this element. */
static void begin_element(struct reading *reading, enum place place)
{
	uint32_t n = reading->lync->builder->topo->n_remark;

	reading->before[reading->depth] = (struct remarks){ reading->next, n };
	reading->next = n;
	reading->place[reading->depth++] = (uint8_t)place;
}

static bool on_open(void *context, const struct xml_tag *tag)
{
	struct reading *reading = context;
	const struct limits *limits = reading->lync->builder->limits;
	enum place place;

	if (reading->depth >= limits->depth || reading->depth >= BUILDER_DEPTH)
		return exceed(reading, "depth", tag->start);
	if (reading->n_read >= limits->elements)
		return exceed(reading, "elements", tag->start);
	if (reading->lync->builder->n_faults > limits->faults)
		return exceed(reading, "faults", tag->start);
	if (deadline_passed(reading->deadline))
		return exceed(reading, "seconds", tag->start);
	place = place_of(reading, tag);
	begin_element(reading, place);
	if (place == PLACE_SKIPPED) {
		if (!reading->anywhere && is_of_product(tag))
			lync_look_for_variables(reading->lync, tag);
		return !mem_ran_out();
	}
	if (reading->n_read++ == 0)
		reading->lync->root_start = tag->start;
	reading->text_start = tag->tag_end;
	lync_take(reading->lync, place, tag);
	return !mem_ran_out();
}

static bool on_close(void *context, uint32_t end)
{
	struct reading *reading = context;
	const struct remarks *before = &reading->before[--reading->depth];

	builder_cover(reading->lync->builder, before->first, before->last, end);
	reading->next = reading->lync->builder->topo->n_remark;
	lync_leave(reading->lync, (enum place)reading->place[reading->depth]);
	return true;
}

static bool on_text(void *context, struct str text)
{
	struct reading *reading = context;

	if (reading->depth > 0 && reading->place[reading->depth - 1] == PLACE_SITE_NAME)
		lync_take_name(reading->lync, text, reading->text_start);
	return !mem_ran_out();
}

static bool on_remark(void *context, bool is_instruction, uint32_t start, uint32_t end)
{
	struct reading *reading = context;

	builder_add_remark(reading->lync->builder, is_instruction, start, end);
	return !mem_ran_out();
}

static const struct xml_handler handler = {
	.open = on_open,
	.close = on_close,
	.text = on_text,
	.remark = on_remark,
};

static enum read_status read_product_file(struct builder *builder, struct source *source,
	uint32_t declaration_end, struct deadline *deadline, bool is_builder_document, bool anywhere)
{
	struct lync lync = {
		.builder = builder,
		.source = source,
		.is_builder_document = is_builder_document,
		.open_site = LYNC_NOTHING,
	};
	struct reading *reading = mem_zalloc(sizeof(*reading));
	struct xml_result result;

	if (reading == NULL)
		return READ_NO_MEMORY;
	reading->lync = &lync;
	reading->deadline = deadline;
	reading->anywhere = anywhere;
	source->is_ours = true;
	reading->next = builder->topo->n_remark;
	builder_start_file(builder, source);
	result = xml_parse(source, declaration_end, &handler, reading);
	complain_result(builder, source, &result, reading->limit, reading->limit_at);
	if (result.status == XML_READ && !mem_ran_out()) {
		lync_connect(&lync);
		lync_check_values(&lync);
		lync_tell(&lync);
	}
	lync_release(&lync);
	mem_free(reading);
	if (mem_ran_out())
		return READ_NO_MEMORY;
	return result.status == XML_READ ? READ_OK : READ_UNREADABLE;
}

enum read_status lync_read_topology(
	struct builder *builder, struct source *source, uint32_t declaration_end, struct deadline *deadline)
{
	return read_product_file(builder, source, declaration_end, deadline, false, false);
}

enum read_status lync_read_builder_document(
	struct builder *builder, struct source *source, uint32_t declaration_end, struct deadline *deadline)
{
	return read_product_file(builder, source, declaration_end, deadline, true, false);
}

struct counting {
	struct deadline *deadline;
	uint32_t n;
};

static bool count_tag(void *context, const struct xml_tag *tag)
{
	struct counting *counting = context;

	counting->n += is_topology(tag);
	return !deadline_passed(counting->deadline) && !mem_ran_out();
}

uint32_t lync_count_topologies(struct source *source, uint32_t declaration_end, struct deadline *deadline)
{
	static const struct xml_handler counters = { .open = count_tag };
	struct counting counting = { .deadline = deadline };
	struct xml_result result = xml_parse(source, declaration_end, &counters, &counting);

	return result.status == XML_READ ? counting.n : 0;
}

enum read_status lync_read_wrapped(
	struct builder *builder, struct source *source, uint32_t declaration_end, struct deadline *deadline)
{
	uint32_t n = lync_count_topologies(source, declaration_end, deadline);
	struct arena *arena = &builder->findings->arena;

	if (n == 1)
		return read_product_file(builder, source, declaration_end, deadline, false, true);
	/* What is not well-formed is told of by reading it. */
	if (n == 0)
		return native_refuse(builder, source, declaration_end, deadline);
	builder_start_file(builder, source);
	complain_at(builder, DOC_NOT_A_TOPOLOGY, source, 0,
		arena_printf(arena, "the file holds %u topologies, and one is wanted", (unsigned)n));
	return READ_UNREADABLE;
}
