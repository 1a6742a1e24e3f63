"""News outlets by name and by domain."""

from collections.abc import Iterable
from dataclasses import dataclass

from fogline.lexicon.folding import fold
from fogline.lexicon.tables import iter_rows, split_list


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletEntry:
    """An outlet; ``kind`` is listed in ``data/vocabularies.tsv``, ``country`` is alpha-3, ``domain`` without www."""

    name: str
    aliases: tuple[str, ...]
    country: str | None
    kind: str
    domain: str | None


class OutletLexicon:
    """The outlets that ship with the package, with those of packs before them."""

    def __init__(self, extra: Iterable[OutletEntry] = ()) -> None:
        own = tuple(map(_entry, iter_rows("outlets.tsv")))
        self._named: dict[str, list[OutletEntry]] = {}
        self._domains: dict[str, OutletEntry] = {}
        for outlet in (*extra, *own):
            for name in (outlet.name, *outlet.aliases):
                listed = self._named.setdefault(_key(name), [])
                if outlet not in listed:
                    listed.append(outlet)
            if outlet.domain:
                self._domains.setdefault(outlet.domain.lower(), outlet)

    def match(self, name: str) -> tuple[OutletEntry, ...]:
        """All outlets of this name; more than one when several share it."""
        return tuple(self._named.get(_key(name), ()))

    def of_host(self, host: str) -> OutletEntry | None:
        """The outlet whose domain the host is or lies under, or None."""
        labels = host.lower().strip(".").split(".")
        for start in range(len(labels) - 1):
            found = self._domains.get(".".join(labels[start:]))
            if found:
                return found
        return None

    def all(self) -> tuple[OutletEntry, ...]:
        """Every outlet once, ordered by name."""
        every = {id(outlet): outlet for listed in self._named.values() for outlet in listed}
        return tuple(sorted(every.values(), key=lambda outlet: (outlet.name, outlet.country or "")))


def _key(name: str) -> str:
    folded = fold(name)
    return folded.removeprefix("the ")


def _entry(row: dict[str, str]) -> OutletEntry:
    return OutletEntry(
        name=row["name"],
        aliases=split_list(row["aliases"]),
        country=row["country"] or None,
        kind=row["kind"],
        domain=row["domain"] or None,
    )
