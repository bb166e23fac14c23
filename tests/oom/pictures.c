/* SPDX-License-Identifier: MIT */
/*
 * pictures.c - draws a deployment as SVG, page, PNG and PDF while memory runs out: at one allocation after the other,
 * once and then for ever after, here and in the processes that lay out and draw.
 *
 * What comes of it must be the picture as it is without any failure, or the announced fallback, or a refusal with a
 * reason, or mem_ran_out(); never another picture in silence. What graphviz allocates for itself does not fail here.
 *
 * usage: pictures [FILE]
 */
#include "support.h"

#include "base/mem.h"
#include "load/libxml.h"
#include "load/set.h"
#include "render/renderer.h"
#include "render/view.h"

#include <sys/mman.h>
#include <sys/stat.h>

enum {
	LAYOUT_SECONDS = 60,
	STRIDE = 5, /* each fifth allocation: a picture takes two processes */
	LEAST_FAILURES = 10,
	MOST_OUTPUT = 1 << 24,
};

struct picture {
	char *file;
	size_t length;
	enum render_status status;
	bool is_announced; /* drawn otherwise than usual, and said so */
};

static const struct topology *topology;
static const struct findings *all_findings;

static void take_output(int descriptor, struct picture *ret)
{
	struct stat info;

	if (fstat(descriptor, &info) != 0 || info.st_size > MOST_OUTPUT)
		abort();
	ret->length = (size_t)info.st_size;
	ret->file = malloc(ret->length + 1);
	if (ret->file == NULL || pread(descriptor, ret->file, ret->length, 0) != (ssize_t)ret->length)
		abort();
}

static struct picture draw(const struct renderer *renderer)
{
	const struct view_request request = { .topo = topology };
	struct diagram diagram = { 0 };
	const struct render_job job = {
		.diagram = &diagram,
		.patience = { LAYOUT_SECONDS, NULL },
		.findings = renderer->wants_findings ? all_findings : NULL,
	};
	struct render_report report = { .why = "", .fallback = "" };
	struct picture picture = { .status = RENDER_OK };
	int descriptor = memfd_create("picture", MFD_CLOEXEC);
	struct out out = out_standard(descriptor);
	const char *subject;

	if (descriptor < 0)
		abort();
	view_find("topology", &subject)->make(&request, &diagram);
	picture.status = renderer->write(&job, &out, &report);
	if (picture.status != RENDER_OK && *report.why == '\0')
		abort();
	picture.is_announced = *report.fallback != '\0';
	if (out_close(&out, true) != OUT_OK && !mem_ran_out())
		abort();
	diagram_release(&diagram);
	take_output(descriptor, &picture);
	close(descriptor);
	return picture;
}

/* One run in which allocation `n` fails, or all from there. False when nothing of it was to be seen. */
static bool fail_at(const struct renderer *renderer, const struct picture *expected, int64_t n, bool for_ever)
{
	struct picture got;
	bool failed;

	mem_fail_after(n, for_ever);
	got = draw(renderer);
	failed = mem_ran_out() || got.status != RENDER_OK || got.is_announced;
	mem_fail_after(-1, false);
	if (!failed) {
		assert_int_equal(got.length, expected->length);
		assert_memory_equal(got.file, expected->file, got.length);
	}
	free(got.file);
	return failed;
}

static void fail_everywhere(const char *format, bool for_ever)
{
	const struct renderer *renderer = renderer_find(format);
	struct picture expected = draw(renderer);
	int64_t n = 0;

	if (expected.status == RENDER_NO_GRAPHVIZ)
		skip();
	assert_int_equal(expected.status, RENDER_OK);
	assert_false(expected.is_announced);
	while (fail_at(renderer, &expected, n, for_ever))
		n += STRIDE;
	print_message("           %s: allocations up to %lld\n", format, (long long)n);
	assert_true(n >= (int64_t)LEAST_FAILURES * STRIDE);
	free(expected.file);
}

static void each_format_without_memory_once(void **state)
{
	static const char *const formats[] = { "svg", "html", "png", "pdf" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		fail_everywhere(formats[i], false);
}

static void each_format_without_memory_for_ever(void **state)
{
	static const char *const formats[] = { "svg", "html", "png", "pdf" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		fail_everywhere(formats[i], true);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_format_without_memory_once),
		cmocka_unit_test(each_format_without_memory_for_ever),
	};
	const struct limits limits = default_limits;
	const char *path = argc > 1 ? argv[1] : TESTS_DIR "/cli/plans/calls.xml";
	struct library library;
	struct document_set set;
	int failed = 1;

	library_init(&library, &limits, "-");
	if (set_read(&library, &path, 1, &set) && set.complete) {
		topology = &set.topology;
		all_findings = &library.findings;
		failed = cmocka_run_group_tests(tests, NULL, NULL);
	}
	set_release(&set);
	library_release(&library);
	xml_clean_up();
	return failed;
}
