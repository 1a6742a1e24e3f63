"""When a report was published: the day where page or text states it, else the interval that its text supports.

In this order: reports.csv, the page's metadata, "Published ...", "Updated ...", a date line at the headline, the dateline of
the first paragraph, a date standing loose in the first words. Otherwise the day on which the page was saved bounds from above,
and the latest past date that the text tells of from below. No day is ever made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from fogline.ingest.bounds import after_named_months, earliest_publication
from fogline.ingest.furniture import ends_sentence, is_date_line
from fogline.ingest.written_dates import WrittenDate, iter_dates, parse_day
from fogline.lexicon.tables import iter_rows
from fogline.record.values import Period, Segment, Span

_FIRST_YEAR = 1850
_EPOCH = date(1970, 1, 1)
_LOOSE = 260
_DIGITS = re.compile(r"\d{2}")
_UNREAD = frozenset({"furniture", "byline", "dateline"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedText:
    """What the publication date is read from. `given` are pairs of a written date and who gives it; `known_by` is a day on
    which the file existed."""

    report_id: str
    text: str
    segments: tuple[Segment, ...]
    given: tuple[tuple[str, str], ...] = ()
    known_by: date | None = None
    saved_within_days: int = 120
    """A page with no date but the day of its saving is taken to be at most so much older; the period says so."""

    def span(self, start: int, end: int) -> Span:
        """The words between two offsets."""
        return Span(report_id=self.report_id, start=start, end=end, quote=self.text[start:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What a person should know about the date: issue code, words, and where it stands."""

    code: str
    detail: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    found: WrittenDate
    basis: str
    because: str | None = None
    is_in_text: bool = True


def find_published(page: DatedText) -> tuple[Period, list[Doubt]]:
    """The publication date as a period with its basis, and doubts about it."""
    doubts: list[Doubt] = []
    saved = _saved_on(page)
    latest = saved.latest if saved else None
    for candidate in _candidates(page, saved):
        found = candidate.found
        span = page.span(found.start, found.end) if candidate.is_in_text else None
        if found.earliest is None or found.latest is None:
            continue
        if reason := _implausible(found, page.known_by, latest):
            doubts.append(Doubt(code="date.implausible", detail=reason, span=span))
            continue
        if found.is_ambiguous:
            detail = f"{found.earliest} or {found.latest}: day and month can be swapped"
            doubts.append(Doubt(code="date.ambiguous", detail=detail, span=span))
        precision = "day" if found.is_day else ("days" if found.is_ambiguous else "month")
        period = Period(
            earliest=found.earliest,
            latest=found.latest,
            precision=precision,
            basis=candidate.basis,
            phrase=span,
            because=candidate.because,
        )
        return period, doubts
    return _bounded(page, saved, doubts)


def _implausible(found: WrittenDate, known_by: date | None, saved: date | None) -> str | None:
    day = found.earliest
    if day is None or found.latest is None:
        return None
    if day.year < _FIRST_YEAR or day in (_EPOCH, _EPOCH - timedelta(days=1)) or day.year > 2100:
        return f"{day} is a placeholder or a slip, no day of publication"
    if known_by is not None and day > known_by + timedelta(days=1):
        return f"{day} lies after {known_by}, when the file was there already"
    if saved is not None and day > saved:
        return f"{day} lies after {saved}, when the page was saved"
    return None


def _candidates(page: DatedText, saved: WrittenDate | None) -> Iterator[_Candidate]:
    for written, giver in page.given:
        if found := parse_day(written):
            yield _Candidate(found=found, basis="stated", because=f"given by {giver}: {written[:40]}", is_in_text=False)
    for found in _labelled(page, "published"):
        yield _Candidate(found=found, basis="stated")
    for found in _labelled(page, "updated"):
        yield _Candidate(found=found, basis="stated", because="only the time of the last change is stated")
    body = next((i for i, segment in enumerate(page.segments) if segment.kind == "body"), len(page.segments))
    head, tail = page.segments[:body], page.segments[max(body, len(page.segments) - 3) :]
    lines = (*_date_lines(page, head, saved), *_dateline(page), *_in_headings(page, head))
    for found in (*lines, *_date_lines(page, tail, saved), *_loose(page)):  # a line at the end may date a document quoted
        yield _Candidate(found=found, basis="dateline")


def _bounded(page: DatedText, saved: WrittenDate | None, doubts: list[Doubt]) -> tuple[Period, list[Doubt]]:
    if saved and _implausible(saved, page.known_by, None):
        saved = None
    latest = saved.latest if saved else None
    lower = earliest_publication(page.text, page.segments, latest or page.known_by)
    reasons = []
    phrase = None
    if saved:
        reasons.append("a date above the page's menu is the day on which the page was saved")
        phrase = page.span(saved.start, saved.end)
    if lower:
        reasons.append("the text tells of this time as past")
        phrase = page.span(lower.start, lower.end)
    earliest = lower.day if lower else None
    if latest and (earliest is None or latest - earliest > timedelta(days=page.saved_within_days)):
        earliest = latest - timedelta(days=page.saved_within_days)
        reasons.append(f"taken to be saved within {page.saved_within_days} days of publication")
        named = after_named_months(page.text, page.segments, earliest, latest)
        if named:
            earliest = named.day
            reasons.append(f"after the time that it tells of as past: {page.text[named.start : named.end]}")
    doubts.append(Doubt(code="report.undated", detail=f"published between {earliest or '?'} and {latest or '?'}", span=phrase))
    day, yearless = _yearless(page, earliest, latest)
    if day and yearless:
        span = page.span(yearless.start, yearless.end)
        only = "the only year that fits the dates of the text"
        doubts.pop()
        return Period(earliest=day, latest=day, precision="day", basis="dateline", phrase=span, because=only), doubts
    basis = "inferred" if reasons else "unknown"
    because = "; ".join(reasons) if reasons else None
    return Period(earliest=earliest, latest=latest, basis=basis, phrase=phrase, because=because), doubts


def _yearless(page: DatedText, earliest: date | None, latest: date | None) -> tuple[date | None, WrittenDate | None]:
    """The day of a dateline without a year, where exactly one year puts it between both bounds."""
    if earliest is None or latest is None:
        return None, None
    for segment in _of_kind(page, "dateline"):
        for found in iter_dates(page.text, segment.start, segment.end):
            if found.earliest is None and found.month and found.day and (found.month, found.day) != (2, 29):
                days = [date(year, found.month, found.day) for year in range(earliest.year, latest.year + 1)]
                fitting = [day for day in days if earliest <= day <= latest]
                return (fitting[0], found) if len(fitting) == 1 else (None, None)
    return None, None


# ---- where dates stand


def _of_kind(page: DatedText, kind: str) -> list[Segment]:
    return [segment for segment in page.segments if segment.kind == kind]


@lru_cache(maxsize=4)
def date_label(role: str) -> re.Pattern[str]:
    patterns = [row["pattern"] for row in iter_rows("date_labels.tsv") if row["role"] == role]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _labelled(page: DatedText, role: str) -> Iterator[WrittenDate]:
    """Dates right after a label; in sentences only where the label starts them, has a colon or stands in parentheses."""
    for segment in page.segments:
        end = min(segment.end, segment.start + 400)
        if not _DIGITS.search(page.text, segment.start, end):
            continue
        for match in date_label(role).finditer(page.text, segment.start, end):
            is_first = match.start() == segment.start
            is_marked = ":" in match[0] or page.text[match.start() - 1 : match.start()] == "("
            if segment.kind not in _UNREAD and not is_first and not is_marked:
                continue
            found = next(iter_dates(page.text, match.end(), min(end, match.end() + 60)), None)
            if found and found.start - match.end() <= 12:
                yield found


def _saved_on(page: DatedText) -> WrittenDate | None:
    """The day on which the page was saved: a date line that the segments show as furniture at the very top."""
    first = next((segment for segment in page.segments if page.text[segment.start : segment.end] != "\ufeff"), None)
    if first is None or first.kind != "furniture" or not is_date_line(page.text[first.start : first.end]):
        return None
    return next(iter_dates(page.text, first.start, first.end), None)


def _date_lines(page: DatedText, segments: Sequence[Segment], saved: WrittenDate | None) -> Iterator[WrittenDate]:
    """Dates of lines of their own and of bylines."""
    for segment in segments:
        line = page.text[segment.start : segment.end]
        if segment.kind == "byline" or (segment.kind == "dateline" and is_date_line(line)):
            for found in iter_dates(page.text, segment.start, segment.end):
                if saved is None or found.start != saved.start:
                    yield found


def _in_headings(page: DatedText, head: Sequence[Segment]) -> Iterator[WrittenDate]:
    """Full dates set apart in headings that are no sentences: "Press briefing, Tuesday, 3 March 2023"."""
    for segment in head:
        if segment.kind in ("title", "standfirst", "caption") and not ends_sentence(page.text[segment.start : segment.end]):
            for found in iter_dates(page.text, segment.start, segment.end):
                before = page.text[segment.start : found.start].rstrip()
                if found.is_day and (not before or before.endswith((",", "-", "–", "—", "|", ":", "("))):
                    yield found


def _dateline(page: DatedText) -> Iterator[WrittenDate]:
    for segment in _of_kind(page, "dateline"):
        yield from (found for found in iter_dates(page.text, segment.start, segment.end) if found.is_day)


def _loose(page: DatedText) -> Iterator[WrittenDate]:
    """A full date in the first words of a text without lines, between words that make no sentence with it."""
    if any(segment.kind == "title" for segment in page.segments):
        return
    for found in iter_dates(page.text, 0, _LOOSE):
        before, after = page.text[: found.start].rstrip(" (|,-–"), page.text[found.end : _LOOSE].lstrip(" )|,-–.")
        word = before.split()[-1] if before.split() else ""
        if found.is_day and not date_label("inside").fullmatch(word) and (not after or not after[0].islower()):
            yield found
