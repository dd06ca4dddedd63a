# The fetcher against lighttpd: another author's validators, compression, TLS and HTTP/2.
. "$TOP_SRCDIR/tests/lib/tap.sh"

PATH=$PATH:/usr/sbin:/sbin
if ! command -v lighttpd >/dev/null || ! command -v openssl >/dev/null ||
	! [ -e /usr/lib/lighttpd/mod_openssl.so ] || ! [ -e /usr/lib/lighttpd/mod_deflate.so ]; then
	echo '1..0 # SKIP lighttpd with its openssl and deflate modules, or openssl, is not installed'
	exit 0
fi
visit="$TOP_BUILDDIR/tests/lib/visit_url"

mkdir "$work/root"
yes '<item><title>The same line again</title></item>' | head -2000 >"$work/root/feed.xml"
size=$(wc -c <"$work/root/feed.xml")
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost \
	-addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
	-keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null

# A free pair of ports is found by trying.
start_lighttpd() {
	http=$1 https=$(($1 + 1))
	cat >"$work/lighttpd.conf" <<-END
		server.document-root = "$work/root"
		server.bind = "127.0.0.1"
		server.port = $http
		server.modules = ("mod_access", "mod_redirect", "mod_accesslog", "mod_deflate", "mod_openssl")
		server.errorlog = "$work/error.log"
		accesslog.filename = "$work/access.log"
		accesslog.format = "%H %m %U"
		mimetype.assign = (".xml" => "application/rss+xml")
		deflate.mimetypes = ("application/rss+xml")
		deflate.allowed-encodings = ("gzip")
		url.redirect = ("^/moved$" => "/feed.xml")
		url.redirect-code = 308
		\$SERVER["socket"] == "127.0.0.1:$https" {
			ssl.engine = "enable"
			ssl.pemfile = "$work/cert.pem"
			ssl.privkey = "$work/key.pem"
		}
	END
	lighttpd -D -f "$work/lighttpd.conf" 2>/dev/null &
	server=$!
	for try in 1 2 3 4 5 6 7 8 9 10; do
		kill -0 "$server" 2>/dev/null || return 1
		"$visit" "http://127.0.0.1:$http/feed.xml" 2>/dev/null | grep -q ^fresh && return 0
		sleep 0.1
	done
	return 1
}
port=$((30000 + $$ % 10000))
for try_port in 1 2 3 4 5; do
	start_lighttpd "$port" && break
	kill "$server" 2>/dev/null
	port=$((port + 1000))
done
stop_at_end "$server"
plain=http://127.0.0.1:$http secure=https://localhost:$https

run "$visit" "$plain/feed.xml"
has 'a feed arrives whole' "$work/out" "fresh failure=none status=200 body=$size "
wire=$(sed 's/.* wire=\([0-9]*\).*/\1/' "$work/out")
if [ "$wire" -lt $((size / 10)) ]; then pass 'compressed on its way'; else fail 'compressed on its way' "$work/out"; fi
etag=$(sed 's/.* etag=\(.*\) modified=.*/\1/' "$work/out")
modified=$(sed 's/.* modified=\(.*\) moved=.*/\1/' "$work/out")
prints 'the ETag of the compressed version brings a 304' 'unchanged failure=none status=304 body=0' \
	"$visit" --etag "$etag" "$plain/feed.xml"
prints 'so does the date alone' 'unchanged failure=none status=304' \
	"$visit" --since "$modified" "$plain/feed.xml"
prints 'an ETag of another version does not' 'fresh failure=none status=200' \
	"$visit" --etag '"other"' "$plain/feed.xml"
prints 'a permanent redirect is told' "moved=$plain/feed.xml" "$visit" "$plain/moved"
prints 'a certificate that nobody vouches for is told, and nothing is fetched' \
	'failed failure=tls status=0 body=0' "$visit" "$secure/feed.xml"
prints 'a trusted one is accepted' "fresh failure=none status=200 body=$size" \
	"$visit" --ca "$work/cert.pem" "$secure/feed.xml"
prints 'an ETag brings a 304 there, too' 'unchanged failure=none status=304 body=0' \
	"$visit" --ca "$work/cert.pem" --etag "$etag" "$secure/feed.xml"
kill "$server"
wait "$server" 2>/dev/null # its log is written at its end
has 'over HTTP/2' "$work/access.log" 'HTTP/2.0 GET /feed.xml'

finish
