#!/usr/bin/python3
"""A mail server that breaks where it is told: smtp_script.py FOLDER STEP ACTION.

STEP: greeting, ehlo, mail, rcpt, data or end (after the last dot). ACTION: a reply such as
"550 5.1.1 nobody", or "drop" to close the connection, or "silence". Writes its port to FOLDER/port
and what it was sent to FOLDER/heard; serves one connection after another.
"""
import os
import socket
import sys
import time

folder, broken, action = sys.argv[1:4]
replies = {"greeting": "220 test ready", "ehlo": "250 test", "mail": "250 ok", "rcpt": "250 ok",
           "data": "354 go on", "end": "250 kept", "quit": "221 bye", "helo": "250 test"}


def step(connection, name):
    if name == broken and action == "drop":
        return False
    if name == broken and action == "silence":
        time.sleep(30)
        return False
    reply = action if name == broken else replies.get(name, "502 what?")
    connection.sendall(reply.encode() + b"\r\n")
    return not reply.startswith("421")


def talk(connection, heard):
    lines = connection.makefile("rb")
    alive, in_text = step(connection, "greeting"), False
    while alive:
        line = lines.readline()
        if not line:
            return
        heard.write(line)
        heard.flush()
        if in_text:
            if line == b".\r\n":
                in_text, alive = False, step(connection, "end")
            continue
        word = line.split()[0].decode().lower() if line.split() else ""
        alive = step(connection, word)
        in_text = alive and word == "data" and (broken != "data" or action.startswith("354"))
        if word == "quit":
            return


server = socket.create_server(("127.0.0.1", 0))
with open(os.path.join(folder, "port.new"), "w") as out:
    out.write(str(server.getsockname()[1]))
os.rename(os.path.join(folder, "port.new"), os.path.join(folder, "port"))
while True:
    connection, _ = server.accept()
    with connection, open(os.path.join(folder, "heard"), "ab") as heard:
        try:
            talk(connection, heard)
        except OSError:
            pass
