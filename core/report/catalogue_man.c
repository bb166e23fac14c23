/* SPDX-License-Identifier: MIT */
#include "report/catalogue.h"
#include "report/rule_help.h"

#include <stdio.h>

enum {
	OPTIONS_LENGTH = 64,
};

static const char *const about =
	"A rule compares a plan with the documented guidance. It has four outcomes: pass, fires, not applicable, and "
	"unknown, when a fact that it needs is absent. `lync-topo explain` *RULE* shows a bad and a good example, too.\n"
	"\n"
	"Option codes: VPN, MPLS, PRIV and TLS are SIP trunks over an IP VPN, MPLS, a private line and the Internet; BEH "
	"and FRT are Enterprise Voice behind and in front of a PBX; VOIP is VoIP-only; CERT is a certified Direct SIP "
	"partner.\n"
	"\n"
	"Rules of the families DOC and SUP are about the document itself and about suppressions.\n";

static void write_fact(struct roff *roff, const char *name, const char *text)
{
	if (text[0] != '\0')
		roff_item(roff, name, text);
}

static void write_rule(struct roff *roff, const struct catalogue_row *row)
{
	const struct rule_info *info = row->info;
	char options[OPTIONS_LENGTH];
	struct buf buf = { 0 };

	rule_options_text(info->options, options, sizeof(options));
	buf_printf(&buf, "%s %s", info->id, info->name);
	roff_subsection(roff, buf_text(&buf));
	buf_clear(&buf);
	rule_sentence(info->title, &buf);
	roff_paragraph(roff, buf_text(&buf));
	buf_clear(&buf);
	catalogue_grade(row, &buf);
	write_fact(roff, "Severity", buf_text(&buf));
	write_fact(roff, "Options", info->structural ? "" : options);
	write_fact(roff, "Why", info->meaning);
	write_fact(roff, "What to do", info->fix);
	write_fact(roff, "Where documents disagree", info->conflict != NULL ? info->conflict : "");
	write_fact(roff, "Unknown without", row->needs);
	write_fact(roff, "How", row->simulated ? catalogue_how(row) : "");
	buf_clear(&buf);
	for (unsigned i = 0; i < RULE_MOST_PAGES && info->pages[i] != PAGE_NONE; i++)
		buf_printf(&buf, "%s%s (%s)", i ? "; " : "", page_info(info->pages[i])->title,
			page_info(info->pages[i])->place);
	write_fact(roff, "Source", buf_text(&buf));
	buf_release(&buf);
}

void catalogue_man(const struct catalogue *catalogue, const struct roff_page *page, struct out *out)
{
	struct roff roff = roff_begin(page, out);

	roff_section(&roff, "SYNOPSIS");
	roff_marked(&roff, "`lync-topo explain` *RULE*...");
	roff_section(&roff, "DESCRIPTION");
	roff_marked(&roff, about);
	roff_section(&roff, "RULES");
	for (uint32_t i = 0; i < catalogue->n; i++)
		write_rule(&roff, &catalogue->rows[i]);
	roff_see_also(&roff, "lync-topo(1) lync-topo-config(5) lync-topo-language(5)");
}
