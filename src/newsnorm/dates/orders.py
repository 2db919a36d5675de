"""In which order a language, a script and a region write day, month and year."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from newsnorm.dates.lexicon import table


@lru_cache(maxsize=512)
def orders(language: str, script: str, region: str) -> tuple[str, ...]:
    """Return the orders of day, month and year in use, likeliest first.

    'Ymd' is written with four digits of the year only.

    >>> orders("en", "", "US"), orders("de", "", ""), orders("en", "", "")
    (('mdy',), ('dmy',), ('mdy', 'dmy', 'Ymd'))
    >>> orders("en", "", "VN")
    ('dmy', 'mdy')
    """
    every = table().orders
    known = every.get(language)
    if known is None:
        if not region:
            return ("dmy", "mdy", "ymd")
        there = Counter(o for regions in every.values() if (o := regions.get(region)))
        return tuple(order for order, _ in there.most_common()) or ("dmy", "mdy", "ymd")
    for suffix in (f"{script}_{region}", region, script):
        if suffix and suffix in known:
            return (known[suffix],)
    first = known[""] or "dmy"
    if region:  # a region where CLDR has not this language: what others write there
        there = Counter(o for regions in every.values() if (o := regions.get(region)))
        usual = next((order for order, _ in there.most_common() if order[0] in "dm"), "")
        if usual:
            return (usual,) if usual == first else (usual, first)
    rest = Counter(known.values())
    return (first, *(o for o, _ in rest.most_common() if o and o != first))
