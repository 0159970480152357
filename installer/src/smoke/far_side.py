"""What the smoke test's tunnels lead to, and what asks through them.

far_side.py serve SIZE FILE    a TCP server that sends SIZE bytes and a UDP server that echoes; writes "TCP UDP SHA-256" to FILE
far_side.py tcp PORT           the size and SHA-256 of what comes from a port
far_side.py udp PORT           sends 20 datagrams of growing size and compares what comes back
"""
import contextlib
import hashlib
import os
import random
import socket
import sys
import threading

CHUNK = 1 << 16


def chunks(size):
    source = random.Random(18)
    for start in range(0, size, CHUNK):
        yield source.randbytes(min(CHUNK, size - start))


def serve(size, path):
    tcp = socket.create_server(("127.0.0.1", 0))
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", 0))

    def echo():
        while True:
            data, sender = udp.recvfrom(65536)
            udp.sendto(data, sender)

    def send(client):
        # Who only looks whether somebody answers takes no more.
        with client, contextlib.suppress(ConnectionError):
            for chunk in chunks(size):
                client.sendall(chunk)

    threading.Thread(target=echo, daemon=True).start()
    total = hashlib.sha256()
    for chunk in chunks(size):
        total.update(chunk)
    with open(path + ".part", "w") as out:
        print(tcp.getsockname()[1], udp.getsockname()[1], total.hexdigest(), file=out)
    os.rename(path + ".part", path)
    while True:
        client, _ = tcp.accept()
        threading.Thread(target=send, args=(client,), daemon=True).start()


def ask_tcp(port):
    total, size = hashlib.sha256(), 0
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        while data := client.recv(CHUNK):
            total.update(data)
            size += len(data)
    print(size, total.hexdigest())


def ask_udp(port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(10)
        client.connect(("127.0.0.1", port))
        for number in range(20):
            sent = bytes([number]) * (1 + number * 60)
            client.send(sent)
            if client.recv(65536) != sent:
                sys.exit(f"datagram {number} came back changed")
    print("20 datagrams came back")


match sys.argv[1:]:
    case ["serve", size, path]:
        serve(int(size), path)
    case ["tcp", port]:
        ask_tcp(int(port))
    case ["udp", port]:
        ask_udp(int(port))
    case _:
        sys.exit(__doc__)
