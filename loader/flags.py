"""Flags of the command line, each of which may also be set by its variable `FILROUGE_…`."""

import argparse
import os


def add(parser: argparse.ArgumentParser, flag: str, default: str | None, text: str, metavar: str) -> None:
    """Add a flag with a value."""
    shown = "all" if default is None else default
    value = os.environ.get(variable(flag)) or default
    parser.add_argument(flag, default=value, metavar=metavar, help=f"{text} (default {shown}; or {variable(flag)})")


def add_yes(parser: argparse.ArgumentParser, flag: str, text: str) -> None:
    """Add a flag that stands alone, or before yes or no."""
    value = os.environ.get(variable(flag)) or "no"
    shown = f"{text} (default no; or {variable(flag)})"
    parser.add_argument(flag, default=value, nargs="?", const="yes", metavar="YES", help=shown)


def yes(parser: argparse.ArgumentParser, flag: str, value: str) -> bool:
    """Read the value of a flag of yes or no."""
    if value.casefold() not in ("yes", "no"):
        parser.error(f"{flag} {value}: yes or no")
    return value.casefold() == "yes"


def count(parser: argparse.ArgumentParser, flag: str, value: str) -> int:
    """Read the value of a flag that counts."""
    if not (value.isascii() and value.isdigit() and 1 <= len(value) <= 9 and int(value) >= 1):
        parser.error(f"{flag} {value}: a number from 1")
    return int(value)


def variable(flag: str) -> str:
    """Give the variable of a flag.

    >>> variable("--no-wait")
    'FILROUGE_NO_WAIT'
    """
    return "FILROUGE_" + flag.removeprefix("--").replace("-", "_").upper()
