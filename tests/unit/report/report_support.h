/* SPDX-License-Identifier: MIT */
/*
 * report_support.h - a small result for the report tests: one file, findings and unknowns at places in it.
 *
 *	file.xml:1	<a b="one" c="two"/>
 *	file.xml:2	<d e="three"/>
 */
#ifndef LYNC_TOPO_TESTS_REPORT_SUPPORT_H
#define LYNC_TOPO_TESTS_REPORT_SUPPORT_H

#include "support.h"
#include "topology_support.h"

#include "report/report.h"

static const struct rule_info report_rule_a = {
	.id = "AAA001",
	.name = "rule-a",
	.severity = SEVERITY_WARNING,
	.title = "title a",
	.meaning = "the reason a",
	.fix = "mend a",
	.pages = { PAGE_SEED_A },
};

static const struct rule_info report_rule_b = {
	.id = "BBB001",
	.name = "rule-b",
	.severity = SEVERITY_NOTE,
	.title = "title b",
	.meaning = "the reason b",
	.fix = "mend b",
	.pages = { PAGE_SEED_B },
};

static const struct question report_question_1 = { "Q-A1", ASK_PROVIDER, "is it so?" };
static const struct question report_question_2 = { "Q-A2", ASK_OWN, "is it not so?" };

static const char *const report_need_e[] = { "e" };
static const char *const report_need_f[] = { "f" };

struct result {
	struct source source;
	struct findings findings;
	struct turned_off turned_off;
	struct report report;
};

static inline void result_make(struct result *result)
{
	static const char *const inputs[] = { "file.xml" };
	static const char text[] = "<a b=\"one\" c=\"two\"/>\n<d e=\"three\"/>\n";

	*result = (struct result){
		.source = { .path = "file.xml", .text = text, .size = sizeof(text) - 1, .is_ours = true }
	};
	result->report = (struct report){
		.version = "1.2.3",
		.inputs = inputs,
		.n_inputs = 1,
		.n_sets = 1,
		.findings = &result->findings,
		.turned_off = &result->turned_off,
		.least = SEVERITY_NOTE,
		.most = 100,
	};
}

static inline struct finding result_finding(
	struct result *result, const struct rule_info *rule, const char *place, const char *message)
{
	const char *at = strstr(result->source.text, place);
	uint32_t start;

	assert_non_null(at);
	start = (uint32_t)(at - result->source.text);
	return (struct finding){
		.rule = rule,
		.severity = rule->severity,
		.at = { &result->source, start, start + (uint32_t)strlen(place) },
		.attribute = "b",
		.message = message,
		.help = rule->fix,
		.element = "x",
		.path = "/topology/a[@id='x']",
		.set = "file.xml",
		.fingerprint = UINT64_C(0x00ab00cd00ef0012),
	};
}

static inline void result_add(
	struct result *result, const struct rule_info *rule, const char *place, const char *message)
{
	struct finding finding = result_finding(result, rule, place, message);

	findings_add(&result->findings, &finding);
}

static inline void result_add_unknown(struct result *result, const struct rule_info *rule,
	const char *const *needs, const struct question *question)
{
	struct topic *of = arena_alloc(&result->findings.arena, sizeof(*of));
	struct unknown unknown = {
		.rule = rule,
		.of = of,
		.needs = needs,
		.n_needs = 1,
		.question = question,
	};

	*of = (struct topic){
		.at = { &result->source, 21, 23 },
		.element = "d1",
		.label = "thing 'd1'",
		.set = "file.xml",
	};
	findings_add_unknown(&result->findings, &unknown);
}

static inline void result_release(struct result *result)
{
	findings_release(&result->findings);
	source_release(&result->source);
}

/* What a format writes, for the caller to free. */
static inline char *result_written(const struct result *result, const char *format)
{
	struct out out = output_begin();

	assert_non_null(report_format_find(format));
	report_format_find(format)->write(&result->report, &out);
	return output_end(&out);
}

#endif
