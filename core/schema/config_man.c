/* SPDX-License-Identifier: MIT */
#include "schema/schema.h"

#include "base/embedded.h"
#include "diag/config_language.h"
#include "schema/describe.h"

static const char *const about =
	"What a company asks of its plans: which rules run, how grave they are, figures that differ from those of the "
	"documents, findings that are accepted, and rules of its own. XML in the namespace `urn:lync-topo:config:1` with "
	"the root `config`. A misspelt element, attribute, rule, profile or threshold is an error, and exit status 2.\n"
	"\n"
	"One run follows one configuration, the first of these:\n"
	"- `--config` *FILE*, or none at all with `--no-config`;\n"
	"- the file that `LYNC_TOPO_CONFIG` names;\n"
	"- the first `.lync-topo.xml` from the folder of the first input upward, up to the folder that holds `.git`. "
	"Without a repository only the working directory is looked at.\n"
	"\n"
	"An option counts before the configuration, and that before the profile. `lync-topo config show` prints each value "
	"in effect and where it came from; `lync-topo config test` tries the rules of the company's own on their examples.\n";

static void write_attribute(struct roff *roff, const struct config_attr_spec *spec)
{
	const struct described attribute = {
		.name = spec->name,
		.required = spec->required,
		.doc = spec->doc,
		.type = config_type_spec(spec->type)->describes,
	};

	describe_attribute(roff, &attribute);
}

/* "rule in override": a rule is called so in two places. */
static void write_heading(struct roff *roff, const struct config_element_spec *spec)
{
	struct buf buf = { 0 };

	buf_puts(&buf, spec->name);
	if (spec->parent != CONFIG_ROOT)
		buf_printf(&buf, " in %s", config_element_spec(spec->parent)->name);
	roff_subsection(roff, buf_text(&buf));
	buf_release(&buf);
}

void schema_config_man(const struct roff_page *page, struct out *out)
{
	struct roff roff = roff_begin(page, out);

	roff_section(&roff, "SYNOPSIS");
	roff_marked(&roff, "`.lync-topo.xml`");
	roff_section(&roff, "DESCRIPTION");
	roff_marked(&roff, about);
	roff_section(&roff, "ELEMENTS");
	for (unsigned i = 0; i < CONFIG_ELEMENT_COUNT; i++) {
		const struct config_element_spec *spec = config_element_spec((enum config_element)i);

		write_heading(&roff, spec);
		roff_paragraph(&roff, spec->doc);
		for (unsigned j = 0; j < CONFIG_ATTR_COUNT; j++)
			if (config_attr_spec((enum config_attr)j)->element == (enum config_element)i)
				write_attribute(&roff, config_attr_spec((enum config_attr)j));
	}
	roff_section(&roff, "EXAMPLES");
	roff_example(&roff, embedded_find("lync-topo-config.xml"));
	roff_see_also(&roff, "lync-topo(1) lync-topo-rules(7)");
}
