/* SPDX-License-Identifier: MIT */
#include "model/tunnels.h"

struct encapsulation tunnel_encapsulation(const struct topology *topo, const struct element *tunnel)
{
	return (struct encapsulation){
		.gre = topo_choice(topo, tunnel, A_ENCAPSULATION) == ENCAPSULATION_GRE,
		.cipher = topo_text(topo, tunnel, A_CIPHER),
	};
}

struct str tunnel_required_ports(const struct topology *topo, const struct element *tunnel)
{
	struct str cipher = topo_text(topo, tunnel, A_CIPHER);

	if (topo_value(topo, tunnel, A_REQUIRES_PORTS) != NULL)
		return topo_text(topo, tunnel, A_REQUIRES_PORTS);
	switch (topo_choice(topo, tunnel, A_ENCAPSULATION)) {
	case ENCAPSULATION_IPSEC:
		return str_of("udp/500 udp/4500 esp");
	case ENCAPSULATION_GRE:
		return str_of(
			str_is_blank(cipher) || str_is(cipher, "none") ? "gre" : "udp/500 udp/4500 esp gre");
	default:
		return str_of("");
	}
}
