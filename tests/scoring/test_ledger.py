"""The history of figures and the page that is written from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fogline.scoring.ledger import ScoreRow, add_to_history, page, read_history


def _row(measure: str, value: str = "50.0 %", **changes: Any) -> ScoreRow:
    values = {"day": "2024-05-01", "data": "Toy", "measure": measure, "value": value, "n": "7", "how": "`make score`", "note": ""}
    return ScoreRow(**(values | changes))


def test_a_later_run_of_a_day_takes_the_place_of_all_rows_of_its_set(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    add_to_history(path, [_row("old name"), _row("F"), _row("by hand", data="Other")])
    add_to_history(path, [_row("F", "51.0 %"), _row("aside")])
    add_to_history(path, [_row("F", "52.0 %", day="2024-05-02")])
    assert [(row.day[-2:], row.data, row.measure, row.value) for row in read_history(path)] == [
        ("01", "Other", "by hand", "50.0 %"),
        ("01", "Toy", "F", "51.0 %"),
        ("01", "Toy", "aside", "50.0 %"),
        ("02", "Toy", "F", "52.0 %"),
    ]


def test_a_history_of_before_goals_and_splits_is_read(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text("day,data,measure,value,n,how,note\n2024-05-01,Toy,F,1 %,7,by hand,x\n", "utf-8")
    (row,) = read_history(tmp_path / "h.csv")
    assert (row.goal, row.split) == ("", "")


def test_the_page_has_the_newest_day_of_each_set_and_goals_apart() -> None:
    rows = [
        _row("retired", day="2024-04-01"),
        _row("F", goal="80", split="development"),
        _row("aside", note="P 1, R 2"),
        _row("false ones", data="Other", day="2024-01-01", how="by hand"),
    ]
    text = page(rows, ["**toy table**\n\n| a |"])
    aimed, rest = text.split("## The rest")
    assert "| Toy | F | 50.0 % | 80 | 7 | development |  |" in aimed
    assert "| aside | 50.0 % | 7 | `make score` | 2024-05-01 | P 1, R 2 |" in rest
    assert "| false ones | 50.0 % | 7 | by hand | 2024-01-01 |  |" in rest
    assert "retired" not in text
    assert text.endswith("| a |\n")
