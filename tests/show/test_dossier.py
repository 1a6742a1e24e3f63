"""The page as a whole: counts, policy, escaping, data, register, choices."""

from __future__ import annotations

import base64
import gzip
import json
import re
from dataclasses import FrozenInstanceError
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from fogline.show.display import STATIC
from fogline.show.dossier import DossierOptions, render, write
from fogline.show.page import SCRIPT_PARTS, STYLE_PARTS
from tests.show.record_factory import REPORT_TEXTS, make_large_record, make_record

OPTIONS = DossierOptions(title="Tarevia", built_on=date(2031, 4, 1))


def page_data(page: str) -> dict[str, Any]:
    """The viewer's data in a page."""
    found = re.search(r'<script type="application/json" id="dossier-data" data-encoding="(\w+)">(.*?)</script>', page, re.S)
    assert found
    encoding, text = found.groups()
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(text)) if encoding == "gzip" else text)
    return data


def test_same_record_gives_the_same_page(tmp_path: Path) -> None:
    page = render(make_record(), options=OPTIONS)
    assert page == render(json.loads(json.dumps(make_record())), options=OPTIONS)
    write(make_record(), tmp_path / "page.html", OPTIONS)
    assert (tmp_path / "page.html").read_text("utf-8") == page


def test_options_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        OPTIONS.title = "other"  # type: ignore[misc]  # the error is what is tested


def test_empty_record_gives_a_page() -> None:
    page = render({}, options=DossierOptions())
    assert "<b>0</b>incidents" in page
    assert "The record holds no incident" in page


@pytest.mark.parametrize(
    ("case_name", "title"),
    [("", "Incident dossier"), ("south-coast", "Reports of the case south coast – incident dossier")],
)
def test_page_without_actors_is_named_after_its_case(case_name: str, title: str) -> None:
    page = render({}, options=DossierOptions(case_name=case_name))
    assert f"<title>{title}</title>" in page


def test_section_without_ties_is_one_line() -> None:
    section = re.compile(r'<h2 id="actors-heading">(.*?)</section>', re.DOTALL)
    empty = section.search(render({}, options=OPTIONS))
    full = section.search(render(make_record(), options=OPTIONS))
    assert empty
    assert full
    assert "no ties between actors" in empty[1]
    assert "card" not in empty[1]
    assert 'id="ties"' in full[1]


def test_totals_are_not_counted_as_incidents() -> None:
    page = render(make_record(), options=OPTIONS)
    assert "<b>11</b>incidents" in page
    assert "<b>+ 1</b>total, not counted" in page


def test_policy_allows_exactly_the_inline_script_and_style() -> None:
    page = render(make_record(), options=OPTIONS)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    allowed = policy[1].replace("&#39;", "'")
    assert allowed.startswith("default-src 'none'")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    styles = re.findall(r"<style>(.*?)</style>", page, re.S)
    assert len(scripts) == len(styles) == 1
    for text in (scripts[0], styles[0]):
        assert f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'" in allowed
    assert "unsafe" not in allowed


def test_every_source_file_is_part_of_the_page() -> None:
    folder = STATIC / "dossier"
    assert {path.stem for path in folder.glob("*.js")} == set(SCRIPT_PARTS)
    assert {path.stem for path in folder.glob("*.css")} == set(STYLE_PARTS)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.outside += [value or "" for name, value in attrs if name in ("src", "href") and not (value or "").startswith("#")]


@pytest.mark.parametrize("compress_above", [0, 10**9])
def test_hostile_words_add_no_element(compress_above: int) -> None:
    attack = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"' onload='alert(3)"
    record = make_record()
    for row in record["reports"]:
        row |= {"title": attack, "outlet": attack, "uri": f"javascript:alert(1)//{attack}"}
    for name in ("incidents", "actors", "places"):
        for row in record[name]:
            row["title" if name == "incidents" else "name"] = attack
    tags = _Tags()
    tags.feed(render(record, options=DossierOptions(title=attack, compress_above=compress_above)))
    assert tags.tags.count("script") == 2
    assert "img" not in tags.tags
    assert tags.handlers == []
    assert tags.outside == []


def test_plain_and_packed_data_are_the_same() -> None:
    plain = render(make_record(), options=DossierOptions(compress_above=10**9))
    packed = render(make_record(), options=DossierOptions(compress_above=0))
    assert 'data-encoding="plain"' in plain
    assert 'data-encoding="gzip"' in packed
    assert page_data(plain) == page_data(packed)


def test_damaged_characters_do_not_stop_the_page() -> None:
    record = make_record()
    record["incidents"][0]["title"] = "half a pair \ud83d and a zero \u0000"
    render(record, options=OPTIONS).encode("utf-8")


def test_register_holds_every_incident_with_its_sentences() -> None:
    page = render(make_record(), options=OPTIONS)
    register = page[page.index('id="register"') :]
    assert register.count("<article") == 12
    assert "Total, not one incident" in register
    assert "killing three soldiers" in register
    assert "date not known" in register


def test_register_of_a_large_record_is_a_summary() -> None:
    page = render(make_large_record(1_001), options=OPTIONS)
    assert "<article" not in page[page.index('id="register"') : page.index("<footer>")]
    assert "1,001 entries are more than the 1,000" in page


def test_full_texts_are_embedded_only_when_asked() -> None:
    sentences = render(make_record(), options=DossierOptions(report_texts=REPORT_TEXTS))
    full = render(make_record(), options=DossierOptions(texts="full", report_texts=REPORT_TEXTS))
    assert "ولم يصدر تعليق" not in sentences
    assert "ولم يصدر تعليق" in full
    assert all("text" not in report for report in page_data(sentences)["reports"])


def test_register_quotes_the_same_words_from_full_texts() -> None:
    full = render(make_record(), options=DossierOptions(texts="full", report_texts=REPORT_TEXTS))
    plain = render(make_record(), options=DossierOptions())
    quotes = [re.findall(r"<q[^>]*>(.*?)</q>", page, re.S) for page in (full, plain)]
    assert quotes[0] == quotes[1]
    assert len(quotes[0]) > 12


def test_period_and_types_limit_the_dossier_and_it_says_so() -> None:
    page = render(make_record(), options=DossierOptions(since=date(2031, 3, 20), until=date(2031, 3, 22)))
    titles = {row["id"] for row in page_data(page)["incidents"]}
    assert titles == {"I5", "I7", "I8", "I11", "I12"}
    assert "7 incidents of the record are left out" in page
    page = render(make_record(), options=DossierOptions(types=frozenset({"air"})))
    assert [row["id"] for row in page_data(page)["incidents"]] == ["I3"]
    assert "Limited to these types: Air strike." in page


def test_method_tells_what_was_run_and_left_out() -> None:
    page = render(
        make_record(),
        options=DossierOptions(issues=({"code": "input.empty", "message": "nothing in it", "where": "empty.txt"},)),
    )
    for words in (
        "<dt>threshold</dt>",
        "not told as having happened: planned, threatened, feared, denied, conditional: 1",
        "The file holds no text. Check the download. <b>1</b>",
        "empty.txt",
        "no endorsement",
    ):
        assert words in page


def test_source_tells_how_its_date_was_found() -> None:
    page = render(make_record(), options=OPTIONS)
    assert "Date: inferred: between " in page
    assert "Date: undated: no date is stated and the text gives no limit." in page


def test_unnamed_outlet_is_told_with_its_file() -> None:
    record = make_record()
    record["reports"][0]["outlet"] = None
    page = render(record, options=OPTIONS)
    assert "<b>Outlet not named</b>" in page
    assert f"Outlet not named ({record['reports'][0]['uri'].rsplit('/', 1)[-1]})" in page


def test_title_names_actors_and_period_unless_one_is_given() -> None:
    record = make_record()
    named = render(record, options=DossierOptions())
    assert re.search(r"<h1[^>]*>Reports on .* and .*, [A-Z][a-z]+ 2031", named)
    assert '<h1 dir="auto">Short</h1>' in render(record, options=DossierOptions(title="Short"))


def test_no_value_of_the_run_is_needed() -> None:
    record = make_record()
    del record["run"], record["statements"], record["disagreements"], record["decisions"]
    page = render(record, options=OPTIONS)
    assert "The record holds no contradiction" in page
    assert 'id="statements"' not in page


def test_place_without_coordinates_is_kept() -> None:
    record = make_record()
    for place in record["places"]:
        place["lat"] = place["lon"] = None
    data = page_data(render(record, options=OPTIONS))
    assert len(data["incidents"]) == 12
    assert data["map"]["opening"][0] == -170


def _fields(record: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted({(name, key) for name, rows in record.items() if name != "run" for row in rows for key in row} - _KEYS)


_KEYS = {
    *((name, "id") for name in ("reports", "actors", "places", "mentions", "incidents")),
    *((name, "id") for name in ("disagreements", "statements", "ties", "links", "decisions")),
    *(("links", key) for key in ("from", "to")),
}


@pytest.mark.parametrize(("name", "field"), _fields(make_record()))
@pytest.mark.parametrize("gone", [True, False], ids=["missing", "null"])
def test_no_field_but_ids_is_needed(name: str, field: str, gone: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fogline.show.basemap.load", lambda: None)
    record = make_record()
    for row in record[name]:
        if gone:
            row.pop(field, None)
        else:
            row[field] = None
    assert page_data(render(record, options=OPTIONS))["incidents"]
