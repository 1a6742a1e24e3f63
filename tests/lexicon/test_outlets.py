"""Outlets by name and domain."""

from fogline.lexicon.outlets import OutletEntry, OutletLexicon


def test_match_knows_names_and_acronyms() -> None:
    outlets = OutletLexicon()
    assert outlets.match("AFP")[0].name == "Agence France-Presse"
    assert outlets.match("The Associated Press") == outlets.match("AP")
    assert outlets.match("Nobody's Gazette") == ()


def test_of_host_walks_up_the_domain() -> None:
    outlets = OutletLexicon()
    found = outlets.of_host("www.reuters.com")
    assert found is not None and found.kind == "wire"
    assert outlets.of_host("notreuters.com") is None
    assert outlets.of_host("com") is None


def test_names_are_unique_within_a_country() -> None:
    pairs = [(outlet.name, outlet.country) for outlet in OutletLexicon().all()]
    assert len(pairs) == len(set(pairs)) >= 150


def test_pack_outlets_come_first() -> None:
    local = OutletEntry(name="Reuters", aliases=(), country="NZL", kind="website", domain="reuters.com")
    outlets = OutletLexicon([local])
    assert outlets.match("Reuters")[0] is local and len(outlets.match("Reuters")) == 2
    assert outlets.of_host("reuters.com") is local
