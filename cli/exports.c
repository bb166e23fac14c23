/* SPDX-License-Identifier: MIT */
#include "exports.h"

#include "base/mem.h"
#include "capture/capture.h"
#include "capture/sipp.h"
#include "model/deployment.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Documentation addresses (RFC 5737), for boxes whose own the plan does not say. */
#define OUR_ADDRESS "192.0.2.1"
#define THEIR_ADDRESS "192.0.2.2"

enum {
	FIRST_MEDIA_PORT = 49152,
	THEIR_MEDIA_PORT = 16384,
	FAILOVER_CALLS = 2, /* attempts of a call that a pair of scenarios can show */
};

static const char *trunk_id_of(const struct call *call)
{
	return call->n_attempt > 0 ? call->attempt[call->n_attempt - 1].trunk : "";
}

/* An inbound call has no attempts: the trunk between two of its neighbours. */
static const struct element *trunk_between(const struct topology *topo, const struct call *call)
{
	for (uint32_t i = 0; i < call->n_signalling; i++) {
		const struct element *peer = topo_by_id(topo, call->signalling[i]);
		struct walk trunks;
		const struct element *trunk;

		if (peer == NULL || !(BIT(peer->kind) & PEERS))
			continue;
		trunks = walk_referrers(topo, peer, K_TRUNK, A_PEER);
		while ((trunk = walk_next(&trunks)) != NULL) {
			const struct element *pool = topo_ref(topo, trunk, A_MEDIATION_POOL);

			for (uint32_t j = 0; pool != NULL && j < call->n_signalling; j++)
				if (strcmp(call->signalling[j], topo_id(topo, pool)) == 0)
					return trunk;
		}
	}
	return NULL;
}

static const struct element *trunk_of(const struct topology *topo, const struct call *call)
{
	const char *id = trunk_id_of(call);

	return *id != '\0' ? topo_by_id(topo, id) : trunk_between(topo, call);
}

static const struct element *first_trunk(const struct topology *topo, const struct calls *calls)
{
	for (uint32_t i = 0; i < calls->n_call; i++)
		if (trunk_of(topo, &calls->call[i]) != NULL)
			return trunk_of(topo, &calls->call[i]);
	return NULL;
}

/* The address without its prefix length, or NULL. */
static const char *plain_address(
	const struct topology *topo, const struct element *e, enum attr attr, struct arena *arena)
{
	struct str text = topo_text(topo, e, attr);
	const char *slash = text.length > 0 ? memchr(text.text, '/', text.length) : NULL;

	if (text.length == 0)
		return NULL;
	return arena_copy(arena, text.text, slash != NULL ? (size_t)(slash - text.text) : text.length);
}

/* The address of a pool's first server on the side of the gateways. */
static const char *pool_address(const struct topology *topo, const struct element *pool, struct arena *arena)
{
	struct walk servers = walk_children(topo, pool_host(topo, pool), BIT(K_SERVER));
	const struct element *server = walk_next(&servers);
	const char *address = NULL;
	struct walk interfaces;
	const struct element *interface;

	if (server == NULL)
		return NULL;
	interfaces = walk_children(topo, server, BIT(K_INTERFACE));
	while ((interface = walk_next(&interfaces)) != NULL)
		if (address == NULL || topo_choice(topo, interface, A_SIDE) == SIDE_EXTERNAL)
			address = plain_address(topo, interface, A_IP, arena);
	return address != NULL ? address : plain_address(topo, server, A_IP, arena);
}

static uint16_t port_or(bool known, int64_t port, uint16_t fallback)
{
	return known && port > 0 && port <= UINT16_MAX ? (uint16_t)port : fallback;
}

static uint8_t dscp_of(const struct topology *topo, const struct element *pool)
{
	int64_t dscp;

	return topo_int(topo, pool, A_DSCP_AUDIO, &dscp) ? (uint8_t)dscp : 0;
}

/* The tag of the VLAN that joins the pool's first server to the next box. */
static uint16_t vlan_tag(const struct topology *topo, const struct calls *calls, const struct element *pool)
{
	const char *id = topo_id(topo, pool);
	int64_t tag;

	for (uint32_t i = 0; i < calls->n_call; i++) {
		const struct call *call = &calls->call[i];

		for (uint32_t j = 0; j < call->n_hop; j++) {
			const struct element *vlan = topo_by_id(topo, call->hop[j].over);

			if ((strcmp(call->hop[j].from, id) == 0 || strcmp(call->hop[j].to, id) == 0) &&
				vlan != NULL && vlan->kind == K_VLAN && topo_int(topo, vlan, A_TAG, &tag))
				return (uint16_t)tag;
		}
	}
	return 0;
}

static enum capture_transport capture_transport_of(int transport)
{
	return transport == TRANSPORT_TLS  ? CAPTURE_TLS :
		transport == TRANSPORT_UDP ? CAPTURE_UDP :
					     CAPTURE_TCP;
}

/* Addresses that the plan does not say are taken from those for documents. */
static const char *address_or(const char *address, const char *fallback, const char *label)
{
	if (address != NULL)
		return address;
	complain(EXIT_CLEAN, "the plan has no address of %s, so the capture says %s", label, fallback);
	return fallback;
}

static struct capture_endpoints endpoints_of(const struct topology *topo, const struct calls *calls,
	const struct element *trunk, uint64_t seed, struct arena *arena)
{
	const struct trunk_fallback fallback = trunk_fallback_of(topo);
	const struct element *pool = topo_ref(topo, trunk, A_MEDIATION_POOL);
	const struct element *peer = topo_ref(topo, trunk, A_PEER);
	int64_t port;
	int64_t media_port;
	struct capture_endpoints ends = {
		.transport = capture_transport_of(trunk_transport(topo, &fallback, trunk)),
		.epoch = CAPTURE_EPOCH,
		.seed = seed,
		.vlan = vlan_tag(topo, calls, pool),
		.audio_dscp = dscp_of(topo, pool),
	};
	bool known = trunk_mediation_port(topo, &fallback, trunk, &port);

	ends.end[0] = (struct capture_end){
		.hop = topo_id(topo, pool),
		.ip = address_or(pool_address(topo, pool, arena), OUR_ADDRESS, topo_id(topo, pool)),
		.port = port_or(known, port, 5068),
		.media_port = port_or(
			topo_int(topo, pool, A_AUDIO_PORT_START, &media_port), media_port, FIRST_MEDIA_PORT),
	};
	known = trunk_peer_port(topo, &fallback, trunk, &port);
	ends.end[1] = (struct capture_end){
		.hop = topo_id(topo, peer),
		.ip = address_or(plain_address(topo, peer, A_IP, arena), THEIR_ADDRESS, topo_id(topo, peer)),
		.port = port_or(known, port, 5060),
		.media_ip = plain_address(topo, peer, A_MEDIA_IP, arena),
		.media_port = THEIR_MEDIA_PORT,
	};
	return ends;
}

enum exit_code export_check_tap(const struct topology *topo, const char *tap)
{
	const struct element *trunk = topo_by_id(topo, tap);

	if (trunk == NULL || trunk->kind != K_TRUNK)
		return complain(EXIT_USAGE, "--tap names a trunk, and '%s' is none", tap);
	return EXIT_CLEAN;
}

enum exit_code export_capture(const struct topology *topo, const struct calls *calls, const char *tap,
	uint64_t seed, const char *path)
{
	const struct element *trunk = tap != NULL ? topo_by_id(topo, tap) : first_trunk(topo, calls);
	struct arena arena = { 0 };
	struct capture_endpoints ends;
	struct capture_counts counts;
	enum out_status status;
	struct out out;
	bool good;

	if (trunk == NULL)
		return complain(EXIT_USAGE, "no call went over a trunk, so there is nothing to capture");
	ends = endpoints_of(topo, calls, trunk, seed, &arena);
	if (capture_complaint(&ends) != NULL) {
		arena_release(&arena);
		return complain(EXIT_USAGE, "the link of %s cannot be captured: %s", topo_id(topo, trunk),
			capture_complaint(&ends));
	}
	out = out_file(path);
	status = out.status;
	if (status == OUT_OK) {
		good = capture_write(&ends, calls->call, calls->n_call, &out, &counts);
		status = out_close(&out, good && !mem_ran_out());
	}
	arena_release(&arena);
	if (status != OUT_OK)
		return complain(EXIT_INTERNAL, "'%s' cannot be written: %s", path, out_status_text(status));
	return EXIT_CLEAN;
}

static const char *number_or(const char *number, const char *fallback)
{
	return *number != '\0' ? number : fallback;
}

static struct sipp_call sipp_of(const struct topology *topo, const struct call *call,
	const struct planned_call *planned, const struct element *trunk)
{
	const struct trunk_fallback fallback = trunk_fallback_of(topo);
	int transport = trunk_transport(topo, &fallback, trunk);
	bool inbound = call->n_attempt == 0;
	bool failed_over = call->n_attempt >= FAILOVER_CALLS;
	int64_t port;
	bool known = inbound ? trunk_mediation_port(topo, &fallback, trunk, &port) :
			       trunk_peer_port(topo, &fallback, trunk, &port);

	return (struct sipp_call){
		.name = call->id,
		.kind = call->kind,
		.caller = call->from[0] == '+' ? call->from : "+12065550123",
		.callee = number_or(call->number, "+12065550123"),
		.ours = topo_id(topo, topo_ref(topo, trunk, A_MEDIATION_POOL)),
		.theirs = topo_id(topo, topo_ref(topo, trunk, A_PEER)),
		.trunk = topo_id(topo, trunk),
		.first_trunk = failed_over ? call->attempt[0].trunk : "",
		.inbound = inbound,
		.ping_first = true,
		.transport = transport == TRANSPORT_TLS ? SIPP_TLS :
			transport == TRANSPORT_UDP      ? SIPP_UDP :
							  SIPP_TCP,
		.port = port_or(known, port, 0),
		.codec = "g711u",
		.srtp = transport == TRANSPORT_TLS &&
			trunk_srtp(topo, &fallback, trunk) != SRTP_NOT_SUPPORTED,
		.status = call->sip >= 300 || call->sip == 200 ? call->sip : 200,
		.first_status = !failed_over           ? 0 :
			call->attempt[0].result >= 300 ? call->attempt[0].result :
							 SIPP_SILENT,
		.ringing = planned->answer_after,
		.duration = planned->duration,
	};
}

enum exit_code export_sipp(const struct topology *topo, const struct calls *calls,
	const struct planned_call *planned, const char *folder)
{
	struct arena arena = { 0 };
	struct sipp_call *list = mem_alloc((calls->n_call + 1) * sizeof(*list));
	enum sipp_status status = SIPP_NO_MEMORY;
	const char *path = "";
	uint32_t n = 0;

	for (uint32_t i = 0; list != NULL && i < calls->n_call; i++) {
		const struct element *trunk = trunk_of(topo, &calls->call[i]);

		if (trunk != NULL)
			list[n++] = sipp_of(topo, &calls->call[i], &planned[calls->call[i].asked], trunk);
	}
	if (n > 0)
		status = sipp_write(folder, list, n, &arena, &path);
	mem_free(list);
	if (list != NULL && n == 0) {
		arena_release(&arena);
		return complain(EXIT_USAGE, "no call went over a trunk, so there is nothing to try");
	}
	if (status != SIPP_OK)
		complain(EXIT_CLEAN, "'%s': %s%s%s", path, sipp_status_text(status),
			status == SIPP_FAILED ? ": " : "", status == SIPP_FAILED ? strerror(errno) : "");
	arena_release(&arena);
	return status == SIPP_OK                                       ? EXIT_CLEAN :
		status == SIPP_NOT_A_FOLDER || status == SIPP_NOT_OURS ? EXIT_USAGE :
									 EXIT_INTERNAL;
}
