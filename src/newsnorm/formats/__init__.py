"""Readers and writers: what people have, and what other programs take.

Takes files of any format; yields :class:`RawDocument` values, whose ``source()``
is what :func:`newsnorm.normalize` takes.  Writes articles.  Raises
:class:`SourceError` (a file), :class:`FormatError` (what is in it) and
:class:`MissingExtraError` (a package).

=============  =========  ==========  =========================================
format         read       written     extra
=============  =========  ==========  =========================================
text           yes
markdown       yes
HTML           yes                    ``html`` (trafilatura) where installed
RSS, Atom      yes                    ``feeds`` for feeds that are no XML
JSON lines     yes        yes
JSON, JSON-LD  yes        yes
IPTC ninjs     yes        yes
CSV, TSV       yes        CSV
Parquet        yes        yes         ``parquet``
WARC, WET      yes                    ``warc``
gzip           yes        yes
zstd           yes        yes         ``zstd``
=============  =========  ==========  =========================================
"""

from __future__ import annotations

from newsnorm.formats.document import LIST_FIELDS, TEXT_FIELDS, FieldValue, RawDocument, Source
from newsnorm.formats.feeds import from_feed
from newsnorm.formats.html import Extractor, from_html
from newsnorm.formats.json_lines import dumps, loads
from newsnorm.formats.ninjs import from_ninjs, to_ninjs
from newsnorm.formats.reading import (
    InputFormat,
    input_format,
    read,
    read_articles,
    read_many,
    walk,
)
from newsnorm.formats.records import (
    from_fundus,
    from_news_please,
    from_newsnorm,
    from_newspaper4k,
    from_record,
    from_text_column,
    from_trafilatura,
)
from newsnorm.formats.schema_org import from_schema_org, to_schema_org
from newsnorm.formats.tables import CSV_COLUMNS, article_row, article_schema, row_article
from newsnorm.formats.writing import ArticleSink, OutputFormat, open_sink, output_format, write

__all__ = [
    "CSV_COLUMNS",
    "LIST_FIELDS",
    "TEXT_FIELDS",
    "ArticleSink",
    "Extractor",
    "FieldValue",
    "InputFormat",
    "OutputFormat",
    "RawDocument",
    "Source",
    "article_row",
    "article_schema",
    "dumps",
    "from_feed",
    "from_fundus",
    "from_html",
    "from_news_please",
    "from_newsnorm",
    "from_newspaper4k",
    "from_ninjs",
    "from_record",
    "from_schema_org",
    "from_text_column",
    "from_trafilatura",
    "input_format",
    "loads",
    "open_sink",
    "output_format",
    "read",
    "read_articles",
    "read_many",
    "row_article",
    "to_ninjs",
    "to_schema_org",
    "walk",
    "write",
]
