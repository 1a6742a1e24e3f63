"""The general actor lexicon, with packs layered over it: every actor that bears a name, never a choice among them."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fogline.lexicon.agents import AgentNoun, find_agent, institutions
from fogline.lexicon.folding import fold
from fogline.lexicon.packs import Pack
from fogline.lexicon.tables import iter_rows, split_list

_POSSESSIVES = ("'s", "’s", "'", "’")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEntry:
    """One actor. ``kind`` is RECORD.md's, ``country`` alpha-3, ``sectors`` PLOVER's; ``source`` says who lists it."""

    id: str
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    aliases: tuple[str, ...]
    wikidata_id: str | None
    source: str


def actor_id(key: str) -> str:
    """The stable id of the actor with this key, such as ``state:IRQ`` or ``group:Hamas``."""
    return "act_" + hashlib.sha256(key.encode("utf-8")).hexdigest()[:16]


def is_acronym(text: str) -> bool:
    """Whether a surface is written in capitals only, so that it must not match the same letters in lower case."""
    letters = [character for character in text if character.isalpha()]
    return 1 < len(letters) <= 8 and " " not in text and all(letter.isupper() for letter in letters)


class ActorLexicon:
    """States, organizations, armed groups and composed bodies such as "Iraqi army", with the actors of packs.

    An actor of a pack whose key is one of the lexicon's (``state:IRQ``) or whose name is a listed group's replaces that
    entry under the same id and keeps its names; any other gets the id of ``pack:<pack>:<key>``.
    """

    def __init__(self, packs: Iterable[Pack] = ()) -> None:
        self._entries: dict[str, ActorEntry] = {}
        self._index: dict[str, dict[tuple[str, str], str]] = {}
        self._articles: dict[str, str] = {}
        self._pack_ids: dict[tuple[str, str], str] = {}
        for row in iter_rows("states.tsv"):
            self._add_state(row)
        for row in iter_rows("igos.tsv"):
            self._add_row(row, f"igo:{row['key']}", ())
        for name in ("armed_groups.tsv", "armed_groups_ucdp.tsv"):
            for row in iter_rows(name):
                self._add_row(row, f"group:{row['name']}", split_list(row["sectors"]))
        for pack in packs:
            self._add_pack(pack)

    def match(self, text: str) -> tuple[tuple[ActorEntry, str], ...]:
        """All actors that this surface names, each with how: name, alias, acronym, demonym or metonym.

        A name needs a capital letter and an acronym needs all of them, so that "us" and "pole" match nothing. Two
        entries mean that the surface is ambiguous. A possessive ending and a leading "the" are ignored.
        """
        surface = text.strip()
        found = {} if surface.islower() else self._of(surface)
        if not found and surface.endswith(_POSSESSIVES):
            surface = surface.rstrip("s").rstrip("'’") if surface[-1] == "s" else surface[:-1]
            found = self._of(surface)
        shouted = _is_capital(surface.removeprefix("the ").removeprefix("The "))
        hits: dict[str, str] = {}
        for (entry_id, how), _ in sorted(found.items(), key=lambda item: (_RANK[item[0][1]], item[0])):
            if how != "acronym" or shouted:
                hits.setdefault(entry_id, how)
        return tuple((self._entries[entry_id], how) for entry_id, how in hits.items())

    def surfaces(self) -> Iterator[tuple[str, str, str]]:
        """Every surface with the id of its actor and how it names it, for a phrase matcher; ambiguous ones repeat."""
        for folded in sorted(self._index):
            for (entry_id, how), surface in sorted(self._index[folded].items()):
                yield surface, entry_id, how

    def agent(self, phrase: str) -> AgentNoun | None:
        """The agent noun that heads the phrase ("masked gunmen" gives gunman), or None."""
        return find_agent(phrase)

    def entry(self, entry_id: str) -> ActorEntry | None:
        """The actor with this id, composed ones included once they were composed, or None."""
        return self._entries.get(entry_id)

    def entries(self) -> tuple[ActorEntry, ...]:
        """Every actor, ordered by id."""
        return tuple(self._entries[entry_id] for entry_id in sorted(self._entries))

    def pack_actor(self, pack: str, key: str) -> ActorEntry | None:
        """The actor that a pack's table calls ``key``: one of the pack or one of the general lexicon; or None."""
        return self._entries.get(self._pack_ids.get((pack, key), actor_id(key)))

    def compose(self, owner: ActorEntry, agent: AgentNoun) -> ActorEntry:
        """The body of ``owner`` that the noun means: "Iraqi" and "army" give the armed forces of Iraq.

        A noun that stands for no institution gives an actor of its own kind, named after noun and owner. The id depends
        on the owner and the institution only, so "US troops" and "American military" are one actor.
        """
        body = institutions().get(fold(agent.lemma))
        if body:
            key, kind, sector = body.key, body.kind, body.sector or None
            name = body.name.format(state=self._articles.get(owner.id, "") + owner.name)
        else:
            key, kind, sector = f"noun:{agent.lemma}", agent.kind, agent.sector
            name = f"{agent.lemma} ({owner.name})"
        composed = ActorEntry(
            id=actor_id(f"compose:{owner.id}:{key}"),
            name=name,
            kind=kind,
            country=owner.country,
            sectors=(sector,) if sector else (),
            aliases=(),
            wikidata_id=None,
            source="composed",
        )
        return self._entries.setdefault(composed.id, composed)

    def _of(self, surface: str) -> dict[tuple[str, str], str]:
        folded = fold(surface)
        return self._index.get(folded) or self._index.get(folded.removeprefix("the "), {})

    def _add_state(self, row: dict[str, str]) -> None:
        key = f"state:{row['code']}"
        if row["until"] and actor_id(key) in self._entries:  # South Vietnam has the code of the unified state
            key += f":{row['name']}"
        aliases = (*split_list(row["aliases"]), *split_list(row["former"]))
        entry = ActorEntry(
            id=actor_id(key),
            name=row["name"],
            kind="state",
            country=row["code"],
            sectors=(),
            aliases=aliases,
            wikidata_id=None,
            source="states.tsv",
        )
        self._add(entry)
        self._articles[entry.id] = f"{row['article']} " if row["article"] else ""
        for text in split_list(row["demonyms"]):
            for form in (text.removesuffix("+s"), text.replace("+s", "s")):
                self._name(form, entry.id, "demonym")
        for text in (*split_list(row["capital"]), *split_list(row["metonyms"])):
            self._name(text, entry.id, "metonym")

    def _add_row(self, row: dict[str, str], key: str, sectors: tuple[str, ...]) -> None:
        known = self._entries.get(actor_id(key))
        entry = ActorEntry(
            id=actor_id(key),
            name=row["name"],
            kind=known.kind if known else row["kind"],
            country=known.country if known else row["country"] or None,
            sectors=known.sectors if known else sectors,
            aliases=tuple(dict.fromkeys((*(known.aliases if known else ()), *split_list(row["aliases"])))),
            wikidata_id=None,
            source=known.source if known else row.get("source", "igos.tsv"),
        )
        self._add(entry)

    def _add_pack(self, pack: Pack) -> None:
        aliases: dict[str, list[str]] = {}
        for alias in pack.aliases:
            aliases.setdefault(alias.actor, []).append(alias.alias)
        for actor in pack.actors:
            known = self._entries.get(actor_id(actor.key)) or self._group_named(actor.name, actor.country)
            entry = ActorEntry(
                id=known.id if known else actor_id(f"pack:{pack.name}:{actor.key}"),
                name=actor.name,
                kind=actor.kind,
                country=actor.country,
                sectors=actor.sectors or (known.sectors if known else ()),
                aliases=(*((known.name, *known.aliases) if known else ()), *aliases.pop(actor.key, ())),
                wikidata_id=actor.wikidata_id,
                source=f"pack:{pack.name}",
            )
            self._pack_ids[pack.name, actor.key] = entry.id
            self._add(entry)
        for key, names in aliases.items():
            listed = self._entries.get(actor_id(key))
            if listed is None:
                raise ValueError(f"pack {pack.name}, aliases.csv: no actor '{key}' in the general lexicon")
            self._add(replace(listed, aliases=(*listed.aliases, *names)))

    def _group_named(self, name: str, country: str | None) -> ActorEntry | None:
        """The one listed actor of this name or alias that is no state and not of another country."""
        ids = {entry_id for entry_id, how in self._index.get(fold(name), {}) if how in ("name", "alias")}
        found = [self._entries[entry_id] for entry_id in ids]
        fitting = [e for e in found if e.kind != "state" and (not country or e.country in (None, country))]
        return fitting[0] if len(fitting) == 1 else None

    def _add(self, entry: ActorEntry) -> None:
        names = tuple(name for name in dict.fromkeys(entry.aliases) if name != entry.name)
        entry = replace(entry, aliases=names)
        self._entries[entry.id] = entry
        self._name(entry.name, entry.id, "acronym" if is_acronym(entry.name) else "name")
        for alias in names:
            self._name(alias, entry.id, "acronym" if is_acronym(alias) else "alias")

    def _name(self, surface: str, entry_id: str, how: str) -> None:
        folded = fold(surface).removeprefix("the ")
        if folded:
            self._index.setdefault(folded, {}).setdefault((entry_id, how), surface)


_RANK = {"name": 0, "alias": 1, "acronym": 2, "demonym": 3, "metonym": 4}


def _is_capital(surface: str) -> bool:
    letters = [character for character in surface.removesuffix("s") if character.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters)
