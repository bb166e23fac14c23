/* SPDX-License-Identifier: MIT */
#include "schema/schema.h"

#include "base/embedded.h"
#include "model/shape.h"
#include "model/value.h"
#include "schema/describe.h"

/* What differs between the pages of the languages. */
static const struct about {
	const char *files;
	const char *example; /* an embedded file, or the text itself */
	const char *see_also;
} abouts[LANGUAGE_COUNT] = {
	[LANGUAGE_TOPOLOGY] = {
		.files = "*PLAN*`.xml`",
		.example = "voip-only.xml",
		.see_also = "lync-topo(1) lync-topo-scenario(5) lync-topo-config(5) lync-topo-rules(7)",
	},
	[LANGUAGE_SCENARIO] = {
		.files = "`lync-topo simulate --scenario` *SCENARIO*`.xml` *PLAN*`.xml`",
		.example = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			   "<scenario xmlns=\"urn:lync-topo:scenario:1\">\n"
			   "  <call id=\"morning\" from=\"sales\" to=\"+14255551234\" expect=\"connected\"/>\n"
			   "  <fail target=\"fab-sbc\" mode=\"silent\" at-s=\"300\" until-s=\"900\"/>\n"
			   "  <call id=\"noon\" from=\"sales\" to=\"+14255551234\" at-s=\"600\"\n"
			   "        expect=\"connected\" expect-trunk=\"t-gw\"/>\n"
			   "</scenario>\n",
		.see_also = "lync-topo(1) lync-topo-language(5)",
	},
};

static const char *const about_scenarios =
	"A scenario says what happens on a plan: who calls whom, what fails and when, and what must come of it. It is "
	"XML in the namespace `urn:lync-topo:scenario:1` with the root `scenario`. The engine of `lync-topo simulate` "
	"plays it, so a scenario that expects something is a test of the deployment: exit status 1 says that a call or "
	"an expectation failed.\n"
	"\n"
	"Ids in `from`, `to`, `target` and the attributes that begin with `expect-` are those of the plan. Times are "
	"seconds from the start. Hops are written as results print them.\n";

void describe_attribute(struct roff *roff, const struct described *attribute)
{
	struct buf buf = { 0 };

	buf_printf(&buf, "**%s**%s", attribute->name, attribute->required ? " (required)" : "");
	roff_item(roff, buf_text(&buf), attribute->doc);
	buf_clear(&buf);
	buf_printf(&buf, "[%s", attribute->type);
	if (attribute->fallback != NULL)
		buf_printf(&buf, "; default: %s", attribute->fallback);
	buf_putc(&buf, ']');
	roff_more(roff, buf_text(&buf));
	buf_release(&buf);
}

static void write_attribute(struct roff *roff, const struct attr_spec *spec)
{
	struct described attribute = { attr_name(spec->attr), spec->required, spec->doc, "", spec->fallback };
	struct buf type = { 0 };

	describe_type(spec, "", &type);
	attribute.type = buf_text(&type);
	describe_attribute(roff, &attribute);
	buf_release(&type);
}

static void write_element(struct roff *roff, enum kind kind)
{
	const struct element_spec *element = &element_specs[kind];
	struct buf stands = { 0 };
	unsigned count;
	const struct attr_spec *specs = attr_specs_of(kind, &count);
	char parents[512];

	kinds_text(element->parents, parents, sizeof(parents));
	roff_subsection(roff, element->name);
	roff_paragraph(roff, element->doc);
	if (kind == K_DESCRIPTION)
		buf_puts(&stands, "Stands in any element.");
	else if (element->parents != 0)
		buf_printf(&stands, "Stands in: %s.", parents);
	if (stands.length > 0)
		roff_paragraph(roff, buf_text(&stands));
	for (unsigned i = 0; i < count; i++)
		write_attribute(roff, &specs[i]);
	buf_release(&stands);
}

static void write_values(struct roff *roff, enum language language)
{
	size_t n;
	const enum type *types = described_types(language, &n);

	roff_section(roff, "VALUES");
	for (unsigned shape = SHAPE_NONE + 1; language == LANGUAGE_SCENARIO && shape < SHAPE_COUNT; shape++)
		roff_name(roff, shape_name((enum shape)shape), shape_describe((enum shape)shape));
	for (size_t i = 0; i < n; i++) {
		struct attr_spec spec = { .type = (uint8_t)types[i] };
		struct buf text = { 0 };

		value_describe(&spec, &text);
		roff_name(roff, type_name(types[i]), buf_text(&text));
		buf_release(&text);
	}
}

void schema_man(enum language language, const struct roff_page *page, struct out *out)
{
	const struct about *about = &abouts[language];
	const char *example = embedded_find(about->example);
	uint64_t kinds = language_kinds(language);

	struct roff roff = roff_begin(page, out);

	roff_section(&roff, "SYNOPSIS");
	roff_marked(&roff, about->files);
	roff_section(&roff, "DESCRIPTION");
	roff_marked(&roff, language == LANGUAGE_SCENARIO ? about_scenarios : language_about);
	if (language == LANGUAGE_TOPOLOGY) {
		roff_subsection(&roff, "Derived, never written");
		roff_marked(&roff, language_derived);
	}
	write_values(&roff, language);
	roff_section(&roff, "ELEMENTS");
	for (unsigned kind = 0; kind < KIND_COUNT; kind++)
		if (kinds & BIT(kind))
			write_element(&roff, (enum kind)kind);
	roff_section(&roff, "EXAMPLES");
	roff_example(&roff, example != NULL ? example : about->example);
	roff_see_also(&roff, about->see_also);
}
