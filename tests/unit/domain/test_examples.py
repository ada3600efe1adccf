"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import bot.domain


def test_every_example_in_a_docstring_gives_what_it_says() -> None:
    modules = pkgutil.walk_packages(bot.domain.__path__, f"{bot.domain.__name__}.")
    results = [doctest.testmod(importlib.import_module(module.name)) for module in modules]
    assert sum(result.failed for result in results) == 0
    assert sum(result.attempted for result in results) >= 2
