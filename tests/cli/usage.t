<!-- SPDX-License-Identifier: MIT -->
Wrong usage is exit 2: one line on standard error, nothing on standard output, and where a word looks like a slip
of the fingers, what was probably meant.

Options that are not there:

  $ lync-topo validate --bogus office.xml
  lync-topo: there is no option '--bogus'; see lync-topo validate --help
  [2]
  $ lync-topo validate --form json office.xml
  lync-topo: there is no option '--form' (did you mean '--format'?); see lync-topo validate --help
  [2]
  $ lync-topo -Z
  lync-topo: there is no option '-Z'; see lync-topo --help
  [2]
  $ lync-topo checklist --fail-on error office.xml
  lync-topo: there is no option '--fail-on'; see lync-topo checklist --help
  [2]
  $ lync-topo validate --exit-zro office.xml 2>/dev/null
  [2]

Values that are missing, or not wanted:

  $ lync-topo validate --format
  lync-topo: option '--format' needs a value: FMT[=FILE]; see lync-topo validate --help
  [2]
  $ lync-topo validate office.xml --stdin-name
  lync-topo: option '--stdin-name' needs a value: NAME; see lync-topo validate --help
  [2]
  $ lync-topo validate --quiet=yes office.xml
  lync-topo: option '--quiet' takes no value; see lync-topo validate --help
  [2]

Values that are not there:

  $ lync-topo validate -f yaml office.xml
  lync-topo: there is no format 'yaml'; there are text, concise, json, sarif, junit, github, gitlab, checkstyle, markdown, html
  [2]
  $ lync-topo validate --fail-on fatal office.xml
  lync-topo: 'fatal' is no severity: there are error, warning, note and never
  [2]
  $ lync-topo validate --min-severity never office.xml
  lync-topo: 'never' is no severity: there are error, warning and note
  [2]
  $ lync-topo validate --limit bananas=1 office.xml
  lync-topo: 'bananas=1' is no limit in range; docs/cli.md lists the limits
  [2]
  $ lync-topo validate --limit elements=0 office.xml
  lync-topo: 'elements=0' is no limit in range; docs/cli.md lists the limits
  [2]
  $ lync-topo validate --limit elements office.xml
  lync-topo: 'elements' is no limit in range; docs/cli.md lists the limits
  [2]
  $ lync-topo validate --profile lenient office.xml
  lync-topo: there is no profile 'lenient'; there are default, strict-deploy, 2013-03 and supported-only
  [2]
  $ lync-topo validate --select MED,MED01 office.xml
  lync-topo: there is no rule or family 'MED01' (did you mean 'MED001'?)
  [2]
  $ lync-topo validate --ignore nothing-like-it office.xml
  lync-topo: there is no rule or family 'nothing-like-it'
  [2]
  $ lync-topo --color sometimes office.xml
  lync-topo: --color is auto, always or never
  [2]
  $ lync-topo -C nowhere office.xml
  lync-topo: cannot work in 'nowhere'
  [2]

What cannot be read cannot be waved through:

  $ lync-topo validate --ignore DOC001 office.xml
  lync-topo: DOC001 (not-well-formed) cannot be ignored: what cannot be read cannot be judged
  [2]

Two results do not fit on one standard output:

  $ lync-topo validate -f json -f concise office.xml
  lync-topo: only one format can go to standard output; write -f FORMAT=FILE for the others
  [2]

Commands and files that are not there; a name with a dot or a slash is taken for a file:

  $ lync-topo validat office.xml
  lync-topo: there is no command or file 'validat' (did you mean 'validate'?)
  [2]
  $ lync-topo -f concise validat.xml
  validat.xml:1:1: error: the file cannot be read: no such file [unreadable-input]
  [3]
  $ lync-topo help valdate
  lync-topo: there is no command 'valdate' (did you mean 'validate'?)
  [2]
  $ lync-topo help nonsense
  lync-topo: there is no command 'nonsense'; lync-topo help lists them
  [2]

No input at all, and a folder without a topology in it:

  $ lync-topo validate
  lync-topo: no input; name a topology file, a directory, or - for standard input
  [2]
  $ lync-topo checklist
  lync-topo: no input; name a topology file, a directory, or - for standard input
  [2]
  $ lync-topo render
  lync-topo: no input; name a topology file, a directory, or - for standard input
  [2]
  $ mkdir empty && lync-topo validate empty
  lync-topo: there is no topology in 'empty'
  [2]
  $ : > none.txt; lync-topo validate @none.txt
  lync-topo: no input; name a topology file, a directory, or - for standard input
  [2]

Commands that take no input:

  $ lync-topo rules office.xml
  lync-topo: rules has no use for 'office.xml'
  [2]
  $ lync-topo rules -f concise
  lync-topo: there is no format 'concise'; there are text, json, markdown and man
  [2]
  $ lync-topo rules --profile lenient
  lync-topo: there is no profile 'lenient'
  [2]
  $ lync-topo schema topology rules
  lync-topo: schema has no use for 'rules'
  [2]
  $ lync-topo schema lync
  lync-topo: there is no schema 'lync'; there are topology and scenario (xsd, markdown, man), config (xsd, man), and of JSON results validate, simulate, part, diff, checklist, rules, plan, plan-erlang and version
  [2]
  $ lync-topo schema -f json
  lync-topo: there is no format 'json'; there are xsd, markdown and man
  [2]
  $ lync-topo version -f xml
  lync-topo: there is no format 'xml'; there are text and json
  [2]
  $ lync-topo explain
  lync-topo: which rule? lync-topo rules lists them
  [2]

After -- nothing is an option:

  $ lync-topo -f concise -- --bogus
  --bogus:1:1: error: the file cannot be read: no such file [unreadable-input]
  [3]
