"""The command `fogline`: finds the command asked for, and turns every error into one line and an exit code."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

import click

from fogline import __version__
from fogline.errors import FoglineError, SettingsError

# The first line of each command's help, so that listing the commands imports none of them; a test compares the two.
COMMANDS: Final[dict[str, str]] = {
    "build": "Read reports into a case and bring its record up to date.",
    "demo": "Build the sample reports that come with fogline and say what they hold.",
    "doctor": "Check this installation and say what to do about what is missing.",
    "dossier": "Write the record of a case as one HTML page that opens anywhere.",
    "export": "Write the record of a case for other programs.",
    "info": "Say what a case holds and how it was built.",
    "issues": "List what a person should know about the input and the values.",
    "judge": "Decide whether two things are the same; your verdict outranks the machine's.",
    "speed": "Measure reports and words per second beside the bare parser.",
    "undo": "Take back a verdict that a person gave.",
}
EXIT_FAILED, EXIT_USAGE, EXIT_ISSUES, EXIT_INTERRUPTED = 1, 2, 3, 130


class LazyGroup(click.Group):
    """A group whose commands are imported when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, by name."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command from fogline/cli/<name>.py, or None."""
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"fogline.cli.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="fogline")
@click.option("--debug", is_flag=True, help="Show the traceback of an error, and log what the stages say.")
def fogline(debug: bool) -> None:
    """From conflicting news reports about a conflict to a record that can be checked.

    Example: fogline build reports/ --case iraq.fogline --pack iraq
    """
    if debug:
        import logging

        logging.basicConfig(level=logging.INFO)


def run(arguments: Sequence[str]) -> int:
    """Runs the command line and returns its exit code: 0 done, 1 failed, 2 usage, 3 done with issues, 130 interrupted."""
    debug = "--debug" in arguments
    try:
        result = fogline.main(args=list(arguments), prog_name="fogline", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.UsageError as error:
        error.show()
        return EXIT_USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nfogline: interrupted; what was done is kept, and the same command goes on from here", err=True)
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILED
    except Exception as error:
        if debug:
            raise
        click.echo(f"fogline: {_one_line(error)}", err=True)
        return EXIT_USAGE if isinstance(error, SettingsError) else EXIT_FAILED
    return result if isinstance(result, int) else 0


def _one_line(error: Exception) -> str:
    """What went wrong, where, and what to do next."""
    if isinstance(error, FoglineError | click.ClickException):
        return " ".join(str(error).split())
    if isinstance(error, sqlite3.Error):
        return f"the case file could not be used: {error}; check free space and that no other program holds it"
    if isinstance(error, OSError):
        return f"{error.filename or 'a file'} could not be used: {error.strerror or error}"
    return f"a fault in fogline ({type(error).__name__}: {error}); run fogline --debug COMMAND for details and report it"
