"""A text as blocks: one block is a paragraph, a headline or a line of furniture, without the blanks around it.

In most files a line is a paragraph. Wire copy breaks its lines inside sentences: there a blank line ends a paragraph.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from fogline.ingest.furniture import ends_sentence

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BLANK = " \t\xa0\u200b\u200e\u200f\u2060\ufeff\x1f"
_MAX_WIDTH = 130
_MIN_WIDTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Half-open offsets into the text and the words between them."""

    start: int
    end: int
    text: str


def split_blocks(text: str) -> list[Block]:
    """The blocks of a text, in order; blanks, line ends and byte order marks belong to none."""
    lines = [block for match in _LINE.finditer(text) if (block := _stripped(text, match.start(), match.end()))]
    return _joined(text, lines)


def _stripped(text: str, start: int, end: int) -> Block | None:
    line = text[start:end]
    left = len(line) - len(line.lstrip(_BLANK))
    kept = line.strip(_BLANK)
    return Block(start=start + left, end=start + left + len(kept), text=kept) if kept.strip() else None


def _gap(text: str, one: Block, two: Block) -> bool:
    """True where a blank line stands between two lines."""
    between = text[one.end : two.start].replace("\r\n", "\n").replace("\r", "\n")
    return between.count("\n") > 1


def _pairs(text: str, lines: list[Block]) -> list[tuple[Block, Block]]:
    """Neighbours without a blank line between, the first long enough to have been broken."""
    pairs = itertools.pairwise(lines)
    return [(one, two) for one, two in pairs if len(one.text) >= _MIN_WIDTH and not _gap(text, one, two)]


def _is_column(lines: list[Block], pairs: list[tuple[Block, Block]]) -> bool:
    """Lines of one width that end anywhere, as agencies send them."""
    widths = sorted(len(line.text) for line in lines)
    if len(lines) < 3 or widths[int(len(widths) * 0.95)] > _MAX_WIDTH or len(pairs) < max(2, 0.4 * len(lines)):
        return False
    return sum(ends_sentence(one.text) for one, _ in pairs) < 0.4 * len(pairs)


def _is_broken(one: Block, two: Block) -> bool:
    return not ends_sentence(one.text) and two.text[0].islower()


def _joined(text: str, lines: list[Block]) -> list[Block]:
    """Paragraphs of a text whose lines are broken; where no column shows, a line goes on only if its sentence does."""
    pairs = _pairs(text, lines)
    is_column = _is_column(lines, pairs)
    if not is_column and sum(_is_broken(one, two) for one, two in pairs) < max(2, 0.2 * len(pairs)):
        return lines
    flowing = {two.start for one, two in pairs if is_column or not ends_sentence(one.text)}
    blocks: list[Block] = []
    for line in lines:
        if blocks and line.start in flowing:
            start = blocks[-1].start
            blocks[-1] = Block(start=start, end=line.end, text=text[start : line.end])
        else:
            blocks.append(line)
    return blocks
