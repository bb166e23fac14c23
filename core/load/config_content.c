/* SPDX-License-Identifier: MIT */
#include "load/config_content.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/utf8.h"
#include "load/config_version.h"

#include <string.h>

enum {
	SHOWN_CHARACTERS = 60, /* of what is quoted in a message */
	MOST_DEPTH = 200,
};

#define SCHEMA_INSTANCE "http://www.w3.org/2001/XMLSchema-instance"

static int shown(struct str text)
{
	return (int)utf8_prefix(text.text, text.length, SHOWN_CHARACTERS);
}

static struct source *source_of(struct config_content *content)
{
	return &content->config->source;
}

static bool is_full(const struct config_content *content)
{
	return content->faults->n >= CONFIG_MOST_FAULTS || content->too_old;
}

static void add(struct config_entries *entries, const void *entry, size_t size)
{
	if (mem_grow(&entries->entry, &entries->room, entries->n + 1, size))
		memcpy((char *)entries->entry + entries->n++ * size, entry, size);
}

/* The entries in the configuration's arena; the array is empty again. */
static const void *keep(
	struct config_content *content, struct config_entries *entries, size_t size, uint32_t *ret_n)
{
	void *kept = entries->n > 0 ? arena_alloc(&content->config->arena, entries->n * size) : NULL;

	if (kept != NULL)
		memcpy(kept, entries->entry, entries->n * size);
	*ret_n = kept != NULL ? entries->n : 0;
	entries->n = 0;
	return kept;
}

static const struct config_value *value_of(const struct config_content *content, enum config_attr attr)
{
	return &content->value[attr];
}

static void report_element(
	struct config_content *content, const struct xml_tag *tag, enum config_element parent)
{
	struct span at = source_tag_span(source_of(content), tag->start);
	struct str name = str_of(tag->name);
	const char *meant = config_suggest_element(parent, name);

	if (tag->space == NULL || strcmp(tag->space, CONFIG_NAMESPACE) != 0)
		config_complain(content->faults, at,
			"element '%.*s' is not in the namespace of the configuration, " CONFIG_NAMESPACE,
			shown(name), name.text);
	else
		config_complain(content->faults, at, "a configuration has no element '%.*s' in %s%s%s%s",
			shown(name), name.text, config_element_spec(parent)->name,
			meant != NULL ? " (did you mean '" : "", meant != NULL ? meant : "",
			meant != NULL ? "'?)" : "");
}

static void report_attribute(struct config_content *content, enum config_element element,
	const struct xml_attribute *attribute, struct span at)
{
	struct str name = str_of(attribute->name);
	const char *meant = attribute->space == NULL ? config_suggest_attr(element, name) : NULL;

	config_complain(content->faults, at, "%s has no attribute '%.*s'%s%s%s",
		config_element_spec(element)->name, shown(name), name.text,
		meant != NULL ? " (did you mean '" : "", meant != NULL ? meant : "",
		meant != NULL ? "'?)" : "");
}

static void read_attribute(struct config_content *content, const struct xml_tag *tag,
	enum config_element element, const struct xml_attribute *attribute)
{
	struct span at = source_value_span(source_of(content), tag->start, attribute->name);
	enum config_attr attr = attribute->space == NULL ?
		config_attr_find(element, str_of(attribute->name)) :
		CONFIG_ATTR_COUNT;
	const struct config_attr_spec *spec;

	if (attribute->space != NULL && strcmp(attribute->space, SCHEMA_INSTANCE) == 0)
		return;
	if (attr == CONFIG_ATTR_COUNT) {
		report_attribute(content, element, attribute, at);
		return;
	}
	spec = config_attr_spec(attr);
	content->value[attr] = (struct config_value){
		.text = arena_copy(&content->config->arena, attribute->value.text, attribute->value.length),
		.at = at,
	};
	if (!config_value_fits(spec->type, attribute->value))
		config_complain(content->faults, at, "%s of %s is '%.*s', but must be %s", spec->name,
			config_element_spec(element)->name, shown(attribute->value), attribute->value.text,
			config_type_spec(spec->type)->describes);
}

static void read_attributes(
	struct config_content *content, const struct xml_tag *tag, enum config_element element)
{
	struct xml_attribute attribute;

	memset(content->value, 0, sizeof(content->value));
	for (unsigned i = 0; i < tag->n_attributes && !is_full(content); i++) {
		xml_attribute_at(tag, i, &attribute);
		read_attribute(content, tag, element, &attribute);
	}
	for (unsigned attr = 0; attr < CONFIG_ATTR_COUNT; attr++) {
		const struct config_attr_spec *spec = config_attr_spec((enum config_attr)attr);

		if (spec->element == element && spec->required && content->value[attr].text == NULL)
			config_complain(content->faults, source_tag_span(source_of(content), tag->start),
				"%s must have the attribute '%s': %s", config_element_spec(element)->name,
				spec->name, spec->doc);
	}
}

/* First of all, and then alone: what an older program does not know is no slip of the file. */
static void check_version(struct config_content *content, const struct xml_tag *tag)
{
	struct xml_attribute attribute;

	for (unsigned i = 0; i < tag->n_attributes; i++) {
		const char *required;

		xml_attribute_at(tag, i, &attribute);
		if (attribute.space != NULL ||
			config_attr_find(CONFIG_CONFIG, str_of(attribute.name)) !=
				CONFIG_CONFIG_REQUIRED_VERSION ||
			!config_value_fits(CONFIG_TYPE_VERSION, attribute.value))
			continue;
		required = arena_copy(&content->faults->arena, attribute.value.text, attribute.value.length);
		if (!config_version_is_older(content->version, required))
			continue;
		config_complain(content->faults,
			source_value_span(source_of(content), tag->start, attribute.name),
			"this configuration needs lync-topo %s or newer, but this is %s", required,
			content->version);
		content->too_old = true;
	}
}

static void read_root(struct config_content *content, const struct xml_tag *tag)
{
	struct config *config = content->config;

	check_version(content, tag);
	if (content->too_old)
		return;
	read_attributes(content, tag, CONFIG_CONFIG);
	config->required_version = *value_of(content, CONFIG_CONFIG_REQUIRED_VERSION);
	config->profile = *value_of(content, CONFIG_CONFIG_PROFILE);
	config->select = *value_of(content, CONFIG_CONFIG_SELECT);
	config->ignore = *value_of(content, CONFIG_CONFIG_IGNORE);
}

/* What is not written is a warning, which only a company rule looks at. */
static enum severity level_of(const struct config_value *severity)
{
	if (severity->text == NULL)
		return SEVERITY_WARNING;
	for (int level = SEVERITY_NOTE; level <= SEVERITY_ERROR; level++)
		if (strcmp(severity->text, severity_name((enum severity)level)) == 0)
			return (enum severity)level;
	return SEVERITY_NONE;
}

static bool is_ignorable(const struct config_value *ignorable)
{
	return ignorable->text == NULL || strcmp(ignorable->text, "false") != 0;
}

static void add_threshold(struct config_content *content, struct span at)
{
	const struct config_threshold threshold = {
		.at = at,
		.name = *value_of(content, CONFIG_THRESHOLD_NAME),
		.value = *value_of(content, CONFIG_THRESHOLD_VALUE),
	};

	add(&content->threshold, &threshold, sizeof(threshold));
}

/* Only a company rule has these. */
static void refuse_company_attributes(struct config_content *content)
{
	static const enum config_attr only[] = { CONFIG_RULE_NAME, CONFIG_RULE_SELECT, CONFIG_RULE_MESSAGE,
		CONFIG_RULE_URL };

	for (size_t i = 0; i < ARRAY_LEN(only); i++) {
		const struct config_value *value = value_of(content, only[i]);

		if (value->text != NULL)
			config_complain(content->faults, value->at,
				"%s is for rules of the company's own, whose id begins with X- (X-ACME-001)",
				config_attr_spec(only[i])->name);
	}
}

static void add_rule(struct config_content *content, struct span at)
{
	const struct config_rule rule = {
		.at = at,
		.rule = *value_of(content, CONFIG_RULE_ID),
		.severity = *value_of(content, CONFIG_RULE_SEVERITY),
		.level = level_of(value_of(content, CONFIG_RULE_SEVERITY)),
		.ignorable = *value_of(content, CONFIG_RULE_IGNORABLE),
		.is_ignorable = is_ignorable(value_of(content, CONFIG_RULE_IGNORABLE)),
	};

	refuse_company_attributes(content);
	if (rule.severity.text == NULL && rule.ignorable.text == NULL)
		config_complain(
			content->faults, at, "this rule element says nothing: give it severity or ignorable");
	if (rule.severity.text != NULL && rule.level == SEVERITY_NONE && !rule.is_ignorable)
		config_complain(content->faults, rule.ignorable.at,
			"a rule that is off cannot be one that must not be ignored");
	add(&content->rule, &rule, sizeof(rule));
}

/* "X-", then parts of letters and digits joined by hyphens. */
static bool is_company_id(const char *id)
{
	size_t length = strlen(id);

	for (size_t i = 2; i < length; i++)
		if (id[i] == '-' ? id[i - 1] == '-' || i + 1 == length : !ascii_is_alnum(id[i]))
			return false;
	return length >= 3 && length <= 64;
}

/* What people may type for a company rule without a name: its id, as names are written. */
static const char *name_from_id(struct config_content *content, const char *id)
{
	size_t length = strlen(id);
	char *name = arena_alloc(&content->config->arena, length + 1);

	for (size_t i = 0; name != NULL && i <= length; i++)
		name[i] = ascii_lower(id[i]);
	return name != NULL ? name : "";
}

static struct rule_info info_of(
	struct config_content *content, const struct company_rule *rule, struct span at)
{
	struct arena *arena = &content->config->arena;
	const char *id = rule->id.text != NULL ? rule->id.text : "";
	unsigned line = (unsigned)source_position(at.source, at.start).line;
	const char *select = rule->select.text != NULL ? rule->select.text : "";

	return (struct rule_info){
		.id = id,
		.name = rule->name.text != NULL ? rule->name.text : name_from_id(content, id),
		.severity = level_of(&rule->severity),
		.options = OPTIONS_ALL,
		.title = rule->message.text != NULL ? rule->message.text : "",
		.meaning = arena_printf(arena,
			"a rule of the company's own (%s:%u), which fires on every match of the XPath expression %.*s",
			at.source->path, line, shown(str_of(select)), select),
		.fix = rule->url.text != NULL ? arena_printf(arena, "see %s", rule->url.text) :
						arena_printf(arena, "ask whoever keeps %s", at.source->path),
		.bad = "",
		.good = "",
		.url = rule->url.text,
	};
}

static void check_company_rule(struct config_content *content, const struct company_rule *rule)
{
	if (!is_company_id(rule->id.text))
		config_complain(content->faults, rule->id.at,
			"the id of a company rule is X- and parts of letters and digits joined by hyphens, such as X-ACME-001");
	if (rule->select.text == NULL || rule->message.text == NULL)
		config_complain(content->faults, rule->at, "the company rule '%.*s' has no %s",
			shown(str_of(rule->id.text)), rule->id.text,
			rule->select.text == NULL ? "select" : "message");
	if (rule->severity.text != NULL && rule->info.severity == SEVERITY_NONE && !rule->is_ignorable)
		config_complain(content->faults, rule->ignorable.at,
			"a rule that is off cannot be one that must not be ignored");
}

static void add_company_rule(struct config_content *content, struct span at)
{
	struct company_rule rule = {
		.at = at,
		.id = *value_of(content, CONFIG_RULE_ID),
		.name = *value_of(content, CONFIG_RULE_NAME),
		.select = *value_of(content, CONFIG_RULE_SELECT),
		.message = *value_of(content, CONFIG_RULE_MESSAGE),
		.severity = *value_of(content, CONFIG_RULE_SEVERITY),
		.url = *value_of(content, CONFIG_RULE_URL),
		.ignorable = *value_of(content, CONFIG_RULE_IGNORABLE),
		.is_ignorable = is_ignorable(value_of(content, CONFIG_RULE_IGNORABLE)),
	};

	rule.info = info_of(content, &rule, at);
	check_company_rule(content, &rule);
	add(&content->company, &rule, sizeof(rule));
}

static bool is_company_rule(const struct config_content *content)
{
	const char *id = value_of(content, CONFIG_RULE_ID)->text;

	return id != NULL && str_starts(str_of(id), "X-");
}

static void add_override(struct config_content *content, struct span at)
{
	const struct config_override override = {
		.at = at,
		.path = *value_of(content, CONFIG_OVERRIDE_PATH),
		.select = *value_of(content, CONFIG_OVERRIDE_SELECT),
		.ignore = *value_of(content, CONFIG_OVERRIDE_IGNORE),
	};

	add(&content->override, &override, sizeof(override));
}

static void add_rule_there(struct config_content *content, struct span at)
{
	const struct config_rule rule = {
		.at = at,
		.rule = *value_of(content, CONFIG_RULE_THERE_ID),
		.severity = *value_of(content, CONFIG_RULE_THERE_SEVERITY),
		.level = level_of(value_of(content, CONFIG_RULE_THERE_SEVERITY)),
		.is_ignorable = true,
	};

	add(&content->rule_there, &rule, sizeof(rule));
}

static void add_suppression(struct config_content *content, struct span at)
{
	const struct config_suppression suppression = {
		.at = at,
		.rule = *value_of(content, CONFIG_SUPPRESS_RULE),
		.element = *value_of(content, CONFIG_SUPPRESS_ELEMENT),
		.path = *value_of(content, CONFIG_SUPPRESS_PATH),
		.reason = *value_of(content, CONFIG_SUPPRESS_REASON),
		.until = *value_of(content, CONFIG_SUPPRESS_UNTIL),
	};

	add(&content->suppression, &suppression, sizeof(suppression));
}

static void add_example(struct config_content *content, struct span at, bool is_good)
{
	const struct config_value *findings = value_of(content, CONFIG_BAD_FINDINGS);
	struct config_example example = {
		.at = at,
		.is_good = is_good,
		.file = *value_of(content, is_good ? CONFIG_GOOD_FILE : CONFIG_BAD_FILE),
		.text = str_of(""),
	};
	uint64_t n;

	if (!is_good)
		example.findings = *findings;
	if (!is_good && findings->text != NULL && number_parse_whole(str_of(findings->text), UINT32_MAX, &n))
		example.n_findings = (unsigned)n;
	if (!content->is_company)
		config_complain(
			content->faults, at, "only a rule of the company's own has examples beside it");
	add(&content->example, &example, sizeof(example));
}

static void read_entry(struct config_content *content, const struct xml_tag *tag, enum config_element element)
{
	struct span at = source_tag_span(source_of(content), tag->start);

	read_attributes(content, tag, element);
	switch (element) {
	case CONFIG_THRESHOLD:
		add_threshold(content, at);
		break;
	case CONFIG_RULE:
		content->is_company = is_company_rule(content);
		if (content->is_company)
			add_company_rule(content, at);
		else
			add_rule(content, at);
		break;
	case CONFIG_OVERRIDE:
		add_override(content, at);
		break;
	case CONFIG_SUPPRESS:
		add_suppression(content, at);
		break;
	case CONFIG_RULE_THERE:
		add_rule_there(content, at);
		break;
	case CONFIG_GOOD:
	case CONFIG_BAD:
		add_example(content, at, element == CONFIG_GOOD);
		content->example_start = tag->tag_end;
		break;
	case CONFIG_CONFIG:
	case CONFIG_ELEMENT_COUNT:
		break;
	}
}

static enum config_element current(const struct config_content *content)
{
	return content->open[content->depth - 1];
}

static bool is_ours(const struct xml_tag *tag)
{
	return tag->space != NULL && strcmp(tag->space, CONFIG_NAMESPACE) == 0;
}

static bool on_open(void *context, const struct xml_tag *tag)
{
	struct config_content *content = context;
	enum config_element parent = content->depth == 0 ? CONFIG_ROOT : CONFIG_ELEMENT_COUNT;
	enum config_element element;

	if (content->depth > 0 && content->skipping == 0)
		parent = current(content);
	if (++content->depth > MOST_DEPTH)
		return config_complain(content->faults, source_tag_span(source_of(content), tag->start),
			"elements stand inside each other more than %d levels deep", MOST_DEPTH);
	if (content->skipping > 0)
		return !mem_ran_out();
	if (parent != CONFIG_ROOT && config_element_spec(parent)->open) {
		content->skipping = content->depth;
		return !mem_ran_out();
	}
	element = is_ours(tag) ? config_element_find(parent, str_of(tag->name)) : CONFIG_ELEMENT_COUNT;
	if (element == CONFIG_ELEMENT_COUNT) {
		report_element(content, tag, parent);
		content->skipping = content->depth;
		return parent != CONFIG_ROOT && !is_full(content);
	}
	content->open[content->depth - 1] = element;
	content->open_at[content->depth - 1] = tag->start;
	if (element == CONFIG_CONFIG)
		read_root(content, tag);
	else
		read_entry(content, tag, element);
	return !is_full(content) && !mem_ran_out();
}

static void end_example(struct config_content *content, uint32_t end)
{
	struct config_example *examples = content->example.entry;
	struct config_example *example = &examples[content->example.n - 1];
	const char *text = source_of(content)->text;
	uint32_t start = content->example_start;
	const char *close = end > start ? memrchr(text + start, '<', end - start) : NULL;

	if (mem_ran_out())
		return;
	if (close != NULL)
		example->text = (struct str){ text + start, (size_t)(close - text) - start };
	if (example->file.text == NULL && str_is_blank(example->text))
		config_complain(content->faults, example->at,
			"this example is empty: write a piece of a topology inside, or name a file");
	if (example->file.text != NULL && !str_is_blank(example->text))
		config_complain(
			content->faults, example->at, "this example names a file and has a text, too");
}

/* The first example of a kind that is written inside, without the blanks around it. */
static const char *example_text(struct config_content *content, const struct company_rule *rule, bool is_good)
{
	for (uint32_t i = 0; i < rule->n_example; i++) {
		struct str text = rule->example[i].text;

		if (rule->example[i].is_good != is_good || str_is_blank(text))
			continue;
		while (ascii_is_space(text.text[0]))
			text = (struct str){ text.text + 1, text.length - 1 };
		while (ascii_is_space(text.text[text.length - 1]))
			text.length--;
		return arena_copy(&content->config->arena, text.text, text.length);
	}
	return "";
}

/* The rule or override that ends has its children. */
static void end_element(struct config_content *content, enum config_element element, uint32_t end)
{
	struct company_rule *rules = content->company.entry;
	struct config_override *overrides = content->override.entry;

	if (element == CONFIG_GOOD || element == CONFIG_BAD)
		end_example(content, end);
	if (mem_ran_out())
		return;
	if (element == CONFIG_RULE && content->is_company) {
		struct company_rule *rule = &rules[content->company.n - 1];

		rule->example = keep(content, &content->example, sizeof(*rule->example), &rule->n_example);
		rule->info.bad = example_text(content, rule, false);
		rule->info.good = example_text(content, rule, true);
	} else if (element == CONFIG_OVERRIDE) {
		struct config_override *override = &overrides[content->override.n - 1];

		override->rule = keep(
			content, &content->rule_there, sizeof(*override->rule), &override->n_rule);
	}
}

static bool on_close(void *context, uint32_t end)
{
	struct config_content *content = context;

	if (content->skipping == content->depth)
		content->skipping = 0;
	else if (content->skipping == 0)
		end_element(content, current(content), end);
	content->depth--;
	return !mem_ran_out();
}

static bool on_text(void *context, struct str text)
{
	struct config_content *content = context;
	struct span at;

	if (str_is_blank(text) || content->skipping > 0 || content->depth == 0 ||
		config_element_spec(current(content))->open)
		return true;
	at = source_tag_span(source_of(content), content->open_at[content->depth - 1]);
	config_complain(content->faults, at, "%s holds text, which has no meaning here",
		config_element_spec(current(content))->name);
	return !is_full(content);
}

const struct xml_handler config_content_handler = { .open = on_open, .close = on_close, .text = on_text };

void config_content_finish(struct config_content *content)
{
	struct config *config = content->config;

	config->threshold = keep(
		content, &content->threshold, sizeof(*config->threshold), &config->n_threshold);
	config->rule = keep(content, &content->rule, sizeof(*config->rule), &config->n_rule);
	config->company = keep(content, &content->company, sizeof(*config->company), &config->n_company);
	config->override = keep(content, &content->override, sizeof(*config->override), &config->n_override);
	config->suppression = keep(
		content, &content->suppression, sizeof(*config->suppression), &config->n_suppression);
	mem_free(content->threshold.entry);
	mem_free(content->rule.entry);
	mem_free(content->company.entry);
	mem_free(content->override.entry);
	mem_free(content->suppression.entry);
	mem_free(content->example.entry);
	mem_free(content->rule_there.entry);
}
