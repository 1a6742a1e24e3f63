"""The dossier in a real browser, offline: nothing leaves, nothing breaks, keys work, hostile words run nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fogline.show.dossier import DossierOptions, write
from tests.show.record_factory import REPORT_TEXTS, make_large_record, make_record

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium found; on Debian: apt-get install chromium"),
]
FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

PAYLOADS = [
    "<script>window.hit=1</script>",
    "</script><script>window.hit=2</script>",
    "<img src=x onerror=window.hit=3>",
    "<svg onload=window.hit=4>",
    '"><img src=x onerror=window.hit=5>',
    "' onmouseover='window.hit=6",
    "javascript:window.hit=7",
    "</title><script>window.hit=8</script>",
    "</style><script>window.hit=9</script>",
    "<!--<script>window.hit=10</script>-->",
    "<iframe srcdoc='<script>parent.hit=11</script>'></iframe>",
    "{{7*7}}${window.hit=12}",
    "<details open ontoggle=window.hit=13>",
    "\u2028window.hit=14\u2029",
    "<base href=//example.org/>",
    "]]><script>window.hit=16</script>",
    "<math><mi xlink:href=javascript:window.hit=17>x</mi></math>",
    "&lt;script&gt;window.hit=18&lt;/script&gt;",
    "\\u003cscript\\u003ewindow.hit=19\\u003c/script\\u003e",
    "<form action=javascript:window.hit=20><button autofocus>",
    "<meta http-equiv=refresh content='0;url=//example.org'>",
    "\u202e<script>window.hit=22</script>",
    "`;window.hit=23;`",
    "<a href=data:text/html,<script>window.hit=24</script>>x</a>",
]


@dataclass
class Opened:
    """A page with what it asked for and what it complained about."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    contexts = []

    def opening(record: dict[str, Any], *, options: DossierOptions | None = None, address: str = "", **choices: Any) -> Opened:
        path = tmp_path / "dossier.html"
        write(record, path, options or DossierOptions(title="Tarevia", built_on=date(2031, 4, 1)))
        context = browser.new_context(offline=True, **{"viewport": {"width": 1440, "height": 1000}, **choices})
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on(
            "console",
            lambda message: opened.complaints.append(message.text) if message.type in ("error", "warning") else None,
        )
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.goto(f"file://{path}{address}")
        if choices.get("java_script_enabled", True):
            opened.page.locator("html[data-ready]").wait_for(state="attached", timeout=30_000)
        return opened

    yield opening
    for context in contexts:
        context.close()


def page_data_of(page: Any) -> Any:
    return json.loads(page.locator("#dossier-data").text_content())


def _selected(page: Any) -> str:
    return str(page.locator("#panel .panel-meta .mono").inner_text())


@pytest.mark.parametrize("compress_above", [0, 10**9])
def test_no_request_leaves_and_nothing_breaks(open_page: Any, compress_above: int) -> None:
    opened = open_page(make_record(), options=DossierOptions(compress_above=compress_above))
    for key in ("j", "j", "k", "d", "d", "t", "m", "i", "c", "a", "s"):
        opened.page.keyboard.press(key)
    assert [url for url in opened.requests if not url.startswith("file:")] == []
    assert len(opened.requests) == 1
    assert opened.complaints == []
    assert opened.page.locator("#count").inner_text() == "11 of 11 + 1 total"


def test_record_without_actors_breaks_nothing(open_page: Any) -> None:
    opened = open_page(make_record() | {"actors": [], "ties": []})
    opened.page.keyboard.press("a")
    assert opened.complaints == []
    assert opened.page.locator("#actors .card").count() == 0
    assert opened.page.locator("#count").inner_text() == "11 of 11 + 1 total"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_no_violation(open_page: Any, theme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    opened = open_page(make_record(), color_scheme=theme, viewport={"width": width, "height": 900}, address="#incident=I1")
    assert opened.page.locator("html").get_attribute("data-theme") == theme
    found = axe.run(opened.page).response["violations"]
    assert [(row["id"], row["nodes"][0]["html"][:120]) for row in found] == []


def test_axe_finds_no_violation_in_the_reader(open_page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    opened = open_page(make_record(), address="#incident=I1", options=DossierOptions(texts="full", report_texts=REPORT_TEXTS))
    opened.page.keyboard.press("o")
    found = axe.run(opened.page).response["violations"]
    assert [(row["id"], row["nodes"][0]["html"][:120]) for row in found] == []


def test_letters_step_through_incidents_and_read_reports(open_page: Any) -> None:
    page = open_page(make_record()).page
    page.keyboard.press("j")
    first = _selected(page)
    page.keyboard.press("j")
    assert _selected(page) != first
    page.keyboard.press("k")
    assert _selected(page) == first
    page.keyboard.press("o")
    assert page.locator("#dialog").is_visible()
    assert page.locator("#dialog mark.asked").count() == 1
    page.keyboard.press("Escape")
    assert not page.locator("#dialog").is_visible()


@pytest.mark.parametrize(
    ("key", "section"),
    [("t", "when"), ("m", "where"), ("i", "incidents"), ("c", "contradictions"), ("a", "actors"), ("s", "sources")],
)
def test_letters_go_to_sections(open_page: Any, key: str, section: str) -> None:
    page = open_page(make_record()).page
    page.keyboard.press(key)
    assert page.evaluate("document.activeElement.closest('section').id") == section


def test_search_help_theme_and_clear_keys(open_page: Any) -> None:
    page = open_page(make_record()).page
    page.keyboard.press("/")
    page.keyboard.type("depot")
    page.locator("#count", has_text="1 of 11").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator("#count").inner_text() == "11 of 11 + 1 total"
    theme = page.locator("html").get_attribute("data-theme")
    page.keyboard.press("d")
    assert page.locator("html").get_attribute("data-theme") != theme
    page.keyboard.press("j")
    page.keyboard.press("?")
    assert page.locator("#dialog .keys").is_visible()
    page.locator("#dialog input[type=checkbox]").uncheck()
    page.keyboard.press("Escape")
    before = _selected(page)
    page.keyboard.press("j")
    assert _selected(page) == before


def test_map_and_period_move_by_keys(open_page: Any) -> None:
    page = open_page(make_record()).page
    mark = page.locator("#map .mark").first
    before = mark.get_attribute("transform")
    page.locator("#map").focus()
    page.keyboard.press("ArrowLeft")
    page.locator(f'#map .mark:first-child:not([transform="{before}"])').wait_for(state="attached")
    page.keyboard.press("0")
    handle = page.locator("[data-part=from]")
    start = int(handle.get_attribute("aria-valuenow"))
    handle.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert int(page.locator("[data-part=from]").get_attribute("aria-valuenow")) == start + 29
    assert page.evaluate("document.activeElement.dataset.part") == "from"


def test_lane_is_a_switch(open_page: Any) -> None:
    page = open_page(make_record()).page
    page.locator("[data-lane=protest]").focus()
    page.keyboard.press("Space")
    assert page.locator("#count").inner_text() == "10 of 11 + 1 total"
    assert page.locator("[data-lane=protest]").get_attribute("aria-checked") == "false"


def test_address_holds_the_view(open_page: Any) -> None:
    page = open_page(make_record(), address="#incident=I3&types=air&certainty=corroborated").page
    assert _selected(page) == "I3"
    assert page.locator("#count").inner_text() == "1 of 11"
    assert page.locator("[data-status=corroborated]").get_attribute("aria-pressed") == "true"
    page.locator("#clear").click()
    assert "types" not in page.evaluate("location.hash")
    assert "incident=I3" in page.evaluate("location.hash")


def test_number_lights_up_the_words_behind_a_value(open_page: Any) -> None:
    page = open_page(make_record(), address="#incident=I1").page
    page.locator("#panel dd", has_text="3 (best").locator(".reference").first.click()
    assert page.locator("#panel .evidence li.on mark").inner_text() == "three soldiers"


def test_undated_and_unplaced_incidents_are_listed(open_page: Any) -> None:
    page = open_page(make_record()).page
    assert page.locator("#table-rows tr[data-incident]").count() == 12
    page.locator(".undated button").click()
    assert page.locator("#table-rows tr[data-incident]").count() == 3
    page.locator("#clear").click()
    page.locator("#unplaced").click()
    assert page.locator("#table-rows tr[data-incident]").count() == 3


@pytest.mark.parametrize("compress_above", [0, 10**9])
def test_hostile_words_run_nothing(open_page: Any, compress_above: int) -> None:
    assert len(PAYLOADS) >= 20
    attack = " ".join(PAYLOADS)
    record = make_record()
    for number, row in enumerate(record["reports"]):
        row |= {
            "title": attack,
            "outlet": PAYLOADS[number % len(PAYLOADS)] + attack,
            "uri": f"javascript:window.hit=1/{attack}",
            "byline": attack,
            "cites": [attack],
            "origin": attack,
        }
    for row in [*record["actors"], *record["places"]]:
        row["name"] = attack
    for row in record["incidents"]:
        row["title"] = attack
    for row in record["mentions"]:
        row["sentence"] = {**row["sentence"], "text": attack}
    for row in record["disagreements"]:
        row |= {"explanation": attack, "field": attack}
    record["run"]["settings"] = {attack: attack}
    texts = {key: attack + text for key, text in REPORT_TEXTS.items()}
    opened = open_page(
        record, options=DossierOptions(title=attack, texts="full", report_texts=texts, compress_above=compress_above)
    )
    page = opened.page
    for key in ("j", "o", "Escape", "c", "a"):
        page.keyboard.press(key)
    page.locator("#network .node").first.click()
    page.locator("#map .mark").first.hover()
    page.locator("#csv").click()
    assert page.evaluate("window.hit") is None
    assert page.locator("script").count() == 2
    assert page.locator("img, iframe, form, base").count() == 0
    assert [url for url in opened.requests if not url.startswith(("file:", "blob:"))] == []
    assert opened.complaints == []


def test_contradiction_marks_the_words_of_each_answer(open_page: Any) -> None:
    page = open_page(make_record()).page
    assert page.locator("#contradiction-1 .answer mark").all_inner_texts() == ["Thousands", "six hundred"]


def test_repeated_sentence_is_quoted_once(open_page: Any) -> None:
    record = make_record()
    values = record["disagreements"][0]["values"]
    values[1]["spans"] = [{**values[0]["spans"][0], "end": values[0]["spans"][0]["end"] - 1}]
    values[1]["spans"][0]["text"] = values[0]["spans"][0]["text"][:-1]
    page = open_page(record).page
    card = page.locator("#contradiction-0")
    assert card.locator("blockquote").count() == 1
    assert card.locator(".same-sentence").inner_text().startswith("In the same sentence: “")


def test_last_possible_day_alone_is_no_place_on_the_line(open_page: Any) -> None:
    record = make_record()
    record["incidents"][0]["when"] = {"start": None, "end": "2031-03-20", "precision": "unknown", "basis": "inferred"}
    marks = open_page(make_record()).page.locator("#timeline .hit").count()
    page = open_page(record).page
    assert page.locator("#timeline .hit").count() == marks - 1
    assert page.locator("#timeline .no-date").count() >= 1
    page.locator(".undated button").click()
    assert page.locator("#table-rows tr[data-incident]", has_text="by 20 Mar 2031").count() == 1


def test_background_years_are_told_and_not_drawn(open_page: Any) -> None:
    record = make_record()
    record["incidents"][0]["when"] = {"start": "2019-01-05", "end": "2019-01-05", "precision": "day", "basis": "stated"}
    page = open_page(record).page
    assert page.locator("#timeline .outside").all_text_contents() == ["◀ 1 earlier"]
    assert "2019" not in page.locator("#timeline .scale-note", has_text="shown").text_content()


def test_statements_stand_by_speaker(open_page: Any) -> None:
    record = make_record()
    page = open_page(record).page
    speakers = [row["speaker"] for row in page_data_of(page)["statements"]]
    assert page.locator(".statement").count() == len(set(speakers))


def test_settings_and_issues_are_folded(open_page: Any) -> None:
    record = make_record() | {"issues": [{"code": "input.empty", "unit": "x.txt", "detail": "0 bytes"}]}
    page = open_page(record).page
    assert page.locator("#method details").count() == 2
    assert not page.locator("#method .settings").first.is_visible()
    page.locator("#method summary", has_text="settings").click()
    assert page.locator("#method .settings").first.is_visible()


def test_lasting_state_is_counted_apart(open_page: Any) -> None:
    record = make_record()
    record["incidents"][7]["kind"] = "state"
    page = open_page(record, address="#incident=I8").page
    assert page.locator("#count").inner_text() == "10 of 10 + 1 total + 1 state"
    assert page.locator("#panel .total-note").inner_text().startswith("Standing state.")
    assert page.locator("#table-rows tr.total").count() == 2


def test_csv_defuses_formulas(open_page: Any) -> None:
    record = make_record()
    record["incidents"][0]["title"] = "=HYPERLINK(1)"
    page = open_page(record).page
    with page.expect_download() as download:
        page.locator("#csv").click()
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert text.count("\r\n") == 12


def test_register_is_readable_with_scripts_off(open_page: Any) -> None:
    page = open_page(make_record(), java_script_enabled=False).page
    assert page.locator("#register article").count() == 12
    assert page.locator("#register article").first.is_visible()
    assert not page.locator("#timeline").is_visible()
    assert page.locator("#sources li").first.is_visible()


def test_narrow_page_does_not_scroll_sideways(open_page: Any) -> None:
    page = open_page(make_record(), viewport={"width": 390, "height": 844}, address="#incident=I5").page
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_print_shows_the_register(open_page: Any) -> None:
    page = open_page(make_record()).page
    page.emulate_media(media="print")
    assert page.locator("#register article").first.is_visible()
    assert not page.locator(".bar").is_visible()


def test_damaged_data_leaves_the_register(open_page: Any, tmp_path: Path, browser: Any) -> None:
    path = tmp_path / "damaged.html"
    write(make_record(), path, DossierOptions())
    path.write_text(
        path.read_text("utf-8").replace('id="dossier-data" data-encoding="plain">{', 'id="dossier-data" data-encoding="plain">'),
        "utf-8",
    )
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(f"file://{path}")
    page.locator("#failed").wait_for(state="visible")
    assert page.locator("#register article").first.is_visible()
    context.close()


@pytest.mark.slow
def test_five_thousand_incidents_open_and_keep_the_table_small(open_page: Any) -> None:
    opened = open_page(make_large_record(5_000))
    assert opened.page.locator("#count").inner_text() == "5,000 of 5,000"
    assert opened.page.locator("#table-rows tr").count() < 60
    assert opened.page.evaluate("document.querySelectorAll('*').length - document.querySelectorAll('#sources *').length") < 6_000
    assert opened.complaints == []
