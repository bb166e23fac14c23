/* SPDX-License-Identifier: MIT */
#include "model/consistency.h"

#include "model/describe.h"
#include "model/numbers.h"
#include "model/walk.h"

#include <inttypes.h>
#include <stdio.h>

static const char *label(struct builder *builder, const struct element *e)
{
	return describe_label(builder->topo, e, &builder->findings->arena);
}

static void check_transport(struct builder *builder)
{
	const struct topology *topo = builder->topo;
	struct walk trunks = walk_kind(topo, K_TRUNK);
	struct walk defaults = walk_kind(topo, K_TRUNK_DEFAULTS);
	const struct element *e;

	if (topo->doubtful_kinds & BIT(K_TRUNK_DEFAULTS))
		return;
	while ((e = walk_next(&defaults)) != NULL)
		if (topo_value(topo, e, A_TRANSPORT) != NULL)
			return;
	while ((e = walk_next(&trunks)) != NULL)
		if (topo_value(topo, e, A_TRANSPORT) == NULL)
			builder_fault(builder, DOC_MISSING_ATTRIBUTE, e, A_NONE, attr_name(A_TRANSPORT),
				"%s has no transport, and no trunk-defaults gives one", label(builder, e));
}

static void check_single_defaults(struct builder *builder)
{
	struct walk defaults = walk_kind(builder->topo, K_TRUNK_DEFAULTS);
	const struct element *first = walk_next(&defaults);
	const struct element *e;

	while (first != NULL && (e = walk_next(&defaults)) != NULL) {
		struct finding *finding = builder_fault(builder, DOC_CONFLICTING_FACTS, e, A_NONE, NULL,
			"a second trunk-defaults, though a document set can have only one");

		builder_relate(builder, finding, first, A_NONE, "this one counts");
	}
}

/* Two roots that give the same setting two values. */
static void check_root_attribute(struct builder *builder, const struct attr_spec *spec)
{
	const struct topology *topo = builder->topo;
	struct walk roots = walk_kind(topo, K_TOPOLOGY);
	const struct element *first = NULL;
	const struct element *e;

	while ((e = walk_next(&roots)) != NULL) {
		struct finding *finding;

		if (topo_state(topo, e, spec->attr) != STATE_KNOWN)
			continue;
		if (first == NULL) {
			first = e;
			continue;
		}
		if (topo_value(topo, first, spec->attr)->value == topo_value(topo, e, spec->attr)->value)
			continue;
		finding = builder_fault(builder, DOC_CONFLICTING_FACTS, e, spec->attr, NULL,
			"%s differs from what another file of the document set says", attr_name(spec->attr));
		builder_relate(builder, finding, first, spec->attr, "the other value, which counts");
	}
}

static void check_roots(struct builder *builder)
{
	unsigned count;
	const struct attr_spec *spec = attr_specs_of(K_TOPOLOGY, &count);

	if (topo_count(builder->topo, K_TOPOLOGY) < 2)
		return;
	for (unsigned i = 0; i < count; i++)
		if (spec[i].attr != A_ID && spec[i].attr != A_NAME)
			check_root_attribute(builder, &spec[i]);
}

static void check_user_counts(struct builder *builder)
{
	const struct topology *topo = builder->topo;
	struct walk groups = walk_kind(topo, K_USERS);
	const struct element *users;

	while ((users = walk_next(&groups)) != NULL) {
		struct str list = topo_text(topo, users, A_NUMBERS);
		struct finding *finding;
		int64_t count;
		uint64_t numbers;

		if (list.length == 0 || !topo_int(topo, users, A_COUNT, &count))
			continue;
		numbers = numbers_count(list);
		if (numbers >= (uint64_t)count)
			continue;
		finding = builder_fault(builder, DOC_CONFLICTING_FACTS, users, A_NUMBERS, NULL,
			"%s has %" PRIu64 " numbers for %" PRId64 " people", label(builder, users), numbers,
			count);
		builder_relate(builder, finding, users, A_COUNT, "the number of people");
	}
}

/* The role that a trunk states itself. */
static bool has_other_role(const struct topology *topo, const struct element *trunk)
{
	return topo_state(topo, trunk, A_ROLE) == STATE_KNOWN &&
		topo_choice(topo, trunk, A_ROLE) != ROLE_EMERGENCY;
}

static void check_emergency_roles(struct builder *builder)
{
	const struct topology *topo = builder->topo;
	struct walk emergencies = walk_kind(topo, K_EMERGENCY);
	const struct element *emergency;

	while ((emergency = walk_next(&emergencies)) != NULL) {
		struct refs trunks = topo_refs(topo, emergency, A_TRUNKS);

		for (uint32_t i = 0; i < trunks.n; i++) {
			const struct element *trunk = refs_nth(trunks, i);
			struct finding *finding;

			if (!has_other_role(topo, trunk))
				continue;
			finding = builder_fault(builder, DOC_CONFLICTING_FACTS, trunk, A_ROLE, NULL,
				"role of %s is not emergency, but emergency calls are sent over it",
				label(builder, trunk));
			builder_relate(
				builder, finding, emergency, A_TRUNKS, "emergency calls use the trunk");
		}
	}
}

/*
 * Normal, but who hands the file to this program should know. A topology of the product is whole by itself and states
 * it; in a plan that people write the Mediation Server may be still to come.
 */
static void tell_of_no_mediation_server(struct builder *builder)
{
	const struct topology *topo = builder->topo;
	const struct element *root = topo_count(topo, K_TOPOLOGY) > 0 ?
		topo_root_with(topo, A_MEDIATION_SERVER) :
		NULL;

	if (root != NULL && topo_bool(topo, root, A_MEDIATION_SERVER) == TRI_FALSE &&
		topo_count(topo, K_MEDIATION_POOL) == 0 &&
		topo_count(topo, K_SURVIVABLE_BRANCH_APPLIANCE) == 0)
		builder_fault(builder, DOC_NO_MEDIATION_SERVER, root, A_NONE, NULL,
			"there is no Mediation Server in this topology, so there is nothing to say about trunks and the PSTN");
}

void consistency_report(struct builder *builder)
{
	tell_of_no_mediation_server(builder);
	check_transport(builder);
	check_single_defaults(builder);
	check_roots(builder);
	check_user_counts(builder);
	check_emergency_roles(builder);
}
