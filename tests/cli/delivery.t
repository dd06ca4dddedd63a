# What the configuration says of an edition's mail and feeds, seen in what is delivered.
. "$TOP_SRCDIR/tests/lib/tap.sh"
cp -R "$TOP_SRCDIR/examples/feeds" "$work/" && chmod -R u+w "$work/feeds"
cd "$work" || exit 99

# configure EMAIL MORE: a digest with these keys of its email, and of its own.
configure() {
	rm -rf mail
	cat >broadtape.yaml <<-END
		site: {dir: public, url: "https://news.example.com/"}
		feeds: [{path: "feeds/*wire.xml"}]
		companies: [{ticker: ORCL}, {ticker: INTC}, {ticker: TLRY}]
		digests:
		  - name: morning
		    where: "company:watched"
		    html: morning/
		    atom: morning.atom
		    json: morning.json
		    email: {from: news@example.com, to: [a+b@example.com, "Dé <d@example.com>"]$1}
		    $2
		mail: {maildir: mail}
	END
}
# headers NAME: of each mail that was delivered, unfolded.
headers() {
	/usr/bin/python3 - "$1" mail/new/* <<-'END'
		import email, email.policy, sys
		for path in sys.argv[2:]:
		    with open(path, "rb") as file:
		        mail = email.message_from_binary_file(file, policy=email.policy.default)
		    print(mail["to"], "|", mail[sys.argv[1]])
	END
}

"$BROADTAPE" fetch >/dev/null 2>&1 # there is no configuration yet
configure '' ''
"$BROADTAPE" fetch >"$work/out" 2>"$work/err"
check 'an edition goes to two recipients' "$BROADTAPE" digest morning --since 2d
same 'each gets a mail' "$(ls mail/new | wc -l)" 2
prints 'without a way out none is promised' 'a+b@example.com | None' headers List-Unsubscribe

configure ', unsubscribe: "https://example.com/leave?list=m&who={to}", unsubscribe_mail: leave@example.com, one_click: true' ''
check 'with a way out' "$BROADTAPE" digest morning --since 2d
prints 'the header names who leaves' 'a+b@example.com | <https://example.com/leave?list=m&who=a%2Bb%40example%2Ecom>, <mailto:leave@example.com>' headers List-Unsubscribe
has 'the other one, too' "$work/out" '| <https://example.com/leave?list=m&who=d%40example%2Ecom>, <mailto:leave@example.com>'
prints 'one click is offered' 'a+b@example.com | List-Unsubscribe=One-Click' headers List-Unsubscribe-Post
/usr/bin/python3 - mail/new/* >"$work/parts" <<'END'
import email, email.policy, sys
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        mail = email.message_from_binary_file(file, policy=email.policy.default)
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            print(part.get_content_subtype(), str(mail["to"])[:3], "Unsubscribe" in part.get_content(),
                  ("who=d%40" in part.get_content()) == ("d@" in str(mail["to"])))
END
same 'the foot of each part links to it, each with its own name' "$(grep -c 'True True' "$work/parts")" 4
same 'all mails of the edition have one Message-ID' "$(headers Message-ID | cut -d'|' -f2 | sort -u | wc -l)" 1
fails_with 'one click needs HTTPS' 78 'one_click needs an unsubscribe address that begins with https://' sh -c \
	'sed "s|https://example.com/leave|http://example.com/leave|" broadtape.yaml >plain.yaml; "$BROADTAPE" -c plain.yaml check'
fails_with 'another brace is none' 78 'email.unsubscribe: expected an address such as https://example.com/leave?who={to}' sh -c \
	'sed "s|{to}|{who}|" broadtape.yaml >brace.yaml; "$BROADTAPE" -c brace.yaml check'
fails_with 'so is an address that no header can hold' 78 'is too long for a header: expected 400 at most' sh -c \
	'sed "s|list=m|list=$(printf %0400d 0)|" broadtape.yaml >long.yaml; "$BROADTAPE" -c long.yaml check'

configure '' 'entries: edition'
check 'a digest whose entries are editions' "$BROADTAPE" digest morning --since 2d
same 'has an entry for each edition' "$(grep -c '<entry>' public/morning.atom)" 3
has 'by its id' public/morning.atom '<id>tag:news.example.com,2026:morning/3</id>'
has 'and its page' public/morning.atom 'href="https://news.example.com/morning/1.html"'
check 'it is valid' xmllint --noout --relaxng "$TOP_SRCDIR/tests/corpus/atom.rng" public/morning.atom
same 'the JSON Feed too' "$(jq '.items | length' public/morning.json)" 3
prints 'with the stories in HTML' 'Oracle' jq -r '.items[2].content_html' public/morning.json
cp public/morning.atom before.atom
"$BROADTAPE" digest morning --format atom >dry.atom
prints 'it is shown without being made' 'morning/4</id>' cat dry.atom
fails_with 'an entry of another kind is none' 78 "digests[0].entries: expected story or edition, found 'item'" sh -c \
	'sed "s|entries: edition|entries: item|" broadtape.yaml >item.yaml; "$BROADTAPE" -c item.yaml check'

# An edition that told things again is finished as one after a crash between the ledger and the files.
has 'the last edition told what earlier ones had told' public/morning/3.html 'Oracle'
mv public/morning/3.html whole.html
/usr/bin/python3 -c "import sqlite3; c = sqlite3.connect('broadtape.db'); c.execute('UPDATE editions SET state = 0 WHERE sequence = 3'); c.commit()"
check 'a run finishes an edition that was only recorded' "$BROADTAPE" run
check 'and its page is what it would have been' cmp whole.html public/morning/3.html

# Where files cannot be put, the status says so until they can.
mv public kept
: >public
check 'a site folder that is a file ends a run in an error' sh -c '! "$BROADTAPE" digest morning --since 2d'
prints 'the status tells of it' 'whose files are not written yet' "$BROADTAPE" status
prints 'in JSON, too' '"unwritten": true' "$BROADTAPE" --json status
rm public
mv kept public
check 'once they can be put there, a run does it' "$BROADTAPE" run
prints 'and the status is content' '"unwritten": false' "$BROADTAPE" --json status
finish
