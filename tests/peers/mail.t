#!/bin/sh
# Mails handed to real servers and read back by somebody else's library.
. "$TOP_SRCDIR/tests/lib/tap.sh"

show=$TOP_BUILDDIR/tests/lib/digest_show
send=$TOP_BUILDDIR/tests/lib/hand_over
peers=$TOP_SRCDIR/tests/peers
python=/usr/bin/python3

read_mail() { "$python" "$peers/mail_read.py" "$@"; }

# What a mail says, to a reader that is not ours.
"$show" morning eml >"$work/morning.eml"
same 'Python finds no fault in a mail' "$(read_mail "$work/morning.eml" defects 2>&1)" ''
read_mail "$work/morning.eml" headers >"$work/headers"
has 'the subject is the template, filled' "$work/headers" \
	'Subject: Before the open: Meta delays smart glasses to May and lifts capex guidance again'
has 'a name beyond ASCII arrives' "$work/headers" 'From: Broadtape Übersicht <news@example.com>'
has 'the Message-ID is the given one' "$work/headers" 'Message-Id: <morning.142@news.example.com>'
has 'the date is the edition'"'"'s, in its zone' "$work/headers" 'Date: Mon, 23 Nov 2026 07:00:00 -0500'
has 'the list is named' "$work/headers" 'List-Id: <morning.news.example.com>'
has 'a list can be left' "$work/headers" \
	'List-Unsubscribe: <https://news.example.com/unsubscribe?u=1>, <mailto:leave@example.com>'
has 'a list can be left with one click' "$work/headers" 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'
has 'no robot answers it' "$work/headers" 'Auto-Submitted: auto-generated'
"$show" morning text >"$work/morning.txt"
read_mail "$work/morning.eml" text | tr -d '\r' >"$work/twin.txt"
printf '\nUnsubscribe:\nhttps://news.example.com/unsubscribe?u=1\n' >>"$work/morning.txt"
check 'the text part is the text format, and the way out' diff "$work/morning.txt" "$work/twin.txt"
read_mail "$work/morning.eml" html >"$work/twin.html"
has 'the HTML part has the story' "$work/twin.html" 'Ford</mark> recalls 355,000 trucks'
has 'the HTML part says what was left out' "$work/twin.html" 'Left out: 412, below min_relevance 40'
has 'the HTML part tells of feeds in trouble' "$work/twin.html" 'Feed in trouble: Chips &amp; Dips: 404 for 3 days'
"$show" many:2000 eml >"$work/many.eml"
size=$(read_mail "$work/many.eml" size)
check "the HTML of 2,000 stories stays below 100 KB ($size)" test "$size" -lt 102400 -a "$size" -gt 75000
read_mail "$work/many.eml" html >"$work/many.html"
check 'what did not fit is counted and linked' \
	grep -qE 'href="https://news.example.com/morning/142.html"[^>]*>1,[0-9]{3} more stories' "$work/many.html"
n=0
while "$show" "hostile:$n" eml >"$work/hostile.eml" 2>/dev/null; do
	same "hostile text $n makes no faulty mail" "$(read_mail "$work/hostile.eml" defects 2>&1)" ''
	read_mail "$work/hostile.eml" headers >"$work/headers"
	same "hostile text $n makes no header" "$(grep '^\(Bcc\|X\):' "$work/headers")" ''
	n=$((n + 1))
done
check 'there were hostile texts' test "$n" -gt 10

if ! "$python" -c 'import aiosmtpd' 2>/dev/null; then
	skip 'mails go over SMTP' 'python3-aiosmtpd is missing'
	finish
fi

# serve NAME COMMAND...: starts a server with its own folder, waits for its port, sets $port.
serve() {
	folder=$work/$1
	mkdir "$folder"
	shift
	program=$1
	shift
	"$python" "$peers/$program" "$folder" "$@" >"$folder/log" 2>&1 &
	server=$!
	stop_at_end $server
	for _ in $(seq 200); do
		[ -f "$folder/port" ] && break
		sleep 0.05
	done
	port=$(cat "$folder/port")
}
# hand_over ARGUMENTS...: sends the morning's mail.
hand_over() { "$send" "$@" <"$work/morning.eml"; }

serve plain smtp_server.py
SMTP_PLAIN=yes
export SMTP_PLAIN
check 'a server takes a mail' hand_over smtp "smtp://127.0.0.1:$port" news@example.com desk@example.com
check 'what arrived is what was sent, byte for byte' cmp "$folder/1.eml" "$work/morning.eml"
has 'the envelope names sender and recipient' "$folder/1.envelope" \
	'sender.example.com news@example.com desk@example.com'
unset SMTP_PLAIN
fails_with 'without TLS nothing is sent unless it is allowed' 69 'STARTTLS' \
	hand_over smtp "smtp://127.0.0.1:$port" news@example.com desk@example.com
printf 'Subject: dots\r\n\r\n.\r\n..a\r\n.quit\r\n.\r\n' >"$work/dots.eml"
SMTP_PLAIN=yes "$send" smtp "smtp://127.0.0.1:$port" a@example.com b@example.com <"$work/dots.eml"
check 'lines that begin with a dot arrive' cmp "$folder/2.eml" "$work/dots.eml"

if command -v openssl >/dev/null; then
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key.pem" -out "$work/cert.pem" -days 30 \
		-subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 2>/dev/null
	SMTP_CA=$work/cert.pem
	export SMTP_CA
	serve tls smtp_server.py --tls "$work/cert.pem" "$work/key.pem"
	check 'a mail goes over TLS' hand_over smtp "smtps://localhost:$port" news@example.com desk@example.com
	check 'it is the mail' cmp "$folder/1.eml" "$work/morning.eml"
	SMTP_CA=/etc/ssl/certs/ca-certificates.crt
	fails_with 'a certificate that nobody signed is refused' 69 'certificate' \
		hand_over smtp "smtps://localhost:$port" news@example.com desk@example.com
	SMTP_CA=$work/cert.pem
	serve starttls smtp_server.py --starttls "$work/cert.pem" "$work/key.pem" --auth desk geheim
	SMTP_USER=desk SMTP_PASSWORD=geheim
	export SMTP_USER SMTP_PASSWORD
	check 'a mail goes over STARTTLS, with a password' \
		hand_over smtp "smtp://localhost:$port" news@example.com desk@example.com
	has 'the password opened' "$folder/1.envelope" 'tls desk'
	SMTP_PASSWORD=wrong-secret
	fails_with 'a wrong password is refused for good' 69 '535' \
		hand_over smtp "smtp://localhost:$port" news@example.com desk@example.com
	lacks 'the password is not told' "$work/err" wrong-secret
	unset SMTP_USER SMTP_PASSWORD SMTP_CA
else
	skip 'a mail goes over TLS' 'openssl is missing'
fi

# A server that breaks at every step, in every way. step:action:status:words
SMTP_PLAIN=yes
SMTP_TIMEOUT_MS=800
export SMTP_PLAIN SMTP_TIMEOUT_MS
number=0
for step in greeting ehlo mail rcpt data end; do
	for action in drop silence '421 4.3.2 going down' '451 4.3.0 try later' '550 5.1.1 nobody here'; do
		case $action in 5*) want=69 ;; *) want=75 ;; esac
		case $step:$action in
		ehlo:4*|ehlo:5*) continue ;; # libcurl greets again with HELO, as RFC 5321 asks
		esac
		number=$((number + 1))
		serve "script$number" smtp_script.py "$step" "$action"
		words=$(echo "$action" | grep -o '[a-z ]* [a-z]*$')
		case $action in drop|silence) words=127.0.0.1 ;; esac
		case $step in greeting) words=127.0.0.1 ;; esac
		fails_with "a server that answers '$action' to $step" $want "$words" \
			hand_over smtp "smtp://127.0.0.1:$port" news@example.com desk@example.com
		kill $server
	done
done
fails_with 'a server that is not there is asked again later' 75 '127.0.0.1' \
	hand_over smtp "smtp://127.0.0.1:1" news@example.com desk@example.com
fails_with 'another protocol is refused' 69 'rotocol' \
	hand_over smtp "http://127.0.0.1:1" news@example.com desk@example.com

# A program that speaks as sendmail does.
cat >"$work/sendmail" <<'END'
#!/bin/sh
printf '%s\n' "$@" >"$0.arguments"
cat >"$0.message"
END
chmod +x "$work/sendmail"
check 'a program takes a mail' hand_over sendmail "$work/sendmail" news@example.com -- 2>/dev/null
printf '%s\n' -i -f news@example.com -- -- >"$work/want"
check 'an address that looks like an option is none' cmp "$work/want" "$work/sendmail.arguments"
tr -d '\r' <"$work/morning.eml" >"$work/want"
check 'it reads the mail with the line ends of its system' cmp "$work/want" "$work/sendmail.message"
printf '#!/bin/sh\necho "queue is full" >&2\nexit 75\n' >"$work/later"
printf '#!/bin/sh\ncat >/dev/null\necho "user unknown" >&2\nexit 67\n' >"$work/refuses"
printf '#!/bin/sh\nkill -9 $$\n' >"$work/dies"
chmod +x "$work/later" "$work/refuses" "$work/dies"
"$send" sendmail "$work/later" a@example.com b@example.com <"$work/many.eml" 2>"$work/err"
same 'a program that does not even read is asked again later' "$?" 75
has 'its reason is told' "$work/err" 'queue is full'
fails_with 'a program refuses with its reason' 69 'user unknown' hand_over sendmail "$work/refuses" a@b.c d@e.f
fails_with 'a program that dies is asked again later' 75 'signal 9' hand_over sendmail "$work/dies" a@b.c d@e.f
fails_with 'a program that is missing is named' 69 "nothing-here': No such file" \
	hand_over sendmail "$work/nothing-here" a@b.c d@e.f

# A maildir.
check 'a maildir takes a mail' hand_over maildir "$work/box" morning.142@news.example.com
same 'it is one new mail' "$(ls "$work/box/new" | wc -l)" 1
check 'the same edition again is the same mail' hand_over maildir "$work/box" morning.142@news.example.com
same 'it is still one new mail' "$(ls "$work/box/new" | wc -l)" 1
same 'nothing is left in tmp' "$(ls "$work/box/tmp" | wc -l)" 0
name=$(ls "$work/box/new")
tr -d '\r' <"$work/morning.eml" >"$work/want"
check 'the file is the mail with the line ends of the system' cmp "$work/want" "$work/box/new/$name"
mv "$work/box/new/$name" "$work/box/cur/$name:2,S"
check 'a mail that was read is not delivered again' hand_over maildir "$work/box" morning.142@news.example.com
same 'there is no new mail' "$(ls "$work/box/new" | wc -l)" 0
check 'an id cannot leave the maildir' hand_over maildir "$work/box" ../../evil
same 'its file is in new' "$(ls "$work/box/new")" 'broadtape...%2F..%2Fevil'
check 'Python reads the maildir' "$python" -c 'import mailbox, sys
assert len(mailbox.Maildir(sys.argv[1], create=False)) == 2' "$work/box"
finish
