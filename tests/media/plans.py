# SPDX-License-Identifier: MIT
"""Small deployments for the media of calls: a VPN trunk, and a branch with a centre."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
TOPOLOGY = f'{HEAD}<topology xmlns="urn:lync-topo:topology:1" '
SCENARIO = f'{HEAD}<scenario xmlns="urn:lync-topo:scenario:1">'
OUTSIDE = "+12065550123"


def vpn(tunnel, connection=""):
    """Enterprise Voice over a VPN to a provider; attributes of the tunnel and of its connection as given."""
    return f"""{TOPOLOGY} name="VPN">
  <provider id="itsp">
    <sbc id="sbc" fqdn="sbc.example" ip="192.0.2.10" tcp-port="5060"/>
    <vpn-router id="far" external-ip="8.8.4.1"/>
  </provider>
  <site id="home" kind="central" country="US">
    <front-end-pool id="fe" fqdn="fe.example"/>
    <mediation-pool id="med" fqdn="med.example" placement="stand-alone" front-end-pool="fe" tcp-port="5068">
      <server id="med1" fqdn="med1.example"><interface id="med1-out" side="external" ip="172.16.9.2/29"/></server>
    </mediation-pool>
    <vpn-router id="near" zone="perimeter" external-ip="8.8.8.1" internal-ip="172.16.9.1"/>
    <vlan id="inside" tag="909" members="med1-out near"/>
    <vlan id="outside" tag="910" members="near"/>
    <users id="sales" count="120" telephony="enterprise-voice" numbers="+14255550100-0199" voice-policy="vp"/>
  </site>
  <connection id="internet" kind="vpn" site="home" provider="itsp" {connection}>
    <tunnel id="tun" enterprise-end="near" provider-end="far" vlan="outside" {tunnel}/>
  </connection>
  <trunk id="t" mediation-pool="med" peer="sbc" transport="tcp" connection="internet" role="pstn" codecs="g711u"/>
  <pstn-usage id="us"/>
  <voice-route id="r" pattern="^\\+1\\d{{10}}$" trunks="t" usages="us" priority="0"/>
  <voice-policy id="vp" usages="us"/>
</topology>
"""


def branch(root="", trunk_bypass="true", limits='audio-total-kbps="2000" audio-session-kbps="200"', wan="", gateway="branch",
           branch_policy='bandwidth-policy="thin"', extra="", users="", rest=""):
    """A branch with people, a centre with the Mediation Server, and a gateway at one of them."""
    address = {"branch": "10.1.5.11", "centre": "10.0.5.11"}[gateway]
    box = f'<gateway id="gw" kind="pstn-gateway" fqdn="gw.example" ip="{address}" media-bypass-supported="true">' \
          '<number-route pattern="^\\+1(425|509)55501\\d{2}$" to="t"/>' \
          '<number-route pattern="^\\+\\d+$" to="line"/></gateway>'
    boxes = {"branch": "", "centre": "", gateway: box}
    return f"""{TOPOLOGY} name="Branch" {root}>
  <site id="centre" kind="central" country="US">
    <front-end-pool id="fe" fqdn="fe.example"/>
    <mediation-pool id="med" fqdn="med.example" placement="stand-alone" front-end-pool="fe" tcp-port="5068">
      <server id="med1" fqdn="med1.example" ip="10.0.0.21"/>
    </mediation-pool>
    {boxes["centre"]}
    <users id="head" count="50" telephony="enterprise-voice" numbers="+14255550100-0149" client="lync-2013"
           voice-policy="vp" subnet="10.0.10.0/24" {users}/>
    {extra}
  </site>
  <site id="branch" kind="branch" central-site="centre" country="US">
    {boxes["branch"]}
    <users id="shop" count="50" telephony="enterprise-voice" numbers="+15095550100-0149" client="lync-2013"
           voice-policy="vp" front-end-pool="fe" subnet="10.1.10.0/24"/>
  </site>
  <wan-link id="wan" between="centre branch" bandwidth-kbps="2000" constrained="true" {wan}/>
  <pstn-line id="line" ends-on="gw" kind="pri" numbers="+14255550100-0149 +15095550100-0149"/>
  <trunk id="t" mediation-pool="med" peer="gw" transport="tcp" role="pstn" codecs="g711u"/>
  <trunk-config scope="global" media-bypass="{trunk_bypass}"/>
  <pstn-usage id="us"/>
  <voice-route id="r" pattern="^\\+\\d{{7,15}}$" trunks="t" usages="us" priority="0"/>
  {'' if 'id="vp"' in rest else '<voice-policy id="vp" usages="us"/>'}
  <bandwidth-policy id="thin" {limits}/>
  <network-region id="nr" central-site="centre"/>
  <network-site id="ns-c" region="nr" site="centre">
    <subnet address="10.0.0.0/24"/><subnet address="10.0.5.0/24"/><subnet address="10.0.10.0/24"/>
  </network-site>
  <network-site id="ns-b" region="nr" site="branch" {branch_policy}>
    <subnet address="10.1.5.0/24"/><subnet address="10.1.10.0/24"/>
  </network-site>
  {rest}
</topology>
"""


def calls(n, who="sales", to=OUTSIDE, **more):
    """n calls that are up together."""
    extra = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return SCENARIO + "".join(f'<call id="c{i}" from="{who}" to="{to}"{extra}/>' for i in range(n)) + "</scenario>\n"
