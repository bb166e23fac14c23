/* SPDX-License-Identifier: MIT */
#include "engine/signalling_text.h"

/* Reason phrases of RFC 3261, section 21. 200 says what it answers. */
static const struct {
	int status;
	const char *text;
} responses[] = {
	{ 100, "100 Trying" },
	{ 180, "180 Ringing" },
	{ 181, "181 Call Is Being Forwarded" },
	{ 182, "182 Queued" },
	{ 183, "183 Session Progress" },
	{ 300, "300 Multiple Choices" },
	{ 301, "301 Moved Permanently" },
	{ 302, "302 Moved Temporarily" },
	{ 305, "305 Use Proxy" },
	{ 380, "380 Alternative Service" },
	{ 400, "400 Bad Request" },
	{ 401, "401 Unauthorized" },
	{ 402, "402 Payment Required" },
	{ 403, "403 Forbidden" },
	{ 404, "404 Not Found" },
	{ 405, "405 Method Not Allowed" },
	{ 406, "406 Not Acceptable" },
	{ 407, "407 Proxy Authentication Required" },
	{ 408, "408 Request Timeout" },
	{ 410, "410 Gone" },
	{ 413, "413 Request Entity Too Large" },
	{ 414, "414 Request-URI Too Long" },
	{ 415, "415 Unsupported Media Type" },
	{ 416, "416 Unsupported URI Scheme" },
	{ 420, "420 Bad Extension" },
	{ 421, "421 Extension Required" },
	{ 423, "423 Interval Too Brief" },
	{ 480, "480 Temporarily Unavailable" },
	{ 481, "481 Call/Transaction Does Not Exist" },
	{ 482, "482 Loop Detected" },
	{ 483, "483 Too Many Hops" },
	{ 484, "484 Address Incomplete" },
	{ 485, "485 Ambiguous" },
	{ 486, "486 Busy Here" },
	{ 487, "487 Request Terminated" },
	{ 488, "488 Not Acceptable Here" },
	{ 491, "491 Request Pending" },
	{ 493, "493 Undecipherable" },
	{ 500, "500 Server Internal Error" },
	{ 501, "501 Not Implemented" },
	{ 502, "502 Bad Gateway" },
	{ 503, "503 Service Unavailable" },
	{ 504, "504 Server Time-out" },
	{ 505, "505 Version Not Supported" },
	{ 513, "513 Message Too Large" },
	{ 600, "600 Busy Everywhere" },
	{ 603, "603 Decline" },
	{ 604, "604 Does Not Exist Anywhere" },
	{ 606, "606 Not Acceptable" },
};

/* What each class of responses is called in RFC 3261, 7.2. */
static const char *const classes[] = { "Provisional", "Success", "Redirection", "Client Error",
	"Server Error", "Global Failure" };

static const char *const requests[SIP_METHOD_COUNT] = {
	[SIP_INVITE] = "INVITE",
	[SIP_CANCEL] = "CANCEL",
	[SIP_BYE] = "BYE",
	[SIP_ACK] = "ACK",
};

static const char *const oks[SIP_METHOD_COUNT] = {
	[SIP_INVITE] = "200 OK (INVITE)",
	[SIP_CANCEL] = "200 OK (CANCEL)",
	[SIP_BYE] = "200 OK (BYE)",
};

const char *sip_request_text(enum sip_method method)
{
	return requests[method];
}

const char *sip_response_text(enum sip_method method, int status, struct arena *arena)
{
	if (status == 200 && oks[method] != NULL)
		return oks[method];
	for (size_t i = 0; i < ARRAY_LEN(responses); i++) {
		if (responses[i].status == status)
			return responses[i].text;
	}
	if (status < 100 || status > 699)
		return arena_printf(arena, "%d", status);
	return arena_printf(arena, "%d %s", status, classes[status / 100 - 1]);
}
