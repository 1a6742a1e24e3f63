"""The lines of a page as a reader sees them: text between block elements, with what the markup says of each.

Extraction of the article throws away bylines, dates and captions; here they are found again by where they stand.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import lxml.etree

from fogline.lexicon.tables import iter_rows

_LABELS = ("class", "id", "rel", "itemprop", "data-component", "data-testid", "role")
_LABEL_WORD = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+(?![a-z])")
_SPACE = re.compile(r"\s+")
_INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
     "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u",
     "var", "wbr", "img", "nobr")
)  # fmt: skip
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "select", "textarea", "head", "iframe", "object"})
_ASIDE = frozenset({"nav", "aside", "footer"})
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
_LARGE = re.compile(r"\+[1-9]|[4-7]")
_ANCHOR = re.compile(r"#.")  # a link to another part of the page
_MAX_BOXES = 3000
_BOX_SHARE = 0.3  # of the words of the page; what holds more is the page, however it is classed


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: its heading level (0 for none), the words of its classes, and whether it is a caption or beside the article."""

    text: str
    heading: int = 0
    labels: frozenset[str] = frozenset()
    is_caption: bool = False
    is_aside: bool = False
    linked: int = 0


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in iter_rows("page_words.tsv"):
        found[row["what"]] = (*found.get(row["what"], ()), row["word"])
    return found


@lru_cache(maxsize=32)
def page_words(what: str) -> tuple[str, ...]:
    """The words of one kind, in the order of the table."""
    return _words()[what]


@lru_cache(maxsize=32)
def word_set(what: str) -> frozenset[str]:
    """The words of one kind."""
    return frozenset(page_words(what))


def labels_of(element: Any) -> frozenset[str]:
    """The words of an element's class, id and roles: `byline-block` gives byline and block."""
    if not element.attrib:
        return frozenset()
    return _label_words(" ".join(element.get(name) or "" for name in _LABELS)[:400])


@lru_cache(maxsize=4096)
def _label_words(written: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _LABEL_WORD.findall(written))


def drop_boxes(tree: Any) -> None:
    """Takes out what is not shown and what is classed as beside the article, unless it holds the headline or much of the page."""
    lxml.etree.strip_elements(tree, *(_UNSEEN - {"head", "noscript"}), with_tail=False)
    total = _count_words(tree)
    for element in [*itertools.islice(_boxes(tree), _MAX_BOXES)]:
        if element.getparent() is None or element.find(".//h1") is not None:
            continue
        if _count_words(element) <= _BOX_SHARE * total or not labels_of(element).isdisjoint(word_set("comments")):
            element.drop_tree()


def _boxes(tree: Any) -> Iterator[Any]:
    beside, own = word_set("box") | word_set("comments"), word_set("author") | word_set("date")
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "article", "main", "h1"):
            continue
        labels = labels_of(element)
        if _is_hidden(element) or (not labels.isdisjoint(beside) and labels.isdisjoint(own)):
            yield element


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", "").lower()


def _count_words(element: Any) -> int:
    return len(element.text_content().split())


# ---- lines


@dataclass(slots=True)
class _State:
    heading: int = 0
    labels: tuple[frozenset[str], ...] = ()
    is_caption: bool = False
    is_aside: bool = False
    is_link: bool = False


@dataclass(slots=True)
class _Reader:
    lines: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    first: _State | None = None

    def add(self, text: str | None, state: _State) -> None:
        if text:
            if self.first is None and text.strip():
                self.first = state
            self.parts.append(text)
            self.linked += len(text.split()) if state.is_link else 0

    def flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self.parts)).strip()
        state = self.first
        if text and state:
            labels = frozenset[str]().union(*state.labels[-2:])
            marks = {"is_caption": state.is_caption, "is_aside": state.is_aside}
            self.lines.append(Line(text=text, heading=state.heading, labels=labels, linked=self.linked, **marks))
        self.parts, self.linked, self.first = [], 0, None


def page_lines(tree: Any) -> list[Line]:
    """The lines of a page in order. An element that is classed as author or date is a line of its own."""
    reader, stack, unseen = _Reader(), [_State()], 0
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            unseen += 1 if event == "start" else -1
            if event == "end" and not unseen:
                reader.add(element.tail, stack[-1])
            continue
        if unseen:
            continue
        if event == "start":
            stack.append(_below(stack[-1], element))
            _break(reader, element)
            reader.add(element.text, stack[-1])
        else:
            _break(reader, element)
            stack.pop()
            reader.add(element.tail, stack[-1])
    reader.flush()
    return reader.lines


def _break(reader: _Reader, element: Any) -> None:
    if element.tag not in _INLINE or not labels_of(element).isdisjoint(word_set("author") | word_set("date")):
        reader.flush()


def _below(above: _State, element: Any) -> _State:
    labels, tag = labels_of(element), element.tag
    is_large = tag == "font" and _LARGE.fullmatch((element.get("size") or "").strip()) is not None
    return _State(
        heading=_HEADINGS.get(tag) or (4 if is_large else above.heading),
        labels=(*above.labels[-2:], labels),
        is_caption=above.is_caption or tag == "figcaption" or (tag != "caption" and not labels.isdisjoint(word_set("caption"))),
        is_aside=above.is_aside or tag in _ASIDE or "navigation" in labels,
        is_link=above.is_link or (tag == "a" and not _ANCHOR.match(element.get("href") or "")),
    )
