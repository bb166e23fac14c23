/* SPDX-License-Identifier: MIT */
/* SARIF 2.1.0, as code scanning services take it. */
#include "report/sarif.h"

#include "base/escape.h"
#include "base/mem.h"
#include "report/line_hash.h"
#include "report/lines.h"
#include "report/rule_help.h"
#include "report/summary_json.h"

#include <inttypes.h>
#include <stdio.h>

/* One finding on its way into the file. */
struct result {
	const struct finding *finding;
	struct line_hash hash; /* of the line that it begins in */
};

struct results {
	struct result *result;
	uint32_t n;
	uint32_t left_out;
};

cJSON *sarif_message(struct buf *text)
{
	cJSON *message = cJSON_CreateObject();

	cJSON_AddStringToObject(message, "text", buf_text(text));
	buf_clear(text);
	return message;
}

static cJSON *artifact_location(const struct report *report, const char *path)
{
	cJSON *object = cJSON_CreateObject();
	const char *uploaded = report_uploaded_path(report, path);
	struct buf uri = { 0 };

	escape_uri_path(&uri, str_of(uploaded));
	cJSON_AddStringToObject(object, "uri", buf_text(&uri));
	if (uploaded[0] != '/')
		cJSON_AddStringToObject(object, "uriBaseId", "%SRCROOT%");
	buf_release(&uri);
	return object;
}

static cJSON *region_object(const struct span *at)
{
	cJSON *object = cJSON_CreateObject();
	struct position start = lines_start(at);
	struct position end = lines_end(at);

	json_add_count(object, "startLine", start.line);
	json_add_count(object, "startColumn", start.column);
	json_add_count(object, "endLine", end.line);
	json_add_count(object, "endColumn", end.column);
	return object;
}

cJSON *sarif_location(const struct report *report, const struct span *at, const char *fallback)
{
	cJSON *object = cJSON_CreateObject();
	cJSON *physical = cJSON_AddObjectToObject(object, "physicalLocation");

	json_add(physical, "artifactLocation",
		artifact_location(report, at->source != NULL ? at->source->path : fallback));
	json_add(physical, "region", region_object(at));
	return object;
}

static cJSON *result_location(const struct report *report, const struct finding *finding)
{
	cJSON *object = sarif_location(report, &finding->at, finding->set);
	cJSON *logical;

	if (finding->path[0] == '\0')
		return object;
	logical = cJSON_CreateObject();
	cJSON_AddStringToObject(logical, "fullyQualifiedName", finding->path);
	cJSON_AddStringToObject(logical, "kind", "element");
	json_append(cJSON_AddArrayToObject(object, "logicalLocations"), logical);
	return object;
}

/* What is wrong, what to do, and links to the elements that have a part in it: services show only those. */
static cJSON *result_message(const struct finding *finding)
{
	struct buf buf = { 0 };
	struct buf help = { 0 };
	cJSON *message;

	escape_sarif(&buf, str_of(finding->message));
	buf_puts(&buf, ". ");
	rule_sentence(finding->help, &help);
	escape_sarif(&buf, buf_str(&help));
	for (uint32_t i = 0; i < finding->n_related; i++) {
		buf_puts(&buf, i == 0 ? " See [" : ", [");
		escape_sarif_link(&buf, str_of(finding->related[i].message));
		buf_printf(&buf, "](%u)", (unsigned)i + 1);
	}
	message = sarif_message(&buf);
	buf_release(&help);
	buf_release(&buf);
	return message;
}

static cJSON *related_locations(const struct report *report, const struct finding *finding)
{
	cJSON *array = cJSON_CreateArray();

	for (uint32_t i = 0; i < finding->n_related; i++) {
		const struct related *related = &finding->related[i];
		cJSON *location = sarif_location(report, &related->at, finding->set);
		struct buf text = { 0 };

		json_add_count(location, "id", i + 1);
		escape_sarif(&text, str_of(related->message));
		json_add(location, "message", sarif_message(&text));
		json_append(array, location);
		buf_release(&text);
	}
	return array;
}

static cJSON *fingerprints(const struct result *result)
{
	cJSON *object = cJSON_CreateObject();
	char text[40];

	if (result->hash.ordinal > 0) {
		snprintf(text, sizeof(text), "%" PRIx64 ":%u", result->hash.hash,
			(unsigned)result->hash.ordinal);
		cJSON_AddStringToObject(object, "primaryLocationLineHash", text);
	}
	snprintf(text, sizeof(text), "%016" PRIx64, result->finding->fingerprint);
	cJSON_AddStringToObject(object, "lyncTopo/v1", text);
	return object;
}

static cJSON *suppression_object(const struct report *report, const struct suppression *suppression)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "kind", suppression->central ? "external" : "inSource");
	cJSON_AddStringToObject(object, "status", "accepted");
	cJSON_AddStringToObject(object, "justification", suppression->reason);
	if (suppression->at.source != NULL)
		json_add(object, "location", sarif_location(report, &suppression->at, NULL));
	return object;
}

static cJSON *result_properties(const struct report *report, const struct finding *finding)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "element", finding->element);
	cJSON_AddStringToObject(object, "attribute", finding->attribute);
	if (report->n_sets > 1)
		cJSON_AddStringToObject(object, "set", finding->set);
	return object;
}

static cJSON *result_object(const struct sarif_rules *rules, const struct result *result)
{
	const struct report *report = rules->report;
	const struct finding *finding = result->finding;
	uint32_t number = sarif_rule_number(rules, finding->rule);
	cJSON *object = cJSON_CreateObject();

	cJSON_AddStringToObject(object, "ruleId", finding->rule->id);
	if (number < report->n_rule)
		json_add_count(object, "ruleIndex", number);
	cJSON_AddStringToObject(object, "level", sarif_level(finding->severity));
	json_add(object, "message", result_message(finding));
	json_append(cJSON_AddArrayToObject(object, "locations"), result_location(report, finding));
	if (finding->n_related > 0)
		json_add(object, "relatedLocations", related_locations(report, finding));
	json_add(object, "partialFingerprints", fingerprints(result));
	if (finding->suppression != NULL)
		json_append(cJSON_AddArrayToObject(object, "suppressions"),
			suppression_object(report, finding->suppression));
	json_add(object, "properties", result_properties(report, finding));
	return object;
}

/* Those of one severity, as long as there is room. */
static void choose(struct results *results, const struct finding *finding, uint32_t n, enum severity severity,
	uint32_t most)
{
	for (uint32_t i = 0; i < n; i++) {
		if (finding[i].severity != severity)
			continue;
		if (results->n < most)
			results->result[results->n++].finding = &finding[i];
		else
			results->left_out++;
	}
}

static void choose_all(struct results *results, const struct finding *finding, uint32_t n, uint32_t most)
{
	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NONE; severity--)
		choose(results, finding, n, (enum severity)severity, most);
}

static bool find_hashes(struct results *results)
{
	struct line_hash **wanted = mem_alloc(((size_t)results->n + 1) * sizeof(struct line_hash *));
	bool good = wanted != NULL;

	for (uint32_t i = 0; good && i < results->n; i++) {
		const struct span *at = &results->result[i].finding->at;

		wanted[i] = &results->result[i].hash;
		wanted[i]->source = at->source;
		wanted[i]->line = lines_start(at).line;
	}
	good = good && line_hash_find(wanted, results->n);
	mem_free(wanted);
	return good;
}

/* The gravest first, then, if they are wanted, suppressed ones. */
static bool results_make(struct results *results, const struct report *report)
{
	const struct findings *findings = report->findings;
	uint64_t n = (uint64_t)findings->n_finding + (report->show_suppressed ? findings->n_suppressed : 0);
	uint32_t most = n < report->most_results ? (uint32_t)n : report->most_results;

	*results = (struct results){ .result = mem_zalloc(((size_t)most + 1) * sizeof(*results->result)) };
	if (results->result == NULL)
		return false;
	choose_all(results, findings->finding, findings->n_finding, most);
	if (report->show_suppressed)
		choose_all(results, findings->suppressed, findings->n_suppressed, most);
	return find_hashes(results);
}

static void write_artifacts(const struct report *report, struct out *out)
{
	struct json_list list = json_list_begin(out, "artifacts");

	for (uint32_t i = 0; i < report->n_inputs; i++) {
		cJSON *object = cJSON_CreateObject();

		json_add(object, "location", artifact_location(report, report->inputs[i]));
		json_append(cJSON_AddArrayToObject(object, "roles"), cJSON_CreateString("analysisTarget"));
		json_list_add(&list, object);
	}
	json_list_end(&list);
}

static void write_results(const struct sarif_rules *rules, const struct results *results, struct out *out)
{
	struct json_list list = json_list_begin(out, "results");

	for (uint32_t i = 0; i < results->n; i++)
		json_list_add(&list, result_object(rules, &results->result[i]));
	json_list_end(&list);
}

static void write_run(const struct sarif_rules *rules, const struct results *results, struct out *out)
{
	const struct report *report = rules->report;

	out_printf(out,
		"{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[\n"
		"{\"tool\":{\"driver\":{\"name\":\"lync-topo\",\"version\":\"%s\",\"semanticVersion\":\"%s\",\n",
		report->version, report->version);
	sarif_write_rules(report, out);
	out_puts(out, ",\n");
	sarif_write_notifications(out);
	out_puts(out,
		"}},\n\"automationDetails\":{\"id\":\"lync-topo/validate/\"},\"columnKind\":\"unicodeCodePoints\",\n"
		"\"originalUriBaseIds\":{\"%SRCROOT%\":{\"description\":{\"text\":\"The root of the repository.\"}}},\n");
	sarif_write_invocation(rules, results->left_out, out);
	out_puts(out, ",\n");
	write_artifacts(report, out);
	out_puts(out, ",\n");
	write_results(rules, results, out);
	out_puts(out, ",\n\"properties\":{\"summary\":");
	json_write(out, summary_object(&report->summary));
	out_puts(out, "}}]}\n");
}

static void write(const struct report *report, struct out *out)
{
	struct sarif_rules rules;
	struct results results = { 0 };

	json_prepare();
	if (sarif_rules_make(&rules, report) && results_make(&results, report))
		write_run(&rules, &results, out);
	mem_free(results.result);
	sarif_rules_release(&rules);
}

const struct report_format report_format_sarif = {
	.name = "sarif",
	.title = "SARIF 2.1.0 for code scanning, the gravest 5000 findings",
	.limited = true,
	.write = write,
};
