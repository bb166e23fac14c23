/* SPDX-License-Identifier: MIT */
#include "model/print.h"
#include "pipeline.h"

#include <string.h>

enum {
	OUTPUT = 1,
};

static const struct option_row rows[] = {
	{ OUTPUT, 'o', "output", "FILE", "the topology file to write; nothing or -: standard output" },
	INPUT_OPTIONS,
};

/* What no file of the product says, by the element that would say it. */
static const struct {
	enum kind kind;
	const char *text;
} unsaid[] = {
	{ K_PROVIDER,
		"providers, and which of the gateways are their session border controllers (provider)" },
	{ K_CONNECTION, "the lines to them, VPNs and their tunnels (connection, tunnel, vpn-router)" },
	{ K_PBX, "PBXs, and the tie lines between them and gateways (pbx, tie-line)" },
	{ K_PSTN_LINE, "where the PSTN's lines end (pstn-line)" },
	{ K_USERS, "who is on Enterprise Voice, with which numbers (users)" },
	{ K_VOICE_ROUTE, "routes, policies and usages (voice-route, voice-policy, pstn-usage)" },
	{ K_TRUNK_CONFIG, "trunk configurations: SRTP, media bypass, REFER (trunk-config)" },
	{ K_VLAN, "VLANs, firewalls and the subnets of the network (vlan, firewall, network-site)" },
};

static const char *note_of(const struct topology *topo, struct arena *arena)
{
	const char *note =
		"  Imported by lync-topo. Ids are the names of sites, pools, machines and trunks.\n"
		"  Not in the imported file, and not known until somebody writes it here:\n";

	for (size_t i = 0; i < ARRAY_LEN(unsaid); i++)
		if (topo_count(topo, unsaid[i].kind) == 0)
			note = arena_printf(arena, "%s  - %s\n", note, unsaid[i].text);
	return note;
}

static enum exit_code write_file(
	const struct pipeline *pipeline, const struct topology *topo, const char *note, const char *path)
{
	enum exit_code code = pipeline_protect(pipeline, path);
	struct out out;
	enum out_status status;

	if (code != EXIT_CLEAN)
		return code;
	out = out_file(path);
	status = out.status;
	if (status == OUT_OK) {
		print_topology(topo, note, &out);
		status = out_close(&out, true);
	}
	return status == OUT_OK ? EXIT_CLEAN : complain_of_output(path, status);
}

static enum exit_code import(struct session *session, struct pipeline *pipeline, const struct parsed *parsed,
	struct document_set *set)
{
	const char *path = parsed_value(parsed, OUTPUT);
	enum exit_code code = pipeline_begin(pipeline, session, parsed, false);
	struct arena arena = { 0 };
	const char *note;

	if (code == EXIT_CLEAN)
		code = pipeline_read_one(pipeline, set);
	if (code != EXIT_CLEAN && code != EXIT_INPUT)
		return code;
	if (!session->quiet || code != EXIT_CLEAN)
		pipeline_print_faults(pipeline);
	if (code != EXIT_CLEAN || !set->complete)
		return EXIT_INPUT;
	note = note_of(&set->topology, &arena);
	if (note == NULL)
		code = EXIT_INTERNAL;
	else if (path != NULL && strcmp(path, "-") != 0)
		code = write_file(pipeline, &set->topology, note, path);
	else
		print_topology(&set->topology, note, &session->out);
	arena_release(&arena);
	return code;
}

static enum exit_code run(struct session *session, const struct parsed *parsed)
{
	struct pipeline pipeline = { .limits = default_limits };
	struct document_set set = { 0 };
	enum exit_code code = import(session, &pipeline, parsed, &set);

	set_release(&set);
	pipeline_end(&pipeline);
	return code;
}

const struct command command_import = {
	.name = "import",
	.summary = "make a topology file of the product's own files",
	.usage = "[options] INPUT...",
	.details =
		"Reads Topology Builder documents (.tbxml) and what Get-CsTopology -AsXml prints, and writes the same\n"
		"deployment in the language of topologies. validate finds in it what it finds in the original.\n"
		"Faults of the input are listed on standard error; what they are about is left out.",
	.examples = "  lync-topo import contoso.tbxml -o contoso.xml\n"
		    "  lync-topo import topology.xml | lync-topo validate -\n",
	.options = rows,
	.n_options = ARRAY_LEN(rows),
	.most_words = ANY_WORDS,
	.run = run,
};
