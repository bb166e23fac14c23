/* SPDX-License-Identifier: MIT */
/*
 * fuzz_bytes.h - what targets that read documents share: bytes as standard input, which is the only name that is no
 * path, outputs in memory, and what must hold for any of them.
 */
#ifndef LYNC_TOPO_TESTS_FUZZ_BYTES_H
#define LYNC_TOPO_TESTS_FUZZ_BYTES_H

#include "fuzz.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/utf8.h"
#include "diag/finding.h"
#include "report/json.h"

#include <sys/mman.h>
#include <unistd.h>

/* One file only: includes would read whatever lies in the working directory. */
static const struct limits small_limits = {
	.input_mb = 1,
	.total_mb = 1,
	.files = 1,
	.elements = 4000,
	.attributes = 64,
	.namespaces = 8,
	.depth = 60,
	.faults = 400,
	.number_tests = 5000,
	.simulated_sites = 20,
	.findings = 100,
	.seconds = 60,
};

static inline int memory_file(const char *name)
{
	int descriptor = memfd_create(name, 0);

	MUST(descriptor >= 0);
	return descriptor;
}

/* Puts the bytes where standard input is read from. */
static inline void give_input(const uint8_t *data, size_t size)
{
	static int input = -1;

	if (input < 0) {
		input = memory_file("input");
		MUST(dup2(input, STDIN_FILENO) == STDIN_FILENO);
	}
	MUST(ftruncate(input, 0) == 0);
	MUST(pwrite(input, data, size, 0) == (ssize_t)size);
	MUST(lseek(input, 0, SEEK_SET) == 0);
}

/* An output into memory. */
static inline struct out begin_output(void)
{
	static int output = -1;

	if (output < 0)
		output = memory_file("output");
	MUST(ftruncate(output, 0) == 0);
	MUST(lseek(output, 0, SEEK_SET) == 0);
	return out_standard(output);
}

/* What was written to it: terminated, freed with mem_free(). */
static inline char *end_output(struct out *out, size_t *ret_size)
{
	int output = out->descriptor;
	off_t size;
	char *text;

	MUST(out_close(out, true) == OUT_OK);
	size = lseek(output, 0, SEEK_END);
	MUST(size >= 0);
	text = mem_alloc((size_t)size + 1);
	MUST(text != NULL);
	MUST(pread(output, text, (size_t)size, 0) == size);
	text[size] = '\0';
	*ret_size = (size_t)size;
	return text;
}

/* Safe to print: valid UTF-8, no control character but the line's end. */
static inline void must_be_plain(const char *text, size_t length)
{
	size_t size;

	for (size_t i = 0; i < length; i += size) {
		uint32_t c = utf8_decode(text + i, length - i, &size);

		MUST(c != UTF8_INVALID);
		MUST(c == '\n' || (c >= ' ' && c != 0x7f && !(c >= 0x80 && c < 0xa0)));
	}
}

static inline void must_be_json(const char *text)
{
	cJSON *value = cJSON_ParseWithOpts(text, NULL, true);

	MUST(value != NULL);
	cJSON_Delete(value);
}

static inline void check_place(const struct span *at)
{
	struct position position;

	if (at->source == NULL)
		return;
	MUST(at->start <= at->end && at->end <= at->source->size);
	position = source_position(at->source, at->start);
	MUST(position.line >= 1 && position.column >= 1);
}

static inline void check_places(const struct findings *findings)
{
	for (uint32_t i = 0; i < findings->n_finding; i++) {
		const struct finding *finding = &findings->finding[i];

		check_place(&finding->at);
		for (uint32_t j = 0; j < finding->n_related; j++)
			check_place(&finding->related[j].at);
		MUST(finding->message[0] != '\0' && finding->severity != SEVERITY_NONE);
	}
	for (uint32_t i = 0; i < findings->n_unknown; i++)
		check_place(&findings->unknown[i].of->at);
}

#endif
