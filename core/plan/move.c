/* SPDX-License-Identifier: MIT */
/* A group that leaves its PBX for Enterprise Voice: the site that carries it, before and after. */
#include "plan/sizing.h"

#include "model/serving.h"

static void note(struct sizing *sizing, struct size_move *move, const struct element *users)
{
	const struct element *pbx = serving_pbx(sizing->topo, users);
	bool assumed;

	if (users_have_voice(sizing->topo, users))
		size_reasons_add(&move->notes, "the group has Enterprise Voice already: nothing changes");
	if (pbx != NULL)
		size_reasons_add(&move->notes,
			say(sizing,
				"%s must send calls for the group's numbers on, over its trunk or tie line to the Mediation Servers or a gateway",
				label_of(sizing, pbx)));
	if (serving_registrar(sizing->topo, users, &assumed) == NULL)
		lacks_fact(sizing, users, "front-end-pool", "where the group registers");
	if (topo_value(sizing->topo, users, A_VOICE_POLICY) == NULL)
		lacks_fact(sizing, users, "voice-policy", "whom the group may call");
	if (topo_text(sizing->topo, users, A_NUMBERS).length == 0)
		lacks_fact(sizing, users, "numbers", "the Line URIs of the group");
}

void make_move(struct sizing *sizing, const struct element *users)
{
	const struct element *site = site_of(sizing->topo, users);
	struct size_move *move = arena_alloc(&sizing->sizes->arena, sizeof(*move));
	const struct element *carrier;

	if (move == NULL || site == NULL)
		return;
	carrier = tally_of(sizing, site)->carrier;
	*move = (struct size_move){ .users = topo_id(sizing->topo, users) };
	note(sizing, move, users);
	sizing->rehearses = true;
	size_site(sizing, carrier, &move->before);
	sizing->moved = users;
	count_people(sizing);
	size_site(sizing, carrier, &move->after);
	sizing->sizes->move = move;
}
