/* SPDX-License-Identifier: MIT */
/*
 * The checklist: each fact of each element once, grouped by whom to ask, closed ones where answers were collected.
 */
#include "report_support.h"

#include "report/checklist.h"
#include "report/json.h"

typedef void checklist(const struct findings *findings, struct out *out);

static char *written(checklist *write, const struct result *result)
{
	struct out out = output_begin();

	write(&result->findings, &out);
	return output_end(&out);
}

static const struct question question_10 = { "Q-A10", ASK_PROVIDER, "and the tenth?" };

static void make(struct result *result)
{
	static const struct answer answer = { &report_question_1, "z1", "thing 'z1'", "e", "yes `x`" };

	result_make(result);
	result_add_unknown(result, &report_rule_a, report_need_f, &report_question_2);
	result_add_unknown(result, &report_rule_a, report_need_e, &question_10);
	result_add_unknown(result, &report_rule_a, report_need_e, &report_question_1);
	result_add_unknown(result, &report_rule_b, report_need_e, &report_question_1);
	findings_add_answer(&result->findings, &answer);
}

static void text_is_grouped_by_whom_to_ask(void **state)
{
	struct result result;
	char *text;

	(void)state;
	make(&result);
	text = written(checklist_text, &result);
	assert_true(strncmp(text, "ask the provider\n  [ ] Q-A1 ", 28) == 0);
	assert_holds(text, "[ ] Q-A1   thing 'd1': is it so?\n");
	assert_holds(text, "[x] Q-A1   thing 'z1': is it so?\n               e = yes `x`\n");
	assert_holds(text, "\nask your own organisation\n  [ ] Q-A2 ");
	assert_holds(text, "3 open, 1 closed\n");
	assert_true(strstr(text, "Q-A1 ") < strstr(text, "Q-A10"));
	assert_true(strstr(text, "Q-A10") < strstr(text, "Q-A2"));
	free(text);
	result_release(&result);
}

static void markdown_is_a_list_of_boxes(void **state)
{
	struct result result;
	char *text;

	(void)state;
	make(&result);
	text = written(checklist_markdown, &result);
	assert_holds(
		text, "# Checklist\n\n## Ask the provider\n\n- [ ] Q-A1 ` thing 'd1' `: is it so? (`e`)\n");
	assert_holds(text, "- [x] Q-A1 ` thing 'z1' `: is it so? (`e` = `` yes `x` ``)\n");
	assert_holds(text, "\n## Ask your own organisation\n\n- [ ] Q-A2 ");
	free(text);
	result_release(&result);
}

/* {version, questions: [{id, ask, question, state, element, needs, value}]} */
static void json_has_every_field(void **state)
{
	struct result result;
	char *text;
	cJSON *json;
	const cJSON *questions;
	const cJSON *open;
	const cJSON *closed;

	(void)state;
	make(&result);
	text = written(checklist_json, &result);
	json = cJSON_Parse(text);
	assert_non_null(json);
	assert_string_equal(json->child->string, "version");
	questions = cJSON_GetObjectItem(json, "questions");
	assert_int_equal(cJSON_GetArraySize(questions), 4);
	open = cJSON_GetArrayItem(questions, 0);
	closed = cJSON_GetArrayItem(questions, 1);
	assert_string_equal(cJSON_GetObjectItem(open, "id")->valuestring, "Q-A1");
	assert_string_equal(cJSON_GetObjectItem(open, "ask")->valuestring, "provider");
	assert_string_equal(cJSON_GetObjectItem(open, "question")->valuestring, "is it so?");
	assert_string_equal(cJSON_GetObjectItem(open, "state")->valuestring, "open");
	assert_string_equal(cJSON_GetObjectItem(open, "element")->valuestring, "d1");
	assert_string_equal(cJSON_GetArrayItem(cJSON_GetObjectItem(open, "needs"), 0)->valuestring, "e");
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(open, "value")));
	assert_string_equal(cJSON_GetObjectItem(closed, "state")->valuestring, "closed");
	assert_string_equal(cJSON_GetObjectItem(closed, "value")->valuestring, "yes `x`");
	cJSON_Delete(json);
	free(text);
	result_release(&result);
}

static void nothing_open_is_said(void **state)
{
	struct result result;
	char *text;

	(void)state;
	result_make(&result);
	text = written(checklist_text, &result);
	assert_string_equal(text, "0 open, 0 closed\n");
	free(text);
	text = written(checklist_markdown, &result);
	assert_string_equal(text, "# Checklist\n\nNothing is open.\n");
	free(text);
	text = written(checklist_json, &result);
	assert_string_equal(text, "{\"version\":1,\"questions\":[]}\n");
	free(text);
	result_release(&result);
}

static void without_memory_nothing_is_believed(void **state)
{
	static checklist *const all[] = { checklist_text, checklist_markdown, checklist_json };
	struct result result;

	(void)state;
	make(&result);
	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		for (int after = 0; after < 8; after++) {
			struct out out = output_begin();
			int descriptor = out.descriptor;
			enum out_status status;

			mem_fail_after(after, true);
			all[i](&result.findings, &out);
			status = out_close(&out, true);
			assert_true(mem_ran_out() || status == OUT_OK);
			mem_fail_after(-1, false);
			close(descriptor);
		}
	result_release(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_grouped_by_whom_to_ask),
		cmocka_unit_test(markdown_is_a_list_of_boxes),
		cmocka_unit_test(json_has_every_field),
		cmocka_unit_test(nothing_open_is_said),
		cmocka_unit_test(without_memory_nothing_is_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
