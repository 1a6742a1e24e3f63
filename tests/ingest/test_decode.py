"""Encodings and files that are no text."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

import pytest

from fogline.ingest.decode import decode

WORDS = "The café in Córdoba was hit by señor Peña’s lorry, the police said on Tuesday."
ARABIC = "قال محافظ المنطقة إن مسلحين أطلقوا النار على قافلة قرب المدينة يوم الثلاثاء وقتلوا سائقين اثنين"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (WORDS.encode("cp1252"), WORDS),
        (WORDS.replace("’", "'").encode("latin-1"), WORDS.replace("’", "'")),
        (WORDS.encode("utf-16"), WORDS),
        (WORDS.encode("utf-16-le"), WORDS),
        (WORDS.encode("utf-32"), WORDS),
        (ARABIC.encode("cp1256"), ARABIC),
        (
            b"Caf\xc3\xa9 on the c\xc3\xb4te d\xe2\x80\x99Azur, d\xc3\xa9j\xc3\xa0 \xff vu",
            "Café on the côte d’Azur, déjà \ufffd vu",
        ),
    ],
)
def test_guessed(raw: bytes, text: str) -> None:
    decoded = decode(raw)
    assert decoded.text == text and decoded.is_guess and decoded.problem is None


def test_utf8_is_untouched() -> None:
    text = "\ufeffTwo drivers\r\n\tkilled\u00a0near Marwa "
    assert decode(text.encode()).text == text and not decode(text.encode()).is_guess


def archive(kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(out, "w") as packed:
            packed.writestr("a.txt", WORDS)
    elif kind == "tar":
        with tarfile.open(fileobj=out, mode="w") as packed_tar:
            packed_tar.addfile(tarfile.TarInfo("a.txt"), io.BytesIO(b""))
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "input.empty"),
        (b" \n\t \r\n", "input.empty"),
        (b"\xef\xbb\xbf\n", "input.empty"),
        (archive("zip"), "input.archive"),
        (archive("tar"), "input.archive"),
        (gzip.compress(WORDS.encode()), "input.archive"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "input.archive"),
        (b"%PDF-1.7\n%abc", "input.binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(30), "input.binary"),
        (b"Two drivers\x00killed", "input.binary"),
        (bytes(range(1, 32)) * 20, "input.binary"),
        (b"\xff\xfe" + bytes(range(32)) * 3, "input.binary"),
        (bytes(b"\x81\xf7\x99\x01"[i % 4] for i in range(900)), "input.undecodable"),
    ],
)
def test_no_text(raw: bytes, problem: str) -> None:
    assert decode(raw).problem == problem
