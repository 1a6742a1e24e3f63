"""A web page to article text and metadata: title, outlet, byline, address and date as the page itself states them.

The text is what trafilatura takes for the article once boxes beside it are taken out (page_lines.py), with captions put back.
Metadata come from JSON-LD, OpenGraph, other meta elements and <time>; what they do not say is looked for around the headline
(page_head.py). Nothing is inferred from the address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import lxml.etree
import lxml.html

from fogline.ingest.page_body import CONTROL, MIN_WORDS, PARSER_FAILURES, find_article, find_captions, with_captions, with_title
from fogline.ingest.page_head import (
    find_agencies,
    find_authors,
    find_headline,
    find_site,
    head_zone,
    is_nobody,
    outranks,
    title_date,
    zone_dates,
)  # fmt: skip
from fogline.ingest.page_lines import Line, drop_boxes, page_lines, page_words, word_set
from fogline.ingest.written_dates import iter_dates

_XML_HEAD = re.compile(r"^\s*<\?xml[^>]{0,300}\?>", re.IGNORECASE)
_DOCTYPE = re.compile(r"\s*<!DOCTYPE[^\[>]{0,500}\[[^\]]{0,20000}\]\s*>", re.IGNORECASE)
_SUFFIX = re.compile(r"(.*\S)\s+[|–—-]\s+(\S.*)")
_OPENING = re.compile(r"<[a-zA-Z!/]")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
_MAX_TAGS = 60_000
_MAX_ATTRIBUTES = 10_000  # words of one tag: the parser compares every attribute with all before it
_MAX_DEPTH = 200
_MAX_META = 400
_BYLINE_LENGTH = 160
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|date|dateline|datepublished|published|pubdate|posted|timestamp)(?:$|[\s_-])", re.I
)
_ASIDES = frozenset({"aside", "nav", "footer"})
_UNCLOSED = re.compile(r"""(=\s*"[^"<>\s]{0,300})>(?=[^"]{0,2000}<)""")  # <a href="index.php>Home</a>
_HEADING = re.compile(r"<h([1-6])([^<>]{0,300})>([^<]{1,300})</h[1-6]>", re.IGNORECASE)  # <h1>Two killed</h2>
_ARTICLE_TYPES = ("article", "report", "blogposting", "webpage", "liveblog")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """What a page says of its article; fields are None where it does not say."""

    text: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: str = ""
    language: str | None = None
    agencies: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()


def looks_like_html(text: str) -> bool:
    """True for text that starts as a page does, whatever the file is called."""
    head = text[:1000].lstrip("\ufeff \t\r\n").lower()
    return head.startswith(("<!doctype html", "<html", "<head", "<body")) or (head.startswith("<?xml") and "<html" in head)


def read_page(markup: str) -> WebPage | None:
    """The article of a page, or None where none is found or the markup is beyond reading."""
    markup = CONTROL.sub(" ", _XML_HEAD.sub("", markup.lstrip("\ufeff")))
    if declared := _DOCTYPE.match(markup):  # entities of its own: no article needs them
        markup = markup[declared.end() :]
    markup = _HEADING.sub(r"<h\1\2>\3</h\1>", _UNCLOSED.sub(r'\1">', markup))  # as browsers read them
    if sum(1 for _ in _OPENING.finditer(markup)) > _MAX_TAGS:
        return None
    if any(len(tag.group().split()) > _MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(markup)):
        return None
    try:
        tree = lxml.html.document_fromstring(markup, parser=lxml.html.HTMLParser(huge_tree=False, remove_comments=True))
    except PARSER_FAILURES:
        return None
    if _is_too_deep(tree):
        return None
    meta = _Metadata(tree)  # before boxes and scripts are taken out
    drop_boxes(tree)
    lines = page_lines(tree)
    body = find_article(tree, lines)
    if sum(len(paragraph.split()) for paragraph in body) < MIN_WORDS:
        return None
    stated = _stated(meta, lines, body)
    captions = find_captions(lines)
    return replace(stated, captions=tuple(captions), text=with_title(stated.title, with_captions(body, captions, lines)))


def _stated(meta: _Metadata, lines: Sequence[Line], body: Sequence[str]) -> WebPage:
    """Title, outlet, people, agencies and day: what the metadata state, with what stands around the headline."""
    title = _without_site(find_headline(lines, meta.title, meta.head_title), meta.outlet)
    zone = head_zone(lines, title, body)
    outlet = meta.outlet or find_site(meta.head_title, title, [*meta.logos, *(line.text for line in lines if line.text != title)])
    if meta.outlet and meta.outlet.casefold() in word_set("platform"):
        title, outlet = None, meta.title
    byline = _people_only(meta.byline, outlet)
    published, giver = _published(meta, zone, title)
    return WebPage(
        text="",
        title=title,
        outlet=outlet,
        byline=byline or find_authors(zone),
        agencies=tuple(dict.fromkeys(find_agencies([*([meta.byline] if meta.byline else []), *(line.text for line in zone)]))),
        url=meta.url,
        published=published,
        published_from=giver,
        language=meta.language,
    )


def _people_only(byline: str | None, outlet: str | None) -> str | None:
    """The authors of the metadata without the outlet itself, agencies and "admin"."""
    own = (outlet or "").casefold()
    names = [name for name in (byline or "").split(", ") if name and name.casefold() != own]
    return ", ".join(name for name in names if not is_nobody(name) and not find_agencies([name])) or None


def _published(meta: _Metadata, zone: Sequence[Line], title: str | None) -> tuple[str | None, str]:
    """The stated day; the one under the headline where no other is stated or where it is the earlier by days."""
    stated, giver = meta.published
    shown = [*zone_dates(zone)]
    first = next((written for written, is_change in shown if not is_change), None)
    if first and outranks(first, stated):
        return first, "the page's byline"
    if stated:
        return stated, giver
    if changed := meta.changed:
        return changed, "the page's time of last change"
    labelled, giver = meta.labelled_date()
    if labelled:
        return labelled, giver
    if shown:
        return shown[0][0], "the page's time of last change"
    written = title_date(meta.head_title, title)
    return written, "the page's <title>" if written else ""


def _without_site(title: str | None, site: str | None) -> str | None:
    """A title without the name of the site that many pages put behind it."""
    if not title or not site:
        return title
    match = _SUFFIX.fullmatch(title)
    return match[1] if match and match[2].casefold() == site.casefold() else title


def _is_too_deep(tree: Any) -> bool:
    """Extraction recurses; a page nested deeper than any real one is refused."""
    depth = 0
    for event, _ in lxml.etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            return True
    return False


def _clean(value: Any) -> str | None:
    """A metadata value as one line, or None for what is empty or no text."""
    if not isinstance(value, str):
        return None
    text = " ".join(CONTROL.sub(" ", value[: 4 * _MAX_META]).split())[:_MAX_META]
    return text or None


class _Metadata:
    """What the head of a page states."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._meta: dict[str, str] = {}
        for element in tree.iter("meta"):
            name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()[:100]
            if name and (content := _clean(element.get("content"))):
                self._meta.setdefault(name, content)
        self._linked, self._nodes = _linked_data(tree)
        self._times = [found for element in tree.iter("time") if (found := _clean(element.get("datetime")))]
        self._labelled = self._find_labelled()
        self.head_title = next((text for element in tree.iter("title") if (text := _clean(element.text_content()))), None)
        self.logos = [text for element in tree.iter("img") if (text := _clean(element.get("alt")))][:40]

    def _first(self, *names: str) -> str | None:
        return next((self._meta[name] for name in names if name in self._meta), None)

    @property
    def title(self) -> str | None:
        """Headline of JSON-LD or of a meta element."""
        return _clean(self._linked.get("headline")) or self._first(*page_words("meta_title"))

    @property
    def outlet(self) -> str | None:
        """Publisher of JSON-LD or the name of the site."""
        return self._name("publisher") or self._first(*page_words("meta_outlet"))

    @property
    def byline(self) -> str | None:
        """Authors of JSON-LD or of a meta element; an address is no name."""
        found = self._name("author") or self._first(*page_words("meta_author"))
        return None if found is None or "://" in found else found

    def _name(self, key: str) -> str | None:
        return _name_of(self._linked.get(key), self._nodes)

    @property
    def url(self) -> str | None:
        """The canonical address."""
        links = (element.get("href") for element in self._tree.iter("link") if (element.get("rel") or "").lower() == "canonical")
        found = next((link for link in links if link), None) or self._first("og:url") or self._linked.get("url")
        text = _clean(found)
        return text if text and text.startswith(("http://", "https://")) else None

    @property
    def language(self) -> str | None:
        """The language code of the page."""
        root = self._tree if self._tree.tag == "html" else None
        found = _clean(root.get("lang")) if root is not None else None
        return found[:2].lower() if found else None

    @property
    def published(self) -> tuple[str | None, str]:
        """The stated time of publication and where it is stated."""
        if found := _clean(self._linked.get("datePublished")):
            return found, "the page's JSON-LD (datePublished)"
        for name in page_words("meta_date"):
            if name in self._meta:
                return self._meta[name], f"the page's metadata ({name})"
        return next(((time, "the page's <time>") for time in self._times), (None, ""))

    @property
    def changed(self) -> str | None:
        """The stated time of the last change."""
        return _clean(self._linked.get("dateModified")) or self._first("article:modified_time", "last-modified")

    def labelled_date(self) -> tuple[str | None, str]:
        """The date in an element that is classed as byline or date, and where that is."""
        return self._labelled

    def _find_labelled(self) -> tuple[str | None, str]:
        """The date in an element that is classed as byline or date of the article: short, one date, outside lists of links."""
        for element in self._tree.iter("div", "p", "span", "li"):
            labels = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
            if not _DATE_CLASS.search(labels) or any(above.tag in _ASIDES for above in element.iterancestors()):
                continue
            words = _clean(element.text_content()) or ""
            dates = [found for found in iter_dates(words) if found.is_day] if len(words) < _BYLINE_LENGTH else []
            if len(dates) == 1:
                return words[dates[0].start : dates[0].end], "the page's byline"
        return None, ""


def _linked_data(tree: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The JSON-LD object of the article, or an empty one, and all that have an id, which others point to."""
    article: dict[str, Any] = {}
    named: dict[str, Any] = {}
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or ""):
            continue
        try:
            data = json.loads((element.text or "")[:500_000])
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data, 0):
            if isinstance(node.get("@id"), str) and "name" in node:
                named.setdefault(node["@id"], node)
            kinds = str(node.get("@type", "")).lower()
            if not article and any(kind in kinds for kind in _ARTICLE_TYPES) and ("headline" in node or "datePublished" in node):
                article = node
    return article, named


def _nodes(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, dict):
        yield data
        yield from _nodes(data.get("@graph"), depth + 1)
    elif isinstance(data, list):
        for item in data[:200]:
            yield from _nodes(item, depth + 1)


def _name_of(value: Any, named: dict[str, Any]) -> str | None:
    """The name or names in a JSON-LD person or organisation, or in the one that is pointed to."""
    if isinstance(value, list):
        names = [name for item in value[:10] if (name := _name_of(item, named))]
        return ", ".join(names) or None
    if isinstance(value, dict):
        target = named.get(str(value.get("@id")), {}) if "name" not in value else value
        return _clean(target.get("name"))
    return _clean(value)
