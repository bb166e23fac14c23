/* SPDX-License-Identifier: MIT */
#include "load/native.h"

#include "base/distance.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "load/complain.h"
#include "load/sniff.h"
#include "load/xml.h"
#include "model/describe.h"

#include <string.h>

enum {
	CACHE_SLOTS = 1024,    /* of name lookups; a power of two well above the number of rows */
	SHOWN_CHARACTERS = 60, /* of a name in a message */
	LOOK_AHEAD = 16,       /* attributes of a tag that are looked at before the first is read */
};

/* A name that was met in this document, found again by its address. */
struct known_name {
	const char *name; /* NULL: free */
	uint8_t kind;
	uint8_t found;                /* for elements: the kind it names, K_NONE for none */
	const struct attr_spec *spec; /* for attributes: NULL when the element has no such attribute */
};

struct reader {
	struct builder *builder;
	struct source *source;
	struct deadline *deadline;
	const struct language_spec *language;
	uint64_t kinds;        /* of the language */
	const char *our_space; /* the namespace as interned by this parser, once seen */
	unsigned depth;
	unsigned skipping; /* depth of the outermost element that is left out, 0: none */
	bool root_is_ours;
	bool in_unknown;   /* what is left out is not understood, rather than somebody else's */
	const char *limit; /* that was exceeded */
	uint32_t limit_at;
	struct known_name cache[CACHE_SLOTS];
};

static struct known_name *look_up(struct reader *reader, const char *name, unsigned kind)
{
	uintptr_t hash = ((uintptr_t)name >> 3) * 31 + (uintptr_t)kind * 131;
	size_t at = hash & (CACHE_SLOTS - 1);

	for (size_t tries = 0; tries < 16; tries++, at = (at + 1) & (CACHE_SLOTS - 1)) {
		struct known_name *known = &reader->cache[at];

		if (known->name == NULL || (known->name == name && known->kind == kind))
			return known;
	}
	/* A crowded place, as only odd documents make it: the first tenant moves out. */
	at = hash & (CACHE_SLOTS - 1);
	reader->cache[at].name = NULL;
	return &reader->cache[at];
}

static enum kind find_kind(struct reader *reader, const char *name)
{
	struct known_name *known = look_up(reader, name, K_NONE);

	if (known->name == NULL) {
		enum kind kind = kind_find(str_of(name));

		/* What only another language has is as unknown as anything else. */
		*known = (struct known_name){ name, K_NONE,
			(uint8_t)(reader->kinds & BIT(kind) ? kind : K_NONE), NULL };
	}
	return (enum kind)known->found;
}

static const struct attr_spec *find_attribute(struct reader *reader, enum kind kind, const char *name)
{
	struct known_name *known = look_up(reader, name, kind);

	if (known->name == NULL)
		*known = (struct known_name){ name, (uint8_t)kind, K_NONE,
			attr_spec_find(kind, str_of(name)) };
	return known->spec;
}

static bool is_ours(struct reader *reader, const char *space)
{
	if (space == NULL)
		return false;
	if (space == reader->our_space)
		return true;
	if (strcmp(space, reader->language->space) != 0)
		return false;
	reader->our_space = space;
	return true;
}

/* Stops reading: the deadline, or one of our limits. */
static bool exceed(struct reader *reader, const char *limit, uint32_t at)
{
	reader->limit = limit;
	reader->limit_at = at;
	return false;
}

static int shown(const char *name)
{
	return (int)utf8_prefix(name, strlen(name), SHOWN_CHARACTERS);
}

/* Every kind that may stand somewhere inside one of these. */
static uint64_t with_descendants(uint64_t kinds)
{
	uint64_t all = kinds;
	uint64_t before;

	do {
		before = all;
		for (unsigned kind = 0; kind < KIND_COUNT; kind++)
			if (all & BIT(kind))
				all |= kind_children((enum kind)kind);
	} while (all != before);
	return all & ~BIT(K_DESCRIPTION);
}

/* The element of these kinds whose name is nearest to what was written. */
static enum kind nearest_kind(uint64_t kinds, const char *written)
{
	const char *names[KIND_COUNT];
	unsigned n = 0;
	const char *found;

	for (unsigned kind = 0; kind < KIND_COUNT; kind++)
		if (kinds & BIT(kind))
			names[n++] = kind_name((enum kind)kind);
	found = nearest_word(names, n, str_of(written));
	return found != NULL ? kind_find(str_of(found)) : K_NONE;
}

static void report_element(
	struct reader *reader, const struct xml_tag *tag, const char *format, const char *detail)
{
	struct span at = source_tag_span(reader->source, tag->start);
	struct arena *arena = &reader->builder->findings->arena;
	const struct element *parent = builder_current(reader->builder);
	const char *message = arena_printf(
		arena, "element '%.*s' %s%s", shown(tag->name), tag->name, format, detail);

	complain_in(reader->builder, DOC_UNKNOWN_ELEMENT, at, parent, tag->name, message);
}

/* An element of ours in the wrong place, or none at all. Its kind is in doubt from now on. */
static void report_unknown(struct reader *reader, const struct xml_tag *tag, enum kind kind)
{
	const struct element *parent = builder_current(reader->builder);
	struct arena *arena = &reader->builder->findings->arena;
	uint64_t allowed = kind_children((enum kind)parent->kind);
	char where[512];

	if (kind != K_NONE) {
		kinds_text(element_specs[kind].parents, where, sizeof(where));
		report_element(reader, tag,
			arena_printf(arena, "may not stand in %s; it belongs in ", kind_name(parent->kind)),
			where);
		builder_doubt_kinds(reader->builder, with_descendants(BIT(kind)));
		return;
	}
	kind = nearest_kind(allowed, tag->name);
	if (kind == K_NONE)
		report_element(reader, tag, "is not part of the language in ", kind_name(parent->kind));
	else
		report_element(reader, tag,
			arena_printf(arena, "is not part of the language in %s (did you mean '",
				kind_name(parent->kind)),
			arena_printf(arena, "%s'?)", kind_name(kind)));
	builder_doubt_kinds(reader->builder, with_descendants(kind == K_NONE ? allowed : BIT(kind)));
}

/* References to what stands inside something unknown are not wrong for that. */
static void doubt_ids(struct reader *reader, const struct xml_tag *tag)
{
	struct xml_attribute attribute;

	for (unsigned i = 0; i < tag->n_attributes; i++) {
		xml_attribute_at(tag, i, &attribute);
		if (attribute.space == NULL && strcmp(attribute.name, "id") == 0)
			builder_doubt_id(reader->builder, attribute.value);
	}
}

static void skip(struct reader *reader, const struct xml_tag *tag, bool unknown)
{
	reader->skipping = reader->depth;
	reader->in_unknown = unknown;
	if (unknown)
		doubt_ids(reader, tag);
}

/* An attribute that nobody knows; the one that was perhaps meant counts as written. */
static void report_attribute(struct reader *reader, const struct xml_attribute *attribute)
{
	struct builder *builder = reader->builder;
	const struct element *e = builder_current(builder);
	struct arena *arena = &builder->findings->arena;
	const char *names[ATTR_COUNT];
	const struct attr_spec *meant = NULL;
	unsigned n;
	const struct attr_spec *specs = attr_specs_of((enum kind)e->kind, &n);
	const char *nearest;
	const char *hint = "";

	for (unsigned i = 0; i < n; i++)
		names[i] = attr_name(specs[i].attr);
	nearest = nearest_word(names, n, str_of(attribute->name));
	if (nearest != NULL) {
		hint = arena_printf(arena, " (did you mean '%s'?)", nearest);
		meant = attr_spec_find((enum kind)e->kind, str_of(nearest));
	}
	complain_in(builder, DOC_UNKNOWN_ATTRIBUTE,
		source_value_span(reader->source, e->start, attribute->name), e, attribute->name,
		attribute->space != NULL ?
			arena_printf(arena,
				"%s: attributes of the language have no prefix, but '%.*s' has one",
				describe_label(builder->topo, e, arena), shown(attribute->name),
				attribute->name) :
			arena_printf(arena, "%s has no attribute '%.*s' in the language%s",
				describe_label(builder->topo, e, arena), shown(attribute->name),
				attribute->name, hint));
	if (meant != NULL && topo_value(builder->topo, e, meant->attr) == NULL)
		builder_add_broken(builder, meant->attr);
}

static const struct attr_spec *glance(
	struct reader *reader, const struct xml_tag *tag, enum kind kind, unsigned n, struct str *ret_value)
{
	const char *name;

	return xml_attribute_glance(tag, n, &name, ret_value) ? find_attribute(reader, kind, name) : NULL;
}

/* What the first attributes are, NULL for unknown ones; what they refer to is on its way when they are read. */
static void look_ahead(struct reader *reader, const struct xml_tag *tag, enum kind kind,
	const struct attr_spec *ret[LOOK_AHEAD])
{
	for (unsigned i = 0; i < tag->n_attributes && i < LOOK_AHEAD; i++) {
		struct str value;

		ret[i] = glance(reader, tag, kind, i, &value);
		if (ret[i] != NULL)
			builder_expect(reader->builder, ret[i], value);
	}
}

/* False if the attribute should be one of ours, but is none. */
static bool read_attribute(struct reader *reader, const struct xml_tag *tag, enum kind kind, unsigned n,
	const struct attr_spec *spec)
{
	struct xml_attribute attribute;

	xml_attribute_at(tag, n, &attribute);
	if (attribute.space != NULL)
		return !is_ours(reader, attribute.space);
	if (spec != NULL)
		builder_add(reader->builder, spec, attribute.value, attribute.offset);
	else if (kind == K_EXTEND)
		builder_add_extension(reader->builder, attribute.name, attribute.value,
			source_value_span(reader->source, tag->start, attribute.name));
	return spec != NULL || kind == K_EXTEND;
}

static void read_attributes(struct reader *reader, const struct xml_tag *tag, enum kind kind,
	const struct attr_spec *const known[LOOK_AHEAD])
{
	struct xml_attribute attribute;
	bool all_known = true;

	for (unsigned i = 0; i < tag->n_attributes; i++) {
		struct str value;
		const struct attr_spec *spec = i < LOOK_AHEAD ? known[i] :
								glance(reader, tag, kind, i, &value);

		all_known &= read_attribute(reader, tag, kind, i, spec);
	}
	/* Known ones first: a slip must not hide an attribute that is right. */
	for (unsigned i = 0; !all_known && i < tag->n_attributes; i++) {
		xml_attribute_at(tag, i, &attribute);
		if (attribute.space == NULL ? find_attribute(reader, kind, attribute.name) == NULL :
					      is_ours(reader, attribute.space))
			report_attribute(reader, &attribute);
	}
}

/* A description must come before everything else in its parent. */
static bool may_stand_here(const struct builder *builder, enum kind kind)
{
	const struct element *parent = builder_current(builder);

	if (!kind_may_stand_in(kind, (enum kind)parent->kind))
		return false;
	return kind != K_DESCRIPTION || builder->topo->n_element == topo_index(builder->topo, parent) + 1;
}

static void read_element(struct reader *reader, const struct xml_tag *tag)
{
	struct builder *builder = reader->builder;
	enum kind kind = find_kind(reader, tag->name);
	const struct attr_spec *known[LOOK_AHEAD];

	if (reader->depth > 1 && kind == K_DESCRIPTION && !may_stand_here(builder, kind)) {
		report_element(reader, tag, "must be the first child, and only one", "");
		skip(reader, tag, true);
		return;
	}
	if (reader->depth > 1 && (kind == K_NONE || !may_stand_here(builder, kind))) {
		report_unknown(reader, tag, kind);
		skip(reader, tag, true);
		return;
	}
	look_ahead(reader, tag, kind, known);
	if (!builder_open(builder, kind, tag->start, tag->tag_end)) {
		skip(reader, tag, true);
		return;
	}
	read_attributes(reader, tag, kind, known);
	builder_complete_tag(builder);
}

static bool on_open(void *context, const struct xml_tag *tag)
{
	struct reader *reader = context;
	const struct limits *limits = reader->builder->limits;

	reader->depth++;
	if (reader->depth > limits->depth)
		return exceed(reader, "depth", tag->start);
	if (reader->builder->topo->n_element >= limits->elements)
		return exceed(reader, "elements", tag->start);
	if (reader->builder->n_faults > limits->faults)
		return exceed(reader, "faults", tag->start);
	if (deadline_passed(reader->deadline))
		return exceed(reader, "seconds", tag->start);
	if (reader->skipping > 0) {
		if (reader->in_unknown)
			doubt_ids(reader, tag);
	} else if (is_ours(reader, tag->space)) {
		read_element(reader, tag);
	} else if (tag->space == NULL) {
		report_element(
			reader, tag, "is in no namespace; the language is in ", reader->language->space);
		builder_doubt_kinds(reader->builder, ~(uint64_t)0);
		skip(reader, tag, true);
	} else {
		skip(reader, tag, false);
	}
	return !mem_ran_out();
}

static bool on_close(void *context, uint32_t end)
{
	struct reader *reader = context;

	if (reader->skipping == 0)
		builder_close(reader->builder, end);
	else if (reader->skipping == reader->depth)
		reader->skipping = 0;
	reader->depth--;
	return true;
}

static bool on_text(void *context, struct str text)
{
	struct reader *reader = context;
	const struct element *e;
	struct arena *arena = &reader->builder->findings->arena;

	if (str_is_blank(text))
		return true;
	e = builder_current(reader->builder);
	if (reader->skipping > 0 || e == NULL || e->kind == K_DESCRIPTION)
		return true;
	builder_fault(reader->builder, DOC_BAD_VALUE, e, A_NONE, "text",
		"%s holds text, which has no meaning here", describe_label(reader->builder->topo, e, arena));
	return true;
}

static bool on_remark(void *context, bool is_instruction, uint32_t start, uint32_t end)
{
	struct reader *reader = context;

	if (reader->skipping == 0)
		builder_add_remark(reader->builder, is_instruction, start, end);
	return true;
}

/* Elements that a fault of the XML left open end where reading ended. */
static void close_open_elements(struct builder *builder, uint32_t end)
{
	while (builder_current(builder) != NULL)
		builder_close(builder, end);
}

static bool ignore_tag(void *context, const struct xml_tag *tag)
{
	struct reader *reader = context;

	if (++reader->depth > reader->builder->limits->depth)
		return exceed(reader, "depth", tag->start);
	return !deadline_passed(reader->deadline) || exceed(reader, "seconds", tag->start);
}

static bool ignore_close(void *context, uint32_t end)
{
	struct reader *reader = context;

	(void)end;
	reader->depth--;
	return true;
}

static const struct xml_handler reading = {
	.open = on_open, .close = on_close, .text = on_text, .remark = on_remark
};

/* Only whether the document is XML at all. */
static const struct xml_handler ignoring = { .open = ignore_tag, .close = ignore_close };

static enum read_status read_with(struct builder *builder, struct source *source, uint32_t declaration_end,
	struct deadline *deadline, const struct xml_handler *handler, enum language language)
{
	struct reader *reader = mem_zalloc(sizeof(*reader));
	struct xml_result result;

	if (reader == NULL)
		return READ_NO_MEMORY;
	reader->builder = builder;
	reader->source = source;
	reader->deadline = deadline;
	reader->language = language_spec(language);
	reader->kinds = language_kinds(language);
	builder_start_file(builder, source);
	result = xml_parse(source, declaration_end, handler, reader);
	close_open_elements(builder, source->size);
	complain_result(builder, source, &result, reader->limit, reader->limit_at);
	mem_free(reader);
	if (mem_ran_out())
		return READ_NO_MEMORY;
	return result.status == XML_READ ? READ_OK : READ_UNREADABLE;
}

enum read_status native_read(
	struct builder *builder, struct source *source, uint32_t declaration_end, struct deadline *deadline)
{
	source->is_ours = true;
	return read_with(builder, source, declaration_end, deadline, &reading, LANGUAGE_TOPOLOGY);
}

enum read_status native_read_scenario(
	struct builder *builder, struct source *source, uint32_t declaration_end, struct deadline *deadline)
{
	source->is_ours = true;
	return read_with(builder, source, declaration_end, deadline, &reading, LANGUAGE_SCENARIO);
}

enum read_status native_skim_foreign(
	struct builder *builder, struct source *source, uint32_t declaration_end, struct deadline *deadline)
{
	return read_with(builder, source, declaration_end, deadline, &ignoring, LANGUAGE_TOPOLOGY);
}

enum read_status native_skim(
	struct builder *builder, struct source *source, uint32_t declaration_end, struct deadline *deadline)
{
	source->is_ours = true;
	return native_skim_foreign(builder, source, declaration_end, deadline);
}

enum read_status native_refuse(
	struct builder *builder, struct source *source, uint32_t declaration_end, struct deadline *deadline)
{
	enum read_status status = native_skim_foreign(builder, source, declaration_end, deadline);

	if (status == READ_OK)
		complain_vocabulary(builder, source);
	return status == READ_OK ? READ_UNREADABLE : status;
}

/* The rule's own advice is about topologies. */
static void complain_no_scenario(struct builder *builder, struct source *source)
{
	struct findings *findings = builder->findings;
	uint32_t before = findings->n_finding;
	struct str text = { source->text, source->size };

	complain_at(builder, DOC_NOT_A_TOPOLOGY, source, sniff_root(text),
		arena_printf(&findings->arena,
			"a scenario is wanted, with the root 'scenario' in the namespace %s, but the file is %s",
			language_spec(LANGUAGE_SCENARIO)->space, vocabulary_text(sniff_vocabulary(text))));
	if (findings->n_finding > before)
		findings->finding[before].help =
			"name a scenario file, or give the root its name and namespace";
}

enum read_status native_refuse_scenario(
	struct builder *builder, struct source *source, uint32_t declaration_end, struct deadline *deadline)
{
	enum read_status status = read_with(
		builder, source, declaration_end, deadline, &ignoring, LANGUAGE_SCENARIO);

	if (status == READ_OK)
		complain_no_scenario(builder, source);
	return status == READ_OK ? READ_UNREADABLE : status;
}
