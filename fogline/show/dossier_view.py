"""All that the viewer in the page needs, as one JSON object made from the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fogline.show import display
from fogline.show.actors import actor_view
from fogline.show.evidence import SentencePool
from fogline.show.incident_view import IncidentView
from fogline.show.map_view import map_view
from fogline.show.network import collect_ties, network_view
from fogline.show.options import DossierOptions
from fogline.show.questions import contradiction_views, statement_views
from fogline.show.record_index import RecordIndex, Row, only_filled, spans_in
from fogline.show.wording import day_label, interval_label, parse_day


def dossier_view(index: RecordIndex, incidents: Sequence[Row], options: DossierOptions) -> dict[str, Any]:
    """The viewer's data: tables of words, then the record's lists and what is drawn from them."""
    pool = SentencePool(index, options.report_texts, full=options.texts == "full")
    incident_view = IncidentView(index, pool)
    view: dict[str, Any] = {
        "types": display.display_types(),
        "statuses": display.statuses(),
        "kinds": display.words()["kind"],
        "reports": [report_view(row, options) for row in index.reports.values()],
        "actors": [actor_view(row) for row in index.actors.values()],
        "places": [_place(row, index) for row in index.places.values()],
        "incidents": [incident_view.row(row) for row in incidents],
        "contradictions": contradiction_views(index, pool),
        "statements": statement_views(index, incidents, pool),
        "network": network_view(index, collect_ties(index, incidents, pool)),
        "map": map_view(index, incidents, borders=options.borders),
    }
    view["sentences"] = pool.rows()
    return view


def report_view(report: Row, options: DossierOptions) -> dict[str, Any]:
    """A report as the page names it: outlet, title, date and how that date was found."""
    published = report.get("published") or {}
    dated = bool(published.get("start") or published.get("end"))
    shown = {
        "id": str(report["id"]),
        "outlet": str(report.get("outlet") or "") or f"Outlet not named ({file_name(report)})".replace(" ()", ""),
        "unnamed": not report.get("outlet"),
        "title": str(report.get("title") or "untitled"),
        "date": interval_label(published) if dated else "undated",
        "how": date_note(published),
        "file": file_name(report),
        "text": (options.report_texts or {}).get(str(report["id"])) if options.texts == "full" else None,
    }
    return only_filled(shown)


def file_name(report: Row) -> str:
    """The last part of a report's address: the name of its file."""
    return str(report.get("uri") or "").rstrip("/").rsplit("/", 1)[-1]


def date_note(published: Row) -> str:
    """How a report's date was found, in words, with the words of the text that tell it."""
    if not published.get("start") and not published.get("end"):
        return "undated: no date is stated and the text gives no limit"
    words = " … ".join(str(span.get("text") or "") for span in spans_in(published.get("evidence")))
    how = display.word("published_basis", published.get("basis") or "unknown")
    if published.get("basis") == "inferred":
        how = f"inferred: {interval_words(published)}"
    because = str(published.get("because") or "")
    because = "" if because.startswith("given by") and not words else because
    given = str(published.get("because") or "").removeprefix("given by ").split(": ")[0] if not words else ""
    notes = [f"given by {given}" if given and published.get("basis") == "stated" else how, f"“{words}”" if words else ""]
    told = ": ".join(note for note in notes if note)
    return f"{told} ({because})" if because else told


def interval_words(interval: Row) -> str:
    """An interval that was narrowed down: "between … and …", "not before …", "not after …"."""
    start, end = parse_day(interval.get("start")), parse_day(interval.get("end"))
    if start and end:
        return interval_label(interval) if start == end else f"between {day_label(start)} and {day_label(end)}"
    return f"not before {day_label(start)}" if start else f"not after {day_label(end)}" if end else "undated"


def _place(place: Row, index: RecordIndex) -> dict[str, Any]:
    precision = str(place.get("precision") or "unknown")
    shown = {
        "name": str(place.get("name") or place["id"]),
        "label": index.place_label(str(place["id"])),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        "precision": display.word("place_precision", precision),
        "vague": display.is_vague(precision),
    }
    return only_filled(shown)
