/* SPDX-License-Identifier: MIT */
/*
 * The XML Schema, put to work: libxml2 validates with it what the loader takes and what it refuses.
 */
#include "topology_support.h"

#include "load/xml.h"
#include "schema/schema.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

static void silent(void *context, const char *message, ...)
{
	(void)context;
	(void)message;
}

static char *xsd_text(void)
{
	struct out out = output_begin();

	schema_xsd(&out);
	return output_end(&out);
}

static xmlSchemaPtr compiled(void)
{
	char *text = xsd_text();
	xmlSchemaParserCtxtPtr parser = xmlSchemaNewMemParserCtxt(text, (int)strlen(text));
	xmlSchemaPtr schema;

	assert_non_null(parser);
	schema = xmlSchemaParse(parser);
	xmlSchemaFreeParserCtxt(parser);
	free(text);
	assert_non_null(schema);
	return schema;
}

static bool is_valid(xmlSchemaPtr schema, const char *body)
{
	char *text = plan_memory(strlen(body) + 100);
	xmlSchemaValidCtxtPtr validator = xmlSchemaNewValidCtxt(schema);
	xmlDocPtr document;
	int result;

	sprintf(text, "%s%s%s", ROOT_OPEN, body, ROOT_CLOSE);
	document = xmlReadMemory(text, (int)strlen(text), "a.xml", NULL, XML_PARSE_NONET);
	assert_non_null(document);
	xmlSchemaSetValidErrors(validator, silent, silent, NULL);
	result = xmlSchemaValidateDoc(validator, document);
	xmlSchemaFreeValidCtxt(validator);
	xmlFreeDoc(document);
	free(text);
	return result == 0;
}

static void it_accepts_what_the_loader_accepts(void **state)
{
	static const char *const bodies[] = {
		"",
		"<description>text</description><pstn-usage id='a'/>",
		"<site id='s' kind='central'><description/><gateway id='g' kind='sbc' ip='192.0.2.1' cost='0.5'/></site>",
		"<pstn-usage id='a' name='x' xmlns:x='urn:x' x:y='z'/><x:z xmlns:x='urn:x'><any/></x:z>",
		"<trunk-defaults transport='tcp' codecs=''/>",
		"<trunk-defaults codecs='g711u g729'/>",
		"<trunk-config scope='global'/><trunk-config scope='site:s'/>",
		"<voice-policy id='p' usages='' scope='user'/>",
		"<site id='s' kind='central'><users id='u' count='0' telephony='pbx' numbers='+14255550100-0219'/></site>",
		"<site id='s' kind='central'><vlan id='v' tag='4094' subnet='10.0.0.0/8' members=''/></site>",
		"<firewall protects='a' id='f'><permit protocol='udp' ports='500 4500-4600'/></firewall>",
	};
	xmlSchemaPtr schema = compiled();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
		struct plan *plan = plan_load(bodies[i]);

		for (uint32_t n = 0; n < plan->findings.n_finding; n++)
			assert_int_equal(strncmp(plan->findings.finding[n].rule->id, "DOC009", 6), 0);
		if (!is_valid(schema, bodies[i]))
			fail_msg("not valid: %s", bodies[i]);
		plan_free(plan);
	}
	xmlSchemaFree(schema);
}

/* Faults of structure and of closed values, all of them refused by the loader too. */
static void it_refuses_what_the_loader_refuses(void **state)
{
	static const char *const bodies[] = {
		"<trunkk id='a'/>",
		"<gateway id='g' kind='sbc'/>",
		"<pstn-usage/>",
		"<pstn-usage id=''/>",
		"<pstn-usage id='1a'/>",
		"<pstn-usage id='a' colour='red'/>",
		"<site id='s' kind='middle'/>",
		"<site id='s' kind='central' dns='yes'/>",
		"<site id='s' kind='central' dns='1'/>",
		"<site id='s' kind='central'>text</site>",
		"<pstn-usage id='a'/><description/>",
		"<description/><description/>",
		"<site id='s' kind='central'><vlan id='v' tag='0' members=''/></site>",
		"<site id='s' kind='central'><vlan id='v' tag='4095' members=''/></site>",
		"<site id='s' kind='central'><vlan id='v' tag='+1' members=''/></site>",
		"<trunk-config scope='user'/>",
		"<trunk-defaults codecs='g711x'/>",
		"<site id='s' kind='central' country='us'/>",
		"<wan-link id='w' between='a'/>",
	};
	xmlSchemaPtr schema = compiled();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
		struct plan *plan = plan_load(bodies[i]);

		assert_true(plan->findings.n_finding > 0);
		if (is_valid(schema, bodies[i]))
			fail_msg("valid: %s", bodies[i]);
		plan_free(plan);
	}
	xmlSchemaFree(schema);
}

/* For completion and hover text: every element and attribute is named and documented. */
static void it_documents_everything(void **state)
{
	char *text = xsd_text();
	char name[128];

	(void)state;
	for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
		snprintf(name, sizeof(name), "<xs:complexType name=\"%s\"", kind_name((enum kind)kind));
		assert_holds(text, name);
	}
	for (unsigned attr = 1; attr < ATTR_COUNT; attr++) {
		snprintf(name, sizeof(name), "<xs:attribute name=\"%s\"", attr_name((enum attr)attr));
		assert_holds(text, name);
	}
	assert_holds(text, "(default: 5067)");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_accepts_what_the_loader_accepts),
		cmocka_unit_test(it_refuses_what_the_loader_refuses),
		cmocka_unit_test(it_documents_everything),
	};
	int failed;

	/* Before libxml2 allocates anything of its own. */
	plan_free(plan_load(""));
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	xml_clean_up();
	return failed;
}
