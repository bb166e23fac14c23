/* SPDX-License-Identifier: MIT */
/*
 * export_capture.c - calls as a packet capture: which legs of their signalling and which stretches of their audio pass
 * the tap, and with what addresses, codecs and marks.
 */
#include "base/mem.h"
#include "capture/capture.h"
#include "export_hosts.h"
#include "export_view.h"
#include "exports.h"

#include <string.h>

enum {
	REFUSALS = 400,
	BUSY = 503,
};

#define NO_LINK UINT32_MAX
#define ANY_TIME INT64_MIN

/* Everything that the plan of a capture is made from. */
struct maker {
	const struct topology *topo;
	const struct faults *faults;
	struct export_ids ids;
	struct export_hosts hosts;
	struct tap tap;
	struct arena arena;
	struct arena scratch; /* for one call */
	struct capture_link *link;
	uint32_t n_link, room_link;
	struct capture_use *use;
	uint32_t n_use, room_use;
};

/* One call while its uses are made. */
struct passage {
	struct maker *maker;
	struct view view;
};

static const char *media_ip(const struct passage *passage, const char *hop, const char *other)
{
	bool outside = tap_is_kind(&passage->maker->tap, other, PEERS) || strchr(other, '/') != NULL;
	enum host_side side = tap_is_kind(&passage->maker->tap, hop, PEERS) ? HOST_MEDIA :
		outside                                                     ? HOST_OUTSIDE :
									      HOST_INSIDE;

	return export_host_ip(&passage->maker->hosts, hop, passage->view.server, side, passage->view.number);
}

/* Two ports for each call: a Mediation Server needs one on either side. */
static uint16_t media_port(const struct passage *passage, const char *hop, const char *other)
{
	uint16_t n;
	uint16_t first = export_media_ports(&passage->maker->hosts, hop, &n);
	bool inner = tap_is_kind(&passage->maker->tap, hop, MEDIATION_POOLS) &&
		!tap_is_kind(&passage->maker->tap, other, PEERS);

	return capture_media_port(first, n, 2 * passage->view.number + inner);
}

static void fill_audio(const struct passage *passage, const struct pair *pair, struct capture_audio *audio)
{
	const struct call *call = passage->view.call;
	uint32_t number = view_part_of(&passage->view, pair);
	const struct audio_part *part = number != VIEW_NOWHERE ? &passage->view.part[number] : NULL;
	const char *ends[2] = { pair->hop[0], pair->hop[1] };
	const struct element *pool = NULL;
	int64_t dscp;

	for (uint32_t i = part != NULL ? part->first : 0; part != NULL && i < part->last; i++) {
		const struct call_hop *stretch = view_stretch(call, call->media[i], call->media[i + 1]);

		audio->encrypted |= strcmp(stretch->media, "srtp") == 0;
		if (audio->codec == NULL && *stretch->codec != '\0')
			audio->codec = stretch->codec;
	}
	if (part != NULL) {
		ends[0] = call->media[part->first];
		ends[1] = call->media[part->last];
	}
	for (unsigned i = 0; i < 2; i++) {
		audio->ip[i] = media_ip(passage, ends[i], ends[1 - i]);
		audio->port[i] = media_port(passage, ends[i], ends[1 - i]);
		if (tap_is_kind(&passage->maker->tap, ends[i], MEDIATION_POOLS))
			pool = tap_element(&passage->maker->tap, ends[i]);
	}
	if (pool != NULL && topo_int(passage->maker->topo, pool, A_DSCP_AUDIO, &dscp))
		audio->dscp = (uint8_t)dscp;
	audio->passes = pair->audio >= 0;
}

/* A trunk without audio of its own: what it would offer. */
static void fill_trunk_audio(
	const struct passage *passage, const struct element *trunk, struct capture_audio *audio)
{
	const struct topology *topo = passage->maker->topo;
	const struct trunk_fallback *fallback = &passage->maker->hosts.fallback;
	uint32_t codecs;

	if (audio->codec != NULL)
		return;
	audio->encrypted = trunk_srtp(topo, fallback, trunk) > SRTP_NOT_SUPPORTED;
	if (topo_choice_set(topo, trunk_holder(topo, fallback, trunk, A_CODECS), A_CODECS, &codecs) &&
		codecs != 0 && !(codecs & BIT(CODEC_G711U)))
		audio->codec = choice_list(CHOICES_CODEC)->names[__builtin_ctz(codecs)];
}

/* A message that is answered, or acknowledged, as soon as it arrives tells how long that takes. */
static int64_t delay_of(const struct call *call, const struct pair *pair)
{
	int64_t invite = NEVER;
	int64_t final = NEVER;
	int64_t delay = NEVER;

	for (uint32_t i = 0; i < call->n_message; i++) {
		const struct call_message *message = &call->message[i];
		bool back = strcmp(message->from, pair->hop[1]) == 0 &&
			strcmp(message->to, pair->hop[0]) == 0;
		bool there = strcmp(message->from, pair->hop[0]) == 0 &&
			strcmp(message->to, pair->hop[1]) == 0;
		int64_t since = NEVER;

		if (message->lost || (!back && !there))
			continue;
		if (strcmp(message->text, "INVITE") == 0)
			invite = message->at;
		else if (strncmp(message->text, "100", 3) == 0 && invite != NEVER)
			since = message->at - invite;
		else if (strcmp(message->text, "ACK") == 0 && final != NEVER)
			since = message->at - final;
		else if (message->text[0] >= '2' && message->text[0] <= '6' &&
			strstr(message->text, "INVITE") != NULL)
			final = message->at;
		if (since != NEVER && (delay == NEVER || since < delay))
			delay = since;
	}
	return delay != NEVER ? delay : 0;
}

/* The tag at the tap: its own, else that of the VLAN beside it. */
static uint16_t vlan_of(const struct passage *passage, const struct pair *pair, const char *server)
{
	const struct tap *tap = &passage->maker->tap;
	const struct export_hosts *hosts = &passage->maker->hosts;
	const struct call *call = passage->view.call;
	uint16_t tag = 0;

	if (tap->element != NULL && tap->element->kind == K_VLAN)
		return export_vlan_among(hosts, topo_id(tap->topo, tap->element));
	if (tap->element != NULL &&
		BIT(tap->element->kind) & (BIT(K_TUNNEL) | BIT(K_CONNECTION) | BIT(K_WAN_LINK)))
		return 0;
	for (uint32_t i = pair->place[0]; view_is_on_path(pair) && i <= pair->place[1] && tag == 0; i++) {
		const char *hop = call->signalling[i];
		bool is_near = tap->element == NULL || tap->element->kind == K_TRUNK ?
			tap_is_kind(&passage->maker->tap, hop, MEDIATION_POOLS) :
			tap_is(tap, hop, server);

		if (is_near && i > pair->place[0])
			tag = export_vlan_among(hosts, tap_over(call, call->signalling[i - 1], hop));
		if (is_near && i < pair->place[1] && tag == 0)
			tag = export_vlan_among(hosts, tap_over(call, hop, call->signalling[i + 1]));
	}
	for (unsigned i = 0; i < 2 && tag == 0 && pair->trunk != NULL; i++)
		if (tap_is_kind(&passage->maker->tap, pair->hop[i],
			    tap->element != NULL && BIT(tap->element->kind) & PEERS ? PEERS :
										      MEDIATION_POOLS))
			tag = export_host_vlan(hosts, pair->hop[i], server);
	return tag;
}

static enum capture_transport transport_of(const struct passage *passage, const struct element *trunk)
{
	if (trunk == NULL)
		return CAPTURE_TLS;
	switch (trunk_transport(passage->maker->topo, &passage->maker->hosts.fallback, trunk)) {
	case TRANSPORT_TLS:
		return CAPTURE_TLS;
	case TRANSPORT_UDP:
		return CAPTURE_UDP;
	default:
		return CAPTURE_TCP;
	}
}

static struct capture_end end_of(const struct passage *passage, const struct pair *pair, unsigned which,
	const struct element *trunk, const char *server)
{
	struct export_hosts *hosts = &passage->maker->hosts;
	const char *hop = pair->hop[which];
	bool is_peer = tap_is_kind(&passage->maker->tap, hop, PEERS);
	bool outside = trunk != NULL || strchr(pair->hop[1 - which], '/') != NULL;

	return (struct capture_end){
		.hop = hop,
		.ip = export_host_ip(
			hosts, hop, server, outside ? HOST_OUTSIDE : HOST_INSIDE, passage->view.number),
		.port = trunk != NULL ? export_trunk_port(hosts, trunk, is_peer) :
					export_host_port(hosts, hop),
		.is_client = tap_is_kind(&passage->maker->tap, hop, BIT(K_USERS) | BIT(K_DEVICE)),
		.agent = export_host_agent(hosts, hop),
	};
}

/* The end that is nearer to the tap comes first: of a trunk the Mediation Server, unless the peer is tapped. */
static bool is_turned(const struct passage *passage, const struct pair *pair)
{
	const struct tap *tap = &passage->maker->tap;

	if (tap_is(tap, pair->hop[0], passage->view.server) ||
		tap_is(tap, pair->hop[1], passage->view.server))
		return !tap_is(tap, pair->hop[0], passage->view.server);
	if (pair->trunk != NULL)
		return tap_is_kind(&passage->maker->tap, pair->hop[0], PEERS);
	return strcmp(pair->hop[0], pair->hop[1]) > 0;
}

static bool same_end(const struct capture_end *a, const struct capture_end *b)
{
	return a->port == b->port && strcmp(a->hop, b->hop) == 0 && strcmp(a->ip, b->ip) == 0;
}

/* A link like this one, newest first; NO_LINK when out of memory. */
static uint32_t add_link(struct maker *maker, const struct capture_link *link)
{
	for (uint32_t i = maker->n_link; i-- > 0;) {
		const struct capture_link *old = &maker->link[i];

		if (old->transport == link->transport && old->vlan == link->vlan &&
			old->delay == link->delay && same_end(&old->end[0], &link->end[0]) &&
			same_end(&old->end[1], &link->end[1]))
			return i;
	}
	if (!mem_grow(&maker->link, &maker->room_link, maker->n_link + 1, sizeof(*maker->link)))
		return NO_LINK;
	maker->link[maker->n_link] = *link;
	return maker->n_link++;
}

/* The user agent behind a Front End or Edge Server, which its messages name. */
static void find_proxied(struct passage *passage, const struct pair *pair, struct capture_use *use)
{
	const uint64_t proxies = BIT(K_FRONT_END_POOL) | BIT(K_EDGE_POOL);
	const struct call *call = passage->view.call;

	for (unsigned which = 0; which < 2 && view_is_on_path(pair); which++) {
		uint32_t at = pair->place[which];

		if (!tap_is_kind(&passage->maker->tap, pair->hop[which], proxies))
			continue;
		while (tap_is_kind(&passage->maker->tap, call->signalling[at], proxies)) {
			if (which == 0 ? at == 0 : at + 1 == call->n_signalling)
				return;
			at = which == 0 ? at - 1 : at + 1;
		}
		use->proxied = export_host_ip(&passage->maker->hosts, call->signalling[at],
			passage->view.server, HOST_INSIDE, passage->view.number);
		use->proxied_port = export_host_port(&passage->maker->hosts, call->signalling[at]);
		use->proxy = (uint8_t)which;
		return;
	}
}

/* The cause that a peer gives with a refusal: of the failure, else of a busy peer. */
static const char *reason_of(
	struct passage *passage, const struct call_attempt *attempt, const struct element *trunk)
{
	const struct maker *maker = passage->maker;
	int64_t at = passage->view.call->at + attempt->start;
	const struct element *peer;
	const struct fault *fault;
	int64_t busy = BUSY;
	int64_t cause = -1;

	if (trunk == NULL || attempt->result < REFUSALS || *attempt->route == '\0')
		return NULL;
	peer = topo_ref(maker->topo, trunk, A_PEER);
	fault = faults_of(maker->faults, maker->topo, trunk, at);
	if (fault == NULL)
		fault = faults_of(maker->faults, maker->topo, peer, at);
	topo_int(maker->topo, peer, A_BUSY_RESPONSE, &busy);
	if (fault != NULL && fault->isup >= 0)
		cause = fault->isup;
	else if (attempt->result != busy || !topo_int(maker->topo, peer, A_BUSY_ISUP, &cause))
		return NULL;
	return arena_printf(&passage->maker->arena, "Q.850;cause=%d", (int)cause);
}

static void turn(struct capture_link *link, struct capture_use *use)
{
	const struct capture_end end = link->end[0];
	const char *ip = use->audio.ip[0];
	uint16_t port = use->audio.port[0];

	link->end[0] = link->end[1];
	link->end[1] = end;
	use->audio.ip[0] = use->audio.ip[1];
	use->audio.ip[1] = ip;
	use->audio.port[0] = use->audio.port[1];
	use->audio.port[1] = port;
	use->proxy = 1 - use->proxy;
}

/* The tap is one server of a pool, and the attempt took another. */
static bool is_other_server(const struct passage *passage, const struct pair *pair, const char *server)
{
	const struct tap *tap = &passage->maker->tap;

	return tap->element != NULL && tap->element->kind == K_SERVER && !tap_is(tap, pair->hop[0], server) &&
		!tap_is(tap, pair->hop[1], server);
}

/* One attempt over the leg; NULL: the leg belongs to none. */
static bool add_use(struct passage *passage, const struct pair *pair, const struct call_attempt *attempt,
	const struct element *trunk, const char *caller)
{
	struct maker *maker = passage->maker;
	const char *server = attempt != NULL ? attempt->server : passage->view.server;
	struct capture_link link = {
		.transport = transport_of(passage, trunk),
		.delay = delay_of(passage->view.call, pair),
		.vlan = vlan_of(passage, pair, server),
	};
	struct capture_use use = {
		.call = passage->view.number,
		.caller = caller,
		.start = attempt != NULL ? attempt->start : 0,
		.end = attempt != NULL ? attempt->end : NEVER,
		.hides_sip = !pair->shows_sip || is_other_server(passage, pair, server),
		.reason = attempt != NULL ? reason_of(passage, attempt, trunk) : NULL,
	};
	bool turned = is_turned(passage, pair);

	for (unsigned i = 0; i < 2;
		i++) /* the one that is first in the capture gets the first address made up */
		link.end[turned ? 1 - i : i] = end_of(passage, pair, turned ? 1 - i : i, trunk, server);
	fill_audio(passage, pair, &use.audio);
	if (trunk != NULL)
		fill_trunk_audio(passage, trunk, &use.audio);
	find_proxied(passage, pair, &use);
	if (turned)
		turn(&link, &use);
	use.link = add_link(maker, &link);
	if (use.link == NO_LINK ||
		!mem_grow(&maker->use, &maker->room_use, maker->n_use + 1, sizeof(*maker->use)))
		return false;
	maker->use[maker->n_use++] = use;
	return true;
}

/* How many attempts the leg saw begin at the time; ANY_TIME: in all. */
static uint32_t count_invites(const struct call *call, const struct pair *pair, int64_t at)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < call->n_message; i++) {
		const struct call_message *message = &call->message[i];
		bool begins = strcmp(message->text, "INVITE") == 0 ||
			strcmp(message->text, CALL_CONNECTION_REFUSED) == 0;

		if (begins && !message->retransmission && (at == ANY_TIME || message->at == at) &&
			((strcmp(message->from, pair->hop[0]) == 0 &&
				 strcmp(message->to, pair->hop[1]) == 0) ||
				(strcmp(message->from, pair->hop[1]) == 0 &&
					strcmp(message->to, pair->hop[0]) == 0)))
			n++;
	}
	return n;
}

/* Whether the attempt went over the leg, over a trunk or on its way to one. */
static bool is_on_leg(
	const struct passage *passage, const struct pair *pair, const struct call_attempt *attempt)
{
	const struct tap *tap = &passage->maker->tap;
	const struct element *trunk = tap_element(tap, attempt->trunk);
	const struct element *pool;

	if (trunk == NULL || pair->trunk != NULL)
		return trunk != NULL && view_joins(tap, trunk, pair) &&
			count_invites(passage->view.call, pair, attempt->start) > 0;
	pool = topo_ref(tap->topo, trunk, A_MEDIATION_POOL);
	return tap_element(tap, pair->hop[0]) == pool || tap_element(tap, pair->hop[1]) == pool;
}

/* A use for each attempt where the leg saw them all, else one for the whole call. */
static bool add_attempts(struct passage *passage, const struct pair *pair, const char *caller)
{
	const struct call *call = passage->view.call;
	uint32_t n = 0;

	for (uint32_t i = 0; i < call->n_attempt; i++)
		n += is_on_leg(passage, pair, &call->attempt[i]);
	if (n == 0 || (pair->trunk == NULL && n != count_invites(call, pair, ANY_TIME)))
		return add_use(passage, pair, NULL, pair->trunk, caller);
	for (uint32_t i = 0; i < call->n_attempt; i++) {
		const struct call_attempt *attempt = &call->attempt[i];
		const struct element *trunk = pair->trunk != NULL ?
			tap_element(&passage->maker->tap, attempt->trunk) :
			NULL;

		if (is_on_leg(passage, pair, attempt) && !add_use(passage, pair, attempt, trunk, caller))
			return false;
	}
	return true;
}

/* Nothing of a leg stays that shows nothing. */
static bool add_uses(struct passage *passage, const struct pair *pair)
{
	struct maker *maker = passage->maker;
	const char *caller = export_caller(maker->topo, &maker->ids, passage->view.call, &maker->arena);
	uint32_t first = maker->n_use;
	bool shows = false;

	if (!add_attempts(passage, pair, caller))
		return false;
	for (uint32_t i = first; i < maker->n_use; i++)
		shows |= !maker->use[i].hides_sip || maker->use[i].audio.passes;
	if (!shows)
		maker->n_use = first;
	return true;
}

static bool add_call(struct maker *maker, const struct call *call, uint32_t number)
{
	struct passage passage = { .maker = maker };
	struct view *view = &passage.view;

	bool good = view_make(view, &maker->tap, call, number, &maker->scratch);

	for (uint32_t i = 0; good && i < view->n_pair; i++)
		if (view->pair[i].shows_sip || view->pair[i].audio >= 0)
			good = add_uses(&passage, &view->pair[i]);
	arena_clear(&maker->scratch);
	return good;
}

static enum exit_code check_plan(const struct capture_plan *plan)
{
	const char *complaint = NULL;

	for (uint32_t i = 0; i < plan->n_link && complaint == NULL; i++) {
		complaint = capture_complaint_of_link(&plan->link[i]);
		if (complaint != NULL)
			return complain(EXIT_USAGE, "the link of %s and %s cannot be captured: %s",
				plan->link[i].end[0].hop, plan->link[i].end[1].hop, complaint);
	}
	for (uint32_t i = 0; i < plan->n_use; i++) {
		const struct capture_link *link = &plan->link[plan->use[i].link];

		complaint = capture_complaint_of_use(plan, &plan->use[i]);
		if (complaint != NULL)
			return complain(EXIT_USAGE, "the link of %s and %s cannot be captured: %s",
				link->end[0].hop, link->end[1].hop, complaint);
	}
	return EXIT_CLEAN;
}

static enum exit_code write_plan(const struct capture_plan *plan, const struct calls *calls, const char *path)
{
	struct out out = out_file(path);
	enum out_status status = out.status;
	struct capture_counts counts;
	bool good;

	if (status == OUT_OK) {
		good = capture_write(plan, calls->call, &out, &counts);
		status = out_close(&out, good && !mem_ran_out());
	}
	return status == OUT_OK ? EXIT_CLEAN : complain_of_output(path, status);
}

static enum exit_code make_and_write(
	struct maker *maker, const struct calls *calls, const char *tap, uint64_t seed, const char *path)
{
	struct capture_plan plan = { .epoch = CAPTURE_EPOCH, .seed = seed };
	enum exit_code code = tap_find(&maker->tap, maker->topo, &maker->ids, tap);

	for (uint32_t i = 0; i < calls->n_call && code == EXIT_CLEAN; i++)
		if (!add_call(maker, &calls->call[i], i))
			return EXIT_INTERNAL;
	plan.link = maker->link;
	plan.n_link = maker->n_link;
	plan.use = maker->use;
	plan.n_use = maker->n_use;
	if (code == EXIT_CLEAN && mem_ran_out())
		return EXIT_INTERNAL;
	if (code == EXIT_CLEAN && plan.n_use == 0 && tap != NULL)
		return complain(EXIT_USAGE, "no call passes '%s', so there is nothing to capture", tap);
	if (code == EXIT_CLEAN && plan.n_use == 0)
		return complain(EXIT_USAGE, "no call went over a trunk, so there is nothing to capture");
	if (code == EXIT_CLEAN)
		code = check_plan(&plan);
	return code == EXIT_CLEAN ? write_plan(&plan, calls, path) : code;
}

enum exit_code export_check_tap(const struct topology *topo, const char *tap)
{
	struct export_ids ids;
	struct tap found;
	enum exit_code code = EXIT_INTERNAL;

	if (export_ids_make(&ids, topo))
		code = tap_find(&found, topo, &ids, tap);
	export_ids_release(&ids);
	return code;
}

enum exit_code export_capture(const struct topology *topo, const struct calls *calls,
	const struct faults *faults, const char *tap, uint64_t seed, const char *path)
{
	struct maker maker = { .topo = topo, .faults = faults };
	enum exit_code code = EXIT_INTERNAL;

	if (export_ids_make(&maker.ids, topo)) {
		maker.hosts = export_hosts_make(topo, &maker.ids);
		code = make_and_write(&maker, calls, tap, seed, path);
		export_hosts_release(&maker.hosts);
	}
	export_ids_release(&maker.ids);
	arena_release(&maker.arena);
	arena_release(&maker.scratch);
	mem_free(maker.link);
	mem_free(maker.use);
	return code;
}
