"""Draws that are always the same, and texts as files."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

from fogline.scoring import corpora
from fogline.scoring.corpora import Document

ROWS = [{"id": f"row {n}"} for n in range(40)]


def test_a_draw_is_the_same_whatever_the_order_and_grows_with_the_limit() -> None:
    ten = corpora.sample(ROWS, 10, "id")
    assert len(ten) == 10
    assert {row["id"] for row in corpora.sample(ROWS[::-1], 10, "id")} == {row["id"] for row in ten}
    assert [row for row in corpora.sample(ROWS, 20, "id") if row in ten] == ten
    assert corpora.sample(ROWS, None, "id") == ROWS
    assert ten != ROWS[:10], "the first rows of a set are often alike"


def test_folds_split_a_set_in_two_halves() -> None:
    odd = sum(corpora.fold_of(row["id"]) for row in ROWS)
    assert 10 < odd < 30


def test_documents_are_written_with_what_is_known_of_them(tmp_path: Path) -> None:
    text = "Zwölf Boote\r\nlegten ab.\n"
    known = Document(id="b", text=text, published="2024-05-01", outlet="Der Bote, Kand")
    corpora.write_documents([Document(id="a", text="One."), known], tmp_path / "in")
    assert (tmp_path / "in/b.txt").read_bytes() == text.encode("utf-8"), "offsets count in the text as it is"
    with (tmp_path / "in/reports.csv").open(encoding="utf-8", newline="") as lines:
        assert list(csv.DictReader(lines)) == [{"file": "b.txt", "outlet": "Der Bote, Kand", "published": "2024-05-01"}]
    assert corpora.fingerprint([known]) != corpora.fingerprint([Document(id="b", text=text, published="2024-05-02")])


def test_gold_is_read_with_the_line_separators_that_texts_may_hold(tmp_path: Path) -> None:
    rows = [{"id": 1, "text": "one\u2028two"}, {"id": 2, "text": "three\x85four"}]
    sha256 = corpora.write_gold(rows, tmp_path / "gold.jsonl")
    assert corpora.read_gold(tmp_path / "gold.jsonl") == rows
    packed = tmp_path / "gold.jsonl.gz"
    packed.write_bytes(gzip.compress((json.dumps(rows[0]) + "\n\n").encode()))
    assert corpora.read_gold(packed) == rows[:1]
    assert sha256 == corpora.write_gold(rows, tmp_path / "again.jsonl") != corpora.write_gold(rows[:1], tmp_path / "less.jsonl")


def test_a_cell_of_a_table_may_hold_a_line_break(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text('actor\talias\n1\t"Front of\nDawn"\n', "utf-8")
    assert corpora.read_table(tmp_path / "t.tsv") == [{"actor": "1", "alias": "Front of\nDawn"}]
