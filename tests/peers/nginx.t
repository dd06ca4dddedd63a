# The fetcher against nginx: validators, compression, TLS and HTTP/2 as a real server does them.
. "$TOP_SRCDIR/tests/lib/tap.sh"

PATH=$PATH:/usr/sbin:/sbin
if ! command -v nginx >/dev/null || ! command -v openssl >/dev/null; then
	echo '1..0 # SKIP nginx or openssl is not installed'
	exit 0
fi
visit="$TOP_BUILDDIR/tests/lib/visit_url"

mkdir "$work/root" "$work/tmp"
yes '<item><title>The same line again</title></item>' | head -2000 >"$work/root/feed.xml"
size=$(wc -c <"$work/root/feed.xml")
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost \
	-addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
	-keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null

# Its workers read what only we may.
user=
if [ "$(id -u)" -eq 0 ]; then user='user root;'; fi

# A free pair of ports is found by trying.
start_nginx() {
	http=$1 https=$(($1 + 1))
	cat >"$work/nginx.conf" <<-END
		$user daemon off; pid $work/nginx.pid; error_log $work/error.log;
		events {}
		http {
			log_format plain '\$server_protocol \$connection \$request_method \$uri';
			access_log $work/access.log plain;
			types { application/rss+xml xml; }
			gzip on; gzip_types application/rss+xml; gzip_min_length 0;
			client_body_temp_path $work/tmp; proxy_temp_path $work/tmp;
			fastcgi_temp_path $work/tmp; uwsgi_temp_path $work/tmp; scgi_temp_path $work/tmp;
			limit_req_zone \$server_addr zone=few:1m rate=1r/m; limit_conn_zone \$server_addr zone=all:1m;
			server {
				listen 127.0.0.1:$http;
				listen 127.0.0.1:$https ssl http2; listen 127.0.0.2:$https ssl http2;
				ssl_certificate $work/cert.pem; ssl_certificate_key $work/key.pem;
				root $work/root;
				location = /moved { return 301 /feed.xml; }
				location = /limited { limit_req zone=few; limit_req_status 429; try_files /feed.xml =404; }
				location = /slow {
					limit_conn all 10; limit_conn_status 508; gzip off; limit_rate 400k;
					try_files /feed.xml =404;
				}
			}
		}
	END
	nginx -p "$work" -e "$work/error.log" -c "$work/nginx.conf" 2>/dev/null &
	server=$!
	for try in 1 2 3 4 5 6 7 8 9 10; do
		kill -0 "$server" 2>/dev/null || return 1
		[ -s "$work/nginx.pid" ] && "$visit" "http://127.0.0.1:$http/feed.xml" 2>/dev/null |
			grep -q ^fresh && return 0
		sleep 0.1
	done
	return 1
}
port=$((20000 + $$ % 10000))
for try_port in 1 2 3 4 5; do
	start_nginx "$port" && break
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
prints 'the ETag that nginx weakened for gzip brings a 304' 'unchanged failure=none status=304 body=0' \
	"$visit" --etag "$etag" "$plain/feed.xml"
prints 'so does the date alone' 'unchanged failure=none status=304' \
	"$visit" --since "$modified" "$plain/feed.xml"
prints 'an ETag of another version does not' 'fresh failure=none status=200' \
	"$visit" --etag '"other"' "$plain/feed.xml"
prints 'a permanent redirect is told' "moved=$plain/feed.xml" "$visit" "$plain/moved"

prints 'a certificate that nobody vouches for is told, and nothing is fetched' \
	'failed failure=tls status=0 body=0' "$visit" "$secure/feed.xml"
: >"$work/access.log"
prints 'a trusted one is accepted' "fresh failure=none status=200 body=$size" \
	"$visit" --ca "$work/cert.pem" "$secure/feed.xml"
has 'over HTTP/2' "$work/access.log" 'HTTP/2.0'
prints 'a certificate of another name is refused' 'failed failure=tls' \
	"$visit" --ca "$work/cert.pem" "https://127.0.0.2:$https/feed.xml"
: >"$work/access.log"
prints 'where an ETag brings a 304, too' 'unchanged failure=none status=304 body=0' \
	"$visit" --ca "$work/cert.pem" --etag "$etag" "$secure/feed.xml"
run "$visit" --ca "$work/cert.pem" "$secure/feed.xml"
wire=$(sed 's/.* wire=\([0-9]*\).*/\1/' "$work/out")
if [ "$wire" -lt $((size / 10)) ]; then pass 'and bodies are compressed'; else fail 'and bodies are compressed' "$work/out"; fi
same 'all of that over HTTP/2' "$(cut -d' ' -f1 "$work/access.log" | sort -u)" HTTP/2.0
: >"$work/access.log"
set --
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do set -- "$@" "$secure/feed.xml?$i"; done
run "$visit" --ca "$work/cert.pem" "$@"
same 'twenty visits to one host' "$(grep -c ^fresh "$work/out")" 20
same 'share one HTTP/2 connection' "$(cut -d' ' -f2 "$work/access.log" | sort -u | wc -l)" 1
same 'and are GET, all of them' "$(cut -d' ' -f3 "$work/access.log" | sort -u)" GET

prints 'one request a minute is allowed' 'fresh failure=none status=200' "$visit" "$plain/limited"
prints 'the next one is told to wait, and takes it as no failure' 'later failure=status status=429' "$visit" "$plain/limited"
set --
for i in $(seq 40); do set -- "$@" "http://blog-$i.localhost:$http/slow"; done
run "$visit" "$@"
same 'forty names on one address: never more than ten requests at once' "$(grep -c ^fresh "$work/out")" 40

finish
