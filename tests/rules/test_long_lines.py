"""Long lines are judged by their ends first: that must never lose a hit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsnorm._text.phrases import WILDCARD_CHARS
from newsnorm._text.rules import RuleBook, shipped_rules


class Thorough(RuleBook):
    """The same rules, with the whole of every line compared."""

    def _may_fit(self, line: str) -> bool:
        return bool(line)


THOROUGH = Thorough(shipped_rules().rules, tables=shipped_rules().compiled())
LONG = [rule for rule in shipped_rules().rules if rule.longest > WILDCARD_CHARS]
EXAMPLES = [line for rule in LONG for line in rule.yes]
MARKS = st.text(alphabet=" ()[]\u2014\u00bb:.,'\u201c\u200f12 \u03a3\u0130", max_size=70)
FILLER = st.sampled_from(["the rain fell ", "дождь ", "雨が降る", "(x) ", "3.4 ", "is a "])


@given(st.sampled_from(EXAMPLES), MARKS, MARKS, FILLER, st.integers(0, 60), st.booleans())
def test_no_hit_is_lost(
    example: str, before: str, after: str, filler: str, times: int, first: bool
) -> None:
    middle = filler * times
    line = (before + (example + middle if first else middle + example) + after).strip()
    assert shipped_rules().match(line) == THOROUGH.match(line)
    halves = before + example[: len(example) // 2] + middle + example[len(example) // 2 :] + after
    assert shipped_rules().match(halves) == THOROUGH.match(halves)
