/* SPDX-License-Identifier: MIT */
#include "base/diff.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdint.h>

enum {
	CONTEXT = 3,
	MOST_COST = 256, /* of a path, before the furthest one is taken */
	NOWHERE = -1,    /* no path comes to a diagonal */
};

struct line {
	struct str text; /* with its line end */
	uint32_t hash;
};

/* One of the two texts. */
struct side {
	struct line *line;
	bool *is_changed;
	uint32_t n, room;
};

/* A stretch of both texts; ends are exclusive. */
struct box {
	uint32_t from[2], to[2];
};

struct comparing {
	struct side side[2];
	/* How far the paths from the end and from the beginning of a box have come, by diagonal. */
	int64_t *reached[2];
	int64_t *memory[2];
};

static bool split(struct str text, struct side *ret)
{
	while (text.length > 0) {
		const char *end = memchr(text.text, '\n', text.length);
		size_t length = end != NULL ? (size_t)(end - text.text) + 1 : text.length;

		if (!mem_grow(&ret->line, &ret->room, ret->n + 1, sizeof(*ret->line)))
			return false;
		ret->line[ret->n++] = (struct line){ { text.text, length }, hash_seeded(text.text, length) };
		text.text += length;
		text.length -= length;
	}
	ret->is_changed = mem_zalloc((size_t)ret->n + 1);
	return ret->is_changed != NULL;
}

static bool is_equal(const struct comparing *comparing, int64_t a, int64_t b)
{
	const struct line *left = &comparing->side[0].line[a];
	const struct line *right = &comparing->side[1].line[b];

	return left->hash == right->hash && str_equal(left->text, right->text);
}

/* Takes away what is equal at both ends. */
static struct box trim(const struct comparing *comparing, struct box box)
{
	while (box.from[0] < box.to[0] && box.from[1] < box.to[1] &&
		is_equal(comparing, box.from[0], box.from[1])) {
		box.from[0]++;
		box.from[1]++;
	}
	while (box.from[0] < box.to[0] && box.from[1] < box.to[1] &&
		is_equal(comparing, (int64_t)box.to[0] - 1, (int64_t)box.to[1] - 1)) {
		box.to[0]--;
		box.to[1]--;
	}
	return box;
}

/* Whether lines match, counted from the beginning of the box or, for paths from its end, from there. */
static bool matches(const struct comparing *comparing, struct box box, bool is_forward, int64_t x, int64_t y)
{
	if (is_forward)
		return is_equal(comparing, box.from[0] + x, box.from[1] + y);
	return is_equal(comparing, box.to[0] - 1 - x, box.to[1] - 1 - y);
}

/*
 * How far a path with one difference more comes on a diagonal: one step from the better neighbour, then along what is
 * equal. Diagonal k holds the points (x, x - k).
 */
static int64_t follow(
	const struct comparing *comparing, struct box box, bool is_forward, int64_t k, int64_t cost)
{
	const int64_t *reached = comparing->reached[is_forward];
	int64_t n = (int64_t)box.to[0] - box.from[0];
	int64_t m = (int64_t)box.to[1] - box.from[1];
	int64_t across = reached[k - 1] + 1;
	int64_t x = reached[k + 1];

	if (x > m + k)
		x = NOWHERE;
	if (reached[k - 1] != NOWHERE && across <= n && across > x)
		x = across;
	if (cost == 0)
		x = 0;
	while (x != NOWHERE && x < n && x - k < m && matches(comparing, box, is_forward, x, x - k))
		x++;
	return x;
}

/* One difference more for the paths from one end. True when one meets a path from the other end, on diagonal *ret. */
static bool grow(
	const struct comparing *comparing, struct box box, bool is_forward, int64_t cost, int64_t *ret)
{
	int64_t *reached = comparing->reached[is_forward];
	const int64_t *others = comparing->reached[!is_forward];
	int64_t n = (int64_t)box.to[0] - box.from[0];
	int64_t delta = n - ((int64_t)box.to[1] - box.from[1]);
	int64_t others_cost = is_forward ? cost - 1 : cost;

	for (int64_t k = -cost; k <= cost; k += 2) {
		int64_t other = delta - k;

		reached[k] = follow(comparing, box, is_forward, k, cost);
		*ret = k;
		if (reached[k] != NOWHERE && other >= -others_cost && other <= others_cost &&
			others[other] != NOWHERE && reached[k] + others[other] >= n)
			return true;
	}
	return false;
}

/* Of the paths from the beginning, the diagonal of the one that has come furthest. */
static int64_t furthest(const struct comparing *comparing, int64_t cost)
{
	const int64_t *reached = comparing->reached[true];
	int64_t best = -cost;

	for (int64_t k = -cost; k <= cost; k += 2)
		if (reached[k] != NOWHERE &&
			(reached[best] == NOWHERE || 2 * reached[k] - k > 2 * reached[best] - best))
			best = k;
	return best;
}

/*
 * A point in the middle of a shortest path, which paths that grow from both ends of the box find where they meet; or,
 * where that would cost too much, the furthest point that a path from the beginning has reached. The box is trimmed
 * and holds lines of both texts, so that the point is neither of its ends.
 */
static void find_middle(const struct comparing *comparing, struct box box, uint32_t middle[2])
{
	int64_t lines = (int64_t)box.to[0] - box.from[0] + box.to[1] - box.from[1];
	int64_t most = lines < MOST_COST ? lines : MOST_COST;
	int64_t k = 0;

	for (int64_t i = -most - 1; i <= most + 1; i++)
		comparing->reached[false][i] = comparing->reached[true][i] = NOWHERE;
	for (int64_t cost = 0; cost <= most; cost++) {
		if (grow(comparing, box, true, cost, &k))
			break;
		if (grow(comparing, box, false, cost, &k)) {
			middle[0] = box.to[0] - (uint32_t)comparing->reached[false][k];
			middle[1] = box.to[1] - (uint32_t)(comparing->reached[false][k] - k);
			return;
		}
		if (cost == most)
			k = furthest(comparing, cost);
	}
	middle[0] = box.from[0] + (uint32_t)comparing->reached[true][k];
	middle[1] = box.from[1] + (uint32_t)(comparing->reached[true][k] - k);
}

/* Marks what differs. Halves of a shortest path need half its differences: the recursion is not deep. */
static void compare(struct comparing *comparing, struct box box)
{
	box = trim(comparing, box);
	while (box.from[0] < box.to[0] && box.from[1] < box.to[1]) {
		struct box first = box;

		find_middle(comparing, box, first.to);
		memcpy(box.from, first.to, sizeof(box.from));
		compare(comparing, first);
		box = trim(comparing, box);
	}
	for (unsigned side = 0; side < 2; side++)
		memset(comparing->side[side].is_changed + box.from[side], true,
			box.to[side] - box.from[side]);
}

static void put_line(char mark, struct str line, struct buf *ret)
{
	buf_putc(ret, mark);
	buf_put(ret, line.text, line.length);
	if (line.text[line.length - 1] != '\n')
		buf_puts(ret, "\n\\ No newline at end of file\n");
}

/* "12,3": the lines of a hunk; an empty stretch is named by the line before it. */
static void put_range(uint32_t from, uint32_t n, struct buf *ret)
{
	if (n == 1)
		buf_printf(ret, "%u", (unsigned)from + 1);
	else
		buf_printf(ret, "%u,%u", (unsigned)(n > 0 ? from + 1 : from), (unsigned)n);
}

static void put_hunk(const struct comparing *comparing, struct box hunk, struct buf *ret)
{
	const struct side *old_side = &comparing->side[0];
	const struct side *new_side = &comparing->side[1];
	uint32_t a = hunk.from[0];
	uint32_t b = hunk.from[1];

	buf_puts(ret, "@@ -");
	put_range(a, hunk.to[0] - a, ret);
	buf_puts(ret, " +");
	put_range(b, hunk.to[1] - b, ret);
	buf_puts(ret, " @@\n");
	while (a < hunk.to[0] || b < hunk.to[1]) {
		if (a < hunk.to[0] && old_side->is_changed[a]) {
			put_line('-', old_side->line[a++].text, ret);
		} else if (b < hunk.to[1] && new_side->is_changed[b]) {
			put_line('+', new_side->line[b++].text, ret);
		} else {
			put_line(' ', old_side->line[a++].text, ret);
			b++;
		}
	}
}

/* From lines that are equal on, to where the texts differ next. False at the end. */
static bool skip_equal(const struct comparing *comparing, uint32_t at[2])
{
	const struct side *side = comparing->side;

	while (at[0] < side[0].n && at[1] < side[1].n && !side[0].is_changed[at[0]] &&
		!side[1].is_changed[at[1]]) {
		at[0]++;
		at[1]++;
	}
	return at[0] < side[0].n || at[1] < side[1].n;
}

static void skip_changed(const struct comparing *comparing, uint32_t at[2])
{
	for (unsigned i = 0; i < 2; i++)
		while (at[i] < comparing->side[i].n && comparing->side[i].is_changed[at[i]])
			at[i]++;
}

/* Differences with fewer lines between them than their contexts need share a hunk. */
static void put_hunks(const struct comparing *comparing, struct buf *ret)
{
	uint32_t at[2] = { 0, 0 };
	bool more = skip_equal(comparing, at);

	while (more) {
		uint32_t before = at[0] < CONTEXT ? at[0] : CONTEXT;
		struct box hunk = { { at[0] - before, at[1] - before }, { 0, 0 } };
		uint32_t after;

		do {
			skip_changed(comparing, at);
			memcpy(hunk.to, at, sizeof(at));
			more = skip_equal(comparing, at);
		} while (more && at[0] - hunk.to[0] <= 2 * CONTEXT);
		after = at[0] - hunk.to[0] < CONTEXT ? at[0] - hunk.to[0] : CONTEXT;
		hunk.to[0] += after;
		hunk.to[1] += after;
		put_hunk(comparing, hunk, ret);
	}
}

static bool make_room(struct comparing *comparing)
{
	for (unsigned i = 0; i < 2; i++) {
		comparing->memory[i] = mem_alloc((2 * (MOST_COST + 1) + 1) * sizeof(int64_t));
		if (comparing->memory[i] == NULL)
			return false;
		comparing->reached[i] = comparing->memory[i] + MOST_COST + 1;
	}
	return true;
}

bool diff_unified(
	struct str old_text, struct str new_text, const char *old_name, const char *new_name, struct buf *ret)
{
	struct comparing comparing = { 0 };
	bool good = true;

	if (str_equal(old_text, new_text))
		return true;
	good = split(old_text, &comparing.side[0]) && split(new_text, &comparing.side[1]) &&
		make_room(&comparing);
	if (good) {
		const struct box all = { { 0, 0 }, { comparing.side[0].n, comparing.side[1].n } };

		compare(&comparing, all);
		buf_printf(ret, "--- %s\n+++ %s\n", old_name, new_name);
		put_hunks(&comparing, ret);
	}
	for (unsigned i = 0; i < 2; i++) {
		mem_free(comparing.side[i].line);
		mem_free(comparing.side[i].is_changed);
		mem_free(comparing.memory[i]);
	}
	return good && !buf_failed(ret);
}
