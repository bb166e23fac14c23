/* SPDX-License-Identifier: MIT */
#include "check/checklist.h"

#include "check/questions.h"
#include "model/deployment.h"
#include "model/describe.h"

#include <string.h>

static const char *const points[OPEN_POINTS] = {
	"Q-H1",
	"Q-H2",
	"Q-H3",
	"Q-H4",
	"Q-P1",
	"Q-P2",
	"Q-P3",
	"Q-P4",
	"Q-P5",
	"Q-P6",
	"Q-P7",
	"Q-P8",
	"Q-P9",
	"Q-P10",
	"Q-P11",
	"Q-P12",
	"Q-P13",
	"Q-R1",
	"Q-R2",
	"Q-R3",
	"Q-R4",
	"Q-X1",
	"Q-X2",
	"Q-X3",
	"Q-X4",
	"Q-X5",
	"Q-X6",
	"Q-X7",
	"Q-O1",
	"Q-O2",
	"Q-O3",
	"Q-O4",
	"Q-O5",
	"Q-O6",
	"Q-O7",
	"Q-O8",
	"Q-O9",
	"Q-O10",
	"Q-O11",
};

const char *open_point_nth(unsigned n)
{
	return points[n];
}

/* One open point of one set, while it is looked into. */
struct looking {
	const struct topology *topo;
	const struct policy *policy;
	struct trunk_fallback fallback;
	struct findings *findings;
};

static void add(struct looking *looking, const struct question_row *row, const struct element *e,
	const char *needs, const char *value)
{
	struct arena *arena = &looking->findings->arena;
	const char *id = e != NULL ? describe_id(looking->topo, e) : "";
	struct answer answer = {
		.question = &row->question,
		.element = arena_copy(arena, id, strlen(id)),
		.label = e != NULL ? describe_label(looking->topo, e, arena) : "the topology",
		.needs = needs,
		.value = value,
	};

	findings_add_answer(looking->findings, &answer);
}

/* The element that would say it: for a trunk perhaps trunk-defaults. */
static const struct element *holder_of(const struct looking *looking, const struct element *e, enum attr attr)
{
	return e->kind == K_TRUNK ? trunk_holder(looking->topo, &looking->fallback, e, attr) : e;
}

static void ask_element(struct looking *looking, const struct question_row *row, const struct element *e)
{
	const struct element *holder = holder_of(looking, e, row->attr);
	enum state state = topo_state(looking->topo, holder, row->attr);

	if (state == STATE_BROKEN)
		return;
	add(looking, row, e, attr_name(row->attr),
		state_is_known(state) ?
			describe_value(looking->topo, holder, row->attr, &looking->findings->arena) :
			NULL);
}

/* What a second tunnel answers; a connection without any has no VPN router to lose. */
static void ask_tunnels(struct looking *looking, const struct question_row *row, const struct element *e)
{
	struct walk tunnels = walk_children(looking->topo, e, BIT(K_TUNNEL));
	const struct element *first = walk_next(&tunnels);

	if (first != NULL && walk_next(&tunnels) != NULL)
		add(looking, row, e, attr_name(row->attr), "several tunnels");
	else
		ask_element(looking, row, e);
}

static void ask_child(struct looking *looking, const struct question_row *row, const struct element *e)
{
	struct walk children = walk_children(looking->topo, e, BIT(row->child));

	add(looking, row, e, kind_name(row->child), walk_next(&children) != NULL ? "described" : NULL);
}

/* Of people on the PBX alone nobody asks what is asked of those who move; of a line without a tunnel, what of tunnels. */
static bool concerns(const struct looking *looking, const struct question_row *row, const struct element *e)
{
	struct walk tunnels = walk_children(looking->topo, e, BIT(K_TUNNEL));

	if (e->kind == K_USERS && !users_have_voice(looking->topo, e))
		return false;
	if (e->kind == K_CONNECTION && row->attr == A_RESILIENT)
		return walk_next(&tunnels) != NULL;
	return question_is_for(looking->topo, row, e);
}

/* Every element that the row is about; false when there is none. */
static bool ask_elements(struct looking *looking, const struct question_row *row)
{
	struct walk elements = walk_kind(looking->topo, row->kind);
	const struct element *e;
	bool any = false;

	if (row->besides != K_NONE && topo_count(looking->topo, row->besides) == 0)
		return false;
	while ((e = walk_next(&elements)) != NULL) {
		if (!concerns(looking, row, e))
			continue;
		any = true;
		if (row->child != K_NONE)
			ask_child(looking, row, e);
		else if (e->kind == K_CONNECTION && row->attr == A_RESILIENT)
			ask_tunnels(looking, row, e);
		else if (row->attr != A_NONE)
			ask_element(looking, row, e);
	}
	return any;
}

/* Whether anything of these kinds is described: what joins sites, so of a plan with several. */
static bool ask_described(struct looking *looking, const struct question_row *row)
{
	enum kind first = (enum kind)__builtin_ctzll(row->kinds);

	if (topo_count(looking->topo, K_SITE) < 2)
		return false;
	add(looking, row, NULL, kind_name(first), topo_count(looking->topo, first) > 0 ? "described" : NULL);
	return true;
}

/* Which document counts is chosen by a profile, for the plan as a whole: where a line of the Internet is. */
static bool ask_profile(struct looking *looking, const struct question_row *row)
{
	enum profile profile = looking->policy->profile;
	struct walk lines = walk_kind(looking->topo, row->kind);
	const struct element *line;

	while ((line = walk_next(&lines)) != NULL)
		if (topo_choice(looking->topo, line, A_KIND) == CONNECTION_KIND_INTERNET)
			break;
	if (line == NULL)
		return false;
	add(looking, row, NULL, "profile", profile != PROFILE_DEFAULT ? profile_name(profile) : NULL);
	return true;
}

static bool ask_row(struct looking *looking, const struct question_row *row)
{
	if (row->by_profile)
		return ask_profile(looking, row);
	return row->kinds != 0 ? ask_described(looking, row) : ask_elements(looking, row);
}

static const char *row_needs(const struct question_row *row)
{
	if (row->by_profile)
		return "profile";
	if (row->kinds != 0)
		return kind_name((enum kind)__builtin_ctzll(row->kinds));
	return row->child != K_NONE ? kind_name(row->child) : attr_name(row->attr);
}

/* The plan has nothing that the point is about: one line, by its first row. */
static void list_point(struct looking *looking, const char *id)
{
	const struct question_row *row;

	for (unsigned i = 0; (row = question_row_nth(i)) != NULL; i++)
		if (strcmp(row->question.id, id) == 0) {
			add(looking, row, NULL, row_needs(row), NULL);
			return;
		}
}

/* First by what elements say, and only where none of them can, by whether any is described. */
static bool ask_point(struct looking *looking, const char *id)
{
	bool any = false;

	for (unsigned described = 0; described < 2 && !any; described++) {
		const struct question_row *row;

		for (unsigned i = 0; (row = question_row_nth(i)) != NULL; i++)
			if (strcmp(row->question.id, id) == 0 && (row->kinds != 0) == described)
				any |= ask_row(looking, row);
	}
	return any;
}

static bool was_asked(const struct findings *findings, struct checklist_start start, const char *id)
{
	for (uint32_t i = start.unknown; i < findings->n_unknown; i++)
		if (strcmp(findings->unknown[i].question->id, id) == 0)
			return true;
	for (uint32_t i = start.answer; i < findings->n_answer; i++)
		if (strcmp(findings->answer[i].question->id, id) == 0)
			return true;
	return false;
}

static void drop_closed(struct findings *findings, uint32_t start)
{
	uint32_t kept = start;

	for (uint32_t i = start; i < findings->n_answer; i++)
		if (findings->answer[i].value == NULL)
			findings->answer[kept++] = findings->answer[i];
	findings->n_answer = kept;
}

void checklist_complete(const struct topology *topo, const struct policy *policy, enum checklist wish,
	struct checklist_start start, struct findings *findings)
{
	struct looking looking = { topo, policy, trunk_fallback_of(topo), findings };

	for (unsigned i = 0; i < OPEN_POINTS && wish >= CHECKLIST_OPEN; i++)
		if (!was_asked(findings, start, points[i]) && !ask_point(&looking, points[i]) &&
			wish == CHECKLIST_ALL)
			list_point(&looking, points[i]);
	if (wish == CHECKLIST_RULES || wish == CHECKLIST_OPEN)
		drop_closed(findings, start.answer);
}
