/* SPDX-License-Identifier: MIT */
#include "base/sha256.h"

#include "base/base64.h"

#include <stdint.h>
#include <string.h>

enum {
	BLOCK = 64,
	LENGTH_FIELD = 8,
	DIGEST = 32,
};

/* Fractional parts of the cube roots of the first 64 primes: FIPS 180-4, 4.2.2. */
static const uint32_t constants[BLOCK] = {
	0x428a2f98,
	0x71374491,
	0xb5c0fbcf,
	0xe9b5dba5,
	0x3956c25b,
	0x59f111f1,
	0x923f82a4,
	0xab1c5ed5, /**/
	0xd807aa98,
	0x12835b01,
	0x243185be,
	0x550c7dc3,
	0x72be5d74,
	0x80deb1fe,
	0x9bdc06a7,
	0xc19bf174, /**/
	0xe49b69c1,
	0xefbe4786,
	0x0fc19dc6,
	0x240ca1cc,
	0x2de92c6f,
	0x4a7484aa,
	0x5cb0a9dc,
	0x76f988da, /**/
	0x983e5152,
	0xa831c66d,
	0xb00327c8,
	0xbf597fc7,
	0xc6e00bf3,
	0xd5a79147,
	0x06ca6351,
	0x14292967, /**/
	0x27b70a85,
	0x2e1b2138,
	0x4d2c6dfc,
	0x53380d13,
	0x650a7354,
	0x766a0abb,
	0x81c2c92e,
	0x92722c85, /**/
	0xa2bfe8a1,
	0xa81a664b,
	0xc24b8b70,
	0xc76c51a3,
	0xd192e819,
	0xd6990624,
	0xf40e3585,
	0x106aa070, /**/
	0x19a4c116,
	0x1e376c08,
	0x2748774c,
	0x34b0bcb5,
	0x391c0cb3,
	0x4ed8aa4a,
	0x5b9cca4f,
	0x682e6ff3, /**/
	0x748f82ee,
	0x78a5636f,
	0x84c87814,
	0x8cc70208,
	0x90befffa,
	0xa4506ceb,
	0xbef9a3f7,
	0xc67178f2,
};

static uint32_t rotate(uint32_t word, unsigned by)
{
	return word >> by | word << (32 - by);
}

static void schedule(uint32_t word[BLOCK], const unsigned char *block)
{
	for (unsigned i = 0; i < 16; i++, block += 4)
		word[i] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 | (uint32_t)block[2] << 8 |
			block[3];
	for (unsigned i = 16; i < BLOCK; i++) {
		uint32_t low = word[i - 15];
		uint32_t high = word[i - 2];

		word[i] = word[i - 16] + word[i - 7] + (rotate(low, 7) ^ rotate(low, 18) ^ low >> 3) +
			(rotate(high, 17) ^ rotate(high, 19) ^ high >> 10);
	}
}

/* One block into the state: FIPS 180-4, 6.2.2. */
static void compress(uint32_t state[8], const unsigned char *block)
{
	uint32_t word[BLOCK];
	uint32_t v[8];

	schedule(word, block);
	memcpy(v, state, sizeof(v));
	for (unsigned i = 0; i < BLOCK; i++) {
		uint32_t one = v[7] + (rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25)) +
			((v[4] & v[5]) ^ (~v[4] & v[6])) + constants[i] + word[i];
		uint32_t two = (rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22)) +
			((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));

		memmove(v + 1, v, 7 * sizeof(*v));
		v[4] += one;
		v[0] = one + two;
	}
	for (unsigned i = 0; i < 8; i++)
		state[i] += v[i];
}

/* What is left after the whole blocks, a bit, zeros, and the length in bits. */
static void finish(uint32_t state[8], struct str text)
{
	size_t left = text.length % BLOCK;
	unsigned char tail[2 * BLOCK] = { 0 };
	size_t size = left + 1 + LENGTH_FIELD <= BLOCK ? BLOCK : 2 * BLOCK;
	uint64_t bits = (uint64_t)text.length * 8;

	if (left > 0)
		memcpy(tail, text.text + text.length - left, left);
	tail[left] = 0x80;
	for (unsigned i = 0; i < LENGTH_FIELD; i++)
		tail[size - 1 - i] = (unsigned char)(bits >> 8 * i);
	for (size_t at = 0; at < size; at += BLOCK)
		compress(state, tail + at);
}

void sha256_base64(struct str text, char ret[SHA256_BASE64_ROOM])
{
	uint32_t state[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
		0x1f83d9ab, 0x5be0cd19 };
	char digest[DIGEST];

	for (size_t at = 0; at + BLOCK <= text.length; at += BLOCK)
		compress(state, (const unsigned char *)text.text + at);
	finish(state, text);
	for (unsigned i = 0; i < DIGEST; i++)
		digest[i] = (char)(state[i / 4] >> (24 - i % 4 * 8));
	base64_write((struct str){ digest, DIGEST }, ret);
}
