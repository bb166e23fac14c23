/* SPDX-License-Identifier: MIT */
/*
 * fuzz_layout.c - one document through all that fmt does.
 *
 * What must hold for any bytes: what could not be read was told of; what is laid out can be read, and is laid out; and
 * there is a diff exactly where something changed.
 */
#include "fuzz_bytes.h"

#include "base/diff.h"
#include "format/layout.h"
#include "load/markup.h"

/* Reads the bytes and lays them out. False when they are not of our languages. */
static bool lay_out(const char *bytes, size_t size, struct buf *ret)
{
	struct library library;
	struct markup markup;
	enum markup_status status;

	give_input((const uint8_t *)bytes, size);
	library_init(&library, &small_limits, "-");
	status = markup_read(&library, "-", &markup);
	check_places(&library.findings);
	MUST(status != MARKUP_NO_MEMORY);
	MUST((status == MARKUP_UNREADABLE) == (library.findings.n_finding > 0));
	if (status == MARKUP_OURS)
		layout_document(&markup.document->source, markup.document->declaration_end, ret);
	library_release(&library);
	return status == MARKUP_OURS;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str before = { (const char *)data, size };
	struct buf once = { 0 };
	struct buf twice = { 0 };
	struct buf diff = { 0 };

	if (lay_out(before.text, size, &once)) {
		/* Blanks of deep levels can make a document larger than what is read here. */
		MUST(once.length >= (size_t)small_limits.input_mb << 20 ||
			lay_out(buf_text(&once), once.length, &twice));
		MUST(twice.length == 0 || str_equal(buf_str(&once), buf_str(&twice)));
		MUST(diff_unified(before, buf_str(&once), "a", "b", &diff));
		MUST((diff.length > 0) == !str_equal(before, buf_str(&once)));
	}
	buf_release(&once);
	buf_release(&twice);
	buf_release(&diff);
	return 0;
}
