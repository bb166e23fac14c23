/* SPDX-License-Identifier: MIT */
/*
 * What a file is, by its first start tag: ours by name and namespace, the others that people mix up with ours.
 */
#include "load/sniff.h"
#include "support.h"

#define OURS "urn:lync-topo:topology:1"

static const struct {
	const char *text;
	enum vocabulary expected;
} documents[] = {
	{ "<topology xmlns='" OURS "'/>", VOCABULARY_TOPOLOGY },
	{ "<?xml version='1.0'?>\n<!-- <html> -->\n<topology xmlns=\"" OURS "\">", VOCABULARY_TOPOLOGY },
	{ "<lt:topology xmlns:lt='" OURS "'/>", VOCABULARY_TOPOLOGY },
	{ "<!DOCTYPE topology><topology xmlns='" OURS "'/>", VOCABULARY_TOPOLOGY },
	{ "<topology name='a' xmlns='" OURS "' product='sfb-2015'>", VOCABULARY_TOPOLOGY },
	{ "<topology/>", VOCABULARY_TOPOLOGY_WITHOUT_NAMESPACE },
	{ "<topology xmlns:lt='" OURS "'/>", VOCABULARY_TOPOLOGY_WITHOUT_NAMESPACE },
	{ "<topology xmlns='urn:lync-topo:topology:2'/>", VOCABULARY_TOPOLOGY_OTHER_VERSION },
	{ "<scenario xmlns='urn:lync-topo:scenario:1'/>", VOCABULARY_SCENARIO },
	{ "<config xmlns='urn:lync-topo:config:1'/>", VOCABULARY_CONFIG },
	{ "<TopologyBuilder xmlns='urn:schema:x'/>", VOCABULARY_TOPOLOGY_BUILDER },
	{ "<Topology xmlns='urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008'/>",
		VOCABULARY_CS_TOPOLOGY },
	{ "<CsMgmtLog/>", VOCABULARY_CS_LOG },
	{ "<html>", VOCABULARY_HTML },
	{ "<!DOCTYPE html><html>", VOCABULARY_HTML },
	{ "<svg xmlns='http://www.w3.org/2000/svg'/>", VOCABULARY_OTHER },
	{ "<scenario/>", VOCABULARY_OTHER },
	{ "<topology xmlns='urn:other'/>", VOCABULARY_OTHER },
	{ "<o:topology xmlns='" OURS "' xmlns:o='urn:other'/>", VOCABULARY_OTHER },
	{ "<site xmlns='" OURS "'/>", VOCABULARY_PART },
	{ "<topology xmlns='urn:lync-topo&#58;topology:&#x31;'/>", VOCABULARY_TOPOLOGY },
	{ "", VOCABULARY_NONE },
	{ "   \n", VOCABULARY_NONE },
	{ "{ \"topology\": 1 }", VOCABULARY_NONE },
	{ "text <topology xmlns='" OURS "'/>", VOCABULARY_NONE },
	{ "<!-- never ends <topology xmlns='" OURS "'/>", VOCABULARY_NONE },
	{ "<", VOCABULARY_NONE },
	{ "< topology>", VOCABULARY_NONE },
	{ "<?xml version='1.0'?>", VOCABULARY_NONE },
};

static void documents_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(documents); i++) {
		struct str copy = exact_copy(str_of(documents[i].text));
		enum vocabulary found = sniff_vocabulary(copy);

		if (found != documents[i].expected)
			fail_msg("'%s' is %s", documents[i].text, vocabulary_text(found));
		drop_copy(copy);
	}
}

/* It may be only the beginning of a document: whatever is cut off, nothing behind it is read. */
static void a_beginning_is_enough_or_harmless(void **state)
{
	static const char whole[] = "<?xml version='1.0'?><!-- a --><lt:topology xmlns:lt='" OURS
				    "' name='b'><lt:site/>";

	(void)state;
	for (size_t length = 0; length < sizeof(whole); length++) {
		struct str copy = exact_copy((struct str){ whole, length });
		enum vocabulary found = sniff_vocabulary(copy);

		if (length > strlen("<?xml version='1.0'?><!-- a --><lt:topology xmlns:lt='" OURS "'"))
			assert_int_equal(found, VOCABULARY_TOPOLOGY);
		else
			assert_in_range(found, VOCABULARY_NONE, VOCABULARY_OTHER);
		drop_copy(copy);
	}
}

/* Only what can be read as a topology has a reader. */
static void topologies_have_a_reader(void **state)
{
	(void)state;
	assert_non_null(vocabulary_reader(VOCABULARY_TOPOLOGY));
	assert_null(vocabulary_reader(VOCABULARY_NONE));
	assert_null(vocabulary_reader(VOCABULARY_SCENARIO));
	assert_null(vocabulary_reader(VOCABULARY_HTML));
	assert_null(vocabulary_reader(VOCABULARY_TOPOLOGY_WITHOUT_NAMESPACE));
	assert_null(vocabulary_reader(VOCABULARY_TOPOLOGY_OTHER_VERSION));
	assert_null(vocabulary_reader(VOCABULARY_OTHER));
}

static void the_root_is_found_behind_what_may_stand_before_it(void **state)
{
	(void)state;
	assert_int_equal(sniff_root(STR("<a/>")), 0);
	assert_int_equal(sniff_root(STR("<?xml version='1.0'?>\n<!-- <b/> --><a/>")), 35);
	assert_int_equal(sniff_root(STR("no root")), 0);
	assert_int_equal(sniff_root(STR("")), 0);
}

static void every_vocabulary_has_words(void **state)
{
	(void)state;
	for (int i = VOCABULARY_NONE; i <= VOCABULARY_OTHER; i++)
		assert_true(strlen(vocabulary_text((enum vocabulary)i)) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents_are_told_apart),
		cmocka_unit_test(a_beginning_is_enough_or_harmless),
		cmocka_unit_test(topologies_have_a_reader),
		cmocka_unit_test(the_root_is_found_behind_what_may_stand_before_it),
		cmocka_unit_test(every_vocabulary_has_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
