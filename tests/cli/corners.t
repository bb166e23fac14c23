<!-- SPDX-License-Identifier: MIT -->
Corners of the contract of the command line.

A message names a thing by its name, else its fqdn, else its id, in whatever order the attributes stand:

  $ echo '<topology xmlns="urn:lync-topo:topology:1"><site kind="x" id="a" name="Redmond"/></topology>' > name.xml
  $ lync-topo -f concise name.xml
  name.xml:1:56: error: kind of site 'Redmond' is 'x', which is not one of central, branch [bad-value]
  [1]

A file is read once and listed once, however many sets include it:

  $ mkdir twice && cp branch.xml twice && cp whole.xml twice/a.xml && cp whole.xml twice/b.xml
  $ lync-topo -f json --select DOC twice | sed -n '1s/.*"inputs"/"inputs"/p'
  "inputs":["twice/a.xml","twice/b.xml","twice/branch.xml"],

The path of a finding leads to the element that it is about, also where the language does not know that element:

  $ lync-topo -f json slips.xml | grep '"DOC004"' | grep -o '"path":"[^"]*'
  "path":"/topology/site[@id='redmond']/medation-pool

Standard output carries results only: without arguments the help is the explanation of an error.

  $ lync-topo 2> /dev/null | wc -c
  0
  $ lync-topo > /dev/null 2>&1
  [2]

The format of a drawing follows --format, else the ending of the file; an ending that no format has is refused, as
-f bmp is, rather than filled with another format:

  $ lync-topo render office.xml -o office.bmp 2> /dev/null
  [2]
  $ test ! -e office.bmp

Words and options that a command has no use for are wrong usage everywhere:

  $ lync-topo version office.xml > /dev/null 2>&1
  [2]
  $ lync-topo help validate explain > /dev/null 2>&1
  [2]
  $ lync-topo init --option voip-only office.xml > /dev/null 2>&1
  [2]
  $ lync-topo schema validate -f markdown > /dev/null 2>&1
  [2]
  $ lync-topo rules --coverage -f json > /dev/null 2>&1
  [2]
  $ lync-topo rules --figures -f json > /dev/null 2>&1
  [2]

So is a file without a name; nothing was tried that could have failed:

  $ lync-topo -f json= office.xml > /dev/null 2>&1
  [2]

Q-H2, how to set up the provider's high availability, is closed by the answer; while nobody has answered it, HAV002
says so:

  $ sed 's/name="Fabrikam Telecom"/& high-availability="true" failover-procedure="second SBC"/' office.xml > closed.xml
  $ lync-topo checklist --all --select HAV002 closed.xml | grep -A1 Q-H2
    [x] Q-H2   provider 'Fabrikam Telecom': what is the procedure for setting up the provider's high availability?
                 failover-procedure = second SBC

JSON on standard output is a log, too, where a build agent looks for commands anywhere in a line and a terminal obeys
bidi controls; JSON can write both as \u escapes:

  $ printf '<topology xmlns="urn:lync-topo:topology:1"><site id="a" kind="##vso[x] &#x202e;"/></topology>' > bad.xml
  $ lync-topo -f json bad.xml > odd.json
  [1]
  $ LC_ALL=C grep -c -e '##vso\[' -e "$(printf '\342\200\256')" odd.json
  0
  [1]
