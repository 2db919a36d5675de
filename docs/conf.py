"""Sphinx: Furo, MyST, no network; warnings are errors (``make docs``)."""

from __future__ import annotations

from importlib.metadata import version as _version

project = "newsnorm"
author = "The newsnorm developers"
copyright = "2026, The newsnorm developers"
release = version = _version("newsnorm")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"newsnorm {release}"
html_static_path: list[str] = []
html_show_sphinx = False

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "show-inheritance": True}
add_module_names = False
nitpicky = True
# The standard library and attrs have no inventory here: there is no network.
nitpick_ignore_regex = [("py:.*", r"(?!newsnorm).*"), ("py:.*", r"newsnorm\._.*|newsnorm\..*\..*")]
