"""Quotation marks over sentences and paragraphs."""

from __future__ import annotations

import pytest

from fogline.read.quotes import quoted_ranges

# id, paragraphs, what stands between marks
CASES = [
    ("curly", ["“We left,” he said."], ["We left,"]),
    ("straight", ['He said "no" twice, then "yes".'], ["no", "yes"]),
    ("two-singles", ["''We left,'' he said."], ["We left,"]),
    ("goes-on", ["“We left.", "“We will be back,” he said."], ["We left.", "We will be back,"]),
    ("forgotten-mark", ["“We left.", "He went home."], ["We left."]),
    ("inch-is-no-mark", ['A 9" shell and a 12" shell fell.'], []),
    ("none", ["They left."], []),
]


@pytest.mark.parametrize(("case", "paragraphs", "quoted"), CASES, ids=[case[0] for case in CASES])
def test_quoted_ranges(case: str, paragraphs: list[str], quoted: list[str]) -> None:
    offsets = [sum(len(one) + 2 for one in paragraphs[:n]) for n in range(len(paragraphs))]
    text = "\n\n".join(paragraphs)
    found = quoted_ranges(list(zip(offsets, paragraphs, strict=True)))
    assert [text[start:end] for start, end in found] == quoted
