"""What stands between quotation marks, followed over sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARK = re.compile("[“”\"«»]|''|``")
_OPENERS = frozenset("“«") | {"``"}
_CLOSERS = frozenset("”»")
_LONGEST_RUN = 6
"""Paragraphs over which one quotation is followed: longer ones are a mark that was forgotten."""


def quoted_ranges(paragraphs: Sequence[tuple[int, str]]) -> list[tuple[int, int]]:
    """The ranges [start, end) of characters between marks, in text order; `paragraphs` are (offset, text).

    A quotation that is still open where a paragraph ends goes on in the next one if that begins with a mark, as
    newspapers print it; otherwise it ends with the paragraph.
    """
    found: list[tuple[int, int]] = []
    run = 0
    for offset, text in paragraphs:
        opened: int | None = None
        if run and not _begins_with_mark(text):
            run = 0
        for mark in _MARK.finditer(text):
            if opened is None:
                if _opens(mark, text):
                    opened = mark.end()
            elif _closes(mark, text):
                found.append((offset + opened, offset + mark.start()))
                opened = None
        run = run + 1 if opened is not None else 0
        if opened is not None and run <= _LONGEST_RUN:
            found.append((offset + opened, offset + len(text)))
    return found


def _begins_with_mark(text: str) -> bool:
    return _MARK.match(text) is not None


def _opens(mark: re.Match[str], text: str) -> bool:
    if mark.group() in _OPENERS:
        return True
    if mark.group() in _CLOSERS:
        return False
    before, after = text[: mark.start()][-1:], text[mark.end() : mark.end() + 1]
    return bool(after) and not after.isspace() and not before.isalnum()


def _closes(mark: re.Match[str], text: str) -> bool:
    if mark.group() in _CLOSERS:
        return True
    before, after = text[: mark.start()][-1:], text[mark.end() : mark.end() + 1]
    return mark.group() not in _OPENERS and (not before.isspace() or not after or after.isspace())
