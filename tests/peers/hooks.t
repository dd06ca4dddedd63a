#!/bin/sh
# What leaves with an edition beside mail, from the configuration to a real server: webhooks of each
# kind, the hub of WebSub, and what the ledger makes of refusals and silence.
. "$TOP_SRCDIR/tests/lib/tap.sh"
WEBHOOK_SECRET=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
export WEBHOOK_SECRET
mkdir "$work/log" "$work/demo"
/usr/bin/python3 "$TOP_SRCDIR/tests/peers/webhook_server.py" "$work/log" >"$work/server" 2>&1 &
stop_at_end $!
for _ in $(seq 200); do
	[ -f "$work/log/port" ] && break
	sleep 0.05
done
url=http://127.0.0.1:$(cat "$work/log/port")
cp -R "$TOP_SRCDIR/examples/feeds" "$work/demo/"
cd "$work/demo" || exit 99

# configure HOOK...: a digest with these webhooks.
configure() {
	cat >broadtape.yaml <<-END
		site: {dir: public, url: "https://news.example.com/", hub: "$url/204/hub"}
		feeds: [{path: "feeds/*wire.xml"}]
		companies: [{ticker: ORCL}, {ticker: INTC}, {ticker: TLRY}]
		digests:
		  - name: morning
		    where: "company:watched"
		    atom: morning.atom
		    json: morning.json
		    webhooks:
	END
	for hook in "$@"; do echo "      - $hook" >>broadtape.yaml; done
}
# again: a further edition of all that there is.
again() { "$BROADTAPE" digest morning --since 2d; }
# log_of PATH: the requests for it, one a line.
log_of() { grep " $1 " "$work/log/requests"; }

# wait_is_over: what waits is due.
wait_is_over() {
	/usr/bin/python3 -c "import sqlite3; c = sqlite3.connect('broadtape.db'); c.execute('UPDATE deliveries SET next_try = 0 WHERE state = 0'); c.commit()"
}

configure "{name: desk, url: '$url/200/desk', secret: $WEBHOOK_SECRET}" \
	"{url: '$url/200/slack', kind: slack}" "{url: '$url/200/discord', kind: discord}" \
	"{url: '$url/200/teams', kind: teams}" \
	"{name: each, url: '$url/200/each', per: story, secret: $WEBHOOK_SECRET}"
"$BROADTAPE" fetch >/dev/null 2>&1
check 'an edition with five webhooks is made' again
stories=$(grep -c '"_broadtape"' public/morning.json)
for kind in desk slack discord teams; do
	same "$kind gets one request" "$(log_of /200/$kind | wc -l)" 1
done
same 'a webhook per story gets one for each' "$(log_of /200/each | wc -l)" "$stories"
same 'each under an id of its own' "$(log_of /200/each | cut -d' ' -f3 | sort -u | wc -l)" "$stories"
same 'what has a secret is signed' "$(log_of /200/each | grep -c ^verified)" "$stories"
log_of /200/desk >"$work/desk"
has 'so is the edition' "$work/desk" 'verified /200/desk morning.1.'
log_of /204/hub >"$work/hub"
same 'the hub is told of both feeds' "$(wc -l <"$work/hub")" 2
has 'as a form' "$work/hub" 'application/x-www-form-urlencoded'
has 'of the address of the feed' "$work/log/last-204-hub" 'hub.mode=publish&hub.url=https%3A%2F%2Fnews%2Eexample%2Ecom%2Fmorning%2E'
has 'the feeds name the hub' public/morning.atom "<link rel=\"hub\" href=\"$url/204/hub\"/>"
prints 'the payload is JSON' '"edition.published"' jq .type "$work/log/last-200-desk"
prints 'Slack gets blocks' 'header' jq '.blocks[0].type' "$work/log/last-200-slack"
prints 'Discord embeds' 'Oracle' jq '.embeds' "$work/log/last-200-discord"
prints 'Teams a card' 'AdaptiveCard' jq . "$work/log/last-200-teams"

: >"$work/log/requests"
check 'the next run' "$BROADTAPE" run
same 'sends nothing twice' "$(wc -l <"$work/log/requests")" 0

configure "{name: gone, url: '$url/410/secret-path'}" "{name: busy, url: '$url/503/secret-path'}" \
	"{name: fine, url: '$url/200/fine'}"
prints 'a refusal and a busy server leave the others alone' '3 sent, 1 waiting, 1 refused' again
prints 'status tells what was refused, and why' 'webhook gone: http://127.0.0.1' "$BROADTAPE" status
has 'with the answer' "$work/out" 'expected 2xx, found 410'
has 'and what waits' "$work/out" 'webhook busy: '
lacks 'the path of a webhook, which is a secret, is not told' "$work/out" secret-path
"$BROADTAPE" --json status >"$work/status.json"
prints 'the same as JSON' 'webhook gone' jq -r '.refused[0].recipient' "$work/status.json"
log_of /503/secret-path | cut -d' ' -f3 >"$work/first"
cp "$work/log/last-503-secret-path" "$work/first.body"
wait_is_over
: >"$work/log/requests"
check 'the next run tries again' "$BROADTAPE" run
log_of /503/secret-path | cut -d' ' -f3 >"$work/second"
check 'under the same id' cmp "$work/first" "$work/second"
check 'with the same bytes' cmp "$work/first.body" "$work/log/last-503-secret-path"
same 'and what was refused is not asked again' "$(wc -l <"$work/log/requests")" 1

configure "{name: fine, url: '$url/200/fine'}"
wait_is_over
check 'a webhook that is configured no more' "$BROADTAPE" run
prints 'is given up, and told' 'webhook busy: ' "$BROADTAPE" status
has 'with the reason' "$work/out" 'has no such webhook in the configuration any more'

configure "{url: '$url/200/a', kind: slak}" "{kind: json}" "{url: '$url/200/a', kind: slack, per: story}" \
	"{url: '$url/200/a'}"
fails_with 'a kind that is none is told' 78 "digests[0].webhooks[0].kind: expected json, slack, discord or teams, found 'slak'" "$BROADTAPE" check
has 'a missing address too' "$work/err" 'webhooks[1]: expected an address: url'
has 'two of one name' "$work/err" "webhooks[3]: 'json' is the name of line"
has 'and a story for Slack' "$work/err" 'per: story goes with kind: json or a template'
finish
