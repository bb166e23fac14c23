/* SPDX-License-Identifier: MIT */
/*
 * schema.h - the languages written out for editors (XSD) and for people (docs/language.md, the reference in
 * docs/scenario.md), both made from the vocabulary, and the figures of the documents.
 */
#ifndef LYNC_TOPO_SCHEMA_SCHEMA_H
#define LYNC_TOPO_SCHEMA_SCHEMA_H

#include "base/out.h"
#include "base/roff.h"
#include "model/vocabulary.h"

/*
 * XML Schema 1.0 of a language. It accepts what the loader accepts; ids that must be unique, references, and the
 * finer points of addresses are beyond it.
 */
void schema_xsd(enum language language, struct out *out);

/* The reference page of the topology language; of another language what docs/ has of it in tables. */
void schema_markdown(enum language language, struct out *out);

/* The page of the documents' numbers (model/figures.h): docs/figures.md. */
void schema_figures(struct out *out);

/* XML Schema 1.0 of `.lync-topo.xml`. */
void schema_config_xsd(struct out *out);

/* Manual pages: lync-topo-language(5), lync-topo-scenario(5) and lync-topo-config(5), headed as `page` says. */
void schema_man(enum language language, const struct roff_page *page, struct out *out);
void schema_config_man(const struct roff_page *page, struct out *out);

#endif
