#!/bin/sh
# The whole program, and a mail server that breaks in every reply: nothing is called sent that was not,
# what may be tried again is, under the same Message-ID, and a refusal for good is told in `status`.
. "$TOP_SRCDIR/tests/lib/tap.sh"
python=/usr/bin/python3
if ! "$python" -c 'import aiosmtpd' 2>/dev/null; then
	skip 'editions go over SMTP' 'python3-aiosmtpd is missing'
	finish
fi
mkdir "$work/base"
cp -R "$TOP_SRCDIR/examples/feeds" "$work/base/"

# serve NAME PROGRAM [OPERAND...]: a server with its own folder; sets $folder, $port and $server.
serve() {
	folder=$work/$1
	program=$2
	shift 2
	mkdir "$folder"
	"$python" "$TOP_SRCDIR/tests/peers/$program" "$folder" "$@" >"$folder/log" 2>&1 &
	server=$!
	stop_at_end $server
	for _ in $(seq 200); do
		[ -f "$folder/port" ] && break
		sleep 0.05
	done
	port=$(cat "$folder/port")
}

# configure PORT: a digest for two readers, over the server at that port.
configure() {
	cat >broadtape.yaml <<-END
		site: {dir: public, url: "https://news.example.com/"}
		feeds: [{path: "feeds/*wire.xml"}]
		companies: [{ticker: ORCL}, {ticker: INTC}]
		mail: {smtp: "smtp://127.0.0.1:$1"}
		digests:
		  - name: morning
		    schedule: {at: ["07:00"], timezone: UTC}
		    where: "company:watched"
		    email: {from: "Broadtape <news@example.com>", to: [a@example.com, b@example.com]}
	END
}
# at TIME COMMAND...: the program, when its clock says so.
at() {
	BROADTAPE_TEST_CLOCK=$1
	export BROADTAPE_TEST_CLOCK
	shift
	"$BROADTAPE" "$@"
}
# in_state WORD: how many mails of the ledger are in that state, by status.
in_state() { at 2026-11-24T07:02:00Z --json status | jq ".$1 | length"; }

cd "$work/base" || exit 99
configure 1
check 'feeds are read' at 2026-11-24T06:00:00Z fetch

number=0
for step in greeting ehlo mail rcpt data end; do
	for action in drop '421 4.3.2 going down' '451 4.3.0 try later' '550 5.1.1 nobody here'; do
		case $step:$action in
		ehlo:4*|ehlo:5*) continue ;; # libcurl greets again with HELO, as RFC 5321 asks
		esac
		number=$((number + 1))
		name="'$action' to $step"
		cp -R "$work/base" "$work/case$number"
		cd "$work/case$number" || exit 99
		serve "broken$number" smtp_script.py "$step" "$action"
		configure "$port"
		at 2026-11-24T07:01:00Z -q run >"$work/out" 2>"$work/err"
		case $action in 5*) state=refused ;; *) state=waiting ;; esac
		same "$name: both mails are $state" "$(in_state $state)" 2
		[ "$state" = waiting ] || prints "$name: and status says why" '550' at 2026-11-24T07:02:00Z status
		kill "$server"
		serve "sound$number" smtp_server.py
		configure "$port"
		at 2026-11-24T14:00:00Z -q run >"$work/out" 2>"$work/err"
		case $action in 5*) want=0 ;; *) want=2 ;; esac
		same "$name: then $want mails arrive" "$(find "$folder" -name '*.eml' | wc -l)" $want
		at 2026-11-24T21:00:00Z -q run >"$work/out" 2>"$work/err"
		same "$name: and none of them twice" "$(find "$folder" -name '*.eml' | wc -l)" $want
		[ "$want" = 0 ] || same "$name: with the edition's Message-ID" \
			"$(cat "$folder"/*.eml | tr -d '\r' | grep -ci '^Message-Id: <morning\.1\.')" 2
		kill "$server"
	done
done
finish
