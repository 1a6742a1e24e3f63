"""Proposes event words: which verbs and nouns are marked as events, or stand beside the slots of filled templates, and which of
them the trigger table lacks. It prints counts only; a person decides which words and types go into triggers.tsv.

    python tools/learn_event_words.py --ecb docs.jsonl.gz --timebank timebank.jsonl.gz --muc dev.jsonl.gz [--documents 300]

ECB+: rate at which a lemma is marked as an event in validated sentences of the train part. TimeBank: the same for OCCURRENCE.
MUC-4 dev: log-odds of a lemma in sentences that hold a perpetrator, victim or target against all other sentences.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from fogline.read import parser
from fogline.read.event_words import trigger_table
from fogline.read.truecase import Truecaser

_SLOTS = ("perp", "victim", "target", "human", "physical", "phys")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a compressed JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        yield from (json.loads(line) for line in handle)


def key(token: Token) -> tuple[str, str] | None:
    """Lemma and kind of a verb or noun."""
    kind = {"VERB": "verb", "NOUN": "noun"}.get(token.pos_)
    return (token.lemma_.lower(), kind) if kind and token.is_alpha else None


def of_ecb(path: Path) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """How often a lemma is the head of an event mention, and how often it occurs, in validated sentences of train."""
    marked: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    nlp = parser.language()
    for row in (row for row in rows(path) if row["part"] == "train"):
        heads = {(m["sentence"], i) for m in row["mentions"] if m["kind"] == "event" and m["validated"] for i in m["tokens"]}
        for sentence in (s for s in row["sentences"] if s["validated"]):
            doc = nlp(Doc(nlp.vocab, words=sentence["tokens"]))
            for token in doc:
                if (found := key(token)) is not None:
                    seen[found] += 1
                    marked[found] += (sentence["n"], token.i) in heads
    return marked, seen


def of_timebank(path: Path) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """How often a lemma is an OCCURRENCE, and how often it occurs."""
    marked: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    texts = list(rows(path))
    for row, doc in zip(texts, parser.parse([row["text"].replace("\n", " ") for row in texts]), strict=True):
        starts = {event["start"] for event in row["events"] if event["cls"] == "OCCURRENCE"}
        for token in doc:
            if (found := key(token)) is not None:
                seen[found] += 1
                marked[found] += token.idx in starts
    return marked, seen


def of_muc(path: Path, documents: int) -> list[tuple[float, int, tuple[str, str]]]:
    """(log-odds, count, lemma) of words in sentences that hold a string fill of a template, most telling first."""
    chosen = random.Random(1).sample(list(rows(path)), documents)
    inside: Counter[tuple[str, str]] = Counter()
    outside: Counter[tuple[str, str]] = Counter()
    case = Truecaser((), parser.language().Defaults.stop_words)
    for row, doc in zip(chosen, parser.parse([case.restore(r["text"].replace("\n", " ")) for r in chosen]), strict=True):
        fills = {fill.lower() for fill in _strings(row["templates"])}
        for sentence in doc.sents:
            text = sentence.text.lower()
            counter = inside if any(fill in text for fill in fills) else outside
            counter.update(found for token in sentence if (found := key(token)) is not None)
    totals = sum(inside.values()) + 1, sum(outside.values()) + 1
    scored = [
        (math.log((n + 0.5) / totals[0]) - math.log((outside[word] + 0.5) / totals[1]), n, word) for word, n in inside.items()
    ]
    return sorted((row for row in scored if row[1] >= 4), reverse=True)


def _strings(value: Any, slot: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, f"{slot} {name}".lower())
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, slot)
    elif isinstance(value, str) and len(value) > 5 and any(word in slot for word in _SLOTS):
        yield value


def report(name: str, marked: Counter[tuple[str, str]], seen: Counter[tuple[str, str]]) -> None:
    """Prints the words that the table lacks, by how often they are events."""
    known = sum(n for word, n in marked.items() if word in trigger_table())
    print(f"{name}: {known} of {sum(marked.values())} marked words are in the table")
    lacking = [(n, n / seen[word], word) for word, n in marked.items() if word not in trigger_table() and n >= 3]
    for n, rate, (lemma, kind) in sorted(lacking, reverse=True)[:150]:
        print(f"  {lemma}\t{kind}\t{n}\t{rate:.2f}")


def main() -> None:
    """Reads the arguments and prints the proposals."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ecb", type=Path)
    arguments.add_argument("--timebank", type=Path)
    arguments.add_argument("--muc", type=Path)
    arguments.add_argument("--documents", type=int, default=300)
    chosen = arguments.parse_args()
    if chosen.ecb:
        report("ECB+", *of_ecb(chosen.ecb))
    if chosen.timebank:
        report("TimeBank", *of_timebank(chosen.timebank))
    if chosen.muc:
        print("MUC-4 dev")
        for odds, n, word in of_muc(chosen.muc, chosen.documents):
            if odds > 0.7 and word not in trigger_table():
                print(f"  {word[0]}\t{word[1]}\t{n}\t{odds:.2f}")


if __name__ == "__main__":
    main()
