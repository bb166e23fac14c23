/* SPDX-License-Identifier: MIT */
/*
 * Files in a folder of the test's own: what is read, what is refused and why, and that nothing beneath a folder
 * leads out of it.
 */
#include "base/file.h"
#include "base/mem.h"
#include "support.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>

enum {
	PLENTY = 1 << 20,
};

static void expect_bytes(enum file_status status, struct file_bytes *bytes, struct str expected)
{
	assert_int_equal(status, FILE_OK);
	assert_int_equal(bytes->size, expected.length);
	assert_memory_equal(bytes->data, expected.text, expected.length);
	assert_int_equal(bytes->data[bytes->size], '\0');
	mem_free(bytes->data);
}

static void reads_all_bytes(void **state)
{
	struct file_bytes bytes;

	(void)state;
	write_file("empty", STR(""));
	write_file("some", STR("a\0b\r\n\xff"));
	expect_bytes(file_read("empty", PLENTY, &bytes), &bytes, STR(""));
	expect_bytes(file_read("some", PLENTY, &bytes), &bytes, STR("a\0b\r\n\xff"));
}

static void the_cap_counts_bytes(void **state)
{
	struct file_bytes bytes = { .size = 4711 };

	(void)state;
	write_file("five", STR("12345"));
	expect_bytes(file_read("five", 5, &bytes), &bytes, STR("12345"));
	bytes.size = 4711;
	assert_int_equal(file_read("five", 4, &bytes), FILE_TOO_LARGE);
	assert_int_equal(file_read("five", 0, &bytes), FILE_TOO_LARGE);
	assert_int_equal(bytes.size, 4711);
}

static void says_why_something_is_not_read(void **state)
{
	struct file_bytes bytes;

	(void)state;
	write_file("plain", STR("x"));
	assert_int_equal(mkdir("folder", 0700), 0);
	assert_int_equal(symlink("loop", "loop"), 0);
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	assert_int_equal(file_read("missing", PLENTY, &bytes), FILE_MISSING);
	assert_int_equal(file_read("", PLENTY, &bytes), FILE_MISSING);
	assert_int_equal(file_read("plain/below", PLENTY, &bytes), FILE_MISSING);
	assert_int_equal(file_read("loop", PLENTY, &bytes), FILE_MISSING);
	assert_int_equal(file_read("dangling", PLENTY, &bytes), FILE_MISSING);
	assert_int_equal(file_read("folder", PLENTY, &bytes), FILE_DIRECTORY);
	assert_int_equal(file_read("/dev/null", PLENTY, &bytes), FILE_DEVICE);
	assert_int_equal(file_read("/dev/zero", PLENTY, &bytes), FILE_DEVICE);
}

static void a_file_without_permission_is_denied(void **state)
{
	struct file_bytes bytes;

	(void)state;
	if (geteuid() == 0)
		skip(); /* root may read everything */
	write_file("secret", STR("x"));
	assert_int_equal(chmod("secret", 0), 0);
	assert_int_equal(file_read("secret", PLENTY, &bytes), FILE_DENIED);
}

static void identity_is_that_of_the_file_not_of_its_name(void **state)
{
	struct file_bytes a;
	struct file_bytes b;
	struct file_bytes c;

	(void)state;
	write_file("one", STR("x"));
	write_file("two", STR("x"));
	assert_int_equal(link("one", "hard"), 0);
	assert_int_equal(file_read("one", PLENTY, &a), FILE_OK);
	assert_int_equal(file_read("./hard", PLENTY, &b), FILE_OK);
	assert_int_equal(file_read("two", PLENTY, &c), FILE_OK);
	assert_true(a.is_regular);
	assert_true(a.identity.device == b.identity.device && a.identity.inode == b.identity.inode);
	assert_true(a.identity.device != c.identity.device || a.identity.inode != c.identity.inode);
	mem_free(a.data);
	mem_free(b.data);
	mem_free(c.data);
}

/* Writes so much into a pipe, from a process of its own, in pieces. */
static int feed(void *argument)
{
	int descriptor = *(int *)argument;
	char piece[1000];

	memset(piece, 'p', sizeof(piece));
	for (int i = 0; i < 300; i++)
		if (write(descriptor, piece, sizeof(piece)) != sizeof(piece))
			return 1;
	return 0;
}

static void a_pipe_is_read_to_its_end(void **state)
{
	struct file_bytes bytes;
	int ends[2];
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(ends[0]);
		_exit(feed(&ends[1]));
	}
	close(ends[1]);
	assert_int_equal(file_read_descriptor(ends[0], PLENTY, &bytes), FILE_OK);
	assert_int_equal(bytes.size, 300000);
	assert_int_equal(bytes.data[299999], 'p');
	assert_false(bytes.is_regular);
	mem_free(bytes.data);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_int_equal(fcntl(ends[0], F_GETFD) >= 0, 1);
	close(ends[0]);
}

static void a_pipe_has_the_same_cap(void **state)
{
	struct file_bytes bytes;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "12345", 5), 5);
	close(ends[1]);
	assert_int_equal(file_read_descriptor(ends[0], 4, &bytes), FILE_TOO_LARGE);
	close(ends[0]);
}

static void a_fifo_waits_for_its_writer(void **state)
{
	struct file_bytes bytes;
	pid_t child;

	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		int descriptor = open("fifo", O_WRONLY);

		_exit(descriptor < 0 || write(descriptor, "late", 4) != 4);
	}
	expect_bytes(file_read("fifo", PLENTY, &bytes), &bytes, STR("late"));
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void a_socket_is_read_and_a_closed_descriptor_is_not(void **state)
{
	struct file_bytes bytes;
	int ends[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	assert_int_equal(write(ends[1], "said", 4), 4);
	close(ends[1]);
	expect_bytes(file_read_descriptor(ends[0], PLENTY, &bytes), &bytes, STR("said"));
	close(ends[0]);
	assert_int_equal(file_read_descriptor(ends[0], PLENTY, &bytes), FILE_FAILED);
}

static void make_tree(void)
{
	assert_int_equal(mkdir("top", 0700), 0);
	assert_int_equal(mkdir("top/sub", 0700), 0);
	write_file("outside.xml", STR("outside"));
	write_file("top/a.xml", STR("a"));
	write_file("top/sub/b.xml", STR("b"));
	assert_int_equal(symlink("../outside.xml", "top/out"), 0);
	assert_int_equal(symlink("/etc/hostname", "top/absolute"), 0);
	assert_int_equal(symlink("..", "top/up"), 0);
	assert_int_equal(symlink("sub/b.xml", "top/in"), 0);
}

static void beneath_a_folder_stays_beneath_it(void **state)
{
	static const char *const outside[] = { "out", "../outside.xml", "sub/../../outside.xml", "absolute",
		"up/outside.xml", "up/top/a.xml", "/etc/hostname" };
	struct file_bytes bytes;

	(void)state;
	make_tree();
	expect_bytes(file_read_beneath("top", "a.xml", PLENTY, &bytes), &bytes, STR("a"));
	expect_bytes(file_read_beneath("top", "sub/b.xml", PLENTY, &bytes), &bytes, STR("b"));
	expect_bytes(file_read_beneath("./top/", "sub/b.xml", PLENTY, &bytes), &bytes, STR("b"));
	for (size_t i = 0; i < ARRAY_LEN(outside); i++)
		if (file_read_beneath("top", outside[i], PLENTY, &bytes) == FILE_OK)
			fail_msg("%s is read", outside[i]);
	assert_int_equal(file_read_beneath("top", "missing", PLENTY, &bytes), FILE_MISSING);
	assert_int_equal(file_read_beneath("top", "sub", PLENTY, &bytes), FILE_DIRECTORY);
	assert_int_equal(file_read_beneath("top", "a.xml", 0, &bytes), FILE_TOO_LARGE);
	assert_int_equal(file_read_beneath("nowhere", "a.xml", PLENTY, &bytes), FILE_MISSING);
}

static void peeking_sees_the_first_bytes_of_files_only(void **state)
{
	char bytes[4];

	(void)state;
	write_file("long", STR("123456"));
	write_file("short", STR("12"));
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_int_equal(mkdir("folder", 0700), 0);
	assert_int_equal(file_peek("long", bytes, sizeof(bytes)), 4);
	assert_memory_equal(bytes, "1234", 4);
	assert_int_equal(file_peek("short", bytes, sizeof(bytes)), 2);
	assert_int_equal(file_peek("missing", bytes, sizeof(bytes)), 0);
	assert_int_equal(file_peek("fifo", bytes, sizeof(bytes)), 0);
	assert_int_equal(file_peek("folder", bytes, sizeof(bytes)), 0);
	assert_int_equal(file_peek("/dev/zero", bytes, sizeof(bytes)), 0);
}

static void kinds_of_what_stands_there(void **state)
{
	struct file_identity a;
	struct file_identity b;

	(void)state;
	write_file("file", STR("x"));
	assert_int_equal(mkdir("folder", 0700), 0);
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_int_equal(symlink("file", "link"), 0);
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	assert_int_equal(file_kind_of("file", true, &a), FILE_KIND_REGULAR);
	assert_int_equal(file_kind_of("folder", false, &b), FILE_KIND_FOLDER);
	assert_int_equal(file_kind_of("fifo", true, &b), FILE_KIND_OTHER);
	assert_int_equal(file_kind_of("link", false, &b), FILE_KIND_LINK);
	assert_int_equal(file_kind_of("dangling", false, &b), FILE_KIND_LINK);
	assert_int_equal(file_kind_of("dangling", true, &b), FILE_KIND_NONE);
	assert_int_equal(file_kind_of("missing", true, &b), FILE_KIND_NONE);
	assert_int_equal(file_kind_of("link", true, &b), FILE_KIND_REGULAR);
	assert_true(a.device == b.device && a.inode == b.inode);
}

/* A regular file needs one allocation, a long pipe several: each may fail. */
static void without_memory_nothing_is_read(void **state)
{
	struct file_bytes bytes = { .size = 4711 };

	(void)state;
	write_file("some", STR("12345"));
	mem_fail_after(0, true);
	assert_int_equal(file_read("some", PLENTY, &bytes), FILE_NO_MEMORY);
	assert_true(mem_ran_out());
	mem_fail_after(-1, false);
	assert_int_equal(bytes.size, 4711);
}

static void every_status_has_a_text(void **state)
{
	(void)state;
	for (int i = FILE_OK; i <= FILE_NO_MEMORY; i++) {
		assert_true(strlen(file_status_text((enum file_status)i)) > 0);
		for (int other = FILE_OK; other < i; other++)
			assert_string_not_equal(file_status_text((enum file_status)i),
				file_status_text((enum file_status)other));
	}
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(reads_all_bytes),
		IN_FOLDER(the_cap_counts_bytes),
		IN_FOLDER(says_why_something_is_not_read),
		IN_FOLDER(a_file_without_permission_is_denied),
		IN_FOLDER(identity_is_that_of_the_file_not_of_its_name),
		IN_FOLDER(a_pipe_is_read_to_its_end),
		IN_FOLDER(a_pipe_has_the_same_cap),
		IN_FOLDER(a_fifo_waits_for_its_writer),
		IN_FOLDER(a_socket_is_read_and_a_closed_descriptor_is_not),
		IN_FOLDER(beneath_a_folder_stays_beneath_it),
		IN_FOLDER(peeking_sees_the_first_bytes_of_files_only),
		IN_FOLDER(kinds_of_what_stands_there),
		IN_FOLDER(without_memory_nothing_is_read),
		cmocka_unit_test(every_status_has_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
