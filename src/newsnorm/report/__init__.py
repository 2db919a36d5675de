"""Reports: static HTML in one file or in pages, and the same parts for notebooks.

Takes articles and, if there is one, their deduplication; gives HTML that needs no
network and no script.  Any text may be in the articles: all of it is escaped.
Raises :class:`SourceError` where a file cannot be written.
"""

from __future__ import annotations

from newsnorm.report.files import pages_folder, write_report
from newsnorm.report.notebook import notebook_html
from newsnorm.report.page import render_report

__all__ = ["notebook_html", "pages_folder", "render_report", "write_report"]
