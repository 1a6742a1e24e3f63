"""Every issue code with what it means and what a person can do. A code that is not here is never written."""

from __future__ import annotations

from typing import Final

ISSUE_CODES: Final[dict[str, str]] = {
    "input.empty": "The file holds no text. Check the download.",
    "input.binary": "The file is neither text nor HTML. Convert it to text or HTML first.",
    "input.archive": "The file is an archive. Unpack it and give the folder.",
    "input.too_large": "The file is larger than ingest.max_bytes. Split it or raise the limit.",
    "input.unreadable": "The file could not be read. Check its permissions.",
    "input.undecodable": "The text is in no encoding that could be recognised. Save it as UTF-8.",
    "input.no_article": "The page was read, but no article was found in it. Save the article text as .txt.",
    "input.decoded": "The text was not UTF-8 and was decoded by guess; check names with accents.",
    "input.not_a_report": "The file stands beside reports but is none: its kind is not read. Give it by its own path to read it.",
    "input.changed": "The file changed or went away while it was read. Build again.",
    "input.sidecar": "A line of reports.csv names no file, a value cannot be used, or a column is not known. Mend it.",
    "report.undated": "No publication date was found; the interval that the text supports is kept. Give the date in reports.csv.",
    "report.language": "The report is not in English; it is kept but hardly anything in it will be read.",
    "report.no_sentences": "The text holds no sentence to read: lists, code or furniture only.",
    "date.ambiguous": "A date can be read in two ways; both are kept as an interval. Give the date in reports.csv if you know.",
    "date.implausible": "A date of publication cannot be true and was not used. Give the right one in reports.csv.",
    "place.ambiguous": "Two or more places fit a name equally well; none is asserted. Read the report to decide.",
    "actor.ambiguous": "Two or more actors fit a name equally well; none is asserted. Read the report to decide.",
    "reader.unanswered": "The model server gave no answer for part of a report; the rules read it. Build again to ask again.",
    "reader.refused": "The model declined to read part of a report; the rules read it. Another model may be asked.",
    "reader.cut_off": "The model's answer was cut off; what was complete is kept. Raise reader.max_tokens.",
    "reader.invalid": "The model's answer is not of the form asked for; what was whole in it is kept. Try another model.",
    "reader.bad_event": "An event in the model's answer does not have the form asked for and was left out.",
    "reader.invented_quote": "The model quoted words that are not in the text; what rested on them was left out.",
    "reader.disagrees": "The model reads a trigger otherwise than the rules, whose reading stands. Read the sentence to decide.",
    "stage.crashed": "A unit of work failed and was left out; the detail says why. Please report it.",
    "stage.gave_undeclared": "A stage returned a row of a type that it does not declare. Please report it.",
    "row.refused": "A row broke an invariant of the record and was not written; the detail says which.",
}
