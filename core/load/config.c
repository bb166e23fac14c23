/* SPDX-License-Identifier: MIT */
#include "load/config.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "load/config_content.h"
#include "load/encoding.h"
#include "load/prescan.h"
#include "load/sniff.h"

#include <string.h>

static struct span at_offset(struct source *source, uint32_t offset)
{
	return (struct span){ source, offset, offset < source->size ? offset + 1 : offset };
}

/* The folder of the file without symbolic links; "" if it cannot be told. */
static const char *folder_of(const char *path, struct arena *arena)
{
	struct str folder = path_folder(path);
	const char *named = folder.length > 0 ? arena_copy(arena, folder.text, folder.length) : ".";
	char real[FILE_MOST_PATH];

	return file_real_path(named, real) ? arena_copy(arena, real, strlen(real)) : "";
}

/* Bytes to text in config->source. */
static bool decode(struct config *config, struct file_bytes *bytes, struct config_faults *faults,
	uint32_t *ret_declaration_end)
{
	struct source *source = &config->source;
	struct text text;
	struct text_fault fault;
	enum text_status status = text_decode(bytes, &text, &fault);
	const char *limit;
	uint32_t offset;

	config->memory = text.memory;
	source->text = text.text != NULL ? text.text : "";
	source->size = (uint32_t)text.size;
	source->stored = text.stored;
	*ret_declaration_end = (uint32_t)text.declaration_end;
	if (status == TEXT_NO_MEMORY)
		return false;
	if (status == TEXT_FAULT)
		return config_complain(
			faults, at_offset(source, (uint32_t)fault.offset), "%s", fault.message);
	if (prescan_doctype(source, &offset))
		return config_complain(faults, at_offset(source, offset), XML_DOCTYPE_REFUSED);
	limit = prescan(source, &default_limits, &offset);
	if (limit != NULL)
		return config_complain(
			faults, at_offset(source, offset), "too many %s in one element", limit);
	return true;
}

static bool check_vocabulary(struct config *config, struct config_faults *faults)
{
	struct str text = { config->source.text, config->source.size };
	enum vocabulary vocabulary = sniff_vocabulary(text);

	/* What has no start tag is told of by the XML parser. */
	if (vocabulary == VOCABULARY_CONFIG || vocabulary == VOCABULARY_NONE)
		return true;
	return config_complain(faults, at_offset(&config->source, sniff_root(text)),
		"this is no configuration: the root must be <config xmlns=\"" CONFIG_NAMESPACE "\">");
}

static bool parse(
	struct config *config, uint32_t declaration_end, const char *version, struct config_faults *faults)
{
	struct config_content *content = mem_zalloc(sizeof(*content));
	struct xml_result result;

	if (content == NULL)
		return false;
	content->config = config;
	content->faults = faults;
	content->version = version;
	result = xml_parse(&config->source, declaration_end, &config_content_handler, content);
	if (result.status != XML_READ && result.status != XML_STOPPED && result.status != XML_NO_MEMORY)
		config_complain(faults, at_offset(&config->source, result.offset), "%s", result.message);
	config_content_finish(content);
	mem_free(content);
	return faults->n == 0 && !mem_ran_out();
}

bool config_read(struct store *store, const char *path, const char *version, struct config *ret,
	struct config_faults *faults)
{
	static const struct span nowhere = { NULL, 0, 0 };
	struct file_bytes bytes = { 0 };
	enum file_status status = store->read(store, path, CONFIG_MOST_BYTES, &bytes);
	uint32_t declaration_end;

	*ret = (struct config){ 0 };
	ret->source = (struct source){
		.path = arena_copy(&ret->arena, path, strlen(path)), .text = "", .is_ours = true
	};
	ret->folder = folder_of(path, &ret->arena);
	if (status == FILE_NO_MEMORY)
		return false;
	if (status == FILE_TOO_LARGE)
		return config_complain(faults, nowhere, "the configuration '%s' is larger than %d bytes",
			path, CONFIG_MOST_BYTES);
	if (status != FILE_OK)
		return config_complain(faults, nowhere, "the configuration '%s' cannot be read: %s", path,
			file_status_text(status));
	return decode(ret, &bytes, faults, &declaration_end) && check_vocabulary(ret, faults) &&
		parse(ret, declaration_end, version, faults);
}
