#!/bin/sh
# Webhooks posted to a real server, which checks the signature with a library that is not ours.
. "$TOP_SRCDIR/tests/lib/tap.sh"

WEBHOOK_SECRET=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
export WEBHOOK_SECRET
/usr/bin/python3 "$TOP_SRCDIR/tests/peers/webhook_server.py" "$work" >"$work/log" 2>&1 &
stop_at_end $!
for _ in $(seq 200); do
	[ -f "$work/port" ] && break
	sleep 0.05
done
url=http://127.0.0.1:$(cat "$work/port")
"$TOP_BUILDDIR/tests/lib/digest_show" morning webhook >"$work/payload"
post() { "$TOP_BUILDDIR/tests/lib/hand_over" webhook "$@" <"$work/payload"; }

check 'a server takes an edition' post "$url/204" edition-142 1795435200
has 'the signature is verified' "$work/seen" 'verified edition-142 1795435200 application/json'
check 'the body is what was rendered' cmp "$work/payload" "$work/body"
for status in 408 429 500 503; do
	fails_with "after $status it is asked again later" 75 "expected 2xx, found $status" post "$url/$status" 1 1
done
for status in 302 400 401 404 410; do
	fails_with "after $status it is asked no more" 69 "expected 2xx, found $status" post "$url/$status" 1 1
done
fails_with 'a silent server is asked again later' 75 'imeout' post "$url/silence" 1 1
fails_with 'a server that is not there is asked again later' 75 'http://127.0.0.1:1: ' post http://127.0.0.1:1/s3cret 1 1
lacks 'the path of a webhook, which is a secret, is not told' "$work/err" s3cret
fails_with 'another protocol is refused' 69 'rotocol' post ftp://127.0.0.1:1/ 1 1
check 'an id cannot begin another header' post "$url/200" "$(printf 'x\r\nX-Evil: 1')" 1
has 'it is one line' "$work/seen" 'verified x X-Evil: 1 1 application/json'
WEBHOOK_SECRET=whsec_short
fails_with 'a secret that is none is refused before anything is sent' 69 "'whsec_'" post "$url/200" 1 1
finish
