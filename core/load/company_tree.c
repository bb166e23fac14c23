/* SPDX-License-Identifier: MIT */
#include "load/company_tree.h"

#include "base/mem.h"
#include "load/libxml.h"
#include "model/describe.h"

#include <libxml/valid.h>
#include <libxml/xpath.h>
#include <string.h>

/* A tree while it is made. */
struct making {
	const struct topology *topo;
	xmlDoc *document;
	xmlNode **node; /* by element; NULL: left out */
	struct arena scratch;
};

/* What cannot be understood is there as it is written. */
static const char *value_text(struct making *making, const struct element *e, const struct value *value)
{
	struct span at;

	if (!(value->flags & VALUE_BROKEN))
		return describe_value(making->topo, e, value->attr, &making->scratch);
	at = describe_place(making->topo, e, value->attr);
	return arena_copy(&making->scratch, at.source->text + at.start, at.end - at.start);
}

/* libxml2 keeps what we give it as a pointer to something that may change; it changes nothing. */
static void remember(void **place, const void *what)
{
	memcpy(place, &what, sizeof(what));
}

static void remember_attr(void **place, enum attr attr)
{
	uintptr_t number = (uintptr_t)attr;

	memcpy(place, &number, sizeof(number));
}

/* An attribute remembers its element, too: the root has some of other files' roots. */
static bool add_attribute(
	struct making *making, xmlNode *node, const struct element *e, enum attr attr, const char *text)
{
	xmlAttr *made;

	if (xmlHasProp(node, (const xmlChar *)attr_name(attr)) != NULL)
		return true;
	made = xmlNewProp(node, (const xmlChar *)attr_name(attr), (const xmlChar *)text);
	if (made == NULL)
		return false;
	remember_attr(&made->_private, attr);
	remember(&made->psvi, e);
	if (attr == A_ID)
		xmlAddID(NULL, making->document, (const xmlChar *)text, made);
	return true;
}

static bool add_attributes(struct making *making, xmlNode *node, const struct element *e)
{
	bool good = true;

	arena_clear(&making->scratch);
	if (e->id != SYMBOL_NONE)
		good = add_attribute(making, node, e, A_ID, topo_id(making->topo, e));
	for (uint32_t i = e->values; good && i < e->values + e->n_values; i++)
		good = add_attribute(making, node, e, making->topo->value[i].attr,
			value_text(making, e, &making->topo->value[i]));
	return good;
}

static xmlNode *add_root(struct making *making, const struct element *e)
{
	xmlNode *root = xmlDocGetRootElement(making->document);

	if (root != NULL)
		return root;
	root = xmlNewDocNode(making->document, NULL, (const xmlChar *)kind_name(e->kind), NULL);
	if (root != NULL) {
		remember(&root->_private, e);
		xmlDocSetRootElement(making->document, root);
	}
	return root;
}

static xmlNode *add_child(struct making *making, xmlNode *parent, const struct element *e)
{
	xmlNode *node = xmlNewDocNode(making->document, NULL, (const xmlChar *)kind_name(e->kind), NULL);

	if (node == NULL)
		return NULL;
	remember(&node->_private, e);
	return xmlAddChild(parent, node);
}

static bool add_element(struct making *making, uint32_t index)
{
	const struct element *e = &making->topo->element[index];
	xmlNode *parent = e->parent != NO_ELEMENT ? making->node[e->parent] : NULL;
	xmlNode *node;

	if (e->flags & ELEMENT_SPOILED || (e->parent != NO_ELEMENT && parent == NULL))
		return true;
	node = parent != NULL ? add_child(making, parent, e) : add_root(making, e);
	making->node[index] = node;
	return node != NULL && add_attributes(making, node, e);
}

/* Numbers for the order of nodes come last: without them sorting takes quadratic time. */
static void make_tree(void *context)
{
	struct making *making = context;
	bool good;

	making->document = xmlNewDoc((const xmlChar *)"1.0");
	good = making->document != NULL;
	for (uint32_t i = 0; good && i < making->topo->n_element; i++)
		good = add_element(making, i);
	if (good && !mem_ran_out()) {
		xmlXPathOrderDocElems(making->document);
		return;
	}
	xmlFreeDoc(making->document);
	making->document = NULL;
}

/* A tree that an attempt has left half made is lost; what is ours is not. */
xmlDoc *company_tree_make(const struct topology *topo)
{
	struct making making = { .topo = topo };
	bool made;

	xml_prepare();
	making.node = mem_zalloc(((size_t)topo->n_element + 1) * sizeof(*making.node));
	made = making.node != NULL && xml_attempt(make_tree, &making);
	mem_free(making.node);
	arena_release(&making.scratch);
	return made ? making.document : NULL;
}

bool company_tree_place(const xmlNode *node, const struct element **ret_element, enum attr *ret_attr)
{
	*ret_attr = A_NONE;
	if (node->type == XML_DOCUMENT_NODE)
		node = xmlDocGetRootElement((const xmlDoc *)node);
	if (node->type == XML_ATTRIBUTE_NODE) {
		const xmlAttr *attr = (const xmlAttr *)node;

		*ret_attr = (enum attr)(uintptr_t)attr->_private;
		*ret_element = attr->psvi;
		return true;
	}
	*ret_element = node->_private;
	return node->type == XML_ELEMENT_NODE;
}
