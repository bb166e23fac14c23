/* SPDX-License-Identifier: MIT */
#include "engine/entry.h"

#include "engine/behaviour.h"
#include "engine/inbound.h"
#include "engine/routing.h"
#include "engine/servers.h"
#include "engine/way.h"

#define SOURCE_BACKUP "pool pairing: users move after the failure detection interval"
#define SOURCE_BRANCH "Branch-site resiliency requirements"
#define SOURCE_CUT_OFF "Front End Server VoIP components"

enum {
	TIMED_OUT = 408,
	UNAVAILABLE = 503,
};

static const struct topology *topo_of(const struct draft *draft)
{
	return draft->world->topo;
}

static void add(struct draft *draft, const char *hop, const struct element *e, enum stretch stretch)
{
	if (!path_add(&draft->head, hop, e, stretch, ""))
		draft_end(draft, 482, "the path is longer than any deployment has boxes");
}

static bool is_cut(const struct fault *fault)
{
	return fault != NULL && (fault->mode == FAULT_CRASH || fault->mode == FAULT_SILENT);
}

/*
 * The pool that serves people of a registrar when it is down: a pool's backup pool; for a branch appliance the pool of
 * the central site, its next hop, which is the backup Registrar of its people ("Branch-site resiliency requirements").
 */
static const struct element *backup_of(const struct topology *topo, const struct element *registrar)
{
	return topo_ref(topo, registrar,
		registrar->kind == K_SURVIVABLE_BRANCH_APPLIANCE ? A_FRONT_END_POOL : A_BACKUP_POOL);
}

/* The pool that serves people of a registrar now: the backup once the failure has been noticed. */
static const struct element *living_registrar(struct draft *draft, const struct element *registrar)
{
	const struct world *world = draft->world;
	const struct fault *fault = servers_fault(draft, registrar);
	const struct element *backup = backup_of(world->topo, registrar);
	int64_t seconds = 0;

	if (!is_cut(fault))
		return registrar;
	topo_int(world->topo, registrar, A_FAILURE_DETECTION_S, &seconds);
	if (backup == NULL || is_cut(servers_fault(draft, backup)) ||
		!faults_reached(world->faults, fault->from + seconds * NANOSECONDS, world->now))
		return registrar; /* where the call ends */
	if (registrar->kind == K_SURVIVABLE_BRANCH_APPLIANCE)
		draft_step(draft, SOURCE_BRANCH, "%s is down: its people are with %s",
			draft_label(draft, registrar), draft_label(draft, backup));
	else
		draft_step(draft, SOURCE_BACKUP, "%s is down for %lld s or more: its people are with %s",
			draft_label(draft, registrar), (long long)seconds, draft_label(draft, backup));
	return backup;
}

/* A Front End or Edge pool that the head has reached; the call may end there. */
static void reach_pool(struct draft *draft, const struct element *pool, const char *loss)
{
	const struct fault *fault = servers_fault(draft, pool);
	struct answering answering = { .status = 0 };

	if (fault == NULL || !behaviour_stops(topo_of(draft), fault, pool, &answering))
		return;
	if (is_cut(fault))
		draft_stop(draft, fault, TIMED_OUT, "%s is down, %s", draft_label(draft, pool), loss);
	else
		draft_stop(draft, fault, answering.status > 0 ? answering.status : TIMED_OUT,
			"%s takes no calls (%s)", draft_label(draft, pool), fault_mode_name(fault->mode));
}

static const struct element *registrar_of(struct draft *draft, const struct subscriber *subscriber)
{
	bool assumed;
	const struct element *registrar = subscriber_registrar(topo_of(draft), subscriber, &assumed);

	if (registrar == NULL) {
		draft_lack(draft, CALL_GAP_REGISTRAR, "no Front End pool serves %s",
			draft_label(draft, subscriber->element));
		return NULL;
	}
	if (assumed)
		draft_assume(draft, "assuming %s is registered with %s",
			draft_label(draft, subscriber->element), draft_label(draft, registrar));
	return living_registrar(draft, registrar);
}

static void add_registrar(struct draft *draft, const struct element *registrar, enum stretch stretch)
{
	const struct path *head = &draft->head;

	/* A branch appliance is registrar and Mediation Server in one box, and one hop. */
	if (registrar == NULL || draft->nowhere != NULL || head->node[head->n - 1].element == registrar)
		return;
	add(draft, topo_id(topo_of(draft), registrar), registrar, stretch);
	reach_pool(draft, registrar,
		backup_of(topo_of(draft), registrar) != NULL ? "and nobody else serves its people yet" :
							       "and nobody else serves its people");
}

static void add_edge(struct draft *draft, const struct subscriber *subscriber)
{
	const struct element *edge = subscriber_edge(topo_of(draft), subscriber);

	if (edge == NULL) {
		draft_lack(draft, CALL_GAP_EDGE, "there is no Edge pool that lets %s in", subscriber->hop);
		return;
	}
	add(draft, topo_id(topo_of(draft), edge), edge, STRETCH_CLIENT);
	reach_pool(draft, edge, draft_words(draft, "so %s is cut off", subscriber->hop));
}

/* From a Front End or Mediation Server to somebody who is registered. */
static void to_lync_party(struct draft *draft, enum stretch stretch)
{
	const struct element *registrar = registrar_of(draft, &draft->callee);

	if (registrar == NULL)
		return;
	draft_step(draft, "outbound voice routing",
		"the number belongs to %s, so the call stays on the IP network", draft->callee.hop);
	add_registrar(draft, registrar, stretch);
	if (draft->callee.kind == SUBSCRIBER_REMOTE && draft->nowhere == NULL)
		add_edge(draft, &draft->callee);
	if (draft->nowhere != NULL)
		return;
	add(draft, draft->callee.hop, draft->callee.element, STRETCH_CLIENT);
	draft->arrived = true;
}

static void to_voice_mail(struct draft *draft)
{
	const struct element *um = draft->callee.element;

	if (faults_cut(draft->world->faults, topo_of(draft), um, draft->world->now)) {
		draft_end(draft, UNAVAILABLE, "%s is down", draft_label(draft, um));
		return;
	}
	add(draft, draft->callee.hop, um, STRETCH_CORE);
	draft->arrived = true;
}

static bool callee_is_inside(const struct draft *draft)
{
	return subscriber_is_lync(topo_of(draft), &draft->callee) || draft->callee.kind == SUBSCRIBER_UM;
}

static void to_inside(struct draft *draft, enum stretch stretch)
{
	if (draft->callee.kind == SUBSCRIBER_UM)
		to_voice_mail(draft);
	else
		to_lync_party(draft, stretch);
}

/* Neither the callee's Front End pool nor its backup can be reached, and the PSTN has a way to the number. */
static bool callee_is_cut_off(struct draft *draft)
{
	const struct topology *topo = topo_of(draft);
	const struct element *registrar;
	const struct element *backup;
	bool assumed;

	if (!faults_matter(draft->world->faults) || !subscriber_is_lync(topo, &draft->callee) ||
		draft->number.length == 0)
		return false;
	registrar = subscriber_registrar(topo, &draft->callee, &assumed);
	backup = registrar != NULL ? backup_of(topo, registrar) : NULL;
	return registrar != NULL && is_cut(servers_fault(draft, registrar)) &&
		(backup == NULL || is_cut(servers_fault(draft, backup)));
}

/* As if the number were nobody's here. */
static void go_round_by_pstn(struct draft *draft)
{
	draft_step(draft, SOURCE_CUT_OFF,
		"neither the Front End pool of %s nor a backup of it works: the call goes over the PSTN to %.*s",
		draft->callee.hop, STR_ARG(draft->number));
	draft->callee = subscriber_pstn(draft->number);
}

/* Somebody registered calls. */
static void from_lync(struct draft *draft)
{
	const struct element *registrar = registrar_of(draft, &draft->caller);
	const struct element *emergency = NULL;

	add(draft, draft->caller.hop, draft->caller.element, STRETCH_NONE);
	if (registrar == NULL)
		return;
	if (draft->caller.kind == SUBSCRIBER_REMOTE)
		add_edge(draft, &draft->caller);
	add_registrar(draft, registrar, STRETCH_CLIENT);
	if (draft->nowhere != NULL)
		return;
	if (callee_is_cut_off(draft))
		go_round_by_pstn(draft);
	if (callee_is_inside(draft)) {
		to_inside(draft, STRETCH_CORE);
		return;
	}
	if (draft->callee.kind == SUBSCRIBER_EMERGENCY)
		routing_is_emergency(draft, draft->caller.element, draft->number, &emergency);
	if (emergency != NULL && topo_refs(topo_of(draft), emergency, A_TRUNKS).n > 0)
		routing_emergency(draft, emergency);
	else
		routing_outbound(draft, draft->caller.element);
	if (draft->n_tail == 0 && draft->all_down)
		draft_end(draft, UNAVAILABLE, "every trunk for %.*s is marked down", STR_ARG(draft->number));
	else if (draft->n_tail == 0 && draft->number.length == 0)
		draft_lack(draft, CALL_GAP_ROUTE, "no number of '%s' is known, and routes go by numbers",
			draft->callee.hop);
	else if (draft->n_tail == 0)
		draft_lack(draft, CALL_GAP_ROUTE, "no route with a trunk takes %.*s", STR_ARG(draft->number));
}

/* A call has reached a Mediation Server over a trunk. */
static void from_trunk(struct draft *draft, const struct element *trunk)
{
	const struct element *pool;
	const struct element *front_end;

	if (!inbound_enter(draft, trunk))
		return;
	trunk = draft->entry;
	pool = topo_ref(topo_of(draft), trunk, A_MEDIATION_POOL);
	if (callee_is_inside(draft) && draft->callee.kind != SUBSCRIBER_UM) {
		to_inside(draft, STRETCH_CORE);
		return;
	}
	front_end = pool->kind == K_SURVIVABLE_BRANCH_APPLIANCE ?
		pool :
		topo_ref(topo_of(draft), pool, A_FRONT_END_POOL);
	if (front_end == NULL) {
		draft_lack(draft, CALL_GAP_POOL, "%s has no Front End pool to hand the call to",
			draft_label(draft, pool));
		return;
	}
	front_end = living_registrar(draft, front_end);
	add_registrar(draft, front_end, STRETCH_CORE);
	if (draft->nowhere != NULL)
		return;
	if (draft->callee.kind == SUBSCRIBER_UM) {
		to_voice_mail(draft);
		return;
	}
	routing_between_trunks(draft, trunk);
	if (draft->n_tail == 0)
		draft_lack(draft, CALL_GAP_BETWEEN, "what comes over %s may not leave to %.*s",
			draft_label(draft, trunk), STR_ARG(draft->number));
}

/* On from a box outside Lync. */
static void from_box(struct draft *draft, const struct element *box)
{
	const struct element *trunk = NULL;
	enum way_status status;

	if (faults_cut(draft->world->faults, topo_of(draft), box, draft->world->now)) {
		draft_end(draft, UNAVAILABLE, "%s is down", draft_label(draft, box));
		return;
	}
	status = way_on(draft, box, &draft->head, &trunk);
	if (status == WAY_ARRIVED)
		draft->arrived = true;
	else if (status == WAY_TO_LYNC)
		from_trunk(draft, trunk);
	else if (status == WAY_NOWHERE)
		draft_lack(draft, CALL_GAP_FORWARD, "%s cannot pass the call on: %s", draft_label(draft, box),
			way_status_text(status));
	else
		draft_end(draft, status == WAY_DOWN ? UNAVAILABLE : 482, "%s cannot pass the call on: %s",
			draft_label(draft, box), way_status_text(status));
}

static void from_pstn(struct draft *draft)
{
	const struct element *box;
	const struct element *line;

	add(draft, "pstn", NULL, STRETCH_NONE);
	if (!way_in(draft, &box, &line)) {
		draft_lack(draft, CALL_GAP_ENTRY, "no line and no trunk of a provider brings %.*s here",
			STR_ARG(draft->number));
		return;
	}
	if (line != NULL)
		draft_step(draft, "", "%.*s enters on %s", STR_ARG(draft->number), draft_label(draft, line));
	if (!path_add(&draft->head, topo_id(topo_of(draft), box), box,
		    line != NULL ? STRETCH_LINE : STRETCH_PUBLIC,
		    line != NULL ? topo_id(topo_of(draft), line) : ""))
		return;
	if (line != NULL && faults_cut(draft->world->faults, topo_of(draft), line, draft->world->now))
		draft_end(draft, UNAVAILABLE, "%s is down", draft_label(draft, line));
	else
		from_box(draft, box);
}

/* A telephone on a PBX or gateway calls. */
static void from_telephone(struct draft *draft, const struct element *box)
{
	add(draft, draft->caller.hop, draft->caller.element, STRETCH_NONE);
	if (box == NULL) {
		draft_lack(draft, CALL_GAP_TELEPHONE, "%s is on no PBX or gateway",
			draft_label(draft, draft->caller.element));
		return;
	}
	add(draft, topo_id(topo_of(draft), box), box, STRETCH_LINE);
	from_box(draft, box);
}

void entry_make(struct draft *draft)
{
	if (subscriber_is_lync(topo_of(draft), &draft->caller))
		from_lync(draft);
	else if (draft->caller.kind == SUBSCRIBER_PSTN)
		from_pstn(draft);
	else if (draft->caller.kind == SUBSCRIBER_DEVICE)
		from_telephone(draft, topo_ref(topo_of(draft), draft->caller.element, A_ATTACHED_TO));
	else
		from_telephone(draft, subscriber_pbx(topo_of(draft), &draft->caller));
}
