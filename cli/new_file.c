/* SPDX-License-Identifier: MIT */
#include "new_file.h"

#include <unistd.h>

enum exit_code new_file_write(const char *path, const char *text, const char *what)
{
	struct out out;
	enum out_status status;

	if (access(path, F_OK) == 0)
		return complain(EXIT_USAGE, "'%s' is there already; %s is not overwritten", path, what);
	out = out_file(path);
	status = out.status;
	if (status == OUT_OK) {
		out_puts(&out, text);
		status = out_close(&out, true);
	}
	if (status != OUT_OK)
		return complain_of_output(path, status);
	return EXIT_CLEAN;
}
