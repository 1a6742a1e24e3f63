"""Names of groups and people taken apart for comparison: words, what they mean in any language, how they sound, acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fogline.lexicon.folding import fold
from fogline.lexicon.tables import iter_rows, split_list

LANGUAGES = ("english", "french", "spanish", "portuguese", "arabic", "other")
_ELISION = re.compile(r"\b([DdLl])[’'`´](?=\w)")
_HIZBUL = re.compile(r"^(\w{3,}?)(ul|ullah|allah)$")
_SUFFIX = re.compile(r"\s+[-–—]\s*|\s*[–—]\s+|(?<=[A-Z0-9]{2})-(?=[A-Z])|\s*\((?=[^)]*\)$)")
_ONE_LETTER = re.compile(r"[A-Z]\d+|[A-Z]")
_ALTERNATIVES = re.compile(r"\s*/\s+|\s+/\s*|,\s+|[\[\]()]")
_SOUNDS = (
    *(("tch", "c"), ("dj", "j"), ("ch", "c"), ("sh", "c"), ("sch", "c"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t")),
    *(
        ("dh", "d"),
        ("zh", "j"),
        ("ts", "c"),
        ("tz", "c"),
        ("ck", "k"),
        ("qu", "k"),
        ("q", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("y", "i"),
    ),
)
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of a name: folded, as it sounds, the meanings that the table of words gives it; `small` words carry none."""

    text: str
    sound: str
    meanings: frozenset[int]
    small: bool


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart: its words that count, all its words with each letter of an acronym as one of its own, all folded, the
    letters of its acronyms, its numbers. A name that is nothing but an acronym has this as its word. `suffix` are the words
    that tell a faction from the whole: "Salt" of "VNF - Salt faction"; None where the name has none."""

    words: tuple[NameWord, ...]
    items: tuple[NameWord, ...]
    folded: str
    acronym: str
    numbers: frozenset[str]
    suffix: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class _Table:
    meanings: dict[str, frozenset[int]]
    initials: tuple[dict[str, frozenset[str]], ...]
    by_sound: dict[str, frozenset[int]]
    phrases: dict[str, str]
    small: frozenset[str]
    factions: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    found: dict[str, set[int]] = {}
    forms: list[tuple[tuple[str, ...], ...]] = []
    sounds: dict[str, set[int]] = {}
    phrases: dict[str, str] = {}
    small: set[str] = set()
    factions: set[str] = set()
    for row in iter_rows("group_name_words.tsv"):
        if row["english"] == "-":
            small |= {fold(form) for language in LANGUAGES[1:] for form in split_list(row[language])}
            continue
        if row["english"].startswith("-"):
            factions |= {fold(form.lstrip("-")) for language in LANGUAGES for form in split_list(row[language])}
            continue
        by_language = tuple(tuple(fold(form) for form in split_list(row[language])) for language in LANGUAGES)
        for form in (form for of_one in by_language for form in of_one):
            found.setdefault(form, set()).add(len(forms))
            if " " in form:
                phrases[form] = form.replace(" ", "")
                found.setdefault(phrases[form], set()).add(len(forms))
        for form in by_language[LANGUAGES.index("arabic")]:
            if len(sound_key(form)) > 2:
                sounds.setdefault(sound_key(form), set()).add(len(forms))
        forms.append(by_language)
    initials = tuple(
        {str(number): frozenset(form[0] for form in row[i] if form) for number, row in enumerate(forms)}
        for i in range(len(LANGUAGES))
    )
    return _Table(_frozen(found), initials, _frozen(sounds), phrases, frozenset(small | factions), frozenset(factions))


def _frozen(found: dict[str, set[int]]) -> dict[str, frozenset[int]]:
    return {form: frozenset(ids) for form, ids in found.items()}


def initials_of(word: NameWord, language: int) -> frozenset[str]:
    """The letters that a word may give to an acronym in a language: of its equivalents there, else its own."""
    table = _table()
    letters = {letter for meaning in word.meanings for letter in table.initials[language].get(str(meaning), ())}
    return frozenset(letters) or frozenset(word.text[0])


@lru_cache(maxsize=100_000)
def sound_key(word: str) -> str:
    """How a folded word sounds, roughly, so that romanisations agree: consonants, with a vowel only at the start.

    "Soleimani" and "Suleymani", "Hizb" and "Hezb", "Jaysh" and "Djeich" have one key each.
    """
    text = word
    for letters, sound in _SOUNDS:
        text = text.replace(letters, sound)
    text = text.replace("c", "k") if word.startswith(("ca", "co", "cu", "cl", "cr")) else text
    out = "a" if text[:1] in _VOWELS else ""
    for letter in text:
        if letter not in _VOWELS and not out.endswith(letter) and not (letter == "h" and out):
            out += letter
    return out.replace("z", "s")


@lru_cache(maxsize=50_000)
def name_word(text: str) -> NameWord:
    """A folded word with its sound and its meanings."""
    table = _table()
    meanings = table.meanings.get(text) or table.meanings.get(text.removesuffix("s"))
    meanings = meanings or (table.by_sound.get(sound_key(text)) if text not in table.small else None) or frozenset()
    return NameWord(text, sound_key(text), meanings, text in table.small and not meanings)


@lru_cache(maxsize=20_000)
def name_parts(name: str) -> NameParts:
    """The parts of a name; the result does not depend on capitals, except that these show an acronym."""
    name = _ELISION.sub(r"\1 ", name)
    tokens = [token for token in re.split(r"[\s\-–—_/]+", name) if fold(token)]
    short = [token for token in tokens if _is_acronym(token)]
    short = [token for token in tokens if token in short or (short and len(token) == 1 and token.isupper())]
    if all(_ONE_LETTER.fullmatch(token) or token.isdigit() for token in tokens):  # "N-14", "N14"
        short = [token for token in tokens if not token.isdigit()]
    acronym = "".join(fold(token).replace(" ", "") for token in short)
    words = tuple(word for token in _joined([t for t in tokens if t not in short]) for word in _words(token))
    counted = tuple(word for word in words if not word.small and not word.text.isdigit())
    counted = counted or (() if acronym else words)
    letters = tuple(NameWord(letter, letter, frozenset(), False) for letter in acronym)
    numbers = frozenset(number for token in tokens for number in re.findall(r"\d+", token))
    own = counted or (name_word(acronym),) if acronym else counted
    items = letters + tuple(word for word in words if not word.text.isdigit())
    return NameParts(own, items, fold(name), acronym, numbers, _suffix(name, short))


def _suffix(name: str, short: list[str]) -> frozenset[str] | None:
    """The words after a dash or in brackets at the end; where a name only says "faction", those after its acronym."""
    factions = _table().factions
    parts = [fold(part).split() for part in _SUFFIX.split(name)]
    words = fold(name).split()
    if len(parts) > 1 and parts[0] and parts[-1]:
        return frozenset(word for word in parts[-1] if word not in factions)
    if words[1:2] == ["of"] and words[0] in factions:  # "supporters of X"
        return frozenset(words[:1])
    if words and words[-1] in factions:
        first = fold(short[0]).split() if short else []
        return frozenset(words[len(first) : -1]) if first and words[: len(first)] == first else frozenset()
    return None


def _words(text: str) -> Iterator[NameWord]:
    """A folded word as words: the article that "Hizbul" ends in is none."""
    joined = _HIZBUL.match(text) if text not in _table().meanings else None
    yield name_word(joined[1] if joined and joined[1] in _table().meanings else text)


def _joined(tokens: list[str]) -> list[str]:
    """The words, with phrases of the table as one word each ("ivory coast")."""
    text = f" {' '.join(fold(token) for token in tokens)} "
    for phrase, word in _table().phrases.items():
        if f" {phrase} " in text:
            text = text.replace(f" {phrase} ", f" {word} ")
    return text.split()


def _is_acronym(token: str) -> bool:
    letters = [letter for letter in token if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return len(letters) <= 12 and capitals >= 2 and capitals * 2 >= len(letters) + 1 - (len(letters) <= 5)


@lru_cache(maxsize=20_000)
def spellings(name: str) -> tuple[str, ...]:
    """The name and what it offers as alternatives: "A / B", "A [B]" and "A, B" name one thing twice."""
    parts = [part.strip(" \"'") for part in _ALTERNATIVES.split(name)]
    parts = [part for part in parts if len(fold(part)) > 1]
    return tuple(dict.fromkeys((name, *parts))) if len(parts) > 1 else (name,)
