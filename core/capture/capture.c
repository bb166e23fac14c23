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
static const int64_t MOST_PHASE = INT64_C(4000000);   /* streams do not all begin at the same nanosecond */

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

struct writer {
	const struct capture_endpoints *ends;
	struct timeline timeline;
	struct pcap pcap;
	struct pcap_path path[2]; /* of SIP, by sender */
	struct tcp_connection *tcp;
	struct due *heap;
	uint32_t n_heap, room_heap;
	uint64_t order;
	struct rtp_stream **stream;
	uint32_t n_stream, room_stream;
	uint32_t *spare; /* streams that ended */
	uint32_t n_spare, room_spare;
	struct buf text;
	uint16_t id[2]; /* of IPv4 packets with UDP */
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
	struct pcap_path path = writer->path[event->from];
	uint64_t seed = sip_mix(leg->key, UINT64_C(1) << 40 | (uint64_t)event->message << 8 | event->from);
	int64_t start = event->at + (int64_t)(sip_mix(seed, 0) % (uint64_t)MOST_PHASE);
	bool encrypted = writer->ends->transport == CAPTURE_TLS;
	uint32_t at;

	if (start >= event->end)
		return true;
	if (!new_stream(writer, &at))
		return false;
	(void)address_parse(str_of(leg_media_ip(&writer->ends->end[event->from])), &path.from);
	(void)address_parse(str_of(leg_media_ip(&writer->ends->end[1 - event->from])), &path.to);
	path.from_port = leg->port[event->from];
	path.to_port = leg->port[1 - event->from];
	path.dscp = writer->ends->audio_dscp;
	rtp_start(writer->stream[at], &path, leg->codec, encrypted, seed, start, event->end);
	writer->counts.streams++;
	return plan(writer, (struct due){ .at = start, .subject = at });
}

/* More than one segment is acknowledged on arrival, one only when no answer takes the acknowledgement along. */
static bool plan_ack(struct writer *writer, const struct event *event, unsigned n_segments)
{
	int64_t arrival = event->at + (event->from == 0 ? 2 * writer->ends->delay : 0);

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
	if (writer->ends->transport == CAPTURE_UDP) {
		struct pcap_frame frame;

		pcap_make_udp(&frame, &writer->path[event->from], writer->id[event->from]++,
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
	struct pcap_path path = writer->path[0];
	uint64_t seed = sip_mix(writer->ends->seed, UINT64_C(1) << 48 | event->connection);
	uint16_t *port = event->from == 0 ? &path.from_port : &path.to_port;
	uint16_t mss = writer->ends->mss;

	if (mss == 0)
		mss = path.from.bits == 32 ? 1460 : 1440;
	*port = (uint16_t)(FIRST_EPHEMERAL +
		(sip_mix(writer->ends->seed, 77) + event->connection) % N_EPHEMERAL);
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

static void set_paths(struct writer *writer)
{
	for (unsigned i = 0; i < 2; i++) {
		const struct capture_end *from = &writer->ends->end[i];
		const struct capture_end *to = &writer->ends->end[1 - i];
		struct pcap_path *path = &writer->path[i];

		*path = (struct pcap_path){ .from_port = from->port,
			.to_port = to->port,
			.vlan = writer->ends->vlan,
			.dscp = writer->ends->sip_dscp };
		(void)address_parse(str_of(from->ip), &path->from);
		(void)address_parse(str_of(to->ip), &path->to);
	}
}

static void release(struct writer *writer)
{
	for (uint32_t i = 0; i < writer->n_stream; i++)
		mem_free(writer->stream[i]);
	mem_free(writer->stream);
	mem_free(writer->spare);
	mem_free(writer->heap);
	mem_free(writer->tcp);
	buf_release(&writer->text);
	timeline_release(&writer->timeline);
}

static bool run(
	struct writer *writer, const struct call *call, uint32_t n_call, struct out *out, struct arena *arena)
{
	if (!timeline_make(&writer->timeline, writer->ends, call, n_call, arena))
		return false;
	if (writer->timeline.n_connection > 0) {
		writer->tcp = mem_zalloc(writer->timeline.n_connection * sizeof(*writer->tcp));
		if (writer->tcp == NULL)
			return false;
	}
	set_paths(writer);
	writer->pcap = pcap_start(out, writer->ends->epoch);
	return write_all(writer);
}

bool capture_write(const struct capture_endpoints *ends, const struct call *call, uint32_t n_call,
	struct out *out, struct capture_counts *ret)
{
	struct writer writer = { .ends = ends };
	struct arena arena = { 0 };
	bool done = run(&writer, call, n_call, out, &arena);

	writer.counts.packets = writer.pcap.packets;
	writer.counts.skipped = writer.timeline.skipped;
	*ret = writer.counts;
	release(&writer);
	arena_release(&arena);
	return done;
}

static const char *complain_of_end(const struct capture_end *end, uint8_t *bits)
{
	const char *const address[] = { end->ip, leg_media_ip(end), end->bypass_ip, end->agent_ip };
	struct address parsed;

	for (size_t i = 0; i < ARRAY_LEN(address); i++) {
		if (address[i] == NULL && i > 0)
			continue;
		if (address[i] == NULL || !address_parse(str_of(address[i]), &parsed))
			return "an end has no IP address that can be read";
		if (*bits != 0 && parsed.bits != *bits)
			return "the ends have addresses of different families";
		*bits = parsed.bits;
	}
	if (end->hop == NULL || end->port == 0)
		return "an end has no hop or no port";
	if (end->media_port == 0 || end->media_port > LAST_MEDIA_PORT)
		return "the first media port of an end is not between 1 and 65534";
	return NULL;
}

const char *capture_complaint(const struct capture_endpoints *ends)
{
	uint8_t bits = 0;

	for (unsigned i = 0; i < 2; i++) {
		const char *complaint = complain_of_end(&ends->end[i], &bits);

		if (complaint != NULL)
			return complaint;
	}
	if (ends->vlan > PCAP_VLAN_MOST)
		return "a VLAN id is above 4094";
	if (ends->mss != 0 && (ends->mss < 88 || ends->mss > (bits == 32 ? 1460 : 1440)))
		return "the segment size does not fit into an Ethernet frame";
	if (ends->sip_dscp > 63 || ends->audio_dscp > 63 || ends->delay < 0)
		return "a DSCP is above 63 or the delay is negative";
	return NULL;
}
