"""The text of a page by its blocks: newsnorm's own extraction, without any package.

Takes HTML; gives plain text, one paragraph, heading or list item a block, blank
lines between them.  Never raises.  A page is read down to the part that its
publisher marks as the article, if one does; menus, forms, footers and the like
are left out.  What hangs on inside the article is the business of
:func:`newsnorm.strip_boilerplate`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, frozen

from newsnorm.formats.html_tokens import Token, tokens

__all__ = ["Block", "fragment_text", "page_blocks", "page_text"]


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _names(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav "
    "ol option p pre section summary table tbody td tfoot th thead tr ul"
)
_NEVER = _names(
    "script style template textarea title svg math iframe object audio video canvas xmp "
    "noembed noframes datalist map"
)
"""Elements that hold no text of the page."""
_ASIDE = _names("nav footer aside form button select dialog menu noscript figcaption")
"""Elements that hold text around the article."""
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_UNCLOSED = _names(
    "p li dt dd tr td th thead tbody tfoot option optgroup colgroup rt rp html head body"
)
"""Elements whose end tags may be left out: they are not waited for."""
_ARTICLE_KINDS = frozenset({"articlebody", "article_body"})
_SCOPE_SHARE = 0.4
"""A part marked as the article is taken for it if it has this share of the running
text of the part around it: a teaser in an ``article`` element has far less, and
pages with comments or related texts still have two thirds of theirs in the article."""
_LINK_SHARE = 0.6
"""A block with more of its characters in links is a menu or a teaser."""
_RUNNING_CHARS = 40
"""A block shorter than this counts for no running text: buttons, labels, bylines."""


@frozen(kw_only=True)
class Block:
    """One block of a page.

    ``tag`` is the element it stands in, ``link_chars`` how many of its
    characters are links, ``scopes`` the numbers of the parts it lies in, from
    the outermost to the innermost: ``main``, ``article``, article body.
    """

    text: str
    tag: str
    link_chars: int
    scopes: tuple[int, ...]

    @property
    def running(self) -> int:
        """How many characters of running text it has."""
        linked = self.link_chars > _LINK_SHARE * len(self.text)
        return 0 if linked or len(self.text) < _RUNNING_CHARS else len(self.text)


@define(slots=True)
class _Reader:
    """Reads tokens into blocks; one for each page."""

    aside: bool
    blocks: list[Block]
    parts: list[str]
    stack: list[tuple[str, bool]]  # open elements: name, whether it is a scope
    scopes: list[int]
    open_count: dict[str, int]
    tag: str = "body"
    links: int = 0
    link_chars: int = 0
    hidden: int = 0
    scope_count: int = 0
    preformatted: int = 0

    def read(self, page: Iterable[Token]) -> list[Block]:
        for token in page:
            if token.kind == "text":
                self._text(token.value)
            elif token.kind == "start":
                self._start(token)
            else:
                self._end(token.value)
        self._flush()
        return self.blocks

    def _skips(self, name: str) -> bool:
        return name in _NEVER or (self.aside and name in _ASIDE)

    def _text(self, value: str) -> None:
        if not self.hidden:
            self.parts.append(value if self.preformatted else value.replace("\n", " "))
            if self.links:
                self.link_chars += len(value.strip())

    def _start(self, token: Token) -> None:
        name = token.value
        if name in _BLOCKS:
            self._flush(line=name == "br")
            self.tag = self.tag if name == "br" else name
        if name in _VOID or name in _UNCLOSED:
            return
        scope = _is_scope(token)
        self.stack.append((name, scope))
        self.open_count[name] = self.open_count.get(name, 0) + 1
        if scope:
            self.scope_count += 1
            self.scopes.append(self.scope_count)
        self.hidden += self._skips(name)
        self.links += name == "a"
        self.preformatted += name == "pre"

    def _end(self, name: str) -> None:
        if name in _BLOCKS:
            self._flush()
            self.tag = "body"
        if not self.open_count.get(name):
            return  # an end tag without its start
        while self.stack:
            closed, scope = self.stack.pop()
            self.open_count[closed] -= 1
            if scope:
                self.scopes.pop()
            self.hidden -= self._skips(closed)
            self.links -= closed == "a"
            self.preformatted -= closed == "pre"
            if closed == name:
                return

    def _flush(self, *, line: bool = False) -> None:
        if line:
            self.parts.append("\n")
            return
        if self.parts:
            text = _squeezed("".join(self.parts), keep_lines=self.preformatted > 0)
            if text:
                self.blocks.append(
                    Block(
                        text=text,
                        tag=self.tag,
                        link_chars=self.link_chars,
                        scopes=tuple(self.scopes),
                    )
                )
        self.parts = []
        self.link_chars = 0


def _is_scope(token: Token) -> bool:
    kind = token.attributes.get("itemprop", "").lower()
    return (
        token.value in ("article", "main")
        or token.attributes.get("role", "").lower() in ("main", "article")
        or kind in _ARTICLE_KINDS
    )


def _squeezed(text: str, *, keep_lines: bool) -> str:
    """Return *text* with the white space of HTML squeezed; ``br`` breaks stay."""
    if keep_lines:
        return "\n".join(line.rstrip(" \t\r\f") for line in text.strip("\n").split("\n"))
    lines = (" ".join(_ascii_words(line)) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _ascii_words(line: str) -> list[str]:
    """Cut at the white space of HTML only: a no-break space is the publisher's."""
    return [word for word in line.translate(_HTML_SPACES).split(" ") if word]


_HTML_SPACES = {ord(char): " " for char in "\t\f\r\n"}


def page_blocks(html: str, *, aside: bool = True) -> list[Block]:
    """Return the blocks of a page in order; without *aside* those around the article too.

    >>> [block.text for block in page_blocks("<nav>Menu</nav><p>One <b>two</b>.<p>Three.")]
    ['One two.', 'Three.']
    """
    reader = _Reader(aside=aside, blocks=[], parts=[], stack=[], scopes=[], open_count={})
    return reader.read(tokens(html))


def fragment_text(html: str) -> str:
    r"""Return the text of a piece of HTML, such as the content of a feed entry.

    >>> fragment_text("<p>One<br>two</p>Three &amp; four")
    'One\ntwo\n\nThree & four'
    """
    return "\n\n".join(block.text for block in page_blocks(html, aside=False))


def page_text(html: str) -> str:
    r"""Return the text of the article on a page.

    >>> page_text("<ul><li><a href=/>Home</a></ul><article><h1>Title</h1><p>Text.</article>")
    'Title\n\nText.'
    """
    blocks = page_blocks(html)
    if not any(block.running for block in blocks):
        blocks = page_blocks(html, aside=False)  # the article stands in a form or aside
    return "\n\n".join(block.text for block in _of_article(blocks) if not _linked(block))


def _linked(block: Block) -> bool:
    return block.link_chars > _LINK_SHARE * len(block.text)


def _of_article(blocks: Sequence[Block]) -> Sequence[Block]:
    """Go into the marked part with most running text as long as it has enough of it."""
    depth = 0
    while True:
        running: dict[int, int] = {}
        for block in blocks:
            if len(block.scopes) > depth:
                scope = block.scopes[depth]
                running[scope] = running.get(scope, 0) + block.running
        total = sum(block.running for block in blocks)
        best = max(running, key=lambda scope: running[scope], default=None)
        if best is None or running[best] < _SCOPE_SHARE * total:
            return blocks
        blocks = [b for b in blocks if len(b.scopes) > depth and b.scopes[depth] == best]
        depth += 1
