/* SPDX-License-Identifier: MIT */
/*
 * Paths as text, by the examples in the header and by the rule of the language: an include never leads out of
 * the folder of the first file.
 */
#include "base/mem.h"
#include "base/path.h"
#include "support.h"

static void the_folder_ends_before_the_last_slash(void **state)
{
	static const char *const rows[][2] = {
		{ "a/b/c.xml", "a/b" },
		{ "c.xml", "" },
		{ "/c.xml", "/" },
		{ "/a/c.xml", "/a" },
		{ "a/", "a" },
		{ "", "" },
		{ "./c.xml", "." },
		{ "../c.xml", ".." },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (!str_equal(path_folder(rows[i][0]), str_of(rows[i][1])))
			fail_msg("folder of '%s'", rows[i][0]);
}

static void the_parent_is_the_folder_above(void **state)
{
	static const char *const rows[][2] = {
		{ "/a/b", "/a" },
		{ "/a", "/" },
		{ "/", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (!str_equal(path_parent(str_of(rows[i][0])), str_of(rows[i][1])))
			fail_msg("parent of '%s'", rows[i][0]);
}

static void joins_with_one_slash(void **state)
{
	static const char *const rows[][3] = {
		{ "a/b", "c.xml", "a/b/c.xml" },
		{ "", "c.xml", "c.xml" },
		{ ".", "c.xml", "c.xml" },
		{ "/", "c.xml", "/c.xml" },
		{ "a/", "c.xml", "a/c.xml" },
		{ "..", "c.xml", "../c.xml" },
	};
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		assert_string_equal(path_join(&arena, str_of(rows[i][0]), rows[i][1]), rows[i][2]);
	arena_release(&arena);
}

static void resolves_without_dots(void **state)
{
	static const char *const rows[][3] = {
		{ "", "a.xml", "a.xml" },
		{ "", "./a.xml", "a.xml" },
		{ "", "a//b.xml", "a/b.xml" },
		{ "", "a/../b.xml", "b.xml" },
		{ "sites", "a.xml", "sites/a.xml" },
		{ "sites", "../a.xml", "a.xml" },
		{ "sites/eu", "../../a.xml", "a.xml" },
		{ "sites/eu", "../us/./a.xml", "sites/us/a.xml" },
		{ ".", "a.xml", "a.xml" },
		{ "./sites/", "a.xml", "sites/a.xml" },
		{ "", "...", "..." },
		{ "", "..a/b.", "..a/b." },
		{ "", "a b/c%20d.xml", "a b/c%20d.xml" },
		{ "sites", "eu/..", "sites" },
	};
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *resolved = path_resolve(&arena, str_of(rows[i][0]), rows[i][1]);

		if (resolved == NULL)
			fail_msg("'%s' from '%s' is refused", rows[i][1], rows[i][0]);
		else
			assert_string_equal(resolved, rows[i][2]);
	}
	arena_release(&arena);
}

static void refuses_what_leads_elsewhere(void **state)
{
	static const char *const rows[][2] = {
		{ "", "/etc/topology.xml" },
		{ "", "//host/a.xml" },
		{ "", "http://contoso.example/a.xml" },
		{ "", "file:a.xml" },
		{ "", "FILE:///a.xml" },
		{ "", "a+b-c.d:e" },
		{ "", "c:a.xml" },
		{ "", ".." },
		{ "", "../a.xml" },
		{ "", "a/../../b.xml" },
		{ "sites", "../../a.xml" },
		{ "sites", "../sites/../../sites/a.xml" },
	};
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (path_resolve(&arena, str_of(rows[i][0]), rows[i][1]) != NULL)
			fail_msg("'%s' from '%s' is taken", rows[i][1], rows[i][0]);
	arena_release(&arena);
}

/* A colon behind a slash is part of a name, not the end of a scheme. */
static void a_colon_further_on_is_no_scheme(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	assert_string_equal(path_resolve(&arena, str_of(""), "a/b:c.xml"), "a/b:c.xml");
	assert_string_equal(path_resolve(&arena, str_of(""), "./c:a.xml"), "c:a.xml");
	arena_release(&arena);
}

/* Resolving takes a buffer and a copy: each may fail, and then there is no path. */
static void without_memory_there_is_no_path(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		struct arena arena = { 0 };
		const char *resolved;

		mem_fail_after(i, true);
		resolved = path_resolve(&arena, str_of("sites"), "a.xml");
		assert_true(mem_ran_out());
		mem_fail_after(-1, false);
		assert_true(resolved == NULL || resolved[0] == '\0');
		arena_release(&arena);
	}
}

static void what_remains_beneath_a_folder(void **state)
{
	static const char *const rows[][3] = {
		{ "a/b", "a/b/c.xml", "c.xml" },
		{ "a/b", "a/b/c/d.xml", "c/d.xml" },
		{ "", "c.xml", "c.xml" },
		{ ".", "a/c.xml", "a/c.xml" },
		{ "/", "/c.xml", "c.xml" },
		{ "a/b/", "a/b/c.xml", "c.xml" },
		{ "a/b", "a/bc.xml", NULL },
		{ "a/b", "a/b", NULL },
		{ "a/b", "a", NULL },
		{ "a/b", "c/a/b/d.xml", NULL },
		{ "", "/c.xml", NULL },
		{ ".", "/c.xml", NULL },
		{ "/x", "/y/c.xml", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *beneath = path_beneath(str_of(rows[i][0]), rows[i][1]);

		if (rows[i][2] == NULL)
			assert_null(beneath);
		else
			assert_string_equal(beneath, rows[i][2]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_folder_ends_before_the_last_slash),
		cmocka_unit_test(the_parent_is_the_folder_above),
		cmocka_unit_test(joins_with_one_slash),
		cmocka_unit_test(resolves_without_dots),
		cmocka_unit_test(refuses_what_leads_elsewhere),
		cmocka_unit_test(a_colon_further_on_is_no_scheme),
		cmocka_unit_test(without_memory_there_is_no_path),
		cmocka_unit_test(what_remains_beneath_a_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
