"""What "it", "they", "he" and "the group" stand for; nothing is guessed where nothing fits."""

from __future__ import annotations

import pytest

from tests.read.reading import ids, read

# id, text, word, what it stands for
WORDS = [
    ("it-same-sentence", "The militia said it attacked the base.", "it", "militia"),
    ("it-last-sentence", "The militia held a parade. It attacked the base later.", "It", "militia"),
    ("they", "Gunmen stopped a bus. They kidnapped two drivers.", "They", "Gunmen"),
    ("he", "Peter Lang met the envoy. He praised the army.", "He", "Peter Lang"),
    ("the-group", "Hezbollah held a parade. The group attacked the base later.", "group", "Hezbollah"),
    ("the-militia-far", "Hezbollah held a parade. It rained. The group attacked the base.", "group", "Hezbollah"),
    ("he-no-group", "Hezbollah held a parade. He praised the army.", "He", None),
    ("it-no-person", "Peter Lang was late. It attacked the base.", "It", None),
    ("it-no-plural", "Gunmen stopped a bus. It attacked the base.", "It", None),
    ("group-no-state", "France held a parade. The group attacked the base.", "group", None),
    ("a-group", "Hezbollah held a parade. A group attacked the base.", "group", None),
    ("the-rebels", "Boko Haram held a parade. It rained. The rebels attacked the base.", "rebels", "Boko Haram"),
    ("two-groups", "Boko Haram and the Taliban held a parade. The rebels attacked the base.", "rebels", None),
    ("northern-rebels", "Boko Haram held a parade. The northern rebels attacked the base.", "northern rebels", None),
    ("rebels", "Boko Haram held a parade. Rebels attacked the base.", "Rebels", None),
    ("the-gunmen", "Boko Haram held a parade. The gunmen attacked the base.", "gunmen", None),
    ("one-of", "One of the groups allied with Chad said it attacked the base.", "it", "groups"),
    ("nobody-before", "They attacked the base.", "They", None),
]


@pytest.mark.parametrize(("case", "text", "word", "expected"), WORDS, ids=ids(WORDS, 0))
def test_stands_for(case: str, text: str, word: str, expected: str | None) -> None:
    said = read(text)
    mention = [m for m in said.mentions if m.kind == "actor" and m.span.quote == word][-1]
    assert said.words(mention.refers_to) == expected
