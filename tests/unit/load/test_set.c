/* SPDX-License-Identifier: MIT */
/*
 * Document sets from files: includes beneath the folder of the first file only, each file once, limits on all of it.
 */
#include "support.h"
#include "topology_support.h"

#include "load/libxml.h"
#include "load/set.h"

#define TOPOLOGY(body) ROOT_OPEN body ROOT_CLOSE

struct run_of_set {
	struct library library;
	struct document_set set;
};

static struct run_of_set *read_set(const char *const *paths, uint32_t n, const struct limits *limits)
{
	struct run_of_set *run = plan_memory(sizeof(*run));

	library_init(&run->library, limits, "stdin.xml");
	assert_true(set_read(&run->library, paths, n, &run->set));
	return run;
}

static struct run_of_set *read_one(const char *path)
{
	return read_set(&path, 1, &default_limits);
}

static void release(struct run_of_set *run)
{
	set_release(&run->set);
	library_release(&run->library);
	free(run);
}

static void expect_rule(const struct run_of_set *run, const char *rule)
{
	const struct findings *findings = &run->library.findings;

	if (findings->n_finding != 1)
		fail_msg("%u findings where one of %s is expected", (unsigned)findings->n_finding, rule);
	assert_string_equal(findings->finding[0].rule->id, rule);
}

static void includes_are_read_from_where_they_stand(void **state)
{
	struct run_of_set *run;

	(void)state;
	assert_int_equal(mkdir("sites", 0700), 0);
	write_file("root.xml",
		STR(TOPOLOGY("<include href='sites/a.xml'/><voice-policy id='p' usages='u v'/>")));
	write_file("sites/a.xml", STR(TOPOLOGY("<include href='b.xml'/><pstn-usage id='u'/>")));
	write_file("sites/b.xml", STR(TOPOLOGY("<include href='../root.xml'/><pstn-usage id='v'/>")));
	run = read_one("root.xml");
	assert_int_equal(run->library.findings.n_finding, 0);
	assert_true(run->set.complete);
	assert_false(run->set.unreadable);
	assert_string_equal(run->set.root, "root.xml");
	assert_int_equal(run->library.n_documents, 3);
	assert_int_equal(topo_refs(&run->set.topology, topo_by_id(&run->set.topology, "p"), A_USAGES).n, 2);
	release(run);
}

static void a_file_reached_twice_is_read_once(void **state)
{
	static const char *const paths[] = { "./b.xml", "a.xml", "b.xml", "link.xml" };
	struct run_of_set *run;

	(void)state;
	write_file("a.xml", STR(TOPOLOGY("<include href='b.xml'/>")));
	write_file("b.xml", STR(TOPOLOGY("<pstn-usage id='u'/>")));
	assert_int_equal(symlink("b.xml", "link.xml"), 0);
	run = read_set(paths, 4, &default_limits);
	assert_int_equal(run->library.findings.n_finding, 0);
	assert_int_equal(run->library.n_documents, 2);
	release(run);
}

/* Findings of one file may not depend on the order in which files are named. */
static void the_order_of_names_means_nothing(void **state)
{
	static const char *const one[] = { "a.xml", "b.xml" };
	static const char *const other[] = { "b.xml", "a.xml" };
	struct run_of_set *first;
	struct run_of_set *second;

	(void)state;
	write_file("a.xml", STR(TOPOLOGY("<pstn-usage id='u'/>")));
	write_file("b.xml", STR(TOPOLOGY("<pstn-usage id='u'/>")));
	first = read_set(one, 2, &default_limits);
	second = read_set(other, 2, &default_limits);
	expect_rule(first, "DOC008");
	expect_rule(second, "DOC008");
	assert_string_equal(first->library.findings.finding[0].at.source->path, "b.xml");
	assert_string_equal(second->library.findings.finding[0].at.source->path, "b.xml");
	release(first);
	release(second);
}

static void an_include_never_leaves_the_folder(void **state)
{
	static const char *const hrefs[] = { "../outside.xml", "/etc/hostname", "out.xml",
		"http://contoso.example/a.xml" };

	(void)state;
	assert_int_equal(mkdir("plan", 0700), 0);
	write_file("outside.xml", STR(TOPOLOGY("<pstn-usage id='secret'/>")));
	assert_int_equal(symlink("../outside.xml", "plan/out.xml"), 0);
	for (size_t i = 0; i < ARRAY_LEN(hrefs); i++) {
		struct run_of_set *run;
		char text[256];

		snprintf(text, sizeof(text), TOPOLOGY("<include href='%s'/><pstn-usage id='u'/>"), hrefs[i]);
		write_file("plan/root.xml", str_of(text));
		run = read_one("plan/root.xml");
		expect_rule(run, "DOC011");
		assert_spanned(&run->library.findings.finding[0].at, hrefs[i]);
		assert_null(topo_by_id(&run->set.topology, "secret"));
		assert_non_null(topo_by_id(&run->set.topology, "u"));
		assert_false(run->set.unreadable);
		release(run);
	}
}

static void an_include_that_is_missing_makes_the_set_unreadable(void **state)
{
	struct run_of_set *run;

	(void)state;
	write_file(
		"root.xml", STR(TOPOLOGY("<include href='gone.xml'/><voice-policy id='p' usages='there'/>")));
	run = read_one("root.xml");
	expect_rule(run, "DOC012");
	assert_spanned(&run->library.findings.finding[0].at, "gone.xml");
	assert_true(run->set.unreadable);
	assert_false(run->set.complete);
	release(run);
}

static void unreadable_files_are_located_findings(void **state)
{
	struct run_of_set *run;

	(void)state;
	write_file("bad.xml", STR("<topology"));
	write_file("dtd.xml", STR("<!DOCTYPE topology>" TOPOLOGY("")));
	write_file("latin.xml", STR("<?xml version='1.0' encoding='latin1'?>" TOPOLOGY("")));
	write_file("svg.xml", STR("<svg/>"));
	for (size_t i = 0; i < 5; i++) {
		static const char *const rows[][2] = { { "missing.xml", "DOC012" }, { "bad.xml", "DOC001" },
			{ "dtd.xml", "DOC003" }, { "latin.xml", "DOC014" }, { "svg.xml", "DOC002" } };

		run = read_one(rows[i][0]);
		expect_rule(run, rows[i][1]);
		assert_string_equal(run->library.findings.finding[0].at.source->path, rows[i][0]);
		assert_string_equal(run->library.findings.finding[0].set, rows[i][0]);
		assert_true(run->set.unreadable);
		release(run);
	}
	(void)state;
}

static void limits_hold_for_the_whole_set(void **state)
{
	struct limits limits = default_limits;
	static const char *const paths[] = { "a.xml", "b.xml", "c.xml" };
	struct run_of_set *run;

	(void)state;
	write_file("a.xml", STR(TOPOLOGY("<pstn-usage id='a'/>")));
	write_file("b.xml", STR(TOPOLOGY("<pstn-usage id='b'/>")));
	write_file("c.xml", STR(TOPOLOGY("<pstn-usage id='c'/>")));
	limits.files = 2;
	run = read_set(paths, 3, &limits);
	expect_rule(run, "DOC013");
	assert_holds(run->library.findings.finding[0].message, "'files'");
	assert_true(run->set.unreadable);
	release(run);
	limits.files = 3;
	limits.elements = 6;
	run = read_set(paths, 3, &limits);
	assert_int_equal(run->library.findings.n_finding, 0);
	release(run);
	limits.elements = 5;
	run = read_set(paths, 3, &limits);
	expect_rule(run, "DOC013");
	release(run);
}

static void a_file_beyond_its_megabytes_is_refused(void **state)
{
	struct limits limits = default_limits;
	const char *path = "large.xml";
	struct run_of_set *run;
	char *text = plan_memory((1 << 20) + 200);

	(void)state;
	memset(text, ' ', 1 << 20);
	memcpy(text, ROOT_OPEN, strlen(ROOT_OPEN));
	memcpy(text + (1 << 20) - strlen(ROOT_CLOSE), ROOT_CLOSE, strlen(ROOT_CLOSE));
	limits.input_mb = 1;
	write_file(path, (struct str){ text, 1 << 20 });
	run = read_set(&path, 1, &limits);
	assert_int_equal(run->library.findings.n_finding, 0);
	release(run);
	text[1 << 20] = '\n';
	write_file(path, (struct str){ text, (1 << 20) + 1 });
	run = read_set(&path, 1, &limits);
	expect_rule(run, "DOC013");
	release(run);
	free(text);
}

static void faults_are_bounded(void **state)
{
	struct limits limits = default_limits;
	const char *path = "a.xml";
	struct run_of_set *run;

	(void)state;
	write_file(path, STR(TOPOLOGY("<voice-policy id='p' usages='a b c d'/>")));
	limits.faults = 3;
	run = read_set(&path, 1, &limits);
	assert_int_equal(run->library.findings.n_finding, 4);
	assert_string_equal(run->library.findings.finding[3].rule->id, "DOC013");
	assert_true(run->set.unreadable);
	release(run);
	limits.faults = 4;
	run = read_set(&path, 1, &limits);
	assert_int_equal(run->library.findings.n_finding, 4);
	assert_string_equal(run->library.findings.finding[3].rule->id, "DOC009");
	assert_false(run->set.unreadable);
	release(run);
}

static int read_standard_input(void *argument)
{
	const char *path = "-";
	struct run_of_set run;
	bool good;

	(void)argument;
	if (freopen("piped.xml", "rb", stdin) == NULL)
		return 1;
	library_init(&run.library, &default_limits, "stdin.xml");
	good = set_read(&run.library, &path, 1, &run.set) && strcmp(run.set.root, "stdin.xml") == 0 &&
		topo_by_id(&run.set.topology, "u") != NULL &&
		strcmp(run.set.topology.source[0]->path, "stdin.xml") == 0;
	set_release(&run.set);
	library_release(&run.library);
	xml_clean_up();
	return good ? 0 : 2;
}

static void standard_input_has_the_name_it_was_given(void **state)
{
	(void)state;
	write_file("piped.xml", STR(TOPOLOGY("<pstn-usage id='u'/>")));
	assert_int_equal(in_child(read_standard_input, NULL), 0);
}

static void a_later_limit_is_reported_at_the_root(void **state)
{
	struct run_of_set *run;

	(void)state;
	write_file("a.xml", STR(TOPOLOGY("")));
	run = read_one("a.xml");
	set_complain_limit(&run->library, &run->set, "seconds");
	expect_rule(run, "DOC013");
	assert_holds(run->library.findings.finding[0].message, "--limit seconds=");
	assert_string_equal(run->library.findings.finding[0].set, "a.xml");
	release(run);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(includes_are_read_from_where_they_stand),
		IN_FOLDER(a_file_reached_twice_is_read_once),
		IN_FOLDER(the_order_of_names_means_nothing),
		IN_FOLDER(an_include_never_leaves_the_folder),
		IN_FOLDER(an_include_that_is_missing_makes_the_set_unreadable),
		IN_FOLDER(unreadable_files_are_located_findings),
		IN_FOLDER(limits_hold_for_the_whole_set),
		IN_FOLDER(a_file_beyond_its_megabytes_is_refused),
		IN_FOLDER(faults_are_bounded),
		IN_FOLDER(standard_input_has_the_name_it_was_given),
		IN_FOLDER(a_later_limit_is_reported_at_the_root),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
