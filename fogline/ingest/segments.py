"""What each stretch of a report's text is: title, standfirst, byline, dateline, body, caption, furniture or script.

A segment is one paragraph or line: breaks inside it are soft. In doubt a line is body, for what is furniture is never
read; script is never body. The rules of single lines are in furniture.py, those of neighbours here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fogline.ingest.blocks import Block, split_blocks
from fogline.ingest.dateline import find_dateline, find_leading_date
from fogline.ingest.furniture import NOTHING, Look, code_pattern, count_words, ends_sentence, is_code, look_at, rule
from fogline.record.values import Segment

_PROSE_WORDS = 8
_MIN_TITLE_WORDS = 3
_MAX_TITLE_WORDS = 32
_NOT_ALNUM = re.compile(r"[\W_]+")
_LAST_STOP = re.compile(r"[.!?…][\"”'’)\]]*(?=\s)")
_CODE_END = re.compile(r"[;{}>)\]`](?=[^;{}>`]*$)")
READ_KINDS = frozenset({"title", "standfirst", "body", "caption"})
"""The kinds that are read; the others are kept and shown, but nothing is taken from them."""


def find_segments(text: str, title: str | None = None, captions: Iterable[str] = ()) -> tuple[Segment, ...]:
    """The segments of a text, in order and without overlap. `title` and `captions` are what the page marks as such."""
    blocks = [piece for block in split_blocks(text) for piece in _without_code(block)]
    page = _Page(blocks, title, frozenset(map(fold_line, captions)))
    page.mark()
    mark = [Segment(start=0, end=1, kind="furniture")] if text.startswith("\ufeff") else []
    return (*mark, *page.segments())


def fold_line(text: str) -> str:
    """Letters and digits only, lower case: how two headlines are compared."""
    return _NOT_ALNUM.sub("", text).casefold()


def _without_code(block: Block) -> list[Block]:
    """A block with sentences before or after its code is split, so that the sentences are read and the code is not."""
    if not is_code(block.text):
        return [block]
    mark = code_pattern().search(block.text)
    if mark is None:
        return [block]
    stops = [found.end() for found in _LAST_STOP.finditer(block.text, 0, mark.start())]
    cut = stops[-1] if stops and _is_sentence(block.text[: stops[-1]]) else 0
    last = _CODE_END.search(block.text, cut)
    resume = last.end() if last and _is_sentence(block.text[last.end() :].strip()) else len(block.text)
    return [piece for a, b in ((0, cut), (cut, resume), (resume, len(block.text))) if (piece := _piece(block, a, b))]


def _is_sentence(text: str) -> bool:
    return count_words(text) >= 6 and ends_sentence(text) and not is_code(text)


def _piece(block: Block, start: int, end: int) -> Block | None:
    part = block.text[start:end]
    kept = part.strip()
    if not kept:
        return None
    offset = block.start + start + len(part) - len(part.lstrip())
    return Block(start=offset, end=offset + len(kept), text=kept)


class _Page:
    """The blocks of one text with what is known of each so far."""

    def __init__(self, blocks: Sequence[Block], title: str | None, captions: frozenset[str]) -> None:
        self._blocks = blocks
        self._looks: list[Look] = [
            Look(kind="caption") if captions and fold_line(block.text) in captions else look_at(block.text) for block in blocks
        ]
        self._kinds: list[str | None] = [look.kind for look in self._looks]
        self._prose = [self._is_prose(index) for index in range(len(blocks))]
        self._title_text = fold_line(title) if title else None
        self._title: int | None = None

    def mark(self) -> None:
        """Gives every block its kind."""
        self._mark_neighbours_of_code()
        self._title = self._find_title()
        if self._title is not None:
            self._mark_title(self._title)
        body = self._body_start()
        self._mark_header(body)
        self._mark_lists(body)
        self._mark_menus(body)
        self._mark_fragments(body)
        self._mark_first_date()

    def segments(self) -> list[Segment]:
        """The segments; a dateline at the start of the body is one of its own."""
        found: list[Segment] = []
        is_first = True
        for block, kind in zip(self._blocks, self._kinds, strict=True):
            kind = kind or "body"
            start = block.start
            if kind == "body" and is_first:
                is_first = False
                length = find_dateline(block.text) or (0 if self._title is not None else find_leading_date(block.text))
                if length:
                    found.append(Segment(start=start, end=start + len(block.text[:length].rstrip()), kind="dateline"))
                    start += length
            if start < block.end:
                found.append(Segment(start=start, end=block.end, kind=kind))
        return found

    def _is_prose(self, index: int) -> bool:
        text = self._blocks[index].text
        words = count_words(text)
        return self._looks[index] is NOTHING and (words >= 25 or (words >= _PROSE_WORDS and ends_sentence(text)))

    def _mark_neighbours_of_code(self) -> None:
        """A line between two lines of code is code, unless it is prose."""
        kinds = self._kinds
        for index in range(1, len(kinds) - 1):
            if kinds[index - 1] == "script" and "script" in kinds[index + 1 : index + 3] and not self._prose[index]:
                kinds[index] = "script"

    # ---- headline

    def _find_title(self) -> int | None:
        if self._title_text:
            matches = (i for i, block in enumerate(self._blocks) if fold_line(block.text) == self._title_text)
            return next(matches, None)
        open_blocks = [i for i, kind in enumerate(self._kinds) if kind is None]
        if len(open_blocks) < 2:
            return None
        first, second = open_blocks[0], open_blocks[1]
        if count_words(self._blocks[first].text) < _MIN_TITLE_WORDS and self._is_headline(second) and len(open_blocks) > 2:
            self._kinds[first] = "furniture"  # the name of a section above the headline
            first = second
        if not self._is_headline(first) or find_dateline(self._blocks[first].text):
            return None
        return self._below_masthead(first, open_blocks[1:4])

    def _below_masthead(self, first: int, following: Sequence[int]) -> int:
        """The headline below the name of an outlet or office that stands at the top, or `first` where it is the headline."""
        text = self._blocks[first].text
        words = [word for word in text.split() if word[0].isalpha() and len(word) > 3]
        has_date = first + 1 < len(self._looks) and self._looks[first + 1].role == "date"
        is_name = len(text.split()) <= 5 and all(word[0].isupper() for word in words)
        if not is_name or not (has_date or rule("masthead").search(text)):
            return first
        for index in following:
            if self._prose[index]:
                return first
            if count_words(self._blocks[index].text) >= 4 and self._is_headline(index):
                self._kinds[first:index] = [kind or "furniture" for kind in self._kinds[first:index]]
                return index
        return first

    def _is_headline(self, index: int) -> bool:
        text = self._blocks[index].text
        words = count_words(text)
        if self._looks[index] is not NOTHING or len(text) > 220 or text.endswith((".", ":", ",", ";", "…")):
            return False
        return 1 < words <= _MAX_TITLE_WORDS and (text[0].isupper() or not text[0].isalpha() or words <= 12)

    def _mark_title(self, title: int) -> None:
        """Of a doubled headline the second is the title: what stands above it belongs to the page."""
        folded = fold_line(self._blocks[title].text)
        near = range(title + 1, min(title + 6, len(self._blocks)))
        doubled = [index for index in near if fold_line(self._blocks[index].text) == folded]
        if doubled and not any(self._prose[title + 1 : doubled[0]]):
            self._kinds[title] = "furniture"
            title = doubled[0]
        elif self._ends_with_next(title):
            self._kinds[title] = "furniture"
            title += 1
        self._title = title
        self._kinds[title] = "title"

    def _ends_with_next(self, index: int) -> bool:
        """Menu entries glued before the headline, which then stands alone."""
        if index + 1 >= len(self._blocks) or self._kinds[index + 1] is not None:
            return False
        one, two = fold_line(self._blocks[index].text), fold_line(self._blocks[index + 1].text)
        return len(one) > len(two) > 15 and one.endswith(two) and not ends_sentence(self._blocks[index + 1].text)

    # ---- between headline and body

    def _body_start(self) -> int:
        """The first paragraph with no line of the page's head between it and the next paragraph."""
        start = 0 if self._title is None else self._title + 1
        paragraphs = [index for index in range(start, len(self._blocks)) if self._prose[index]]
        for index, following in zip(paragraphs, [*paragraphs[1:], len(self._blocks)], strict=False):
            between = self._looks[index + 1 : min(following, index + 4)]
            is_last = following == len(self._blocks)
            if self._title is None or is_last or not any(look.role in ("head", "date") for look in between):
                return index
        return start

    def _mark_header(self, body: int) -> None:
        if self._title is None:
            return
        has_standfirst = False
        for index in range(self._title + 1, min(body, len(self._blocks))):
            if self._kinds[index] is not None:
                continue
            kind = self._header_kind(index, has_standfirst)
            self._kinds[index] = kind
            has_standfirst = has_standfirst or kind == "standfirst"

    def _header_kind(self, index: int, has_standfirst: bool) -> str:
        text = self._blocks[index].text
        if has_standfirst and rule("caption").search(text) and not rule("past").search(text):
            return "caption"
        if count_words(text) >= 5 or any(char.isdigit() for char in text) or ends_sentence(text):
            return "caption" if has_standfirst else "standfirst"
        return "furniture"

    # ---- inside and after the body

    def _mark_lists(self, body: int) -> None:
        """Headlines of other stories below "Related articles" and the like, up to the next paragraph."""
        in_list = False
        for index in range(body, len(self._blocks)):
            if self._looks[index].role == "list":
                in_list = True
            elif self._prose[index]:
                in_list = False
            elif in_list and self._kinds[index] is None:
                self._kinds[index] = "furniture"

    def _mark_menus(self, body: int) -> None:
        """Four and more very short lines in a row beside a text of paragraphs are a menu."""
        if not any(self._prose):
            return
        run: list[int] = []
        for index in [*range(len(self._blocks)), None]:
            if index is not None and self._is_entry(index):
                run.append(index)
                continue
            if len(run) >= 4:
                for entry in run:
                    self._kinds[entry] = "furniture"
            run = []

    def _is_entry(self, index: int) -> bool:
        text = self._blocks[index].text
        return self._kinds[index] in (None, "furniture") and len(text) < 32 and len(text.split()) <= 3 and not ends_sentence(text)

    def _mark_fragments(self, body: int) -> None:
        """Subheadings between paragraphs and leftovers after the last one."""
        if sum(self._prose) < 3:
            return
        last = max(index for index, is_prose in enumerate(self._prose) if is_prose)
        for index in range(body, len(self._blocks)):
            if self._kinds[index] is None and self._is_fragment(index, is_trailing=index > last):
                self._kinds[index] = "furniture"

    def _is_fragment(self, index: int, *, is_trailing: bool) -> bool:
        text = self._blocks[index].text
        if (
            len(text) > 120
            or ends_sentence(text)
            or any(map(str.isdigit, text))
            or text[0] in "\"“‘'-–—•*"
            or text.endswith((":", ",", ";"))
        ):
            return False
        if is_trailing:  # a statement is signed at its end: only what the page itself offers is left out
            around = self._kinds[max(0, index - 1) : index] + self._kinds[index + 1 : index + 2]
            return count_words(text) <= 6 and (
                rule("page").search(text) is not None or bool({"script", "furniture"} & set(around))
            )
        is_between = index > 0 and index + 1 < len(self._blocks) and self._prose[index + 1]
        return is_between and count_words(text) <= 9 and (text[0].isupper() or not text[0].isascii())

    def _mark_first_date(self) -> None:
        """A date above the page's menu is the day on which the page was saved: furniture."""
        if self.has_saving_date(self._looks):
            self._kinds[0] = "furniture"

    @staticmethod
    def has_saving_date(looks: Sequence[Look]) -> bool:
        """True where the first line is a date and the second one the menu."""
        return len(looks) > 1 and looks[0].role == "date" and looks[1].role == "nav"
