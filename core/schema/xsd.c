/* SPDX-License-Identifier: MIT */
#include "schema/schema.h"

#include "base/escape.h"
#include "model/shape.h"
#include "model/value.h"

/* Simple types that rows name, and the languages that use them. */
static const struct {
	bool in[LANGUAGE_COUNT];
	const char *text;
} named_types[] = {
	{ { true, true },
		"  <xs:simpleType name=\"id\">\n"
		"    <xs:restriction base=\"xs:NCName\"><xs:maxLength value=\"1024\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, true },
		"  <xs:simpleType name=\"ids\"><xs:list itemType=\"xs:NCName\"/></xs:simpleType>\n" },
	{ { false, true },
		"  <xs:simpleType name=\"some-ids\">\n"
		"    <xs:restriction base=\"ids\"><xs:minLength value=\"1\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"two-ids\">\n"
		"    <xs:restriction base=\"ids\"><xs:length value=\"2\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"host\">\n"
		"    <xs:restriction base=\"xs:string\"><xs:pattern value=\"[A-Za-z0-9._\\-]{1,255}\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"bool\">\n"
		"    <xs:restriction base=\"xs:string\"><xs:enumeration value=\"true\"/><xs:enumeration value=\"false\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, true },
		"  <xs:simpleType name=\"whole\">\n"
		"    <xs:restriction base=\"xs:integer\"><xs:pattern value=\"-1|0|[1-9][0-9]*\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, true },
		"  <xs:simpleType name=\"decimal\">\n"
		"    <xs:restriction base=\"xs:decimal\"><xs:pattern value=\"(0|[1-9][0-9]*)(\\.[0-9]+)?\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"address\">\n"
		"    <xs:restriction base=\"xs:string\"><xs:pattern value=\"[0-9A-Fa-f:.]{2,45}\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"addresses\"><xs:list itemType=\"address\"/></xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"prefix\">\n"
		"    <xs:restriction base=\"xs:string\"><xs:pattern value=\"[0-9A-Fa-f:.]{2,45}(/[0-9]{1,3})?\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"target\"><xs:union memberTypes=\"xs:NCName prefix\"/></xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"port-range\">\n"
		"    <xs:restriction base=\"xs:string\"><xs:pattern value=\"[0-9]{1,5}(-[0-9]{1,5})?\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"ports\"><xs:list itemType=\"port-range\"/></xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"protocol-port\">\n"
		"    <xs:restriction base=\"xs:string\"><xs:pattern value=\"esp|ah|gre|(tcp|udp)(/[0-9]{1,5}(-[0-9]{1,5})?)?\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"protocol-ports\"><xs:list itemType=\"protocol-port\"/></xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"country\">\n"
		"    <xs:restriction base=\"xs:string\"><xs:pattern value=\"[A-Z]{2}\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"countries\"><xs:list itemType=\"country\"/></xs:simpleType>\n" },
	{ { true, true },
		"  <xs:simpleType name=\"number\">\n"
		"    <xs:restriction base=\"xs:string\"><xs:pattern value=\"\\+?[0-9*#]{1,64}(;ext=[0-9]{1,15})?\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"number-range\">\n"
		"    <xs:restriction base=\"xs:string\"><xs:pattern value=\"\\+[1-9][0-9]{0,14}(-[0-9]{1,15}|;ext=[0-9]{1,15})?\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"numbers\"><xs:list itemType=\"number-range\"/></xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"dialled-digits\">\n"
		"    <xs:restriction base=\"xs:string\"><xs:pattern value=\"\\+?[0-9*#]{1,64}\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"dialled\"><xs:list itemType=\"dialled-digits\"/></xs:simpleType>\n" },
	{ { true, true },
		"  <xs:simpleType name=\"pattern\">\n"
		"    <xs:restriction base=\"xs:string\"><xs:maxLength value=\"4096\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
	{ { true, false },
		"  <xs:simpleType name=\"href\">\n"
		"    <xs:restriction base=\"xs:string\"><xs:minLength value=\"1\"/></xs:restriction>\n"
		"  </xs:simpleType>\n" },
};

/* The named type of an attribute; NULL when its row says more than its type. */
static const char *named_type(const struct attr_spec *spec)
{
	static const char *const names[TYPE_COUNT] = {
		[TYPE_ID] = "id",
		[TYPE_TEXT] = "xs:string",
		[TYPE_HOST] = "host",
		[TYPE_BOOL] = "bool",
		[TYPE_DECIMAL] = "decimal",
		[TYPE_REF] = "id",
		[TYPE_REFS] = "ids",
		[TYPE_TARGET] = "target",
		[TYPE_ADDRESS] = "address",
		[TYPE_ADDRESSES] = "addresses",
		[TYPE_INTERFACE_ADDRESS] = "prefix",
		[TYPE_PREFIX] = "prefix",
		[TYPE_PORTS] = "ports",
		[TYPE_PROTOCOL_PORTS] = "protocol-ports",
		[TYPE_COUNTRY] = "country",
		[TYPE_COUNTRIES] = "countries",
		[TYPE_TOKENS] = "xs:string",
		[TYPE_NUMBER] = "number",
		[TYPE_NUMBERS] = "numbers",
		[TYPE_DIALLED] = "dialled",
		[TYPE_PATTERN] = "pattern",
		[TYPE_HREF] = "href",
	};

	if (spec->shape != SHAPE_NONE)
		return shape_name(spec->shape);
	if (spec->in_deployment && spec->type == TYPE_REFS)
		return "some-ids";
	return spec->count == 2 ? "two-ids" : names[spec->type];
}

static void write_escaped(const char *text, struct out *out)
{
	struct buf buf = { 0 };

	escape_xml(&buf, str_of(text));
	out_take(out, &buf);
	buf_release(&buf);
}

static void write_enumeration(const struct attr_spec *spec, struct out *out)
{
	const struct choice_list *list = choice_list(spec->choices);

	out_puts(out, "<xs:restriction base=\"xs:string\">");
	for (unsigned i = 0; i < list->count; i++)
		out_printf(out, "<xs:enumeration value=\"%s\"/>", list->names[i]);
	out_puts(out, "</xs:restriction>");
}

static void write_scope(const struct attr_spec *spec, struct out *out)
{
	struct buf forms = { 0 };

	/* "global, site:ID" becomes "global|site:NAME". */
	value_describe(spec, &forms);
	out_puts(out, "<xs:restriction base=\"xs:string\"><xs:pattern value=\"");
	for (size_t i = 0; i < forms.length; i++) {
		if (str_starts((struct str){ forms.text + i, forms.length - i }, "ID"))
			out_puts(out, "[\\i-[:]][\\c-[:]]*"), i++;
		else if (forms.text[i] == ',')
			out_puts(out, "|"), i++;
		else
			out_put(out, &forms.text[i], 1);
	}
	out_puts(out, "\"/></xs:restriction>");
	buf_release(&forms);
}

static void write_inline_type(const struct attr_spec *spec, struct out *out)
{
	out_puts(out, "      <xs:simpleType>");
	switch (spec->type) {
	case TYPE_INT:
		out_printf(out,
			"<xs:restriction base=\"whole\"><xs:minInclusive value=\"%d\"/><xs:maxInclusive value=\"%d\"/></xs:restriction>",
			(int)spec->least, (int)spec->most);
		break;
	case TYPE_SCOPE:
		write_scope(spec, out);
		break;
	case TYPE_CHOICE_SET:
		out_puts(out, "<xs:list><xs:simpleType>");
		write_enumeration(spec, out);
		out_puts(out, "</xs:simpleType></xs:list>");
		break;
	default:
		write_enumeration(spec, out);
		break;
	}
	out_puts(out, "</xs:simpleType>\n");
}

static void write_attribute(const struct attr_spec *spec, struct out *out)
{
	const char *type = named_type(spec);

	out_printf(out, "    <xs:attribute name=\"%s\"", attr_name(spec->attr));
	if (type != NULL)
		out_printf(out, " type=\"%s\"", type);
	out_printf(out, "%s>\n      <xs:annotation><xs:documentation>",
		spec->required ? " use=\"required\"" : "");
	write_escaped(spec->doc, out);
	if (spec->fallback != NULL)
		out_printf(out, " (default: %s)", spec->fallback);
	out_puts(out, "</xs:documentation></xs:annotation>\n");
	if (type == NULL)
		write_inline_type(spec, out);
	out_puts(out, "    </xs:attribute>\n");
}

static void write_attributes(enum kind kind, struct out *out)
{
	unsigned count;
	const struct attr_spec *specs = attr_specs_of(kind, &count);

	for (unsigned i = 0; i < count; i++)
		write_attribute(&specs[i], out);
	/* What <extend> may say depends on the element it names. */
	out_printf(out, "    <xs:anyAttribute namespace=\"%s\" processContents=\"lax\"/>\n",
		kind == K_EXTEND ? "##any" : "##other");
}

static void write_documentation(const char *text, struct out *out)
{
	out_puts(out, "    <xs:annotation><xs:documentation>");
	write_escaped(text, out);
	out_puts(out, "</xs:documentation></xs:annotation>\n");
}

static uint64_t children_of(enum kind kind)
{
	return kind_children(kind) & ~BIT(K_DESCRIPTION);
}

/* The children of an element as a group: they are named twice in its content. */
static void write_group(enum kind kind, struct out *out)
{
	out_printf(out, "  <xs:group name=\"in-%s\">\n    <xs:choice>\n", kind_name(kind));
	for (unsigned child = 0; child < KIND_COUNT; child++) {
		if (!(children_of(kind) & BIT(child)))
			continue;
		out_printf(out, "      <xs:element name=\"%s\" type=\"%s\">\n    ",
			kind_name((enum kind)child), kind_name((enum kind)child));
		write_documentation(element_specs[child].doc, out);
		out_puts(out, "      </xs:element>\n");
	}
	out_puts(out, "    </xs:choice>\n  </xs:group>\n");
}

/*
 * Elements of other namespaces may stand anywhere, a description only before all other children: the first of
 * ours is a description or a child, everything after it no description.
 */
static void write_content(enum kind kind, struct out *out)
{
	bool has_children = children_of(kind) != 0;

	out_puts(out,
		"    <xs:sequence>\n"
		"      <xs:any namespace=\"##other\" processContents=\"lax\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>\n"
		"      <xs:sequence minOccurs=\"0\">\n"
		"        <xs:choice>\n"
		"          <xs:element name=\"description\" type=\"description\"/>\n");
	if (has_children)
		out_printf(out, "          <xs:group ref=\"in-%s\"/>\n", kind_name(kind));
	out_puts(out, "        </xs:choice>\n        <xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">\n");
	if (has_children)
		out_printf(out, "          <xs:group ref=\"in-%s\"/>\n", kind_name(kind));
	out_puts(out,
		"          <xs:any namespace=\"##other\" processContents=\"lax\"/>\n"
		"        </xs:choice>\n"
		"      </xs:sequence>\n"
		"    </xs:sequence>\n");
}

static void write_type(enum kind kind, struct out *out)
{
	if (children_of(kind) != 0)
		write_group(kind, out);
	out_printf(out, "  <xs:complexType name=\"%s\"%s>\n", kind_name(kind),
		kind == K_DESCRIPTION ? " mixed=\"true\"" : "");
	write_documentation(element_specs[kind].doc, out);
	if (kind == K_DESCRIPTION)
		out_puts(out,
			"    <xs:sequence>\n"
			"      <xs:any namespace=\"##other\" processContents=\"lax\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>\n"
			"    </xs:sequence>\n");
	else
		write_content(kind, out);
	write_attributes(kind, out);
	out_puts(out, "  </xs:complexType>\n");
}

/* Types of texts that only look a certain way: those that the language has. */
static void write_shapes(uint64_t shapes, struct out *out)
{
	for (unsigned shape = SHAPE_NONE + 1; shape < SHAPE_COUNT; shape++)
		if (shapes & BIT(shape))
			out_printf(out,
				"  <xs:simpleType name=\"%s\">\n"
				"    <xs:restriction base=\"%s\"><xs:pattern value=\"%s\"/></xs:restriction>\n"
				"  </xs:simpleType>\n",
				shape_name((enum shape)shape), shape_base((enum shape)shape),
				shape_pattern((enum shape)shape));
}

static uint64_t shapes_of(enum kind kind)
{
	unsigned count;
	const struct attr_spec *specs = attr_specs_of(kind, &count);
	uint64_t shapes = 0;

	for (unsigned i = 0; i < count; i++)
		shapes |= BIT(specs[i].shape);
	return shapes;
}

void schema_xsd(enum language language, struct out *out)
{
	const struct language_spec *spec = language_spec(language);
	uint64_t kinds = language_kinds(language);
	uint64_t shapes = 0;

	out_printf(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<!-- The lync-topo %s language, version 1. Generated by \"lync-topo schema %s\"; do not edit. -->\n"
		"<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"%s\"\n"
		"    targetNamespace=\"%s\" elementFormDefault=\"qualified\">\n",
		spec->name, spec->name, spec->space, spec->space);
	out_printf(out, "  <xs:element name=\"%s\" type=\"%s\">\n", kind_name(spec->root),
		kind_name(spec->root));
	write_documentation(element_specs[spec->root].doc, out);
	out_puts(out, "  </xs:element>\n");
	for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
		if (!(kinds & BIT(kind)))
			continue;
		write_type((enum kind)kind, out);
		shapes |= shapes_of((enum kind)kind);
	}
	for (size_t i = 0; i < ARRAY_LEN(named_types); i++)
		if (named_types[i].in[language])
			out_puts(out, named_types[i].text);
	write_shapes(shapes, out);
	out_puts(out, "</xs:schema>\n");
}
