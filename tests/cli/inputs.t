<!-- SPDX-License-Identifier: MIT -->
What can be named as input.

Files named together are one document set; a file named twice is read once:

  $ lync-topo -f concise --select MED ./office.xml office.xml
  ./office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]

What one file refers to may stand in another:

  $ lync-topo -f concise --select MED --ignore HAV branch.xml stand-alone.xml

An included file belongs to the set; naming it as well changes nothing:

  $ lync-topo --select DOC whole.xml
  2 files: 0 errors, 0 warnings, 0 notes, 0 unknown; 0 suppressed, 0 baselined
  0 rules: 0 passed, 0 fired, 0 not applicable, 0 unknown
  $ lync-topo --select DOC branch.xml whole.xml
  2 files: 0 errors, 0 warnings, 0 notes, 0 unknown; 0 suppressed, 0 baselined
  0 rules: 0 passed, 0 fired, 0 not applicable, 0 unknown
  $ lync-topo --select DOC -f concise branch.xml
  branch.xml:3:49: error: central-site of site 'tacoma' names 'redmond', which no element has as its id [unresolved-reference]
  [1]

Includes stay in the folder of the first file, and must be there:

  $ mkdir in && sed 's/branch.xml/..\/branch.xml/' whole.xml > in/up.xml
  $ lync-topo --select DOC -f concise in/up.xml
  in/up.xml:3:18: error: '../branch.xml' cannot be included: it lies outside the folder of the first file [include-refused]
  [1]
  $ sed 's/branch.xml/brunch.xml/' whole.xml > in/typo.xml
  $ lync-topo --select DOC -f concise in/typo.xml
  in/typo.xml:3:18: error: 'brunch.xml' cannot be included: no such file [unreadable-input]
  [3]

Standard input, with a name of its own where one is given:

  $ lync-topo -f concise --select MED - < office.xml
  -:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ lync-topo -f concise --select MED --stdin-name plans/office.xml - < office.xml
  plans/office.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ cat office.xml | lync-topo checklist --select HAV001 -
  ask the provider
    [ ] Q-H1   provider 'Fabrikam Telecom': does the provider support high availability, including failover?
                 high-availability

  1 open, 0 closed
  $ printf '' | lync-topo -f concise --select MED -
  -:1:1: error: the file is empty [not-well-formed]
  [3]

A list of paths, one a line:

  $ printf 'branch.xml\n\nwhole.xml\r\n' > list
  $ lync-topo --select DOC @list
  2 files: 0 errors, 0 warnings, 0 notes, 0 unknown; 0 suppressed, 0 baselined
  0 rules: 0 passed, 0 fired, 0 not applicable, 0 unknown
  $ lync-topo --select DOC @missing
  lync-topo: the list 'missing' cannot be read: no such file
  [3]

A folder is walked: each topology that no other file includes is a set of its own. Hidden names, links and XML of
another kind are passed over; -v counts them.

  $ mkdir -p estate/.attic estate/east && cp office.xml estate/a.xml && cp whole.xml branch.xml estate/east
  $ cp office.xml estate/.attic; cp office.xml estate/.b.xml; ln -s a.xml estate/link.xml; ln -s east estate/west
  $ echo '<note/>' > estate/n.xml; echo '<note/>' > estate/east/n.xml; echo 'no XML' > estate/readme.txt
  $ lync-topo --min-severity error --select MED,CON002 estate
  3 files in 2 sets: 0 errors, 1 warning, 1 note (shown with -v), 0 unknown; 0 suppressed, 0 baselined
  20 rules: 9 passed, 2 fired, 9 not applicable, 0 unknown
  [1]
  $ lync-topo -v -f concise --select MED estate
  lync-topo: passed over: 2 XML files of another kind, 2 links, 2 hidden names, 0 excluded
  estate/a.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ lync-topo -f json --select DOC estate | sed -n '1s/.*"inputs"/"inputs"/p'
  "inputs":["estate/a.xml","estate/east/branch.xml","estate/east/whole.xml"],
  $ lync-topo -f json --select OPT001 estate | grep -o '"file":.*'
  "file":"estate/a.xml","line":2,"column":1,"set":"estate/a.xml"}
  $ lync-topo -f concise --select MED estate/
  estate/a.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]

A file that is broken counts only if it is meant to be a topology:

  $ mkdir mixed && cp stand-alone.xml mixed/a.xml; echo '<note' > mixed/note.xml
  $ lync-topo -f concise --select MED mixed
  $ echo '<note' > mixed/note.tbxml; lync-topo -f concise --select MED mixed
  mixed/note.tbxml:2:1: error: a tag is not closed with '>' [not-well-formed]
  [3]
  $ rm mixed/note.tbxml; echo '<topology xmlns="urn:lync-topo:topology:1"><site' > mixed/b.xml
  $ lync-topo -f concise --select MED mixed
  mixed/b.xml:1:44: error: site of the topology has no id (unique in the document set) [missing-attribute]
  mixed/b.xml:1:44: error: site of the topology has no kind (central or branch) [missing-attribute]
  mixed/b.xml:2:1: error: a tag is not closed with '>' [not-well-formed]
  [3]

--exclude leaves names out of the walk, --one-set joins what is found:

  $ lync-topo -f concise -v --select MED --exclude 'a*' --exclude 'east' estate
  lync-topo: there is no topology in 'estate'
  [2]
  $ lync-topo -f concise -v --select MED --exclude 'branch.*' --exclude '*/whole.xml' estate
  lync-topo: passed over: 2 XML files of another kind, 2 links, 2 hidden names, 2 excluded
  estate/a.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
  $ lync-topo -f concise --select MED --one-set estate
  estate/a.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  estate/east/whole.xml:4:13: error: id 'redmond' of this site is taken by another element [duplicate-id]
  estate/east/whole.xml:5:25: error: id 'fe-red' of this front-end-pool is taken by another element [duplicate-id]
  [1]

Files and folders together: the files are one set, the folder has its own:

  $ lync-topo -f concise --select MED stand-alone.xml estate
  estate/a.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]

A name with an odd beginning:

  $ cp office.xml ./-q.xml; lync-topo -f concise --select MED -- -q.xml
  -q.xml:8:45: warning: mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it [mediation-standalone]
  [1]
