"""The paragraphs of a page's article: what trafilatura takes, or the page's prose where that is little; and its captions."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from typing import Any

import lxml.etree
import trafilatura

from fogline.ingest.furniture import ends_sentence
from fogline.ingest.page_lines import Line
from fogline.ingest.segments import fold_line

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
MIN_WORDS = 8  # fewer are a menu or a button
PARSER_FAILURES = (
    lxml.etree.LxmlError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError,
)  # fmt: skip
_SHORT = 400  # characters; an article is longer
_MIN_TAKEN = 0.6  # of the page's prose; an extraction with less has missed the article
_MIN_CAPTION = 4  # words; fewer are a credit
_MAX_CAPTIONS = 60
_MIN_CARD = 4  # words of a headline in a list of articles
_MIN_CARDS = 3
_MAX_TEASER = 2  # sentences or paragraphs below each of them
_MAX_ABOVE = 5  # lines in which a headline can stand below a menu


def _article_text(tree: Any) -> str | None:
    """The article by trafilatura's own rules; where they find little, compared with those of other extractors."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it has to say about a page is an issue, not a log line
    text = _extracted(tree, is_fast=True)
    return text if text and len(text) >= _SHORT else _extracted(tree, is_fast=False) or text


def _extracted(tree: Any, *, is_fast: bool) -> str | None:
    try:
        text = trafilatura.extract(
            tree,
            output_format="txt",
            fast=is_fast,
            include_comments=False,
            include_tables=False,
            include_images=False,
            include_links=False,
            with_metadata=False,
            favor_precision=True,
        )
    except PARSER_FAILURES:
        return None
    return CONTROL.sub(" ", text) if isinstance(text, str) else None


def find_article(tree: Any, lines: Sequence[Line]) -> list[str]:
    """The paragraphs of the article; where extraction leaves out much of the page's prose, that prose. None of an index."""
    if _is_index(lines):
        return []
    found = [" ".join(line.split()) for line in (_article_text(tree) or "").split("\n") if line.strip()]
    prose = [line for line in lines if not line.is_aside and not line.is_caption and _is_prose(line)]
    taken = sum(len(text.split()) for text in found)
    return [line.text for line in prose] if taken < _MIN_TAKEN * sum(len(line.text.split()) for line in prose) else found


def _is_index(lines: Sequence[Line]) -> bool:
    """True for a list of articles: headlines that are links, each with no more than a teaser, and no paragraph before them."""
    cards, run = 0, 0
    for line in lines:
        words = len(line.text.split())
        if line.heading and words >= _MIN_CARD and line.linked >= words:
            cards, run = cards + 1, 0
        elif not line.is_aside and _is_prose(line):
            run += 1
            if not cards or run > _MAX_TEASER:
                return False
    return cards >= _MIN_CARDS


def _is_prose(line: Line) -> bool:
    words = len(line.text.split())
    return words >= MIN_WORDS and ends_sentence(line.text) and 2 * line.linked < words


def find_captions(lines: Sequence[Line]) -> dict[str, int]:
    """Captions of the article with the place of each among the lines."""
    found: dict[str, int] = {}
    for index, line in enumerate(lines):
        if line.is_caption and not line.is_aside and len(line.text.split()) >= _MIN_CAPTION:
            found.setdefault(line.text, index)
    return dict([*found.items()][:_MAX_CAPTIONS])


def with_captions(body: Sequence[str], captions: dict[str, int], lines: Sequence[Line]) -> list[str]:
    """The paragraphs with each caption behind the paragraph that it follows on the page."""
    folded = {fold_line(text): text for text in captions}
    kept = [text for text in body if fold_line(text) in folded or not _is_made_of(text, captions)]
    places = {fold_line(line.text): index for index, line in enumerate(lines)}
    left = {text: index for text, index in captions.items() if fold_line(text) not in {fold_line(one) for one in kept}}
    merged: list[str] = []
    for text in kept:
        place = places.get(fold_line(text), -1)
        before = [caption for caption, index in left.items() if index < place]
        merged += [*before, text]
        for caption in before:
            del left[caption]
    return [*merged, *left]


def _is_made_of(paragraph: str, captions: Iterable[str]) -> bool:
    """True for a paragraph that extraction has made of captions, with counters and credits around them."""
    held = sum(len(caption.split()) for caption in captions if caption in paragraph or paragraph in caption)
    return 2 * held > len(paragraph.split())


def with_title(title: str | None, paragraphs: list[str]) -> str:
    """Paragraphs set apart by blank lines, under the title unless it is there already below nothing but short lines."""
    folded = ["".join(text.split()).casefold() for text in paragraphs[:_MAX_ABOVE]]
    own = "".join(title.split()).casefold() if title else ""
    if title and own in folded and not any(len(text.split()) >= MIN_WORDS for text in paragraphs[: folded.index(own)]):
        paragraphs = paragraphs[folded.index(own) :]
    elif title:
        paragraphs = [title, *paragraphs]
    return "\n\n".join(paragraphs)
