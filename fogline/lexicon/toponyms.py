"""The forms under which a place name is looked up: articles and generic words dropped, nothing added."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fogline.lexicon.folding import fold
from fogline.lexicon.tables import iter_rows, split_list


@dataclass(frozen=True, slots=True, kw_only=True)
class NameForm:
    """A reduced form of a name and the kinds of place that it may still mean (empty: any)."""

    folded: str
    kinds: tuple[str, ...] = ()
    strict: bool = False


@lru_cache(maxsize=1)
def _terms() -> tuple[frozenset[str], tuple[tuple[str, str, NameForm], ...]]:
    articles: set[str] = set()
    generic: list[tuple[str, str, NameForm]] = []
    for row in iter_rows("generic_terms.tsv"):
        if row["position"] == "article":
            articles.add(row["term"])
        else:
            form = NameForm(folded=row["term"], kinds=split_list(row["kinds"]), strict=row["strict"] == "yes")
            generic.append((row["term"], row["position"], form))
    generic.sort(key=lambda item: -len(item[0]))
    return frozenset(articles), tuple(generic)


def without_articles(folded: str) -> str:
    """The folded name without its articles; the name itself if nothing else would be left."""
    words = folded.split()
    kept = [word for word in words if word not in _terms()[0]]
    return " ".join(kept) if kept else folded


def _without_generic(folded: str) -> Iterator[NameForm]:
    for term, position, form in _terms()[1]:
        if position == "tail" and folded.endswith(" " + term):
            yield NameForm(folded=folded[: -len(term) - 1], kinds=form.kinds, strict=form.strict)
        elif position == "head" and folded.startswith(term + " "):
            yield NameForm(folded=folded[len(term) + 1 :], kinds=form.kinds, strict=form.strict)


@lru_cache(maxsize=1)
def adjectives() -> dict[str, tuple[str, ...]]:
    """Lower-case adjective or name of a people -> the names of the countries or regions that it may stand for."""
    found: dict[str, list[str]] = {}
    for row in iter_rows("states.tsv"):
        if not row["until"]:
            for word in split_list(row["demonyms"]):
                single = word.removesuffix("+s").lower()
                for form in {single, f"{single}s"} if word.endswith("+s") else {single}:
                    found.setdefault(form, []).append(row["name"])
    for row in iter_rows("regional_adjectives.tsv"):
        for word in split_list(row["adjectives"]):
            found.setdefault(word.lower(), []).append(row["region"])
    return {word: tuple(names) for word, names in found.items()}


@lru_cache(maxsize=1)
def capitals() -> dict[str, frozenset[str]]:
    """Country (alpha-3) -> folded names of its capital and seats of government."""
    return {row["code"]: frozenset(map(fold, split_list(row["capital"]))) for row in iter_rows("states.tsv") if not row["until"]}


def iter_forms(folded: str) -> Iterator[NameForm]:
    """The forms to try one after the other, the name as given first, then the least reduced."""
    seen: set[str] = set()
    for form in _all_forms(folded):
        if form.folded and form.folded not in seen:
            seen.add(form.folded)
            yield form


def _all_forms(folded: str) -> Iterator[NameForm]:
    yield NameForm(folded=folded)
    if folded.startswith("the "):
        folded = folded[4:]
        yield NameForm(folded=folded)
    yield NameForm(folded=without_articles(folded))
    for form in _without_generic(folded):
        yield form
        yield NameForm(folded=without_articles(form.folded), kinds=form.kinds, strict=form.strict)
