"""How names, and the words of reports, stand inside a title: articles, capitals, and what is no name at all."""

from __future__ import annotations

from functools import cache

from fogline.lexicon.folding import fold
from fogline.lexicon.tables import iter_rows

LONGEST_WORDS = 48
_EDGES = " \t\n\"'“”‘’«».,;:()[]-–—"


@cache
def title_words(kind: str) -> frozenset[str]:
    """The words of one kind in lexicon/data/incident_title_words.tsv."""
    return frozenset(
        word.strip() for row in iter_rows("incident_title_words.tsv") if row["kind"] == kind for word in row["words"].split(";")
    )


def is_described(name: str) -> bool:
    """True for a description that stands in for a name: "Iran-backed militias", "militia (Iraq)"."""
    words = name.split(" (")[0].split()
    return bool(words) and words[-1].islower()


def is_pronoun(text: str) -> bool:
    """True for words that only point back: "it", "they"."""
    return text.strip().casefold() in title_words("pronoun")


def name_phrase(name: str) -> str:
    """A name inside a sentence: "the United States", "the armed forces of Iraq", "Hamas"."""
    words = name.split()
    if not words or words[0].casefold() in title_words("determiner"):
        return name
    if len(words) > 1 and words[0].casefold() in title_words("common_first") and words[1].islower():
        name = name[0].lower() + name[1:]
    # After "of" and "in" comes another name, whose article says nothing about this one.
    core = words[: next((n for n, word in enumerate(words) if word in {"of", "in"}), len(words))]
    with_article = any(word.casefold() in title_words("takes_the") for word in core)
    parts = [with_place_article(part) if n else part for n, part in enumerate(name.split(" of "))]
    return ("the " if with_article else "") + " of ".join(parts)


def with_place_article(name: str) -> str:
    """The name of a place with "the" where English puts it: "the United States"."""
    return f"the {name}" if name.casefold() in title_words("place_takes_the") else name


def words_phrase(text: str, *, are_people: bool = False) -> str | None:
    """The words of a report for use inside a title; None where they name nothing ("they", "25", "the group").

    A bare number becomes people where the words stand for victims: "nearly 5,000 people".
    """
    words = " ".join(text.split()).strip(_EDGES).split()
    if not words or not any(character.isalnum() for character in "".join(words)) or is_pronoun(" ".join(words)):
        return None
    if all(_is_amount(word) for word in words):
        return f"{_uncapitalized(words)} people" if are_people and words[-1].casefold() != "others" else None
    if words[-1].casefold() in title_words("vague_head") and not any(character.isdigit() for character in words[0]):
        return None
    if words[0].casefold() in title_words("possessive"):
        if len(words) < 3 and words[-1].endswith("s"):
            return None  # "its forces" says whose, and no more
        words = _article_for(words[1:]) + words[1:]
    phrase = _uncapitalized(words)
    return phrase if phrase and len(phrase) <= LONGEST_WORDS else None


def _is_amount(word: str) -> bool:
    plain = word.replace(",", "").replace(".", "").casefold()
    return plain.isdigit() or plain in title_words("quantity") or plain in title_words("qualifier")


def _article_for(words: list[str]) -> list[str]:
    if not words or words[-1].endswith("s"):
        return []
    return ["an" if words[0][0].casefold() in "aeiou" else "a"]


def _uncapitalized(words: list[str]) -> str:
    small = title_words("determiner") | title_words("quantity") | title_words("qualifier")
    first = [words[0].lower()] if words and words[0].casefold() in small else words[:1]
    return " ".join([*first, *words[1:]])


def holds_name(words: str, name: str) -> bool:
    """True when the words already tell the name of a place: "the Kalsu camp" and "Camp Kalsu"."""
    said, asked = set(_key(words).split()), _key(name).split()
    return bool(asked) and sum(word in said for word in asked) >= 0.6 * len(asked)


def same_name(left: str, right: str) -> bool:
    """True when two names are one but for capitals, hyphens, accents and article."""
    return _key(left) == _key(right)


def _key(text: str) -> str:
    return fold(text).removeprefix("the ")
