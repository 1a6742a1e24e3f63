"""Agent nouns: what kind of actor a common noun such as "gunmen" or "foreign ministry" names."""

from dataclasses import dataclass
from functools import lru_cache

from fogline.lexicon.folding import fold
from fogline.lexicon.tables import iter_rows, split_list


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentNoun:
    """A common noun that names an actor.

    ``kind`` and ``argument_class`` are RECORD.md's actor kinds and argument classes; ``sector`` is PLOVER's code, None
    when the noun does not tell; ``entity`` is person, group or organization; ``person``: one human being, if singular.
    """

    lemma: str
    kind: str
    sector: str | None
    argument_class: str
    entity: str
    person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A body of a state that agent nouns stand for; ``name`` holds ``{state}``."""

    key: str
    kind: str
    sector: str
    name: str


@lru_cache(maxsize=1)
def agent_nouns() -> dict[str, AgentNoun]:
    """All agent nouns by their folded lemma."""
    return {
        fold(row["lemma"]): AgentNoun(
            lemma=row["lemma"],
            kind=row["kind"],
            sector=row["sector"] or None,
            argument_class=row["class"],
            entity=row["entity"],
            person=row["person"] == "yes",
        )
        for row in iter_rows("agents.tsv")
    }


@lru_cache(maxsize=1)
def institutions() -> dict[str, Institution]:
    """The institution that an agent noun means after a nationality, by the noun's folded lemma."""
    found: dict[str, Institution] = {}
    for row in iter_rows("institutions.tsv"):
        body = Institution(key=row["key"], kind=row["kind"], sector=row["sector"], name=row["name"])
        found.update((fold(lemma), body) for lemma in split_list(row["lemmas"]))
    return found


@lru_cache(maxsize=1)
def _plurals() -> tuple[tuple[str, str], ...]:
    return tuple((row["plural"], row["singular"]) for row in iter_rows("irregular_plurals.tsv"))


def iter_singulars(folded: str) -> tuple[str, ...]:
    """The phrase itself and what it may be the plural of, the likeliest first."""
    forms = [folded]
    forms += [folded[: -len(end)] + single for end, single in _plurals() if folded.endswith(end)]
    return tuple(dict.fromkeys(forms))


@lru_cache(maxsize=1)
def _group_words() -> tuple[tuple[str, str], ...]:
    return tuple((fold(word), row["kind"]) for row in iter_rows("group_words.tsv") for word in split_list(row["words"]))


def kind_of_group(name: str) -> str | None:
    """The kind of body that the words of a name tell ("Revolutionary Front of ..."), or None."""
    folded = f" {fold(name)} "
    return next((kind for word, kind in _group_words() if f" {word} " in folded), None)


@lru_cache(maxsize=20_000)
def find_agent(phrase: str) -> AgentNoun | None:
    """The agent noun that heads the phrase: the longest known ending of it, singular or plural; None if unknown."""
    words = fold(phrase).split()
    for start in range(len(words)):
        for form in iter_singulars(" ".join(words[start:])):
            found = agent_nouns().get(form)
            if found:
                return found
    return None
