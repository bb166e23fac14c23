/* SPDX-License-Identifier: MIT */
#include "exports.h"

#include "base/mem.h"
#include "capture/capture.h"
#include "model/deployment.h"

#include <stdlib.h>
#include <string.h>

/* Documentation addresses (RFC 5737), for boxes whose own the plan does not say. */
#define OUR_ADDRESS "192.0.2.1"
#define THEIR_ADDRESS "192.0.2.2"

enum {
	FIRST_MEDIA_PORT = 49152,
	THEIR_MEDIA_PORT = 16384,
};

static const struct element *trunk_of(const struct topology *topo, const struct call *call)
{
	return call->n_attempt > 0 ? topo_by_id(topo, call->attempt[call->n_attempt - 1].trunk) : NULL;
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
		.port = export_port(known, port, 5068),
		.media_port = export_port(
			topo_int(topo, pool, A_AUDIO_PORT_START, &media_port), media_port, FIRST_MEDIA_PORT),
	};
	known = trunk_peer_port(topo, &fallback, trunk, &port);
	ends.end[1] = (struct capture_end){
		.hop = topo_id(topo, peer),
		.ip = address_or(plain_address(topo, peer, A_IP, arena), THEIR_ADDRESS, topo_id(topo, peer)),
		.port = export_port(known, port, 5060),
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
		return complain_of_output(path, status);
	return EXIT_CLEAN;
}
