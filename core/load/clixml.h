/* SPDX-License-Identifier: MIT */
/*
 * clixml.h - objects that PowerShell's Export-Clixml wrote, as a tree; and the settings of the product among them:
 * what Get-CsTrunkConfiguration, Get-CsVoiceRoute, Get-CsVoicePolicy and Get-CsPstnUsage return.
 *
 * clixml_read.c makes the tree, clixml_settings.c finds out which object is which settings (clixml_settings.def lists
 * their properties), clixml_tell.c tells the builder in the words of our language, clixml_words.c makes those words,
 * clixml_unknown.c counts what was not understood. Everything lives as long as the reading.
 *
 * Sources: the form of the files is that of public files of other objects; the properties are those of the cmdlets'
 * documentation. No export of these cmdlets was seen (docs/from-topology-builder.md says what is inferred).
 */
#ifndef LYNC_TOPO_LOAD_CLIXML_H
#define LYNC_TOPO_LOAD_CLIXML_H

#include "load/reader.h"
#include "model/symbols.h"

#define CLIXML_NAMESPACE "http://schemas.microsoft.com/powershell/2004/04"
#define CLIXML_NOTHING UINT32_MAX

enum clixml_form {
	CLIXML_VALUE, /* a text, number, or whatever else has no form of its own below */
	CLIXML_ROOT,
	CLIXML_OBJECT,
	CLIXML_REFERENCE, /* Ref: an object that was written before */
	CLIXML_PROPERTIES,
	CLIXML_LIST,
	CLIXML_DICTIONARY, /* and each entry of one */
	CLIXML_TYPES,
	CLIXML_TYPES_AGAIN, /* TNRef: type names that were written before */
	CLIXML_TYPE,
	CLIXML_TEXT, /* ToString: the object in words */
	CLIXML_NIL,
	CLIXML_FOREIGN, /* of another namespace */
};

/* What settings an object holds. */
enum clixml_settings {
	SETTINGS_NONE,
	SETTINGS_TRUNK,
	SETTINGS_ROUTE,
	SETTINGS_POLICY,
	SETTINGS_USAGES,
	SETTINGS_TRANSLATION, /* the last two only inside a trunk configuration */
	SETTINGS_RESPONSE,
};

/* Other nodes are meant by their numbers; CLIXML_NOTHING: there is none. */
struct clixml_node {
	uint8_t form;
	uint8_t settings; /* enum clixml_settings, of an object */
	bool holds;       /* somewhere inside stand settings */
	uint32_t parent, first, next;
	uint32_t list, words,
		types;  /* the first child that is a CLIXML_LIST, a CLIXML_TEXT, or about types */
	uint32_t group; /* an object's first properties, and behind these its next */
	uint32_t meant; /* by a CLIXML_REFERENCE or CLIXML_TYPES_AGAIN */
	uint32_t start; /* of '<' */
	uint32_t text_start, text_end; /* what stands between its tags */
	struct str name;               /* N="...", escapes replaced */
	struct str text;               /* without elements inside; escapes replaced */
};

struct clixml {
	struct builder *builder;
	struct source *source;
	struct deadline *deadline;
	struct arena arena;
	struct clixml_node *node; /* 0 is the root */
	uint32_t n_node, room_node;
	struct symbols ids; /* "o" or "t" and a RefId: the node of the object, or of the type names */
	const char *limit;  /* that was exceeded, or NULL; and where */
	uint32_t limit_at;
};

/* Stops reading at a limit; false. */
bool clixml_exceed(struct clixml *file, const char *limit, uint32_t at);

/* The node itself, or what a reference means: CLIXML_NOTHING when that leads nowhere. */
uint32_t clixml_meant(const struct clixml *file, uint32_t node);

/* The node whose text a value is: its own, an object's ToString. NULL where nothing is said. */
const struct clixml_node *clixml_text(const struct clixml *file, uint32_t node);

/* An object's properties one after another, own ones first: begin with CLIXML_NOTHING, ends with it. */
uint32_t clixml_next_property(const struct clixml *file, uint32_t object, uint32_t previous);

/* The members of a list, or the value itself if it is none. */
struct clixml_items {
	uint32_t next;
	bool is_list;
};

struct clixml_items clixml_items(const struct clixml *file, uint32_t value);
uint32_t clixml_next_item(const struct clixml *file, struct clixml_items *items);

/* _x000D_ and the like replaced. Characters that no XML may hold become U+FFFD. In the arena. */
struct str clixml_unescape(struct arena *arena, struct str text);

/* What a property says. Ways of telling it stand in clixml_tell.c. */
enum clixml_way {
	WAY_NOTHING, /* known, but nothing in the language depends on it */
	WAY_TEXT,
	WAY_WORD, /* a word or a truth value, in lower case */
	WAY_SRTP,
	WAY_SCOPE,
	WAY_ROUTE,
	WAY_POLICY, /* its name, and its scope */
	WAY_USAGES,
	WAY_TRUNKS,
	WAY_NETWORK_SITE,
	WAY_CALLED_RULES,
	WAY_CALLING_RULES,
	WAY_RESPONSE_RULES,
};

struct clixml_property {
	enum clixml_settings settings; /* SETTINGS_NONE: of all */
	const char *name;
	enum clixml_way way;
	enum attr attr;
};

/* NULL for one that is not understood. Names are compared without case, as PowerShell does. */
const struct clixml_property *clixml_find_property(enum clixml_settings settings, struct str name);

/* Which settings an object is that was read to its end. */
enum clixml_settings clixml_settings_of(const struct clixml *file, uint32_t object);

/* The object's type without what stands before the last dot, "" if nothing is said. */
struct str clixml_type(const struct clixml *file, uint32_t object);

/* Tells the builder. False when a limit was exceeded, or the file holds other objects only: told of. */
bool clixml_tell(struct clixml *file);

#endif
