/* SPDX-License-Identifier: MIT */
#include "report/loads.h"

#include "base/escape.h"
#include "report/json.h"

#include <inttypes.h>

static void append_name(struct buf *buf, const char *name)
{
	escape_terminal(buf, str_of(name));
}

static void append_percent(struct buf *buf, double ratio)
{
	buf_printf(buf, "%.5g %%", 100 * ratio);
}

/* "9745 of 200000 calls found it full, 4.8725 % (4.6600 to 5.0700)" */
static void append_ratio(struct buf *buf, const struct load_ratio *ratio, const char *what)
{
	if (ratio->calls == 0) {
		buf_puts(buf, "no call came here\n");
		return;
	}
	buf_printf(buf, "%" PRIu64 " of %" PRIu64 " calls %s, %.4f %% (%.4f to %.4f)\n", ratio->lost,
		ratio->calls, what, 100 * ratio->value, 100 * ratio->low, 100 * ratio->high);
}

static void append_exact(struct buf *buf, const struct load_ratio *ratio)
{
	if (!load_is_known(ratio->exact))
		return;
	buf_puts(buf, "    exact      ");
	append_percent(buf, ratio->exact);
	buf_printf(buf, " (%s)\n", load_method_name(ratio->method));
}

/* What else there is of a trunk: the other way to the exact value, and approximations. */
static void append_answers(struct buf *buf, const struct load_trunk *trunk)
{
	if (load_is_known(trunk->closed) && load_is_known(trunk->chain)) {
		buf_puts(buf, "    chain      ");
		append_percent(buf, trunk->chain);
		buf_putc(buf, '\n');
	}
	for (uint32_t i = 0; i < trunk->n_estimate; i++) {
		const struct load_estimate *estimate = &trunk->estimate[i];

		buf_puts(buf, i == 0 ? "    estimates  " : ", ");
		buf_printf(buf, "%s ", estimate->name);
		append_percent(buf, estimate->value);
		buf_puts(buf, estimate->misleads ? " (misleads)" : "");
	}
	buf_puts(buf, trunk->n_estimate > 0 ? "\n" : "");
}

static void append_trunk(struct buf *buf, const struct load_trunk *trunk)
{
	buf_puts(buf, "  ");
	append_name(buf, trunk->group);
	if (trunk->is_limited)
		buf_printf(buf, ": %" PRIu32 " circuits", trunk->circuits);
	else
		buf_puts(buf, ": no limit is known");
	buf_printf(
		buf, ", offered %.3f erlang, carried %.3f\n    simulated  ", trunk->offered, trunk->carried);
	append_ratio(buf, &trunk->blocking, "found it full");
	append_exact(buf, &trunk->blocking);
	append_answers(buf, trunk);
}

static void append_stream(struct buf *buf, const struct load_stream *stream)
{
	buf_puts(buf, "  ");
	append_name(buf, stream->stream);
	buf_printf(buf, ": offered %.3f erlang, carried %.3f\n    simulated  ", stream->offered,
		stream->carried);
	append_ratio(buf, &stream->loss, "were lost");
	if (stream->failed > 0)
		buf_printf(buf,
			"    %" PRIu64
			" of them failed otherwise than by full trunks: simulate one such call to see why\n",
			stream->failed);
	append_exact(buf, &stream->loss);
}

static void append_run(struct buf *buf, const struct loads *loads)
{
	buf_printf(buf,
		"%" PRIu32 " %s of %.0f s after a warm-up of %.0f s; in brackets 95 %% intervals, of %" PRIu32
		" parts\n",
		loads->replications, loads->replications == 1 ? "replication" : "replications",
		loads->duration, loads->warm_up, loads->units);
	if (loads->replications < loads->wanted)
		buf_printf(buf, "partial: %" PRIu32 " replications were wanted\n", loads->wanted);
	for (uint32_t i = 0; i < loads->n_warning; i++) {
		buf_puts(buf, "note: ");
		append_name(buf, loads->warning[i]);
		buf_putc(buf, '\n');
	}
}

void loads_text(const struct loads *loads, struct out *out)
{
	struct buf buf = { 0 };

	buf_puts(&buf, "trunks\n");
	for (uint32_t i = 0; i < loads->n_trunk; i++) {
		append_trunk(&buf, &loads->trunk[i]);
		out_take(out, &buf);
	}
	buf_puts(&buf, "streams\n");
	for (uint32_t i = 0; i < loads->n_stream; i++) {
		append_stream(&buf, &loads->stream[i]);
		out_take(out, &buf);
	}
	append_run(&buf, loads);
	out_take(out, &buf);
	buf_release(&buf);
}

/* What is not known is null. */
static void add_if_known(cJSON *object, const char *key, double value)
{
	if (load_is_known(value))
		json_add_number(object, key, value);
	else
		cJSON_AddNullToObject(object, key);
}

static void add_ratio(cJSON *object, const char *lost, const char *share, const struct load_ratio *ratio)
{
	json_add_count(object, "calls", ratio->calls);
	json_add_count(object, lost, ratio->lost);
	json_add_number(object, share, ratio->value);
	json_add_number(object, "low", ratio->low);
	json_add_number(object, "high", ratio->high);
	add_if_known(object, "exact", ratio->exact);
	cJSON_AddStringToObject(object, "method", load_method_name(ratio->method));
}

static void add_estimates(cJSON *object, const struct load_trunk *trunk)
{
	cJSON *estimates = cJSON_AddArrayToObject(object, "estimates");

	for (uint32_t i = 0; i < trunk->n_estimate; i++) {
		cJSON *estimate = cJSON_CreateObject();

		cJSON_AddStringToObject(estimate, "name", trunk->estimate[i].name);
		json_add_number(estimate, "value", trunk->estimate[i].value);
		cJSON_AddBoolToObject(estimate, "misleads", trunk->estimate[i].misleads);
		json_append(estimates, estimate);
	}
}

static cJSON *trunk_object(const struct load_trunk *trunk)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "group", trunk->group);
	if (trunk->is_limited)
		json_add_count(object, "circuits", trunk->circuits);
	else
		cJSON_AddNullToObject(object, "circuits");
	json_add_number(object, "offered", trunk->offered);
	json_add_number(object, "carried", trunk->carried);
	add_ratio(object, "blocked", "blocking", &trunk->blocking);
	add_if_known(object, "closed", trunk->closed);
	add_if_known(object, "chain", trunk->chain);
	add_estimates(object, trunk);
	return object;
}

static cJSON *stream_object(const struct load_stream *stream)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "stream", stream->stream);
	json_add_number(object, "offered", stream->offered);
	json_add_number(object, "carried", stream->carried);
	add_ratio(object, "lost", "loss", &stream->loss);
	json_add_count(object, "failed", stream->failed);
	return object;
}

static cJSON *run_object(const struct loads *loads)
{
	cJSON *object = cJSON_CreateObject();
	cJSON *warnings;

	json_add_number(object, "durationS", loads->duration);
	json_add_number(object, "warmUpS", loads->warm_up);
	json_add_count(object, "replications", loads->replications);
	cJSON_AddBoolToObject(object, "partial", loads->replications < loads->wanted);
	json_add_count(object, "units", loads->units);
	warnings = cJSON_AddArrayToObject(object, "warnings");
	for (uint32_t i = 0; i < loads->n_warning; i++)
		json_append(warnings, cJSON_CreateString(loads->warning[i]));
	return object;
}

void loads_json(const struct loads *loads, struct out *out)
{
	struct json_list list;

	out_puts(out, ",\n");
	list = json_list_begin(out, "trunks");
	for (uint32_t i = 0; loads != NULL && i < loads->n_trunk; i++)
		json_list_add(&list, trunk_object(&loads->trunk[i]));
	json_list_end(&list);
	out_puts(out, ",\n");
	list = json_list_begin(out, "streams");
	for (uint32_t i = 0; loads != NULL && i < loads->n_stream; i++)
		json_list_add(&list, stream_object(&loads->stream[i]));
	json_list_end(&list);
	if (loads == NULL)
		return;
	out_puts(out, ",\n\"traffic\":");
	json_write(out, run_object(loads));
}
