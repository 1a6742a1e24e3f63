"""Who prints a report and whom it relays: outlet, byline, and the outlets that its text cites. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from fogline.ingest.dateline import dateline_agency
from fogline.ingest.written_dates import iter_dates
from fogline.lexicon.folding import fold
from fogline.lexicon.tables import iter_rows, split_list
from fogline.record.values import Segment

_WORD = r"[A-ZÀ-Þ][\w-]*(?:[’'](?!s\b)\w+)*"
_NAMES = rf"(?:(?:[Tt]he )?(?:al-)?{_WORD}(?:[’']s (?=[A-ZÀ-Þ]))?(?: (?:{_WORD}|of(?= [A-ZÀ-Þ])|al-{_WORD})){{0,5}})"
_NAME = re.compile(_NAMES)
_NAME_END = re.compile(rf"(?<![\w-]){_NAMES}$")
_LINKED = re.compile(r"-(?:language|based|linked|backed|affiliated|run|owned|aligned)$")
_POSSESSIVE = re.compile(r"^.*[’']s (?=[A-ZÀ-Þ])")
_BYLINE_HEAD = re.compile(
    r"^\s*(?:(?:written |reported |story |report |words )?by:?|(?:author|reporter|correspondent|writer)s?\s*[:|–-])\s+",
    re.IGNORECASE,
)
_BYLINE_TAIL = re.compile(
    r"\s*(?:\||;|\bupdated?\b|\bcreated\b|\bpublished\b|\bposted\b|[–—]|\[email|\s-\s|,? (?:on|at) \w+,?\s).*$", re.IGNORECASE
)
_RIGHTS = re.compile(r"(?:copyright|©|\(c\))[\s\d,©–-]*(?:by )?(?:the )?(.{2,60}?)(?:\.|,|\(|\||all rights|$)", re.IGNORECASE)
_AGENCIES = frozenset({"wire", "agency"})
_MAX_CITES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A row of outlets.tsv."""

    name: str
    kind: str
    country: str | None
    domain: str


@lru_cache(maxsize=1)
def _outlets() -> tuple[dict[str, Outlet], dict[str, Outlet]]:
    """Known outlets by folded name or alias, and by domain."""
    by_name: dict[str, Outlet] = {}
    by_domain: dict[str, Outlet] = {}
    for row in iter_rows("outlets.tsv"):
        outlet = Outlet(name=row["name"], kind=row["kind"], country=row["country"] or None, domain=row["domain"])
        for name in (row["name"], *split_list(row["aliases"])):
            by_name.setdefault(fold(name), outlet)
        if row["domain"]:
            by_domain.setdefault(row["domain"].lower(), outlet)
    return by_name, by_domain


def known_outlet(name: str) -> Outlet | None:
    """The outlet of this name or alias ("The" may be missing), or None."""
    by_name = _outlets()[0]
    folded = fold(name)
    return by_name.get(folded) or by_name.get(f"the {folded}") or by_name.get(folded.removeprefix("the "))


def outlet_of_url(url: str) -> Outlet | None:
    """The outlet whose domain an address is on, or None."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return None
    parts = host.split(".")
    return next((found for i in range(len(parts) - 1) if (found := _outlets()[1].get(".".join(parts[i:])))), None)


def outlet_name(name: str) -> str:
    """The usual name of an outlet: that of the table, or the name as given."""
    found = known_outlet(name)
    return found.name if found else " ".join(name.split())


def outlet_in_text(text: str, segments: Sequence[Segment]) -> str | None:
    """The outlet that the page's own lines name: its copyright, its name or its shop. A quoted outlet is none."""
    for segment in segments:
        if segment.kind not in ("furniture", "byline") or segment.end - segment.start > 300:
            continue
        line = text[segment.start : segment.end]
        rights = _RIGHTS.match(line)
        found = known_outlet(rights[1]) if rights else _named_by(line)
        if found and found.kind not in _AGENCIES:
            return found.name
    return None


def _named_by(line: str) -> Outlet | None:
    """The outlet of a line that is its name and no more than two words besides."""
    words = line.split()
    if len(words) > 5:
        return None
    for length in range(len(words), max(0, len(words) - 2), -1):
        found = known_outlet(" ".join(words[:length]))
        if found and (length > 1 or len(words) == 1):
            return found
    return None


def byline_of(text: str, segments: Sequence[Segment]) -> str | None:
    """The names of the first byline, or None."""
    for segment in segments:
        if segment.kind == "byline":
            names = _BYLINE_TAIL.sub("", _BYLINE_HEAD.sub("", text[segment.start : segment.end])).strip(" ,:")
            if names:
                return names
    return None


# ---- outlets that the text relays


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cues:
    """What of cites.tsv is used: patterns of words before and after a name with their trust, and words of names."""

    before: tuple[tuple[re.Pattern[str], bool], ...]
    after: tuple[tuple[re.Pattern[str], bool], ...]
    media_word: re.Pattern[str]
    not_name: frozenset[str]


def _demonyms() -> frozenset[str]:
    """ "Syrian" of "Syrian media" is no name of an outlet."""
    rows = iter_rows("states.tsv")
    return frozenset(name.removesuffix("+s").lower() for row in rows for name in split_list(row["demonyms"]))


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    rows = list(iter_rows("cites.tsv"))
    words = "|".join(row["pattern"] for row in rows if row["trust"] == "word")
    return _Cues(
        before=tuple((re.compile(rf"\b{row['pattern']} "), row["trust"] == "sure") for row in rows if row["side"] == "before"),
        after=tuple((re.compile(rf" {row['pattern']}\b"), row["trust"] == "sure") for row in rows if row["side"] == "after"),
        media_word=re.compile(rf" (?:{words})$"),
        not_name=frozenset(row["pattern"] for row in rows if row["trust"] == "not") | _demonyms(),
    )


@lru_cache(maxsize=1)
def _credit() -> re.Pattern[str]:
    """A wire or agency as the credit of a picture or of the whole report."""
    names = {name for name, outlet in _aliases() if outlet.kind in _AGENCIES or outlet.kind == "state_media"}
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<![\w-])({longest_first}|Getty Images|Getty)(?![\w-])")


def _aliases() -> Iterator[tuple[str, Outlet]]:
    for row in iter_rows("outlets.tsv"):
        outlet = Outlet(name=row["name"], kind=row["kind"], country=row["country"] or None, domain=row["domain"])
        yield from ((name, outlet) for name in (row["name"], *split_list(row["aliases"])))


def find_cites(text: str, segments: Sequence[Segment], outlet: str | None) -> tuple[str, ...]:
    """Outlets that a report relays or credits, in the order of the text, without the report's own."""
    found = dict.fromkeys(name for segment in segments for name in _cited(text, segment))
    own = fold(outlet) if outlet else ""
    return tuple(name for name in found if fold(name) != own)[:_MAX_CITES]


def _cited(text: str, segment: Segment) -> Iterable[str]:
    part = text[segment.start : segment.end]
    if segment.kind == "dateline":
        agency = dateline_agency(part)
        return [outlet_name(agency)] if agency and not any(iter_dates(agency)) else []
    if segment.kind in ("body", "standfirst", "title"):
        return _relayed(part)
    if segment.kind in ("furniture", "byline") and len(part) < 500:  # a credit in a caption is for the picture
        return [outlet_name(match[1]) for match in _credit().finditer(part, max(0, len(part) - 120))]
    return []


def _relayed(part: str) -> list[str]:
    """Names after or before the words that cite, where they are outlets."""
    if part.isupper():
        return []  # nothing shows where a name ends
    found: list[tuple[int, str]] = []
    for pattern, is_sure in _cues().before:
        for match in pattern.finditer(part):
            name = _NAME.match(part, match.end())
            if name and (outlet := _cited_outlet(name[0], is_sure)):
                found.append((match.end(), outlet))
    for pattern, is_sure in _cues().after:
        for match in pattern.finditer(part):
            name = _NAME_END.search(part, max(0, match.start() - 60), match.start())
            if name and (outlet := _cited_outlet(name[0], is_sure)):
                found.append((name.start(), outlet))
    return [outlet for _, outlet in sorted(found)]


def _may_drop(words: Sequence[str]) -> bool:
    """Words before a name that are no part of it; what stands before "Times" is."""
    return all(word.lower() in _cues().not_name for word in words)


def _cited_outlet(name: str, is_sure: bool) -> str | None:
    """The outlet that a name means: a known one at its end, or the whole name where that can be one."""
    words = _POSSESSIVE.sub("", name).split()
    for start in range(len(words)):
        known = known_outlet(" ".join(words[start:]))
        if known and (_may_drop(words[:start]) or not _cues().media_word.search(" " + words[-1])):
            return known.name
    while words and (words[0].lower() in _cues().not_name or _LINKED.search(words[0])) and words[0] != "The":
        words = words[1:]
    kept = " ".join(words)
    if not words or all(word.lower() in _cues().not_name for word in words):
        return None
    return kept if is_sure or _cues().media_word.search(kept) else None
