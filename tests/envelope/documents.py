"""Hypothesis strategies that build whole documents: header kind x headline x body."""

from __future__ import annotations

import json

from attrs import frozen
from hypothesis import strategies as st

PARAGRAPHS = (
    "The council passed the budget on Monday after a long debate. The opposition voted against it.",
    (
        "Der Stadtrat hat am Montag nach langer Debatte den Haushalt beschlossen. Die Opposition "
        "stimmte dagegen."
    ),
    (
        "Le conseil municipal a adopté lundi le budget après un long débat. L’opposition a voté "
        "contre le texte."
    ),
    (
        "Городской совет принял в понедельник бюджет после долгих споров. Оппозиция голосовала "
        "против этого решения."
    ),
    (
        "Το δημοτικό συμβούλιο ψήφισε τη Δευτέρα τον προϋπολογισμό μετά από μακρά συζήτηση στην "
        "αίθουσα."
    ),
    "市议会周一经过长时间辩论后通过了新的预算案，反对派投了反对票，但是表示愿意继续合作。",
    "市議会は月曜日、長い議論の末に新しい予算案を賛成多数で可決したが、野党は反対票を投じた。",
    "नगर परिषद ने सोमवार को लंबी बहस के बाद नया बजट भारी बहुमत से पारित कर दिया है।",
    "أقر المجلس البلدي يوم الاثنين الميزانية الجديدة بعد نقاش طويل. وصوتت المعارضة ضدها مرة أخرى.",
    "Kent konseyi pazartesi günü uzun bir tartışmanın ardından yeni bütçeyi kabul etti.",
)
HEADLINES = (
    "Council passes the budget after a long debate",
    "Stadtrat beschließt Haushalt nach langer Debatte",
    "Le conseil municipal adopte le budget",
    "Городской совет принял новый бюджет",
    "Το δημοτικό συμβούλιο ψήφισε τον προϋπολογισμό",
    "市议会长时间辩论后通过新预算案",
    "市議会が新しい予算案を可決",
    "नगर परिषद ने नया बजट पारित किया",
    "المجلس البلدي يقر الميزانية الجديدة",
    "Kent konseyi yeni bütçeyi kabul etti",
)
TITLE_NAMES = (
    "title",
    "Titel",
    "Titre",
    "Заголовок",
    "Título",
    "标题",
    "العنوان",
    "Başlık",
    "제목",
)
DATE_NAMES = ("date", "Datum", "Date", "Дата", "Fecha", "日期", "التاريخ", "Tarih", "날짜")


@frozen(kw_only=True)
class Document:
    """A text with what must come out of it."""

    text: str
    headline: str
    body: str
    date: str | None


def _yaml(title: str, date: str) -> str:
    return f"---\nlayout: post\ntitle: {json.dumps(title, ensure_ascii=False)}\ndate: {date}\n---\n"


def _toml(title: str, date: str) -> str:
    return f"+++\ntitle = {json.dumps(title, ensure_ascii=False)}\ndate = {date}\n+++\n"


def _json(title: str, date: str) -> str:
    return json.dumps({"title": title, "date": date}, ensure_ascii=False, indent=2) + "\n"


def _mail(title: str, date: str) -> str:
    return f"From: desk@example.org\nSubject: {title}\nDate: {date}\nX-Mood: calm\n\n"


dates = st.dates().map(lambda day: day.isoformat())
headlines = st.sampled_from(HEADLINES)
bodies = st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=5)


@st.composite
def headed(draw: st.DrawFn) -> Document:
    """A document whose header states headline and date."""
    headline, date = draw(headlines), draw(dates)
    body = "\n\n".join(draw(bodies))
    names = draw(st.integers(0, len(TITLE_NAMES) - 1))
    header = draw(
        st.sampled_from(
            [
                _yaml(headline, date),
                _toml(headline, date),
                _json(headline, date),
                _mail(headline, date),
                f"{TITLE_NAMES[names]}: {headline}\n{DATE_NAMES[names]}: {date}\n\n",
            ]
        )
    )
    repeat = draw(
        st.sampled_from(["", "{}\n\n", "# {}\n\n", "«{}»\n\n", "🔴 {}\n", "[Video] {}\n"])
    )
    text = draw(st.sampled_from(["", "\ufeff", "\n"])) + header + repeat.format(headline) + body
    return Document(text=text, headline=headline, body=body, date=date)


@st.composite
def plain(draw: st.DrawFn) -> Document:
    """A document that opens with its headline, once or twice, or with markdown."""
    headline = draw(headlines)
    body = "\n\n".join(draw(bodies))
    shape = draw(
        st.sampled_from(
            [
                "{0}\n{1}",
                "{0}\n\n{1}",
                "{0}\n{0}\n{1}",
                "# {0}\n\n{1}",
                "[{0}](https://example.org/a)\n\n{1}",
                "{0}\n===========\n\n{1}",
                "**{0}**\n\n{1}",
            ]
        )
    )
    return Document(text=shape.format(headline, body), headline=headline, body=body, date=None)


PIECES = (
    *("---\n", "+++\n", ";;;\n", "title: A b c\n", 'title = "q"\n', '{"title": "x"}\n', "{", "}"),
    *("Date: 3.2.2024\n", "Von: Max Muster\n", "Text: ", " date 2025-02 ", "% Rain\n"),
    *("[13.02.25, 08:40:12] Desk: ", "Desk, [13.02.2025 08:40]\n", "\n", "\r\n", "\x85", "\x0c"),
    *("# ", "**", "*", "_", "`", "~~", "[a b](http://x.y)", "![i](http://u/v)", "\\", "\\*", "> "),
    *("- ", "* ", "[", "]", "](", "(", "<https://a.b/c>", "===\n", "***\n", "    ", "\t", "\ufeff"),
    *("\x00", "\ud800", "🔥 ", "[Video] ", "Kicker\n", "How are you?\n", "&a [*a]", ": ", "'", '"'),
    *(line + "\n" for line in PARAGRAPHS[:6]),
    *(line + "\n" for line in HEADLINES[:6]),
)
messes = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
"""Texts in which everything may stand beside everything."""
