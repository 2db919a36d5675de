"""Misuse that a type checker must refuse: every line marked ``# refused`` is an error."""

from __future__ import annotations

from newsnorm import (
    Article,
    Edit,
    Options,
    PartialDate,
    Removal,
    decode,
    deduplicate,
    detect_language,
    normalize,
    normalize_many,
    parse_date,
    repair,
    strip_boilerplate,
)

decode("text")  # refused
repair(b"bytes")  # refused
normalize(42)  # refused
normalize("text", Options())  # refused
normalize_many(["a"], on_error="ignore")  # refused
parse_date("2025", "de")  # refused
strip_boilerplate("text", "de")  # refused
detect_language(None)  # refused
deduplicate("one text", near=1)  # refused
Edit(0, 1, "x", "positional")  # refused
Removal(start=0, end=1, text="x", kind="no such kind", rule="r")  # refused
PartialDate(year="2025")  # refused
Options(no_such_option=True)  # refused
Options(language_detector=len)  # refused
Article(author=3)  # refused
Article().headline = "frozen"  # refused
Article().headline.upper()  # refused
parse_date("2025").year  # refused
