/* SPDX-License-Identifier: MIT */
/*
 * capture.c - merges what the timeline holds with what arises on the way: the next packet of each stream that is
 * up, and acknowledgements that are due. A heap holds one entry for each of those.
 */
#include "capture/capture.h"

#include "base/mem.h"
#include "capture/rtp.h"
#include "capture/tcp.h"
#include "capture/timeline.h"

static const int64_t DELAYED_ACK = INT64_C(40000000); /* RFC 1122 4.2.3.2: below half a second */
/* Streams do not all begin at the same nanosecond, and none so early that the BYE would let another packet pass. */
static const int64_t LEAST_PHASE = INT64_C(4000000);
static const int64_t MOST_PHASE = INT64_C(8000000);

enum {
	FIRST_EPHEMERAL = 49152, /* RFC 6335 */
	N_EPHEMERAL = 16384,
	LAST_MEDIA_PORT = 65534,
};

/* Something to do later: a packet of a stream, or an ACK from one end. */
struct due {
	int64_t at;
	uint64_t order;
	uint32_t subject; /* stream or connection */
	uint8_t from;     /* of an ACK */
	bool is_ack;
};

/* A link while it is written. */
struct wire {
	struct pcap_path path[2]; /* of SIP, by sender */
	uint16_t id[2];           /* of IPv4 packets with UDP */
};

struct writer {
	const struct capture_plan *plan;
	struct timeline timeline;
	struct pcap pcap;
	struct wire *wire;
	struct tcp_connection *tcp;
	struct due *heap;
	uint32_t n_heap, room_heap;
	uint64_t order;
	struct rtp_stream **stream;
	uint32_t n_stream, room_stream;
	uint32_t *spare; /* streams that ended */
	uint32_t n_spare, room_spare;
	struct buf text;
	struct capture_counts counts;
};

static bool before(const struct due *a, const struct due *b)
{
	return a->at != b->at ? a->at < b->at : a->order < b->order;
}

static void sift_down(struct due *heap, uint32_t n)
{
	struct due moved = heap[0];
	uint32_t at = 0;

	for (;;) {
		uint32_t child = 2 * at + 1;

		if (child + 1 < n && before(&heap[child + 1], &heap[child]))
			child++;
		if (child >= n || !before(&heap[child], &moved))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = moved;
}

static bool plan(struct writer *writer, struct due due)
{
	uint32_t at = writer->n_heap;

	if (!mem_grow(&writer->heap, &writer->room_heap, writer->n_heap + 1, sizeof(*writer->heap)))
		return false;
	due.order = writer->order++;
	writer->n_heap++;
	while (at > 0 && before(&due, &writer->heap[(at - 1) / 2])) {
		writer->heap[at] = writer->heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	writer->heap[at] = due;
	return true;
}

static void drop_first(struct writer *writer)
{
	writer->heap[0] = writer->heap[--writer->n_heap];
	if (writer->n_heap > 1)
		sift_down(writer->heap, writer->n_heap);
}

/* A stream that has nothing in it yet. */
static bool new_stream(struct writer *writer, uint32_t *ret)
{
	if (writer->n_spare > 0) {
		*ret = writer->spare[--writer->n_spare];
		return true;
	}
	if (!mem_grow(&writer->stream, &writer->room_stream, writer->n_stream + 1,
		    sizeof(struct rtp_stream *)) ||
		!mem_grow(&writer->spare, &writer->room_spare, writer->n_stream + 1, sizeof(uint32_t)))
		return false;
	writer->stream[writer->n_stream] = mem_alloc(sizeof(struct rtp_stream));
	if (writer->stream[writer->n_stream] == NULL)
		return false;
	*ret = writer->n_stream++;
	return true;
}

static bool begin_audio(struct writer *writer, const struct event *event)
{
	const struct leg *leg = &writer->timeline.leg[event->leg];
	const struct capture_audio *audio = &leg->dialog[event->message].use->audio;
	struct pcap_path path = writer->wire[event->link].path[event->from];
	uint64_t seed = sip_mix(leg->key, UINT64_C(1) << 40 | (uint64_t)event->message << 8 | event->from);
	int64_t start = event->at + LEAST_PHASE +
		(int64_t)(sip_mix(seed, 0) % (uint64_t)(MOST_PHASE - LEAST_PHASE));
	uint32_t at;

	if (start >= event->end)
		return true;
	if (!new_stream(writer, &at))
		return false;
	(void)address_parse(str_of(audio->ip[event->from]), &path.from);
	(void)address_parse(str_of(audio->ip[1 - event->from]), &path.to);
	path.from_port = audio->port[event->from];
	path.to_port = audio->port[1 - event->from];
	path.dscp = audio->dscp;
	rtp_start(writer->stream[at], &path, leg_codec(audio), audio->encrypted, seed, start, event->end);
	writer->counts.streams++;
	return plan(writer, (struct due){ .at = start, .subject = at });
}

/* More than one segment is acknowledged on arrival, one only when no answer takes the acknowledgement along. */
static bool plan_ack(struct writer *writer, const struct event *event, unsigned n_segments)
{
	int64_t arrival = event->at + (event->from == 0 ? 2 * writer->plan->link[event->link].delay : 0);

	return plan(writer,
		(struct due){ .at = arrival + (n_segments > 1 ? 0 : DELAYED_ACK),
			.subject = event->connection,
			.from = (uint8_t)(1 - event->from),
			.is_ack = true });
}

static bool send_message(struct writer *writer, const struct event *event)
{
	const struct leg *leg = &writer->timeline.leg[event->leg];
	const struct leg_message *message = &leg->message[event->message];
	struct tcp_connection *tcp;
	unsigned n_segments;

	buf_clear(&writer->text);
	leg_text(leg, message, &writer->text);
	if (buf_failed(&writer->text))
		return false;
	if (event->kind == EVENT_MESSAGE)
		writer->counts.messages++;
	if (writer->plan->link[event->link].transport == CAPTURE_UDP) {
		struct wire *wire = &writer->wire[event->link];
		struct pcap_frame frame;

		pcap_make_udp(&frame, &wire->path[event->from], wire->id[event->from]++,
			buf_text(&writer->text), writer->text.length);
		pcap_put(&writer->pcap, event->at, &frame);
		return true;
	}
	tcp = &writer->tcp[event->connection];
	n_segments = tcp_send(
		tcp, &writer->pcap, event->at, event->from, buf_text(&writer->text), writer->text.length);
	if (!message->source->lost)
		return plan_ack(writer, event, n_segments);
	tcp_take_back(tcp, event->from, writer->text.length);
	return true;
}

/* The opener's port is any, the other end's the one where it listens. */
static void start_connection(struct writer *writer, const struct event *event)
{
	struct pcap_path path = writer->wire[event->link].path[0];
	uint64_t seed = sip_mix(writer->plan->seed, UINT64_C(1) << 48 | event->connection);
	uint16_t *port = event->from == 0 ? &path.from_port : &path.to_port;
	uint16_t mss = writer->plan->link[event->link].mss;

	if (mss == 0)
		mss = path.from.bits == 32 ? 1460 : 1440;
	*port = (uint16_t)(FIRST_EPHEMERAL +
		(sip_mix(writer->plan->seed, 77) + event->connection) % N_EPHEMERAL);
	tcp_start(&writer->tcp[event->connection], &path, mss, seed);
}

static bool happen(struct writer *writer, const struct event *event)
{
	struct tcp_connection *tcp = writer->tcp != NULL ? &writer->tcp[event->connection] : NULL;

	switch (event->kind) {
	case EVENT_OPEN:
	case EVENT_KNOCK:
		if (tcp != NULL && tcp->mss == 0)
			start_connection(writer, event);
		tcp_syn(tcp, &writer->pcap, event->at, event->from);
		return true;
	case EVENT_ACCEPT:
		tcp_syn_ack(tcp, &writer->pcap, event->at, event->from);
		return true;
	case EVENT_OPENED:
		tcp_ack(tcp, &writer->pcap, event->at, event->from, true);
		return true;
	case EVENT_REFUSE:
		tcp_refuse(tcp, &writer->pcap, event->at, event->from);
		return true;
	case EVENT_AUDIO:
		return begin_audio(writer, event);
	case EVENT_MESSAGE:
	case EVENT_REPEAT:
		return send_message(writer, event);
	case EVENT_NEVER:
		break;
	}
	return true;
}

static void do_first(struct writer *writer)
{
	struct due *due = &writer->heap[0];
	struct rtp_stream *stream;

	if (due->is_ack) {
		tcp_ack(&writer->tcp[due->subject], &writer->pcap, due->at, due->from, false);
		drop_first(writer);
		return;
	}
	stream = writer->stream[due->subject];
	rtp_put(stream, &writer->pcap);
	if (stream->next < stream->end) {
		due->at = stream->next;
		sift_down(writer->heap, writer->n_heap);
	} else {
		writer->spare[writer->n_spare++] = due->subject;
		drop_first(writer);
	}
}

/* Until nothing is left, or the output takes no more. */
static bool write_all(struct writer *writer)
{
	const struct timeline *timeline = &writer->timeline;
	uint32_t next = 0;

	while (writer->pcap.out->status == OUT_OK) {
		bool has_event = next < timeline->n_event;

		if (writer->n_heap > 0 && (!has_event || writer->heap[0].at < timeline->event[next].at))
			do_first(writer);
		else if (!has_event)
			break;
		else if (!happen(writer, &timeline->event[next++]))
			return false;
	}
	return true;
}

static bool make_wires(struct writer *writer)
{
	writer->wire = mem_zalloc((writer->plan->n_link + 1) * sizeof(*writer->wire));
	for (uint32_t i = 0; writer->wire != NULL && i < writer->plan->n_link; i++) {
		const struct capture_link *link = &writer->plan->link[i];

		for (unsigned from = 0; from < 2; from++) {
			struct pcap_path *path = &writer->wire[i].path[from];

			*path = (struct pcap_path){ .from_port = link->end[from].port,
				.to_port = link->end[1 - from].port,
				.vlan = link->vlan,
				.dscp = link->sip_dscp };
			(void)address_parse(str_of(link->end[from].ip), &path->from);
			(void)address_parse(str_of(link->end[1 - from].ip), &path->to);
		}
	}
	return writer->wire != NULL;
}

static void release(struct writer *writer)
{
	for (uint32_t i = 0; i < writer->n_stream; i++)
		mem_free(writer->stream[i]);
	mem_free(writer->stream);
	mem_free(writer->spare);
	mem_free(writer->heap);
	mem_free(writer->tcp);
	mem_free(writer->wire);
	buf_release(&writer->text);
	timeline_release(&writer->timeline);
}

static bool run(struct writer *writer, const struct call *call, struct out *out, struct arena *arena)
{
	if (!timeline_make(&writer->timeline, writer->plan, call, arena) || !make_wires(writer))
		return false;
	if (writer->timeline.n_connection > 0) {
		writer->tcp = mem_zalloc(writer->timeline.n_connection * sizeof(*writer->tcp));
		if (writer->tcp == NULL)
			return false;
	}
	writer->pcap = pcap_start(out, writer->plan->epoch);
	return write_all(writer);
}

bool capture_write(
	const struct capture_plan *plan, const struct call *call, struct out *out, struct capture_counts *ret)
{
	struct writer writer = { .plan = plan };
	struct arena arena = { 0 };
	bool done = run(&writer, call, out, &arena);

	writer.counts.packets = writer.pcap.packets;
	writer.counts.skipped = writer.timeline.skipped;
	*ret = writer.counts;
	release(&writer);
	arena_release(&arena);
	return done;
}

/* Two addresses of one family, which it says. */
static const char *complain_of_addresses(const char *first, const char *second, uint8_t *ret_bits)
{
	struct address one;
	struct address other;

	if (first == NULL || second == NULL || !address_parse(str_of(first), &one) ||
		!address_parse(str_of(second), &other))
		return "an end has no IP address that can be read";
	*ret_bits = one.bits;
	return one.bits != other.bits ? "the ends have addresses of different families" : NULL;
}

const char *capture_complaint_of_link(const struct capture_link *link)
{
	uint8_t bits;
	const char *complaint = complain_of_addresses(link->end[0].ip, link->end[1].ip, &bits);

	if (complaint != NULL)
		return complaint;
	for (unsigned i = 0; i < 2; i++)
		if (link->end[i].hop == NULL || link->end[i].port == 0)
			return "an end has no hop or no port";
	if (link->vlan > PCAP_VLAN_MOST)
		return "a VLAN id is above 4094";
	if (link->mss != 0 && (link->mss < 88 || link->mss > (bits == 32 ? 1460 : 1440)))
		return "the segment size does not fit into an Ethernet frame";
	return link->sip_dscp > 63 || link->delay < 0 ? "a DSCP is above 63 or the delay is negative" : NULL;
}

const char *capture_complaint_of_use(const struct capture_plan *plan, const struct capture_use *use)
{
	const struct capture_audio *audio = &use->audio;
	const char *ip = plan->link[use->link].end[0].ip;
	uint8_t bits;
	const char *complaint = complain_of_addresses(audio->ip[0], audio->ip[1], &bits);

	if (complaint == NULL)
		complaint = complain_of_addresses(ip, audio->ip[0], &bits);
	if (complaint == NULL && use->proxied != NULL)
		complaint = complain_of_addresses(ip, use->proxied, &bits);
	if (complaint != NULL)
		return complaint;
	for (unsigned i = 0; i < 2; i++)
		if (audio->port[i] == 0 || audio->port[i] > LAST_MEDIA_PORT)
			return "a media port of an end is not between 1 and 65534";
	return audio->dscp > 63 ? "a DSCP is above 63" : NULL;
}
