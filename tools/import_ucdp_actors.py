"""Writes fogline/lexicon/data/armed_groups_ucdp.tsv from the UCDP Actor Dataset 22.1 (CC BY 4.0, see NOTICE).

  python tools/import_ucdp_actors.py ACTORS.tsv ALIASES.tsv
where ACTORS.tsv has the columns actor, name, kind, locations, conflicts and ALIASES.tsv actor, alias, kind.

Rules. Organised groups only. A group that armed_groups.tsv has under any of these names adds its names there (the row
bears that name). kind is rebel for a group in a conflict with a state, else militia. Left out: an acronym that two
groups share or that is shorter than four letters (three for a listed group), a single word, a short pair of words, a
name of common words only, and a group whose place is not exactly one state of states.tsv.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from fogline.lexicon.actors import is_acronym
from fogline.lexicon.folding import fold
from fogline.lexicon.tables import DATA, iter_rows, split_list

LATIN = re.compile(r"^[A-Za-z\u00c0-\u024f0-9 .'’/–-]+$")
# Names that UCDP made up as descriptions, factions, and self-proclaimed states, whose names are also a place's.
UNUSABLE = re.compile(
    r"^(forces|supporters|government|republic|kingdom|state|democratic republic) of\b|^republic\b"
    r"|\b(faction|insurgents|mutineers|officers|coup|clan|residents|ethnic|gang|military)\b| - ",
    re.I,
)

# Ordinary words and words of other things, found by reading the list.
EXCLUDED = set(
    map(
        fold,
        (
            "Special Force",
            "The Sentinel",
            "Third Command",
            "Islamic Legion",
            "16th Division",
            "KIM",
            "FACT",
            "Be Strong",
            "Defenders of the Faith",
            "Klansmen Konfraternity",
            "Warriors of Jihad",
            "Battalion of Conquest",
            "Muslim Society",
            "Mujahid Party",
            "Army of Islam",
            "Revolution and Justice",
            "Justice Revolution",
            "Party of Holy Warriors",
            "Estados Unidos",
            "MODEL",
            "BRAS",
            "MAS",
            "PSP",
            "SURA",
            "Non PLO groups",
            "First Regiment",
            "Los Colombianos",
            "PCC",
            "GAM",
            "CATA",
            "GAFE",
            "DKBA 5",
            "ALIR",
            "PAIN",
            "Popular Defence Force",
            "The Base",
            "Third Force",
            "United National Movement",
        ),
    )
)


def rows_of(path):
    with Path(path).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))


def country_of(locations, states):
    found = set()
    for part in locations.split(", "):
        code = states.get(fold(re.sub(r"\(.*?\)", "", part))) or states.get(fold(part))
        if not code:
            return None
        found.add(code)
    return found.pop() if len(found) == 1 else None


def clean(text):
    text = text.strip().strip('"').strip()
    return text if LATIN.match(text) and not text.islower() and not UNUSABLE.search(text) else ""


def telling(text, listed, common):
    """Whether the surface alone points at the group: no short acronym, single word or short pair of words."""
    if is_acronym(text):
        return len(fold(text)) >= (3 if listed else 4)
    words = text.split()
    if len(words) < 4 and all(common[word] >= 3 for word in fold(text).split()):
        return False  # Popular Front, Islamic Party
    return len(words) > 2 or (len(words) == 2 and len(text) >= 12)


def owned(names, taken):
    return {owner for n in names for owner in taken.get(fold(n), ())}


def main(actors_path, aliases_path):
    states, taken = {}, defaultdict(set)
    for row in iter_rows("states.tsv"):
        for name in (row["name"], *split_list(row["aliases"]), *split_list(row["former"])):
            states.setdefault(fold(name), row["code"])
            taken[fold(name)].add("")
        for name in (
            *split_list(row["capital"]),
            *split_list(row["metonyms"]),
            *(d.replace("+s", "") for d in split_list(row["demonyms"])),
        ):
            taken[fold(name)].add("")
    states[fold("Congo")] = "COG"  # UCDP's name for it; the other is DR Congo (Zaire)
    for row in iter_rows("igos.tsv"):
        for name in (row["name"], *split_list(row["aliases"])):
            taken[fold(name)].add("")
    for row in iter_rows("armed_groups.tsv"):
        for name in (row["name"], *split_list(row["aliases"])):
            taken[fold(name)].add((row["name"], row["country"]))
    own = {row["name"]: {fold(n) for n in (row["name"], *split_list(row["aliases"]))} for row in iter_rows("armed_groups.tsv")}
    aliases = defaultdict(list)
    for row in rows_of(aliases_path):
        aliases[row["actor"]].append(row["alias"])
    groups = [row for row in rows_of(actors_path) if row["kind"] == "organised group"]
    counts = Counter(form for row in groups for form in {fold(n) for n in (row["name"], *aliases[row["actor"]])})
    common = Counter(
        word for row in groups for word in {w for n in (row["name"], *aliases[row["actor"]]) for w in fold(n).split()}
    )
    out = []
    for row in groups:
        made = entry_of(row, aliases[row["actor"]], country_of(row["locations"], states), (counts, taken, own, common))
        if made:
            out.append(made)
    out.sort()
    text = (
        "# Armed groups of the UCDP Actor Dataset 22.1 (Uppsala Conflict Data Program), "
        "selected and reshaped by tools/import_ucdp_actors.py.\n"
        "# A row whose name is in armed_groups.tsv adds names to that group. licence: CC BY 4.0\n"
        "name\taliases\tkind\tcountry\tsectors\tsource\n" + "".join("\t".join(row) + "\n" for row in out)
    )
    (DATA / "armed_groups_ucdp.tsv").write_text(text, encoding="utf-8")
    print(len(out), "groups")


def entry_of(row, aliases, country, known):
    counts, taken, own, common = known
    names = [n for n in dict.fromkeys(map(clean, (row["name"], *aliases))) if n]
    owners = owned(names, taken)
    usable = [n for n in names if counts[fold(n)] == 1 and telling(n, bool(owners), common) and fold(n) not in EXCLUDED]
    if "" in owners or not usable or (not country and not owners):
        return None
    if owners:
        fitting = [o for o in owners if o[1] in ("", country) or not country]
        if len(owners) != 1 or not fitting:
            return None
        extra = [n for n in usable if fold(n) not in own[fitting[0][0]]]
        name = fitting[0][0]
        return (name, ";".join(extra), "", "", "", f"UCDP Actor 22.1 #{row['actor']}") if extra else None
    name = max(usable, key=lambda n: (not is_acronym(n), n in aliases, -names.index(n)))
    rest = [n for n in usable if n != name]
    rebel = bool(row["conflicts"].strip())
    return (
        name,
        ";".join(rest),
        "rebel" if rebel else "militia",
        country,
        "REB" if rebel else "PRM",
        f"UCDP Actor 22.1 #{row['actor']}",
    )


if __name__ == "__main__":
    main(*sys.argv[1:3])
