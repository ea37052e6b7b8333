#!/usr/bin/env python3
"""Checks the record of a twin's folder with nothing but Python: objects, chain, tree, signatures.

verify.py FOLDER: says what it checked, or the first thing that is wrong, and exits with 1.
Sources: RFC 6962, section 2.1 (tree); RFC 8032, section 5.1.7 (Ed25519); C2SP signed-note and tlog-checkpoint.
"""
import base64
import hashlib
import os
import sqlite3
import sys

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def sha256(data):
    return hashlib.sha256(data).digest()


def recovered_x(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P:
        raise ValueError("no point of the curve")
    return P - x if x & 1 != sign else x


def point(data):
    number = int.from_bytes(data, "little")
    y = number & ((1 << 255) - 1)
    return (recovered_x(y, number >> 255), y)


def added(a, b):
    (x1, y1), (x2, y2) = a, b
    product = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P
    y = (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P
    return (x, y)


def times(a, number):
    result = (0, 1)
    while number:
        if number & 1:
            result = added(result, a)
        a, number = added(a, a), number >> 1
    return result


BASE_Y = 4 * pow(5, -1, P) % P
BASE = (recovered_x(BASE_Y, 0), BASE_Y)


def is_signed(public, message, signature):
    commitment, scalar = signature[:32], int.from_bytes(signature[32:], "little")
    if scalar >= ORDER:
        return False
    hashed = int.from_bytes(hashlib.sha512(commitment + public + message).digest(), "little") % ORDER
    return times(BASE, scalar) == added(point(commitment), times(point(public), hashed))


def tree(leaves):
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return sha256(b"\x01" + tree(leaves[:middle]) + tree(leaves[middle:]))


def fail(words):
    print(words)
    sys.exit(1)


def main(folder):
    count = 0
    for parent, _, names in os.walk(os.path.join(folder, "objects")):
        for name in names:
            with open(os.path.join(parent, name), "rb") as file:
                if sha256(file.read()).hex() != os.path.basename(parent) + name:
                    fail(f"the object {name} has another SHA-256 than its name")
            count += 1
    database = sqlite3.connect(f"file:{os.path.join(folder, 'journal.sqlite')}?mode=ro", uri=True)
    leaves, before = [], bytes(32)
    rows = database.execute("SELECT n, time, kind, payload, previous FROM entries ORDER BY n")
    for place, (number, time, kind, payload, previous) in enumerate(rows, 1):
        if number != place:
            fail(f"entry {place} is missing")
        if previous != before:
            fail(f"entry {place} names another entry before it")
        header = (
            f"market-twin.entry/1\nn {number}\ntime {time}\nkind {kind}\n"
            f"previous {previous.hex()}\npayload {sha256(payload).hex()}\n"
        ).encode()
        before = sha256(header)
        leaves.append(sha256(b"\x00" + header))
    with open(os.path.join(folder, "keys", "twin.pub")) as file:
        name, identity, key = file.read().strip().split("+", 2)
    key = base64.b64decode(key)
    if sha256(name.encode() + b"\n" + key)[:4].hex() != identity:
        fail("the public key is damaged")
    notes = [note for (note,) in database.execute("SELECT note FROM heads ORDER BY size")]
    for note in notes:
        text, signatures = note.rsplit("\n\n", 1)
        text += "\n"
        _, signer, signature = signatures.strip().split(" ")
        raw = base64.b64decode(signature)
        if signer != name or raw[:4].hex() != identity or not is_signed(key[1:], text.encode(), raw[4:]):
            fail("a head is not signed by the key")
        origin, size, root = text.split("\n")[:3]
        if origin != name or tree(leaves[: int(size)]) != base64.b64decode(root) or int(size) > len(leaves):
            fail(f"the head of {size} entries is not of this history")
    if not notes or text.split("\n")[1] != str(len(leaves)):
        print("note: the newest entries are not signed yet")
    print(f"{count} objects, {len(leaves)} entries, {len(notes)} heads")


main(sys.argv[1])
