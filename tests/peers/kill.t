#!/bin/sh
# The process is killed before every step of publishing and delivering that somebody outside could see; then
# an ordinary run comes. Each time the edition is whole: its files as if nothing had happened, each mail
# sent under one Message-ID, each webhook under one id with the same bytes, and nothing new is sent after.
. "$TOP_SRCDIR/tests/lib/tap.sh"
kill_at=$TOP_BUILDDIR/tests/lib/kill_at
"$kill_at" 0 true 2>/dev/null
if [ $? -eq 77 ]; then
	skip 'a kill at every step' 'nobody may trace here'
	finish
fi
if ! /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null; then
	skip 'a kill at every step' 'python3-aiosmtpd is missing'
	finish
fi

# serve FOLDER SCRIPT: started, and its port in $port.
serve() {
	mkdir -p "$1"
	WEBHOOK_SECRET=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw /usr/bin/python3 "$TOP_SRCDIR/tests/peers/$2" "$1" >"$1.log" 2>&1 &
	stop_at_end $!
	for _ in $(seq 200); do
		[ -f "$1/port" ] && break
		sleep 0.05
	done
	port=$(cat "$1/port")
}
serve "$work/smtp" smtp_server.py && smtp=$port
serve "$work/http" webhook_server.py && http=$port

mkdir "$work/base" && cd "$work/base" || exit 99
mkdir feeds && cp "$TOP_SRCDIR"/examples/feeds/*wire.xml feeds/
cat >broadtape.yaml <<END
site: {dir: public, url: "https://news.example.com/", hub: "http://127.0.0.1:$http/204/hub"}
feeds: [{path: "feeds/*.xml"}]
companies: [{ticker: ORCL}, {ticker: INTC}]
digests:
  - name: morning
    where: "company:watched"
    schedule: {every: 24h}
    html: morning/
    atom: morning.atom
    email: {from: news@example.com, to: [a@example.com, b@example.com]}
    webhooks: [{name: desk, url: "http://127.0.0.1:$http/200/desk"}]
mail: {smtp: "smtp://127.0.0.1:$smtp"}
END
"$BROADTAPE" fetch >/dev/null 2>"$work/err"
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)

# fresh: the folder as it was before the edition.
fresh() {
	rm -rf "$work/run" && cp -R "$work/base" "$work/run" && cd "$work/run" || exit 99
	rm -f "$work"/smtp/*.eml "$work"/smtp/*.envelope "$work/http/requests"
	: >"$work/http/requests"
}
make_edition() { "$@" "$BROADTAPE" digest morning --as-of "$now"; }
# What went out, without how often: recipients with their Message-ID, requests with their id.
sent() {
	for mail in "$work"/smtp/*.eml; do
		[ -f "$mail" ] && tr -d '\r' <"$mail" | sed -n '/^$/q; s/^\(To\|Message-[Ii][Dd]\): */\1 /p' | sort | tr '\n' ' ' && echo
	done | sort -u
	cut -d' ' -f2,3 "$work/http/requests" | sort -u
}

fresh
make_edition "$kill_at" 0 >"$work/out" 2>"$work/steps"
steps=$(tail -n 1 "$work/steps")
if [ "$steps" -gt 100 ]; then pass "publishing and delivering an edition takes more than a hundred steps"; else
	fail "publishing and delivering an edition takes more than a hundred steps" "$work/out" "$work/steps"
fi
echo "# steps at which it is killed: $steps"
sent >"$work/sent"
same 'undisturbed, it is sent to two recipients, a webhook and the hub' "$(wc -l <"$work/sent")" 4
cp -R public "$work/whole"

stride=1
[ "$SANITIZED" = yes ] && stride=9
step=$stride
killed=0
while [ "$step" -le "$steps" ]; do
	fresh
	make_edition "$kill_at" "$step" >/dev/null 2>&1
	[ $? -eq 99 ] && killed=$((killed + 1))
	{
		"$BROADTAPE" status | grep -q 'no edition yet' && make_edition
		"$BROADTAPE" run
		"$BROADTAPE" run
	} >"$work/again" 2>&1 || echo "step $step: the next run fails: $(tail -n 1 "$work/again")"
	diff -r "$work/whole" public >"$work/diff" 2>&1 || echo "step $step: $(head -n 1 "$work/diff")"
	sent | diff "$work/sent" - >"$work/diff" || echo "step $step: sent otherwise: $(tail -n 1 "$work/diff")"
	mails=$(ls "$work/smtp" | grep -c eml)
	requests=$(wc -l <"$work/http/requests")
	[ "$mails" -le 3 ] && [ "$requests" -le 3 ] || echo "step $step: $mails mails, $requests requests"
	step=$((step + stride))
done >"$work/wrong"
echo "# killed: $killed"
if [ -s "$work/wrong" ]; then fail "after a kill at any of $steps steps the edition is whole, and sent once" "$work/wrong"; else
	pass "after a kill at any of $steps steps the edition is whole, and sent once"
fi
same 'it was killed every time' "$killed" "$((steps / stride))"
finish
