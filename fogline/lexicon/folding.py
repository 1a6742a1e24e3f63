"""One way to fold a name for comparison, shared by the gazetteer, the actor lexicon and their builders."""

import re
from functools import lru_cache

_JOINERS = re.compile(r"['’‘`ʿʾʻʼ\".]")
_BREAKS = re.compile(r"[^0-9a-z]+")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The comparison key of a name: Latin letters, lower case, no accents or punctuation, single spaces.

    Apostrophes and full stops vanish (``Ra's`` and ``Ras``, ``U.S.`` and ``US`` agree);
    every other mark, hyphens included, becomes one space.
    """
    text = _JOINERS.sub("", name)
    if not text.isascii():
        from anyascii import anyascii  # reads its tables on import; most names never need them

        text = _JOINERS.sub("", anyascii(text))
    return _BREAKS.sub(" ", text.lower()).strip()
