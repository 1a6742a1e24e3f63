"""Saved web pages of many kinds, each with what is right beside it: text, title, outlet, day, people, captions, furniture.

The pages (scores/gold/pages) were written before any run, by somebody who had not seen the rules then. What is read of half of
them, by the hash of their names, is never looked at when rules are written: their figures say whether a rule carries over.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from fogline import __version__
from fogline.engine.run import RunOptions, run
from fogline.ingest.credits import outlet_name
from fogline.lexicon.folding import fold
from fogline.record.store import Store
from fogline.record.types import Report
from fogline.scoring.corpora import fold_of
from fogline.scoring.measures import Measure, SetResult, f_score, share
from fogline.scoring.outside import Bench
from fogline.settings import Settings
from fogline.stages import stages

FOLDER: Final = Path("scores/gold/pages")
_HALVES: Final = ("half looked at", "half kept apart")
_BODY: Final = frozenset({"body", "standfirst", "dateline"})
_READ: Final = frozenset({*_BODY, "title", "caption"})
_WHOLES: Final = (("title", "titles"), ("outlet", "outlets"), ("day", "days"), ("byline", "bylines"))
_WORD: Final = re.compile(r"\w+")
_AND: Final = re.compile(r"\s*(?:,|;|&|\band\b)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """What is right of a page. `optional` may be read or not (subheadings, table cells); `unread` must not be read."""

    name: str
    title: str | None
    outlet: str
    published: date | None
    byline: str | None
    agency: str | None
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    optional: tuple[str, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """What ingest made of a page: texts of its segments by kind, and what it says of the page."""

    segments: tuple[tuple[str, str], ...] = ()
    title: str | None = None
    outlet: str | None = None
    day: date | None = None
    byline: str | None = None
    cites: tuple[str, ...] = ()

    def text(self, kinds: Iterable[str]) -> str:
        """The segments of these kinds, one below the other."""
        wanted = frozenset(kinds)
        return "\n".join(text for kind, text in self.segments if kind in wanted)


def read_gold_pages(folder: Path = FOLDER) -> list[GoldPage]:
    """All pages of the set, in order of their names."""
    pages = []
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        row |= {key: tuple(row[key]) for key in ("paragraphs", "captions", "optional", "unread")}
        row["published"] = date.fromisoformat(row["published"]) if row["published"] else None
        pages.append(GoldPage(name=path.stem, **row))
    return pages


def read_folder(folder: Path, settings: Settings) -> dict[str, ReadPage]:
    """What the first stage makes of the pages of a folder, by name; a page that gives no report is not there."""
    with tempfile.TemporaryDirectory() as scratch, Store.open(Path(scratch) / "pages.fogline", create=True) as store:
        files: list[str | Path] = [*sorted(folder.glob("*.html"))]
        run(store, stages(settings, files)[:1], version=__version__, options=RunOptions(workers=1))
        return {Path(report.uri).stem: _as_read(report) for report in store.rows(Report)}


def _as_read(report: Report) -> ReadPage:
    when = report.published
    return ReadPage(
        segments=tuple((segment.kind, report.text[segment.start : segment.end]) for segment in report.segments),
        title=report.title,
        outlet=report.outlet,
        day=when.earliest if when.earliest == when.latest else None,
        byline=report.byline,
        cites=tuple(report.cites),
    )


# ---- counting


def words(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands there."""
    return Counter(word for text in texts for word in _WORD.findall(text.casefold()))


def folded(text: str | None) -> str:
    """Words only, to compare names and to look for a snippet."""
    return " ".join(_WORD.findall(fold(text))) if text else ""


def names(byline: str | None) -> frozenset[str]:
    """The people of a byline."""
    return frozenset(folded(part) for part in _AND.split(byline or "") if folded(part))


def count(gold: GoldPage, found: ReadPage) -> Counter[str]:
    """What is counted of one page: every key is a number that is summed over pages."""
    return _body(gold, found) + _facts(gold, found) + _parts(gold, found)


def _body(gold: GoldPage, found: ReadPage) -> Counter[str]:
    right_words = words(gold.paragraphs)
    right = (words([found.text(_BODY)]) & right_words).total()
    allowed = right_words + words([gold.title or "", *gold.captions, *gold.optional])
    wrong = (words([found.text(_READ)]) - allowed).total()
    return Counter({"words": right_words.total(), "words right": right, "words wrong": wrong})


def _facts(gold: GoldPage, found: ReadPage) -> Counter[str]:
    named = {outlet_name(name) for name in (*found.cites, found.outlet, found.byline) if name}
    is_agency = gold.agency is not None and outlet_name(gold.agency) in named
    is_article = bool(gold.paragraphs)  # a list of articles gives no report
    is_day = found.day == gold.published
    is_byline = names(found.byline) == names(gold.byline)
    is_other = found.byline is not None and not is_byline and folded(found.byline) != folded(gold.agency)
    return Counter({
        "titles": gold.title is not None,
        "title": gold.title is not None and folded(found.title) == folded(gold.title),
        "outlets": is_article,
        "outlet": is_article and folded(found.outlet) == folded(gold.outlet),
        "days": gold.published is not None,
        "day": gold.published is not None and is_day,
        "day wrong": found.day is not None and not is_day,
        "bylines": gold.byline is not None,
        "byline": gold.byline is not None and is_byline,
        "byline wrong": is_other,
        "agencies": gold.agency is not None,
        "agency": is_agency,
        "pages": 1,
    })  # fmt: skip


def _parts(gold: GoldPage, found: ReadPage) -> Counter[str]:
    read = f" {folded(found.text(_READ))} "
    marked = f" {folded(found.text(['caption']))} "
    as_body = f" {folded(found.text(_BODY))} "
    captions = [f" {folded(caption)} " for caption in gold.captions]
    return Counter({
        "snippets": len(gold.unread),
        "snippets read": sum(f" {folded(snippet)} " in read for snippet in gold.unread),
        "captions": len(captions),
        "captions marked": sum(caption in marked for caption in captions),
        "captions as body": sum(caption in as_body for caption in captions),
    })  # fmt: skip


# ---- figures


def result(gold: Sequence[GoldPage], found: dict[str, ReadPage]) -> SetResult:
    """The figures of all pages and of each half."""
    counts = {page.name: count(page, found.get(page.name, ReadPage())) for page in gold}
    measures = []
    for part, pages in (("all", gold), *((name, [p for p in gold if fold_of(p.name) == i]) for i, name in enumerate(_HALVES))):
        measures += _measures(part, sum((counts[page.name] for page in pages), Counter()))
    return SetResult(
        name="pages", title="saved pages", split="written before any run, apart from the rules", measures=tuple(measures),
        gold_sha256=hashlib.sha256(repr(gold).encode()).hexdigest(), wrong=frozenset(_wrong(gold, counts)),
    )  # fmt: skip


def _measures(part: str, of: Counter[str]) -> list[Measure]:
    read = of["words right"] + of["words wrong"]
    is_all = part == "all"

    def one(name: str, right: str, whole: str, goal: float | None = None, *, lower: bool = False, note: str = "") -> Measure:
        value = share(of[right], of[whole])
        return Measure(name=f"{part}: {name}", value=value, n=of[whole], goal=goal if is_all else None, lower=lower, note=note)

    return [
        Measure(name=f"{part}: words of the body, precision", value=share(of["words right"], read), n=read),
        one("words of the body, recall", "words right", "words"),
        Measure(name=f"{part}: words of the body, F", value=f_score(of["words right"], of["words"], read), n=of["words"]),
        one("title right", "title", "titles"),
        one("outlet right", "outlet", "outlets"),
        one("day of publication right", "day", "days"),
        one("day given that is wrong", "day wrong", "pages", lower=True),
        one("byline right", "byline", "bylines"),
        one("byline given that is wrong", "byline wrong", "pages", lower=True),
        one("agency named", "agency", "agencies"),
        one("furniture read", "snippets read", "snippets", lower=True),
        one("captions marked as such", "captions marked", "captions"),
        one("captions read as body", "captions as body", "captions", lower=True),
    ]


def _wrong(gold: Iterable[GoldPage], counts: dict[str, Counter[str]]) -> Iterable[str]:
    """What is wrong of the pages that may be looked at; of the others nothing is named."""
    for page in gold:
        of = counts[page.name]
        if fold_of(page.name):
            continue
        lost = [key for key, whole in _WHOLES if of[key] < of[whole]]
        lost += [key for key in ("day wrong", "byline wrong", "snippets read", "words wrong") if of[key]]
        yield from (f"{page.name}: {key}" for key in lost)


def saved_pages(bench: Bench) -> list[SetResult]:
    """Saved pages, read by the first stage alone; no data from elsewhere is needed."""
    return [result(read_gold_pages()[: bench.limit], read_folder(FOLDER, bench.workshop.settings))]


SETS: dict[str, Callable[[Bench], list[SetResult]]] = {"pages": saved_pages}
