"""What is read from one string, by kind."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from newsnorm import PartialDate, find_dates, parse_date

REFERENCE = datetime(2025, 6, 15, 12, 30)

BYLINES = [
    ("Stand: 12.02.2025 18:40 Uhr", "de", "2025-02-12T18:40"),
    ("Publié le 12 février 2025 à 18h05, mis à jour à 19h10", "fr", "2025-02-12T18:05"),
    ("14/03/2020 16h15", "fr", "2020-03-14T16:15"),
    ("2025年2月12日 18时05分", "zh", "2025-02-12T18:05"),
    ("2025年2月12日 下午6:05", "zh", "2025-02-12T18:05"),
    ("١٢ فبراير ٢٠٢٥", "ar", "2025-02-12"),
    ("Обновлено 12 февраля 2025, 18:05 МСК", "ru", "2025-02-12T18:05+03:00"),
    ("Video 2025 erstellt", "de", "2025"),
    ("12.02.2025 | 3:35 min", "de", "2025-02-12"),
    (" date 2025-02 ", None, "2025-02"),
    ("Die Sendung lief am 13.02.2025 im Programm eines Senders.", "de", "2025-02-13"),
    ("입력 2025.02.12. 오후 6:05 수정 2025.02.13. 오전 7:10", "ko", "2025-02-12T18:05"),
    ("Thứ Tư, 12/02/2025 18:05 (GMT+7)", "vi", "2025-02-12T18:05+07:00"),
    ("Rabu, 12 Feb 2025 18:05 WIB", "id", "2025-02-12T18:05+07:00"),
    ("Publicado em 12/02/2025 às 18h05 - Atualizado às 19h10", "pt", "2025-02-12T18:05"),
    ("kl. 18.05, 12. februar 2025", "da", "2025-02-12T18:05"),
    ("12/2 2025", "sv", "2025-02-12"),
    ("8:25 a.m. Feb. 12, 2025", "en", "2025-02-12T08:25"),
    ("11:48, Wed, Feb 12, 2025 | UPDATED: 11:50, Wed, Feb 12, 2025", "en", "2025-02-12T11:48"),
    ("Wednesday, 12th February 2025", "en", "2025-02-12"),
    ("le 1er mars 2025", "fr", "2025-03-01"),
    ("Feb. 12, '25", "en", "2025-02-12"),
    ("FEVRIER 2025", "fr", "2025-02"),
    ("12 באוגוסט 2025", "he", "2025-08-12"),
    ("2025(e)ko otsailaren 12(a)", "eu", "2025-02-12"),
    ("February 3–9, 2025", "en", "2025-02-03"),
    ("12.II.2025", "pl", "2025-02-12"),
    ("17 верес 2025 6:17", "uk", "2025-09-17T06:17"),
    ("Wissen07.05.20257. Mai 2025", "de", "2025-05-07"),
    ("The Daily StarNovember 13, 20250", "en", "2025-11-13"),
    ("Sport 13.06.20254 min", "de", "2025-06-13"),
    ("in 2025", "en", "2025"),
    ("12 Uhr am 5. Mai 2025", "de", "2025-05-05T12"),
]
MACHINES = [
    ("2025-02-12T18:05:07+01:00", "2025-02-12T18:05:07+01:00"),
    ("2025-02-12T18:05:07.25Z", "2025-02-12T18:05:07.250000+00:00"),
    ("2025-02-12T18", "2025-02-12T18"),
    ("2025-02-12T18:05:07,5+01", "2025-02-12T18:05:07.500000+01:00"),
    ("2025-02-12T18-05-07Z", "2025-02-12T18:05:07+00:00"),
    ("2025-02-12T18:05:07+02:00CET", "2025-02-12T18:05:07+02:00"),
    ("2025-02-12T18:05:07%2B01:00", "2025-02-12T18:05:07+01:00"),
    ("2025-02-12T18:05:07 01:00", "2025-02-12T18:05:07+01:00"),
    ("2025-02-12T18:05:07+01:00[Europe/Berlin]", "2025-02-12T18:05:07+01:00"),
    ("20250212T180507Z", "2025-02-12T18:05:07+00:00"),
    ("D:20250212180507+01'00'", "2025-02-12T18:05:07+01:00"),
    ("Wed, 12 Feb 2025 18:05:07 -0500", "2025-02-12T18:05:07-05:00"),
    ("Wed Feb 12 18:05:07 CET 2025", "2025-02-12T18:05:07+01:00"),
    ("Wed Feb 12 2025 18:05:07 GMT+0100 (CET)", "2025-02-12T18:05:07+01:00"),
    ("2025-02-XX", "2025-02"),
    ("2025-02-00", "2025-02"),
    ("2025-00-00", "2025"),
    ("2025-W07-3", "2025-02-12"),
    ("2025-043", "2025-02-12"),
    ('date = "2025-02-12"', "2025-02-12"),
    ("timestamp: 1739383200", "2025-02-12T18:00:00+00:00"),
    ("dateModified: 1739383200123", "2025-02-12T18:00:00.123000+00:00"),
    ("https://example.org/politik/2025/02/12/artikel-123.html", "2025-02-12"),
    ("https://example.org/news/2025/feb/12/title", "2025-02-12"),
    ("https://example.org/2025-02-12-artikel", "2025-02-12"),
]
CALENDARS = [
    ("令和7年2月12日", "ja", "2025-02-12", "japanese"),
    ("民國114年2月12日", "zh", "2025-02-12", "roc"),
    ("12 ก.พ. 2568", "th", "2025-02-12", "buddhist"),
    ("๑๒/๐๒/๖๘", "th", "2025-02-12", "gregorian"),
    ("۲۴ بهمن ۱۴۰۳", "fa", "2025-02-12", "jalali"),
    ("۱۴۰۳/۱۱/۲۴ - ۱۵:۳۰", "fa", "2025-02-12T15:30", "jalali"),
    ("13 شعبان 1446 هـ", "ar", "2025-02-12", "hijri"),
]
RELATIVES = [
    ("vor 2 Stunden", "de", "2025-06-15T10:30"),
    ("vor etwa 23 Stunden", "de", "2025-06-14T13:30"),
    ("an hour ago", "en", "2025-06-15T11:30"),
    ("il y a 3 jours", "fr", "2025-06-12"),
    ("3天前", "zh", "2025-06-12"),
    ("час назад", "ru", "2025-06-15T11:30"),
    ("gestern, 18:05 Uhr", "de", "2025-06-14T18:05"),
    ("Posted 2 days ago | Duration 12:38", "en", "2025-06-13"),
    ("2 months ago", "en", "2025-04"),
    ("15 hrs", "en", "2025-06-14T21:30"),
    ("in 3 days", "en", "2025-06-18"),
]


def read(text: str, **known: Any) -> PartialDate:
    """Read a text that has a date."""
    date = parse_date(text, **known)
    assert date is not None, text
    return date


@pytest.mark.parametrize(("text", "language", "wanted"), BYLINES)
def test_byline(text: Any, language: Any, wanted: Any) -> None:
    assert str(read(text, language=language)) == wanted


@pytest.mark.parametrize(("text", "wanted"), MACHINES)
def test_machine_format(text: Any, wanted: Any) -> None:
    assert str(read(text)) == wanted


@pytest.mark.parametrize(("text", "language", "wanted", "calendar"), CALENDARS)
def test_calendar(text: Any, language: Any, wanted: Any, calendar: Any) -> None:
    date = read(text, language=language)
    assert (str(date), date.calendar) == (wanted, calendar)


def test_a_hijri_date_is_never_certain() -> None:
    assert read("13 شعبان 1446 هـ", language="ar").confidence < 0.9


@pytest.mark.parametrize(("text", "language", "wanted"), RELATIVES)
def test_relative(text: Any, language: Any, wanted: Any) -> None:
    date = read(text, language=language, reference=REFERENCE)
    assert str(date) == wanted
    assert "day" in date.inferred or date.precision in ("month", "year")
    assert parse_date(text, language=language) is None


def test_a_relative_date_takes_the_zone_of_the_reference() -> None:
    reference = datetime.fromisoformat("2025-06-15T12:30+02:00")
    assert str(read("2 hours ago", reference=reference)) == "2025-06-15T10:30+02:00"


def test_a_date_without_a_year() -> None:
    bare = read("8 января, 08:00", language="ru")
    assert (bare.year, bare.month, bare.day, bare.hour) == (None, 1, 8, 8)
    known = read("8 января, 08:00", language="ru", reference=REFERENCE)
    assert (str(known), known.inferred) == ("2025-01-08T08:00", ("year",))
    before = read("24 December", language="en", reference=REFERENCE)
    assert str(before) == "2024-12-24"
    leap = read("29 February", language="en", reference=REFERENCE)
    assert str(leap) == "2024-02-29"


@pytest.mark.parametrize(
    ("text", "language", "region", "wanted", "others"),
    [
        ("03.11.2026", "de", None, "2026-11-03", []),
        ("03.11.2026", "en", None, "2026-11-03", []),
        ("02/03/2025", "en", "US", "2025-02-03", []),
        ("02/03/2025", "en", "GB", "2025-03-02", []),
        ("02/03/2025", "en-GB", None, "2025-03-02", []),
        ("02/03/2025", "fr", None, "2025-03-02", []),
        ("02/03/2025", "en", None, "2025-02-03", ["2025-03-02"]),
        ("02/03/2025", None, None, "2025-03-02", ["2025-02-03"]),
        ("02/13/2025", "fr", None, "2025-02-13", []),
        ("02/03/2025 14:05", "en", None, "2025-03-02T14:05", ["2025-02-03T14:05"]),
        (
            "02/03/2025 2:05 pm EST",
            None,
            None,
            "2025-02-03T14:05-05:00",
            ["2025-03-02T14:05-05:00"],
        ),
        ("26. 8. 1.", "ko", None, "2026-08-01", []),
        ("12/2/25", "de", None, "2025-02-12", []),
        ("2/12/25", "en", "US", "2025-02-12", []),
    ],
)
def test_order_of_day_and_month(
    text: Any, language: Any, region: Any, wanted: Any, others: Any
) -> None:
    date = read(text, language=language, region=region)
    assert (str(date), [str(other) for other in date.alternatives]) == (wanted, others)


def test_not_after_decides_between_readings() -> None:
    date = read("02/03/2025", language="fr", not_after=datetime(2025, 12, 1))
    assert str(date) == "2025-03-02"
    date = read("11/02/2025", language="en", not_after=datetime(2025, 6, 1))
    assert (str(date), date.alternatives) == ("2025-02-11", ())


def test_not_after_passes_over_later_dates() -> None:
    text = "Save the date: 12 March 2026. Published 3 May 2025"
    assert str(read(text, not_after=datetime(2025, 6, 1))) == "2025-05-03"


def test_zones() -> None:
    assert read("12 Feb 2025 18:05 IST", region="IN").offset == 330
    assert read("12 Feb 2025 18:05 IST", region="IE").offset == 60
    assert read("12 Feb 2025 18:05 IST").offset is None
    assert read("12 Feb 2025 18:05 ET").offset is None
    assert read("12 Feb 2025 18:05 GMT-3").offset == -180
    assert read("12 Feb 2025 18:05").zone == "none"
    assert read("12 Feb 2025 18:05 MEZ").zone == "stated"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Published 12 Feb 2025, updated 13 Feb 2025", ["published", "modified"]),
        ("Aktualisiert am 13.02.2025, veröffentlicht am 12.02.2025", ["modified", "published"]),
        ("Updated: Published: 13.02.2025 12:00 12.02.2025 12:00", ["modified", "published"]),
        ("更新：2025年2月13日 公開：2025年2月12日", ["modified", "published"]),
        ("12.02.2025", ["unknown"]),
        ("The long study that was published on 12 March 2024", ["unknown"]),
        ("Publié le 12 mars 2024 à 8h, mis à jour le 13 mars 2024", ["published", "modified"]),
        (
            "The parliament will decide on 12 February 2025 whether it can sit at all this year",
            ["event"],
        ),
    ],
)
def test_roles(text: Any, roles: Any) -> None:
    assert [date.role for date in find_dates(text)] == roles


def test_publication_wins_over_modification() -> None:
    text = "Aktualisiert am 13.02.2025 18:00 Uhr, veröffentlicht am 12.02.2025 17:00 Uhr"
    assert str(read(text, language="de")) == "2025-02-12T17:00"
    assert str(read("Updated 13 Feb 2025")) == "2025-02-13"


def test_find_dates_gives_every_date_with_its_span() -> None:
    text = "BERLIN, 12. Feb (Reuters) – Am 3. März 2024 und am 04.05.2023 um 6 Uhr geschah es."
    dates = find_dates(text, language="de", reference=datetime(2025, 2, 13))
    assert [str(date) for date in dates] == ["2025-02-12", "2024-03-03", "2023-05-04T06"]
    assert all(text[date.start : date.end] == date.text for date in dates)
    assert dates[1].text == "3. März 2024"


@pytest.mark.parametrize(
    ("language", "text", "iso"),
    [
        ("ar", "12 شباط / فبراير 2025 18:05", "2025-02-12T18:05"),
        ("ar", "٧ آذار/مارس ٢٠٢٥", "2025-03-07"),
        ("th", "7 มี.ค. 68", "2025-03-07"),
        (None, "7 มี.ค. 68 | 18:05 น.", "2025-03-07T18:05"),
        ("bn", "৭ জানুয়ারি ২০২৫, ০৬:০৫ পিএম", "2025-01-07T18:05"),
        ("pa", "7 ਫਰਵਰੀ 2025", "2025-02-07"),
        ("kk", "2025 жылғы 7 наурыз, 18:05", "2025-03-07T18:05"),
        ("ky", "2025-жылдын 7-марты", "2025-03-07"),
        ("mn", "2025 оны 03 сарын 07", "2025-03-07"),
        ("km", "ថ្ងៃទី៧ ខែមីនា ឆ្នាំ២០២៥", "2025-03-07"),
        ("my", "မတ် ၇၊ ၂၀၂၅", "2025-03-07"),
        ("ka", "7 მარტს, 2025, 18:05", "2025-03-07T18:05"),
        ("tg", "7 марти соли 2025", "2025-03-07"),
        ("sw", "7 Machi, 2025 saa 18:05", "2025-03-07T18:05"),
        ("zh-Hant", "114年3月7日", "2025-03-07"),
        ("ha", "7 ga watan Fabrairu 2025", "2025-02-07"),
        (None, "7. oktobra 2025 ob 18.05", "2025-10-07T18:05"),
        (None, "2025eko azaroak 7", "2025-11-07"),
    ],
)
def test_headers_of_languages_with_little_press(language: str | None, text: str, iso: str) -> None:
    assert str(parse_date(text, language=language)) == iso


def test_a_year_of_the_republic_of_china_needs_a_month() -> None:
    date = parse_date("114年3月7日", language="zh-Hant")
    assert date is not None
    assert date.calendar == "roc"
    assert parse_date("114年的歷史", language="zh-Hant") is None
