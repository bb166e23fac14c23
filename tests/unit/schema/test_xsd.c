/* SPDX-License-Identifier: MIT */
/*
 * The XML Schema, put to work: libxml2 validates with it what the loader takes and what it refuses.
 */
#include "topology_support.h"

#include "load/libxml.h"
#include "schema/schema.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

static void silent(void *context, const char *message, ...)
{
	(void)context;
	(void)message;
}

static char *xsd_text(enum language language)
{
	struct out out = output_begin();

	schema_xsd(language, &out);
	return output_end(&out);
}

static xmlSchemaPtr compiled(enum language language)
{
	char *text = xsd_text(language);
	xmlSchemaParserCtxtPtr parser = xmlSchemaNewMemParserCtxt(text, (int)strlen(text));
	xmlSchemaPtr schema;

	assert_non_null(parser);
	schema = xmlSchemaParse(parser);
	xmlSchemaFreeParserCtxt(parser);
	free(text);
	assert_non_null(schema);
	return schema;
}

static bool is_valid_document(xmlSchemaPtr schema, const char *text)
{
	xmlSchemaValidCtxtPtr validator = xmlSchemaNewValidCtxt(schema);
	xmlDocPtr document;
	int result;

	document = xmlReadMemory(text, (int)strlen(text), "a.xml", NULL, XML_PARSE_NONET);
	assert_non_null(document);
	xmlSchemaSetValidErrors(validator, silent, silent, NULL);
	result = xmlSchemaValidateDoc(validator, document);
	xmlSchemaFreeValidCtxt(validator);
	xmlFreeDoc(document);
	return result == 0;
}

static bool is_valid(xmlSchemaPtr schema, const char *body)
{
	char *text = plan_memory(strlen(body) + 100);
	bool valid;

	sprintf(text, "%s%s%s", ROOT_OPEN, body, ROOT_CLOSE);
	valid = is_valid_document(schema, text);
	free(text);
	return valid;
}

static bool is_valid_scenario(xmlSchemaPtr schema, const char *body)
{
	char text[1024];

	snprintf(text, sizeof(text), "<scenario xmlns='urn:lync-topo:scenario:1'>%s</scenario>", body);
	return is_valid_document(schema, text);
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
	xmlSchemaPtr schema = compiled(LANGUAGE_TOPOLOGY);

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
	xmlSchemaPtr schema = compiled(LANGUAGE_TOPOLOGY);

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

/* The same for scenarios; whole files are held against it in tests/scenarios. */
static void the_scenario_schema_knows_what_is_right(void **state)
{
	static const char *const good[] = {
		"",
		"<call id='c' from='a' to='+14255550100;ext=17' at-s='0.000000001' expect='486'/>",
		"<call id='c' from='a/remote' dialled='*70' expect-media=' a/remote  pstn&#9;b '/>",
		"<fail target=' a  b ' mode='slow' delay-ms='999999999.999999'/>",
	};
	static const char *const bad[] = {
		"<trunk id='t'/>",
		"<call id='c' to='a'/>",
		"<call id='c' from='a/' to='b'/>",
		"<call id='c' from='+0425' to='b'/>",
		"<call id='c' from='a' to='b' at-s='00'/>",
		"<call id='c' from='a' to='b' at-s='1000000000'/>",
		"<call id='c' from='a' to='b' expect='100'/>",
		"<call id='c' from='a' to='b' expect-media=''/>",
		"<fail target=' '/>",
		"<fail target='a' delay-ms='0.0000001'/>",
		"<policy value='1'/>",
		"<traffic from='' to='1'/>",
	};
	xmlSchemaPtr schema = compiled(LANGUAGE_SCENARIO);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		if (!is_valid_scenario(schema, good[i]))
			fail_msg("not valid: %s", good[i]);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		if (is_valid_scenario(schema, bad[i]))
			fail_msg("valid: %s", bad[i]);
	assert_false(is_valid(schema, ""));
	xmlSchemaFree(schema);
}

/* For completion and hover text: every element and attribute is named and documented. */
static void it_documents_everything(void **state)
{
	char *text[LANGUAGE_COUNT] = { xsd_text(LANGUAGE_TOPOLOGY), xsd_text(LANGUAGE_SCENARIO) };
	char name[128];

	(void)state;
	for (unsigned language = 0; language < LANGUAGE_COUNT; language++) {
		for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
			snprintf(name, sizeof(name), "<xs:complexType name=\"%s\"",
				kind_name((enum kind)kind));
			assert_int_equal(strstr(text[language], name) != NULL,
				(language_kinds((enum language)language) & BIT(kind)) != 0);
		}
	}
	for (unsigned attr = 1; attr < ATTR_COUNT; attr++) {
		snprintf(name, sizeof(name), "<xs:attribute name=\"%s\"", attr_name((enum attr)attr));
		if (strstr(text[0], name) == NULL)
			assert_holds(text[1], name);
	}
	assert_holds(text[0], "(default: 5067)");
	assert_holds(text[1], "(default: 180)");
	free(text[0]);
	free(text[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_accepts_what_the_loader_accepts),
		cmocka_unit_test(it_refuses_what_the_loader_refuses),
		cmocka_unit_test(the_scenario_schema_knows_what_is_right),
		cmocka_unit_test(it_documents_everything),
	};
	int failed;

	/* Before libxml2 allocates anything of its own. */
	plan_free(plan_load(""));
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	xml_clean_up();
	return failed;
}
