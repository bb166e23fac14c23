<!-- SPDX-License-Identifier: MIT -->
The program's help and that of each command go to standard output; each command's ends with examples.

  $ lync-topo --help
  lync-topo checks and draws plans of Lync Server and Skype for Business voice deployments

  usage: lync-topo [global options] COMMAND [options] INPUT...
         lync-topo INPUT...                 the same as lync-topo validate INPUT...

  commands
    init         write a commented skeleton to start from
    validate     hold a deployment against the documented guidance
    explain      tell what a rule means, why, and what to do
    rules        list the rules
    checklist    list what nobody has answered yet, and whom to ask
    baseline     keep findings that were there before in a file, so that only new ones count
    render       draw a deployment
    simulate     run calls through a deployment, with failures
    merge        put the parts of simulate --part K/N together
    plan         size a deployment, or a group of circuits
    diff         tell what changed between two deployments, calls included
    import       make a topology file of the product's own files
    fmt          lay out topologies, scenarios and configurations alike
    schema       print the XSD of a language, or the JSON Schema of a result
    config       show, start or test the configuration
    completion   print a script that completes command lines in a shell
    version      print the version, and what a report of a fault should tell
    help         help on the program or a command

  global options
        --color WHEN            auto (only on a terminal), always or never
    -q, --quiet                 findings only, no summary
    -v, --verbose               notes too, and what was read, on standard error
    -C, --directory DIR         work in DIR
    -h, --help                  this help
        --version               the version

  exit codes
    0 clean   1 findings   2 wrong usage   3 unreadable input   4 internal or output failure

  examples
    lync-topo init --option sip-trunking -o plan.xml
    lync-topo validate plan.xml
    lync-topo explain SEC005
  $ lync-topo help > long; lync-topo -h > short; lync-topo --help | cmp - long && cmp long short

  $ lync-topo init --help
  write a commented skeleton to start from

  usage: lync-topo init --option NAME [-o FILE]

  The skeleton is a topology of its own: fill in what the comments ask for, and let lync-topo checklist
  tell what is still open.

  options
        --option NAME           sip-trunking, behind-pbx, in-front-of-pbx or voip-only
    -o, --output FILE           a new file; nothing: standard output

  global options
        --color WHEN            auto (only on a terminal), always or never
    -q, --quiet                 findings only, no summary
    -v, --verbose               notes too, and what was read, on standard error
    -C, --directory DIR         work in DIR
    -h, --help                  this help
        --version               the version

  examples
    lync-topo init --option sip-trunking -o plan.xml
    lync-topo init --option voip-only | less
  $ lync-topo validate --help
  hold a deployment against the documented guidance

  usage: lync-topo validate [options] INPUT...

  Files named together are one document set. A directory is walked: each topology in it that no other
  file includes is a set of its own. - is standard input, @FILE a list of paths.
  With --against only findings count that were not there before: docs/ci.md.
  Exit 0: nothing at or above --fail-on. 1: findings. 3: an input cannot be read.

  options
    -f, --format FMT[=FILE]     one of the formats below; with =FILE into a file; repeatable
        --fail-on LEVEL         error, warning (default), note or never: exit 1 from there on
        --min-severity LEVEL    what text shows: error, warning (default) or note
        --fail-on-unknown       exit 1 when a rule cannot be judged
        --exit-zero             exit 0 whatever was found
        --statistics            how often each rule fired
        --show-suppressed       what is suppressed too, in text, sarif and html
        --baseline FILE         findings that stand in this file do not count
        --against BEFORE        only findings count that a FILE, a DIRectory or git:REVISION does not have
        --profile NAME          default, strict-deploy, 2013-03 or supported-only
        --select RULES          only these: ids, names or families, separated by commas
        --ignore RULES          all but these
        --config FILE           this configuration instead of the .lync-topo.xml that is found
        --no-config             no configuration at all
        --no-inline-suppressions
                                suppressions in the inputs do not hold
        --today YYYY-MM-DD      the day on which suppressions are to hold
        --stdin-name NAME       how standard input (-) is called in results
        --exclude GLOB          leave out matching names when walking a directory
        --one-set               read everything as one document set
        --limit NAME=VALUE      change a limit, such as input-mb=512

  formats
    text, concise, json, sarif, junit, github, gitlab, checkstyle, markdown, html

  global options
        --color WHEN            auto (only on a terminal), always or never
    -q, --quiet                 findings only, no summary
    -v, --verbose               notes too, and what was read, on standard error
    -C, --directory DIR         work in DIR
    -h, --help                  this help
        --version               the version

  examples
    lync-topo validate plan.xml
    lync-topo validate --fail-on error --ignore OPT007 plans/
    lync-topo validate -f json=result.json -f concise plan.xml
    lync-topo validate --against git:origin/main... plans/
    git show HEAD:plan.xml | lync-topo validate --stdin-name plan.xml -
  $ lync-topo explain --help
  tell what a rule means, why, and what to do

  usage: lync-topo explain [options] RULE...

  A rule is named by its id or its name, as they stand in every finding. Rules of the company's own are
  those of the configuration in the working directory or above it.

  options
        --config FILE           this configuration instead of the .lync-topo.xml that is found
        --no-config             no configuration at all

  global options
        --color WHEN            auto (only on a terminal), always or never
    -q, --quiet                 findings only, no summary
    -v, --verbose               notes too, and what was read, on standard error
    -C, --directory DIR         work in DIR
    -h, --help                  this help
        --version               the version

  examples
    lync-topo explain MED001
    lync-topo explain mediation-standalone vpn-public-address
  $ lync-topo rules --help
  list the rules

  usage: lync-topo rules [options]

  options
    -f, --format FMT            text (default), json, markdown or man: lync-topo-rules(7)
        --profile NAME          the rules as this profile has them
        --profiles              instead: what profiles change, and where documents disagree
        --coverage              instead: the documentation page by page, with the rules of each and what was not made
        --figures               instead: the figures that rules and plans count with, and their pages
        --page TEXT             instead: of the coverage the page with this title, file name or address, or all that hold TEXT

  global options
        --color WHEN            auto (only on a terminal), always or never
    -q, --quiet                 findings only, no summary
    -v, --verbose               notes too, and what was read, on standard error
    -C, --directory DIR         work in DIR
    -h, --help                  this help
        --version               the version

  examples
    lync-topo rules
    lync-topo rules --profile strict-deploy --format json
    lync-topo rules --profiles
    lync-topo rules --coverage
    lync-topo rules --page media-bypass
    lync-topo rules --figures
  $ lync-topo checklist --help
  list what nobody has answered yet, and whom to ask

  usage: lync-topo checklist [options] INPUT...

  Every fact that a rule needs and the plan does not state is a question to somebody: the provider, the
  maker of a router, gateway or PBX, or your own organisation. So is each of the 39 points that the documents
  leave open, where the plan has what it is about. Answer it by setting the attribute named.

  options
    -f, --format FMT            text (default), json or markdown
        --all                   closed questions too, with their answers, and every open point of the documents
        --profile NAME          default, strict-deploy, 2013-03 or supported-only
        --select RULES          only these: ids, names or families, separated by commas
        --ignore RULES          all but these
        --config FILE           this configuration instead of the .lync-topo.xml that is found
        --no-config             no configuration at all
        --stdin-name NAME       how standard input (-) is called in results
        --exclude GLOB          leave out matching names when walking a directory
        --one-set               read everything as one document set
        --limit NAME=VALUE      change a limit, such as input-mb=512

  global options
        --color WHEN            auto (only on a terminal), always or never
    -q, --quiet                 findings only, no summary
    -v, --verbose               notes too, and what was read, on standard error
    -C, --directory DIR         work in DIR
    -h, --help                  this help
        --version               the version

  examples
    lync-topo checklist plan.xml
    lync-topo checklist --all --format markdown plan.xml > questions.md
  $ lync-topo render --help
  draw a deployment

  usage: lync-topo render [options] INPUT...

  Views: topology (sites, pools, gateways, PBXs, providers, trunks), site:ID, perimeter, voice, numbers, failover,
  and signalling and media: which way calls go; those of --from and --to, of a --scenario, or one of every kind.
  --exclude GLOB leaves out elements too whose id or name matches. With --findings, what the rules find is marked
  in the drawing; it does not change the exit code.

  options
        --view VIEW             what to draw, see below; default: topology
    -f, --format FMT            one of the formats below; default: by the ending of -o, else svg
    -o, --output FILE           where to; - or nothing: standard output
        --theme THEME           light, dark, or auto: as the reader's system is (the default)
        --focus ID              only what lies around this element
        --depth N               how many lines away from --focus (1)
        --include GLOB          only elements whose id or name matches; repeatable
        --collapse WHAT         pools: without servers; sites: one box for each
        --from WHO              for signalling and media: who calls
        --to WHOM               and whom
        --scenario FILE         calls and failures from a file; repeatable
        --fail ID[@MODE[:CODE]]
                                what has failed and how; repeatable
        --policy NAME=VALUE     change what no document settles; repeatable
        --call ID               draw this call alone
        --sweep N               for failover: mark sets of up to N parts that fail together (1)
        --findings              run the rules and mark every element that has a finding
        --profile NAME          default, strict-deploy, 2013-03 or supported-only
        --select RULES          only these: ids, names or families, separated by commas
        --ignore RULES          all but these
        --config FILE           this configuration instead of the .lync-topo.xml that is found
        --no-config             no configuration at all
        --no-inline-suppressions
                                suppressions in the inputs do not hold
        --today YYYY-MM-DD      the day on which suppressions are to hold
        --stdin-name NAME       how standard input (-) is called in results
        --exclude GLOB          leave out matching names when walking a directory
        --one-set               read everything as one document set
        --limit NAME=VALUE      change a limit, such as input-mb=512

  formats
    dot, html, mermaid, pdf, png, svg, text

  global options
        --color WHEN            auto (only on a terminal), always or never
    -q, --quiet                 findings only, no summary
    -v, --verbose               notes too, and what was read, on standard error
    -C, --directory DIR         work in DIR
    -h, --help                  this help
        --version               the version

  examples
    lync-topo render -o plan.svg plan.xml
    lync-topo render --view site:redmond -o redmond.svg plan.xml
    lync-topo render --view media --from sales --to +12065550123 -o call.svg plan.xml
    lync-topo render --findings --ignore OPT -o plan.svg plan.xml
    lync-topo render --format dot plan.xml | less
  $ lync-topo simulate --help
  run calls through a deployment, with failures

  usage: lync-topo simulate [options] INPUT...

  Shows hop by hop which way signalling and media of a call go, what was tried, and why. What no document of
  the product settles is a policy with a name, a default and its provenance: docs/simulate.md.

  options
        --from WHO              who calls: a group, GROUP/remote, a device, or a number (the PSTN)
        --to WHOM               who is called: such a name or number, or digits as people dial them
        --fail ID[@MODE[:CODE]]
                                what has failed and how (crash); repeatable
        --scenario FILE         calls, failures and expectations from a file; repeatable
        --matrix                one call of every kind that every site has
        --policy NAME=VALUE     change what no document settles; repeatable
        --seed N                for choices by chance (1)
        --bandwidth-model MODEL
                                how streams are counted: wire (default), microsoft or microsoft-fec
        --sweep N               which sets of up to N failed parts take which service away
        --availability          how much of the time each service works, from mtbf-h and mttr-h
        --blocking B            with --sweep or --availability: also whether full trunks cost at most this share of calls
        --traffic               how much of the traffic that people offer is lost
        --jobs N                processes that share a long run (one for each processor)
        --part K/N              do only part K of N of a long run and write it as JSON, for merge
        --ladder                the messages of each call
        --pcap FILE             what passes between Mediation Servers and the peers of trunks, as a packet capture
        --tap ID                capture elsewhere: at a trunk, VLAN, tunnel, connection, WAN link, server, gateway or other box
        --sipp DIR              scenarios for SIPp, to try the planned trunk for real
    -f, --format FMT            text (default) or json
        --stdin-name NAME       how standard input (-) is called in results
        --exclude GLOB          leave out matching names when walking a directory
        --one-set               read everything as one document set
        --limit NAME=VALUE      change a limit, such as input-mb=512

  global options
        --color WHEN            auto (only on a terminal), always or never
    -q, --quiet                 findings only, no summary
    -v, --verbose               notes too, and what was read, on standard error
    -C, --directory DIR         work in DIR
    -h, --help                  this help
        --version               the version

  examples
    lync-topo simulate --from sales --to +12065550123 plan.xml
    lync-topo simulate --from sales --to +12065550123 --fail t1@refuse:503 --ladder plan.xml
    lync-topo simulate --matrix plan.xml
    lync-topo simulate --sweep 2 --availability plan.xml
    lync-topo simulate --scenario failover.xml --format json plan.xml
  $ lync-topo config --help
  show, start or test the configuration

  usage: lync-topo config [show [INPUT] | init [-o FILE] | test [INPUT]]

  show: every value in effect and where it came from, for a run on INPUT; -v shows all rules and limits.
  init: a commented .lync-topo.xml to start from.
  test: tries the company's own rules on the examples beside them; exit 1 when one disagrees.

  options
    -f, --format FMT            of show: text (default) or json
    -o, --output FILE           of init: a new file; nothing: standard output
        --profile NAME          default, strict-deploy, 2013-03 or supported-only
        --select RULES          only these: ids, names or families, separated by commas
        --ignore RULES          all but these
        --config FILE           this configuration instead of the .lync-topo.xml that is found
        --no-config             no configuration at all
        --limit NAME=VALUE      change a limit, such as xpath-seconds=60

  global options
        --color WHEN            auto (only on a terminal), always or never
    -q, --quiet                 findings only, no summary
    -v, --verbose               notes too, and what was read, on standard error
    -C, --directory DIR         work in DIR
    -h, --help                  this help
        --version               the version

  examples
    lync-topo config init -o .lync-topo.xml
    lync-topo config show plans/
    lync-topo config test

  $ lync-topo schema --help
  print the XSD of a language, or the JSON Schema of a result

  usage: lync-topo schema [topology | scenario | config | validate | simulate | part | diff | checklist | baseline | rules | plan | plan-erlang | version]

  Editors use the XSDs for completion and hover text; the same files are schemas/lync-topo.xsd,
  schemas/lync-topo-scenario.xsd and schemas/lync-topo-config.xsd.

  options
    -f, --format FMT            for topology and scenario: xsd (default), markdown or man; for config: xsd, json or man

  global options
        --color WHEN            auto (only on a terminal), always or never
    -q, --quiet                 findings only, no summary
    -v, --verbose               notes too, and what was read, on standard error
    -C, --directory DIR         work in DIR
    -h, --help                  this help
        --version               the version

  examples
    lync-topo schema > lync-topo.xsd
    lync-topo schema topology --format markdown > language.md
    lync-topo schema scenario > lync-topo-scenario.xsd
    lync-topo schema config > lync-topo-config.xsd
    lync-topo schema validate > validate.schema.json
  $ lync-topo version --help
  print the version, and what a report of a fault should tell

  usage: lync-topo version [options]

  The versions of the libraries are those at run time. --version prints the first line alone.

  options
    -f, --format FMT            text (default) or json

  global options
        --color WHEN            auto (only on a terminal), always or never
    -q, --quiet                 findings only, no summary
    -v, --verbose               notes too, and what was read, on standard error
    -C, --directory DIR         work in DIR
    -h, --help                  this help
        --version               the version

  examples
    lync-topo version
    lync-topo version --format json
  $ lync-topo help --help
  help on the program or a command

  usage: lync-topo help [options] [COMMAND]

  options
    -f, --format FMT            text (default) or man: the manual page lync-topo(1), of all commands

  global options
        --color WHEN            auto (only on a terminal), always or never
    -q, --quiet                 findings only, no summary
    -v, --verbose               notes too, and what was read, on standard error
    -C, --directory DIR         work in DIR
    -h, --help                  this help
        --version               the version

  examples
    lync-topo help validate
    lync-topo help --format man | man -l -

Three ways to the same help, and every command has an example:

  $ for c in init validate explain rules checklist render schema version help; do
  >   lync-topo help $c > a; lync-topo $c -h > b; lync-topo --help $c > c; cmp a b; cmp a c
  >   grep -A1 '^examples$' a | grep -c "lync-topo $c"
  > done
  1
  1
  1
  1
  1
  1
  1
  1
  1

Help wins over what else is on the line:

  $ lync-topo validate --help nosuch.xml | head -1
  hold a deployment against the documented guidance
