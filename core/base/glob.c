/* SPDX-License-Identifier: MIT */
#include "base/glob.h"

#include <stdint.h>

/* Of several stars only the last one that was met can still take more: what the earlier ones took never matters. */
bool glob_matches(struct str pattern, struct str text)
{
	size_t p = 0;
	size_t t = 0;
	size_t star = SIZE_MAX; /* behind the last star, in the pattern */
	size_t taken = 0;       /* where the text goes on behind what that star took */

	while (t < text.length) {
		if (p < pattern.length && pattern.text[p] == '*') {
			star = ++p;
			taken = t;
		} else if (p < pattern.length &&
			(pattern.text[p] == '?' || pattern.text[p] == text.text[t])) {
			p++;
			t++;
		} else if (star != SIZE_MAX) {
			p = star;
			t = ++taken;
		} else {
			return false;
		}
	}
	while (p < pattern.length && pattern.text[p] == '*')
		p++;
	return p == pattern.length;
}

bool glob_matches_path(struct str pattern, struct str path)
{
	size_t last = path.length;

	while (last > 0 && path.text[last - 1] != '/')
		last--;
	return glob_matches(pattern, path) ||
		glob_matches(pattern, (struct str){ path.text + last, path.length - last });
}
