/* SPDX-License-Identifier: MIT */
/*
 * escape.h - one function for each place that text from an input may be printed to.
 *
 * There is no other way for input to reach an output. Each function takes any bytes, valid UTF-8 or not,
 * and appends text that the place can only show, never act on.
 */
#ifndef LYNC_TOPO_BASE_ESCAPE_H
#define LYNC_TOPO_BASE_ESCAPE_H

#include "base/buf.h"

/*
 * Terminals and plain logs: control, bidirectional and zero-width characters become \u{..}, bad bytes \xNN;
 * the log commands ##[..], ##vso[..] and ##teamcity[..] are broken up. One line in, one line out.
 */
void escape_terminal(struct buf *buf, struct str text);

/*
 * A file's path at the start of a log line: as escape_terminal(), and one that would open a workflow
 * command ("::error::") gets "./" in front.
 */
void escape_path(struct buf *buf, struct str path);

/*
 * Properties and data of a workflow command (GitHub Actions: ::error file=PROPERTY::DATA), as the toolkit escapes them;
 * what else acts on terminals becomes \u{..}, in data line ends too, so that a message stays one line of the log.
 */
void escape_workflow_property(struct buf *buf, struct str text);
void escape_workflow_data(struct buf *buf, struct str text);

/*
 * Text or attribute value of XML and HTML: the five entities, white space and what acts on terminals and logs as
 * references, and U+FFFD for what XML 1.0 forbids.
 */
void escape_xml(struct buf *buf, struct str text);

/*
 * A whole field of CSV (RFC 4180), with its quotes; as escape_terminal(), and what a spreadsheet would take for a formula
 * gets an apostrophe in front.
 */
void escape_csv(struct buf *buf, struct str text);

/* The inside of a quoted DOT string; entities, escape sequences and log commands made harmless. */
void escape_dot(struct buf *buf, struct str text);

/*
 * The inside of a quoted label of Mermaid, or what follows accTitle: and accDescr:. Mermaid reads labels as Markdown
 * too and looks for directives everywhere: punctuation becomes "#NN;", its own form of references.
 */
void escape_mermaid(struct buf *buf, struct str text);

/*
 * A Markdown code span (CommonMark 0.31 6.1), quotes included, in a table cell, where a bar would end the cell, and
 * anywhere else. What terminals must not see is escaped too.
 */
void escape_markdown(struct buf *buf, struct str text);
void escape_code_span(struct buf *buf, struct str text);

/*
 * One line of a manual page (groff_man(7)), where it stands in the output: hyphens, quotes and accents stay what people
 * can copy, no line begins a request, other characters than ASCII are named by number.
 */
void escape_roff(struct buf *buf, struct str text);

/*
 * The inside of '...' in sh, bash, zsh and fish: a quote or backslash stands outside of it, behind a backslash. Control
 * characters as escape_terminal() writes them.
 */
void escape_shell(struct buf *buf, struct str text);

/*
 * What a JSON printer leaves alone though viewers and logs do not: '<', what acts on terminals, and the '#' that
 * would begin a build agent's command become \uXXXX, which reads back equal.
 */
void escape_printed_json(struct buf *buf, struct str json);

/*
 * A plain message of SARIF 2.1.0, before JSON: as escape_terminal(), braces doubled so that they hold no place
 * (3.11.5), and no link (3.11.6), because "](" comes apart. escape_sarif_link() is for the text of a link.
 */
void escape_sarif(struct buf *buf, struct str text);
void escape_sarif_link(struct buf *buf, struct str text);

/* A path as a URI reference (RFC 3986): everything but letters, digits and "-._~/" as %NN; an absolute one as file: */
void escape_uri_path(struct buf *buf, struct str path);

#endif
