/* SPDX-License-Identifier: MIT */
/*
 * replay.c - runs a fuzz target over files, and over every file beneath a directory.
 *
 * usage: replay_TARGET FILE-OR-DIRECTORY...
 *
 * Each file is named before it is tried: when the target ends the process, the last name is the culprit.
 * Nothing to read is a failure, because a test that looks at nothing must not pass.
 */
#include "fuzz.h"

#include "base/file.h"
#include "base/mem.h"

#include <ftw.h>

enum {
	MOST_BYTES = 1 << 26,
	MOST_FOLDERS = 16, /* open at a time */
};

static unsigned n_files;
static unsigned n_unreadable;

static void replay(const char *path)
{
	struct file_bytes bytes;
	enum file_status status = file_read(path, MOST_BYTES, &bytes);

	printf("%s\n", path);
	fflush(stdout);
	if (status != FILE_OK) {
		fprintf(stderr, "%s: %s\n", path, file_status_text(status));
		n_unreadable++;
		return;
	}
	MUST(LLVMFuzzerTestOneInput((const uint8_t *)bytes.data, bytes.size) == 0);
	mem_free(bytes.data);
	n_files++;
}

static int visit(const char *path, const struct stat *info, int kind, struct FTW *position)
{
	(void)info;
	(void)position;
	if (kind == FTW_F)
		replay(path);
	return 0;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (nftw(argv[i], visit, MOST_FOLDERS, FTW_PHYS) != 0) {
			fprintf(stderr, "%s: cannot be walked\n", argv[i]);
			n_unreadable++;
		}
	}
	printf("%u inputs replayed, %u unreadable\n", n_files, n_unreadable);
	return n_files > 0 && n_unreadable == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
