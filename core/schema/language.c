/* SPDX-License-Identifier: MIT */
#include "schema/describe.h"
#include "schema/schema.h"

#include "model/shape.h"
#include "model/value.h"

static void append_choices(const struct attr_spec *spec, const char *quote, struct buf *buf)
{
	const struct choice_list *list = choice_list(spec->choices);

	for (unsigned i = 0; i < list->count; i++)
		buf_printf(buf, "%s%s%s%s", i ? ", " : "", quote, list->names[i], quote);
}

void describe_type(const struct attr_spec *spec, const char *quote, struct buf *buf)
{
	char kinds[512];

	if (spec->shape != SHAPE_NONE) {
		buf_puts(buf, shape_name(spec->shape));
		return;
	}
	switch (spec->type) {
	case TYPE_CHOICE:
		append_choices(spec, quote, buf);
		return;
	case TYPE_CHOICE_SET:
		buf_puts(buf, "any of ");
		append_choices(spec, quote, buf);
		return;
	case TYPE_INT:
		buf_printf(buf, "whole number, %d to %d", (int)spec->least, (int)spec->most);
		return;
	case TYPE_SCOPE:
		value_describe(spec, buf);
		return;
	case TYPE_REF:
	case TYPE_REFS:
		kinds_text(spec->targets, kinds, sizeof(kinds));
		buf_printf(buf, "%s: %s",
			spec->count == 2               ? "two ids" :
				spec->type == TYPE_REF ? "id" :
							 "ids",
			kinds);
		return;
	default:
		buf_puts(buf, type_name(spec->type));
		return;
	}
}

static void write_attribute(const struct attr_spec *spec, struct out *out)
{
	struct buf type = { 0 };

	describe_type(spec, "`", &type);
	out_printf(out, "| `%s`%s | ", attr_name(spec->attr), spec->required ? " *" : "");
	out_take(out, &type);
	buf_release(&type);
	out_printf(out, " | %s%s%s | %s |\n", spec->fallback != NULL ? "`" : "",
		spec->fallback != NULL ? spec->fallback : "", spec->fallback != NULL ? "`" : "", spec->doc);
}

static void write_element(enum kind kind, struct out *out)
{
	const struct element_spec *element = &element_specs[kind];
	unsigned count;
	const struct attr_spec *specs = attr_specs_of(kind, &count);
	char parents[512];

	kinds_text(element->parents, parents, sizeof(parents));
	out_printf(out, "\n### `%s`\n\n%s\n\n", element->name, element->doc);
	if (kind == K_DESCRIPTION)
		out_puts(out, "Stands in any element.\n\n");
	else if (element->parents != 0)
		out_printf(out, "Stands in: %s.\n\n", parents);
	out_puts(out, "| attribute | value | default | meaning |\n|---|---|---|---|\n");
	for (unsigned i = 0; i < count; i++)
		write_attribute(&specs[i], out);
}

/* What a type is called, and what it may hold. */
static void write_value(enum type type, struct out *out)
{
	struct attr_spec spec = { .type = (uint8_t)type };
	struct buf buf = { 0 };

	value_describe(&spec, &buf);
	out_printf(out, "| %s | %s |\n", type_name(type), buf_text(&buf));
	buf_release(&buf);
}

static const enum type topology_types[] = { TYPE_ID, TYPE_HOST, TYPE_BOOL, TYPE_DECIMAL, TYPE_TARGET,
	TYPE_ADDRESS, TYPE_INTERFACE_ADDRESS, TYPE_PREFIX, TYPE_PORTS, TYPE_PROTOCOL_PORTS, TYPE_COUNTRY,
	TYPE_TOKENS, TYPE_NUMBER, TYPE_NUMBERS, TYPE_DIALLED, TYPE_PATTERN, TYPE_HREF };
static const enum type scenario_types[] = { TYPE_ID, TYPE_DECIMAL, TYPE_NUMBER, TYPE_PATTERN };

const enum type *described_types(enum language language, size_t *ret_n)
{
	*ret_n = language == LANGUAGE_SCENARIO ? ARRAY_LEN(scenario_types) : ARRAY_LEN(topology_types);
	return language == LANGUAGE_SCENARIO ? scenario_types : topology_types;
}

static void write_types(enum language language, struct out *out)
{
	size_t n;
	const enum type *types = described_types(language, &n);

	for (size_t i = 0; i < n; i++)
		write_value(types[i], out);
}

const char *const language_about =
	"A topology is XML in the namespace `urn:lync-topo:topology:1` with the root `topology`. Facts stand in\n"
	"attributes; nesting says *belongs to*; everything else is a reference by `id`. An `id` is unique in the whole\n"
	"document set.\n"
	"\n"
	"**Absent means unknown.** A rule that needs an absent fact answers *unknown*, which becomes a line of the\n"
	"checklist, never a pass. Only where a default stands below does the product itself decide. Values are open,\n"
	"structure is closed: an absent value (yes or no, a number, a name) is unknown, but an absent element or\n"
	"reference counts as not planned once its kind is described at all. If a document set holds no `firewall`, no\n"
	"`vlan`, no `voice-route`, no `users`, no `network-site` or no VPN end, the rules about it are unknown.\n"
	"\n"
	"Any element may carry `id`, `name` (for people) and, as its first child, one `description`. Elements and\n"
	"attributes of other namespaces are ignored. `include` names another file of the same document set.\n"
	"\n"
	"The same fact in two places: the nearer element wins, `sbc` over `provider`, `calls-per-hour` over `load`,\n"
	"`network-site` over `wan-link`, a trunk's own attribute over `trunk-defaults`. Facts that contradict each\n"
	"other are DOC015.\n";

const char *const language_derived =
	"- **Deployment option of a site.** A trunk to a provider's `sbc`, or a `pstn-line` of kind sip with a provider\n"
	"  on a gateway of kind sbc: SIP trunking. A PBX that serves the site (it stands there, or a `users` of the site\n"
	"  names it) on which a PSTN line ends: behind the PBX. A PSTN line on a gateway that has a tie line to that PBX\n"
	"  (or on a gateway of the site, when the PBX has a direct trunk): in front of the PBX. Enterprise Voice and no\n"
	"  PBX: VoIP-only. Lines on both or on neither: incremental, and OPT011 judges. `deployment` declares it instead.\n"
	"- **Pools that serve a site**: its own Mediation pools and branch appliances, else those of its central site.\n"
	"- **Effective trunk configuration**: the trunk's, else its pool's site's, else the global one, else the product's\n"
	"  defaults. **Effective SRTP**: with TCP none, whatever the configuration says.\n"
	"- **Voice policy of a group**: its own, else its site's, else the global one.\n"
	"- **Ports of a trunk**: as written, else the pool's and the peer's for its transport.\n"
	"- **Publicly routable**: by the IANA special-purpose registries, IPv4 and IPv6.\n";

static void write_scenario_types(struct out *out)
{
	out_puts(out, "\n### Values\n\n| value | written as |\n|---|---|\n");
	for (unsigned shape = SHAPE_NONE + 1; shape < SHAPE_COUNT; shape++)
		out_printf(out, "| %s | %s |\n", shape_name((enum shape)shape),
			shape_describe((enum shape)shape));
	write_types(LANGUAGE_SCENARIO, out);
}

static void write_elements(enum language language, struct out *out)
{
	uint64_t kinds = language_kinds(language);

	for (unsigned kind = 0; kind < KIND_COUNT; kind++)
		if (kinds & BIT(kind))
			write_element((enum kind)kind, out);
}

void schema_markdown(enum language language, struct out *out)
{
	if (language == LANGUAGE_SCENARIO) {
		out_puts(out,
			"## Reference\n"
			"\n"
			"Generated by `lync-topo schema scenario --format markdown`; do not edit from here on. Attributes\n"
			"marked with `*` must be there.\n");
		write_scenario_types(out);
		write_elements(language, out);
		return;
	}
	out_printf(out,
		"# The topology language\n"
		"\n"
		"Generated by `lync-topo schema topology --format markdown`; do not edit.\n"
		"\n"
		"%s\n## Derived, never written\n\n%s\n## Values\n\n| value | written as |\n|---|---|\n",
		language_about, language_derived);
	write_types(LANGUAGE_TOPOLOGY, out);
	out_puts(out, "\n## Elements\n\nAttributes marked with `*` must be there.\n");
	write_elements(language, out);
}
