/* SPDX-License-Identifier: MIT */
#include "report/summary_json.h"

cJSON *summary_object(const struct summary *summary)
{
	cJSON *object = cJSON_CreateObject();
	cJSON *rules;
	cJSON *simulated;

	json_add_count(object, "error", summary->error);
	json_add_count(object, "warning", summary->warning);
	json_add_count(object, "note", summary->note);
	json_add_count(object, "unknown", summary->unknown);
	json_add_count(object, "suppressed", summary->suppressed);
	json_add_count(object, "baselined", summary->baselined);
	rules = cJSON_AddObjectToObject(object, "rules");
	json_add_count(rules, "run", summary->rules.run);
	json_add_count(rules, "passed", summary->rules.passed);
	json_add_count(rules, "fired", summary->rules.fired);
	json_add_count(rules, "not-applicable", summary->rules.not_applicable);
	json_add_count(rules, "unknown", summary->rules.unknown);
	simulated = cJSON_AddObjectToObject(object, "simulated");
	json_add_count(simulated, "calls", summary->simulated.calls);
	json_add_count(simulated, "sites", summary->simulated.sites);
	json_add_count(simulated, "of-sites", summary->simulated.of_sites);
	json_add_count(simulated, "sets-left-out", summary->simulated.left_out);
	return object;
}
