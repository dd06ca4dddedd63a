#include "aggregator/serve/listen.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sysexits.h>
#include <unistd.h>

#include "aggregator/serve/peer.h"
#include "feeds/base/span.h"

#define BACKLOG 512
#define HOST_BYTES_MAX 64
#define PORT_BYTES_MAX 8
#define SOCKET_MODE 0660

union address {
	struct sockaddr any;
	struct sockaddr_in four;
	struct sockaddr_in6 six;
	struct sockaddr_un file;
	struct sockaddr_storage room;
};

static bool
copy_text(char *out, size_t size, struct span text)
{
	if (text.len == 0 || text.len >= size)
		return false;
	memcpy(out, text.at, text.len);
	out[text.len] = '\0';
	return true;
}

static bool
read_address(struct span text, union address *address, socklen_t *len)
{
	struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
	struct addrinfo *found = NULL;
	char host[HOST_BYTES_MAX];
	char port[PORT_BYTES_MAX];
	size_t colon = text.len;
	struct span name;

	while (colon > 0 && text.at[colon - 1] != ':')
		colon--;
	name = span_head(text, colon > 0 ? colon - 1 : 0);
	if (name.len > 2 && name.at[0] == '[' && name.at[name.len - 1] == ']')
		name = span_make(name.at + 1, name.len - 2);
	if (!copy_text(host, sizeof host, name) ||
		!copy_text(port, sizeof port, span_from(text, colon)) ||
		getaddrinfo(host, port, &hints, &found) != 0)
		return false;
	*len = found->ai_addrlen;
	memcpy(address, found->ai_addr, found->ai_addrlen);
	freeaddrinfo(found);
	return true;
}

static bool
read_where(const char *where, union address *address, socklen_t *len)
{
	struct span text = span_of(where);

	if (!span_starts_with(text, SPAN(LISTEN_UNIX)))
		return read_address(text, address, len);
	address->file.sun_family = AF_UNIX;
	*len = sizeof address->file;
	return copy_text(address->file.sun_path, sizeof address->file.sun_path,
		span_from(text, strlen(LISTEN_UNIX)));
}

/* A socket file that nobody listens on any more is in the way of the next server. */
static void
remove_dead_file(const struct sockaddr_un *file)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct stat status;

	if (fd >= 0 && connect(fd, (const struct sockaddr *)file, sizeof *file) != 0 &&
		errno == ECONNREFUSED && lstat(file->sun_path, &status) == 0 &&
		S_ISSOCK(status.st_mode))
		unlink(file->sun_path);
	if (fd >= 0)
		close(fd);
}

static bool
begin(int fd, const union address *address, socklen_t len)
{
	int on = 1;

	if (address->any.sa_family == AF_UNIX) {
		remove_dead_file(&address->file);
		return bind(fd, &address->any, len) == 0 &&
		       chmod(address->file.sun_path, SOCKET_MODE) == 0 && listen(fd, BACKLOG) == 0;
	}
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0)
		return false;
	if (address->any.sa_family == AF_INET6 &&
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) != 0)
		return false;
	return bind(fd, &address->any, len) == 0 && listen(fd, BACKLOG) == 0;
}

int
listen_open(const char *where, struct error *err)
{
	union address address = {.room = {0}};
	socklen_t len = 0;
	int fd;

	if (!read_where(where, &address, &len)) {
		error_set(err, EX_CONFIG,
			"expected an address and a port such as 127.0.0.1:8080, [::1]:8080 or "
			"unix:/run/broadtape/http, found '%s'",
			where);
		return -1;
	}
	fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && begin(fd, &address, len))
		return fd;
	error_set(err, errno == EADDRINUSE ? EX_TEMPFAIL : EX_UNAVAILABLE,
		"cannot listen on '%s': %s%s", where, strerror(errno),
		errno == EADDRINUSE ? " (another program does; choose another port)" : "");
	if (fd >= 0)
		close(fd);
	return -1;
}

static union address
address_of(int fd)
{
	union address address = {.room = {0}};
	socklen_t len = sizeof address;

	if (getsockname(fd, &address.any, &len) != 0)
		address.any.sa_family = AF_UNSPEC;
	return address;
}

int
listen_port(int fd)
{
	union address address = address_of(fd);

	if (address.any.sa_family == AF_INET)
		return ntohs(address.four.sin_port);
	return address.any.sa_family == AF_INET6 ? ntohs(address.six.sin6_port) : 0;
}

bool
listen_is_local(int fd)
{
	union address address = address_of(fd);
	struct peer peer = peer_of(&address.any);
	struct network four;
	struct network six;

	return network_read(SPAN("127.0.0.0/8"), &four) && network_read(SPAN("::1"), &six) &&
	       (network_has(&four, 1, &peer) || network_has(&six, 1, &peer));
}
