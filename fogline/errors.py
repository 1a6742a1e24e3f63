"""Errors that fogline raises.

FoglineError
├── InputError      a file or folder of the user's cannot be used
├── SettingsError   a setting or command option is wrong
├── RecordError     a row breaks an invariant of the record
└── MissingData     something has to be installed or built first

Each message says what is wrong, where, and what to do next. Doubtful data is never an exception: it is an Issue.
"""

from __future__ import annotations


class FoglineError(Exception):
    """Anything that fogline raises on purpose."""


class InputError(FoglineError):
    """A file, folder or case of the user's cannot be used."""


class SettingsError(FoglineError):
    """A setting is unknown, of the wrong kind or out of range."""


class RecordError(FoglineError):
    """A row breaks an invariant of the record and was refused."""


class MissingData(FoglineError):
    """An optional part or a data file is missing; the message names the command that brings it."""
