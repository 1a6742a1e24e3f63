"""A folder of two hundred broken inputs and ten good ones: nothing crashes, nothing is lost, nothing goes unlisted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fogline.engine.run import RunOptions, run
from fogline.ingest.files import IngestFiles
from fogline.ingest.settings import IngestSettings
from fogline.issues import ISSUE_CODES
from fogline.record.store import Store
from fogline.record.types import Issue, Report
from tests.ingest.broken_inputs import make_bad, make_good

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and sockets in folders")
SETTINGS = IngestSettings(max_chars=10_000)


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_every_good_file_is_a_report_and_every_bad_one_is_listed(tmp_path: Path, workers: int) -> None:
    good, bad = make_good(tmp_path), make_bad(tmp_path, 200)
    with Store.open(":memory:") as store:
        run(store, [IngestFiles(SETTINGS, [tmp_path])], version="0", options=RunOptions(workers=workers, batch_size=16))
        reports = {report.uri: report for report in store.rows(Report)}
        issues = list(store.rows(Issue))
    assert set(good) <= set(reports)
    listed = {issue.unit for issue in issues}
    assert [uri for uri in bad if uri not in listed] == []
    assert {issue.code for issue in issues} <= set(ISSUE_CODES)
    assert not [issue for issue in issues if issue.code.startswith(("stage.", "row."))]
    extra = [uri for uri in reports if uri not in good]  # text without a sentence: kept, and listed as such
    assert {issue.code for issue in issues if issue.unit in extra} >= ({"report.no_sentences"} if extra else set())
    assert all("\ufeff" not in (report.title or "") for report in reports.values())
