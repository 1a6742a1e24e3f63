"""What stands around a headline: the name of the site beside it in <title>, and bylines, agencies and dates below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from functools import lru_cache

from fogline.ingest.credits import known_outlet
from fogline.ingest.dates import date_label
from fogline.ingest.furniture import count_words, ends_sentence, is_date_line, look_at
from fogline.ingest.page_lines import Line, page_words, word_set
from fogline.ingest.segments import fold_line
from fogline.ingest.written_dates import iter_dates, parse_day

_SEPARATOR = re.compile(r"\s*(?:::|[|•·»«/])\s*|\s+[–—-]\s+|:\s+")
_EDGE = " |•·»«/:–—-"
_ISSUE = re.compile(r"[,(]?\s*\b(?:no|nr|issue|vol)\b\.?\s*\d+\)?\s*$", re.IGNORECASE)
_MIN_HEADLINE = 4
_MAX_SITE = 7
_ZONE = 14
_LONG = 160
_SHORT = 80
_PICTURE = re.compile(r"\W*(?:photo|image|picture|foto|bild)", re.IGNORECASE)  # a credit of the picture
_LABEL = 40  # characters of a line that labels the next one
_STROKES = re.compile(r"\s*[|·•]\s*")
_FACT = re.compile(r"\bdate\b|:$", re.IGNORECASE)  # the head of a row that gives some other day
_TAGS = re.compile(r"<[^>]*>?")
_PARTS = re.compile(r"\s*(?:[|·•;/()\[\]]|,|\band\b|&|\bet\b|\by\b)\s*")
_PLACE = re.compile(r"\s+(?:in|from|at|for|à|en)\s+[A-ZÀ-Þ].*$")
_NAME_WORD = re.compile(r"[A-ZÀ-Þ][\w'’.-]*")
_PARTICLES = frozenset(
    {"al", "el", "de", "da", "del", "della", "di", "dos", "van", "von", "der", "den", "bin", "ibn", "ben", "la", "le"}
)
_SLACK = timedelta(days=2)


def find_headline(lines: Sequence[Line], stated: str | None, title: str | None) -> str | None:
    """The heading that <title> repeats; else what the metadata state; else the only <h1>, a part of <title> that is a line."""
    headings = [line for line in lines if line.heading and not line.is_aside and count_words(line.text) >= _MIN_HEADLINE]
    folded = fold_line(title or "")
    if repeated := [line.text for line in headings if fold_line(line.text) in folded]:
        return max(repeated, key=len)
    if stated:
        return stated
    tops = [line.text for line in lines if line.heading == 1]
    if len(tops) == 1:
        return tops[0]
    if not title:
        return None
    title = _TAGS.sub("", title).strip() or title
    shown = {fold_line(line.text) for line in lines}
    parts = [part for part in _SEPARATOR.split(title) if count_words(part) >= _MIN_HEADLINE and fold_line(part) in shown]
    large = [line.text for line in headings if line.heading == 4]
    return next(iter(parts), None) or (large[0] if len(large) == 1 else title)


def find_site(title: str | None, headline: str | None, confirmed: Sequence[str]) -> str | None:
    """The name beside the headline in <title>; where the headline is not there, the part that the page shows elsewhere too."""
    if not title:
        return None
    title = _TAGS.sub("", title)
    start = title.casefold().find(headline.casefold()) if headline else -1
    if headline and start >= 0:
        before, after = title[:start], title[start + len(headline) :]
        names = [*reversed(_SEPARATOR.split(after)), *_SEPARATOR.split(before)] if after[:2].strip(" ") or before else []
        return next((name for part in names if (name := _site_name(part))), None)
    shown = [fold_line(text) for text in confirmed]
    names = [name for part in _SEPARATOR.split(title) if (name := _site_name(part))]
    if len(names) == 1 and title_date(title, headline):  # a name and the day of the issue
        return names[0]
    return next((name for name in names if any(fold_line(name) in text for text in shown)), None)


def title_date(title: str | None, headline: str | None) -> str | None:
    """The day that <title> holds beside the headline, or None."""
    rest = (title or "").replace(headline or "\n", " ")
    return next((rest[found.start : found.end] for found in iter_dates(rest) if found.is_day), None)


def _site_name(part: str) -> str | None:
    """A part of <title> as the name of a site, without dates and issue numbers."""
    name = _ISSUE.sub("", _without_dates(part)).strip(_EDGE + ",")
    if not name or len(name.split()) > _MAX_SITE or name.casefold() in word_set("label") or not any(map(str.isalpha, name)):
        return None
    return name if name[0].isupper() or not name[0].isascii() or "." in name else None


def head_zone(lines: Sequence[Line], headline: str | None, body: Iterable[str]) -> list[Line]:
    """The lines between the headline and the first paragraph."""
    paragraphs = {fold_line(text) for text in body}
    folded = fold_line(headline or "")
    first = next((i for i, line in enumerate(lines) if _is_body(line, paragraphs) and fold_line(line.text) != folded), len(lines))
    tops = [i for i, line in enumerate(lines[:first]) if folded and fold_line(line.text) == folded]
    zone = lines[tops[-1] + 1 : first][:_ZONE] if tops else []
    return [line for line in zone if not line.is_caption and look_at(line.text).kind != "caption"]


def _is_body(line: Line, paragraphs: set[str]) -> bool:
    return count_words(line.text) >= 8 and ends_sentence(line.text) and fold_line(line.text) in paragraphs


# ---- bylines and agencies


def find_authors(zone: Iterable[Line]) -> str | None:
    """The people named by bylines: lines that begin with "By" and lines that are classed so."""
    found = dict.fromkeys(name for line in zone if _is_byline(line) for name in people(line.text))
    return ", ".join([*found][:6]) or None


def _is_byline(line: Line) -> bool:
    if len(line.text) > _LONG:
        return False
    if not line.labels.isdisjoint(word_set("author")) or look_at(line.text).kind == "byline":
        return True
    return _by().match(_without_dates(line.text)) is not None


def people(byline: str) -> list[str]:
    """The names of people in a byline, without "By", their posts, places and days."""
    kept = _by().sub("", _without_dates(byline))
    parts = (_PLACE.sub("", part).strip(" :.–—-") for part in _PARTS.split(kept))
    return [part for part in parts if _is_person(part)]


def _without_dates(text: str) -> str:
    for found in reversed(list(iter_dates(text))):
        text = f"{text[: found.start]}| {text[found.end :]}"
    return text.strip(f" ,{_EDGE}")


def is_nobody(name: str) -> bool:
    """True for an author such as "admin" or "Staff"."""
    return name.casefold() in word_set("nobody")


@lru_cache(maxsize=1)
def _by() -> re.Pattern[str]:
    words = "|".join(page_words("by"))
    return re.compile(rf"(?:(?:words|text|story|report|written)\s+)?(?:{words})\b:?\s+(?=[A-ZÀ-Þ])", re.IGNORECASE)


def _is_person(name: str) -> bool:
    words = [word for word in name.split() if word.casefold() not in _PARTICLES]
    if not 1 < len(name.split()) <= 5 or is_nobody(name) or known_outlet(name) is not None:
        return False
    if any(word.casefold().strip(".") in word_set("role") for word in words):
        return False
    return bool(words) and all(_NAME_WORD.fullmatch(word) for word in words)


def find_agencies(texts: Iterable[str]) -> list[str]:
    """Agencies that are named alone, or between strokes or in parentheses, in short lines."""
    found: dict[str, None] = {}
    for text in texts:
        for part in _PARTS.split(text) if len(text) <= _SHORT and not _PICTURE.match(text) else ():
            outlet = known_outlet(part) if part else None
            if outlet and outlet.kind in ("wire", "agency", "state_media"):
                found[outlet.name] = None
    return [*found]


# ---- dates


def zone_dates(zone: Sequence[Line]) -> Iterator[tuple[str, bool]]:
    """Full dates below the headline, and whether each is that of a change. A sentence that tells of a day is none."""
    for index, line in enumerate(zone):
        dates = [found for found in iter_dates(line.text) if found.is_day] if len(line.text) <= _LONG else []
        before_line = zone[index - 1].text if index and len(zone[index - 1].text) < _LABEL else ""
        for found in dates:
            head = line.text[: found.start]
            role = _role(before_line, head, line)
            if role and (_is_line_of(line) or _label_before(head)):
                yield line.text[found.start : found.end], role == "updated"


def _is_line_of(line: Line) -> bool:
    """True for a byline, and for a line of which a part between strokes is a date and nothing else."""
    is_own = any(is_date_line(part) for part in _STROKES.split(line.text))
    is_own = is_own or not line.labels.isdisjoint(word_set("date") | word_set("change"))
    return is_own or bool(find_agencies([line.text])) or (_is_byline(line) and bool(people(line.text)))


def _label_before(head: str) -> str | None:
    """The role of a date whose label stands right before it."""
    for role in ("updated", "published"):
        if any(match.end() >= len(head.rstrip()) - 1 for match in date_label(role).finditer(head)):
            return role
    return None


def _role(before_line: str, head: str, line: Line) -> str | None:
    """What a date is by the words before it; that of a row of facts ("Date of incident") is none of the page."""
    if role := _label_before(f"{before_line} {head}"):
        return role
    if not line.labels.isdisjoint(word_set("change")):
        return "updated"
    if not head.strip():
        return None if _FACT.search(before_line) else "published"
    return None if date_label("inside").fullmatch(head.split()[-1]) else "published"


def outranks(shown: str, stated: str | None) -> bool:
    """True where the day under the headline is to be taken: a page moved to a new system states the day of the move."""
    day, other = parse_day(shown), parse_day(stated) if stated else None
    if day is None or day.earliest is None:
        return False
    return other is None or other.earliest is None or day.earliest < other.earliest - _SLACK
