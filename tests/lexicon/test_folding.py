"""The comparison key of names."""

import pytest

from fogline.lexicon.folding import fold


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Al Ḩudaydah", "al hudaydah"),
        ("Ra's al-‘Ayn", "ras al ayn"),
        ("U.S.", "us"),
        ("Bogotá, D.C.", "bogota dc"),
        ("  São   Tomé ", "sao tome"),
        ("Kata’ib Hezbollah", "kataib hezbollah"),
        ("—", ""),
    ],
)
def test_fold_keeps_letters_and_drops_marks(name: str, key: str) -> None:
    assert fold(name) == key


def test_fold_is_idempotent() -> None:
    for name in ("Ḩarir", "N'Djamena", "Košice", "Ба́хмут", "東京"):
        assert fold(fold(name)) == fold(name)
