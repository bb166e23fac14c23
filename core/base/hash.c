/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include <string.h>
#include <sys/random.h>

static uint64_t seed(void)
{
	static uint64_t value;

	if (value == 0) {
		/* A failure leaves zero bits, which only weakens the seed. */
		if (getrandom(&value, sizeof(value), GRND_NONBLOCK) < 0)
			value = 0;
		value |= 1;
	}
	return value;
}

static uint64_t mix(uint64_t a)
{
	a ^= a >> 32;
	a *= UINT64_C(0xd6e8feb86659fd93);
	a ^= a >> 32;
	return a;
}

/* Up to seven bytes as one word: two loads that overlap cost less than a loop. */
static uint64_t tail(const char *text, size_t length)
{
	uint32_t first;
	uint32_t last;

	if (length >= sizeof(first)) {
		memcpy(&first, text, sizeof(first));
		memcpy(&last, text + length - sizeof(last), sizeof(last));
		return (uint64_t)first << 32 | last;
	}
	if (length == 0)
		return 0;
	return (uint64_t)(unsigned char)text[0] << 16 | (uint64_t)(unsigned char)text[length / 2] << 8 |
		(unsigned char)text[length - 1];
}

uint32_t hash_seeded(const char *text, size_t length)
{
	uint64_t state = seed() ^ (length * UINT64_C(0x9e3779b97f4a7c15));

	for (; length >= sizeof(uint64_t); length -= sizeof(uint64_t), text += sizeof(uint64_t)) {
		uint64_t word;

		memcpy(&word, text, sizeof(word));
		state = mix(state ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	}
	return (uint32_t)mix(mix(state ^ tail(text, length)));
}

static uint64_t add_byte(uint64_t fingerprint, unsigned char byte)
{
	return (fingerprint ^ byte) * UINT64_C(0x100000001b3);
}

uint64_t fingerprint_add_str(uint64_t fingerprint, struct str text)
{
	for (size_t i = 0; i < text.length; i++)
		fingerprint = add_byte(fingerprint, (unsigned char)text.text[i]);
	return add_byte(fingerprint, 0);
}

uint64_t fingerprint_add(uint64_t fingerprint, const char *text)
{
	return fingerprint_add_str(fingerprint, str_of(text));
}

uint64_t fingerprint_add_number(uint64_t fingerprint, uint64_t number)
{
	static const char digits[] = "0123456789abcdef";
	char text[16];

	for (size_t i = sizeof(text); i-- > 0; number >>= 4)
		text[i] = digits[number & 15];
	return fingerprint_add_str(fingerprint, (struct str){ text, sizeof(text) });
}
