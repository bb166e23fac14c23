/* SPDX-License-Identifier: MIT */
/* Calls as JSON, version 1; schemas/simulate.schema.json describes it. */
#include "report/calls_lines.h"
#include "report/json.h"
#include "report/loads.h"
#include "report/policy_json.h"
#include "report/risks.h"

static void add_raw(cJSON *object, const char *key, struct buf *text)
{
	cJSON_AddRawToObject(object, key, buf_failed(text) ? "null" : buf_text(text));
	buf_release(text);
}

static void add_ms(cJSON *object, const char *key, int64_t time)
{
	struct buf text = { 0 };

	calls_append_ms(&text, time);
	add_raw(object, key, &text);
}

static void add_texts(cJSON *object, const char *key, const char *const *text, uint32_t n)
{
	cJSON *array = cJSON_AddArrayToObject(object, key);

	for (uint32_t i = 0; i < n; i++)
		json_append(array, cJSON_CreateString(text[i]));
}

static cJSON *attempt_object(const struct call_attempt *attempt)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "route", attempt->route);
	cJSON_AddStringToObject(object, "trunk", attempt->trunk);
	cJSON_AddStringToObject(object, "server", attempt->server);
	cJSON_AddNumberToObject(object, "result", attempt->result);
	add_ms(object, "startMs", attempt->start);
	add_ms(object, "endMs", attempt->end);
	cJSON_AddStringToObject(object, "why", attempt->why);
	return object;
}

static cJSON *hop_object(const struct call_hop *hop)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "from", hop->from);
	cJSON_AddStringToObject(object, "to", hop->to);
	cJSON_AddStringToObject(object, "over", hop->over);
	cJSON_AddStringToObject(object, "sip", hop->sip);
	cJSON_AddStringToObject(object, "media", hop->media);
	cJSON_AddStringToObject(object, "codec", hop->codec);
	json_add_number(object, "kbps", hop->kbps);
	return object;
}

static cJSON *step_object(const struct call_step *step)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "what", step->what);
	cJSON_AddStringToObject(object, "source", step->source);
	return object;
}

static cJSON *message_object(const struct call_message *message)
{
	cJSON *object = cJSON_CreateObject();

	add_ms(object, "atMs", message->at);
	cJSON_AddStringToObject(object, "from", message->from);
	cJSON_AddStringToObject(object, "to", message->to);
	cJSON_AddStringToObject(object, "text", message->text);
	cJSON_AddBoolToObject(object, "retransmission", message->retransmission);
	cJSON_AddBoolToObject(object, "lost", message->lost);
	return object;
}

static void add_facts(cJSON *object, const struct call *call)
{
	cJSON_AddStringToObject(object, "id", call->id);
	cJSON_AddStringToObject(object, "from", call->from);
	cJSON_AddStringToObject(object, "to", call->to);
	cJSON_AddStringToObject(object, "kind", call->kind);
	cJSON_AddStringToObject(object, "number", call->number);
	cJSON_AddStringToObject(object, "outcome", call_outcome_name(call->outcome));
	cJSON_AddNumberToObject(object, "sip", call->sip);
	cJSON_AddStringToObject(object, "route", call->route);
	cJSON_AddStringToObject(object, "trunk", call->trunk);
	add_ms(object, "atMs", call->at);
	add_ms(object, "setupMs", call->setup);
	add_ms(object, "ringMs", call->ring);
	add_ms(object, "endMs", call->end);
	cJSON_AddBoolToObject(object, "bypass", call->bypass);
	add_texts(object, "assumed", call->assumed, call->n_assumed);
}

/* A planning estimate: "estimate" is true so that nobody takes it for a measurement. */
static cJSON *quality_object(const struct call_quality *quality)
{
	cJSON *object;
	cJSON *array;

	if (quality == NULL)
		return cJSON_CreateNull();
	object = cJSON_CreateObject();
	json_add_number(object, "delayMs", quality->delay_ms);
	json_add_number(object, "jitterMs", quality->jitter_ms);
	json_add_number(object, "lossPercent", quality->loss_percent);
	if (quality->rated) {
		json_add_number(object, "rating", quality->rating);
		json_add_number(object, "mos", quality->mos);
	} else {
		cJSON_AddNullToObject(object, "rating");
		cJSON_AddNullToObject(object, "mos");
	}
	cJSON_AddTrueToObject(object, "estimate");
	array = cJSON_AddArrayToObject(object, "parts");
	for (uint32_t i = 0; i < CALL_DELAYS; i++) {
		cJSON *part = cJSON_CreateObject();

		cJSON_AddStringToObject(part, "part", quality->part[i].part);
		json_add_number(part, "ms", quality->part[i].ms);
		json_append(array, part);
	}
	return object;
}

static cJSON *call_object(const struct call *call, bool messages)
{
	cJSON *object = cJSON_CreateObject();
	cJSON *array;

	add_facts(object, call);
	array = cJSON_AddArrayToObject(object, "attempts");
	for (uint32_t i = 0; i < call->n_attempt; i++)
		json_append(array, attempt_object(&call->attempt[i]));
	add_texts(object, "signalling", call->signalling, call->n_signalling);
	add_texts(object, "media", call->media, call->n_media);
	array = cJSON_AddArrayToObject(object, "hops");
	for (uint32_t i = 0; i < call->n_hop; i++)
		json_append(array, hop_object(&call->hop[i]));
	json_add(object, "quality", quality_object(call->quality));
	array = cJSON_AddArrayToObject(object, "steps");
	for (uint32_t i = 0; i < call->n_step; i++)
		json_append(array, step_object(&call->step[i]));
	add_texts(object, "unmet", call->unmet, call->n_unmet);
	if (!messages)
		return object;
	array = cJSON_AddArrayToObject(object, "messages");
	for (uint32_t i = 0; i < call->n_message; i++)
		json_append(array, message_object(&call->message[i]));
	return object;
}

static cJSON *link_object(const struct call_link *link)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "link", link->link);
	json_add_count(object, "calls", link->calls);
	json_add_number(object, "peakKbps", link->peak_kbps);
	json_add_number(object, "meanKbps", link->mean_kbps);
	json_add_number(object, "planningKbps", link->planning_kbps);
	return object;
}

/* The run was stopped before everything was done. */
static bool is_partial(const struct calls_report *report)
{
	return (report->risks != NULL && report->risks->is_partial) ||
		(report->loads != NULL && report->loads->replications < report->loads->wanted);
}

void calls_json(const struct calls_report *report, struct out *out)
{
	const struct calls *calls = report->calls;
	struct json_list list;

	json_prepare();
	out_puts(out, "{\"version\":1,\n");
	list = json_list_begin(out, "calls");
	for (uint32_t i = 0; i < calls->n_call; i++)
		json_list_add(&list, call_object(&calls->call[i], report->ladder));
	json_list_end(&list);
	out_puts(out, ",\n");
	list = json_list_begin(out, "links");
	for (uint32_t i = 0; i < calls->n_link; i++)
		json_list_add(&list, link_object(&calls->link[i]));
	json_list_end(&list);
	loads_json(report->loads, out);
	risks_json(report->risks, out);
	if (is_partial(report))
		out_puts(out, ",\n\"partial\":true");
	out_printf(out, ",\n\"bandwidthModel\":\"%s\",\n", calls->bandwidth_model);
	list = json_list_begin(out, "policies");
	for (uint32_t i = 0; i < calls->n_policy; i++)
		json_list_add(&list, policy_json(&calls->policy[i]));
	json_list_end(&list);
	out_puts(out, "}\n");
}
