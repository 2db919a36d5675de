"""What an item of a text can be: bits, so that one test asks for several."""

from __future__ import annotations

NUMBER = 1
SEPARATOR = 2
UNKNOWN = 4
MONTH = 8
WEEKDAY = 16
GLUE = 32
"""A literal of date patterns ('de', 'г', 'năm'), or a word that stands beside dates."""
TIME = 64
"""A literal of time patterns ('Uhr', 'kl')."""
PERIOD = 128
"""A part of the day ('pm', 'abends', '下午')."""
ZONE = 256
ERA = 512
RELATIVE = 1024
LABEL = 2048
"""A word that says what a date is for ('updated', 'Stand')."""
UNIT_YEAR = 4096
UNIT_MONTH = 8192
UNIT_DAY = 16384
UNIT_HOUR = 32768
UNIT_MINUTE = 65536
UNIT_SECOND = 131072
INSIDE = 262144
"""A separator that may stand between the parts of a date."""
BETWEEN = 524288
"""A separator that may stand between a date and its clock."""
CHAIN = 1048576
"""A separator that joins the numbers of a date."""
ISO_T = 2097152
"""The T between an ISO date and its time."""
DASH = 4194304
UNIT_WEEK = 8388608
AFTER = 16777216
"""A word of past or future that follows a length of time ('ago', 'назад')."""
BEFORE = 33554432
"""A word of past or future before a length of time ('vor', 'il y a')."""
NUMERAL = 67108864
"""A word for one ('an' hour ago)."""
STARTS = 134217728
"""A word or number that a longer name may start with."""
ANY_UNIT = UNIT_YEAR | UNIT_MONTH | UNIT_WEEK | UNIT_DAY | UNIT_HOUR | UNIT_MINUTE | UNIT_SECOND

UNITS = {
    "y": UNIT_YEAR,
    "M": UNIT_MONTH,
    "d": UNIT_DAY,
    "h": UNIT_HOUR,
    "m": UNIT_MINUTE,
    "s": UNIT_SECOND,
    "w": UNIT_WEEK,
}

MARKS: dict[str, int] = {}
"""What each separator may do."""
for _bit, _chars in (
    (INSIDE, ".,-/–—‐‑−'’‘ʼʻ`´()[]،、，·⹁․၊፣"),
    (BETWEEN, ".,|·•-–—−@/()،、，၊፣⹁⋅‧․;:~[]<>&*●▪#\"“”=→»’'⏰📅"),
    (CHAIN, "./-–‐‑−,"),
    (DASH, "-–—‐‑−"),
):
    for _char in _chars:
        MARKS[_char] = MARKS.get(_char, SEPARATOR) | _bit

PLAIN = str.maketrans("（）［］：／－．，～｜＋＃", "()[]:/-.,~|+#")
"""Full-width marks and what they are."""
WIDE = frozenset("（）［］：／－．，～｜＋＃")
