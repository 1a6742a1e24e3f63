"""Makes a folder of files that are no readable reports, each broken in its own way, and good ones among them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import random
import socket
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

SENTENCES = (
    "Gunmen fired on a convoy near the town of Marwa on Tuesday, killing two drivers, the district governor said.",
    "Nobody claimed the attack, which came a day after talks between the two sides had been broken off.",
    "Residents said that they had heard shots before dawn and that the road was closed until noon.",
)


def good_text(number: int) -> str:
    """A report like any other."""
    return (
        f"Convoy attacked on road {number} near Marwa\n\n03 March, 2023\n\n"
        + "\n\n".join(SENTENCES)
        + f"\n\nIt was attack number {number}.\n"
    )


def _zip(inner: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("inner", inner)
    return out.getvalue()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        info = tarfile.TarInfo("a.txt")
        info.size = 3
        packed.addfile(info, io.BytesIO(b"abc"))
    return out.getvalue()


def _noise(seed: int, size: int) -> bytes:
    return random.Random(seed).randbytes(size)


CONTENTS: tuple[tuple[str, Callable[[int], bytes]], ...] = (
    (".txt", lambda n: b""),
    (".txt", lambda n: b" \r\n\t" * n),
    (".txt", lambda n: b"\xef\xbb\xbf"),
    (".txt", lambda n: b"\x00" * (n + 1)),
    (".txt", lambda n: b"Two drivers\x00killed near Marwa" * n),
    (".txt", lambda n: b"\x00\x01" + _noise(n, 400)),
    (".txt", lambda n: b"\xff\xfe" + b"\x00\xd8" * (n + 3)),
    (".txt", lambda n: bytes(b"\x81\xf7\x99\x01"[i % 4] for i in range(100 + n))),
    (".zip", lambda n: _zip(b"abc" * n)),
    (".txt", lambda n: _zip(_zip(b"abc" * n))),
    (".gz", lambda n: gzip.compress(b"abc" * n)),
    (".tar", lambda n: _tar()),
    (".bz2", lambda n: bz2.compress(b"abc" * n)),
    (".xz", lambda n: lzma.compress(b"abc" * n)),
    (".7z", lambda n: b"7z\xbc\xaf\x27\x1c" + _noise(n, 99)),
    (".txt", lambda n: b"%PDF-1.7\n" + _noise(n, 99)),
    (".png", lambda n: b"\x89PNG\r\n\x1a\n" + _noise(n, 99)),
    (".html", lambda n: b"<html></html>" + b" " * n),
    (".html", lambda n: b"<div>" * 10_000 + b"deep" + b"</div>" * 10_000),
    (".html", lambda n: b"<html><body><script>" + b"document.write('x');" * 99 + b"</script></body></html>"),
    (".htm", lambda n: b"<" * (1000 + n)),
    (".html", lambda n: b"\x00" * 50 + b"<html>"),
    (".json", lambda n: b'{"a": %d}' % n),
    (".csv", lambda n: b"a,b\n1,%d\n" % n),
    (".txt", lambda n: b"var a = function () { return %d; };\n});\n" % n),
    (".txt", lambda n: b"x" * (20_000 + n)),  # longer than max_chars of the test: a single line
)


def make_good(folder: Path) -> list[str]:
    """Ten good reports; returns their uris."""
    (folder / "good" / "sub").mkdir(parents=True)
    names = [f"good/{number}.txt" for number in range(4)] + ["good/sub/four.text", "good/five", "good/six.md"]
    for number, name in enumerate(names):
        (folder / name).write_text(good_text(number), "utf-8")
    (folder / "good" / "bom.txt").write_bytes(b"\xef\xbb\xbf" + good_text(7).encode())
    (folder / "good" / "sixteen.txt").write_bytes(good_text(8).encode("utf-16"))
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    (folder / "good" / "page.html").write_text(
        f"<html><head><title>Nine</title></head><body><article>{body}</article></body></html>"
    )
    return sorted([*names, "good/bom.txt", "good/sixteen.txt", "good/page.html"])


def make_bad(folder: Path, count: int) -> list[str]:
    """`count` bad inputs of all kinds; returns their uris."""
    (folder / "bad").mkdir()
    made = _make_special(folder / "bad")
    number = 0
    while len(made) < count:
        suffix, content = CONTENTS[number % len(CONTENTS)]
        name = f"{number:03}{suffix}"
        (folder / "bad" / name).write_bytes(content(number))
        made.append(name)
        number += 1
    return sorted(f"bad/{name}" for name in made)


def _make_special(folder: Path) -> list[str]:
    """What is no plain file: pipes, sockets, dead links, a huge sparse file, odd names."""
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(folder)  # a socket's address must be short
        try:
            listener.bind("socket.txt")
        finally:
            os.chdir(here)
    (folder / "dead.txt").symlink_to(folder / "nowhere")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "directory.txt").mkdir()
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(50_000_000)
    (folder / "LICENSE").write_text("Anyone may read this.")
    os.close(os.open(os.fsencode(folder) + b"/odd\xff\n.txt", os.O_CREAT | os.O_WRONLY))
    return ["pipe.txt", "socket.txt", "dead.txt", "self.txt", "huge.txt", "LICENSE", "odd\\xff\n.txt"]
