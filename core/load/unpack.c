/* SPDX-License-Identifier: MIT */
#include "load/unpack.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "load/archive.h"
#include "load/complain.h"
#include "load/lync_take.h"
#include "load/prescan.h"

#include <string.h>

enum {
	SHOWN_CHARACTERS = 100, /* of a member's name in a message */
};

struct searching {
	const struct limits *limits;
	struct deadline *deadline;
	struct arena *arena;
	struct unpacked *found;
	uint32_t n_members;
	uint32_t n_topologies;
	const char *names; /* of the members that hold them */
};

/* A member that a careful reader would not open, or that nothing is to be found in, holds none. */
static uint32_t count_in(struct searching *searching, const struct text *text)
{
	static const char space[] = "Management.Deploy.Topology.2008";
	struct source source = { .path = "", .text = text->text, .size = (uint32_t)text->size };
	uint32_t offset;
	uint32_t n = 0;

	if (memmem(text->text, text->size, space, strlen(space)) == NULL)
		return 0;
	if (!prescan_doctype(&source, &offset) && prescan(&source, searching->limits, &offset) == NULL)
		n = lync_count_topologies(&source, (uint32_t)text->declaration_end, searching->deadline);
	source_release(&source);
	return n;
}

static void note(struct searching *searching, const char *name, struct text *text, uint32_t n)
{
	size_t shown = utf8_prefix(name, strlen(name), SHOWN_CHARACTERS);

	searching->names = arena_printf(searching->arena, "%s%s'%.*s'", searching->names,
		searching->n_topologies > 0 ? ", " : "", (int)shown, name);
	if (searching->n_topologies == 0) {
		searching->found->text = *text;
		searching->found->member = arena_copy(searching->arena, name, strlen(name));
		text->memory = NULL;
	}
	searching->n_topologies += n;
}

static bool visit(void *context, const char *name, struct file_bytes *member)
{
	struct searching *searching = context;
	struct text text = { 0 };
	struct text_fault fault;
	enum text_status status = text_decode(member, &text, &fault);
	uint32_t n = status == TEXT_OK ? count_in(searching, &text) : 0;

	searching->n_members++;
	if (n > 0)
		note(searching, name, &text, n);
	mem_free(text.memory);
	/* Two are as wrong as many. */
	return searching->n_topologies < 2 && !deadline_passed(searching->deadline) && !mem_ran_out();
}

static void complain_of(struct builder *builder, struct source *source, enum archive_status status,
	const char *limit, const struct searching *searching)
{
	struct arena *arena = &builder->findings->arena;

	if (status == ARCHIVE_NO_MEMORY)
		return;
	if (deadline_passed(searching->deadline))
		limit = "seconds";
	if (limit != NULL)
		complain_limit(builder, source, 0, limit);
	else if (status == ARCHIVE_NO_LIBRARY)
		complain_at(builder, DOC_UNREADABLE_INPUT, source, 0,
			"the file is an archive, and libarchive, which unpacks it, is not installed here");
	else if (status == ARCHIVE_BROKEN)
		complain_at(builder, DOC_UNREADABLE_INPUT, source, 0,
			"the file is an archive that cannot be read to its end");
	else if (searching->n_topologies == 0)
		complain_at(builder, DOC_NOT_A_TOPOLOGY, source, 0,
			arena_printf(arena, "none of the %u members of the archive holds a topology",
				(unsigned)searching->n_members));
	else
		complain_at(builder, DOC_NOT_A_TOPOLOGY, source, 0,
			arena_printf(arena, "the archive holds several topologies, and one is wanted: in %s",
				searching->names));
}

bool unpack_topology(struct builder *builder, struct source *source, const struct file_bytes *archive,
	struct deadline *deadline, struct arena *arena, struct unpacked *ret)
{
	struct searching searching = {
		.limits = builder->limits,
		.deadline = deadline,
		.arena = arena,
		.found = ret,
		.names = "",
	};
	uint32_t n_unreadable;
	const char *limit;
	enum archive_status status = archive_visit_members(
		archive, builder->limits, visit, &searching, &n_unreadable, &limit);

	if (status == ARCHIVE_READ && searching.n_topologies == 1 && !mem_ran_out()) {
		ret->n_others = searching.n_members + n_unreadable - 1;
		return true;
	}
	mem_free(ret->text.memory);
	*ret = (struct unpacked){ 0 };
	complain_of(builder, source, status, limit, &searching);
	return false;
}
