"""Two pictures, drawn as SVG: who is related to whom, and when the articles appeared."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from newsnorm.model import Article, Deduplication
from newsnorm.report.markup import Address, here, short, tag, text

NODES_SHOWN = 60
"""Articles in the picture of relations; those with the most relations come first."""

BARS_SHOWN = 80
"""Articles in the timeline."""

_LINES = {"exact": "6", "near": "5", "truncated": "4", "contains": "3", "passages": "2"}
_DASHES = {"template": "2 4", "story": "6 4", "contains": "10 3"}


def relations_picture(
    articles: Sequence[Article], result: Deduplication, address: Address = here
) -> str:
    """Return a circle of related articles; thick lines merge, thin and dashed ones do not."""
    degree: dict[int, int] = {}
    for relation in result.relations:
        for number in (relation.a, relation.b):
            degree[number] = degree.get(number, 0) + 1
    shown = sorted(sorted(degree), key=lambda number: -degree[number])[:NODES_SHOWN]
    if not shown:
        return tag("p", "No article is related to another.")
    shown.sort()
    radius = 90 + 5 * len(shown)
    size = 2 * radius + 120
    spots = {
        number: (
            size / 2 + radius * cos(2 * pi * index / len(shown) - pi / 2),
            size / 2 + radius * sin(2 * pi * index / len(shown) - pi / 2),
        )
        for index, number in enumerate(shown)
    }
    lines = [
        _line(spots[relation.a], spots[relation.b], relation.kind, len(relation.passages))
        for relation in result.relations
        if relation.a in spots and relation.b in spots
    ]
    nodes = [
        _node(articles[number], address(number), str(number), spots[number]) for number in shown
    ]
    more = len(degree) - len(shown)
    note = tag("p", f"{more:,} more related articles are not drawn.") if more else ""
    drawing = tag(
        "svg",
        "".join(lines + nodes),
        viewBox=f"0 0 {size:.0f} {size:.0f}",
        role="img",
        aria_label="Relations between articles",
        class_="relations",
    )
    return drawing + note


def _line(a: tuple[float, float], b: tuple[float, float], kind: str, passages: int) -> str:
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    label = f"{kind} {passages}" if passages else kind
    line = tag(
        "line",
        "",
        x1=f"{a[0]:.0f}",
        y1=f"{a[1]:.0f}",
        x2=f"{b[0]:.0f}",
        y2=f"{b[1]:.0f}",
        stroke_width=_LINES.get(kind, "1.5"),
        stroke_dasharray=_DASHES.get(kind),
    )
    return line + tag("text", text(label), x=f"{middle[0]:.0f}", y=f"{middle[1]:.0f}")


def _node(article: Article, address: str, name: str, spot: tuple[float, float]) -> str:
    x, y = spot
    circle = tag("circle", "", cx=f"{x:.0f}", cy=f"{y:.0f}", r="15")
    label = tag("text", name, x=f"{x:.0f}", y=f"{y + 4:.0f}", class_="node")
    title = tag("title", text(short(article.headline or "(no headline)")))
    return tag("a", title + circle + label, href=address)


def timeline(articles: Sequence[Article]) -> str:
    """Return when the articles appeared: a bar as long as the date is uncertain."""
    dated = [
        (article.date_published.interval(), number)
        for number, article in enumerate(articles)
        if article.date_published is not None and article.date_published.year is not None
    ]
    if not dated:
        return tag("p", "No article has a date.")
    dated.sort()
    dated = dated[:BARS_SHOWN]
    first = min(interval[0] for interval, _ in dated).timestamp()
    last = max(interval[1] for interval, _ in dated).timestamp()
    scale = 640 / max(1.0, last - first)
    rows = []
    for index, ((low, high), number) in enumerate(dated):
        x = 150 + (low.timestamp() - first) * scale
        width = max(5.0, (high.timestamp() - low.timestamp()) * scale)
        y = 12 + 20 * index
        date = articles[number].date_published
        label = tag("text", text(f"№ {number}  {date}"), x="0", y=f"{y + 11}")
        rows.append(
            label
            + tag("rect", "", x=f"{x:.1f}", y=f"{y}", width=f"{width:.1f}", height="12", rx="3")
        )
    height = 24 + 20 * len(dated)
    drawing = tag(
        "svg",
        "".join(rows),
        viewBox=f"0 0 800 {height}",
        role="img",
        aria_label="When the articles appeared",
        class_="timeline",
    )
    return tag("div", drawing, class_="wide")
