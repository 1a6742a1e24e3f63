"""A web page to article text and metadata: title, outlet, byline, address and date as the page itself states them.

The text is what trafilatura takes for the article; comments, tables of links and scripts stay out. Metadata come from JSON-LD,
OpenGraph and other meta elements and from <time>; nothing is inferred from the address or from other text of the page.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import lxml.etree
import lxml.html
import trafilatura

from fogline.ingest.written_dates import iter_dates

_XML_HEAD = re.compile(r"^\s*<\?xml[^>]{0,300}\?>", re.IGNORECASE)
_DOCTYPE = re.compile(r"\s*<!DOCTYPE[^\[>]{0,500}\[[^\]]{0,20000}\]\s*>", re.IGNORECASE)
_SUFFIX = re.compile(r"(.*\S)\s+[|–—-]\s+(\S.*)")
_OPENING = re.compile(r"<[a-zA-Z!/]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
_MAX_TAGS = 60_000
_MAX_ATTRIBUTES = 10_000  # words of one tag: the parser compares every attribute with all before it
_MAX_DEPTH = 200
_MAX_META = 400
_SHORT = 400  # characters; an article is longer
_BYLINE_LENGTH = 160
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|date|dateline|datepublished|published|pubdate|posted|timestamp)(?:$|[\s_-])", re.I
)
_ASIDES = frozenset({"aside", "nav", "footer"})
_MIN_WORDS = 8  # fewer are a menu or a button
_ARTICLE_TYPES = ("article", "report", "blogposting", "webpage", "liveblog")
_PARSER_FAILURES = (
    lxml.etree.LxmlError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError,
)  # fmt: skip


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


def looks_like_html(text: str) -> bool:
    """True for text that starts as a page does, whatever the file is called."""
    head = text[:1000].lstrip("\ufeff \t\r\n").lower()
    return head.startswith(("<!doctype html", "<html", "<head", "<body")) or (head.startswith("<?xml") and "<html" in head)


def read_page(markup: str) -> WebPage | None:
    """The article of a page, or None where none is found or the markup is beyond reading."""
    markup = _CONTROL.sub(" ", _XML_HEAD.sub("", markup.lstrip("\ufeff")))
    if declared := _DOCTYPE.match(markup):  # entities of its own: no article needs them
        markup = markup[declared.end() :]
    if sum(1 for _ in _OPENING.finditer(markup)) > _MAX_TAGS:
        return None
    if any(len(tag.group().split()) > _MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(markup)):
        return None
    try:
        tree = lxml.html.document_fromstring(markup, parser=lxml.html.HTMLParser(huge_tree=False, remove_comments=True))
    except _PARSER_FAILURES:
        return None
    if _is_too_deep(tree):
        return None
    stated = _stated(_Metadata(tree))  # before the extraction, which may change the tree
    body = _article_text(tree)
    if not body or len(body.split()) < _MIN_WORDS:
        return None
    return replace(stated, text=_with_title(stated.title, body))


def _stated(meta: _Metadata) -> WebPage:
    published, giver = meta.published
    return WebPage(
        text="",
        title=_without_site(meta.title, meta.outlet),
        outlet=meta.outlet,
        byline=meta.byline,
        url=meta.url,
        published=published,
        published_from=giver,
        language=meta.language,
    )


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
    except _PARSER_FAILURES:
        return None
    return _CONTROL.sub(" ", text) if isinstance(text, str) else None


def _with_title(title: str | None, body: str) -> str:
    """Paragraphs set apart by blank lines, under the title unless it is there already."""
    paragraphs = [" ".join(line.split()) for line in body.split("\n") if line.strip()]
    folded = "".join(title.split()).casefold() if title else ""
    if title and (not paragraphs or "".join(paragraphs[0].split()).casefold() != folded):
        paragraphs.insert(0, title)
    return "\n\n".join(paragraphs)


def _clean(value: Any) -> str | None:
    """A metadata value as one line, or None for what is empty or no text."""
    if not isinstance(value, str):
        return None
    text = " ".join(_CONTROL.sub(" ", value[: 4 * _MAX_META]).split())[:_MAX_META]
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
        self._linked = _linked_data(tree)

    def _first(self, *names: str) -> str | None:
        return next((self._meta[name] for name in names if name in self._meta), None)

    @property
    def title(self) -> str | None:
        """Headline of JSON-LD, OpenGraph, the only <h1>, or <title>."""
        found = _clean(self._linked.get("headline")) or self._first("og:title", "twitter:title", "dc.title", "parsely-title")
        headings = [text for element in self._tree.iter("h1") if (text := _clean(element.text_content()))]
        if found or len(headings) == 1:
            return found or headings[0]
        return next((text for element in self._tree.iter("title") if (text := _clean(element.text_content()))), None)

    @property
    def outlet(self) -> str | None:
        """Publisher of JSON-LD or the name of the site."""
        return _name_of(self._linked.get("publisher")) or self._first("og:site_name", "application-name", "dc.publisher")

    @property
    def byline(self) -> str | None:
        """Authors of JSON-LD or of a meta element; an address is no name."""
        found = _name_of(self._linked.get("author")) or self._first(
            "author", "article:author", "dc.creator", "parsely-author", "byl"
        )
        return None if found is None or "://" in found else found

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
        names = ("article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
                 "publish-date", "dc.date", "dc.date.issued", "dcterms.created", "parsely-pub-date", "sailthru.date")  # fmt: skip
        for name in names:
            if name in self._meta:
                return self._meta[name], f"the page's metadata ({name})"
        for element in self._tree.iter("time"):
            if found := _clean(element.get("datetime")):
                return found, "the page's <time>"
        if found := _clean(self._linked.get("dateModified")) or self._first("article:modified_time", "last-modified"):
            return found, "the page's time of last change"
        return self._labelled_date()

    def _labelled_date(self) -> tuple[str | None, str]:
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


def _linked_data(tree: Any) -> dict[str, Any]:
    """The JSON-LD object of the article, or an empty one."""
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or ""):
            continue
        try:
            data = json.loads((element.text or "")[:500_000])
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data, 0):
            kinds = str(node.get("@type", "")).lower()
            if any(kind in kinds for kind in _ARTICLE_TYPES) and ("headline" in node or "datePublished" in node):
                return node
    return {}


def _nodes(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, dict):
        yield data
        yield from _nodes(data.get("@graph"), depth + 1)
    elif isinstance(data, list):
        for item in data[:200]:
            yield from _nodes(item, depth + 1)


def _name_of(value: Any) -> str | None:
    """The name or names in a JSON-LD person or organisation."""
    if isinstance(value, list):
        names = [name for item in value[:10] if (name := _name_of(item))]
        return ", ".join(names) or None
    return _clean(value.get("name")) if isinstance(value, dict) else _clean(value)
