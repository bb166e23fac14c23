/* SPDX-License-Identifier: MIT */
/*
 * embedded.h - files that are part of the program: skeletons for `init`, JSON Schemas for `schema`, style and script of
 * HTML pages. core/CMakeLists.txt lists them.
 */
#ifndef LYNC_TOPO_BASE_EMBEDDED_H
#define LYNC_TOPO_BASE_EMBEDDED_H

struct embedded_file {
	const char *name; /* "validate.schema.json", "voip-only.xml", "page.css" */
	const char *text; /* terminated */
};

/* NULL when there is none of that name. */
const char *embedded_find(const char *name);

/* Generated at build time; NULL-named at the end. */
extern const struct embedded_file embedded_files[];

#endif
