/* SPDX-License-Identifier: MIT */
#include "load/clixml_words.h"

#include "load/lync_ids.h"

static const char site[] = "Site:";
static const char tag[] = "Tag:";
static const char service[] = "Service:";
static const char gateway[] = "PstnGateway:";

/* Takes a prefix away, in whatever case; false if it does not stand there. */
static bool take(struct str *text, const char *prefix)
{
	size_t length = strlen(prefix);

	if (text->length < length ||
		ascii_compare_nocase((struct str){ text->text, length }, str_of(prefix)) != 0)
		return false;
	*text = (struct str){ text->text + length, text->length - length };
	return true;
}

const char *words_lower(struct arena *arena, struct str text)
{
	char *word = arena_alloc(arena, text.length + 1);

	if (word == NULL)
		return "";
	for (size_t i = 0; i < text.length; i++)
		word[i] = ascii_lower(text.text[i]);
	word[text.length] = '\0';
	return word;
}

const char *words_srtp(struct arena *arena, struct str text)
{
	if (ascii_compare_nocase(text, str_of("NotSupported")) == 0)
		return "not-supported";
	return words_lower(arena, text);
}

const char *words_route(struct arena *arena, struct str identity)
{
	take(&identity, tag);
	return lync_id_of_name(arena, "route-", identity, false);
}

const char *words_policy(struct arena *arena, struct str identity)
{
	take(&identity, tag);
	return lync_id_of_name(arena, "policy-", identity, false);
}

const char *words_usage(struct arena *arena, struct str name)
{
	return lync_id_of_name(arena, "usage-", name, false);
}

const char *words_trunk(struct arena *arena, struct str identity)
{
	take(&identity, service);
	take(&identity, gateway);
	return lync_id_of_trunk(arena, identity);
}

const char *words_network_site(struct arena *arena, struct str name)
{
	return lync_id_of_name(arena, "", name, false);
}

const char *words_scope(struct arena *arena, struct str identity)
{
	if (ascii_compare_nocase(identity, str_of("Global")) == 0)
		return "global";
	if (take(&identity, site))
		return arena_printf(arena, "site:%s", lync_id_of_name(arena, "", identity, false));
	take(&identity, service);
	if (take(&identity, gateway))
		return arena_printf(arena, "trunk:%s", lync_id_of_trunk(arena, identity));
	return NULL;
}
