/* SPDX-License-Identifier: MIT */
#include "report/erlang.h"

#include "report/json.h"

static const char *const described[] = {
	[MODEL_ERLANG_B] = "Erlang B: calls that find no circuit are lost, sources without number",
	[MODEL_ERLANG_C] = "Erlang C: calls wait for a circuit, sources without number",
	[MODEL_ENGSET] = "Engset: calls that find no circuit are lost, a known number of sources",
};

static void line(struct out *out, const char *name, double value, const char *unit, bool sought)
{
	out_printf(out, "  %-16s %12.7g%s%s\n", name, value, unit, sought ? "   <- the answer" : "");
}

void erlang_text(const struct group_figures *figures, struct out *out)
{
	bool waits = figures->model == MODEL_ERLANG_C, few = figures->model == MODEL_ENGSET;

	out_printf(out, "%s\n", described[figures->model]);
	if (few)
		line(out, "sources", figures->sources, "", false);
	line(out, "circuits", figures->circuits, "", figures->sought == QUANTITY_CIRCUITS);
	line(out, few ? "offered by each" : "offered", figures->offered, " Erlang",
		figures->sought == QUANTITY_OFFERED);
	line(out, waits ? "calls that wait" : "calls lost", 100 * figures->blocking, " %",
		figures->sought == QUANTITY_BLOCKING);
	if (few)
		line(out, "all busy", 100 * figures->time_congestion, " % of the time", false);
	line(out, "carried", figures->carried, " Erlang", false);
	if (waits && figures->offered >= figures->circuits)
		out_puts(out, "more is offered than the circuits carry: the queue grows without end\n");
}

static void add(cJSON *object, const char *key, bool applies, double value)
{
	if (applies)
		json_add_number(object, key, value);
	else
		json_add(object, key, cJSON_CreateNull());
}

void erlang_json(const struct group_figures *figures, struct out *out)
{
	bool waits = figures->model == MODEL_ERLANG_C, few = figures->model == MODEL_ENGSET;
	cJSON *object;

	json_prepare();
	object = cJSON_CreateObject();
	json_add_count(object, "version", 1);
	json_add(object, "model", cJSON_CreateString(traffic_model_name(figures->model)));
	json_add_count(object, "circuits", figures->circuits);
	add(object, "offered", true, figures->offered);
	add(object, "blocking", !waits, figures->blocking);
	add(object, "carried", true, figures->carried);
	add(object, "waiting", waits, figures->blocking);
	add(object, "sources", few, figures->sources);
	add(object, "callCongestion", few, figures->blocking);
	add(object, "timeCongestion", few, figures->time_congestion);
	json_add(object, "solvedFor", cJSON_CreateString(traffic_quantity_name(figures->sought)));
	json_write(out, object);
	out_puts(out, "\n");
}
