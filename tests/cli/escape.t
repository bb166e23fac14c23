<!-- SPDX-License-Identifier: MIT -->
What comes from the input is printed so that it cannot act: on a terminal, in a log that a build agent reads, or on
the reader.

Control characters of a terminal (C1; XML has no others), bidi controls, invisible characters:

  $ cat > odd.xml <<'END'
  > <topology xmlns="urn:lync-topo:topology:1">
  >   <site id="redmond" kind="&#x9b;31m&#x202e;lartnec&#x2066;&#x200b;&#xad;"/>
  >   <site id="tacoma" kind="central&#10;::error::pwned"/>
  >   <site id="seattle" kind="##[error]pwned ##vso[task.complete]"/>
  > </topology>
  > END
  $ lync-topo -f concise odd.xml
  odd.xml:2:28: error: kind of site 'redmond' is '\u{9b}31m\u{202e}lartnec\u{2066}\u{200b}\u{ad}', which is not one of central, branch [bad-value]
  odd.xml:3:27: error: kind of site 'tacoma' is 'central\u{a}::error::pwned', which is not one of central, branch [bad-value]
  odd.xml:4:28: error: kind of site 'seattle' is '#\u{23}[error]pwned #\u{23}vso[task.complete]', which is not one of central, branch [bad-value]
  [1]
  $ lync-topo -q odd.xml
  odd.xml:2:28: error: kind of site 'redmond' is '\u{9b}31m\u{202e}lartnec\u{2066}\u{200b}\u{ad}', which is not one of central, branch [bad-value]
       2 |   <site id="redmond" kind="&#x9b;31m&#x202e;lartnec&#x2066;&#x200b;&#xad;"/>
         |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           why: values that could be read in two ways are refused rather than guessed
           help: write one of the values that the message names
           rule: DOC006, lync-topo explain bad-value

  odd.xml:3:27: error: kind of site 'tacoma' is 'central\u{a}::error::pwned', which is not one of central, branch [bad-value]
       3 |   <site id="tacoma" kind="central&#10;::error::pwned"/>
         |                           ^^^^^^^^^^^^^^^^^^^^^^^^^^
           why: values that could be read in two ways are refused rather than guessed
           help: write one of the values that the message names
           rule: DOC006, lync-topo explain bad-value

  odd.xml:4:28: error: kind of site 'seattle' is '#\u{23}[error]pwned #\u{23}vso[task.complete]', which is not one of central, branch [bad-value]
       4 |   <site id="seattle" kind="#\u{23}[error]pwned #\u{23}vso[task.complete]"/>
         |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           why: values that could be read in two ways are refused rather than guessed
           help: write one of the values that the message names
           rule: DOC006, lync-topo explain bad-value

  [1]
  $ lync-topo -f json odd.xml | LC_ALL=C grep -c "$(printf '\302\233')"
  0
  [1]

Raw bytes of the source in an excerpt:

  $ printf '<topology xmlns="urn:lync-topo:topology:1">\n<!-- \342\200\256\302\233 ##[error] --><site id="a" kind="b"/>\n</topology>\n' > raw.xml
  $ lync-topo -q raw.xml
  raw.xml:2:41: error: kind of site 'a' is 'b', which is not one of central, branch [bad-value]
       2 | <!-- \u{202e}\u{9b} #\u{23}[error] --><site id="a" kind="b"/>
         |                                                          ^
           why: values that could be read in two ways are refused rather than guessed
           help: write one of the values that the message names
           rule: DOC006, lync-topo explain bad-value

  [1]
  $ lync-topo -q raw.xml | grep -c '##\['
  0
  [1]

Names of files:

  $ for f in "$(printf 'esc\033[2J.xml')" '::error::pwned.xml' '##[error]pwned.xml' "$(printf 'a\nb.xml')"; do
  >   cp raw.xml "$f"; lync-topo -f concise -- "$f"; lync-topo render -f dot -- "missing-$f"
  > done
  esc\u{1b}[2J.xml:2:41: error: kind of site 'a' is 'b', which is not one of central, branch [bad-value]
  missing-esc\u{1b}[2J.xml:1:1: error: the file cannot be read: no such file [unreadable-input]
  ./::error::pwned.xml:2:41: error: kind of site 'a' is 'b', which is not one of central, branch [bad-value]
  missing-::error::pwned.xml:1:1: error: the file cannot be read: no such file [unreadable-input]
  #\u{23}[error]pwned.xml:2:41: error: kind of site 'a' is 'b', which is not one of central, branch [bad-value]
  missing-#\u{23}[error]pwned.xml:1:1: error: the file cannot be read: no such file [unreadable-input]
  a\u{a}b.xml:2:41: error: kind of site 'a' is 'b', which is not one of central, branch [bad-value]
  missing-a\u{a}b.xml:1:1: error: the file cannot be read: no such file [unreadable-input]
  [3]

Words of the command line in complaints:

  $ lync-topo validate --fail-on "$(printf '\033[31mred')" office.xml
  lync-topo: '\u{1b}[31mred' is no severity: there are error, warning, note and never
  [2]
  $ lync-topo explain "$(printf '##[error]x\ny')"
  lync-topo: there is no rule '#\u{23}[error]x\u{a}y'; lync-topo rules lists them
  [2]
  $ lync-topo validate "--$(printf '\302\233x')" office.xml
  lync-topo: there is no option '--\u{9b}x'; see lync-topo validate --help
  [2]
  $ lync-topo validate -f '::error::' office.xml
  lync-topo: there is no format '::error::'; there are text, concise, json, sarif, junit, github, gitlab, checkstyle, markdown, html
  [2]

The checklist quotes answers and labels:

  $ lync-topo checklist --all --select RTE016 odd-names.xml
  ask the provider
    [x] Q-P15  sbc '"] evil [x=<b>\ %n': at which location does the provider run this SBC?
                 location = \u{9b} `x` | ::y
    [x] Q-P15  sbc '::two\u{a}lines': at which location does the provider run this SBC?
                 location = #\u{23}vso[z]

  0 open, 2 closed
  $ lync-topo checklist --all --select RTE016 -f markdown odd-names.xml
  # Checklist

  ## Ask the provider

  - [x] Q-P15 ` sbc '"] evil [x=<b>\ %n' `: at which location does the provider run this SBC? (`location` = `` \u{9b} `x` \| ::y ``)
  - [x] Q-P15 ` sbc '::two\u{a}lines' `: at which location does the provider run this SBC? (`location` = ` #\u{23}vso[z] `)
  $ lync-topo checklist --select HAV001 odd-names.xml
  ask the provider
    [ ] Q-H1   provider 'F\u{202e}`a` | #\u{23}[b]': does the provider support high availability, including failover?
                 high-availability

  1 open, 0 closed

Without any of this, text of every language stays as it is:

  $ printf '<topology xmlns="urn:lync-topo:topology:1"><site id="zürich" kind="büro"/><!-- 北京 --></topology>' > utf8.xml
  $ lync-topo -q utf8.xml
  utf8.xml:1:68: error: kind of site 'zürich' is 'büro', which is not one of central, branch [bad-value]
       1 | ...gy xmlns="urn:lync-topo:topology:1"><site id="zürich" kind="büro"/><!-- 北京 --></topology>
         |                                                                ^^^^
           why: values that could be read in two ways are refused rather than guessed
           help: write one of the values that the message names
           rule: DOC006, lync-topo explain bad-value

  [1]

An ampersand of a value is an ampersand, in messages, drawings and everywhere else:

  $ echo '<topology xmlns="urn:lync-topo:topology:1"><site id="a" name="A &amp; B" kind="x &#38; y"/></topology>' > amp.xml
  $ lync-topo -f concise amp.xml
  amp.xml:1:80: error: kind of site 'A & B' is 'x & y', which is not one of central, branch [bad-value]
  [1]
