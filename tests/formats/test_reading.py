"""Files: any name, any compression, broken ones, several of them."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from newsnorm import Article, FormatError, MissingExtraError, NewsnormError, SourceError
from newsnorm.formats import input_format, read, read_articles, read_many, write
from newsnorm.formats.extras import load_extra
from newsnorm.formats.streams import bounded_lines

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize(
    ("name", "head", "wanted"),
    [
        ("a.txt", b"", "text"),
        ("a.MD.gz", b"", "markdown"),
        ("a.warc.gz", b"", "warc"),
        ("archive.tar.zst", b"", "text"),
        ("-", b"WARC/1.0\r\n", "warc"),
        ("-", b"PAR1", "parquet"),
        ("-", b'{"text": "a"}\n', "jsonl"),
        ("-", b"\xef\xbb\xbf<?xml version='1.0'?><rss>", "feed"),
        ("-", b"<?xml version='1.0'?><svg>", "text"),
        ("-", b"\n<!doctype html>", "html"),
        ("index", b"<p>Text.", "text"),
        ("-", b"", "text"),
    ],
)
def test_the_format_is_known_by_name_or_first_bytes(name: str, head: bytes, wanted: str) -> None:
    assert input_format(name, head) == wanted


def test_the_seeds_are_read_as_they_are() -> None:
    documents = list(read_many([SEEDS]))
    seeds = [document for document in documents if str(document.uri).endswith(".txt")]
    assert len(seeds) == 5
    for document in seeds:
        assert document.raw == Path(str(document.uri)).read_bytes()
        assert document.source() == {"uri": document.uri, "raw": document.raw}


def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "One."}\n\n{"text": \n[1]\n{"x": 1}\n\xff\n{"text": "Two."}')
    documents = list(read(path, on_error="yield"))
    assert [document.text for document in documents] == ["One.", None, None, None, None, "Two."]
    assert [document.uri for document in documents] == [f"{path}#{n}" for n in (1, 3, 4, 5, 6, 7)]
    with pytest.raises(FormatError, match="#3"):
        documents[1].source()
    with pytest.raises(FormatError, match="#3"):
        list(read(path))


@pytest.mark.parametrize(
    "name", ["a.gz", "a.parquet", "a.json", "a.xml", "a.warc", "a.zst", "a.jsonl"]
)
def test_a_broken_file_is_an_error_of_our_tree(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    data = {".gz": gzip.compress(b"x" * 999)[:-9], ".zst": b"\x28\xb5\x2f\xfd\x00\x00\x00\x00"}
    path.write_bytes(data.get(path.suffix, b"{broken"))
    with pytest.raises(NewsnormError):
        list(read(path))
    (only,) = read(path, on_error="yield")
    assert only.error is not None


def test_what_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path, "a\x00b"):
        with pytest.raises(SourceError):
            list(read(path))
    with pytest.raises(SourceError):
        write([], tmp_path / "no" / "such.jsonl")
    with pytest.raises(FormatError, match="no such format"):
        list(read(tmp_path, format="pdf"))  # type: ignore[arg-type]
    with pytest.raises(FormatError, match="no such format"):
        write([], "-", format="pdf")  # type: ignore[arg-type]


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("newsnorm.formats.extras.import_module", none)
    with pytest.raises(MissingExtraError, match=r"pip install 'newsnorm\[parquet\]'"):
        load_extra("pyarrow.parquet")


def test_folders_are_gone_through_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.txt", ".hidden", "a/.git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(name)
    documents = list(read_many([tmp_path]))
    assert [document.raw for document in documents] == [b"a/1.txt", b"a/2.txt", b"b.txt"]


def test_json_files(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for data, wanted in (
        ('{"text": "One."}', ["One."]),
        ('[{"text": "One."}, {"maintext": "Two."}]', ["One.", "Two."]),
        ('{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        ('{"@graph": [{"@type": "NewsArticle", "articleBody": "One."}]}', ["One."]),
        ("[]", []),
    ):
        path.write_text(data)
        assert [document.text for document in read(path)] == wanted


def test_articles_are_refused_where_there_are_none(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"headline": 1, "nonsense": 2}\n')
    with pytest.raises(FormatError, match="#1"):
        list(read_articles(path))
    write([Article(headline="T")], path)
    assert [article.headline for article in read_articles(path)] == ["T"]


def test_lines_of_any_length() -> None:
    stream = io.BufferedReader(io.BytesIO(b"aaaa\nbbbbb\ncc\n\nddddd"))
    assert list(bounded_lines(stream, limit=4)) == [
        (1, b"aaaa\n"),
        (2, None),
        (3, b"cc\n"),
        (4, b"\n"),
        (5, None),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"GIF89a\1\0\1\0",
        b"PK\3\4\x14\0\0",
        b"BZh91AY&SY\0",
    ],
)
def test_what_is_no_text_is_not_read_as_one(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "attachment"
    path.write_bytes(data)
    with pytest.raises(FormatError, match="no text"):
        list(read(path))


def test_a_text_may_begin_as_a_picture_does(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("GIF89a is the name of a format, the museum said.", "utf-8")
    assert [document.error for document in read(path)] == [None]


def test_the_bytes_that_are_read_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "It rained."}\n' * 9))
    counted: list[int] = []
    assert len(list(read(path, count=counted.append))) == 9
    assert sum(counted) == path.stat().st_size
