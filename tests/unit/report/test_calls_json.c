/* SPDX-License-Identifier: MIT */
/*
 * Calls as JSON, version 1: bytes written by hand after docs/cli.md, "simulate".
 */
#include "calls_support.h"

#include <cjson/cJSON.h>

static void every_field_of_a_call(void **state)
{
	(void)state;
	expect_of_call(calls_json, (struct calls_report){ 0 }, calls_connected(),
		"{\"version\":1,\n"
		"\"calls\":[\n"
		"  {\"id\":\"c1\",\"from\":\"sales\",\"to\":\"+14255550100\",\"kind\":\"ev-to-pstn\","
		"\"number\":\"+14255550100\",\"outcome\":\"connected\",\"sip\":200,\"route\":\"r-us\","
		"\"trunk\":\"t2\",\"atMs\":30000,\"setupMs\":2020,\"ringMs\":20.5,\"endMs\":182020,"
		"\"bypass\":false,\"assumed\":[\"assuming SBC 'sbc2' takes no media from clients\"],"
		"\"attempts\":[{\"route\":\"r-us\",\"trunk\":\"t1\",\"server\":\"med1\",\"result\":503,"
		"\"startMs\":0,\"endMs\":12.5,\"why\":\"\"},{\"route\":\"r-us\",\"trunk\":\"t2\","
		"\"server\":\"med1\",\"result\":200,\"startMs\":12.5,\"endMs\":2020,\"why\":\"answered\"}],"
		"\"signalling\":[\"sales\",\"fe\",\"med\",\"vpn\",\"sbc2\",\"pstn\"],"
		"\"media\":[\"sales\",\"med\",\"vpn\",\"sbc2\",\"pstn\"],"
		"\"hops\":[{\"from\":\"sales\",\"to\":\"fe\",\"over\":\"\",\"sip\":\"tls\",\"media\":\"\","
		"\"codec\":\"\",\"kbps\":0},{\"from\":\"sales\",\"to\":\"med\",\"over\":\"\",\"sip\":\"\","
		"\"media\":\"srtp\",\"codec\":\"g711u\",\"kbps\":84},{\"from\":\"med\",\"to\":\"vpn\","
		"\"over\":\"vlan7\",\"sip\":\"tcp\",\"media\":\"rtp\",\"codec\":\"g711u\",\"kbps\":95.2}],"
		"\"quality\":null,"
		"\"steps\":[{\"what\":\"route 'r-us' takes +14255550100\","
		"\"source\":\"Voice routes in Lync Server 2013\"},{\"what\":\"trunk 't1' comes first\","
		"\"source\":\"\"}],\"unmet\":[\"trunk t1 was expected, the call went over t2\"]}\n"
		"],\n"
		"\"links\":[],\n"
		"\"trunks\":[],\n"
		"\"streams\":[],\n"
		"\"spof\":[],\n"
		"\"cuts\":[],\n"
		"\"availability\":[],\n"
		"\"bandwidthModel\":\"wire\",\n"
		"\"policies\":[]}\n");
}

static const cJSON *field(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);

	if (value == NULL)
		fail_msg("there is no '%s'", key);
	return value;
}

static cJSON *parsed(const struct calls_report *report)
{
	char *text = calls_written(calls_json, report);
	cJSON *json = cJSON_Parse(text);

	if (json == NULL)
		fail_msg("no JSON: %s", text);
	free(text);
	return json;
}

static void what_never_came_is_null(void **state)
{
	struct calls calls = calls_three();
	cJSON *json = parsed(&(struct calls_report){ .calls = &calls });
	const cJSON *call = cJSON_GetArrayItem(field(json, "calls"), 2);

	(void)state;
	assert_string_equal(json->child->string, "version");
	assert_int_equal(cJSON_GetArraySize(field(json, "calls")), 3);
	assert_true(cJSON_IsNull(field(call, "setupMs")));
	assert_true(cJSON_IsNull(field(call, "ringMs")));
	assert_int_equal(field(call, "endMs")->valueint, 32000);
	assert_int_equal(field(call, "sip")->valueint, 0);
	assert_true(cJSON_IsTrue(field(call, "bypass")));
	assert_null(cJSON_GetObjectItemCaseSensitive(call, "messages"));
	cJSON_Delete(json);
	calls_release(&calls);
}

static void links_and_policies(void **state)
{
	struct calls calls = calls_three();
	char *text = calls_written(calls_json, &(struct calls_report){ .calls = &calls });

	(void)state;
	assert_non_null(strstr(text,
		"\n],\n"
		"\"links\":[\n"
		"  {\"link\":\"tun1\",\"calls\":2,\"peakKbps\":190.4,\"meanKbps\":95.2,\"planningKbps\":184}\n"
		"],\n"
		"\"trunks\":[],\n"));
	assert_non_null(strstr(text,
		"\"policies\":[\n"
		"  {\"name\":\"route-selection\",\"value\":\"ordered\",\"provenance\":\"practitioners\","
		"\"changed\":true},\n"
		"  {\"name\":\"timeout-retry\",\"value\":\"true\",\"provenance\":\"our choice\","
		"\"changed\":false}\n"
		"]}\n"));
	free(text);
	calls_release(&calls);
}

static void an_estimate_says_that_it_is_one(void **state)
{
	struct call_quality quality = { .delay_ms = 92.5,
		.part = { { "packetisation", 20 }, { "jitter-buffer", 40 }, { "serialisation", 0.5 },
			{ "propagation", 12 }, { "transcoding", 20 } },
		.jitter_ms = 5,
		.loss_percent = 0.25,
		.rated = true,
		.rating = 90.5,
		.mos = 4.25 };
	struct call call = calls_connected();
	struct calls calls = { .bandwidth_model = "microsoft", .call = &call, .n_call = 1 };
	char *text;

	(void)state;
	call.quality = &quality;
	text = calls_written(calls_json, &(struct calls_report){ .calls = &calls });
	assert_non_null(strstr(text,
		"\"quality\":{\"delayMs\":92.5,\"jitterMs\":5,\"lossPercent\":0.25,\"rating\":90.5,\"mos\":4.25,"
		"\"estimate\":true,\"parts\":[{\"part\":\"packetisation\",\"ms\":20},"
		"{\"part\":\"jitter-buffer\",\"ms\":40},{\"part\":\"serialisation\",\"ms\":0.5},"
		"{\"part\":\"propagation\",\"ms\":12},{\"part\":\"transcoding\",\"ms\":20}]},"));
	assert_non_null(strstr(text, "\"bandwidthModel\":\"microsoft\",\n"));
	free(text);
	quality.rated = false;
	text = calls_written(calls_json, &(struct calls_report){ .calls = &calls });
	assert_non_null(strstr(text, "\"rating\":null,\"mos\":null,\"estimate\":true"));
	free(text);
}

static void messages_come_with_the_ladder(void **state)
{
	struct calls calls = calls_three();
	char *text = calls_written(calls_json, &(struct calls_report){ .calls = &calls, .ladder = true });

	(void)state;
	assert_non_null(strstr(text,
		"{\"atMs\":512.5,\"from\":\"sbc1\",\"to\":\"med\",\"text\":\"503 Service Unavailable\","
		"\"retransmission\":false,\"lost\":false},"));
	assert_non_null(strstr(text,
		"{\"atMs\":500,\"from\":\"med\",\"to\":\"sbc1\",\"text\":\"INVITE\","
		"\"retransmission\":true,\"lost\":false},"));
	assert_non_null(strstr(text,
		"{\"atMs\":2000,\"from\":\"sbc2\",\"to\":\"med\",\"text\":\"200 OK (INVITE)\","
		"\"retransmission\":false,\"lost\":true}]}"));
	assert_non_null(strstr(text, "\"unmet\":[],\"messages\":[]}"));
	free(text);
	calls_release(&calls);
}

/* How people want to read it does not count for programs. */
static void only_the_ladder_changes_it(void **state)
{
	struct calls calls = calls_three();
	char *plain = calls_written(calls_json, &(struct calls_report){ .calls = &calls });

	(void)state;
	expect_written(calls_json,
		&(struct calls_report){ .calls = &calls, .colour = true, .quiet = true, .verbose = true },
		plain);
	free(plain);
	calls_release(&calls);
}

static void what_comes_from_the_input_is_escaped(void **state)
{
	struct call call = calls_nobody();
	struct calls calls = { .bandwidth_model = "wire", .call = &call, .n_call = 1 };
	char *text;

	(void)state;
	call.id = "\"\\\033</script>\xff##[x]";
	text = calls_written(calls_json, &(struct calls_report){ .calls = &calls });
	assert_non_null(
		strstr(text, "{\"id\":\"\\\"\\\\\\u001b\\u003c/script>\xef\xbf\xbd\\u0023#[x]\",\"from\""));
	free(text);
}

static void memory_that_ran_out_is_remembered(void **state)
{
	struct calls calls = calls_three();

	(void)state;
	expect_memory_failures_told(calls_json, &(struct calls_report){ .calls = &calls, .ladder = true });
	calls_release(&calls);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_of_a_call),
		cmocka_unit_test(what_never_came_is_null),
		cmocka_unit_test(links_and_policies),
		cmocka_unit_test(an_estimate_says_that_it_is_one),
		cmocka_unit_test(messages_come_with_the_ladder),
		cmocka_unit_test(only_the_ladder_changes_it),
		cmocka_unit_test(what_comes_from_the_input_is_escaped),
		cmocka_unit_test(memory_that_ran_out_is_remembered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
