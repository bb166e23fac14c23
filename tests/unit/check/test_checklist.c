/* SPDX-License-Identifier: MIT */
/*
 * The 39 open points of the documentation: on a bare plan all of them are open, on a full one all are closed, and each
 * is asked only where the plan has what it is about.
 */
#include "topology_support.h"

#include "check/checklist.h"
#include "check/questions.h"

static const char bare[] = "<site id='s' kind='central'/>";

static const char full[] =
	"<provider id='p' country='US' certified='true' high-availability='true' failover-procedure='second SBC'"
	" trunk-model='several-per-server' required-trunks-per-server='1' cross-central-site='true'"
	" accepts-client-media='true' internal-addresses-disclosed='true' dns-load-balancing='true' tls='true'"
	" srtp='true' inbound-failover='true' provisioned-addresses='10.0.0.9'>"
	" <sbc id='sbc' media-bypass-supported='true' media-bypass-listed='true' nat='false' rtp-latching='true'"
	"  multiple-early-dialogs='true' uniform-load-balancing='true' fqdn='sbc.example' ip='192.0.2.9' location='here' srtp='supported' max-early-dialogs='20' channels='60'"
	"  media-ip='192.0.2.9' accepts-plus='true' tls='true' certificate-trusted='true'"
	"  dns-load-balancing='true' accepts-any-mediation-server='true'/>"
	" <vpn-router id='vp' zone='provider' external-ip='8.8.4.1'/>"
	"</provider>"
	"<site id='s' kind='central' country='US' size='mid' survivability-required='false' devices-listed='true'"
	" toll-bypass-allowed='true'>"
	" <front-end-pool id='fe'/>"
	" <mediation-pool id='m' placement='stand-alone' front-end-pool='fe' tcp-port='5068'>"
	"  <server id='m1' ip='10.0.0.9/24'/></mediation-pool>"
	" <vpn-router id='ve' zone='perimeter' external-ip='8.8.8.1' broadcast-to-vlan='false'"
	"  multicast-to-vlan='false' restricted='true' vlan-procedure='chapter 7'><forward to='m1'/></vpn-router>"
	" <pbx id='x' kind='ip' direct-sip-partner='true' media-termination-point='true' egress='gateway'"
	"  multiple-early-dialogs='true' rfc3960='true' dns-load-balancing='true' media-bypass-supported='true' media-bypass-listed='true' nat='false' rtp-latching='true' accepts-any-mediation-server='true' uniform-load-balancing='true'"
	"  max-early-dialogs='20' channels='60' subnet='10.0.0.0/24' busy-response='503' response-ms='100'/>"
	" <gateway id='g' nat='false' rtp-latching='true' kind='pstn-gateway' fqdn='g.example' existing='true' qualified='true'"
	"  media-bypass-supported='true' media-bypass-listed='true' multiple-early-dialogs='true'"
	"  max-early-dialogs='20' rfc3960='true' dns-load-balancing='true' accepts-any-mediation-server='true'"
	"  uniform-load-balancing='true' features='fax' required-features='fax' channels='60' busy-response='503'"
	"  response-ms='100' certified-countries='US' subnet='10.0.0.0/24'>"
	"  <number-route pattern='^\\+' to='line'/></gateway>"
	" <users id='u' count='20' telephony='enterprise-voice' remote='0' common-requirements='true'"
	"  central-management='true' dispersed='false' numbers='+14255550100-0119' old-numbers='+14255550100-0119'"
	"  voice-mail='true' load='light' subnet='10.0.0.0/24' client='lync-2013' remote-call-control='false'/>"
	" <unified-messaging id='um' auto-attendant='true'/>"
	"</site>"
	"<site id='b' kind='branch' central-site='s' country='US' size='small' survivability-required='false'"
	" devices-listed='true' toll-bypass-allowed='true'/>"
	"<wan-link id='w' between='s b' constrained='false' resilient='true'/>"
	"<connection id='c' kind='vpn' site='s' provider='p' bandwidth-kbps='9000' qos='true' voice-priority='true'"
	" resilient='true' shared='false'>"
	" <tunnel id='t' enterprise-end='ve' provider-end='vp' encapsulation='ipsec' cipher='aes-256-gcm'"
	"  requires-ports='udp/500 udp/4500 esp'/></connection>"
	"<connection id='i' kind='internet' site='s' provider='p' bandwidth-kbps='9000' qos='true' shared='false' voice-priority='true'/>"
	"<pstn-line id='line' ends-on='g' kind='pri' channels='60'/>"
	"<tie-line id='tie' gateway='g' pbx='x' channels='60'/>"
	"<trunk-defaults codecs='g711u' max-calls='60' transport='tcp'/>"
	"<trunk id='t1' mediation-pool='m' peer='sbc' connection='c'/>"
	"<trunk id='t2' mediation-pool='m' peer='g' role='pstn'/>"
	"<bandwidth-policy id='bp' audio-total-kbps='400' video-total-kbps='400'/>"
	"<network-region id='nr' central-site='s'/>"
	"<network-site id='ns' region='nr' site='s'><subnet address='10.0.0.0/24'/></network-site>"
	"<emergency method='sip-trunk' provider='p' trunks='t1' qualified='true' response-centre='+14255550911'/>";

static unsigned lines_of(const struct plan *plan, const char *id, bool open)
{
	const struct findings *findings = &plan->findings;
	unsigned n = 0;

	for (uint32_t i = 0; open && i < findings->n_unknown; i++)
		n += strcmp(findings->unknown[i].question->id, id) == 0;
	for (uint32_t i = 0; i < findings->n_answer; i++)
		n += strcmp(findings->answer[i].question->id, id) == 0 &&
			(findings->answer[i].value == NULL) == open;
	return n;
}

static void all_are_open_on_a_bare_plan(void **state)
{
	struct plan *plan = plan_load_good(bare);

	(void)state;
	assert_true(plan_check(plan, PROFILE_DEFAULT, NULL, true));
	for (unsigned n = 0; n < OPEN_POINTS; n++)
		if (lines_of(plan, open_point_nth(n), true) == 0 ||
			lines_of(plan, open_point_nth(n), false) > 0)
			fail_msg("%s", open_point_nth(n));
	plan_free(plan);
}

static void all_are_closed_on_a_full_plan(void **state)
{
	struct plan *plan = plan_load_good(full);

	(void)state;
	assert_true(plan_check(plan, PROFILE_2013_03, NULL, true));
	for (unsigned n = 0; n < OPEN_POINTS; n++)
		if (lines_of(plan, open_point_nth(n), true) > 0 ||
			lines_of(plan, open_point_nth(n), false) == 0)
			fail_msg("%s: %u open, %u closed", open_point_nth(n),
				lines_of(plan, open_point_nth(n), true),
				lines_of(plan, open_point_nth(n), false));
	plan_free(plan);
}

/* Every point is there once, and something answers it. */
static void every_point_has_a_question(void **state)
{
	(void)state;
	for (unsigned n = 0; n < OPEN_POINTS; n++) {
		const struct question_row *row;
		unsigned rows = 0;

		for (unsigned i = 0; (row = question_row_nth(i)) != NULL; i++)
			rows += strcmp(row->question.id, open_point_nth(n)) == 0;
		if (rows == 0)
			fail_msg("%s", open_point_nth(n));
		for (unsigned other = 0; other < n; other++)
			assert_string_not_equal(open_point_nth(n), open_point_nth(other));
	}
}

/* Two tunnels answer what one leaves open; a private line has no tunnel to lose. */
static void a_second_tunnel_is_an_answer(void **state)
{
	struct plan *plan = plan_load_good(
		"<site id='s' kind='central'><vpn-router id='ve'/></site><provider id='p'><vpn-router id='vp'/></provider>"
		"<connection id='one' kind='vpn'><tunnel id='t1' enterprise-end='ve' provider-end='vp'/></connection>"
		"<connection id='two' kind='vpn'><tunnel id='t2' enterprise-end='ve' provider-end='vp'/>"
		"<tunnel id='t3' enterprise-end='ve' provider-end='vp'/></connection>"
		"<connection id='line' kind='private-line'/>");

	(void)state;
	assert_true(plan_check(plan, PROFILE_DEFAULT, NULL, true));
	assert_int_equal(lines_of(plan, "Q-R4", true), 1);
	assert_int_equal(lines_of(plan, "Q-R4", false), 1);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_are_open_on_a_bare_plan),
		cmocka_unit_test(all_are_closed_on_a_full_plan),
		cmocka_unit_test(every_point_has_a_question),
		cmocka_unit_test(a_second_tunnel_is_an_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
