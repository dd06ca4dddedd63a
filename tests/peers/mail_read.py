#!/usr/bin/python3
"""What Python's email library reads in a message: mail_read.py FILE headers|defects|text|html|size."""
import email
import email.policy
import sys

with open(sys.argv[1], "rb") as file:
    raw = file.read()
message = email.message_from_bytes(raw, policy=email.policy.default)
text = message.get_body(("plain",))
html = message.get_body(("html",))


def defects(part):
    found = list(part.defects)
    for name, value in part.items():
        found += [f"{name}: {defect!r}" for defect in value.defects]
    if part.is_multipart():
        for child in part.iter_parts():
            found += defects(child)
    return found


if sys.argv[2] == "headers":
    for name, value in message.items():
        print(f"{name}: {value}")
elif sys.argv[2] == "defects":
    faults = defects(message)
    lines = raw.split(b"\r\n")
    if message.get_content_type() != "multipart/alternative":
        faults.append("not multipart/alternative")
    if [part.get_content_type() for part in message.iter_parts()] != ["text/plain", "text/html"]:
        faults.append("not a text and its HTML")
    if max(len(line) for line in lines) > 998:
        faults.append("a line above 998 bytes")
    if any(b"\r" in line or b"\n" in line for line in lines):
        faults.append("a bare CR or LF")
    if any(byte > 126 or byte < 9 for byte in raw):
        faults.append("a byte that is not ASCII text")
    print(*faults, sep="\n", end="")
elif sys.argv[2] == "text":
    print(text.get_content(), end="")
elif sys.argv[2] == "html":
    print(html.get_content(), end="")
elif sys.argv[2] == "size":
    print(len(html.get_content().encode()))
