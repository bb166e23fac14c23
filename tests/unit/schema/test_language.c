/* SPDX-License-Identifier: MIT */
/*
 * The reference page of the language: every element with every attribute, its values and its default.
 */
#include "topology_support.h"

#include "schema/schema.h"

static char *page(enum language language)
{
	struct out out = output_begin();

	schema_markdown(language, &out);
	return output_end(&out);
}

static void assert_sections(enum language language)
{
	char *text = page(language);

	for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
		unsigned count;
		const struct attr_spec *specs = attr_specs_of((enum kind)kind, &count);
		char heading[64];
		const char *section;
		const char *end;

		snprintf(heading, sizeof(heading), "\n### `%s`\n", kind_name((enum kind)kind));
		section = strstr(text, heading);
		assert_int_equal(section != NULL, (language_kinds(language) & BIT(kind)) != 0);
		if (section == NULL)
			continue;
		end = strstr(section + 1, "\n### `");
		for (unsigned i = 0; i < count; i++) {
			char row[96];
			const char *found;

			snprintf(row, sizeof(row), "\n| `%s`%s | ", attr_name(specs[i].attr),
				specs[i].required ? " *" : "");
			found = strstr(section, row);
			if (found == NULL || (end != NULL && found > end))
				fail_msg("%s has no row '%s'", kind_name((enum kind)kind), row);
		}
	}
	free(text);
}

static void every_element_has_a_section_with_its_attributes(void **state)
{
	(void)state;
	assert_sections(LANGUAGE_TOPOLOGY);
	assert_sections(LANGUAGE_SCENARIO);
}

/* Rows as the contract of the language has them. */
static void rows_say_what_the_contract_says(void **state)
{
	static const char *const scenario[] = {
		"| `from` * | party |",
		"| `duration-s` | seconds | `180` |",
		"| `answer-after-s` | seconds | `2` |",
		"| `mode` | `crash`, `refuse`, `silent`, `full`, `options-only`, `media-only`, `drain`, `slow` | `crash` |",
		"| `from` * | ids: users |",
		"| `holding` | `exponential`, `constant` | `exponential` |",
		"| `name` * | text |",
		"| `seed` | whole number, 0 to 2147483647 | `1` |",
	};
	static const char *const rows[] = {
		"| `kind` * | `central`, `branch` |",
		"| `peer` * | id: gateway, pbx or sbc |",
		"| `tag` | whole number, 1 to 4094 |",
		"| `audio-port-start` | whole number, 1 to 65535 | `49152` |",
		"| `front-end-port` | whole number, 1 to 65535 | `5070` |",
		"| `product` | `lync-2010`, `lync-2013`, `sfb-2015`, `sfb-2019`, `sfb-se` | `lync-2013` |",
		"Stands in: site or provider.",
	};
	char *text = page(LANGUAGE_TOPOLOGY);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		assert_holds(text, rows[i]);
	free(text);
	text = page(LANGUAGE_SCENARIO);
	for (size_t i = 0; i < ARRAY_LEN(scenario); i++)
		assert_holds(text, scenario[i]);
	free(text);
}

/* A row of a table has as many bars everywhere. */
static void assert_tables(enum language language)
{
	char *text = page(language);
	char *place;

	for (char *line = strtok_r(text, "\n", &place); line != NULL; line = strtok_r(NULL, "\n", &place)) {
		unsigned bars = 0;

		for (const char *c = line; *c != '\0'; c++)
			bars += *c == '|';
		assert_true(bars == 0 || bars == 3 || bars == 5);
		assert_int_equal(bars > 0, line[0] == '|');
	}
	free(text);
}

static void tables_are_whole(void **state)
{
	(void)state;
	assert_tables(LANGUAGE_TOPOLOGY);
	assert_tables(LANGUAGE_SCENARIO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_element_has_a_section_with_its_attributes),
		cmocka_unit_test(rows_say_what_the_contract_says),
		cmocka_unit_test(tables_are_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
