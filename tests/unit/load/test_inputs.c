/* SPDX-License-Identifier: MIT */
/*
 * Inputs as document sets, by the command-line contract: files named together are one set, each topology of a folder
 * that no other one includes is the root of its own, a file reached twice is taken once.
 */
#include "lost_by_libxml.h"
#include "support.h"

#include "base/mem.h"
#include "load/inputs.h"

#include <sys/stat.h>

#define TOPOLOGY(body) "<topology xmlns='urn:lync-topo:topology:1'>" body "</topology>"

static const struct input_options plain = { .limits = &default_limits };

/* Sets joined by " | ", the paths of one by blanks. */
static void expect_sets(
	const char *const *names, uint32_t n, const struct input_options *options, const char *expected)
{
	struct inputs inputs;
	const char *empty;
	char found[1024] = "";

	assert_int_equal(inputs_find(names, n, options, &inputs, &empty), INPUTS_OK);
	assert_null(empty);
	for (uint32_t i = 0; i < inputs.n_set; i++)
		for (uint32_t j = 0; j < inputs.set[i].n; j++) {
			strcat(found, j > 0 ? " " : i > 0 ? " | " : "");
			strcat(found, inputs.set[i].path[j]);
		}
	assert_string_equal(found, expected);
	inputs_release(&inputs);
	inputs_release(&inputs);
}

#define EXPECT_SETS(options, expected, ...) \
	do { \
		static const char *const names[] = { __VA_ARGS__ }; \
		expect_sets(names, ARRAY_LEN(names), options, expected); \
	} while (0)

static void make_tree(void)
{
	assert_int_equal(mkdir("plans", 0700), 0);
	assert_int_equal(mkdir("plans/eu", 0700), 0);
	assert_int_equal(mkdir("plans/.hidden", 0700), 0);
	assert_int_equal(mkdir("empty", 0700), 0);
	write_file("plans/b.xml", STR(TOPOLOGY("")));
	write_file("plans/a.xml", STR(TOPOLOGY("<include href='part.xml'/>")));
	write_file("plans/part.xml", STR(TOPOLOGY("")));
	write_file("plans/eu/c.xml", STR(TOPOLOGY("")));
	write_file("plans/other.xml", STR("<svg/>"));
	write_file("plans/bad.xml", STR("no XML"));
	write_file("plans/.hidden/d.xml", STR(TOPOLOGY("")));
	write_file("plans/.e.xml", STR(TOPOLOGY("")));
	assert_int_equal(symlink("b.xml", "plans/link.xml"), 0);
	assert_int_equal(symlink("eu", "plans/linked"), 0);
}

static void files_named_together_are_one_set(void **state)
{
	(void)state;
	make_tree();
	EXPECT_SETS(&plain, "plans/b.xml plans/a.xml", "plans/b.xml", "plans/a.xml");
	EXPECT_SETS(&plain, "-", "-");
	EXPECT_SETS(&plain, "missing.xml", "missing.xml");
	EXPECT_SETS(&plain, "plans/other.xml", "plans/other.xml");
	EXPECT_SETS(&plain, "plans/link.xml", "plans/link.xml");
}

static void a_folder_gives_a_set_for_each_root(void **state)
{
	(void)state;
	make_tree();
	EXPECT_SETS(&plain, "plans/a.xml | plans/b.xml | plans/eu/c.xml", "plans");
	EXPECT_SETS(&plain, "plans/a.xml | plans/b.xml | plans/eu/c.xml", "plans/");
	EXPECT_SETS(&plain, "plans/eu/c.xml", "plans/eu");
}

static void named_files_come_first_and_once(void **state)
{
	(void)state;
	make_tree();
	EXPECT_SETS(&plain, "plans/b.xml | plans/a.xml | plans/eu/c.xml", "plans", "plans/b.xml");
	EXPECT_SETS(&plain, "plans/eu/c.xml", "plans/eu", "plans/eu/c.xml");
}

static void one_set_joins_everything(void **state)
{
	struct input_options joined = plain;

	(void)state;
	joined.one_set = true;
	make_tree();
	EXPECT_SETS(&joined, "plans/a.xml plans/b.xml plans/eu/c.xml", "plans");
	EXPECT_SETS(&joined, "plans/b.xml plans/a.xml plans/eu/c.xml", "plans", "plans/b.xml");
}

static void patterns_leave_files_and_folders_out(void **state)
{
	static const char *const by_name[] = { "b.*" };
	static const char *const by_folder[] = { "plans/eu", "*/a.xml" };
	struct input_options options = plain;

	(void)state;
	make_tree();
	options.exclude = by_name;
	options.n_exclude = 1;
	EXPECT_SETS(&options, "plans/a.xml | plans/eu/c.xml", "plans");
	options.exclude = by_folder;
	options.n_exclude = 2;
	EXPECT_SETS(&options, "plans/b.xml | plans/part.xml", "plans");
}

static void what_is_passed_over_is_counted(void **state)
{
	static const char *const names[] = { "plans" };
	static const char *const exclude[] = { "b.xml" };
	struct input_options options = { .exclude = exclude, .n_exclude = 1, .limits = &default_limits };
	struct inputs inputs;
	const char *empty;

	(void)state;
	make_tree();
	assert_int_equal(inputs_find(names, 1, &options, &inputs, &empty), INPUTS_OK);
	assert_int_equal(inputs.n_other, 2);
	assert_int_equal(inputs.n_links, 2);
	assert_int_equal(inputs.n_hidden, 2);
	assert_int_equal(inputs.n_excluded, 1);
	inputs_release(&inputs);
}

/* Files that include each other in a circle have no root: one of them is taken all the same. */
static void a_circle_is_checked_too(void **state)
{
	(void)state;
	assert_int_equal(mkdir("ring", 0700), 0);
	write_file("ring/a.xml", STR(TOPOLOGY("<include href='b.xml'/>")));
	write_file("ring/b.xml", STR(TOPOLOGY("<include href='c.xml'/>")));
	write_file("ring/c.xml", STR(TOPOLOGY("<include href='a.xml'/>")));
	write_file("ring/self.xml", STR(TOPOLOGY("<include href='self.xml'/>")));
	EXPECT_SETS(&plain, "ring/self.xml | ring/a.xml", "ring");
}

static void a_topology_in_utf16_is_found(void **state)
{
	static const char text[] = TOPOLOGY("");
	char bytes[2 * sizeof(text)] = "\xff\xfe";

	(void)state;
	for (size_t i = 0; i + 1 < sizeof(text); i++) {
		bytes[2 + 2 * i] = text[i];
		bytes[3 + 2 * i] = '\0';
	}
	assert_int_equal(mkdir("wide", 0700), 0);
	write_file("wide/a.xml", (struct str){ bytes, sizeof(bytes) });
	write_file("wide/b.xml", STR("\xef\xbb\xbf" TOPOLOGY("")));
	EXPECT_SETS(&plain, "wide/a.xml | wide/b.xml", "wide");
}

static void a_folder_without_a_topology_is_named(void **state)
{
	static const char *const names[] = { "plans", "empty" };
	struct inputs inputs;
	const char *empty;

	(void)state;
	make_tree();
	assert_int_equal(inputs_find(names, 2, &plain, &inputs, &empty), INPUTS_NONE);
	assert_string_equal(empty, "empty");
	inputs_release(&inputs);
	assert_int_equal(inputs_find(names, 0, &plain, &inputs, &empty), INPUTS_NONE);
	assert_null(empty);
	inputs_release(&inputs);
}

static void without_memory_that_is_said(void **state)
{
	static const char *const names[] = { "plans" };

	(void)state;
	make_tree();
	for (int after = 0; after < 15; after++) {
		struct inputs inputs;
		const char *empty;
		enum inputs_status status;

		mem_fail_after(after, true);
		status = inputs_find(names, 1, &plain, &inputs, &empty);
		assert_int_equal(mem_ran_out(), status == INPUTS_NO_MEMORY);
		mem_fail_after(-1, false);
		inputs_release(&inputs);
	}
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(files_named_together_are_one_set),
		IN_FOLDER(a_folder_gives_a_set_for_each_root),
		IN_FOLDER(named_files_come_first_and_once),
		IN_FOLDER(one_set_joins_everything),
		IN_FOLDER(patterns_leave_files_and_folders_out),
		IN_FOLDER(what_is_passed_over_is_counted),
		IN_FOLDER(a_circle_is_checked_too),
		IN_FOLDER(a_topology_in_utf16_is_found),
		IN_FOLDER(a_folder_without_a_topology_is_named),
		IN_FOLDER(without_memory_that_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
