/* SPDX-License-Identifier: MIT */
/*
 * Holds the types of attribute values against tables of texts that the topology language accepts and refuses, and
 * names against libxml2's own reading of XML names.
 */
#include "topology_support.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "model/value.h"

#include <libxml/parser.h>

/* Whether a text is a value of the attribute, as far as that can be said without other elements. */
static bool is_value(enum kind kind, enum attr attr, struct str text)
{
	const struct attr_spec *spec = attr_spec(kind, attr);
	uint32_t number;

	if (value_is_number(spec->type))
		return value_parse_number(spec, text, &number);
	return value_check_text(spec->type, text);
}

static const struct example {
	enum kind kind;
	enum attr attr;
	const char *good[12];
	const char *bad[16];
} examples[] = {
	{ K_TRUNK, A_ROOT, { "true", "false" },
		{ "", "True", "TRUE", "yes", "1", "0", " true", "true ", "truefalse", "tru" } },
	{ K_VLAN, A_TAG, { "1", "909", "4094" },
		{ "", "0", "4095", "-1", "01", "+1", "1.0", " 1", "1 ", "0x1", "1e3",
			"99999999999999999999" } },
	{ K_RESPONSE_CODE, A_ISUP, { "-1", "0", "127" }, { "-2", "128", "-0", "--1", "- 1" } },
	{ K_USERS, A_COUNT, { "0", "120", "10000000" }, { "10000001", "-1", "", "1,000" } },
	{ K_TRUNK, A_TRANSPORT, { "tcp", "tls", "udp" }, { "", "TCP", "tcp ", "tcp tls", "sctp" } },
	{ K_TRUNK, A_CODECS, { "", "g711u", "g711u g729", " g711a\tsiren ", "g711u g711u" },
		{ "g711", "g711u,g729", "G711U" } },
	{ K_USERS, A_MEAN_CALL_S, { "0", "12", "0.5", "12.25", "123456789012345" },
		{ "", "-1", "+1", ".5", "5.", "05", "1e3", "1,5", " 1", "0x1", "nan", "inf",
			"1234567890123456" } },
	{ K_TRUNK, A_NAME, { "", "anything <&> \x01", "  " }, { NULL } },
	{ K_GATEWAY, A_FQDN, { "gw1.contoso.com", "GW_1", "10.1.2.3", "a" },
		{ "", "gw 1", "gw1.contoso.com:5060", "g\xc3\xa9", "gw/1", "*.contoso.com" } },
	{ K_GATEWAY, A_IP, { "10.1.2.3", "0.0.0.0", "2001:db8::1", "::" },
		{ "", "10.1.2", "10.1.2.3/24", "010.1.2.3", "10.1.2.256", "10.1.2.3:5060", "[::1]", "::g",
			"10.1.2.3 ", "fe80::1%eth0" } },
	{ K_PROVIDER, A_PROVISIONED_ADDRESSES, { "", "10.1.2.3", "10.1.2.3 2001:db8::1" },
		{ "10.1.2.3,10.1.2.4", "10.1.2.0/24", "x" } },
	{ K_INTERFACE, A_IP, { "10.1.2.3", "10.1.2.3/24", "2001:db8::1/64", "10.1.2.3/0", "10.1.2.3/32" },
		{ "", "10.1.2.3/33", "10.1.2.3/", "10.1.2.3/024", "2001:db8::1/129", "10.1.2.3/255.0.0.0" } },
	{ K_VLAN, A_SUBNET, { "172.16.9.0/29", "::/0" }, { "", "172.16.9/29", "172.16.9.0/-1" } },
	{ K_PERMIT, A_PORTS, { "", "500", "500 4500 49152-57500" },
		{ "x", "500,4500", "4500-500", "65536" } },
	{ K_TUNNEL, A_REQUIRES_PORTS, { "", "udp/500 udp/4500 esp", "gre", "tcp" },
		{ "any", "udp/", "esp/1", "500", "udp/500,esp" } },
	{ K_SITE, A_COUNTRY, { "US", "ZZ" }, { "", "us", "USA", "U", "U1", "U ", "\xc3\x89S" } },
	{ K_GATEWAY, A_CERTIFIED_COUNTRIES, { "", "US", "US CA DE" }, { "US,CA", "us", "US Canada" } },
	{ K_GATEWAY, A_FEATURES, { "", "tls srtp", "any words" }, { NULL } },
	{ K_DEVICE, A_NUMBER, { "+14255550100", "+14255550100;ext=17", "5512", "*55#", "0" },
		{ "", "+14255550100-0119", "425 555", "425-555", "5+5", "+1;ext=", "abc" } },
	{ K_USERS, A_NUMBERS, { "", "+14255550100", "+14255550100-0219 +14255551000;ext=5" },
		{ "14255550100", "+14255550100,+14255550101", "+0", "911" } },
	{ K_EMERGENCY, A_NUMBERS, { "", "911", "911 112", "*9 #1", "+911" }, { "9-1-1", "nine", "9 x" } },
	{ K_VOICE_ROUTE, A_PATTERN, { "", "^\\+1\\d{10}$", "(" }, { NULL } },
	{ K_INCLUDE, A_HREF, { "a.xml", "../a", "http://x" }, { "" } },
};

static void values_are_accepted_and_refused_by_their_type(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(examples); i++) {
		const struct example *example = &examples[i];

		for (size_t j = 0; j < ARRAY_LEN(example->good) && example->good[j] != NULL; j++)
			if (!is_value(example->kind, example->attr, str_of(example->good[j])))
				fail_msg("%s='%s' is refused", attr_name(example->attr), example->good[j]);
		for (size_t j = 0; j < ARRAY_LEN(example->bad) && example->bad[j] != NULL; j++)
			if (is_value(example->kind, example->attr, str_of(example->bad[j])))
				fail_msg("%s='%s' is accepted", attr_name(example->attr), example->bad[j]);
	}
}

/* Each type but id and references, which need other elements, has a row above. */
static void every_type_has_examples(void **state)
{
	bool seen[TYPE_COUNT] = { [TYPE_ID] = true,
		[TYPE_REF] = true,
		[TYPE_REFS] = true,
		[TYPE_TARGET] = true,
		[TYPE_SCOPE] = true };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(examples); i++)
		seen[attr_spec(examples[i].kind, examples[i].attr)->type] = true;
	for (unsigned type = 0; type < TYPE_COUNT; type++)
		if (!seen[type])
			fail_msg("no examples of the type %s", type_name((enum type)type));
}

static void texts_have_a_longest_length(void **state)
{
	static char text[VALUE_MOST_PATTERN + 2];
	struct str whole = { text, VALUE_MOST_PATTERN };

	(void)state;
	memset(text, '1', sizeof(text));
	assert_true(value_check_text(TYPE_PATTERN, whole));
	whole.length++;
	assert_false(value_check_text(TYPE_PATTERN, whole));
	assert_true(value_check_text(TYPE_HOST, (struct str){ text, 255 }));
	assert_false(value_check_text(TYPE_HOST, (struct str){ text, 256 }));
	assert_true(value_check_text(TYPE_DIALLED, (struct str){ text, 64 }));
	assert_false(value_check_text(TYPE_DIALLED, (struct str){ text, 65 }));
}

static void numbers_are_kept_as_what_they_say(void **state)
{
	uint32_t number;

	(void)state;
	assert_true(value_parse_number(attr_spec(K_VLAN, A_TAG), str_of("909"), &number));
	assert_int_equal(number, 909);
	assert_true(value_parse_number(attr_spec(K_RESPONSE_CODE, A_ISUP), str_of("-1"), &number));
	assert_int_equal((int32_t)number, -1);
	assert_true(value_parse_number(attr_spec(K_TRUNK, A_ROOT), str_of("true"), &number));
	assert_int_equal(number, 1);
	assert_true(value_parse_number(attr_spec(K_TRUNK, A_ROOT), str_of("false"), &number));
	assert_int_equal(number, 0);
	assert_true(value_parse_number(attr_spec(K_TRUNK, A_TRANSPORT), str_of("tls"), &number));
	assert_int_equal(number, TRANSPORT_TLS);
	assert_true(value_parse_number(attr_spec(K_TRUNK, A_CODECS), str_of("siren g711a"), &number));
	assert_int_equal(number, 1u << CODEC_SIREN | 1u << CODEC_G711A);
}

static void a_text_type_is_no_number(void **state)
{
	uint32_t number;

	(void)state;
	assert_false(value_parse_number(attr_spec(K_USERS, A_MEAN_CALL_S), str_of("5"), &number));
	assert_true(value_is_number(TYPE_CHOICE_SET));
	assert_false(value_is_number(TYPE_DECIMAL));
	assert_true(value_is_text(TYPE_DECIMAL));
	assert_true(value_is_text(TYPE_TARGET));
	assert_false(value_is_text(TYPE_REF));
	assert_false(value_is_text(TYPE_REFS));
	assert_false(value_is_text(TYPE_ID));
	assert_false(value_is_text(TYPE_BOOL));
}

/* libxml2 parses names by the fifth edition of XML 1.0; a colon is what sets an NCName apart. */
static bool libxml_takes_name(struct str name)
{
	char text[64];
	int length = snprintf(text, sizeof(text), "<%.*s/>", STR_ARG(name));
	xmlDocPtr document = xmlReadMemory(
		text, length, NULL, NULL, XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET);

	xmlFreeDoc(document);
	return document != NULL && memchr(name.text, ':', name.length) == NULL;
}

static void assert_same_as_libxml(uint32_t character)
{
	struct buf first = { 0 };
	struct buf later = { 0 };

	utf8_append(&first, character);
	buf_puts(&later, "a");
	utf8_append(&later, character);
	if (value_is_ncname(buf_str(&first)) != libxml_takes_name(buf_str(&first)) ||
		value_is_ncname(buf_str(&later)) != libxml_takes_name(buf_str(&later)))
		fail_msg("U+%04X is read otherwise than by libxml2", (unsigned)character);
	buf_release(&first);
	buf_release(&later);
}

/* White space and markup would end the name in libxml2's document rather than be part of it. */
static void names_are_those_of_xml(void **state)
{
	static const uint32_t edges[] = { 0xb7, 0xc0, 0xd7, 0xd8, 0xf7, 0xf8, 0x2ff, 0x300, 0x36f, 0x370,
		0x37d, 0x37e, 0x37f, 0x1fff, 0x2000, 0x200b, 0x200c, 0x200d, 0x200e, 0x203e, 0x203f, 0x2040,
		0x2041, 0x206f, 0x2070, 0x218f, 0x2190, 0x2bff, 0x2c00, 0x2fef, 0x2ff0, 0x3000, 0x3001,
		0xd7ff, 0xe000, 0xf8ff, 0xf900, 0xfdcf, 0xfdd0, 0xfdef, 0xfdf0, 0xfffd, 0x10000, 0xeffff,
		0xf0000, 0x10ffff };

	(void)state;
	for (uint32_t c = 0x21; c < 0x7f; c++)
		if (c != '/' && c != '<' && c != '>' && c != '&')
			assert_same_as_libxml(c);
	for (uint32_t c = 0x80; c < 0x3100; c += 5)
		assert_same_as_libxml(c);
	for (size_t i = 0; i < ARRAY_LEN(edges); i++)
		assert_same_as_libxml(edges[i]);
}

static void what_is_no_name_is_refused(void **state)
{
	static const char *const cases[] = { "", " a", "a b", "a/b", "a>", "<", "a&b", "a\tb", "\xff",
		"a\xc3", "\xed\xa0\x80", "a:b", ":a", "1a", "-a", ".a" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (value_is_ncname(str_of(cases[i])))
			fail_msg("'%s' is accepted", cases[i]);
	assert_true(value_is_ncname(str_of("_")));
	assert_true(value_is_ncname(str_of("med-1.red_2")));
	assert_true(value_is_ncname(str_of("\xc3\xa9t\xc3\xa9")));
}

static void scopes_have_a_form_and_an_id(void **state)
{
	static const struct {
		const char *text;
		unsigned form;
		const char *id;
	} cases[] = {
		{ "global", SCOPE_GLOBAL, NULL },
		{ "user", SCOPE_USER, NULL },
		{ "site:redmond", SCOPE_SITE, "redmond" },
		{ "trunk:t1", SCOPE_TRUNK, "t1" },
		{ "pool:fe", SCOPE_POOL, "fe" },
		{ "site:user", SCOPE_SITE, "user" },
		{ "", 0, NULL },
		{ "site", 0, NULL },
		{ "site:", 0, NULL },
		{ "site: red", 0, NULL },
		{ "site:1", 0, NULL },
		{ "Global", 0, NULL },
		{ "globally", 0, NULL },
		{ "users", 0, NULL },
		{ "tenant:x", 0, NULL },
		{ "site:a:b", 0, NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str id = { NULL, 0 };

		assert_int_equal(value_scope_form(str_of(cases[i].text), &id), cases[i].form);
		assert_int_equal(value_scope_form(str_of(cases[i].text), NULL), cases[i].form);
		if (cases[i].id != NULL)
			assert_str_is(id, cases[i].id);
		else
			assert_int_equal(id.length, 0);
	}
}

static void assert_described(enum kind kind, enum attr attr, const char *expected)
{
	struct buf buf = { 0 };

	value_describe(attr_spec(kind, attr), &buf);
	assert_string_equal(buf_text(&buf), expected);
	buf_release(&buf);
}

static void what_would_be_right_is_said_in_words(void **state)
{
	(void)state;
	assert_described(K_TRUNK, A_ROOT, "true or false");
	assert_described(K_VLAN, A_TAG, "a whole number from 1 to 4094");
	assert_described(K_RESPONSE_CODE, A_ISUP, "a whole number from -1 to 127");
	assert_described(K_TRUNK, A_TRANSPORT, "one of tcp, tls, udp");
	assert_described(K_DEVICE, A_KIND, "one of fax, analog, ip-phone, legacy");
	assert_described(K_TRUNK_CONFIG, A_SCOPE, "global, site:ID, trunk:ID");
	assert_described(K_VOICE_POLICY, A_SCOPE, "global, user, site:ID");
}

static void every_type_has_a_name_and_words(void **state)
{
	(void)state;
	for (unsigned type = 0; type < TYPE_COUNT; type++) {
		struct attr_spec spec = { .type = (uint8_t)type, .forms = SCOPE_GLOBAL };
		struct buf buf = { 0 };

		value_describe(&spec, &buf);
		assert_true(buf.length > 0);
		assert_true(type_name((enum type)type)[0] != '\0');
		buf_release(&buf);
	}
}

static void slips_get_a_suggestion(void **state)
{
	static const struct {
		enum kind kind;
		enum attr attr;
		const char *text;
		const char *suggestion;
	} cases[] = {
		{ K_TRUNK, A_ROOT, "yes", "true" },
		{ K_TRUNK, A_ROOT, "NO", "false" },
		{ K_TRUNK, A_ROOT, "1", "true" },
		{ K_TRUNK, A_ROOT, "off", "false" },
		{ K_TRUNK, A_ROOT, "ture", "true" },
		{ K_TRUNK, A_ROOT, "FALSE", "false" },
		{ K_TRUNK, A_ROOT, "perhaps", NULL },
		{ K_TRUNK, A_TRANSPORT, "TLS", "tls" },
		{ K_TRUNK, A_TRANSPORT, "tsl", "tls" },
		{ K_TRUNK, A_TRANSPORT, "carrier-pigeon", NULL },
		{ K_MEDIATION_POOL, A_PLACEMENT, "standalone", "stand-alone" },
		{ K_TRUNK, A_CODECS, "g711u opuss", "opus" },
		{ K_TRUNK, A_CODECS, "g711u", NULL },
		{ K_VLAN, A_TAG, "5000", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *got = value_suggest(
			attr_spec(cases[i].kind, cases[i].attr), str_of(cases[i].text));

		if (cases[i].suggestion == NULL)
			assert_null(got);
		else if (got == NULL)
			fail_msg("nothing is suggested for '%s'", cases[i].text);
		else
			assert_string_equal(got, cases[i].suggestion);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_accepted_and_refused_by_their_type),
		cmocka_unit_test(every_type_has_examples),
		cmocka_unit_test(texts_have_a_longest_length),
		cmocka_unit_test(numbers_are_kept_as_what_they_say),
		cmocka_unit_test(a_text_type_is_no_number),
		cmocka_unit_test(names_are_those_of_xml),
		cmocka_unit_test(what_is_no_name_is_refused),
		cmocka_unit_test(scopes_have_a_form_and_an_id),
		cmocka_unit_test(what_would_be_right_is_said_in_words),
		cmocka_unit_test(every_type_has_a_name_and_words),
		cmocka_unit_test(slips_get_a_suggestion),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
