"""Bytes to text: what kind of file it is, and in which encoding, without ever failing on odd bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from charset_normalizer import from_bytes

from fogline.lexicon.tables import iter_rows

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Encodings in which news texts are found; a short list keeps the guess stable and fast.
_LEGACY = [
    "cp1252",
    "cp1256",
    "cp1251",
    "cp1250",
    "cp1254",
    "cp1255",
    "iso8859_6",
    "koi8_r",
    "gb18030",
    "big5",
    "cp932",
    "euc_kr",
]
_SAMPLE = 60_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_META_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A decoded file: the text, the encoding, and whether that was a guess; or the issue code that says why there is none."""

    text: str = ""
    encoding: str = "utf-8"
    is_guess: bool = False
    problem: str | None = None
    detail: str = ""


@lru_cache(maxsize=1)
def _magic() -> tuple[tuple[int, bytes, str, str], ...]:
    rows = iter_rows("file_magic.tsv")
    return tuple((int(row["offset"]), bytes.fromhex(row["hex"]), row["kind"], row["name"]) for row in rows)


def find_magic(head: bytes) -> tuple[str, str] | None:
    """The kind (archive or binary) and name of a known format by the first 512 bytes, or None for what may be text."""
    for offset, magic, kind, name in _magic():
        if head[offset : offset + len(magic)] == magic:
            return kind, name
    return None


def decode(raw: bytes, *, is_page: bool = False) -> Decoded:
    """The text of a file, or the problem with it. UTF-8 is kept as it is, byte order mark included."""
    if not raw.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n\x0b\x0c\x00"):
        return Decoded(problem="input.empty", detail=f"{len(raw)} bytes, no text")
    if magic := find_magic(raw[:512]):
        return Decoded(problem=f"input.{magic[0]}", detail=f"it is {magic[1]}")
    found = _by_mark(raw) or _as_utf8(raw) or (_declared(raw) if is_page else None) or _guessed(raw)
    if found.problem is None and not found.text.strip("\ufeff \t\r\n"):
        return Decoded(problem="input.empty", detail=f"{len(raw)} bytes, no text")
    if found.problem is None and len(_CONTROL.findall(found.text)) > max(2, len(found.text) // 200):
        return Decoded(problem="input.binary", detail="control characters all over: not text")
    return found


def _by_mark(raw: bytes) -> Decoded | None:
    encoding = next((name for mark, name in _BOMS if raw.startswith(mark)), None)
    if encoding is None and b"\x00" in raw:
        encoding = _zeroed(raw[:2000])
        if encoding is None:
            return Decoded(problem="input.binary", detail="it holds NUL bytes")
    if encoding is None:
        return None
    text = raw.decode(encoding, "replace")
    if "\x00" in text or text.count("\ufffd") > len(text) // 50 or not _is_wordy(text):
        return Decoded(problem="input.binary", detail=f"it starts like {encoding.upper()} but is no text")
    return Decoded(text=text, encoding=encoding, is_guess=True)


def _zeroed(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) * 0.4 and even == 0:
        return "utf-16-le"
    if even > len(head) * 0.4 and odd == 0:
        return "utf-16-be"
    return None


def _as_utf8(raw: bytes) -> Decoded | None:
    try:
        return Decoded(text=raw.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - bad
    if good >= 4 * bad and bad <= max(2, len(text) // 500):  # UTF-8 with a damaged character, not another encoding
        return Decoded(text=text, is_guess=True, detail=f"UTF-8 with {bad} damaged characters, shown as \ufffd")
    return None


def _declared(raw: bytes) -> Decoded | None:
    match = _META_CHARSET.search(raw[:4096])
    if match is None:
        return None
    try:
        name = match[1].decode("ascii")
        text = raw.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if _has_surrogate(text) else Decoded(text=text, encoding=name.lower(), is_guess=True)


def _candidates(raw: bytes) -> list[str]:
    """Text in Latin letters with a few other characters is Western far more often than anything that looks alike."""
    sample = raw[:_SAMPLE]
    if sum(byte > 127 for byte in sample) < 0.15 * len(sample):
        return ["cp1252", "latin-1"]
    best = from_bytes(sample, cp_isolation=_LEGACY, enable_fallback=False, steps=4, chunk_size=2000).best()
    return [*([best.encoding] if best else []), "cp1252"]


def _guessed(raw: bytes) -> Decoded:
    for encoding in _candidates(raw):
        try:
            text = raw.decode(encoding)
        except (LookupError, UnicodeError, ValueError):
            continue
        if not _has_surrogate(text) and _is_wordy(text):
            return Decoded(text=text, encoding=encoding, is_guess=True)
    return Decoded(problem="input.undecodable", detail="neither UTF-8 nor a legacy encoding that reads as words")


def _is_wordy(text: str) -> bool:
    """Letters and blanks make up most of a text in any language; of noise they do not."""
    sample = text[:20_000]
    return sum(char.isalpha() or char.isspace() for char in sample) >= 0.7 * len(sample)


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)
