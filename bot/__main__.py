"""The program's entry. Known troubles end with one sentence and their exit code."""

from __future__ import annotations

import sys

from bot.errors import AbaiBalaError, KeyFileError, LockedError, SettingsError

FAILED, USAGE, LOCKED = 1, 2, 3


def main() -> None:
    """Run a command. What a server runs all day comes without the command line that reads the others."""
    try:
        if sys.argv[1:] == ["run"]:
            from bot.running import run

            raise SystemExit(run())
        from bot.command_line import cli

        cli()
    except LockedError as error:
        _end(error, LOCKED)
    except (SettingsError, KeyFileError) as error:
        _end(error, USAGE)
    except AbaiBalaError as error:
        _end(error, FAILED)


def _end(error: AbaiBalaError, code: int) -> None:
    sys.stderr.write(f"{error}\n")
    raise SystemExit(code)


if __name__ == "__main__":
    main()
