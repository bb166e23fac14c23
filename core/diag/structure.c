/* SPDX-License-Identifier: MIT */
#include "diag/structure.h"

#define DOC(number, written, grade) \
	.id = number, .name = written, .severity = grade, .options = OPTIONS_ALL, \
	.pages = { PAGE_LANGUAGE }, .structural = true

#define SUP(number, written) \
	.id = number, .name = written, .severity = SEVERITY_WARNING, .options = OPTIONS_ALL, \
	.pages = { PAGE_SUPPRESSION }, .structural = true, .hygiene = true

static const struct rule_info rules[STRUCTURE_COUNT] = {
	[DOC_NOT_WELL_FORMED] = {
		DOC("DOC001", "not-well-formed", SEVERITY_ERROR),
		.title = "the file is not well-formed XML",
		.meaning = "nothing in the file can be trusted before its XML is right; the rest of it was not looked at",
		.fix = "mend the XML at this place",
		.bad = "<site id=\"redmond\"><users/>",
		.good = "<site id=\"redmond\"><users/></site>",
		.unreadable = true,
	},
	[DOC_NOT_A_TOPOLOGY] = {
		DOC("DOC002", "not-a-topology", SEVERITY_ERROR),
		.title = "the file is XML of another vocabulary",
		.meaning = "the root must be topology in the namespace urn:lync-topo:topology:1; where a scenario is wanted "
			   "(simulate --scenario), scenario in the namespace urn:lync-topo:scenario:1",
		.fix = "name a file of the wanted kind, or give its root the namespace",
		.bad = "<topology>...</topology>",
		.good = "<topology xmlns=\"urn:lync-topo:topology:1\">...</topology>",
		.unreadable = true,
	},
	[DOC_DTD_REFUSED] = {
		DOC("DOC003", "dtd-refused", SEVERITY_ERROR),
		.title = "the file has a document type declaration",
		.meaning = "a DOCTYPE can pull in other files and grow without bound; no topology needs one, so none is read",
		.fix = "remove the DOCTYPE and write entities out",
		.bad = "<!DOCTYPE topology [ <!ENTITY a \"b\"> ]>",
		.good = "<topology xmlns=\"urn:lync-topo:topology:1\">",
		.unreadable = true,
	},
	[DOC_UNKNOWN_ELEMENT] = {
		DOC("DOC004", "unknown-element", SEVERITY_ERROR),
		.title = "an element that the language does not have, or not here",
		.meaning = "what is not understood is not checked; nothing in such an element was looked at",
		.fix = "correct the name or move the element; docs/language.md lists what stands where",
		.bad = "<site id=\"s\" kind=\"central\"><medation-pool id=\"m\"/></site>",
		.good = "<site id=\"s\" kind=\"central\"><mediation-pool id=\"m\" placement=\"stand-alone\"/></site>",
	},
	[DOC_UNKNOWN_ATTRIBUTE] = {
		DOC("DOC005", "unknown-attribute", SEVERITY_ERROR),
		.title = "an attribute that the element does not have",
		.meaning = "what is not understood is not checked",
		.fix = "correct the name; docs/language.md lists the attributes of every element",
		.bad = "<vlan id=\"v\" tga=\"909\" members=\"r\"/>",
		.good = "<vlan id=\"v\" tag=\"909\" members=\"r\"/>",
	},
	[DOC_BAD_VALUE] = {
		DOC("DOC006", "bad-value", SEVERITY_ERROR),
		.title = "a value that the attribute cannot have",
		.meaning = "values that could be read in two ways are refused rather than guessed",
		.fix = "write one of the values that the message names",
		.bad = "<vlan id=\"v\" tag=\"5000\" members=\"r\"/>",
		.good = "<vlan id=\"v\" tag=\"500\" members=\"r\"/>",
	},
	[DOC_MISSING_ATTRIBUTE] = {
		DOC("DOC007", "missing-attribute", SEVERITY_ERROR),
		.title = "an attribute that the element must have is missing",
		.meaning = "without it the element cannot be understood",
		.fix = "add the attribute",
		.bad = "<site id=\"redmond\"/>",
		.good = "<site id=\"redmond\" kind=\"central\"/>",
	},
	[DOC_DUPLICATE_ID] = {
		DOC("DOC008", "duplicate-id", SEVERITY_ERROR),
		.title = "two elements of the document set have the same id",
		.meaning = "references to it would be ambiguous; the first element counts, the second was not looked at",
		.fix = "give one of the two another id",
		.bad = "<pstn-usage id=\"all\"/> <pstn-usage id=\"all\"/>",
		.good = "<pstn-usage id=\"all\"/> <pstn-usage id=\"local\"/>",
	},
	[DOC_UNRESOLVED_REFERENCE] = {
		DOC("DOC009", "unresolved-reference", SEVERITY_ERROR),
		.title = "a reference names an id that no element has",
		.meaning = "the plan refers to something that is nowhere in the document set",
		.fix = "correct the id, or add the element or the file that holds it",
		.bad = "<voice-policy id=\"p\" usages=\"al\"/> <pstn-usage id=\"all\"/>",
		.good = "<voice-policy id=\"p\" usages=\"all\"/> <pstn-usage id=\"all\"/>",
	},
	[DOC_WRONG_KIND_OF_REFERENCE] = {
		DOC("DOC010", "wrong-kind-of-reference", SEVERITY_ERROR),
		.title = "a reference names an element of the wrong kind",
		.meaning = "an id is unique over all kinds of elements, so a slip may well name something else",
		.fix = "name an element of the kind that the message asks for",
		.bad = "<trunk id=\"t\" mediation-pool=\"fe-red\" .../>",
		.good = "<trunk id=\"t\" mediation-pool=\"med-red\" .../>",
	},
	[DOC_INCLUDE_REFUSED] = {
		DOC("DOC011", "include-refused", SEVERITY_ERROR),
		.title = "an include leads out of the folder of the first file",
		.meaning = "only files beneath the folder of the first file are read, so that a change to a plan cannot make the gate read anything else",
		.fix = "move the file beneath the folder of the first file, and name it by a relative path",
		.bad = "<include href=\"/etc/topology.xml\"/>",
		.good = "<include href=\"sites/redmond.xml\"/>",
	},
	[DOC_UNREADABLE_INPUT] = {
		DOC("DOC012", "unreadable-input", SEVERITY_ERROR),
		.title = "a file cannot be read",
		.meaning = "what cannot be read cannot be judged",
		.fix = "correct the name or the permissions",
		.bad = "<include href=\"sites/remond.xml\"/>",
		.good = "<include href=\"sites/redmond.xml\"/>",
		.unreadable = true,
	},
	[DOC_LIMIT_EXCEEDED] = {
		DOC("DOC013", "limit-exceeded", SEVERITY_ERROR),
		.title = "the input is larger than a limit allows",
		.meaning = "limits keep a hostile file from stopping the machine that checks it; what lies beyond was not looked at",
		.fix = "if the input is right, raise the limit that the message names with --limit NAME=VALUE",
		.bad = "an element with 1000 attributes",
		.good = "an element with 10 attributes",
		.unreadable = true,
	},
	[DOC_BAD_ENCODING] = {
		DOC("DOC014", "bad-encoding", SEVERITY_ERROR),
		.title = "the file is not UTF-8, nor UTF-16 with a byte order mark",
		.meaning = "other encodings are refused, so that two programs cannot read two different plans from one file",
		.fix = "save the file as UTF-8",
		.bad = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
		.good = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
		.unreadable = true,
	},
	[DOC_CONFLICTING_FACTS] = {
		DOC("DOC015", "conflicting-facts", SEVERITY_WARNING),
		.title = "two places of the document set say different things about one fact",
		.meaning = "only one of them can be true, and which one was believed may not be the one that was meant",
		.fix = "make the two agree, or remove one",
		.bad = "<users id=\"u\" count=\"200\" numbers=\"+14255550100-0149\" .../>",
		.good = "<users id=\"u\" count=\"50\" numbers=\"+14255550100-0149\" .../>",
	},
	[DOC_CONFUSABLE_IDS] = {
		DOC("DOC016", "confusable-ids", SEVERITY_WARNING),
		.title = "two ids look alike",
		.meaning = "they differ only in case, in the composition of a letter, in an invisible character or in letters of another alphabet, so a reader takes one for the other",
		.fix = "rename one of the two",
		.bad = "<pstn-usage id=\"Local\"/> <pstn-usage id=\"local\"/>",
		.good = "<pstn-usage id=\"local-city\"/> <pstn-usage id=\"local\"/>",
	},
	[DOC_TAKEN_FROM_ARCHIVE] = {
		DOC("DOC018", "taken-from-archive", SEVERITY_NOTE),
		.title = "the topology is one member of an archive",
		.meaning = "of an archive that Export-CsConfiguration wrote only the topology is read; the message says which member it is and how many others were left alone",
		.fix = "nothing is wrong",
		.bad = "lync-topo validate configuration.zip",
		.good = "lync-topo validate topology.xml",
	},
	[DOC_SETTINGS_NOT_UNDERSTOOD] = {
		DOC("DOC019", "settings-not-understood", SEVERITY_NOTE),
		.title = "exported settings hold more than is understood",
		.meaning = "of what Export-Clixml wrote, trunk configurations, voice routes, voice policies and PSTN usages are "
			   "read, with the properties that a rule or the simulation looks at; the message counts and names the others, "
			   "which were left alone",
		.fix = "nothing is wrong; if a property should matter, write the attribute that says the same in a topology file beside it",
		.bad = "<B N=\"ForwardPAI\">true</B>",
		.good = "<B N=\"EnableBypass\">true</B>",
	},
	[DOC_NO_MEDIATION_SERVER] = {
		DOC("DOC017", "no-mediation-server", SEVERITY_NOTE),
		.title = "the deployment has no Mediation Server",
		.meaning = "that is normal where the product is used without telephony, but then it has no trunk, and most rules have nothing to judge",
		.fix = "if telephony was planned, look whether this is the right file",
		.bad = "<Services> without a MediationServer",
		.good = "<ServiceId SiteId=\"1\" RoleName=\"MediationServer\" Instance=\"1\"/>",
	},
	[SUP_UNUSED] = {
		SUP("SUP001", "unused-suppression"),
		.title = "a suppression suppresses nothing",
		.meaning = "what it was written for is mended, stands elsewhere or never was; left there, it would hide "
			   "the next finding of that rule from everybody. Said only of rules that ran",
		.fix = "remove the suppression, or the rule from its list",
		.bad = "<?lync-topo ignore=\"DOC015\" reason=\"counts differ on purpose\"?> <users id=\"u\" count=\"100\" numbers=\"+14255550100-0199\" .../>",
		.good = "<users id=\"u\" count=\"100\" numbers=\"+14255550100-0199\" .../>",
	},
	[SUP_EXPIRED] = {
		SUP("SUP002", "expired-suppression"),
		.title = "the last day of a suppression is over",
		.meaning = "it was meant to hold until a day that has passed, so it no longer holds and its findings are back",
		.fix = "mend what it was written for, or argue for a later day in a review",
		.bad = "<?lync-topo ignore=\"SEC005\" reason=\"until the new firewall\" until=\"2020-01-31\"?>",
		.good = "<?lync-topo ignore=\"SEC005\" reason=\"until the new firewall\" until=\"2099-01-31\"?>",
	},
	[SUP_WITHOUT_REASON] = {
		SUP("SUP003", "suppression-without-reason"),
		.title = "a suppression gives no reason",
		.meaning = "nobody can judge later whether it may go, so it does not hold",
		.fix = "say in reason=\"...\" why the finding is accepted",
		.bad = "<?lync-topo ignore=\"SEC005\"?>",
		.good = "<?lync-topo ignore=\"SEC005\" reason=\"lab without public addresses\"?>",
	},
	[SUP_UNKNOWN_RULE] = {
		SUP("SUP004", "unknown-rule-in-suppression"),
		.title = "a suppression names what no rule is called, or a rule that may not be suppressed",
		.meaning = "for that name it does nothing; the other names of its list hold",
		.fix = "correct the name: lync-topo rules lists ids and names, a family is the letters of an id",
		.bad = "<?lync-topo ignore=\"vpn-publik-address\" reason=\"lab without public addresses\"?>",
		.good = "<?lync-topo ignore=\"SEC005\" reason=\"lab without public addresses\"?>",
	},
	[SUP_MALFORMED] = {
		SUP("SUP005", "malformed-suppression"),
		.title = "a processing instruction of ours cannot be understood",
		.meaning = "it does not hold: what could be read in two ways is refused rather than guessed",
		.fix = "write <?lync-topo ignore=\"RULE ...\" reason=\"...\" until=\"YYYY-MM-DD\"?>; until may be left out",
		.bad = "<?lync-topo ignore=SEC005 reason=\"lab without public addresses\"?>",
		.good = "<?lync-topo ignore=\"SEC005\" reason=\"lab without public addresses\"?>",
	},
};

const struct rule_info *structure_rule(enum structure_rule rule)
{
	return &rules[rule];
}
