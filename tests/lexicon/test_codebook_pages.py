"""The codebook pages hold every rule once, open with a short answer, and agree with the tables."""

import csv
import re
from pathlib import Path

import pytest

import fogline

ROOT = Path(fogline.__file__).parent.parent
PAGES = sorted((ROOT / "docs" / "codebook").glob("*.md"))
OURS = ("event-types.md", "precision.md", "figures.md", "voices.md")
RULE = re.compile(r"^- \*\*Rule (\d+)\*\*", re.MULTILINE)


def test_each_of_the_48_rules_stands_on_one_page() -> None:
    numbers = [int(number) for page in PAGES for number in RULE.findall(page.read_text(encoding="utf-8"))]
    assert sorted(numbers) == list(range(1, 49))


@pytest.mark.parametrize("name", OURS)
def test_first_line_is_a_short_answer_and_the_page_is_short(name: str) -> None:
    lines = (ROOT / "docs" / "codebook" / name).read_text(encoding="utf-8").splitlines()
    assert 15 <= len(lines[0].split()) <= 25
    assert len(lines) <= 200


def test_the_table_of_types_agrees_with_the_lexicon() -> None:
    text = (ROOT / "fogline" / "lexicon" / "data" / "plover.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    page = (ROOT / "docs" / "codebook" / "event-types.md").read_text(encoding="utf-8")
    printed = {}
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[0].isupper():
            printed[cells[0]] = (cells[1], cells[2], cells[4])
    expected = {}
    for row in rows:
        if not row["mode"]:
            modes = [other["mode"] for other in rows if other["type"] == row["type"] and other["mode"]]
            expected[row["type"]] = (row["quad"], row["score"], ", ".join(modes) or "none")
    assert printed == expected
