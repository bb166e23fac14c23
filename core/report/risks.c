/* SPDX-License-Identifier: MIT */
#include "report/risks.h"

#include "base/escape.h"
#include "report/json.h"

#include <inttypes.h>
#include <string.h>

static void append_targets(struct buf *buf, const struct risk_cut *cut)
{
	for (uint32_t i = 0; i < cut->n_target; i++) {
		buf_puts(buf, i > 0 ? " + " : "");
		escape_terminal(buf, str_of(cut->target[i]));
	}
	if (cut->shared == NULL)
		return;
	buf_puts(buf, " (all of ");
	escape_terminal(buf, str_of(cut->shared));
	buf_putc(buf, ')');
}

/* Cuts of one size, on one line. Returns how many. */
static uint32_t append_cuts(struct buf *buf, const struct risks *risks, uint32_t service, uint32_t size)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < risks->n_cut; i++) {
		const struct risk_cut *cut = &risks->cut[i];

		if (cut->service != service || cut->n_target != size)
			continue;
		if (n++ > 0)
			buf_puts(buf, ", ");
		else if (size == 1)
			buf_puts(buf, "    single points of failure: ");
		else
			buf_printf(buf, "    fails when these %" PRIu32 " fail together: ", size);
		append_targets(buf, cut);
	}
	buf_puts(buf, n > 0 ? "\n" : "");
	return n;
}

static void append_sweep(struct buf *buf, const struct risks *risks, uint32_t number)
{
	const struct risk_service *service = &risks->service[number];
	uint32_t n = 0;

	for (uint32_t size = 1; size <= risks->most_failed; size++)
		n += append_cuts(buf, risks, number, size);
	if (n > 0 || risks->most_failed == 0 || service->is_partial)
		return;
	if (risks->most_failed == 1)
		buf_puts(buf, "    survives the failure of any one part\n");
	else
		buf_printf(buf, "    survives the failure of any %" PRIu32 " parts\n", risks->most_failed);
}

static void append_availability(struct buf *buf, const struct risk_availability *found)
{
	if (found->weakest == NULL) {
		buf_puts(buf,
			"    nothing that it needs has mtbf-h and mttr-h: it never fails, as far as the plan says\n");
		return;
	}
	buf_printf(buf,
		"    works %.7f %% of the time, %.1f minutes a year without it (bounds %.7f and %.7f %%)\n",
		100 * found->value, found->minutes, 100 * found->low, 100 * found->high);
	buf_puts(buf, "    most is won at ");
	escape_terminal(buf, str_of(found->weakest));
	buf_printf(buf, ": %.1f minutes a year if it never failed\n", found->gain);
}

static void append_service(struct buf *buf, const struct risks *risks, uint32_t number)
{
	const struct risk_service *service = &risks->service[number];

	buf_puts(buf, "  ");
	escape_terminal(buf, str_of(service->service));
	buf_puts(buf, "  (");
	escape_terminal(buf, str_of(service->from));
	buf_puts(buf, " calls ");
	escape_terminal(buf, str_of(service->to));
	buf_puts(buf, ")\n");
	if (!service->works)
		buf_puts(buf,
			strstr(service->service, "@blocking") != NULL ?
				"    full trunks cost more calls than that, with nothing failed\n" :
				"    does not work, with nothing failed\n");
	else
		append_sweep(buf, risks, number);
	for (uint32_t i = 0; i < risks->n_availability; i++)
		if (risks->availability[i].service == number)
			append_availability(buf, &risks->availability[i]);
	if (service->is_stopped)
		buf_printf(buf, "    partial: stopped after %" PRIu64 " trials\n", service->trials);
	else if (service->is_partial)
		buf_printf(buf,
			"    partial: after %" PRIu64 " trials the limit was reached (--limit trials=N)\n",
			service->trials);
}

void risks_text(const struct risks *risks, struct out *out)
{
	struct buf buf = { 0 };
	const char *site = NULL;

	for (uint32_t i = 0; i < risks->n_service; i++) {
		if (site == NULL || strcmp(site, risks->service[i].site) != 0) {
			buf_puts(&buf, i > 0 ? "\n" : "");
			escape_terminal(&buf, str_of(risks->service[i].site));
			buf_putc(&buf, '\n');
		}
		site = risks->service[i].site;
		append_service(&buf, risks, i);
		out_take(out, &buf);
	}
	if (risks->is_partial)
		buf_puts(&buf, "\npartial: stopped before everything was looked at\n");
	out_take(out, &buf);
	buf_release(&buf);
}

static cJSON *service_object(const struct risks *risks, uint32_t number)
{
	const struct risk_service *service = &risks->service[number];
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "service", service->service);
	cJSON_AddStringToObject(object, "site", service->site);
	return object;
}

static cJSON *cut_object(const struct risks *risks, const struct risk_cut *cut)
{
	cJSON *object = service_object(risks, cut->service);
	cJSON *targets = cJSON_AddArrayToObject(object, "targets");

	for (uint32_t i = 0; i < cut->n_target; i++)
		json_append(targets, cJSON_CreateString(cut->target[i]));
	cJSON_AddStringToObject(object, "call", risks->service[cut->service].call);
	if (cut->shared != NULL)
		cJSON_AddStringToObject(object, "shared", cut->shared);
	return object;
}

static void write_cuts(const struct risks *risks, const char *key, bool single, struct out *out)
{
	struct json_list list;

	out_puts(out, ",\n");
	list = json_list_begin(out, key);
	for (uint32_t i = 0; risks != NULL && i < risks->n_cut; i++)
		if ((risks->cut[i].n_target == 1) == single)
			json_list_add(&list, cut_object(risks, &risks->cut[i]));
	json_list_end(&list);
}

static cJSON *availability_object(const struct risks *risks, const struct risk_availability *found)
{
	cJSON *object = service_object(risks, found->service);

	json_add_number(object, "value", found->value);
	json_add_number(object, "minutesPerYear", found->minutes);
	json_add_number(object, "low", found->low);
	json_add_number(object, "high", found->high);
	if (found->weakest != NULL) {
		cJSON_AddStringToObject(object, "weakest", found->weakest);
		json_add_number(object, "gainMinutesPerYear", found->gain);
	}
	return object;
}

static cJSON *swept_object(const struct risks *risks, uint32_t number)
{
	cJSON *object = service_object(risks, number);

	cJSON_AddBoolToObject(object, "works", risks->service[number].works);
	json_add_count(object, "trials", risks->service[number].trials);
	cJSON_AddBoolToObject(object, "partial", risks->service[number].is_partial);
	return object;
}

void risks_json(const struct risks *risks, struct out *out)
{
	struct json_list list;

	write_cuts(risks, "spof", true, out);
	write_cuts(risks, "cuts", false, out);
	out_puts(out, ",\n");
	list = json_list_begin(out, "availability");
	for (uint32_t i = 0; risks != NULL && i < risks->n_availability; i++)
		json_list_add(&list, availability_object(risks, &risks->availability[i]));
	json_list_end(&list);
	if (risks == NULL)
		return;
	out_puts(out, ",\n");
	list = json_list_begin(out, "services");
	for (uint32_t i = 0; i < risks->n_service; i++)
		json_list_add(&list, swept_object(risks, i));
	json_list_end(&list);
}
