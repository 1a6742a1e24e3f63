"""Other names of actors: ranks and asserted links."""

from __future__ import annotations

from collections.abc import Sequence

from fogline.scoring.aliases import Answer, score, together

ROWS = [
    {"actor": "1", "alias": "Dawn Front"},
    {"actor": "2", "alias": "Jabhat al-Fajr"},
    {"actor": "3", "alias": "Third Way"},
    {"actor": "4", "alias": "Nobody's Men"},
]


def _rank(alias: str, country: str) -> Sequence[Answer]:
    assert country in ("Kand", "")
    answers: dict[str, list[Answer]] = {
        "Dawn Front": [("1", 0.9, True), ("2", 0.1, False)],
        "Jabhat al-Fajr": [("1", 0.6, True), ("2", 0.5, False)],
        "Third Way": [(str(n), 0.1, False) for n in range(10, 15)] + [("3", 0.05, False)],
    }
    return answers.get(alias, [])


def test_ranks_and_links_are_counted_over_all_names() -> None:
    found = score(ROWS, {"1": "Kand"}, _rank)
    assert (found.n, found.first, found.among_five) == (4, 1, 2)
    assert (found.asserted, found.wrong) == (2, 1)
    assert abs(found.reciprocal - (1 + 1 / 2 + 1 / 6)) < 1e-9
    assert found.missed == ("2 Jabhat al-Fajr", "3 Third Way", "4 Nobody's Men")


def test_folds_are_summed() -> None:
    assert together([score(ROWS[:2], {"1": "Kand"}, _rank), score(ROWS[2:], {}, _rank)]) == score(ROWS, {"1": "Kand"}, _rank)
