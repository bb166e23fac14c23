/* SPDX-License-Identifier: MIT */
#include "model/ports.h"

#include "base/number.h"
#include "model/choices.h"

#include <stdio.h>
#include <string.h>

static bool parse_port(struct str text, unsigned *ret)
{
	uint64_t port;

	if (!number_parse_whole(text, 65535, &port))
		return false;
	*ret = (unsigned)port;
	return true;
}

/* The part before the mark, and the rest after it; the whole and an empty rest when there is no mark. */
static bool cut(struct str text, char mark, struct str *head, struct str *tail)
{
	const char *at = text.length > 0 ? memchr(text.text, mark, text.length) : NULL;
	size_t length = at != NULL ? (size_t)(at - text.text) : text.length;

	*head = (struct str){ text.text, length };
	*tail = (struct str){ text.text + length, 0 };
	if (at != NULL)
		*tail = (struct str){ at + 1, text.length - length - 1 };
	return at != NULL;
}

bool port_range_parse(struct str token, struct port_range *ret)
{
	struct port_range range;
	struct str head;
	struct str tail;
	bool is_range = cut(token, '-', &head, &tail);

	if (!parse_port(head, &range.first))
		return false;
	range.last = range.first;
	if (is_range && !parse_port(tail, &range.last))
		return false;
	*ret = range;
	return range.first <= range.last;
}

bool port_range_of(int64_t first, int64_t count, struct port_range *ret)
{
	if (first < 0 || count < 1 || first > 65535 || count > 65536 - first)
		return false;
	*ret = (struct port_range){ (unsigned)first, (unsigned)(first + count - 1) };
	return true;
}

bool port_ranges_overlap(struct port_range a, struct port_range b)
{
	return a.first <= b.last && b.first <= a.last;
}

static int find_protocol(struct str name)
{
	const struct choice_list *list = choice_list(CHOICES_PROTOCOL);

	for (unsigned i = 0; i < list->count; i++)
		if (str_is(name, list->names[i]))
			return (int)i;
	return -1;
}

bool protocol_ports_parse(struct str token, struct protocol_ports *ret)
{
	struct protocol_ports wanted = { .ports = { 0, 65535 } };
	struct str head;
	struct str tail;
	bool has_ports = cut(token, '/', &head, &tail);

	wanted.protocol = find_protocol(head);
	if (wanted.protocol < 0)
		return false;
	if (has_ports) {
		if (wanted.protocol != PROTOCOL_TCP && wanted.protocol != PROTOCOL_UDP)
			return false;
		if (!port_range_parse(tail, &wanted.ports))
			return false;
	}
	*ret = wanted;
	return true;
}

void protocol_ports_text(const struct protocol_ports *wanted, char *text, size_t room)
{
	const char *name = choice_list(CHOICES_PROTOCOL)->names[wanted->protocol];

	bool has_ports = wanted->protocol == PROTOCOL_TCP || wanted->protocol == PROTOCOL_UDP;

	if (!has_ports || (wanted->ports.first == 0 && wanted->ports.last == 65535))
		snprintf(text, room, "%s", name);
	else if (wanted->ports.first == wanted->ports.last)
		snprintf(text, room, "%s/%u", name, wanted->ports.first);
	else
		snprintf(text, room, "%s/%u-%u", name, wanted->ports.first, wanted->ports.last);
}
