#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/lib/scene.h"

static void
files_of_the_site_are_served_and_nothing_else(void **state)
{
	static const struct {
		const char *target;
		const char *part;
	} cases[] = {
		{"/", "<p>front"},
		{"/index.html", "Content-Type: text/html; charset=utf-8"},
		{"/morning/", "<p>morning"},
		{"/morning", "301 Moved"},
		{"/morning", "Location: /morning/\r\n"},
		{"/morning?x=1", "Location: /morning/?x=1\r\n"},
		{"/nothing", "404 Not Found"},
		{"/morning/index.html/", "404 Not Found"},
		{"/index.html/x", "404 Not Found"},
		{"//", "404 Not Found"},
		{"//morning/", "404 Not Found"},
		{"/.secret", "404 Not Found"},
		{"/%2Esecret", "404 Not Found"},
		{"/link.html", "404 Not Found"},
		{"/out/passwd", "404 Not Found"},
		{"/../etc/passwd", "400 Bad Request"},
		{"/%2e%2e/etc/passwd", "400 Bad Request"},
		{"/..%2fetc/passwd", "400 Bad Request"},
		{"/index.html%00.txt", "400 Bad Request"},
	};
	struct scene *scene = *state;

	scene_begin(scene);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_asked(scene, cases[i].target, "", cases[i].part);
}

/* The value of a header, to be freed. */
static char *
header_of(const char *answer, const char *name)
{
	const char *at = strstr(answer, name);
	size_t len;

	assert_non_null(at);
	at += strlen(name) + 2;
	len = strcspn(at, "\r");
	return strndup(at, len);
}

static void
what_a_client_has_is_not_sent_again(void **state)
{
	struct scene *scene = *state;
	char *answer, *tag, *modified;
	char headers[512];

	scene_begin(scene);
	answer = scene_ask_for(scene, "/", "");
	tag = header_of(answer, "\r\nETag");
	modified = header_of(answer, "\r\nLast-Modified");
	free(answer);
	snprintf(headers, sizeof headers, "If-None-Match: \"x\", W/%s\r\n", tag);
	answer = scene_ask_for(scene, "/", headers);
	assert_has(answer, "HTTP/1.1 304 Not Modified\r\n");
	assert_has(answer, tag);
	assert_null(strstr(answer, "front"));
	assert_null(strstr(answer, "Content-Length"));
	free(answer);
	snprintf(headers, sizeof headers, "If-Modified-Since: %s\r\n", modified);
	assert_asked(scene, "/", headers, "304 Not Modified");
	assert_asked(scene, "/", "If-None-Match: \"x\"\r\n", "<p>front");
	scene_put_file(scene, "index.html", SPAN("<p>fresh\n"));
	snprintf(headers, sizeof headers, "If-None-Match: %s\r\n", tag);
	assert_asked(scene, "/", headers, "<p>fresh");
	free(tag);
	free(modified);
}

static void
text_is_compressed_for_those_who_take_it(void **state)
{
	struct scene *scene = *state;
	char page[4000];
	char *plain, *packed, *tag, *packed_tag;

	memset(page, 'x', sizeof page);
	scene_put_file(scene, "page.html", span_make(page, sizeof page));
	scene_put_file(scene, "image.png", span_make(page, sizeof page));
	scene_begin(scene);
	plain = scene_ask_for(scene, "/page.html", "");
	packed = scene_ask_for(scene, "/page.html", "Accept-Encoding: gzip\r\n");
	assert_has(plain, "Content-Length: 4000\r\n");
	assert_has(plain, "Vary: Accept-Encoding\r\n");
	assert_has(packed, "Content-Encoding: gzip\r\n");
	assert_has(packed, "Vary: Accept-Encoding\r\n");
	tag = header_of(plain, "\r\nETag");
	packed_tag = header_of(packed, "\r\nETag");
	assert_string_not_equal(tag, packed_tag);
	free(plain);
	plain = scene_ask_for(scene, "/image.png", "Accept-Encoding: gzip\r\n");
	assert_null(strstr(plain, "Content-Encoding"));
	free(plain);
	free(packed);
	packed = scene_ask_for(scene, "/much", "Accept-Encoding: gzip\r\n");
	assert_has(packed, "Content-Encoding: gzip\r\n");
	free(packed);
	free(tag);
	free(packed_tag);
}

static void
a_file_too_large_to_keep_is_sent_from_the_disk(void **state)
{
	struct scene *scene = *state;
	char *bytes = calloc(1, LARGE_BYTES);
	int fd;
	struct buf out;

	memset(bytes, 'y', LARGE_BYTES);
	scene_put_file(scene, "large.txt", span_make(bytes, LARGE_BYTES));
	scene_begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = scene_connect(scene);
	client_say(fd, "GET /large.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
		       "GET /quick HTTP/1.1\r\nHost: localhost\r\n" CLOSE "\r\n");
	client_hear_all(fd, &out);
	assert_true(out.len > LARGE_BYTES);
	assert_has(buf_string(&out), "Content-Length: 9437184\r\n");
	assert_has(buf_string(&out), "rest= q=");
	buf_release(&out);
	free(bytes);
}

static void
head_says_what_get_would_say_without_the_body(void **state)
{
	struct scene *scene = *state;
	char *answer;

	scene_begin(scene);
	answer = scene_ask(scene, "HEAD /much HTTP/1.1\r\nHost: localhost\r\n" CLOSE "\r\n");
	assert_has(answer, "Content-Length: 12000\r\n");
	assert_null(strstr(answer, "<p>"));
	free(answer);
	answer = scene_ask(scene, "HEAD / HTTP/1.1\r\nHost: localhost\r\n" CLOSE "\r\n");
	assert_has(answer, "Content-Length: 9\r\n");
	assert_null(strstr(answer, "<p>"));
	free(answer);
}

static void
behind_a_proxy_paths_and_clients_are_those_outside(void **state)
{
	static const char *const trusted[] = {"127.0.0.0/8"};
	static const char *const hosts[] = {"news.example.com"};
	struct scene *scene = *state;

	scene->options.base_path = "/news/";
	scene->options.trusted = trusted;
	scene->options.n_trusted = 1;
	scene->options.hosts = hosts;
	scene->options.n_hosts = 1;
	scene_begin(scene);
	assert_asked(scene, "/news/", "", "<p>front");
	assert_asked(scene, "/news", "", "Location: /news/\r\n");
	assert_asked(scene, "/", "", "404 Not Found");
	assert_asked(scene, "/news/morning", "", "Location: /news/morning/\r\n");
	assert_asked(scene, "/news/echo/",
		"X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Host: news.example.com\r\n"
		"X-Forwarded-Proto: https\r\n",
		"client=192.0.2.7 host=news.example.com body= https");
	assert_asked(scene, "/news/echo/", "X-Forwarded-Host: evil.example\r\n", "421 Misdirected");
}

static void
a_socket_file_is_listened_on_and_removed(void **state)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct scene *scene = *state;
	char where[128];
	struct stat status;
	struct buf out;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof address.sun_path, "%s/http", scene->dir);
	snprintf(where, sizeof where, "unix:%s", address.sun_path);
	/* one that a server left which died */
	assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
	close(fd);
	scene->listen[0] = where;
	scene_begin(scene);
	assert_int_equal(stat(address.sun_path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0660);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(fd, (const struct sockaddr *)&address, sizeof address), 0);
	buf_init(&out, BUF_UNLIMITED);
	client_say(fd, "GET /quick HTTP/1.1\r\nHost: localhost\r\n" CLOSE
		       "X-Forwarded-For: 192.0.2.7\r\n\r\n");
	client_hear_all(fd, &out);
	assert_has(buf_string(&out), "client=192.0.2.7");
	buf_release(&out);
	server_stop(scene->server, 0);
	scene->server = NULL;
	assert_int_not_equal(stat(address.sun_path, &status), 0);
}

static void
an_address_that_is_taken_or_none_is_told(void **state)
{
	static const char *const wrong[] = {"here", "127.0.0.1", "127.0.0.1:x", ":80", "unix:"};
	struct scene *scene = *state;
	struct error err = {0};
	char taken[32];

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		scene->listen[0] = wrong[i];
		assert_null(server_start(&scene->options, &err));
		assert_has(err.text, "expected an address and a port");
	}
	scene->listen[0] = "127.0.0.1:0";
	scene_begin(scene);
	snprintf(taken, sizeof taken, "127.0.0.1:%d", server_port(scene->server, 0));
	scene->listen[0] = taken;
	assert_null(server_start(&scene->options, &err));
	assert_has(err.text, "cannot listen on '127.0.0.1:");
	assert_has(err.text, "another program does");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(files_of_the_site_are_served_and_nothing_else),
		SCENE(what_a_client_has_is_not_sent_again),
		SCENE(text_is_compressed_for_those_who_take_it),
		SCENE(a_file_too_large_to_keep_is_sent_from_the_disk),
		SCENE(head_says_what_get_would_say_without_the_body),
		SCENE(behind_a_proxy_paths_and_clients_are_those_outside),
		SCENE(a_socket_file_is_listened_on_and_removed),
		SCENE(an_address_that_is_taken_or_none_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
