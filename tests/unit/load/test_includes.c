/* SPDX-License-Identifier: MIT */
/*
 * Which files a topology includes, without reading it: those that exist, seen from the including file.
 */
#include "support.h"

#include "load/includes.h"

#include <sys/stat.h>

#define TOPOLOGY(body) "<topology xmlns='urn:lync-topo:topology:1'>" body "</topology>"

static void make_files(void)
{
	assert_int_equal(mkdir("sites", 0700), 0);
	write_file("sites/a.xml", STR(TOPOLOGY("")));
	write_file("sites/b.xml", STR(TOPOLOGY("")));
}

static void expect_includes(const char *text, const char *const *expected, uint32_t n)
{
	struct included_files included;

	write_file("root.xml", str_of(text));
	included = includes_of(store_of_files(), "root.xml", &default_limits);
	assert_int_equal(included.n, n);
	for (uint32_t i = 0; i < n; i++) {
		struct file_identity identity;

		file_kind_of(expected[i], true, &identity);
		assert_true(included.identity[i].device == identity.device);
		assert_true(included.identity[i].inode == identity.inode);
	}
	includes_release(&included);
	includes_release(&included);
}

static void includes_are_found_in_order(void **state)
{
	static const char *const both[] = { "sites/b.xml", "sites/a.xml" };

	(void)state;
	make_files();
	expect_includes(
		TOPOLOGY("<include href='sites/b.xml'/>\n<include name='x' href='./sites/a.xml'/>"), both, 2);
	expect_includes(
		"<t:topology xmlns:t='urn:lync-topo:topology:1'><t:include href='sites/b.xml'/></t:topology>",
		both, 1);
}

static void only_files_that_exist_count(void **state)
{
	(void)state;
	make_files();
	expect_includes(TOPOLOGY("<include href='gone.xml'/><include href='sites'/><include/>"), NULL, 0);
}

/* Directly under the root, nowhere else. */
static void an_include_stands_under_the_root(void **state)
{
	(void)state;
	make_files();
	expect_includes(TOPOLOGY("<site><include href='sites/a.xml'/></site>"), NULL, 0);
	expect_includes(TOPOLOGY("<!-- <include href='sites/a.xml'/> -->"), NULL, 0);
	expect_includes(TOPOLOGY("<![CDATA[<include href='sites/a.xml'/>]]>"), NULL, 0);
}

static void paths_are_seen_from_the_including_file(void **state)
{
	struct included_files included;
	struct file_identity identity;

	(void)state;
	make_files();
	write_file("sites/c.xml", STR(TOPOLOGY("<include href='a.xml'/>")));
	included = includes_of(store_of_files(), "sites/c.xml", &default_limits);
	file_kind_of("sites/a.xml", true, &identity);
	assert_int_equal(included.n, 1);
	assert_true(included.identity[0].inode == identity.inode);
	includes_release(&included);
}

static void what_cannot_be_read_includes_nothing(void **state)
{
	struct included_files included;
	struct limits small = default_limits;

	(void)state;
	make_files();
	expect_includes("", NULL, 0);
	expect_includes("include", NULL, 0);
	expect_includes("<!DOCTYPE topology>" TOPOLOGY("<include href='sites/a.xml'/>"), NULL, 0);
	included = includes_of(store_of_files(), "missing.xml", &small);
	assert_int_equal(included.n, 0);
	included = includes_of(store_of_files(), "sites", &small);
	assert_int_equal(included.n, 0);
}

/* What was met before the fault counts: the file is read as far when its turn comes. */
static void a_fault_further_down_does_not_hide_an_include(void **state)
{
	static const char *const one[] = { "sites/a.xml" };

	(void)state;
	make_files();
	expect_includes(
		"<topology xmlns='urn:lync-topo:topology:1'><include href='sites/a.xml'/><site>", one, 1);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(includes_are_found_in_order),
		IN_FOLDER(only_files_that_exist_count),
		IN_FOLDER(an_include_stands_under_the_root),
		IN_FOLDER(paths_are_seen_from_the_including_file),
		IN_FOLDER(what_cannot_be_read_includes_nothing),
		IN_FOLDER(a_fault_further_down_does_not_hide_an_include),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
