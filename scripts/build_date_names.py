#!/usr/bin/env python3
"""Build the table of date names, src/newsnorm/dates/names.txt.xz, from CLDR as Babel holds it.

Run: pip install babel, then python scripts/build_date_names.py (half a minute).  The result
depends on the version of Babel alone.  Its lines:

    @de dmy        a language, and the order of day, month and year in its short dates
    =dmy AT CH     its scripts, regions and both (Hant_HK), by their order
    KIND TAB VALUE TAB NAME|NAME|...

Names are folded keys (see newsnorm.dates.folding).  Kinds: m month 1-12, w weekday 1-7 (Monday
first), p part of the day (from-to in hours), g literal of the date patterns, t the same of the
time patterns, u word for a unit (y M w d h m s), r relative phrase (sign and unit; # is the
number), a and b words of the past or future after and before 'N units', e era (0: its years count
down), x short name with its accents (a text with others means another word).
"""

from __future__ import annotations

import lzma
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from babel import Locale, localedata

from newsnorm.dates.folding import key_of

OUT = Path(__file__).resolve().parent.parent / "src/newsnorm/dates/names.txt.xz"
ROOT_MONTH = re.compile(r"M\d\d")
SHORT = 4
UNITS = {"year": "y", "month": "M", "week": "w", "day": "d", "hour": "h", "minute": "m"}
UNITS["second"] = "s"
LITERAL = re.compile(r"'((?:[^']|'')*)'")
FIELD = re.compile(r"[A-Za-z]+")
Names = dict[tuple[str, str], set[str]]


def plain(data: Any) -> Any:
    """Resolve Babel's lazy mappings."""
    try:
        return {key: plain(value) for key, value in data.items()}
    except AttributeError:
        return data


def order_of(pattern: str) -> str:
    """Return the order of day, month and year in a date pattern, as in 'dmy'.

    'Ymd' has a year of four digits: it says nothing of dates with two.
    """
    letters = [f[0].lower().replace("l", "m") for f in FIELD.findall(LITERAL.sub("", pattern))]
    order = "".join(dict.fromkeys(c for c in letters if c in "dmy"))
    return "Ymd" if order == "ymd" and "yy" not in pattern else order


def literals(pattern: str) -> list[str]:
    """Return the words of a pattern that stand for no field."""
    quoted = [part.replace("''", "'") for part in LITERAL.findall(pattern)]
    bare = FIELD.sub(" ", LITERAL.sub(" ", pattern))
    return quoted + bare.split()


def parts_of(pattern: str) -> list[tuple[str, str]]:
    """Cut a pattern into fields and literals."""
    found = re.findall(r"'((?:[^']|'')*)'|([A-Za-z]+)|([^A-Za-z']+)", pattern)
    out: list[tuple[str, str]] = []
    for quoted, field, bare in found:
        if field:
            out.append(("field", field))
        elif out and out[-1][0] == "literal":
            out[-1] = ("literal", out[-1][1] + (quoted.replace("''", "'") or bare))
        else:
            out.append(("literal", quoted.replace("''", "'") or bare))
    return out


def affixes(patterns: list[str]) -> set[tuple[str, str]]:
    """Return what sticks to the month's name before and after it, without a space."""
    out: set[tuple[str, str]] = set()
    for pattern in patterns:
        parts = parts_of(pattern)
        for at, (kind, text) in enumerate(parts):
            if kind == "field" and text[0] in "ML" and len(text) in (3, 4):
                before = parts[at - 1][1] if at and parts[at - 1][0] == "literal" else ""
                after = parts[at + 1][1] if at + 1 < len(parts) else ""
                head = "" if before[-1:].isspace() else (before.split() or [""])[-1]
                tail = "" if after[:1].isspace() else (after.split() or [""])[0]
                head = head if head.isalpha() else ""
                tail = tail if tail[:1].isalpha() and parts[at + 1][0] == "literal" else ""
                if head or tail:
                    out.add((head, tail))
    return out


def add(names: Names, kind: str, value: str, name: str, *, wildcard: str = "") -> None:
    """Add a name under its key, when anything is left of it."""
    key = key_of(name, wildcard=wildcard)
    bare = name.casefold().strip(".")
    if len(key) <= SHORT and key.isascii() and not bare.isascii() and kind in "mwd":
        names["x", ""].add(bare)
    if key and (any(c.isalpha() for c in key) or "#" in key):
        names[kind, value].add(key)


def add_names(names: Names, data: dict[str, Any]) -> None:
    """Add months with what sticks to them, weekdays and eras."""
    add_months(names, data)
    for context in data["days"].values():
        for width in ("wide", "abbreviated", "short"):
            for day, name in context.get(width, {}).items():
                add(names, "w", str(day + 1), name)
    for width in ("wide", "abbreviated", "narrow"):
        for era, name in data["eras"].get(width, {}).items():
            if len(name) > 1:
                add(names, "e", str(era), name)


def add_months(names: Names, data: dict[str, Any]) -> None:
    """Add the months with what sticks to them."""
    patterns = [
        str(p) for part in ("date_formats", "datetime_skeletons") for p in data[part].values()
    ]
    around = affixes(patterns) | {("", "")}
    for context in data["months"].values():
        for width in ("wide", "abbreviated"):
            for month, name in context.get(width, {}).items():
                if ROOT_MONTH.fullmatch(name):
                    continue  # no name of the language: CLDR has none
                for head, tail in around:
                    add(names, "m", str(month), head + name + tail)


def add_periods(names: Names, data: dict[str, Any]) -> None:
    """Add the parts of the day with the hours they stand for."""
    hours = {"am": "0-12", "pm": "12-24"}
    for period, rules in data.get("day_period_rules", {}).get(None, {}).items():
        for rule in rules:
            if "at" in rule:
                hours[period] = f"{rule['at'] // 3600}-{rule['at'] // 3600 + 1}"
            else:
                hours[period] = f"{rule['from'] // 3600}-{rule['before'] // 3600}"
    for context in data["day_periods"].values():
        for width in ("wide", "abbreviated", "narrow"):
            for period, name in context.get(width, {}).items():
                if period in hours:
                    add(names, "p", hours[period], name)


def add_literals(names: Names, data: dict[str, Any]) -> None:
    """Add the words that stand between the fields."""
    skeletons = data["datetime_skeletons"]
    dates = [str(p) for p in data["date_formats"].values()]
    dates += [
        str(p)
        for k, p in skeletons.items()
        if set(k) & set("yMd")
        and "Q" not in k
        and "w" not in k.lower()
        and not set(k) & set("hHBm")
    ]
    times = [str(p) for p in data["time_formats"].values()]
    times += [str(p) for k, p in skeletons.items() if set(k) & set("hHB")]
    for pattern in dates:
        for literal in literals(pattern):
            for word in key_of(literal).split():
                add(names, "g", "", word)
    for pattern in times:
        for word in literals(pattern):
            add(names, "t", "", word)
    for glue in data["datetime_formats"].values():
        for word in literals(str(glue).replace("{0}", " ").replace("{1}", " ")):
            add(names, "g", "", word)


def add_relative(names: Names, data: dict[str, Any]) -> None:
    """Add 'N units ago', 'in N units', and the names of the days around today."""
    fields = data.get("date_fields", {})
    for unit, letter in UNITS.items():
        for width in ("", "-short", "-narrow"):
            for tense, sign in (("past", "-"), ("future", "+")):
                for pattern in fields.get(unit + width, {}).get(tense, {}).values():
                    if "{0}" in pattern and len(pattern) > len("{0}") + 1:
                        add(names, "r", sign + letter, pattern.replace("{0}", " # "), wildcard="#")
    add_units(names)
    add_markers(names)
    drop_lengths(names)


def drop_lengths(names: Names) -> None:
    """Drop '# min': without a word of its tense it is a length of time."""
    for letter in UNITS.values():
        for sign, other in ("-+", "+-"):
            said = {w for key in names.get(("r", other + letter), ()) for w in key.split()}
            keys = names.get(("r", sign + letter), set())
            keys -= {key for key in keys if set(key.split()) <= {"#", *said}}


def add_units(names: Names) -> None:
    """Add the words for the units: what the relative phrases of one unit have and others lack."""
    words: dict[str, Counter[str]] = {}
    for letter in UNITS.values():
        keys = names.get(("r", "-" + letter), set()) | names.get(("r", "+" + letter), set())
        words[letter] = Counter(w for key in keys for w in set(key.split()) if w != "#")
    shared = Counter(word for count in words.values() for word in count)
    for letter, count in words.items():
        for word in count:
            if shared[word] == 1 and any(c.isalpha() for c in word):
                names["u", letter].add(word)


def add_markers(names: Names) -> None:
    """Add the words of past and future around 'N units': kind b before them, a after them.

    Where a language has both ('for # timer siden'), the second says it.
    """
    for sign in "-+":
        for letter in UNITS.values():
            units = names.get(("u", letter), set())
            for key in names.get(("r", sign + letter), set()):
                before, _, after = key.partition("#")
                words = after.split()
                known = [w for w in words if w in units]
                rest = " ".join(w for w in words if w not in units)
                if not known:
                    continue
                if rest:
                    names["a", sign].add(rest)
                elif before.strip():
                    names["b", sign].add(before.strip())


PARTS = (
    *("months", "days", "eras", "day_periods", "date_formats", "time_formats"),
    *("datetime_formats", "datetime_skeletons", "day_period_rules", "date_fields"),
)


def locale_data(locale: Locale) -> dict[str, Any]:
    """Return the parts of a locale's data that are read here."""
    data = locale._data  # noqa: SLF001  (Babel has no other way to its patterns)
    return {part: plain(data.get(part, {})) for part in PARTS}


def drop_prepositions(every: dict[str, Names]) -> None:
    """Drop 'de marzo' where 'marzo' is the same month: the preposition is a literal."""
    months = {
        (value, key)
        for names in every.values()
        for (kind, value), keys in names.items()
        if kind == "m"
        for key in keys
    }
    for names in every.values():
        for (kind, value), keys in names.items():
            if kind == "m":
                prefixed = {key for key in keys if key.startswith(("de ", "d ", "del "))}
                keys -= {key for key in prefixed if (value, key.partition(" ")[2]) in months}


def lines_of(every: dict[str, Names], orders: dict[str, dict[str, str]]) -> list[str]:
    """Return the lines of the table."""
    lines: list[str] = []
    for language, names in sorted(every.items()):
        order = orders[language].get("", "")
        lines.append(f"@{language} {order}")
        places: dict[str, list[str]] = defaultdict(list)
        for place, there in sorted(orders[language].items()):
            if place:
                places[there].append(place)
        lines += [f"={there} {' '.join(where)}" for there, where in sorted(places.items())]
        for (kind, value), keys in sorted(names.items()):
            if keys:
                lines.append(f"{kind}\t{value}\t{'|'.join(sorted(keys))}")
    return lines


def main() -> None:
    """Read every locale and write the table."""
    every: dict[str, Names] = defaultdict(lambda: defaultdict(set))
    orders: dict[str, dict[str, str]] = defaultdict(dict)
    for code in sorted(localedata.locale_identifiers(), key=lambda c: (c.count("_"), c)):
        locale = Locale.parse(code)
        data = locale_data(locale)
        for step in (add_names, add_periods, add_literals, add_relative):
            step(every[locale.language], data)
        order = order_of(str(data["date_formats"]["short"]))
        if order:
            suffix = "_".join(filter(None, (locale.script, locale.territory)))
            orders[locale.language].setdefault(suffix, order)
    drop_prepositions(every)
    raw = "\n".join(lines_of(every, orders)).encode()
    OUT.write_bytes(lzma.compress(raw, preset=9 | lzma.PRESET_EXTREME))
    print(len(every), "languages,", len(raw), "bytes,", OUT.stat().st_size, "compressed")


if __name__ == "__main__":
    main()
