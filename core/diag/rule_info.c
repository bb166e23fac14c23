/* SPDX-License-Identifier: MIT */
#include "diag/rule_info.h"

#include "base/str.h"
#include "base/util.h"

#include <stdio.h>
#include <string.h>

const char *severity_name(enum severity severity)
{
	switch (severity) {
	case SEVERITY_NONE:
		return "never";
	case SEVERITY_NOTE:
		return "note";
	case SEVERITY_WARNING:
		return "warning";
	case SEVERITY_ERROR:
		return "error";
	}
	return "";
}

size_t rule_family_length(const struct rule_info *rule)
{
	const char *last = strrchr(rule->id, '-');
	size_t length = 0;

	if (last != NULL)
		return (size_t)(last - rule->id);
	while (rule->id[length] != '\0' && !ascii_is_digit(rule->id[length]))
		length++;
	return length;
}

const char *rule_source(const struct rule_info *rule)
{
	if (rule->url != NULL)
		return rule->url;
	return rule->pages[0] != PAGE_NONE ? page_info(rule->pages[0])->title : "the company's configuration";
}

void rule_options_text(unsigned options, char *text, size_t room)
{
	static const char *const codes[] = { "VPN", "MPLS", "PRIV", "TLS", "BEH", "FRT", "VOIP", "CERT" };
	size_t used = 0;

	if (options == OPTIONS_ALL) {
		snprintf(text, room, "all");
		return;
	}
	text[0] = '\0';
	for (size_t i = 0; i < ARRAY_LEN(codes) && used < room; i++)
		if (options & 1u << i)
			used += (size_t)snprintf(text + used, room - used, "%s%s", used ? " " : "", codes[i]);
}
