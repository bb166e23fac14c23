/* SPDX-License-Identifier: MIT */
/*
 * export_sipp.c - calls as scenarios for SIPp: what each of a call's attempts looked like between Mediation Server and
 * peer, read off its messages.
 */
#include "base/mem.h"
#include "capture/sipp.h"
#include "exports.h"
#include "model/deployment.h"

#include <errno.h>
#include <string.h>

/* Numbers for people that have none in the call: reserved for fiction. */
#define NO_NUMBER "+12065550123"

/* The number that a group or device calls from: its first. */
const char *export_caller(const struct topology *topo, const struct export_ids *ids, const struct call *call,
	struct arena *arena)
{
	const struct element *e = export_ids_find(ids, str_of(call->from));
	struct str numbers = { "", 0 };
	size_t n = 0;

	if (call->from[0] == '+')
		return call->from;
	if (e != NULL && e->kind == K_USERS)
		numbers = topo_text(topo, e, A_NUMBERS);
	else if (e != NULL && e->kind == K_DEVICE)
		numbers = topo_text(topo, e, A_NUMBER);
	while (n < numbers.length && (ascii_is_digit(numbers.text[n]) || (n == 0 && numbers.text[n] == '+')))
		n++;
	return n > 1 ? arena_copy(arena, numbers.text, n) : NULL;
}

/* One attempt among the messages between the two. */
struct seen {
	bool invited; /* by an INVITE that arrived */
	bool knocked; /* by one that did not */
	bool tried;   /* a provisional answer came */
	bool early;   /* with a session description */
};

static struct seen look(
	const struct call *call, const struct call_attempt *attempt, const char *caller, const char *callee)
{
	struct seen seen = { .invited = false };

	for (uint32_t i = 0; i < call->n_message; i++) {
		const struct call_message *message = &call->message[i];

		if (message->at < attempt->start || message->at > attempt->end)
			continue;
		if (strcmp(message->from, caller) == 0 && strcmp(message->to, callee) == 0 &&
			strcmp(message->text, "INVITE") == 0) {
			seen.invited |= !message->lost;
			seen.knocked |= message->lost;
		} else if (strcmp(message->from, callee) == 0 && strcmp(message->to, caller) == 0) {
			seen.tried |= message->text[0] == '1';
			seen.early |= strncmp(message->text, "183", 3) == 0;
		}
	}
	return seen;
}

static int status_of(const struct call_attempt *attempt, struct seen seen)
{
	if (!seen.invited && (!seen.knocked || attempt->start == attempt->end))
		return SIPP_UNSENT;
	if (seen.invited && (attempt->result == 200 || attempt->result >= 300))
		return attempt->result;
	return seen.tried ? SIPP_TRYING : SIPP_SILENT;
}

/* An attempt of a call is inbound where no route chose it. */
static bool is_inbound(const struct call *call)
{
	return call->attempt[0].route[0] == '\0';
}

static struct sipp_attempt attempt_of(const struct topology *topo, const struct export_ids *ids,
	const struct call *call, const struct call_attempt *attempt, struct seen *seen)
{
	const struct trunk_fallback fallback = trunk_fallback_of(topo);
	const struct element *trunk = export_ids_find(ids, str_of(attempt->trunk));
	const char *pool = topo_id(topo, topo_ref(topo, trunk, A_MEDIATION_POOL));
	const char *peer = topo_id(topo, topo_ref(topo, trunk, A_PEER));
	bool inbound = is_inbound(call);
	int64_t port;
	bool known = inbound ? trunk_mediation_port(topo, &fallback, trunk, &port) :
			       trunk_peer_port(topo, &fallback, trunk, &port);
	int64_t first = attempt->result == 200 && call->ring != NEVER ? call->ring : attempt->end;

	*seen = look(call, attempt, inbound ? peer : pool, inbound ? pool : peer);
	return (struct sipp_attempt){
		.trunk = attempt->trunk,
		.peer = peer,
		.status = status_of(attempt, *seen),
		.why = attempt->why,
		.port = export_port(known, port, 0),
		.wait = first > attempt->start ? first - attempt->start : 0,
	};
}

/* What the stretch between Mediation Server and peer carries, else what any stretch does. */
static const char *codec_of(const struct call *call, const char *peer)
{
	const char *codec = "g711u";

	for (uint32_t i = 0; i < call->n_hop; i++) {
		const struct call_hop *hop = &call->hop[i];

		if (hop->codec[0] == '\0')
			continue;
		codec = hop->codec;
		if (strcmp(hop->from, peer) == 0 || strcmp(hop->to, peer) == 0)
			break;
	}
	return codec;
}

static enum sipp_transport sipp_transport_of(int transport)
{
	return transport == TRANSPORT_TLS ? SIPP_TLS : transport == TRANSPORT_UDP ? SIPP_UDP : SIPP_TCP;
}

static bool sipp_of(const struct topology *topo, const struct export_ids *ids, const struct call *call,
	const struct planned_call *planned, struct arena *arena, struct sipp_call *ret)
{
	const struct trunk_fallback fallback = trunk_fallback_of(topo);
	const struct call_attempt *last = &call->attempt[call->n_attempt - 1];
	const struct element *trunk = export_ids_find(ids, str_of(last->trunk));
	int transport = trunk_transport(topo, &fallback, trunk);
	struct sipp_attempt *attempt = arena_alloc(arena, call->n_attempt * sizeof(*attempt));
	const char *caller = export_caller(topo, ids, call, arena);
	struct seen seen = { .invited = false };

	for (uint32_t i = 0; attempt != NULL && i < call->n_attempt; i++)
		attempt[i] = attempt_of(topo, ids, call, &call->attempt[i], &seen);
	if (attempt == NULL)
		return false;
	*ret = (struct sipp_call){
		.name = call->id,
		.kind = call->kind,
		.caller = caller != NULL ? caller : NO_NUMBER,
		.callee = *call->number != '\0' ? call->number : NO_NUMBER,
		.ours = topo_id(topo, topo_ref(topo, trunk, A_MEDIATION_POOL)),
		.attempt = attempt,
		.n_attempt = call->n_attempt,
		.inbound = is_inbound(call),
		.transport = sipp_transport_of(transport),
		.codec = codec_of(call, attempt[call->n_attempt - 1].peer),
		.srtp = transport == TRANSPORT_TLS &&
			trunk_srtp(topo, &fallback, trunk) != SRTP_NOT_SUPPORTED,
		.early_media = seen.early,
		.ringing = call->setup != NEVER && call->ring != NEVER ? call->setup - call->ring :
									 planned->answer_after,
		.duration = planned->duration,
	};
	/* A trunk that says nothing does not answer OPTIONS either. */
	ret->ping_first = sipp_n_sent(ret) > 0 && sipp_sent(ret, 0)->status != SIPP_SILENT;
	return true;
}

static enum exit_code write_all(
	const char *folder, const struct sipp_call *calls, uint32_t n, struct arena *arena)
{
	const char *path;
	enum sipp_status status = sipp_write(folder, calls, n, arena, &path);

	switch (status) {
	case SIPP_OK:
		return EXIT_CLEAN;
	case SIPP_FAILED:
		return complain_of_output(path, OUT_FAILED);
	case SIPP_NOT_A_FOLDER:
	case SIPP_NOT_OURS:
		return complain(EXIT_USAGE, "'%s': %s", path, sipp_status_text(status));
	case SIPP_NO_MEMORY:
		break;
	}
	return EXIT_INTERNAL; /* said at the end of the program */
}

enum exit_code export_sipp(const struct topology *topo, const struct calls *calls,
	const struct planned_call *planned, const char *folder)
{
	struct arena arena = { 0 };
	struct sipp_call *list = mem_alloc((calls->n_call + 1) * sizeof(*list));
	struct export_ids ids;
	bool good = export_ids_make(&ids, topo) && list != NULL;
	enum exit_code code = EXIT_INTERNAL;
	uint32_t n = 0;

	for (uint32_t i = 0; good && i < calls->n_call; i++) {
		const struct call *call = &calls->call[i];

		if (call->n_attempt > 0)
			good = sipp_of(topo, &ids, call, &planned[call->asked], &arena, &list[n++]);
	}
	if (good && n == 0)
		code = complain(EXIT_USAGE, "no call went over a trunk, so there is nothing to try");
	else if (good)
		code = write_all(folder, list, n, &arena);
	mem_free(list);
	export_ids_release(&ids);
	arena_release(&arena);
	return code;
}
