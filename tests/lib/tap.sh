# For the shell tests: `. "$TOP_SRCDIR/tests/lib/tap.sh"`, then checks, then `finish`.
# Each check is one TAP line, named by a sentence; what a failing command printed is shown.

tap_n=0
tap_failed=0
tap_work=$(mktemp -d "${TMPDIR:-/tmp}/broadtape-test.XXXXXX") || exit 99
tap_pids=
tap_cleanup() {
	for tap_pid in $tap_pids; do
		kill "$tap_pid" 2>/dev/null
	done
	chmod -R u+w "$tap_work" 2>/dev/null
	rm -rf "$tap_work"
}
trap tap_cleanup EXIT
trap 'exit 1' INT TERM
work=$tap_work

# pass NAME | fail NAME [FILE...]: one result; the files are shown as diagnostics.
pass() {
	tap_n=$((tap_n + 1))
	echo "ok $tap_n - $1"
}
fail() {
	tap_n=$((tap_n + 1))
	tap_failed=$((tap_failed + 1))
	echo "not ok $tap_n - $1"
	shift
	for tap_file in "$@"; do
		echo "# $tap_file:"
		head -c 4000 "$tap_file" | sed 's/^/#   /'
	done
}
skip() {
	tap_n=$((tap_n + 1))
	echo "ok $tap_n - $1 # SKIP $2"
}

# run COMMAND...: stdout to $work/out, stderr to $work/err, the exit status to $status.
run() {
	"$@" >"$work/out" 2>"$work/err" </dev/null
	status=$?
}

# check NAME COMMAND...: the command succeeds.
check() {
	tap_name=$1
	shift
	run "$@"
	if [ "$status" -eq 0 ]; then pass "$tap_name"; else
		echo "# exit status $status: $*"
		fail "$tap_name" "$work/out" "$work/err"
	fi
}

# prints NAME TEXT COMMAND...: it succeeds, and its stdout holds TEXT.
prints() {
	tap_name=$1 tap_text=$2
	shift 2
	run "$@"
	if [ "$status" -eq 0 ] && grep -qF -e "$tap_text" "$work/out"; then pass "$tap_name"; else
		echo "# exit status $status, expected on stdout: $tap_text"
		fail "$tap_name" "$work/out" "$work/err"
	fi
}

# fails_with NAME STATUS TEXT COMMAND...: that exit status, and stderr holds TEXT.
fails_with() {
	tap_name=$1 tap_status=$2 tap_text=$3
	shift 3
	run "$@"
	if [ "$status" -eq "$tap_status" ] && grep -qF -e "$tap_text" "$work/err"; then pass "$tap_name"; else
		echo "# exit status $status, expected $tap_status with: $tap_text"
		fail "$tap_name" "$work/out" "$work/err"
	fi
}

# has NAME FILE TEXT | lacks NAME FILE TEXT
has() {
	if grep -qF -e "$3" "$2"; then pass "$1"; else
		echo "# expected in $2: $3"
		fail "$1" "$2"
	fi
}
lacks() {
	if grep -qF -e "$3" "$2"; then
		echo "# not expected in $2: $3"
		fail "$1" "$2"
	else pass "$1"; fi
}

# same NAME GOT WANT: two strings.
same() {
	if [ "$2" = "$3" ]; then pass "$1"; else
		echo "# got:  $2"
		echo "# want: $3"
		fail "$1"
	fi
}

# until_seen FILE TEXT: waits for a line, half a minute at most.
until_seen() {
	tap_tries=300
	while ! grep -qF -e "$2" "$1" 2>/dev/null && [ $tap_tries -gt 0 ]; do
		tap_tries=$((tap_tries - 1))
		sleep 0.1
	done
}

# stop_at_end PID: a server to stop when the test ends.
stop_at_end() { tap_pids="$tap_pids $1"; }

# until_true COMMAND...: waits for a command to succeed, half a minute at most.
until_true() {
	tap_tries=300
	while ! "$@" >/dev/null 2>&1 && [ $tap_tries -gt 0 ]; do
		tap_tries=$((tap_tries - 1))
		sleep 0.1
	done
}

finish() {
	echo "1..$tap_n"
	[ "$tap_failed" -eq 0 ]
	exit
}
