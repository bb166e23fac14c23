/* SPDX-License-Identifier: MIT */
/*
 * osip_check.c - a second parser's opinion: libosip2 reads every message and prints headers that say the same.
 *
 * usage: osip_check FILE; the file holds messages one after the other, as they stood on a connection.
 */
#include "base/util.h"

#include <osipparser2/osip_parser.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MOST = 1 << 20,
};

/* Headers that osip prints as it read them; of lists like Allow it makes a line for each entry. */
static const char *const KEY_HEADERS[] = { "Via: ", "From: ", "To: ", "Call-ID: ", "CSeq: ", "Contact: ",
	"Record-Route: ", "Route: ", "Max-Forwards: ", "Reason: ", "Content-Type: ", "Content-Length: " };

/* The value of the number-th header with this name, up to `end`; its length, or 0. */
static size_t header(const char *text, const char *end, const char *name, unsigned number, const char **ret)
{
	const char *line = text;

	while (line < end && (line = strstr(line, "\r\n")) != NULL && line < end) {
		line += 2;
		if (strncasecmp(line, name, strlen(name)) == 0 && number-- == 0) {
			*ret = line + strlen(name) + strspn(line + strlen(name), " "); /* osip pads numbers */
			return (size_t)(strstr(*ret, "\r\n") - *ret);
		}
	}
	return 0;
}

static bool same_headers(const char *one, const char *one_end, const char *two, const char *two_end)
{
	for (size_t i = 0; i < ARRAY_LEN(KEY_HEADERS); i++)
		for (unsigned number = 0;; number++) {
			const char *a = NULL;
			const char *b = NULL;
			size_t length = header(one, one_end, KEY_HEADERS[i], number, &a);
			size_t other = header(two, two_end, KEY_HEADERS[i], number, &b);

			if (length == 0 && other == 0)
				break;
			if (length == other && strncasecmp(a, b, length) == 0)
				continue;
			fprintf(stderr, "%s\nsent  %.*s\nosip  %.*s\n", KEY_HEADERS[i], (int)length,
				a != NULL ? a : "", (int)other, b != NULL ? b : "");
			return false;
		}
	return true;
}

/* One message of `length` bytes, the head being `head` of them. */
static bool agrees(const char *text, size_t head, size_t length)
{
	osip_message_t *message = NULL;
	char *printed = NULL;
	size_t printed_length = 0;
	const char *printed_end;
	bool good = osip_message_init(&message) == 0 && osip_message_parse(message, text, length) == 0 &&
		osip_message_to_str(message, &printed, &printed_length) == 0;

	if (!good)
		fprintf(stderr, "osip cannot read or print:\n%.*s\n", (int)length, text);
	else {
		printed_end = strstr(printed, "\r\n\r\n");
		good = printed_end != NULL && same_headers(text, text + head, printed, printed_end + 2) &&
			(length == head + 2 || strstr(printed_end, "m=audio ") != NULL);
	}
	osip_free(printed);
	osip_message_free(message);
	return good;
}

int main(int argc, char **argv)
{
	FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
	char *text = calloc(1, MOST + 1);
	size_t left = file != NULL && text != NULL ? fread(text, 1, MOST, file) : 0;
	const char *at = text;
	unsigned n = 0;
	bool good = left > 0 && parser_init() == 0;

	while (good && left > 0) {
		const char *end = strstr(at, "\r\n\r\n");
		const char *field = strstr(at, "\r\nContent-Length: ");
		size_t length;

		good = end != NULL && field != NULL && field < end;
		if (!good)
			break;
		length = (size_t)(end - at) + 4 +
			(size_t)strtoul(field + strlen("\r\nContent-Length: "), NULL, 10);
		good = length <= left && agrees(at, (size_t)(end - at) + 2, length);
		at += length;
		left -= length < left ? length : left;
		n++;
	}
	printf("%u messages\n", n);
	free(text);
	if (file != NULL)
		fclose(file);
	return !good;
}
