/* SPDX-License-Identifier: MIT */
#include "format/order.h"

#include "diag/config_language.h"
#include "model/vocabulary.h"

#include <limits.h>

enum {
	NAMESPACES,
	ID,
	NAME,
	OTHERS, /* and more, by their rows */
};

#define UNKNOWN UINT_MAX

static unsigned order_in_configuration(struct str element, struct str attribute)
{
	for (unsigned i = 0; i < CONFIG_ATTR_COUNT; i++) {
		const struct config_attr_spec *spec = config_attr_spec((enum config_attr)i);

		if (str_is(attribute, spec->name) &&
			str_is(element, config_element_spec(spec->element)->name))
			return OTHERS + i;
	}
	return UNKNOWN;
}

unsigned order_of_attribute(struct str element, struct str attribute)
{
	enum kind kind = kind_find(element);
	const struct attr_spec *spec;

	if (str_is(attribute, "xmlns") || str_starts(attribute, "xmlns:"))
		return NAMESPACES;
	if (str_is(attribute, "id"))
		return ID;
	if (str_is(attribute, "name"))
		return NAME;
	if (kind == K_NONE)
		return order_in_configuration(element, attribute);
	spec = attr_spec_find(kind, attribute);
	return spec != NULL ? OTHERS + (unsigned)(spec - attr_specs) : UNKNOWN;
}
