/* SPDX-License-Identifier: MIT */
/* Values of the product's files that cannot be right. What the model can tell is left to it and its rules. */
#include "base/number.h"
#include "load/lync.h"

#include <string.h>

static void check_variables(struct lync *lync)
{
	for (uint32_t i = 0; i < lync->n_variable; i++) {
		const struct lync_variable *variable = &lync->variable[i];
		const char *value = lync_quoted(lync, variable->value.text);
		const char *more = variable->times > 1 ?
			LYNC_TELL(lync, " (here and in %u more place%s)", (unsigned)variable->times - 1,
				variable->times > 2 ? "s" : "") :
			"";

		lync_fault(lync, DOC_BAD_VALUE,
			(struct span){ lync->source, variable->value.start, variable->value.end }, value, "$",
			LYNC_TELL(lync, "%s holds a variable that nobody replaced%s", value, more));
	}
}

/* A port number or a count of ports. Values with a variable in them have been told of. */
static bool is_whole(struct str text, uint64_t *ret)
{
	return text.text != NULL && number_parse_whole(text, 65535, ret) && *ret > 0;
}

static void check_port(struct lync *lync, const struct lync_port *port)
{
	const char *label = lync_service_label(lync, port->service);
	uint64_t first = 0;
	uint64_t count = 1;

	if (lync_has_variable(&port->port) || lync_has_variable(&port->range))
		return;
	if (port->port.text.text == NULL) {
		lync_fault(lync, DOC_MISSING_ATTRIBUTE, lync_tag_span(lync, port->tag), label,
			LYNC_TELL(lync, "Port %.*s", STR_ARG(port->usage.text)),
			LYNC_TELL(lync, "a port of %s (%s) has no Port", label,
				lync_quoted(lync, port->usage.text)));
		return;
	}
	if (!is_whole(port->port.text, &first)) {
		lync_fault(lync, DOC_BAD_VALUE, lync_value_span(lync, &port->port, port->tag), label,
			LYNC_TELL(lync, "Port %.*s", STR_ARG(port->usage.text)),
			LYNC_TELL(lync, "Port of %s is %s, which is not a whole number from 1 to 65535",
				label, lync_quoted(lync, port->port.text)));
		return;
	}
	if (port->range.text.text == NULL)
		return;
	if (!is_whole(port->range.text, &count))
		lync_fault(lync, DOC_BAD_VALUE, lync_value_span(lync, &port->range, port->tag), label,
			LYNC_TELL(lync, "Range %.*s", STR_ARG(port->usage.text)),
			LYNC_TELL(lync, "Range of %s is %s, which is not a whole number from 1 to 65535",
				label, lync_quoted(lync, port->range.text)));
	else if (first + count - 1 > 65535)
		lync_fault(lync, DOC_BAD_VALUE, lync_value_span(lync, &port->range, port->tag), label,
			LYNC_TELL(lync, "Range %.*s", STR_ARG(port->usage.text)),
			LYNC_TELL(lync, "Range of %s is %s ports from %u on, which leads beyond port 65535",
				label, lync_quoted(lync, port->range.text), (unsigned)first));
}

/* Of two machines only one can have a name or an address. */
static void check_machines(struct lync *lync)
{
	uint32_t first;

	for (uint32_t i = 0; i < lync->n_machine; i++) {
		struct lync_machine *machine = &lync->machine[i];

		if (machine->fqdn.text.length == 0 ||
			lync_note(lync, LYNC_KEY_MACHINE, machine->fqdn.text, i, &first))
			continue;
		machine->is_repeated = true;
		lync_fault(lync, DOC_DUPLICATE_ID, lync_value_span(lync, &machine->fqdn, machine->tag),
			LYNC_TELL(lync, "%.*s", STR_ARG(machine->fqdn.text)), "machine",
			LYNC_TELL(lync, "machine %s stands in %s and %sin %s",
				lync_quoted(lync, machine->fqdn.text),
				lync_cluster_label(lync, lync->machine[first].cluster),
				machine->cluster == lync->machine[first].cluster ? "again " : "",
				lync_cluster_label(lync, machine->cluster)));
	}
}

/* A machine of it has been told of. */
static bool has_repeated_machine(const struct lync *lync, const struct lync_cluster *cluster)
{
	for (uint32_t i = 0; i < cluster->n_machines; i++)
		if (lync->machine[cluster->first_machine + i].is_repeated)
			return true;
	return false;
}

/* A cluster may have the name of a machine of its own, and of no other. */
static void check_cluster_names(struct lync *lync)
{
	for (uint32_t i = 0; i < lync->n_cluster; i++) {
		struct lync_cluster *cluster = &lync->cluster[i];
		uint32_t machine = lync_find(lync, LYNC_KEY_MACHINE, cluster->fqdn.text);

		if (cluster->is_repeated || machine == LYNC_NOTHING || lync->machine[machine].cluster == i ||
			lync->cluster[lync->machine[machine].cluster].is_repeated)
			continue;
		cluster->is_repeated = true;
		if (!has_repeated_machine(lync, cluster))
			lync_fault(lync, DOC_DUPLICATE_ID,
				lync_value_span(lync, &cluster->fqdn, cluster->tag),
				lync_cluster_label(lync, i), "machine",
				LYNC_TELL(lync, "%s has the name of a machine in %s",
					lync_cluster_label(lync, i),
					lync_cluster_label(lync, lync->machine[machine].cluster)));
	}
}

static void check_addresses(struct lync *lync)
{
	uint32_t first;

	for (uint32_t i = 0; i < lync->n_interface; i++) {
		const struct lync_interface *interface = &lync->interface[i];
		uint32_t owner;

		if (interface->ip.text.length == 0 || lync_is_any_address(interface->ip.text) ||
			lync_note(lync, LYNC_KEY_ADDRESS, interface->ip.text, i, &first))
			continue;
		owner = lync->interface[first].machine;
		if (owner == interface->machine)
			continue;
		lync_fault(lync, DOC_CONFLICTING_FACTS, lync_value_span(lync, &interface->ip, interface->tag),
			lync_cluster_label(lync, lync->machine[interface->machine].cluster), "IPAddress",
			LYNC_TELL(lync, "two machines have the address %s: one in %s and one in %s",
				lync_quoted(lync, interface->ip.text),
				lync_cluster_label(lync, lync->machine[owner].cluster),
				lync_cluster_label(lync, lync->machine[interface->machine].cluster)));
	}
}

/* A gateway's service that depends on nothing is no trunk: it has nobody to talk to. */
static void check_gateway_services(struct lync *lync)
{
	for (uint32_t i = 0; i < lync->n_service; i++) {
		const char *label = lync_service_label(lync, i);

		if (lync->service[i].role == LYNC_GATEWAY && lync->service[i].n_dependencies == 0)
			lync_fault(lync, DOC_MISSING_ATTRIBUTE, lync_tag_span(lync, lync->service[i].tag),
				label, "DependsOn",
				LYNC_TELL(lync, "%s depends on no Mediation Server, but a trunk needs one",
					label));
	}
}

/* A gateway's service must depend on a Mediation Server. */
static void check_gateway_dependencies(struct lync *lync)
{
	for (uint32_t i = 0; i < lync->n_dependency; i++) {
		const struct lync_dependency *dependency = &lync->dependency[i];
		const char *label;

		if (dependency->on == LYNC_NOTHING ||
			lync->service[dependency->service].role != LYNC_GATEWAY ||
			lync->service[dependency->on].role == LYNC_MEDIATION)
			continue;
		label = lync_service_label(lync, dependency->service);
		lync_fault(lync, DOC_WRONG_KIND_OF_REFERENCE,
			(struct span){ lync->source, dependency->start, dependency->end }, label, "DependsOn",
			LYNC_TELL(lync, "%s depends on %s, but a trunk needs a Mediation Server", label,
				lync_service_label(lync, dependency->on)));
	}
}

static void check_mediation_port(struct lync *lync, uint32_t number)
{
	const struct lync_service *service = &lync->service[number];
	uint64_t port;

	if (service->mediation_port.text.text == NULL || lync_has_variable(&service->mediation_port) ||
		is_whole(service->mediation_port.text, &port))
		return;
	lync_fault(lync, DOC_BAD_VALUE, lync_value_span(lync, &service->mediation_port, service->tag),
		lync_service_label(lync, number), "MediationServerPort",
		LYNC_TELL(lync,
			"MediationServerPort of %s is %s, which is not a whole number from 1 to 65535",
			lync_service_label(lync, number), lync_quoted(lync, service->mediation_port.text)));
}

static bool is_same_range(const struct lync_port *a, const struct lync_port *b)
{
	return str_equal(a->port.text, b->port.text) && str_equal(a->range.text, b->range.text);
}

/* A Mediation Server has one range for audio (Set-CsMediationServer). */
static void check_audio_ranges(struct lync *lync, uint32_t number)
{
	const struct lync_service *service = &lync->service[number];
	const struct lync_port *first = NULL;

	if (service->role != LYNC_MEDIATION)
		return;
	for (uint32_t i = service->first_port; i < service->first_port + service->n_ports; i++) {
		const struct lync_port *port = &lync->port[i];

		if (!str_is(port->usage.text, "AudioCommunication"))
			continue;
		if (first == NULL)
			first = port;
		else if (!is_same_range(first, port))
			lync_fault(lync, DOC_CONFLICTING_FACTS, lync_value_span(lync, &port->port, port->tag),
				lync_service_label(lync, number), "Port AudioCommunication",
				LYNC_TELL(lync,
					"%s has several ranges of ports for audio, and there may be one: the first counts, from %s on",
					lync_service_label(lync, number),
					lync_quoted(lync, first->port.text)));
	}
}

void lync_check_values(struct lync *lync)
{
	check_variables(lync);
	for (uint32_t i = 0; i < lync->n_port; i++)
		check_port(lync, &lync->port[i]);
	check_machines(lync);
	check_cluster_names(lync);
	check_addresses(lync);
	check_gateway_services(lync);
	check_gateway_dependencies(lync);
	for (uint32_t i = 0; i < lync->n_service; i++) {
		check_mediation_port(lync, i);
		check_audio_ranges(lync, i);
	}
}
