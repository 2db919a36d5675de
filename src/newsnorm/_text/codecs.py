"""The code pages: their names, labels, and what byte stands for which character.

A codec is known by its name in the WHATWG Encoding Standard, in lower case
(``windows-1252``, ``shift_jis``, ``macintosh``), or, where the standard has none,
by its name at IANA (``ibm850``).  Single-byte codecs are tables of 256
characters; a byte that the codec leaves undefined reads as browsers do, as the
C1 control of the same number, and above that range as U+FFFD, which no byte
writes.
"""

from __future__ import annotations

import codecs as _codecs
from functools import cache
from importlib import resources

from attrs import frozen

_SINGLE = {
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
    "windows-1252": "cp1252",
    "windows-1253": "cp1253",
    "windows-1254": "cp1254",
    "windows-1255": "cp1255",
    "windows-1256": "cp1256",
    "windows-1257": "cp1257",
    "windows-1258": "cp1258",
    "windows-874": "cp874",
    "iso-8859-1": "iso8859_1",
    "iso-8859-2": "iso8859_2",
    "iso-8859-3": "iso8859_3",
    "iso-8859-4": "iso8859_4",
    "iso-8859-5": "iso8859_5",
    "iso-8859-6": "iso8859_6",
    "iso-8859-7": "iso8859_7",
    "iso-8859-8": "iso8859_8",
    "iso-8859-9": "iso8859_9",
    "iso-8859-10": "iso8859_10",
    "iso-8859-13": "iso8859_13",
    "iso-8859-14": "iso8859_14",
    "iso-8859-15": "iso8859_15",
    "iso-8859-16": "iso8859_16",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "koi8-t": "koi8_t",
    "ptcp154": "ptcp154",
    "kz-1048": "kz1048",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ce": "mac_latin2",
    "x-mac-greek": "mac_greek",
    "x-mac-turkish": "mac_turkish",
    "x-mac-icelandic": "mac_iceland",
    "x-mac-croatian": "mac_croatian",
    "x-mac-romanian": "mac_romanian",
    "ibm437": "cp437",
    "ibm737": "cp737",
    "ibm775": "cp775",
    "ibm850": "cp850",
    "ibm852": "cp852",
    "ibm855": "cp855",
    "ibm857": "cp857",
    "ibm00858": "cp858",
    "ibm860": "cp860",
    "ibm861": "cp861",
    "ibm862": "cp862",
    "ibm863": "cp863",
    "ibm865": "cp865",
    "ibm866": "cp866",
    "ibm869": "cp869",
    "ibm720": "cp720",
    "ibm037": "cp037",
    "ibm273": "cp273",
    "ibm500": "cp500",
    "ibm01140": "cp1140",
    "ibm1026": "cp1026",
    "ibm1125": "cp1125",
    "hp-roman8": "hp_roman8",
}
_MULTI = {
    "gb18030": "gb18030",
    "gbk": "gbk",
    "big5": "cp950",
    "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "euc-jp": "euc_jp",
    "euc-jis-2004": "euc_jis_2004",
    "shift_jis-2004": "shift_jis_2004",
    "euc-kr": "cp949",
    "johab": "johab",
    "iso-2022-jp": "iso2022_jp",
    "iso-2022-jp-ext": "iso2022_jp_ext",
    "iso-2022-jp-2": "iso2022_jp_2",
    "iso-2022-kr": "iso2022_kr",
    "hz-gb-2312": "hz",
    "utf-7": "utf_7",
    "utf-8": "utf_8",
    "utf-16le": "utf_16_le",
    "utf-16be": "utf_16_be",
    "utf-32le": "utf_32_le",
    "utf-32be": "utf_32_be",
}
EBCDIC = frozenset({"ibm037", "ibm273", "ibm500", "ibm01140", "ibm1026"})
"""Codecs in which the bytes of ASCII stand for other characters."""
HOLE = "\ufffd"


@frozen(kw_only=True)
class Codec:
    """One codec: its ``name`` here, its name in Python, and its table if it is single-byte.

    ``table`` has 256 characters, ``multibyte`` codecs have an empty one.
    """

    name: str
    python: str
    table: str = ""

    @property
    def multibyte(self) -> bool:
        """Whether a character can take more than one byte."""
        return not self.table

    def read(self, data: bytes) -> str | None:
        r"""Return *data* as text; ``None`` where the bytes are not valid in this codec.

        >>> codec("windows-1252").read(b"caf\xe9 \x81")
        'café \x81'
        """
        try:
            if self.table:
                text = _codecs.charmap_decode(data, "strict", self.table)[0]
                return None if HOLE in text else text
            return str(data, self.python)
        except UnicodeDecodeError:
            return None

    def write(self, text: str) -> bytes | None:
        r"""Return the bytes that :meth:`read` turns into *text*; ``None`` if there are none.

        >>> codec("macintosh").write("é"), codec("macintosh").write("я")
        (b'\x8e', None)
        """
        try:
            if self.table:
                return _codecs.charmap_encode(text, "strict", _encoding_map(self.name))[0]
            return text.encode(self.python)
        except UnicodeEncodeError:
            return None


def _single(name: str) -> str:
    """Return the table of a single-byte codec."""
    text = bytes(range(256)).decode(_SINGLE[name], "surrogateescape")
    controls = {
        0xDC00 + value: chr(value) if value < 0xA0 else HOLE for value in range(0x80, 0x100)
    }
    return text.translate(controls)


@cache
def _encoding_map(name: str) -> dict[int, int]:
    return {ord(c): value for value, c in enumerate(codec(name).table) if c != HOLE}


@cache
def codec(name: str) -> Codec:
    """Return the codec of that name; :class:`KeyError` if there is none.

    >>> codec("windows-1252").table[0x80], codec("shift_jis").multibyte
    ('€', True)
    """
    if name in _SINGLE:
        return Codec(name=name, python=_SINGLE[name], table=_single(name))
    return Codec(name=name, python=_MULTI[name])


@cache
def labels() -> dict[str, str]:
    """Return the labels of the WHATWG Encoding Standard with the names they stand for."""
    text = resources.files(__package__).joinpath("data/labels.txt").read_text("utf-8")
    rows = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return {label: row[0] for row in rows for label in row[1:]}


@cache
def _python_names() -> dict[str, str]:
    """Return the names that Python and IANA use for codecs, after its own normal form."""
    known = {python: name for name, python in (*_SINGLE.items(), *_MULTI.items())}
    extra = {
        "iso8859_11": "windows-874",
        "tis_620": "windows-874",
        "shift_jis": "shift_jis",
        "euc_kr": "euc-kr",
        "big5": "big5",
        "cp950": "big5",
        "gb2312": "gbk",
        "latin_1": "windows-1252",
        "iso8859_1": "windows-1252",
        "iso8859_9": "windows-1254",
        "ascii": "windows-1252",
    }
    return known | extra


def lookup(label: str) -> str | None:
    """Return the name of the codec that a label means, ``None`` if it means none here.

    Labels are those of the WHATWG Encoding Standard (so ``latin1`` and ``ascii``
    mean ``windows-1252``), then the names of codecs here, then Python's names.

    >>> lookup(" Latin1 "), lookup("cp850"), lookup("mac_roman"), lookup("klingon")
    ('windows-1252', 'ibm850', 'macintosh', None)
    """
    key = label.strip("\t\n\f\r ").lower()
    name = labels().get(key)
    if name is not None and (name in _SINGLE or name in _MULTI):
        return name
    if name == "iso-8859-8-i":
        return "iso-8859-8"
    if key in _SINGLE or key in _MULTI:
        return key
    try:
        python = _codecs.lookup(key).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    return _python_names().get(python) or None


SINGLE_BYTE = tuple(_SINGLE)
"""Names of the single-byte codecs."""
MULTI_BYTE = tuple(_MULTI)
"""Names of the other codecs."""
