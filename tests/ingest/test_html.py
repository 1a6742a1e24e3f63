"""Web pages, friendly and hostile."""

from __future__ import annotations

import time

import pytest

from fogline.ingest.html import looks_like_html, read_page

ONE = "Gunmen fired on a convoy near the town of Marwa on Tuesday night, killing two drivers, the district governor said."
TWO = "Nobody claimed the attack, which came a day after talks between the two sides had been broken off without a result."
BODY = f"<p>{ONE}</p><p>{TWO}</p>"
HEAD = (
    '<title>Two drivers killed | The Marwa Messenger</title><meta property="og:site_name" content="The Marwa Messenger">'
    '<meta property="article:published_time" content="2023-03-03T10:00:00Z"><meta name="author" content="Jo Example">'
    '<link rel="canonical" href="https://example.org/a"><script>var secret = 1;</script><style>.secret{color:red}</style>'
)


def page(head: str = HEAD, body: str = BODY) -> str:
    menu = '<nav><a href="/">Home</a> <a href="/w">World</a></nav>'
    foot = "<footer>© 2023 The Marwa Messenger. Cookie notice.</footer>"
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{menu}<article>{body}</article>{foot}</body></html>'


def test_article_and_metadata() -> None:
    found = read_page(page())
    assert found is not None
    assert found.text == f"Two drivers killed\n\n{ONE}\n\n{TWO}"
    assert (found.title, found.outlet, found.byline) == ("Two drivers killed", "The Marwa Messenger", "Jo Example")
    assert (found.url, found.published, found.language) == ("https://example.org/a", "2023-03-03T10:00:00Z", "en")


def test_linked_data_outranks_meta_elements() -> None:
    data = (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Convoy attacked", '
        '"datePublished": "2023-03-02", "author": [{"name": "A. Other"}], "publisher": {"name": "Marwa Daily"}}]}</script>'
    )
    found = read_page(page(head=HEAD + data))
    assert found is not None
    assert (found.title, found.published, found.byline, found.outlet) == (
        "Convoy attacked",
        "2023-03-02",
        "A. Other",
        "Marwa Daily",
    )


def test_time_element_and_no_outlet() -> None:
    found = read_page(page(head="<title>Two killed</title>", body=f'<time datetime="2023-03-03">3 March</time>{BODY}'))
    assert found is not None and found.published == "2023-03-03" and found.outlet is None


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 10_000 + BODY + "</div>" * 10_000,
        "<b>" * 50_000 + BODY,
        "<html></html>",
        "<html><body><script>" + "document.write('x');" * 500 + "</script></body></html>",
        "<p>" + "<i></i>" * 70_000,
        "<html><body><nav><a href=/>Home</a></nav></body></html>",
    ],
)
def test_pages_without_a_readable_article(markup: str) -> None:
    started = time.monotonic()
    assert read_page(markup) is None
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "markup",
    [
        page(body=f'<div data-x="{"A" * 1_000_000}">{BODY}</div>'),
        page(body=BODY + "<p>An odd &#xD800; &#0; &unknown; character in a sentence of some length, they said.</p>"),
        page(head='<meta charset="does-not-exist">' + HEAD),
        '<?xml version="1.0" encoding="UTF-8"?>' + page(),
        page().replace("</p>", "").replace("</article>", "").replace("</body></html>", ""),
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + page(body=BODY + "&b;"),
        page(head=HEAD + '<script type="application/ld+json">{"@type": [}</script>'),
        page(head=HEAD + '<script type="application/ld+json">' + "[" * 5000 + "</script>"),
    ],
)
def test_odd_pages_give_their_article_only(markup: str) -> None:
    found = read_page(markup)
    assert found is not None and ONE in found.text
    assert "secret" not in found.text and "Cookie" not in found.text and "Home" not in found.text
    found.text.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "is_page"), [("<!DOCTYPE html><p>a", True), ("\ufeff\n<HTML>", True), ("Two killed <html>", False), ("", False)]
)
def test_looks(text: str, is_page: bool) -> None:
    assert looks_like_html(text) is is_page


def test_a_byline_dates_the_page_and_a_list_of_links_does_not() -> None:
    body = "<p>" + "The guards at the river post said that the night had been quiet after the raid. " * 6 + "</p>"
    aside = '<aside><span class="date">3 May 2019</span></aside>'
    byline = '<div class="byline">By our reporter in Karsel &middot; 22 April 2021</div>'
    page = read_page(f"<html><body>{aside}<article><h1>Raid at the river</h1>{byline}{body}</article></body></html>")
    assert page is not None and (page.published, page.published_from) == ("22 April 2021", "the page's byline")


def test_a_tag_with_more_attributes_than_any_real_one_is_not_read() -> None:
    text = "<p>Gunmen fired on a convoy near the town of Marwa on Tuesday, killing two drivers.</p>" * 3
    many = " ".join(f"a{number}=1" for number in range(60_000))
    assert read_page(f"<html><body><article {many}>{text}</article></body></html>") is None
    long = read_page(f"<html><body><article title='{'a' * 100_000}'>{text}</article></body></html>")
    assert long is not None and "Gunmen" in long.text
