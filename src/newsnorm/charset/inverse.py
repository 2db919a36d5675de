"""Back from text to the bytes it was decoded from."""

from __future__ import annotations

from newsnorm._text.codecs import codec
from newsnorm.errors import InputError, shortened
from newsnorm.model import Decoded


def to_bytes(decoded: Decoded) -> bytes:
    r"""Return the bytes that *decoded* was read from.

    The byte-order mark, the text in its encoding, and at each span of damage
    the bytes that stood there.

    Raises :class:`~newsnorm.errors.InputError` if the text was changed so that
    its encoding cannot hold it any more.

    >>> from newsnorm import decode
    >>> to_bytes(decode("Grüße".encode() + b" aus K\xf6ln"))
    b'Gr\xc3\xbc\xc3\x9fe aus K\xf6ln'
    """
    page = codec(decoded.encoding)
    parts = [decoded.bom]
    position = 0

    def add(text: str) -> None:
        data = page.write(text)
        if data is None:
            raise InputError(f"{decoded.encoding} cannot hold {shortened(text)}")
        parts.append(data)

    for damage in decoded.damage:
        if damage.data is None:
            continue
        add(decoded.text[position : damage.start])
        parts.append(damage.data)
        position = damage.end
    add(decoded.text[position:])
    return b"".join(parts)
