"""Web pages, friendly and hostile."""

from __future__ import annotations

import time

import pytest

from fogline.ingest.html import WebPage, looks_like_html, read_page
from fogline.ingest.segments import find_segments

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


def told(body: str, title: str = "", head: str = "") -> WebPage:
    found = read_page(f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>")
    assert found is not None
    return found


LONG = "".join(f"<p>{ONE} {TWO} It was raid number {number} of the winter.</p>" for number in range(1, 5))


def test_the_outlet_is_what_title_has_beside_the_headline() -> None:
    for title in ("Raid at the river | Marwa Post", "Marwa Post - Raid at the river", "Raid at the river – News – Marwa Post"):
        assert told(f"<h2>Raid at the river</h2>{LONG}", title).outlet == "Marwa Post"
    assert told(f"<h2>Raid at the river</h2>{LONG}", "Raid at the river").outlet is None
    logo = '<img src="l.gif" alt="Marwa Post">'
    assert told(f"{logo}<h1>Raid at the river</h1>{LONG}", "Marwa Post - Print version").outlet == "Marwa Post"


def test_the_heading_that_title_repeats_is_the_headline_whatever_is_meant_for_sharing() -> None:
    head = '<meta property="og:title" content="The night that shook Marwa">'
    assert told(f"<h1>Two drivers killed at Marwa</h1>{LONG}", "Two drivers killed at Marwa | Post", head).title == (
        "Two drivers killed at Marwa"
    )


def test_people_and_agencies_under_the_headline() -> None:
    lines = '<h1>Raid at the river post</h1><div class="firma">Por Ana Ruiz y Luis Mora</div><div>AFP | 3 May 2019</div>'
    found = told(lines + LONG)
    assert (found.byline, found.agencies, found.published) == ("Ana Ruiz, Luis Mora", ("Agence France-Presse",), "3 May 2019")
    assert told(f"<h1>Raid at the river post</h1><p>By Jo Example in Karsel</p>{LONG}").byline == "Jo Example"
    assert told(f"<h1>Raid at the river post</h1><p>By the river, guards were asleep</p>{LONG}").byline is None


def test_an_author_who_is_the_outlet_or_nobody_is_no_byline() -> None:
    for author in ("The Marwa Messenger", "admin", "Reuters"):
        assert told(LONG, head=HEAD.replace("Jo Example", author)).byline is None


def test_linked_data_points_to_people_by_their_ids() -> None:
    data = (
        '<script type="application/ld+json">{"@graph": [{"@type": "Person", "@id": "#p", "name": "A. Other"}, '
        '{"@type": "NewsArticle", "headline": "Convoy attacked", "author": {"@id": "#p"}}]}</script>'
    )
    assert told(LONG, head=data).byline == "A. Other"


@pytest.mark.parametrize(
    ("line", "stated", "expected"),
    [
        ("6 April 1999", "2019-03-02", "6 April 1999"),  # moved to a new system
        ("6 April 1999", "1999-04-07T00:10:00Z", "1999-04-07T00:10:00Z"),  # midnight of another zone
        ("Updated 6 April 1999", "2019-03-02", "2019-03-02"),
        ("Five years after the war that began on 6 April 1999 the town waits", "2019-03-02", "2019-03-02"),
        ("6 April 1999: the night the mill burned", "2019-04-06", "2019-04-06"),
        ("Date of incident:</p><p>6 April 1999", "2019-04-16", "2019-04-16"),
        ("6 April 1999 by Jo Example", "2019-03-02", "6 April 1999"),
        ("Publicado el 9 de enero de 2018", "2019-03-02", "9 de enero de 2018"),
    ],
)
def test_the_day_under_the_headline_and_the_stated_one(line: str, stated: str, expected: str) -> None:
    head = f'<meta name="date" content="{stated}">'
    assert told(f"<h1>Raid at the river post</h1><p>{line}</p>{LONG}", head=head).published == expected


def test_boxes_are_left_out_unless_they_are_the_page() -> None:
    box = '<div class="newsletter-box"><p>Every Sunday we send the best of the week to people who want to know more.</p></div>'
    assert "Sunday" not in told(f"<h1>Raid at the river post</h1>{LONG}{box}").text
    assert ONE in told(f'<div class="newsletter"><h1>Raid at the river post</h1>{LONG}</div>').text
    comment = "<p>My cousin saw at least forty bodies lying there, and nobody wants to tell us.</p>" * 20
    assert "cousin" not in told(f'<h1>Raid at the river post</h1>{LONG}<div id="comments">{comment}</div>').text


def test_captions_are_kept_where_they_stand_and_marked() -> None:
    caption = "<figure><img><figcaption>A guard looks over the river</figcaption></figure>"
    first, second = f"<p>{ONE} {TWO}</p>", f"<p>{TWO} {ONE}</p>"
    found = told(f"<h1>Raid at the river post</h1>{first}{caption}{second}")
    assert found.captions == ("A guard looks over the river",)
    assert found.text.split("\n\n")[2] == "A guard looks over the river"
    kinds = [segment.kind for segment in find_segments(found.text, found.title, found.captions)]
    assert kinds == ["title", "body", "caption", "body"]


def test_an_article_in_two_columns_is_read_and_a_list_of_articles_is_none() -> None:
    third = "<p>A third driver was found alive at noon, he said.</p>"
    columns = f"<table><tr><td><p>{ONE}</p><p>{TWO}</p></td><td>{third}</td></tr></table>"
    assert "third driver" in told(f"<h1>Raid at the river post</h1>{columns}").text
    card = f'<div><h2><a href="/a">Two drivers killed at Marwa</a></h2><p>{ONE}</p></div>'
    assert read_page(f"<html><body><h1>Security</h1>{card * 5}</body></html>") is None
    assert ONE in told(f"<h1>Raid at the river post</h1>{LONG}{card * 5}").text
    parts = f'<h2><a href="#two">What is known of the two</a></h2><p>{ONE}</p>' * 5
    assert ONE in told(f"<h1>Raid at the river post</h1>{parts}").text


def test_the_credit_of_a_picture_is_not_that_of_the_report() -> None:
    credits = "<p>Photograph: Jo Example/Reuters</p><p>AFP</p>"
    assert told(f"<h1>Raid at the river post</h1>{credits}{LONG}").agencies == ("Agence France-Presse",)


def test_markup_that_browsers_mend_is_mended() -> None:
    broken = f'<a href="index.php>Marwa Post</a><h1>Raid at the river post</h3><b>By Jo Example</b>{LONG}<a href="/x">Home</a>'
    found = told(broken, "Raid at the river post | Marwa Post")
    assert (found.title, found.outlet, found.byline) == ("Raid at the river post", "Marwa Post", "Jo Example")
