/* SPDX-License-Identifier: MIT */
#include "ages.h"

#include "base/mem.h"
#include "load/config.h"
#include "turned_off.h"
#include "version.h"

#include <string.h>

enum {
	MEGABYTE = 1 << 20,
};

static bool is_there(struct old_side *old, const char *path)
{
	struct file_identity identity;
	struct store *store = old_side_store(old);

	return store->kind(store, path, true, &identity) != FILE_KIND_NONE;
}

/* Of today's configuration; reads the old one. */
static enum age read_config(const char *today, struct pipeline *now, struct old_side *old)
{
	struct config_faults faults = { 0 };
	const char *path = old_side_name(old, now, today);
	enum age age = AGE_UNKNOWN;

	if (path != NULL && !is_there(old, path))
		age = AGE_NEW;
	else if (path != NULL &&
		config_read(old_side_store(old), path, LYNC_TOPO_VERSION, &old->config, &faults))
		age = AGE_OLD;
	config_faults_release(&faults);
	return age;
}

static bool says_the_same(const struct setting *a, const struct setting *b)
{
	return strcmp(a->kind, b->kind) == 0 && strcmp(a->what, b->what) == 0 &&
		strcmp(a->value, b->value) == 0;
}

/* What stands on the command line stands there for both sides. */
static void find_settings(struct turned_off *off, struct turned_off *before, bool known)
{
	for (uint32_t i = 0; i < off->n_setting; i++) {
		struct setting *setting = &off->setting[i];

		setting->age = setting->at.source == NULL ? AGE_OLD : known ? AGE_NEW : AGE_UNKNOWN;
		for (uint32_t k = 0; k < before->n_setting && setting->age == AGE_NEW; k++) {
			/* Each of the old ones is the same as one of today's at most. */
			if (before->setting[k].age != AGE_UNKNOWN ||
				!says_the_same(setting, &before->setting[k]))
				continue;
			before->setting[k].age = AGE_OLD;
			setting->age = AGE_OLD;
		}
	}
}

/* What was, and is no more, may have made the rules stricter. Takes the settings out of *before. */
static void find_gone(struct turned_off *off, struct turned_off *before)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < before->n_setting; i++)
		if (before->setting[i].age == AGE_UNKNOWN)
			before->setting[n++] = before->setting[i];
	off->gone = before->setting;
	off->n_gone = n;
	before->setting = NULL;
}

static struct str text_of(const struct span *at)
{
	return (struct str){ at->source->text + at->start, at->end - at->start };
}

/* Suppressions of the old side; each is the same as one of today's at most. */
struct old_suppressions {
	const struct suppression *const *in_plans;
	uint32_t n_in_plans;
	const struct config *config;
	bool *used; /* those in plans, then those of the configuration */
};

static bool take(bool *used, bool same)
{
	bool taken = same && !*used;

	*used |= taken;
	return taken;
}

static bool was_there(const struct old_suppressions *before, const struct suppression *suppression)
{
	struct str text = text_of(&suppression->at);
	bool *used = before->used + before->n_in_plans;

	for (uint32_t i = 0; suppression->central && i < before->config->n_suppression; i++)
		if (take(&used[i], str_equal(text, text_of(&before->config->suppression[i].at))))
			return true;
	for (uint32_t i = 0; !suppression->central && i < before->n_in_plans; i++) {
		const struct suppression *other = before->in_plans[i];

		if (take(&before->used[i],
			    !other->central && strcmp(other->covers, suppression->covers) == 0 &&
				    str_equal(text, text_of(&other->at))))
			return true;
	}
	return false;
}

static void find_suppressions(struct turned_off *off, struct old_side *old, enum age config_age)
{
	struct old_suppressions before = { .config = &old->config };

	before.in_plans = suppress_list(&old->pipeline.suppressor, &before.n_in_plans);
	before.used = mem_zalloc((size_t)before.n_in_plans + old->config.n_suppression + 1);
	off->suppression_age = mem_zalloc(((size_t)off->n_suppression + 1) * sizeof(*off->suppression_age));
	for (uint32_t i = 0; before.used != NULL && off->suppression_age != NULL && i < off->n_suppression;
		i++)
		if (!off->suppression[i]->central || config_age != AGE_UNKNOWN)
			off->suppression_age[i] = was_there(&before, off->suppression[i]) ? AGE_OLD : AGE_NEW;
	mem_free(before.used);
}

static void find_baseline(struct turned_off *off, struct pipeline *now, struct old_side *old)
{
	const char *path = off->baseline != NULL ? old_side_name(old, now, off->baseline->file) : NULL;
	struct baseline before = { 0 };
	struct buf error = { 0 };

	if (path != NULL &&
		(!is_there(old, path) ||
			baseline_read(old_side_store(old), path, (size_t)now->limits.baseline_mb * MEGABYTE,
				&before, &error))) {
		off->n_baseline_added = baseline_added(off->baseline, &before);
		off->baseline_age = off->n_baseline_added > 0 ? AGE_NEW : AGE_OLD;
	}
	buf_release(&error);
	baseline_release(&before);
}

void ages_find(struct turned_off *off, struct pipeline *now, struct old_side *old)
{
	struct turned_off before = { 0 };

	if (off->config != NULL)
		off->config_age = read_config(off->config, now, old);
	if (off->config_age == AGE_OLD)
		before = turned_off_of_config(now, &old->config);
	find_settings(off, &before, off->config_age != AGE_UNKNOWN);
	find_gone(off, &before);
	find_suppressions(off, old, off->config_age);
	find_baseline(off, now, old);
	turned_off_release(&before);
}
