"""Take documents of many kinds apart: newsnorm's envelope stage and its peers, in one run.

    python benchmarks/envelope.py
    python benchmarks/envelope.py --data FOLDER
    python benchmarks/envelope.py --pages FILE

FOLDER holds .txt files, each a headline, a line break and the body; a name such
as ``ru_0001.txt`` says the language.  Every headline and body is put into each
kind of envelope; a tool is right if it gives headline, date and body back, white
space at their ends aside.  Peers: python-frontmatter with toml, and the standard
library's email parser.  What is not installed is left out.  Times are ratios of
one run.

FILE holds JSON lines with the ``text`` of a page, menus and all, and its ``title``:
then the headline of ``normalize`` is compared with the title, beside the first line of the text.
"""

from __future__ import annotations

import argparse
import email.parser
import email.policy
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from newsnorm import Options, normalize, split_envelope
from newsnorm.envelope.titles import same_title, title_key

Result = tuple[str | None, str | None, str]
"""Headline, date, body."""

DATE = "2024-05-03"
CLOSING = "More is to come from the council later this week, as the mayor said on Tuesday."
SAMPLES = (
    (
        "en",
        "Council passes the budget",
        "The council passed the budget on Monday after a long debate. It was late.",
    ),
    (
        "de",
        "Stadtrat beschließt den Haushalt",
        "Der Stadtrat hat am Montag nach langer Debatte den Haushalt beschlossen.",
    ),
    (
        "fr",
        "Le conseil adopte le budget",
        "Le conseil municipal a adopté lundi le budget après un long débat. Il était tard.",
    ),
    (
        "es",
        "El pleno aprueba el presupuesto",
        "El pleno aprobó el lunes el presupuesto tras un largo debate. Era tarde.",
    ),
    (
        "ru",
        "Совет принял новый бюджет",
        "Городской совет принял в понедельник бюджет после долгих споров в большом зале.",
    ),
    (
        "el",
        "Το συμβούλιο ψήφισε τον προϋπολογισμό",
        "Το συμβούλιο ψήφισε τη Δευτέρα τον προϋπολογισμό μετά από μακρά συζήτηση.",
    ),
    (
        "tr",
        "Konsey yeni bütçeyi kabul etti",
        "Kent konseyi pazartesi günü uzun bir tartışmanın ardından bütçeyi kabul etti.",
    ),
    (
        "ar",
        "المجلس يقر الميزانية الجديدة",
        "أقر المجلس البلدي يوم الاثنين الميزانية الجديدة بعد نقاش طويل في القاعة.",
    ),
    (
        "hi",
        "परिषद ने नया बजट पारित किया",
        "नगर परिषद ने सोमवार को लंबी बहस के बाद नया बजट भारी बहुमत से पारित कर दिया।",
    ),
    (
        "zh",
        "市议会通过新预算案",
        "市议会周一经过长时间辩论后通过了新的预算案，反对派投了反对票，但表示愿意继续合作。",
    ),
    (
        "ja",
        "市議会が新予算案を可決",
        "市議会は月曜日、長い議論の末に新しい予算案を賛成多数で可決した。野党は反対した。",
    ),
)
NAMES = {
    "en": ("Title", "Date"),
    "de": ("Titel", "Datum"),
    "fr": ("Titre", "Date"),
    "es": ("Título", "Fecha"),
    "ru": ("Заголовок", "Дата"),
    "el": ("Τίτλος", "Ημερομηνία"),
    "tr": ("Başlık", "Tarih"),
    "ar": ("العنوان", "التاريخ"),
    "hi": ("शीर्षक", "दिनांक"),
    "zh": ("标题", "日期"),
    "ja": ("タイトル", "日付"),
}


def kinds(language: str, headline: str, body: str) -> Iterator[tuple[str, str, Result]]:
    """Yield kind, text, and what must come out."""
    quoted = json.dumps(headline, ensure_ascii=False)
    title, date = NAMES.get(language, NAMES["en"])
    full: Result = (headline, DATE, body)
    bare: Result = (headline, None, body)
    yield "yaml", f"---\ntitle: {quoted}\ndate: {DATE}\n---\n{body}", full
    longer: Result = (f"{headline}: more", DATE, body)
    yield "yaml, malformed", f"---\ntitle: {headline}: more\ndate: {DATE}\n---\n{body}", longer
    yield (
        "yaml, title repeated",
        f"---\ntitle: {quoted}\ndate: {DATE}\n---\n# {headline}\n\n{body}",
        full,
    )
    yield "toml", f"+++\ntitle = {quoted}\ndate = {DATE}\n+++\n{body}", full
    yield "json", json.dumps({"title": headline, "date": DATE}, indent=1) + f"\n\n{body}", full
    yield "mail", f"From: a@example.org\nSubject: {headline}\nDate: {DATE}\n\n{body}", full
    yield "headers", f"{title}: {headline}\n{date}: {DATE}\n\n{body}", full
    yield "heading", f"# {headline}\n\n{body}", bare
    yield "link", f"[{headline}](https://example.org/a)\n\n{body}", bare
    yield "doubled", f"🔴 [Live] {headline}\n{headline}\n{body}", bare
    yield "first line", f"{headline}\n{body}", bare
    yield "prefix", f" date {DATE} {body}", (None, DATE, body)
    yield "body alone", body, (None, None, body)


def with_newsnorm(text: str) -> Result:
    """Take apart with the library."""
    envelope = split_envelope(text)
    return envelope.headline, next(iter(envelope.values("date_published")), None), envelope.body


def with_frontmatter(text: str) -> Result:
    """Take apart with python-frontmatter."""
    import frontmatter

    try:
        fields, body = frontmatter.parse(text)
    except Exception:  # noqa: BLE001  (an error on a document is no result)
        return None, None, text
    title, date = fields.get("title"), fields.get("date")
    return None if title is None else str(title), None if date is None else str(date), body


def with_email(text: str) -> Result:
    """Take apart with the email parser of the standard library."""
    message = email.parser.Parser(policy=email.policy.default).parsestr(text)
    body = message.get_payload()
    title = message["subject"] or message["title"]
    return title and str(title), message["date"] and str(message["date"]), str(body)


TOOLS: dict[str, Callable[[str], Result]] = {
    "newsnorm": with_newsnorm,
    "python-frontmatter": with_frontmatter,
    "email": with_email,
}


def samples(folder: Path | None) -> list[tuple[str, str, str]]:
    """Return language, headline and body of each sample."""
    if folder is None:
        return [(language, title, f"{body}\n\n{CLOSING}") for language, title, body in SAMPLES]
    found = []
    for path in sorted(folder.glob("*.txt")):
        headline, _, body = path.read_text(encoding="utf-8").strip().partition("\n")
        found.append((path.stem.split("_")[0], headline.strip(), body.strip()))
    return found


def says_the_same(found: str, title: str) -> bool:
    """Say whether a headline is the title, or shares half of its words."""
    one, two = set(title_key(found).split()), set(title_key(title).split())
    return same_title(found, title) or 2 * len(one & two) >= min(len(one), len(two))


def headlines(path: Path) -> None:
    """Print how often the headline of a page is its title, another line, or none."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    pages = [line for line in lines if line["title"]]
    finders: dict[str, Callable[[str], str | None]] = {
        "newsnorm": lambda text: normalize(text).headline,
        "newsnorm, thorough": lambda text: normalize(text, options=Options(thorough=True)).headline,
        "split_envelope alone": lambda text: split_envelope(text).headline,
        "first line": lambda text: text.strip().split("\n", 1)[0],
    }
    print(f"{len(pages)} pages{'right':>20}{'another line':>15}{'none':>10}")
    for name, find in finders.items():
        found = [(find(page["text"]), page["title"]) for page in pages]
        none = sum(headline is None for headline, _ in found)
        right = sum(item is not None and says_the_same(item, title) for item, title in found)
        print(f"{name:22}{right:10}{len(found) - right - none:15}{none:10}")


def main() -> None:
    """Print a table: a row a kind, a column a tool."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument(
        "--data", type=Path, help="folder of .txt files: headline, line break, body"
    )
    parser.add_argument("--pages", type=Path, help="JSON lines with text and title of pages")
    given = parser.parse_args()
    if given.pages is not None:
        headlines(given.pages)
        return
    chosen = samples(given.data)
    right: dict[str, dict[str, list[bool]]] = {}
    seconds = dict.fromkeys(TOOLS, 0.0)
    for language, headline, body in chosen:
        for kind, text, want in kinds(language, headline, body):
            for name, tool in TOOLS.items():
                start = time.perf_counter()
                try:
                    title, date, rest = tool(text)
                except ImportError:
                    seconds.pop(name, None)
                    continue
                seconds[name] += time.perf_counter() - start
                ok = (title, date, rest.strip()) == (want[0], want[1], want[2].strip())
                right.setdefault(kind, {}).setdefault(name, []).append(ok)
    names = list(seconds)
    print(f"{len(chosen)} samples; right in %\n{'':22}" + "".join(f"{name:>20}" for name in names))
    for kind, tools in right.items():
        shares = (100 * sum(tools[name]) / len(tools[name]) for name in names)
        print(f"{kind:22}" + "".join(f"{share:20.1f}" for share in shares))
    base = seconds["newsnorm"]
    print(f"{'time, newsnorm = 1':22}" + "".join(f"{seconds[name] / base:20.2f}" for name in names))


if __name__ == "__main__":
    main()
