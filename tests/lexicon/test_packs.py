"""Packs: loading, layering, refusing."""

from pathlib import Path

import pytest

from fogline.lexicon.actors import ActorLexicon, actor_id
from fogline.lexicon.gazetteer import Gazetteer
from fogline.lexicon.outlets import OutletLexicon
from fogline.lexicon.packs import PackError, PackFileError, PackReferenceError, PackValueError, load_pack, shipped_packs

FILES = {
    "pack.toml": 'name = "tiny"\nversion = "1"\ntitle = "A made-up conflict"\nlicence = "CC0-1.0"\n',
    "actors.csv": (
        "key,name,kind,country,sectors,wikidata,from,to,note\n"
        "river-front,River Front,rebel,COL,REB,,1990,,made up\n"
        "hamas,Hamas,party,PSE,PTY;REB,Q38799,1987-12,,listed in the general lexicon\n"
        "state:FRA,France,state,FRA,,,,,\n"
    ),
    "aliases.csv": (
        "actor,alias,from,to,source\nriver-front,RF-9,,,made up\nriver-front,Frente del Río,1990,1995,made up\n"
        "state:PER,Land of the Incas,,,made up\n"
    ),
    "ties.csv": (
        "subject,relation,object,from,to,source,note\n"
        "river-front,opposes,state:COL,1990,,made up,\nriver-front,allied_with,hamas,,,made up,\n"
    ),
    "places.csv": (
        "key,name,aliases,kind,country,admin1,lat,lon,precision,geonames,source\n"
        "camp-nine,Camp Nine,Ninth Camp;C9 base,base,COL,Antioquia,6.5,-75.1,site,,made up\n"
    ),
    "outlets.csv": "name,aliases,kind,country,domain\nRiver Radio,RR,broadcaster,COL,river.example\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_load_pack_reads_every_table(folder: Path) -> None:
    pack = load_pack(folder)
    assert (pack.name, len(pack.actors), len(pack.aliases), len(pack.ties)) == ("tiny", 3, 3, 2)
    assert pack.places[0].id == "fogline:tiny/camp-nine"
    assert pack.actors[1].since == "1987-12" and pack.aliases[1].until == "1995"


def test_pack_actors_extend_the_general_lexicon(folder: Path) -> None:
    lexicon = ActorLexicon([load_pack(folder)])
    front = lexicon.pack_actor("tiny", "river-front")
    assert front is not None and front.id == actor_id("pack:tiny:river-front")
    assert [(e.id, how) for e, how in lexicon.match("Frente del Rio")] == [(front.id, "alias")]
    assert [how for _, how in lexicon.match("RF-9")] == ["acronym"]
    hamas = lexicon.match("Hamas")
    assert len(hamas) == 1 and hamas[0][0].id == actor_id("group:Hamas")
    assert hamas[0][0].wikidata_id == "Q38799" and "Islamic Resistance Movement" in hamas[0][0].aliases
    assert lexicon.match("Land of the Incas")[0][0].country == "PER"
    assert lexicon.match("French")[0][0].id == actor_id("state:FRA")


def test_pack_places_and_outlets_are_layered(folder: Path) -> None:
    pack = load_pack(folder)
    world = Gazetteer(extra=pack.places, aliases=pack.place_aliases)
    assert world.lookup("Ninth Camp") == pack.places
    assert OutletLexicon(pack.outlets).match("River Radio") == pack.outlets


def test_the_digest_is_of_the_content(folder: Path) -> None:
    before = load_pack(folder).sha256
    assert load_pack(folder).sha256 == before
    with (folder / "ties.csv").open("a", encoding="utf-8") as handle:
        handle.write("hamas,opposes,river-front,,,made up,\n")
    assert load_pack(folder).sha256 != before


def test_tables_are_optional(folder: Path) -> None:
    for name in FILES:
        if name != "pack.toml":
            (folder / name).unlink()
    assert load_pack(folder).actors == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "error", "line"),
    [
        ("pack.toml", "licence", "license", PackFileError, None),
        ("pack.toml", 'name = "tiny"', "name = [", PackFileError, None),
        ("actors.csv", "wikidata,", "", PackFileError, 1),
        ("actors.csv", "rebel,COL", "terrorist,COL", PackValueError, 2),
        ("actors.csv", "rebel,COL", "rebel,Colombia", PackValueError, 2),
        ("actors.csv", "1987-12", "1987-13", PackValueError, 3),
        ("actors.csv", "hamas,Hamas", "river-front,Hamas", PackValueError, None),
        ("aliases.csv", "river-front,RF-9", "river-font,RF-9", PackReferenceError, 2),
        ("aliases.csv", "river-front,RF-9", "river-front,", PackValueError, 2),
        ("ties.csv", "opposes", "hates", PackValueError, 2),
        ("places.csv", "6.5,-75.1", "96.5,-75.1", PackValueError, 2),
        ("places.csv", "6.5,-75.1", "nan,-75.1", PackValueError, 2),
        ("places.csv", "site,,made up", "exact,,made up", PackValueError, 2),
        ("outlets.csv", "RR,broadcaster", "RR,extra,broadcaster", PackFileError, 2),
    ],
)
def test_a_bad_pack_is_refused_with_file_and_line(
    folder: Path, name: str, old: str, new: str, error: type[PackError], line: int | None
) -> None:
    assert old in FILES[name]
    (folder / name).write_text(FILES[name].replace(old, new), encoding="utf-8")
    with pytest.raises(error) as caught:
        load_pack(folder)
    assert caught.value.path.name == name and caught.value.line == line
    assert isinstance(caught.value, ValueError)


def test_a_missing_pack_is_refused() -> None:
    with pytest.raises(PackFileError, match=r"pack\.toml"):
        load_pack("no-such-pack")


def test_shipped_packs_load() -> None:
    for name in shipped_packs():
        assert load_pack(name).name
