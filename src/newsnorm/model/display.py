"""How results show themselves in a notebook.

The parts are the report's, which stands far above the model; so they are looked up
by name when a notebook asks, and importing the model never loads them.
"""

from __future__ import annotations

from importlib import import_module


def notebook_html(value: object) -> str:
    """Return *value* as HTML, made by :mod:`newsnorm.report`."""
    return str(import_module("newsnorm.report").notebook_html(value))
