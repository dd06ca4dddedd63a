#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "output/template_private.h"

#define FUNCTIONS "http://www.w3.org/2005/xpath-functions"
#define DEPTH_MAX 64

static json_t *read_value(const xmlNode *element, int depth);

static const xmlNode *
next_element(const xmlNode *node)
{
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->next;
	return node;
}

static bool
has_name(const xmlNode *element, const char *name)
{
	return element->ns != NULL && strcmp((const char *)element->ns->href, FUNCTIONS) == 0 &&
	       strcmp((const char *)element->name, name) == 0;
}

static json_t *
read_map(const xmlNode *element, int depth)
{
	json_t *map = json_object();

	for (const xmlNode *child = next_element(element->children); child != NULL;
		child = next_element(child->next)) {
		xmlChar *key = xmlGetNoNsProp(child, (const xmlChar *)"key");
		json_t *value = key != NULL ? read_value(child, depth + 1) : NULL;

		if (value != NULL)
			json_object_set_new(map, (const char *)key, value);
		xmlFree(key);
		if (value != NULL)
			continue;
		json_decref(map);
		return NULL;
	}
	return map;
}

static json_t *
read_array(const xmlNode *element, int depth)
{
	json_t *array = json_array();

	for (const xmlNode *child = next_element(element->children); child != NULL;
		child = next_element(child->next)) {
		json_t *value = read_value(child, depth + 1);

		if (value == NULL) {
			json_decref(array);
			return NULL;
		}
		json_array_append_new(array, value);
	}
	return array;
}

/* A number has JSON's own form: its reader is asked. */
static json_t *
read_number(const char *text)
{
	json_t *value = json_loads(text, JSON_DECODE_ANY, NULL);

	if (json_is_number(value))
		return value;
	json_decref(value);
	return NULL;
}

static json_t *
read_scalar(const xmlNode *element)
{
	xmlChar *content = xmlNodeGetContent(element);
	const char *text = content != NULL ? (const char *)content : "";
	json_t *value = NULL;

	if (has_name(element, "string"))
		value = json_string(text);
	else if (has_name(element, "number"))
		value = read_number(text);
	else if (has_name(element, "boolean") && strcmp(text, "true") == 0)
		value = json_true();
	else if (has_name(element, "boolean") && strcmp(text, "false") == 0)
		value = json_false();
	else if (has_name(element, "null"))
		value = json_null();
	xmlFree(content);
	return value;
}

/* NULL: it is none. */
static json_t *
read_value(const xmlNode *element, int depth)
{
	if (depth > DEPTH_MAX)
		return NULL;
	if (has_name(element, "map"))
		return read_map(element, depth);
	if (has_name(element, "array"))
		return read_array(element, depth);
	return read_scalar(element);
}

json_t *
template_apply_json(const struct template *template, struct span xml, struct error *err)
{
	xmlDocPtr result = template_transform(template, xml, err);
	const xmlNode *root;
	json_t *value = NULL;

	if (result == NULL)
		return NULL;
	root = xmlDocGetRootElement(result);
	if (root != NULL)
		value = read_value(root, 0);
	xmlFreeDoc(result);
	if (value == NULL)
		error_set(err, EX_CONFIG,
			"%s: expected it to make JSON out of map, array, string, number, boolean "
			"and "
			"null of the namespace " FUNCTIONS,
			template->path);
	return value;
}
