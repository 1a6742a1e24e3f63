"""Text and metadata to a Report: segments, headline, outlet, byline, cited outlets, language and date."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from fogline.ingest.credits import byline_of, find_cites, outlet_in_text, outlet_name, outlet_of_url
from fogline.ingest.dates import DatedText, find_published
from fogline.ingest.furniture import count_words
from fogline.ingest.html import WebPage
from fogline.ingest.language import guess_language
from fogline.ingest.segments import READ_KINDS, find_segments
from fogline.lexicon.folding import fold
from fogline.record.ids import make_id
from fogline.record.types import Report
from fogline.record.values import Segment, Span

_SEVERITY = {"date.implausible": "warning", "date.ambiguous": "warning", "report.no_sentences": "warning"}
_MIN_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What was got out of a file: its text, and for a web page what the page states and its compressed bytes."""

    text: str
    page: WebPage | None = None
    raw: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """An issue about a report that is not yet tied to its unit."""

    code: str
    detail: str
    span: Span | None = None

    @property
    def severity(self) -> str:
        """How much a person should care."""
        return _SEVERITY.get(self.code, "info")


def source_id(outlet: str) -> str:
    """The id of the source of this name."""
    return make_id("src", fold(outlet) or outlet)


def build_report(
    report_id: str, uri: str, material: Material, *, facts: dict[str, str], raw_sha256: str, known_by: date | None
) -> tuple[Report, list[Doubt]]:
    """The report of a file and what is doubtful about it. `facts` are those of reports.csv and outrank everything else."""
    text, page = material.text, material.page
    segments = find_segments(text, page.title if page else None, page.captions if page else ())
    outlet = _outlet(text, segments, page, facts)
    dated = DatedText(report_id=report_id, text=text, segments=segments, given=_given(page, facts), known_by=known_by)
    published, date_doubts = find_published(dated)
    language = guess_language("\n".join(text[s.start : s.end] for s in segments if s.kind in READ_KINDS) or text)
    doubts = [Doubt(code=doubt.code, detail=doubt.detail, span=doubt.span) for doubt in date_doubts]
    report = Report(
        id=report_id,
        uri=uri,
        text=text,
        segments=segments,
        published=published,
        title=facts.get("title") or (page.title if page else None) or _title(text, segments),
        outlet=outlet,
        byline=facts.get("byline") or (page.byline if page else None) or byline_of(text, segments),
        url=facts.get("url") or (page.url if page else None),
        source_id=source_id(outlet) if outlet else None,
        language=language or _stated_language(page),
        cites=_cites(text, segments, page, outlet),
        media_type="text/html" if page else "text/plain",
        raw_sha256=raw_sha256,
        text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        raw=material.raw,
    )
    return report, [*doubts, *_reading_doubts(report)]


def _reading_doubts(report: Report) -> list[Doubt]:
    read = [report.text[s.start : s.end] for s in report.segments if s.kind in READ_KINDS]
    if not any(count_words(part) >= _MIN_WORDS for part in read):
        return [Doubt(code="report.no_sentences", detail="headings, lists, code or furniture only")]
    if report.language != "en":
        return [Doubt(code="report.language", detail=f"it seems to be {report.language or 'in a language that is not known'}")]
    return []


def _given(page: WebPage | None, facts: dict[str, str]) -> tuple[tuple[str, str], ...]:
    stated = [(facts["published"], "reports.csv")] if "published" in facts else []
    if page and page.published:
        stated.append((page.published, page.published_from))
    return tuple(stated)


def _outlet(text: str, segments: tuple[Segment, ...], page: WebPage | None, facts: dict[str, str]) -> str | None:
    """In this order: reports.csv, the page, the outlet on whose domain the address is, the page's own lines."""
    url = facts.get("url") or (page.url if page else None)
    by_url = outlet_of_url(url) if url else None
    found = facts.get("outlet") or (page.outlet if page else None) or (by_url.name if by_url else None)
    return outlet_name(found) if found else outlet_in_text(text, segments)


def _cites(text: str, segments: tuple[Segment, ...], page: WebPage | None, outlet: str | None) -> tuple[str, ...]:
    """Agencies under the headline and outlets that the text relays."""
    credited = [name for name in page.agencies if fold(name) != fold(outlet or "")] if page else []
    return tuple(dict.fromkeys([*credited, *find_cites(text, segments, outlet)]))


def _title(text: str, segments: tuple[Segment, ...]) -> str | None:
    return next((" ".join(text[s.start : s.end].split()) for s in segments if s.kind == "title"), None)


def _stated_language(page: WebPage | None) -> str | None:
    return page.language if page else None
