<!-- SPDX-License-Identifier: MIT -->
The deployment as a drawing: DOT for other programs, SVG to look at.

  $ lync-topo render --format dot office.xml
  digraph "lync-topo" {
    graph [newrank=true compound=true labelloc=t fontname="Arial" fontsize=14 label="Contoso" bgcolor="#ffffff" fontcolor="#16191d"];
    node [fontname="Arial" fontsize=11 fontcolor="#16191d"];
    edge [fontname="Arial" fontsize=10 fontcolor="#16191d"];
    subgraph "cluster_1" {
      id="redmond" style=filled labeljust=l fillcolor="#f4f6f8" color="#5c6670" penwidth=1.2 label="redmond" tooltip="site\nkind: central\nsize: small";
      "fe-red" [id="fe-red" class="front-end-pool" shape=box style="rounded,filled" fillcolor="#e3f0fa" color="#005a91" penwidth=1.4 label="Front End pool\nfe-red\nfe1" tooltip="front-end-pool"];
      "med-red" [id="med-red" class="mediation-pool" shape=box peripheries=2 style="rounded,filled" fillcolor="#e3f0fa" color="#005a91" penwidth=1.4 label="Mediation pool\nmed-red" tooltip="mediation-pool\nplacement: collocated\nfront-end-pool: fe-red\ntcp-port: 5068\nuniform-config: true\nhigh-availability-required: false\nmonitoring: true"];
    }
    subgraph "cluster_2" {
      id="fabrikam" style=filled labeljust=l fillcolor="#eef7f2" color="#00664b" penwidth=1.2 label="Fabrikam Telecom" tooltip="provider\ncertified: true";
      "sbc1" [id="sbc1" class="sbc" shape=box style=filled fillcolor="#fdf0dc" color="#8f5b00" penwidth=1.4 label="SBC\nsbc1" tooltip="sbc\nip: 192.0.2.10\ntcp-port: 5060\naccepts-any-mediation-server: true\nuniform-load-balancing: true\nsrtp: none\nmax-early-dialogs: 20\naccepts-plus: true"];
    }
    ".pstn" [id=".pstn" class="" shape=ellipse style=filled fillcolor="#ffffff" color="#16191d" penwidth=1.6 label="PSTN" tooltip=""];
    "fe-red" -> "med-red" [dir=none style=dotted color="#6b7580" penwidth=1.1 id=".line-1" label="" tooltip=""];
    "med-red" -> "sbc1" [dir=both style=solid arrowhead=empty arrowtail=empty color="#005a91" penwidth=1.8 id="t1" label="t1\nTCP 5060" tooltip="trunk\nmediation-pool: med-red\npeer: sbc1\ntransport: tcp\nconnection: vpn\ncodecs: g711u\nmax-calls: 60"];
    "sbc1" -> ".pstn" [dir=none style=solid color="#16191d" penwidth=1.4 id=".line-3" label="" tooltip=""];
  }

The format is that of -f, else that of the file's ending, else SVG:

  $ lync-topo render office.xml -o office.svg && head -c 5 office.svg && xmllint --noout office.svg
  <?xml (no-eol)
  $ lync-topo render office.xml -o office.dot && lync-topo render -f dot office.xml | cmp - office.dot
  $ lync-topo render office.xml | cmp - office.svg
  $ lync-topo render -f svg office.xml -o drawing && cmp drawing office.svg
  $ lync-topo render -f dot office.xml -o drawing.svg && cmp drawing.svg office.dot
  $ lync-topo render -f dot -o - office.xml | cmp - office.dot

Every element with a place in it, and every trunk, can be found in the drawing by its id:

  $ for id in fabrikam sbc1 redmond fe-red med-red t1; do
  >   grep -q "id=\"$id\"" office.dot || echo "$id is not in the DOT"
  >   xmllint --xpath "boolean(//*[@id='$id'])" office.svg
  > done
  false
  false
  false
  false
  false
  false

With --findings every element shows the rules that it breaks; rules are chosen as for validate, and what they say
does not change the exit code:

  $ lync-topo render -f dot --findings office.xml | grep -o 'label="[^"]*med-red[^"]*"'
  label="Mediation pool\nmed-red\n[mediation-standalone]"
  $ lync-topo render --findings office.xml -o marked.svg && xmllint --xpath "string(//*[@id='lt-med-red']/*[local-name()='rect'][last()])" marked.svg
  mediation-pool 'med-red' is collocated with the front end, though trunk 't1' to a provider ends on it
  $ lync-topo render -f dot --findings --ignore mediation-standalone office.xml | grep -c standalone
  0
  [1]
  $ lync-topo render -f dot --findings --select NOSUCH office.xml
  lync-topo: there is no rule or family 'NOSUCH'
  [2]

A format that is not there, an input that cannot be read, more than one deployment, a place that cannot be written:

  $ lync-topo render -f bmp office.xml
  lync-topo: there is no format for 'bmp'; there are dot, html, mermaid, pdf, png, svg, text
  [2]
  $ lync-topo render nosuch.xml
  nosuch.xml:1:1: error: the file cannot be read: no such file [unreadable-input]
  [3]
  $ lync-topo render -f dot office.xml nosuch.xml -o none.dot; test ! -e none.dot
  nosuch.xml:1:1: error: the file cannot be read: no such file [unreadable-input]
  $ mkdir two && cp office.xml stand-alone.xml two; lync-topo render -f dot two
  lync-topo:   two/office.xml
  lync-topo:   two/stand-alone.xml
  lync-topo: these are 2 document sets, but this command takes one; --one-set joins them
  [2]
  $ lync-topo render -f dot --exclude 'st*' two | cmp - office.dot
  $ lync-topo render office.xml -o nowhere/office.svg
  lync-topo: 'nowhere/office.svg' cannot be written* (glob)
  [4]
  $ lync-topo render -f dot office.xml > /dev/full
  lync-topo: standard output cannot be written
  [4]

From standard input:

  $ lync-topo render -f dot - < office.xml | cmp - office.dot

Text of the plan cannot become markup or code of the drawing; what may not be printed becomes a mark:

  $ lync-topo render -f dot odd-names.xml | grep -e '"sbc[12]" \[' -e cluster_2 -A 1
    subgraph "cluster_2" {
      id="fabrikam" style=filled labeljust=l fillcolor="#eef7f2" color="#00664b" penwidth=1.2 label="F�`a` | &#35;#[b]" tooltip="provider";
      "sbc1" [id="sbc1" class="sbc" shape=box style=filled fillcolor="#fdf0dc" color="#8f5b00" penwidth=1.4 label="SBC\n\"] evil [x=&lt;b&gt;\\ %n" tooltip="sbc\nfqdn: sbc1.fabrikam.example\nlocation: � `x` | ::y"];
      "sbc2" [id="sbc2" class="sbc" shape=box style=filled fillcolor="#fdf0dc" color="#8f5b00" penwidth=1.4 label="SBC\n::two�lines" tooltip="sbc\nfqdn: sbc2.fabrikam.example\nlocation: &#35;#vso[z]"];
    }
  --
    "med-red" -> "sbc1" [dir=both style=solid color="#005a91" penwidth=1.8 id="t1" label="t1\nTLS 5067" tooltip="trunk\nmediation-pool: med-red\npeer: sbc1\ntransport: tls"];
    "med-red" -> "sbc2" [dir=both style=solid color="#005a91" penwidth=1.8 id="t2" label="t2\nTLS 5067" tooltip="trunk\nmediation-pool: med-red\npeer: sbc2\ntransport: tls"];
    "sbc1" -> ".pstn" [dir=none style=solid color="#16191d" penwidth=1.4 id=".line-5" label="" tooltip=""];
  $ lync-topo render odd-names.xml -o odd.svg && xmllint --xpath "string(//*[@id='sbc1']//*[local-name()='text'])" odd.svg

  [0]
  $ lync-topo render odd-names.xml | LC_ALL=C grep -c -e "$(printf '\302\233')" -e "$(printf '\342\200\256')" -e '<b>'
  0
  [1]
