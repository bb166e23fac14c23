/* SPDX-License-Identifier: MIT */
/*
 * set.h - document sets: the files named together and what they include, as one topology.
 */
#ifndef LYNC_TOPO_LOAD_SET_H
#define LYNC_TOPO_LOAD_SET_H

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/store.h"
#include "diag/finding.h"
#include "load/sniff.h"
#include "model/topology.h"

/* One file that was read, kept until the reports are written because findings quote it. */
struct document {
	struct document *next;
	struct source source;
	char *memory;
	const char *relative; /* to the folder of the set's first file; NULL outside it */
	uint32_t declaration_end;
	struct file_identity identity;
	bool has_identity;
	bool is_utf16; /* the file: its bytes are not those of the source's text */
};

/* Files beneath a folder that stand for those beneath another one, as an older copy does: either may be a file, too. */
struct stand_in {
	const char *folder, *stands_for;
};

/* Everything a run reads. */
struct library {
	struct limits limits;
	struct deadline deadline;
	const char *stdin_name;          /* how "-" is printed */
	struct store *store;             /* the file system, unless the caller sets another one */
	const struct stand_in *stand_in; /* to be set by the caller; the first that fits holds */
	uint32_t n_stand_in;
	struct document *document; /* newest first */
	uint32_t n_documents;
	uint64_t n_bytes;
	struct arena arena;
	struct findings findings;
};

void library_init(struct library *library, const struct limits *limits, const char *stdin_name);
void library_release(struct library *library);

struct document_set {
	const char *root; /* the first file's path */
	struct topology topology;
	bool unreadable; /* some file could not be read: no rule is run, exit 3 */
	bool complete;   /* the topology is finished and may be used */
};

/*
 * Reads a set. `paths` in any order: they are read sorted, but the folder of paths[0] is the one that includes
 * must stay in. Faults go to library->findings. False when out of memory.
 */
bool set_read(struct library *library, const char *const *paths, uint32_t n_paths, struct document_set *ret);

/* What a set may hold besides topologies. */
struct set_language {
	read_document *(*reader)(enum vocabulary vocabulary);     /* never NULL: one may refuse */
	void (*finished)(struct builder *builder, void *context); /* called after builder_finish(), or NULL */
	void *context;
	bool reads_archives;
};

bool set_read_as(struct library *library, const char *const *paths, uint32_t n_paths,
	const struct set_language *language, struct document_set *ret);

/* DOC013 for a limit that was reached after reading. */
void set_complain_limit(struct library *library, const struct document_set *set, const char *limit);

void set_release(struct document_set *set);

#endif
