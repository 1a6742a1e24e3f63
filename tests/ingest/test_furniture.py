"""What single lines and whole pages of text are."""

from __future__ import annotations

import pytest

from fogline.ingest.furniture import look_at
from fogline.ingest.segments import find_segments

BODY_ONE = "Gunmen fired on a convoy near the town of Marwa on Tuesday, killing two drivers, the district governor said."
BODY_TWO = "Nobody claimed the attack, which came a day after talks between the two sides had been broken off."
BODY_THREE = "Residents said that they had heard shots before dawn and that the road was closed until noon."


def kinds(text: str) -> list[tuple[str, str]]:
    """Kind and words of each segment."""
    return [(segment.kind, text[segment.start : segment.end]) for segment in find_segments(text)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("3 min read", "furniture"),
        ("Reading time: 4 minutes", "furniture"),
        ("Powered by machine translation", "furniture"),
        ("Live updates: Follow our coverage of the border crisis", "furniture"),
        ("Follow the latest on the border crisis", "furniture"),
        ("RELATED ARTICLES", "furniture"),
        ("Most Popular", "furniture"),
        ("More from World", "furniture"),
        ("Share", "furniture"),
        ("Share on Facebook", "furniture"),
        ("Sign up for our morning briefing and never miss a story", "furniture"),
        ("We use cookies to improve your experience on this site.", "furniture"),
        ("Accept all cookies", "furniture"),
        ("Copyright 2023 The Daily Example. All rights reserved.", "furniture"),
        ("© 2023 Example Media", "furniture"),
        ("Updated: March 03, 2023, 10:12 AM", "furniture"),
        ("Published on 3 March 2023 at 10:12", "furniture"),
        ("HomeWorldMiddle East", "furniture"),
        ("HomeWorldNewsAfrica", "furniture"),
        ("Home | World | Politics | Sport", "furniture"),
        ("https://example.org/story/12", "furniture"),
        ("1,204 views", "furniture"),
        ("Jo Example contributed to this report.", "furniture"),
        ("By Jo Example", "byline"),
        ("By JO EXAMPLE and A. N. Other", "byline"),
        ("03 March, 2023", "dateline"),
        ("Friday, March 3, 2023 10:12 GMT", "dateline"),
        ("Soldiers inspect a burnt lorry on the road to Marwa. Reuters", "caption"),
        ("Smoke rises over the port after the strike [Getty]", "caption"),
        ("Villagers walk past a checkpoint. (AP Photo/Jo Example)", "caption"),
        ("(Photo: Jo Example/Example News)", "caption"),
        ("document.getElementById('ad').style.display = 'none';", "script"),
        ("var slots = []; function show(a) { return slots[a]; }", "script"),
        ('{"@type": "NewsArticle", "headline": "Two drivers killed"}', "script"),
        (".story { color: #333; margin: 0 }", "script"),
        ("});", "script"),
        ("<div class='ad'>", "script"),
        ("Two drivers killed near Marwa", None),
        (BODY_ONE, None),
        ("“We will answer,” the group’s spokesman told Reuters.", None),
        ("The figures were published by the ministry, according to Reuters.", None),
        ("Share prices fell after the attack on the terminal.", None),
        ("By Friday night the army had taken three villages.", None),
        ("Follow-up raids led to the arrest of four men, the police said.", None),
        ("The group (also known as the Front) denied it [the attack].", None),
        ("McDonald and DeSouza met the minister in Marwa", None),
    ],
)
def test_line_alone(line: str, kind: str | None) -> None:
    assert look_at(line).kind == kind


def test_doubled_headline_is_furniture_first() -> None:
    text = f"Two drivers killed near Marwa\n\nTwo drivers killed near Marwa\n\n{BODY_ONE}\n\n{BODY_TWO}"
    assert [kind for kind, _ in kinds(text)] == ["furniture", "title", "body", "body"]


def test_menu_glued_to_the_headline() -> None:
    menu = "Friday, March 3, 2023\nHomeWorldTwo drivers killed near Marwa"
    text = f"{menu}\n\nTwo drivers killed near Marwa\n\n{BODY_ONE}\n\n{BODY_TWO}"
    assert [kind for kind, _ in kinds(text)] == ["furniture", "furniture", "title", "body", "body"]


def test_standfirst_caption_and_date_line() -> None:
    text = (
        "Two drivers killed near Marwa\nThe attack is the third on the road in a month.\n3 min read\n03 March, 2023\n"
        f"Soldiers guard the road to Marwa [Getty]\n\n{BODY_ONE}\n\n{BODY_TWO}"
    )
    found = [kind for kind, _ in kinds(text)]
    assert found == ["title", "standfirst", "furniture", "dateline", "caption", "body", "body"]


def test_picture_text_without_credit() -> None:
    text = (
        f"Two drivers killed near Marwa\nThird attack in a month\nTwo soldiers stand beside a burnt lorry\n{BODY_ONE}\n{BODY_TWO}"
    )
    assert [kind for kind, _ in kinds(text)] == ["title", "standfirst", "caption", "body", "body"]


def test_subheading_and_leftovers() -> None:
    text = f"Two drivers killed near Marwa\n\n{BODY_ONE}\n\nTalks broken off\n\n{BODY_TWO}\n\n{BODY_THREE}\n\nExample News Shop"
    assert [kind for kind, _ in kinds(text)] == ["title", "body", "furniture", "body", "body", "furniture"]


def test_headlines_of_other_stories() -> None:
    others = "Read next\n\nMinister resigns over road deaths in the north of the country\n\nRain expected"
    text = f"{BODY_ONE}\n\n{BODY_TWO}\n\n{BODY_THREE}\n\n{others}"
    assert [kind for kind, _ in kinds(text)][3:] == ["furniture"] * 3


def test_script_after_a_sentence_is_cut_off() -> None:
    code = "var x = document.getElementById('a'); if (x !== null) { x.style.color = '#fff'; }"
    text = f"Headline of the day\n\n{BODY_ONE} {code}\n\n{BODY_TWO}"
    assert kinds(text)[1:] == [("body", BODY_ONE), ("script", code), ("body", BODY_TWO)]


def test_sentence_after_script_is_kept() -> None:
    text = f"Headline of the day\n\nvar a = 1; function f() {{ return a; }} {BODY_ONE}\n\n{BODY_TWO}"
    assert ("body", BODY_ONE) in kinds(text)


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        (f"MARWA, Feb 3 (Agency) - {BODY_ONE}", "MARWA, Feb 3 (Agency) -"),
        (f"PORT SALEM, 15 JUL 88 (EXA) -- [TEXT] {BODY_ONE.upper()}", "PORT SALEM, 15 JUL 88 (EXA) -- [TEXT]"),
        (f"MARWA (Agency) — {BODY_ONE}", "MARWA (Agency) —"),
        (f"MARWA — {BODY_ONE}", "MARWA —"),
        (f"Marwa, March 3, 2023 (EXA) – {BODY_ONE}", "Marwa, March 3, 2023 (EXA) –"),
        (f"3 March 2023 {BODY_ONE}", "3 March 2023"),
    ],
)
def test_dateline(line: str, dateline: str) -> None:
    text = f"{line}\n\n{BODY_TWO}"
    assert kinds(text)[0] == ("dateline", dateline)
    assert kinds(text)[1][0] == "body"


def test_no_dateline_in_a_sentence_with_a_dash() -> None:
    assert kinds(f"Rebels — some of them boys — held the bridge until noon on Tuesday.\n\n{BODY_TWO}")[0][0] == "body"


def test_broken_lines_are_one_paragraph() -> None:
    text = (
        "   MARWA, 3 MAR 89 (EXA) -- [TEXT] GUNMEN FIRED ON A CONVOY NEAR THE\nTOWN OF MARWA LAST NIGHT, KILLING TWO MEN AND\n"
        "WOUNDING A THIRD.  NOBODY CLAIMED THE ATTACK, THE GOVERNOR SAID ON\nTHE RADIO THIS MORNING.\n\n"
        "   THE ROAD WAS CLOSED UNTIL NOON, AND SOLDIERS SEARCHED THE HOUSES\nBESIDE IT FOR ARMS AND FOR THREE MEN WHO FLED.\n"
    )
    found = kinds(text)
    assert [kind for kind, _ in found] == ["dateline", "body", "body"]
    assert found[1][1].startswith("GUNMEN") and found[1][1].endswith("THIS MORNING.")


def test_a_text_without_sentences_stays_body() -> None:
    assert {kind for kind, _ in kinds("clashes in marwa\nroad closed\ntwo hurt")} <= {"title", "body"}


def test_byte_order_mark_belongs_to_no_read_segment() -> None:
    text = f"\ufeffTwo drivers killed near Marwa\n\n{BODY_ONE}\n\n{BODY_TWO}"
    assert kinds(text)[0] == ("furniture", "\ufeff")
    assert kinds(text)[1] == ("title", "Two drivers killed near Marwa")


def test_masthead_above_the_headline() -> None:
    text = f"Marwa Desert Post\nMarwa, 3 March 2023\n\nConvoy attacked near the old bridge\n\n{BODY_ONE}\n\n{BODY_TWO}"
    assert [kind for kind, _ in kinds(text)] == ["furniture", "dateline", "title", "body", "body"]


def test_short_headline_is_no_masthead() -> None:
    text = f"Convoy attacked near Marwa\n\nThird attack on the road in a month\n\n{BODY_ONE}\n\n{BODY_TWO}"
    assert [kind for kind, _ in kinds(text)] == ["title", "standfirst", "body", "body"]


def test_signature_of_a_statement_is_kept() -> None:
    text = f"Statement number four\n\n{BODY_ONE}\n\n{BODY_TWO}\n\n{BODY_THREE}\n\nFront for the Defence of Marwa"
    assert kinds(text)[-1] == ("body", "Front for the Defence of Marwa")
