"""Answers are kept, the first one stays, and nothing is made before there is one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from fogline.errors import InputError
from fogline.record.answers import IN_MEMORY, Answer, Answers, answers_path
from fogline.record.store import Store

ANSWER = Answer(text='{"events": []}', finish="stop", tokens_in=3, tokens_out=None)


def test_an_answer_is_there_after_closing_and_the_first_one_stays(tmp_path: Path) -> None:
    path = str(tmp_path / "a.answers")
    answers = Answers(path)
    assert answers.get("k") is None
    assert not Path(path).exists()
    answers.keep("k", ANSWER)
    answers.keep("k", Answer(text="other", finish="stop"))
    answers.close()
    again = Answers(path)
    assert again.get("k") == ANSWER
    assert again.get("l") is None
    again.close()


def test_answers_stand_beside_their_case() -> None:
    assert answers_path("x/iraq.fogline") == "x/iraq.answers"
    assert answers_path(":memory:") == IN_MEMORY


def test_another_file_is_left_as_it_is(tmp_path: Path) -> None:
    text, other, case = tmp_path / "a.answers", tmp_path / "b.answers", tmp_path / "c.fogline"
    text.write_text("no database, and long enough that nobody takes it for one" * 40, "utf-8")
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE mine (x)")
    db.close()
    Store.open(case).close()
    for path in (text, other, case):
        before = path.read_bytes()
        answers = Answers(str(path))
        with pytest.raises(InputError, match="move it away"):
            answers.get("k")
        answers.close()
        assert path.read_bytes() == before
