/* SPDX-License-Identifier: MIT */
#include "engine/passage.h"

#include "engine/media.h"

static bool is_lync(const struct draft *draft, const struct subscriber *subscriber)
{
	return subscriber->element != NULL && subscriber_is_lync(draft->world->topo, subscriber);
}

/* The side of Lync that a call over a trunk belongs to; NULL for one between trunks. */
static const struct subscriber *lync_side(const struct draft *draft)
{
	if (is_lync(draft, &draft->caller))
		return &draft->caller;
	return is_lync(draft, &draft->callee) ? &draft->callee : NULL;
}

/* Asks about media bypass where a trunk joins somebody of a group to the telephone network. */
static enum bypass_verdict ask(
	struct draft *draft, const struct subscriber *side, const struct path *path, struct passage *passage)
{
	const struct element *trunk = media_trunk(path);
	struct bypass_answer *answer = &passage->answer[passage->n_answer];
	struct bypass_question question;

	if (side == NULL || trunk == NULL || side->element->kind != K_USERS || draft->is_deposit)
		return BYPASS_VERDICT_NO;
	question = (struct bypass_question){ side->element, side->kind == SUBSCRIBER_REMOTE, trunk };
	if (!bypass_decide(draft->world->topo, draft->world->plan, draft->world->policies, &question,
		    draft->arena, answer))
		return BYPASS_VERDICT_NO;
	passage->n_answer++;
	return answer->verdict;
}

/* Head and tail as one path. */
static void join(const struct draft *draft, const struct tail *tail, struct path *whole)
{
	*whole = draft->head;
	for (uint32_t i = 0; tail != NULL && i < tail->path.n && whole->n < MOST_NODES; i++)
		if (i > 0 || whole->n == 0 || whole->node[whole->n - 1].element != tail->path.node[0].element)
			whole->node[whole->n++] = tail->path.node[i];
}

/* A path that begins where the other ends. */
static void append(struct path *path, const struct path *more)
{
	for (uint32_t i = 1; i < more->n && path->n < MOST_NODES; i++)
		path->node[path->n++] = more->node[i];
}

static void insert(struct draft *draft, struct path *path, uint32_t at, const struct element *edge)
{
	if (path->n == MOST_NODES)
		return;
	for (uint32_t i = path->n++; i > at; i--)
		path->node[i] = path->node[i - 1];
	path->node[at] = (struct node){ topo_id(draft->world->topo, edge), edge, "", STRETCH_CLIENT, NULL };
}

static void take_detours(struct draft *draft, struct path *media)
{
	for (uint32_t i = 1; i < media->n; i++) {
		for (uint32_t j = 0; j < draft->n_detour; j++) {
			const struct detour *detour = &draft->detour[j];

			if (media->node[i - 1].element != detour->from ||
				media->node[i].element != detour->to)
				continue;
			media->node[i].over = "";
			insert(draft, media, i, detour->far);
			insert(draft, media, i, detour->near);
			i += 2;
			break;
		}
	}
}

/* One part of the way with its media; false where bypass, which would be, leaves the call without. */
static bool make_media(struct draft *draft, const struct subscriber *side, const struct path *signalling,
	struct passage *passage, struct path *media)
{
	enum bypass_verdict verdict = ask(draft, side, signalling, passage);

	media->n = 0;
	passage->bypass |= verdict == BYPASS_VERDICT_YES;
	if (verdict == BYPASS_VERDICT_FAILS)
		return false;
	media_path(draft, signalling, verdict == BYPASS_VERDICT_YES, media);
	return true;
}

void passage_make(struct draft *draft, const struct tail *tail, bool media, struct passage *ret)
{
	struct path more;

	ret->bypass = false;
	ret->n_answer = 0;
	ret->media.n = 0;
	join(draft, tail, &ret->signalling);
	if (media && !make_media(draft, lync_side(draft), &ret->signalling, ret, &ret->media))
		media = false;
	if (draft->onward != NULL) {
		append(&ret->signalling, draft->onward);
		if (media && make_media(draft, &draft->callee, draft->onward, ret, &more))
			append(&ret->media, &more);
		else
			ret->media.n = 0;
	}
	take_detours(draft, &ret->media);
}

void passage_tell(struct draft *draft, const struct passage *passage)
{
	for (uint32_t i = 0; i < passage->n_answer; i++) {
		const struct bypass_answer *answer = &passage->answer[i];

		for (uint32_t j = 0; j < answer->n_step; j++)
			draft_step(draft, answer->step[j].source, "%s", answer->step[j].what);
		for (uint32_t j = 0; j < answer->n_assumed; j++)
			draft_assume(draft, "%s", answer->assumed[j]);
	}
}
