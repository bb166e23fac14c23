/* SPDX-License-Identifier: MIT */
/*
 * journal.h - what a call asks about the calls before it: whose turn it is, what is full, what chance says.
 *
 * Everything else that a call depends on stays as it is for a span of time (faults.h, `known`). So two calls from
 * the same caller to the same number, in the same span, that get the same answers, are the same call: flow.h lives
 * on that. All questions are about the state in which the call began: the third turn of the same element is the
 * first plus two.
 *
 * A NULL journal is legal everywhere: nobody wants to know. Private to core/engine.
 */
#ifndef LYNC_TOPO_ENGINE_JOURNAL_H
#define LYNC_TOPO_ENGINE_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

enum inquiry_kind {
	INQUIRY_TURN,   /* of n by round robin */
	INQUIRY_CHANCE, /* one of n */
	INQUIRY_FULL,   /* are n calls up? */
	INQUIRY_BACK,   /* none: a turn that was taken for nothing */
};

struct inquiry {
	uint8_t kind;
	uint32_t element; /* by number in the topology; 0 for chance */
	uint32_t n;
	uint32_t before; /* turn: how often it came before in this call; chance: how many draws */
};

struct journal_entry {
	struct inquiry inquiry;
	uint32_t answer;
	uint32_t stage;
	bool matters; /* or the answer changes nothing but whose turn it is next */
};

struct journal {
	struct journal_entry *entry;
	uint32_t n, room;
	uint32_t draws;   /* by chance, so far */
	uint32_t stage;   /* of the questions to come */
	uint32_t reached; /* questions of later stages turned out not to matter */
	bool ran_out;     /* of memory: not all is here */
};

/* Before a call. */
void journal_begin(struct journal *journal);
void journal_release(struct journal *journal);

/* A call asks in the order in which trunks come; what it asks for the sake of a later one has a later stage. */
void journal_stage(struct journal *journal, uint32_t stage);

/* The call came so far. Without this everything matters. */
void journal_reached(struct journal *journal, uint32_t stage);

/* `before` is filled in here. */
void journal_note(struct journal *journal, struct inquiry inquiry, uint32_t answer, bool matters);

/* A turn, or the last choice by chance, was taken for nothing: the next call will find it again. */
void journal_turn_back(struct journal *journal, uint32_t element);
void journal_chance_back(struct journal *journal);

/* After the call: those that matter, by stage, at the front. How many that are. */
uint32_t journal_sort(struct journal *journal);

#endif
