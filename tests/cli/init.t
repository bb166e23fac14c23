<!-- SPDX-License-Identifier: MIT -->
A skeleton for each deployment: a topology that says what it is, and that can be read.

  $ for o in sip-trunking behind-pbx in-front-of-pbx voip-only; do
  >   lync-topo init --option $o > $o.xml || echo "$o: failed"
  >   grep -c 'xmlns="urn:lync-topo:topology:1"' $o.xml
  >   lync-topo validate --select DOC --fail-on warning $o.xml -f concise || echo "$o: not well-formed"
  >   lync-topo checklist $o.xml > /dev/null || echo "$o: no checklist"
  > done
  1
  1
  1
  1

No two of them are the same, and each is the same each time:

  $ for o in sip-trunking behind-pbx in-front-of-pbx voip-only; do md5sum < $o.xml; done | sort -u | wc -l
  4

  $ lync-topo init --option=voip-only | cmp - voip-only.xml

-o writes the same into a new file, and nothing else; - is standard output:

  $ lync-topo init --option sip-trunking -o plan.xml && cmp plan.xml sip-trunking.xml
  $ lync-topo init --option sip-trunking -o - | cmp - sip-trunking.xml
  $ lync-topo init --option behind-pbx --output=other.xml && cmp other.xml behind-pbx.xml

A plan is not overwritten, whatever it holds:

  $ lync-topo init --option voip-only -o plan.xml
  lync-topo: 'plan.xml' is there already; a plan is not overwritten
  [2]
  $ cmp plan.xml sip-trunking.xml
  $ : > empty.xml; lync-topo init --option voip-only -o empty.xml; wc -c < empty.xml
  lync-topo: 'empty.xml' is there already; a plan is not overwritten
  0

Where it cannot be written:

  $ lync-topo init --option voip-only -o nowhere/plan.xml
  lync-topo: 'nowhere/plan.xml' cannot be written* (glob)
  [4]
  $ mkdir folder; lync-topo init --option voip-only -o folder
  lync-topo: 'folder' is there already; a plan is not overwritten
  [2]

With -C the name counts from there:

  $ lync-topo -C folder init --option voip-only -o plan.xml; cmp folder/plan.xml voip-only.xml

Which one must be said, and must be there:

  $ lync-topo init
  lync-topo: which deployment? --option sip-trunking, behind-pbx, in-front-of-pbx or voip-only
  [2]
  $ lync-topo init --option hosted
  lync-topo: there is no option 'hosted'; there are sip-trunking, behind-pbx, in-front-of-pbx and voip-only
  [2]
  $ lync-topo init voip-only
  lync-topo: init has no use for 'voip-only'
  [2]
