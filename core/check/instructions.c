/* SPDX-License-Identifier: MIT */
/* Suppressions in documents: <?lync-topo ignore="SEC005" reason="..." until="2027-01-31"?>. */
#include "base/distance.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "check/central.h"
#include "check/cover.h"
#include "diag/instruction.h"
#include "model/describe.h"

#include <string.h>

#define TARGET "lync-topo"
#define NO_TAG UINT32_MAX

enum {
	SHOWN_CHARACTERS = 60, /* of a name in a message */
};

/* The instructions of one document set. */
struct collection {
	struct suppressor *suppressor;
	const struct topology *topo;
	const char *set;
	bool doubtful;
	uint32_t *tag; /* for each remark, the offset of the tag that follows it, NO_TAG for none */
	uint32_t *nth; /* for each of ours, which it is before that tag, counted backward from 1 */
};

/* The three that there are. */
enum part {
	PART_IGNORE,
	PART_REASON,
	PART_UNTIL,
	PART_COUNT,
};

static const char *const parts[PART_COUNT] = { "ignore", "reason", "until" };

/* One instruction while it is read. */
struct reading {
	struct suppressor *suppressor;
	struct cover *cover;
	struct span at;
	struct str text; /* between target and "?>" */
	bool given[PART_COUNT];
	struct span where[PART_COUNT];
	bool exact; /* the list of rules stands in the source as it is */
	bool bad;   /* something was not understood: what seems absent may be meant by it */
};

static bool is_ours(const struct topology *topo, const struct remark *remark)
{
	const char *text = topo->source[remark->file]->text + remark->start + 2;
	size_t length = strlen(TARGET);

	if (!remark->is_instruction || strncmp(text, TARGET, length) != 0)
		return false;
	return ascii_is_space(text[length]) || text[length] == '?';
}

/* The tag that begins the next element among the siblings; what stands in between is text, or another remark. */
static uint32_t tag_after(const struct collection *collection, uint32_t n)
{
	const struct topology *topo = collection->topo;
	const struct remark *remark = &topo->remark[n];
	const struct source *source = topo->source[remark->file];
	const struct remark *next = n + 1 < topo->n_remark ? remark + 1 : NULL;
	const char *end = source->text + source->size;
	const char *at = source->text + remark->end;

	while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		uint32_t offset = (uint32_t)(at - source->text);

		if (next != NULL && next->file == remark->file && next->start == offset)
			return collection->tag[n + 1];
		if (!str_starts((struct str){ at, (size_t)(end - at) }, "<![CDATA["))
			return at[1] == '/' ? NO_TAG : offset;
		at = memmem(at, (size_t)(end - at), "]]>", 3);
		if (at == NULL)
			break;
	}
	return NO_TAG;
}

/* Backward, so that every piece of the text is looked at once. */
static bool find_tags(struct collection *collection)
{
	const struct topology *topo = collection->topo;
	uint32_t before = NO_TAG;
	uint32_t nth = 0;

	collection->tag = mem_alloc(topo->n_remark * sizeof(*collection->tag));
	collection->nth = mem_alloc(topo->n_remark * sizeof(*collection->nth));
	if (collection->tag == NULL || collection->nth == NULL)
		return false;
	for (uint32_t i = topo->n_remark; i-- > 0;) {
		collection->tag[i] = tag_after(collection, i);
		if (i + 1 < topo->n_remark && topo->remark[i + 1].file != topo->remark[i].file)
			before = NO_TAG;
		if (!is_ours(topo, &topo->remark[i]))
			continue;
		nth = collection->tag[i] == before && before != NO_TAG ? nth + 1 : 1;
		before = collection->tag[i];
		collection->nth[i] = nth;
	}
	return true;
}

/* The innermost element that the instruction stands in; NULL outside the root. */
static const struct element *element_around(const struct topology *topo, const struct remark *remark)
{
	const struct element *e = remark->before > 0 ? &topo->element[remark->before - 1] : NULL;

	while (e != NULL && (e->file != remark->file || e->start > remark->start || e->end < remark->end))
		e = topo_parent(topo, e);
	return e;
}

/* In a file of another vocabulary: it covers the file's own element. */
static void place_in_other_vocabulary(
	const struct remark *remark, uint32_t tag, struct cover *cover, struct arena *arena)
{
	struct span name = source_tag_span(cover->source, tag);

	cover->start = tag;
	cover->end = remark->covers_end;
	cover->suppression->covers = arena_printf(
		arena, "%.*s>", (int)(name.end - name.start), cover->source->text + name.start);
	cover->path = arena_printf(arena, "/processing-instruction('%s')", TARGET);
}

/* Says what it covers and where it stands, in places and in words. */
static void place(const struct collection *collection, uint32_t n, struct cover *cover)
{
	const struct topology *topo = collection->topo;
	const struct remark *remark = &topo->remark[n];
	struct arena *arena = &collection->suppressor->findings->arena;
	const struct element *next = remark->before < topo->n_element ? &topo->element[remark->before] : NULL;
	const struct element *around = element_around(topo, remark);
	uint32_t tag = collection->tag[n];

	cover->source = topo->source[remark->file];
	if (next == NULL || next->file != remark->file || next->start != tag || remark->covers_end > 0)
		next = NULL;
	if (remark->covers_end > 0) {
		place_in_other_vocabulary(remark, tag, cover, arena);
	} else if (next != NULL) {
		cover->start = next->start;
		cover->end = next->end;
		cover->suppression->covers = describe_label(topo, next, arena);
		cover->path = arena_printf(arena, "%s/preceding-sibling::processing-instruction('%s')[%u]",
			describe_path(topo, next, arena), TARGET, (unsigned)collection->nth[n]);
	} else {
		/* Something that the language does not have: only that it is there can be suppressed. */
		cover->start = tag != NO_TAG ? tag : 0;
		cover->end = tag != NO_TAG ? source_tag_span(cover->source, tag).end : 0;
		cover->suppression->covers = tag != NO_TAG ? "an element that the language does not have" :
							     "";
		cover->path = arena_printf(arena, "%s/processing-instruction('%s')",
			around != NULL ? describe_path(topo, around, arena) : "", TARGET);
	}
	around = next != NULL ? next : around;
	cover->identity = around != NULL ? describe_identity(topo, around, FINGERPRINT_START) :
					   fingerprint_add(FINGERPRINT_START, "");
	cover->element = around != NULL ? arena_printf(arena, "%s", describe_id(topo, around)) : "";
}

static void complain_part(struct reading *reading, struct str name)
{
	const char *meant = nearest_word(parts, PART_COUNT, name);
	uint32_t from = reading->at.start +
		(uint32_t)(name.text - (reading->at.source->text + reading->at.start));
	struct span at = { reading->at.source, from, from + (uint32_t)name.length };
	size_t shown = utf8_prefix(name.text, name.length, SHOWN_CHARACTERS);

	reading->bad = true;
	reading->cover->suppression->state = SUPPRESSION_VOID;
	cover_fault(reading->suppressor, reading->cover, SUP_MALFORMED, at, "", "attribute",
		meant != NULL ? "'%.*s' is no attribute of a suppression (did you mean '%s'?)" :
				"'%.*s' is no attribute of a suppression: there are ignore, reason and until",
		(int)shown, name.text, meant);
}

static void malformed(struct reading *reading, struct span at, const char *argument, const char *why)
{
	reading->bad = true;
	reading->cover->suppression->state = SUPPRESSION_VOID;
	cover_fault(reading->suppressor, reading->cover, SUP_MALFORMED, at, "", argument,
		"this suppression cannot be understood: %s", why);
}

static void take_part(struct reading *reading, const struct pseudo_attribute *attribute)
{
	struct source *source = reading->at.source;
	uint32_t from = (uint32_t)(attribute->written.text - source->text);
	struct span at = { source, from, from + (uint32_t)attribute->written.length };
	const char *value = instruction_value(&reading->suppressor->findings->arena, attribute->written);
	struct suppression *suppression = reading->cover->suppression;
	const char **const values[PART_COUNT] = { &suppression->rules, &suppression->reason,
		&suppression->until };
	unsigned part = 0;

	while (part < PART_COUNT && !str_is(attribute->name, parts[part]))
		part++;
	/* As for an attribute: an empty value gives its closing quote, so that there is something to show. */
	at.end += at.end == at.start;
	if (part == PART_COUNT) {
		complain_part(reading, attribute->name);
	} else if (reading->given[part]) {
		malformed(reading, at, parts[part], "an attribute is written twice");
	} else if (value == NULL) {
		malformed(reading, at, parts[part], "'&' without a reference that XML knows: write &amp;");
	} else {
		*values[part] = value;
		reading->given[part] = true;
		reading->where[part] = at;
		if (part == PART_IGNORE)
			reading->exact = str_is(attribute->written, value);
	}
}

/* Reads the attributes; false when the rest could not be read. */
static bool read_parts(struct reading *reading)
{
	struct pseudo_attribute attribute;
	const char *why;
	size_t at = 0;

	for (;;) {
		uint32_t here;

		switch (instruction_next(reading->text, &at, &attribute, &why)) {
		case INSTRUCTION_ATTRIBUTE:
			take_part(reading, &attribute);
			break;
		case INSTRUCTION_END:
			return true;
		case INSTRUCTION_FAULT:
			here = (uint32_t)(reading->text.text + at - reading->at.source->text);
			malformed(
				reading, (struct span){ reading->at.source, here, here + 1 }, "syntax", why);
			return false;
		}
	}
}

/* `<?lync-topo`: where to point when something is absent. */
static struct span target_of(const struct reading *reading)
{
	return (struct span){ reading->at.source, reading->at.start,
		reading->at.start + 2 + (uint32_t)strlen(TARGET) };
}

static void check_parts(struct reading *reading)
{
	struct suppressor *suppressor = reading->suppressor;
	struct cover *cover = reading->cover;

	if (reading->given[PART_IGNORE])
		cover_read_names(suppressor, cover, cover->suppression->rules, reading->where[PART_IGNORE],
			reading->exact);
	else if (!reading->bad)
		malformed(reading, target_of(reading), "ignore", "ignore=\"RULE ...\" is missing");
	if (reading->given[PART_REASON] || !reading->bad)
		cover_check_reason(suppressor, cover,
			reading->given[PART_REASON] ? reading->where[PART_REASON] : target_of(reading),
			reading->given[PART_REASON]);
	if (reading->given[PART_UNTIL])
		cover_read_until(suppressor, cover, reading->where[PART_UNTIL]);
}

static void read_instruction(const struct collection *collection, uint32_t n)
{
	const struct remark *remark = &collection->topo->remark[n];
	struct source *source = collection->topo->source[remark->file];
	uint32_t from = remark->start + 2 + (uint32_t)strlen(TARGET);
	struct reading reading = {
		.suppressor = collection->suppressor,
		.cover = cover_add(collection->suppressor),
		.at = { source, remark->start, remark->end },
		.text = { source->text + from, remark->end - 2 - from },
	};

	if (reading.cover == NULL)
		return;
	reading.cover->suppression->at = reading.at;
	reading.cover->set = collection->set;
	reading.cover->doubtful = collection->doubtful;
	place(collection, n, reading.cover);
	if (read_parts(&reading))
		check_parts(&reading);
}

static bool is_over_limit(struct suppressor *suppressor, const char **ret_limit)
{
	if (suppressor->n_cover - suppressor->n_central > suppressor->limits->suppressions)
		*ret_limit = "suppressions";
	else if (suppressor->n_faults > suppressor->limits->faults)
		*ret_limit = "faults";
	else if (deadline_passed(suppressor->deadline))
		*ret_limit = "seconds";
	return *ret_limit != NULL || mem_ran_out();
}

static uint32_t count_ours(const struct topology *topo)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < topo->n_remark; i++)
		n += is_ours(topo, &topo->remark[i]);
	return n;
}

const char *suppress_collect(
	struct suppressor *suppressor, const struct topology *topo, const char *set, bool doubtful)
{
	struct collection collection = {
		.suppressor = suppressor,
		.topo = topo,
		.set = set,
		.doubtful = doubtful,
	};
	uint32_t n = count_ours(topo);
	const char *limit = NULL;

	suppressor->doubtful |= doubtful;
	central_meet(suppressor, topo);
	if (suppressor->ignores_instructions)
		suppressor->n_ignored += n;
	else if (n > 0 && find_tags(&collection))
		for (uint32_t i = 0; i < topo->n_remark && !is_over_limit(suppressor, &limit); i++)
			if (is_ours(topo, &topo->remark[i]))
				read_instruction(&collection, i);
	mem_free(collection.tag);
	mem_free(collection.nth);
	return limit;
}
