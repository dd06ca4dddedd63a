#include "output/template.h"

#include <libxslt/documents.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "feeds/base/compiler.h"
#include "feeds/base/memory.h"
#include "output/template_private.h"

#define STEPS_MAX 50000000UL /* an edition of 400 stories takes some 100,000 */
#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_NOCDATA)
#define COMPLAINT_MAX 1000

/* What libxslt says of one mistake, in pieces: "compilation error: file F line N element E\n" ... */
struct complaint {
	char text[COMPLAINT_MAX];
	size_t len;
};

static PRINTF_LIKE(2, 3) void on_complaint(void *context, const char *format, ...)
{
	struct complaint *complaint = context;
	size_t room = sizeof complaint->text - complaint->len;
	va_list arguments;
	int n;

	va_start(arguments, format);
	n = vsnprintf(complaint->text + complaint->len, room, format, arguments);
	va_end(arguments);
	if (n > 0)
		complaint->len += (size_t)n < room ? (size_t)n : room - 1;
}

/* The text between two words of a line. */
static struct span
between(struct span line, struct span before, struct span after)
{
	size_t start = span_find(line, before);
	struct span rest;

	if (start == line.len)
		return SPAN_NONE;
	rest = span_from(line, start + before.len);
	return span_head(rest, span_find(rest, after));
}

/* The first mistake as we tell one: "theme/edition.xsl:12: ...". */
static bool
tell(const struct complaint *complaint, const char *path, struct error *err)
{
	struct span rest = span_make(complaint->text, complaint->len);
	struct span where = SPAN_NONE;
	struct span what = SPAN_NONE;
	struct span file;
	struct span line;

	span_split(&rest, '\n', &where);
	span_split(&rest, '\n', &what);
	file = between(where, SPAN(" file "), SPAN(" line "));
	line = between(where, SPAN(" line "), SPAN(" "));
	if (file.len > 0 && what.len > 0)
		return error_set(err, EX_CONFIG, "%.*s:%.*s: %.*s", SPAN_ARGS(file),
			SPAN_ARGS(line), SPAN_ARGS(span_trim(what)));
	return error_set(err, EX_CONFIG, "%s: %.*s", path,
		SPAN_ARGS(where.len > 0 ? where : SPAN("is no stylesheet")));
}

static void
be_silent(void *context, const char *format, ...)
{
	(void)context;
	(void)format;
}

/* The folder of the template that is being loaded: libxslt knows the innermost import. */
static const char *
folder_of(const xsltStylesheet *style)
{
	while (style->parent != NULL)
		style = style->parent;
	return style->_private;
}

static bool
stands_in(const char *folder, const xmlChar *uri)
{
	char real[PATH_MAX];
	size_t len = strlen(folder);

	return realpath((const char *)uri, real) != NULL && strncmp(real, folder, len) == 0 &&
	       real[len] == '/';
}

/* All parts of a template share one dictionary: libxslt compares names by their addresses. */
static xmlParserCtxtPtr
new_parser(xmlDictPtr dict)
{
	xmlParserCtxtPtr parser = xmlNewParserCtxt();

	if (parser == NULL)
		memory_exhausted(sizeof *parser);
	if (dict != NULL) {
		xmlDictFree(parser->dict);
		parser->dict = dict;
		xmlDictReference(dict);
	}
	return parser;
}

/* The first mistake in a file; what follows is its consequence. */
static void
on_mistake(void *context, xmlErrorPtr mistake)
{
	struct error *why = context;

	if (why->status != 0 || mistake->level < XML_ERR_ERROR)
		return;
	if (mistake->domain == XML_FROM_IO)
		error_set(why, EX_CONFIG, "cannot be read");
	else
		error_set(why, EX_CONFIG, "%d: %.*s", mistake->line,
			SPAN_ARGS(span_trim(span_of(mistake->message))));
}

static xmlDocPtr
read_file(const char *path, xmlDictPtr dict, struct error *err)
{
	xmlParserCtxtPtr parser = new_parser(dict);
	struct error why = {0};
	xmlDocPtr document;

	xmlSetStructuredErrorFunc(&why, on_mistake);
	document = xmlCtxtReadFile(parser, path, NULL, PARSE_OPTIONS);
	xmlSetStructuredErrorFunc(NULL, NULL);
	if (document == NULL)
		error_set(err, EX_CONFIG, "%s:%s%s", path,
			span_starts_with(span_of(why.text), SPAN("cannot")) ? " " : "", why.text);
	xmlFreeParserCtxt(parser);
	return document;
}

/*
 * What a template asks for: its own folder's stylesheets, and nothing while it runs. The mistake in
 * an imported file is told like one in the first: by what libxslt complains of next.
 */
static xmlDocPtr
load_part(const xmlChar *uri, xmlDictPtr dict, int options, void *context, xsltLoadType type)
{
	const char *folder = type == XSLT_LOAD_STYLESHEET ? folder_of(context) : NULL;
	struct error why = {0};
	xmlDocPtr document;

	(void)options;
	if (folder == NULL || !stands_in(folder, uri))
		return NULL;
	document = read_file((const char *)uri, dict, &why);
	if (document == NULL)
		xsltTransformError(NULL, context, NULL, "%s\n", why.text);
	return document;
}

static xsltSecurityPrefsPtr forbidding; /* the process's, like the loader */

static void
start_libxslt(void)
{
	static const xsltSecurityOption options[] = {XSLT_SECPREF_READ_FILE,
		XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
		XSLT_SECPREF_WRITE_NETWORK};

	xsltInit();
	xsltSetLoaderFunc(load_part);
	forbidding = xsltNewSecurityPrefs();
	for (size_t i = 0; forbidding != NULL && i < sizeof options / sizeof *options; i++)
		xsltSetSecurityPrefs(forbidding, options[i], xsltSecurityForbid);
}

/* One load at a time: libxslt's way to tell mistakes is the process's. */
static bool
compile(struct template *template, xmlDocPtr document, struct error *err)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	struct complaint complaint = {.len = 0};
	bool ok;

	pthread_mutex_lock(&lock);
	xsltSetGenericErrorFunc(&complaint, on_complaint);
	xmlSetGenericErrorFunc(NULL, be_silent); /* of this thread: XPath has its own voice */
	ok = xsltParseStylesheetUser(template->style, document) == 0 &&
	     template->style->errors == 0 && complaint.len == 0;
	xmlSetGenericErrorFunc(NULL, NULL);
	xsltSetGenericErrorFunc(NULL, be_silent);
	pthread_mutex_unlock(&lock);
	return ok || tell(&complaint, template->path, err);
}

static char *
folder_path(const char *path)
{
	char real[PATH_MAX];
	char *slash;

	if (realpath(path, real) == NULL)
		return memory_string("", 0);
	slash = strrchr(real, '/');
	return memory_string(real, (size_t)(slash - real));
}

struct template *
template_load(const char *path, struct error *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct template *template;
	xmlDocPtr document;

	pthread_once(&once, start_libxslt);
	template = memory_new(1, sizeof *template);
	template->path = memory_string(path, strlen(path));
	template->folder = folder_path(path);
	template->style = xsltNewStylesheet();
	if (template->style == NULL)
		memory_exhausted(sizeof *template->style);
	template->style->_private = template->folder;
	document = read_file(path, template->style->dict, err);
	if (document != NULL && compile(template, document, err))
		return template;
	if (document != NULL && template->style->doc == NULL)
		xmlFreeDoc(document);
	template_free(template);
	return NULL;
}

void
template_free(struct template *template)
{
	if (template == NULL)
		return;
	xsltFreeStylesheet(template->style);
	free(template->folder);
	free(template->path);
	free(template);
}

static xsltTransformContextPtr
begin(const struct template *template, xmlDocPtr document, struct complaint *complaint)
{
	xsltTransformContextPtr running = xsltNewTransformContext(template->style, document);

	if (running == NULL)
		memory_exhausted(sizeof *running);
	xsltSetCtxtSecurityPrefs(forbidding, running);
	xsltSetTransformErrorFunc(running, complaint, on_complaint);
	running->opLimit = STEPS_MAX;
	return running;
}

xmlDocPtr
template_transform(const struct template *template, struct span xml, struct error *err)
{
	struct complaint complaint = {.len = 0};
	xmlDocPtr document = xmlReadMemory(xml.at, (int)xml.len, "page.xml", NULL,
		PARSE_OPTIONS | XML_PARSE_HUGE | XML_PARSE_NOERROR);
	xmlDocPtr result = NULL;
	xsltTransformContextPtr running;

	if (document == NULL) {
		error_set(err, EX_SOFTWARE, "%s: the page is no XML", template->path);
		return NULL;
	}
	running = begin(template, document, &complaint);
	xmlSetGenericErrorFunc(NULL, be_silent);
	result = xsltApplyStylesheetUser(template->style, document, NULL, NULL, NULL, running);
	xmlSetGenericErrorFunc(NULL, NULL);
	if (result != NULL && running->state != XSLT_STATE_OK) {
		xmlFreeDoc(result);
		result = NULL;
	}
	if (result == NULL)
		tell(&complaint, template->path, err);
	xsltFreeTransformContext(running);
	xmlFreeDoc(document);
	return result;
}

bool
template_try(const struct template *template, struct error *err)
{
	xmlDocPtr result = template_transform(
		template, SPAN("<page><site/><digest/><edition stories=\"0\"/></page>"), err);

	xmlFreeDoc(result);
	return result != NULL;
}

bool
template_apply(const struct template *template, struct span xml, struct buf *out, struct error *err)
{
	xmlDocPtr result = template_transform(template, xml, err);
	xmlChar *text = NULL;
	int len = 0;
	bool ok;

	if (result == NULL)
		return false;
	ok = xsltSaveResultToString(&text, &len, result, template->style) == 0;
	if (ok && text != NULL)
		buf_add(out, span_make((const char *)text, (size_t)len));
	xmlFree(text);
	xmlFreeDoc(result);
	if (!ok)
		return error_set(
			err, EX_SOFTWARE, "%s: its result cannot be written", template->path);
	return !out->is_full || error_set(err, EX_SOFTWARE, "%s: makes more than %zu bytes",
					template->path, out->max);
}
