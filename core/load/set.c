/* SPDX-License-Identifier: MIT */
#include "load/set.h"

#include "base/mem.h"
#include "base/path.h"
#include "load/archive.h"
#include "load/complain.h"
#include "load/encoding.h"
#include "load/native.h"
#include "load/prescan.h"
#include "load/sniff.h"
#include "load/unpack.h"
#include "load/xml.h"
#include "model/describe.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	MEGABYTE = 1 << 20,
};

/* One set while it is read. */
struct reading {
	struct library *library;
	const struct set_language *language;
	struct document_set *set;
	struct builder *builder;
	struct str folder; /* of the first file */
	uint32_t n_files;
	struct document *newest; /* of the library when the set began */
};

void library_init(struct library *library, const struct limits *limits, const char *stdin_name)
{
	*library = (struct library){ .limits = *limits, .stdin_name = stdin_name, .store = store_of_files() };
	library->deadline = deadline_in(limits->seconds);
}

void library_release(struct library *library)
{
	struct document *document = library->document;

	while (document != NULL) {
		struct document *next = document->next;

		source_release(&document->source);
		mem_free(document->memory);
		mem_free(document);
		document = next;
	}
	findings_release(&library->findings);
	arena_release(&library->arena);
	*library = (struct library){ 0 };
}

/* The path of what the file stands for; NULL when it stands for itself. */
static const char *find_original(struct library *library, const char *path)
{
	for (uint32_t i = 0; i < library->n_stand_in; i++) {
		const struct stand_in *stand_in = &library->stand_in[i];
		const char *rest = path_beneath(str_of(stand_in->folder), path);

		if (strcmp(path, stand_in->folder) == 0)
			return stand_in->stands_for;
		if (rest != NULL)
			return path_join(&library->arena, str_of(stand_in->stands_for), rest);
	}
	return NULL;
}

static struct document *add_document(struct library *library, const char *path)
{
	struct document *document = mem_zalloc(sizeof(*document));

	if (document == NULL)
		return NULL;
	document->source.path = path;
	document->source.stands_for = find_original(library, path);
	document->source.text = "";
	document->next = library->document;
	library->document = document;
	library->n_documents++;
	return document;
}

/* True if the set has read this very file already, under whatever name. */
static bool was_read(const struct reading *reading, const struct file_bytes *bytes)
{
	const struct document *document = reading->library->document;

	for (; document != reading->newest; document = document->next)
		if (bytes->is_regular && document->has_identity &&
			document->identity.device == bytes->identity.device &&
			document->identity.inode == bytes->identity.inode)
			return true;
	return false;
}

/* What an unreadable file is said to be, at the include that names it or at the file itself. */
static void complain_status(struct reading *reading, enum file_status status, struct source *source,
	const struct element *include)
{
	struct builder *builder = reading->builder;
	struct arena *arena = &builder->findings->arena;
	enum structure_rule rule = status == FILE_TOO_LARGE ? DOC_LIMIT_EXCEEDED : DOC_UNREADABLE_INPUT;
	const char *message = arena_printf(arena, "the file cannot be read: %s", file_status_text(status));
	struct str href;

	if (status == FILE_TOO_LARGE)
		message = arena_printf(arena,
			"the file exceeds the limit 'input-mb' or 'total-mb'; --limit input-mb=N raises it");
	if (include == NULL) {
		complain_at(builder, rule, source, 0, message);
	} else {
		href = topo_text(builder->topo, include, A_HREF);
		builder_fault(builder, status == FILE_OUTSIDE ? DOC_INCLUDE_REFUSED : rule, include, A_HREF,
			NULL, "'%.*s' cannot be included: %s", (int)(href.length < 200 ? href.length : 200),
			href.text, file_status_text(status));
	}
	reading->set->unreadable |= status != FILE_OUTSIDE || include == NULL;
	builder->incomplete = true;
}

/* The most bytes that the next file may have. */
static size_t room_for_file(const struct library *library)
{
	uint64_t total = (uint64_t)library->limits.total_mb * MEGABYTE;
	uint64_t one = (uint64_t)library->limits.input_mb * MEGABYTE;
	uint64_t left = total > library->n_bytes ? total - library->n_bytes : 0;

	return (size_t)(left < one ? left : one);
}

/* Bytes to a document whose source is text; a fault is reported and makes the set unreadable. */
static bool decode(struct reading *reading, struct document *document, struct file_bytes *bytes)
{
	struct text text;
	struct text_fault fault;
	enum text_status status;
	const char *limit;
	uint32_t offset;

	document->identity = bytes->identity;
	document->has_identity = bytes->is_regular;
	reading->library->n_bytes += bytes->size;
	status = text_decode(bytes, &text, &fault);
	document->memory = text.memory;
	document->source.text = text.text != NULL ? text.text : "";
	document->source.size = (uint32_t)text.size;
	document->source.stored = text.stored;
	document->declaration_end = (uint32_t)text.declaration_end;
	document->is_utf16 = text.is_utf16;
	if (status == TEXT_NO_MEMORY)
		return false;
	if (status == TEXT_FAULT) {
		complain_at(reading->builder, fault.rule, &document->source, (uint32_t)fault.offset,
			fault.message);
		return false;
	}
	if (prescan_doctype(&document->source, &offset)) {
		complain_at(
			reading->builder, DOC_DTD_REFUSED, &document->source, offset, XML_DOCTYPE_REFUSED);
		return false;
	}
	limit = prescan(&document->source, &reading->library->limits, &offset);
	if (limit != NULL)
		complain_limit(reading->builder, &document->source, offset, limit);
	return limit == NULL;
}

/* The topology of an archive becomes the document; its name tells of both. */
static bool read_archive(struct reading *reading, struct document *document, struct file_bytes *bytes)
{
	struct library *library = reading->library;
	struct arena *arena = &library->findings.arena;
	struct unpacked unpacked = { 0 };
	bool good = unpack_topology(
		reading->builder, &document->source, bytes, &library->deadline, &library->arena, &unpacked);

	document->identity = bytes->identity;
	document->has_identity = bytes->is_regular;
	library->n_bytes += bytes->size + unpacked.text.size;
	mem_free(bytes->data);
	if (!good)
		return false;
	document->memory = unpacked.text.memory;
	document->source.text = unpacked.text.text;
	document->source.size = (uint32_t)unpacked.text.size;
	document->declaration_end = (uint32_t)unpacked.text.declaration_end;
	document->source.path = arena_printf(
		&library->arena, "%s:%s", document->source.path, unpacked.member);
	complain_at(reading->builder, DOC_TAKEN_FROM_ARCHIVE, &document->source, 0,
		arena_printf(arena,
			"the topology was read from one member of the archive; %u others were ignored",
			(unsigned)unpacked.n_others));
	return lync_read_wrapped(reading->builder, &document->source, document->declaration_end,
		       &library->deadline) == READ_OK;
}

static bool read_text(struct reading *reading, struct document *document, struct file_bytes *bytes)
{
	read_document *reader;

	if (!decode(reading, document, bytes))
		return false;
	reader = reading->language->reader(
		sniff_vocabulary((struct str){ document->source.text, document->source.size }));
	return reader(reading->builder, &document->source, document->declaration_end,
		       &reading->library->deadline) == READ_OK;
}

/* Parses a document that was read; elements that it includes are read by the caller. */
static void parse(struct reading *reading, struct document *document, struct file_bytes *bytes)
{
	bool good = reading->language->reads_archives && archive_is_one(bytes) ?
		read_archive(reading, document, bytes) :
		read_text(reading, document, bytes);

	if (!good) {
		reading->set->unreadable = true;
		reading->builder->incomplete = true;
	}
}

static bool is_over_file_limit(struct reading *reading, struct source *source)
{
	if (++reading->n_files <= reading->library->limits.files)
		return false;
	complain_limit(reading->builder, source, 0, "files");
	reading->set->unreadable = true;
	return true;
}

static void read_named(struct reading *reading, const char *path)
{
	struct library *library = reading->library;
	bool is_stdin = strcmp(path, "-") == 0;
	struct file_bytes bytes = { 0 };
	enum file_status status = is_stdin ?
		file_read_descriptor(STDIN_FILENO, room_for_file(library), &bytes) :
		library->store->read(library->store, path, room_for_file(library), &bytes);
	struct document *document;

	if (status == FILE_OK && was_read(reading, &bytes)) {
		mem_free(bytes.data);
		return;
	}
	document = add_document(library, is_stdin ? library->stdin_name : path);
	if (document == NULL) {
		mem_free(bytes.data);
		return;
	}
	document->relative = is_stdin ? "-" : path_beneath(reading->folder, path);
	if (status != FILE_OK) {
		complain_status(reading, status, &document->source, NULL);
	} else if (is_over_file_limit(reading, &document->source)) {
		mem_free(bytes.data);
	} else {
		parse(reading, document, &bytes);
	}
}

static const struct document *document_of(const struct reading *reading, const struct element *e)
{
	const struct source *source = reading->builder->topo->source[e->file];
	const struct document *document = reading->library->document;

	while (document != NULL && &document->source != source)
		document = document->next;
	return document;
}

/* Where an include leads, relative to the folder of the first file; NULL when it must not lead there. */
static const char *resolve_include(struct reading *reading, const struct element *include)
{
	struct arena *arena = &reading->library->arena;
	const struct document *document = document_of(reading, include);
	struct str href = topo_text(reading->builder->topo, include, A_HREF);

	if (document == NULL || document->relative == NULL)
		return NULL;
	return path_resolve(
		arena, path_folder(document->relative), arena_copy(arena, href.text, href.length));
}

static void read_included(struct reading *reading, uint32_t index)
{
	struct library *library = reading->library;
	const struct element *include = &reading->builder->topo->element[index];
	const char *folder = arena_copy(&library->arena, reading->folder.text, reading->folder.length);
	const char *relative;
	struct file_bytes bytes = { 0 };
	enum file_status status = FILE_OUTSIDE;
	struct document *document;

	if (topo_state(reading->builder->topo, include, A_HREF) != STATE_KNOWN)
		return;
	relative = resolve_include(reading, include);
	if (relative != NULL)
		status = library->store->read_beneath(library->store, folder[0] != '\0' ? folder : ".",
			relative, room_for_file(library), &bytes);
	if (status != FILE_OK) {
		complain_status(reading, status, NULL, include);
		return;
	}
	document = was_read(reading, &bytes) ?
		NULL :
		add_document(library, path_join(&library->arena, reading->folder, relative));
	if (document == NULL || is_over_file_limit(reading, &document->source)) {
		mem_free(bytes.data);
		return;
	}
	document->relative = relative;
	parse(reading, document, &bytes);
}

static int compare_paths(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Reads named files in the order of their names, then what they include, breadth first. */
static bool read_all(struct reading *reading, const char *const *paths, uint32_t n_paths)
{
	const char **sorted = mem_alloc(n_paths * sizeof(*sorted));
	const struct topology *topo = reading->builder->topo;

	if (sorted == NULL)
		return false;
	memcpy(sorted, paths, n_paths * sizeof(*sorted));
	qsort(sorted, n_paths, sizeof(*sorted), compare_paths);
	for (uint32_t i = 0; i < n_paths && !mem_ran_out(); i++)
		read_named(reading, sorted[i]);
	for (uint32_t i = 0; i < topo->n_element && !mem_ran_out(); i++)
		if (topo->element[i].kind == K_INCLUDE)
			read_included(reading, i);
	mem_free(sorted);
	return !mem_ran_out();
}

static void finish(struct reading *reading)
{
	struct builder *builder = reading->builder;
	const struct library *library = reading->library;

	if (reading->set->unreadable)
		return;
	builder_finish(builder);
	if (reading->language->finished != NULL && !mem_ran_out())
		reading->language->finished(builder, reading->language->context);
	if (builder->n_faults > library->limits.faults) {
		complain_limit(builder, builder->topo->source[0], 0, "faults");
		reading->set->unreadable = true;
	}
	reading->set->complete = !mem_ran_out();
}

/* Findings that were added since then belong to this set. */
static void name_set(struct findings *findings, uint32_t from, const char *root)
{
	for (uint32_t i = from; i < findings->n_finding; i++)
		findings->finding[i].set = root;
}

bool set_read_as(struct library *library, const char *const *paths, uint32_t n_paths,
	const struct set_language *language, struct document_set *ret)
{
	struct builder *builder = mem_alloc(sizeof(*builder));
	struct reading reading = {
		.library = library,
		.language = language,
		.set = ret,
		.builder = builder,
		.folder = path_folder(paths[0]),
		.newest = library->document,
	};
	uint32_t before = library->findings.n_finding;
	bool good;

	*ret = (struct document_set){ .root = strcmp(paths[0], "-") == 0 ? library->stdin_name : paths[0] };
	if (builder == NULL)
		return false;
	builder_init(builder, &ret->topology, &library->findings, &library->limits);
	good = read_all(&reading, paths, n_paths);
	if (good)
		finish(&reading);
	name_set(&library->findings, before, ret->root);
	mem_free(builder);
	return good && !mem_ran_out();
}

static read_document *topology_reader(enum vocabulary vocabulary)
{
	read_document *reader = vocabulary_reader(vocabulary);

	return reader != NULL ? reader : native_refuse;
}

bool set_read(struct library *library, const char *const *paths, uint32_t n_paths, struct document_set *ret)
{
	static const struct set_language topology = { .reader = topology_reader, .reads_archives = true };

	return set_read_as(library, paths, n_paths, &topology, ret);
}

void set_complain_limit(struct library *library, const struct document_set *set, const char *limit)
{
	struct builder *builder = mem_zalloc(sizeof(*builder));
	uint32_t before = library->findings.n_finding;

	if (builder == NULL)
		return;
	builder->findings = &library->findings;
	complain_unfinished(builder, set->topology.source[0], limit);
	name_set(&library->findings, before, set->root);
	mem_free(builder);
}

void set_release(struct document_set *set)
{
	topology_release(&set->topology);
}
