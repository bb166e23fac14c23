/* SPDX-License-Identifier: MIT */
/*
 * A bad value of the attribute that an element is called by (name, fqdn).
 */
#include "topology_support.h"

static void a_bad_name_is_not_what_it_is_called_by(void **state)
{
	struct plan *plan = plan_load(
		"<site id='s' kind='central'><gateway id='g' kind='sbc' fqdn='bad host'/></site>");
	const struct finding *finding = plan_only(plan, "DOC006");

	(void)state;
	assert_holds(finding->message, "fqdn of gateway 'g' is 'bad host'");
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bad_name_is_not_what_it_is_called_by),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
