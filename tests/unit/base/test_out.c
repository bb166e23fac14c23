/* SPDX-License-Identifier: MIT */
/*
 * Outputs: written whole or not at all, refused where something else stands, and tidy when a signal comes.
 */
#include "base/mem.h"
#include "base/out.h"
#include "support.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

enum {
	PLENTY = 1 << 22,
};

static void expect_file(const char *path, const char *expected)
{
	struct file_bytes bytes;

	assert_int_equal(file_read(path, PLENTY, &bytes), FILE_OK);
	assert_string_equal(bytes.data, expected);
	mem_free(bytes.data);
}

/* Names in the working directory, "." and ".." left out: temporary files would be seen. */
static unsigned entries(void)
{
	DIR *folder = opendir(".");
	unsigned n = 0;

	assert_non_null(folder);
	while (readdir(folder) != NULL)
		n++;
	closedir(folder);
	return n - 2;
}

static void a_file_appears_when_it_is_complete(void **state)
{
	struct out out = out_file("report.txt");
	struct buf buf = { 0 };

	(void)state;
	assert_int_equal(out.status, OUT_OK);
	out_puts(&out, "one ");
	out_put(&out, "twoX", 3);
	out_printf(&out, " %d", 3);
	buf_puts(&buf, " four");
	out_take(&out, &buf);
	assert_int_equal(buf.length, 0);
	assert_int_equal(access("report.txt", F_OK), -1);
	assert_int_equal(out_close(&out, true), OUT_OK);
	expect_file("report.txt", "one two 3 four");
	assert_int_equal(entries(), 1);
	buf_release(&buf);
}

static void an_old_file_stays_until_then(void **state)
{
	struct out out;

	(void)state;
	write_file("report.txt", STR("old"));
	out = out_file("report.txt");
	out_puts(&out, "new");
	expect_file("report.txt", "old");
	assert_int_equal(out_close(&out, true), OUT_OK);
	expect_file("report.txt", "new");
	assert_int_equal(entries(), 1);
}

static void what_is_thrown_away_leaves_nothing(void **state)
{
	struct out out;

	(void)state;
	write_file("report.txt", STR("old"));
	out = out_file("report.txt");
	out_printf(&out, "%100000s", "new");
	assert_int_equal(out_close(&out, false), OUT_OK);
	expect_file("report.txt", "old");
	assert_int_equal(entries(), 1);
}

static void long_outputs_arrive_whole(void **state)
{
	struct out out = out_file("long");
	struct file_bytes bytes;

	(void)state;
	for (int i = 0; i < 30000; i++)
		out_printf(&out, "%07d\n", i);
	assert_int_equal(out_close(&out, true), OUT_OK);
	assert_int_equal(file_read("long", PLENTY, &bytes), FILE_OK);
	assert_int_equal(bytes.size, 240000);
	assert_memory_equal(bytes.data + 8 * 12345, "0012345\n", 8);
	assert_memory_equal(bytes.data + 8 * 29999, "0029999\n", 8);
	mem_free(bytes.data);
}

static void nothing_but_a_regular_file_is_replaced(void **state)
{
	static const char *const places[] = { "folder", "fifo", "link", "/dev/null" };

	(void)state;
	assert_int_equal(mkdir("folder", 0700), 0);
	assert_int_equal(mkfifo("fifo", 0600), 0);
	write_file("target", STR("old"));
	assert_int_equal(symlink("target", "link"), 0);
	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		struct out out = out_file(places[i]);

		assert_int_equal(out.status, OUT_REFUSED);
		out_puts(&out, "new");
		assert_int_equal(out_close(&out, true), OUT_REFUSED);
	}
	expect_file("target", "old");
	assert_int_equal(entries(), 4);
}

static void a_place_that_is_not_there_fails(void **state)
{
	struct out out = out_file("missing/report.txt");

	(void)state;
	assert_int_equal(out.status, OUT_FAILED);
	assert_int_equal(out_close(&out, true), OUT_FAILED);
	assert_int_equal(entries(), 0);
}

/* The user's umask decides, as for any other new file. */
static void a_new_file_has_the_usual_mode(void **state)
{
	mode_t before = umask(027);
	struct out out = out_file("report.txt");
	struct stat info;

	(void)state;
	assert_int_equal(out_close(&out, true), OUT_OK);
	assert_int_equal(umask(before), 027);
	assert_int_equal(stat("report.txt", &info), 0);
	assert_int_equal(info.st_mode & 0777, 0640);
}

static void names_of_full_length_have_room(void **state)
{
	char name[256];
	struct out out;

	(void)state;
	memset(name, 'n', 255);
	name[255] = '\0';
	out = out_file(name);
	out_puts(&out, "x");
	assert_int_equal(out_close(&out, true), OUT_OK);
	expect_file(name, "x");
}

static void several_files_at_once_do_not_mix(void **state)
{
	struct out a = out_file("a");
	struct out b = out_file("b");

	(void)state;
	out_puts(&a, "first");
	out_puts(&b, "second");
	assert_int_equal(out_close(&a, true), OUT_OK);
	assert_int_equal(out_close(&b, false), OUT_OK);
	expect_file("a", "first");
	assert_int_equal(entries(), 1);
}

static void a_full_device_is_noticed_at_the_end(void **state)
{
	int descriptor = open("/dev/full", O_WRONLY | O_CLOEXEC);
	struct out out = out_standard(descriptor);

	(void)state;
	assert_true(descriptor >= 0);
	out_puts(&out, "x");
	assert_int_equal(out_close(&out, true), OUT_FAILED);
	close(descriptor);
}

static void a_reader_that_went_away_is_noticed(void **state)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	struct sigaction before;
	int ends[2];
	struct out out;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	sigaction(SIGPIPE, &ignore, &before);
	out = out_standard(ends[1]);
	out_puts(&out, "x");
	assert_int_equal(out_close(&out, true), OUT_CLOSED);
	sigaction(SIGPIPE, &before, NULL);
	close(ends[1]);
}

static void without_memory_the_old_file_stays(void **state)
{
	struct out out;

	(void)state;
	write_file("report.txt", STR("old"));
	out = out_file("report.txt");
	mem_fail_after(0, true);
	out_puts(&out, "new");
	out_puts(&out, "more");
	assert_int_equal(out_close(&out, true), OUT_NO_MEMORY);
	mem_fail_after(-1, false);
	expect_file("report.txt", "old");
	assert_int_equal(entries(), 1);
}

static void a_failed_buffer_fails_the_output(void **state)
{
	struct buf buf = { 0 };
	struct out out = out_file("report.txt");

	(void)state;
	mem_fail_after(0, false);
	buf_puts(&buf, "lost");
	mem_fail_after(-1, false);
	out_take(&out, &buf);
	out_puts(&out, "rest");
	assert_int_equal(out_close(&out, true), OUT_NO_MEMORY);
	assert_int_equal(entries(), 0);
	buf_release(&buf);
}

static int be_interrupted(void *argument)
{
	struct out out;

	out_prepare_process();
	out = out_file("report.txt");
	out_puts(&out, "half");
	raise(*(int *)argument);
	return 1;
}

/* cli.md: 130 interrupted. */
static void a_signal_takes_the_temporary_file_along(void **state)
{
	int signals[] = { SIGINT, SIGTERM };

	(void)state;
	write_file("report.txt", STR("old"));
	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		int result = in_child(be_interrupted, &signals[i]);

		assert_int_equal(result, signals[i] == SIGINT ? 130 : 128 + SIGTERM);
		expect_file("report.txt", "old");
		assert_int_equal(entries(), 1);
	}
}

static int start_without_output(void *argument)
{
	(void)argument;
	close(1);
	out_prepare_process();
	/* Descriptor 1 is taken again, so that no file can become it. */
	return out_standard_was_closed() && fcntl(1, F_GETFD) >= 0 ? 0 : 1;
}

static void a_closed_standard_output_is_remembered(void **state)
{
	(void)state;
	assert_int_equal(in_child(start_without_output, NULL), 0);
	assert_false(out_standard_was_closed());
}

static int write_too_much(void *argument)
{
	struct rlimit most = { 1000, 1000 };
	struct out out;
	bool failed;

	(void)argument;
	out_prepare_process();
	setrlimit(RLIMIT_FSIZE, &most);
	out = out_file("report.txt");
	out_printf(&out, "%200000s", "x");
	failed = out_close(&out, true) == OUT_FAILED;
	return failed && access("report.txt", F_OK) != 0 ? 0 : 1;
}

static void a_file_size_limit_is_an_error_and_no_signal(void **state)
{
	(void)state;
	assert_int_equal(in_child(write_too_much, NULL), 0);
	assert_int_equal(entries(), 0);
}

static void every_status_has_a_text(void **state)
{
	(void)state;
	for (int i = OUT_OK; i <= OUT_NO_MEMORY; i++)
		assert_true(strlen(out_status_text((enum out_status)i)) > 0);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_file_appears_when_it_is_complete),
		IN_FOLDER(an_old_file_stays_until_then),
		IN_FOLDER(what_is_thrown_away_leaves_nothing),
		IN_FOLDER(long_outputs_arrive_whole),
		IN_FOLDER(nothing_but_a_regular_file_is_replaced),
		IN_FOLDER(a_place_that_is_not_there_fails),
		IN_FOLDER(a_new_file_has_the_usual_mode),
		IN_FOLDER(names_of_full_length_have_room),
		IN_FOLDER(several_files_at_once_do_not_mix),
		cmocka_unit_test(a_full_device_is_noticed_at_the_end),
		cmocka_unit_test(a_reader_that_went_away_is_noticed),
		IN_FOLDER(without_memory_the_old_file_stays),
		IN_FOLDER(a_failed_buffer_fails_the_output),
		IN_FOLDER(a_signal_takes_the_temporary_file_along),
		cmocka_unit_test(a_closed_standard_output_is_remembered),
		IN_FOLDER(a_file_size_limit_is_an_error_and_no_signal),
		cmocka_unit_test(every_status_has_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
