"""Datelines: the place, day and agency before the first sentence, such as `BAGHDAD, Feb 3 (Agency) -`."""

from __future__ import annotations

import re

from fogline.ingest.written_dates import iter_dates, month_pattern

_DASH = r"(?:--+|[—–]|-(?=\s|$)|>>)"
_CAPS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.]+(?:[ /-][A-ZÀ-Þ][A-ZÀ-Þ'’.]*){0,5}"
_NAME = r"[A-ZÀ-Þ][\w'’.-]+(?:[ -][A-ZÀ-Þ][\w'’.-]+){0,3}"
_DAY = r"(?:\d{1,2}\s+(?:MONTHS)\b\.?(?:,?\s+\d{2,4})?|(?:MONTHS)\b\.?\s+\d{1,2}(?:,?\s+\d{4})?)"
_TAGS = r"(?:\s*\[[A-Z][^\[\]]{2,120}\])*"
_MAX = 260


def _pattern() -> re.Pattern[str]:
    day = _DAY.replace("MONTHS", month_pattern())
    agency = r"\([^()]{2,70}\)"
    region = r"(?:\s*,\s*[A-ZÀ-Þ][\w'’. ]{1,30}?|\s*\([A-ZÀ-Þ][\w'’. ]{1,40}\)){0,2}"
    caps = rf"(?:{agency}\s*)?{_CAPS}{region}(?:\s*[,—–-]\s*(?i:{day}))?(?:\s*,?\s*{agency})?\s*{_DASH}"
    dated = rf"{_NAME}{region}\s*[,—–-]\s*(?i:{day})(?:\s*,?\s*{agency})?\s*{_DASH}"
    named = rf"{_NAME}{region}\s*{agency}\s*{_DASH}"
    bare = rf"{agency}\s*{_DASH}"
    return re.compile(rf"\s*(?:{caps}|{dated}|{named}|{bare}){_TAGS}\s*")


_DATELINE = _pattern()
_AGENCY = re.compile(r"\(([^()]{2,70})\)\s*(?:--+|[—–-]|>>)")
_LABEL = re.compile(r"(?:(?:first |last |date )?(?:published|posted|updated|of publication)(?: on| at)?:?\s+)?", re.IGNORECASE)


def find_dateline(text: str) -> int:
    """How many characters at the start of a paragraph are its dateline; 0 where there is none."""
    match = _DATELINE.match(text[:_MAX])
    return match.end() if match else 0


def find_leading_date(text: str) -> int:
    """How many characters at the start of a text are a full date, with its label; 0 where there is none."""
    start = _LABEL.match(text)
    begin = start.end() if start else 0
    found = next(iter_dates(text, begin, begin + 60), None)
    if found is None or found.start != begin or not (found.is_day or found.is_ambiguous):
        return 0
    rest = text[found.end : found.end + 3]
    return found.end + len(rest) - len(rest.lstrip(" .,:-–—")) if rest.strip() else 0


def dateline_agency(dateline: str) -> str | None:
    """The agency in the parentheses of a dateline, or None."""
    match = _AGENCY.search(dateline)
    return " ".join(match[1].split()) if match else None
