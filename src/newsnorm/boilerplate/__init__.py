"""Body → body without boilerplate, and what was taken out of it.

Takes: the text of an article, one block a line, with whatever a page hangs on it.
Gives: :class:`~newsnorm.model.Stripped`: the text, the removals, the data they carried.
Raises: :class:`~newsnorm.errors.InputTypeError` for what is no string,
:class:`~newsnorm.errors.RuleError` for a rule pack that is malformed.
"""

from __future__ import annotations

from newsnorm._text.rules import Rule, parse_pack
from newsnorm.boilerplate.sites import SiteTemplates
from newsnorm.boilerplate.strip import strip_boilerplate, strip_site

__all__ = ["Rule", "SiteTemplates", "parse_pack", "strip_boilerplate", "strip_site"]
