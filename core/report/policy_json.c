/* SPDX-License-Identifier: MIT */
#include "report/policy_json.h"

cJSON *policy_json(const struct call_policy *policy)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "name", policy->name);
	cJSON_AddStringToObject(object, "value", policy->value);
	cJSON_AddStringToObject(object, "provenance", policy->provenance);
	cJSON_AddBoolToObject(object, "changed", policy->changed);
	return object;
}
