"""Prints the scores of the time expressions: python tools/score_times.py FILE.jsonl.gz (TimeBank; not shipped)."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from fogline.scoring.times import read_gold, score


def main(path: str) -> None:
    """Relaxed span F, type F and value F, and characters read in a second."""
    docs = list(read_gold(Path(path)))
    started = time.perf_counter()
    s = score(docs)
    seconds = time.perf_counter() - started
    print(
        f"gold {s.gold} · found {s.found} · relaxed F {s.f(s.matched):.2f} · "
        f"type F {s.f(s.right_type):.2f} · value F {s.f(s.right_value):.2f}"
    )
    print(f"{sum(len(d['text']) for d in docs) / seconds:,.0f} characters a second")


if __name__ == "__main__":
    main(sys.argv[1])
