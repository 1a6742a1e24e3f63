"""Fogline: from conflicting news reports about a conflict to a record that can be checked.

`fogline.open(case)` is the way in. Nothing else is imported until it is asked for, so `import fogline` is quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fogline.api import BuildResult, Record, open
    from fogline.settings import Settings

__version__ = "0.1.0"
__all__ = ["BuildResult", "Record", "Settings", "__version__", "open"]
_HOMES = {"open": "fogline.api", "Record": "fogline.api", "BuildResult": "fogline.api", "Settings": "fogline.settings"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'fogline' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
