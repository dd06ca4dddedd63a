"""A server that takes every connection and never says a word: for what has to end all the same.

usage: silent.py FOLDER. Writes its port to FOLDER/port, and to FOLDER/heard the first line of each
client that speaks, or "-" for one that only listens.
"""
import os
import socket
import sys
import threading

folder = sys.argv[1]
held = []


def note(line):
    with open(os.path.join(folder, "heard"), "a") as heard:
        heard.write(line + "\n")


def hear(client):
    client.settimeout(1)
    try:
        said = client.recv(4096)
    except socket.timeout:
        said = b""
    note(said.decode("latin-1").split("\r\n")[0] or "-")


door = socket.create_server(("127.0.0.1", 0))
with open(os.path.join(folder, "port.new"), "w") as port:
    port.write(str(door.getsockname()[1]))
os.rename(os.path.join(folder, "port.new"), os.path.join(folder, "port"))
while True:
    held.append(door.accept()[0])
    threading.Thread(target=hear, args=[held[-1]], daemon=True).start()
