<!-- SPDX-License-Identifier: MIT -->
The deployment as a drawing: DOT for other programs, SVG to look at.

  $ lync-topo render --format dot office.xml
  digraph "lync-topo" {
    graph [newrank=true compound=true fontname="sans-serif" fontsize=11 label="Contoso"];
    node [fontname="sans-serif" fontsize=11];
    edge [fontname="sans-serif" fontsize=9 dir=none];
    subgraph "cluster_1" {
      id="redmond" label="site redmond" tooltip="site redmond" labeljust=l style=rounded;
      "fe-red" [id="fe-red" class="front-end-pool" shape=box style=rounded label="fe-red" tooltip="front-end-pool"];
      "med-red" [id="med-red" class="mediation-pool" shape=box style=rounded label="med-red" tooltip="mediation-pool"];
    }
    subgraph "cluster_2" {
      id="fabrikam" label="provider Fabrikam Telecom" tooltip="provider Fabrikam Telecom" labeljust=l style=rounded;
      "sbc1" [id="sbc1" class="sbc" shape=box label="sbc1" tooltip="sbc"];
    }
    ".pstn" [id=".pstn" class="pstn" shape=ellipse style=dashed label="PSTN" tooltip="pstn"];
    "med-red" -> "sbc1" [style=solid penwidth=1.6 id="t1" label="t1" tooltip="t1"];
    "med-red" -> "fe-red" [style=dotted label="" tooltip=""];
    "sbc1" -> ".pstn" [style=solid arrowhead=dot label="" tooltip=""];
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
  true
  true
  true
  true
  true
  true

A format that is not there, an input that cannot be read, more than one deployment, a place that cannot be written:

  $ lync-topo render -f png office.xml
  lync-topo: there is no format for 'png'; there are dot, svg
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
      id="fabrikam" label="provider F�`a` | ##[b]" tooltip="provider F�`a` | ##[b]" labeljust=l style=rounded;
      "sbc1" [id="sbc1" class="sbc" shape=box label="\"] evil [x=&lt;b&gt;\\ %n" tooltip="sbc"];
      "sbc2" [id="sbc2" class="sbc" shape=box label="::two�lines" tooltip="sbc"];
    }
  --
    "med-red" -> "sbc1" [style=solid penwidth=1.6 id="t1" label="t1" tooltip="t1"];
    "med-red" -> "sbc2" [style=solid penwidth=1.6 id="t2" label="t2" tooltip="t2"];
    "med-red" -> "fe-red" [style=dotted label="" tooltip=""];
  $ lync-topo render odd-names.xml -o odd.svg && xmllint --xpath "string(//*[@id='sbc1']//*[local-name()='text'])" odd.svg
  "] evil [x=<b>\ %n
  $ lync-topo render odd-names.xml | LC_ALL=C grep -c -e "$(printf '\302\233')" -e "$(printf '\342\200\256')" -e '<b>'
  0
  [1]
