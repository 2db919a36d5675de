"""Headlines, kickers, standfirsts, bylines, datelines of plain text."""

from __future__ import annotations

import pytest
from envelope.documents import HEADLINES, PARAGRAPHS

from newsnorm.envelope import find_headline, split_envelope
from newsnorm.envelope.titles import clean_title, same_title

BODY = "\n".join(PARAGRAPHS[:3])
THAI = (
    "สภาเมืองผ่านงบประมาณใหม่",
    "สภาเมืองลงมติผ่านงบประมาณใหม่เมื่อวันจันทร์ด้วยคะแนนเสียงข้างมาก ฝ่ายค้านลงคะแนนคัดค้าน",
)


@pytest.mark.parametrize(
    ("headline", "paragraph"), [*zip(HEADLINES, PARAGRAPHS, strict=True), THAI]
)
@pytest.mark.parametrize("joint", ["\n", "\n\n", "\r\n\r\n"])
def test_a_short_line_above_a_paragraph(headline: str, paragraph: str, joint: str) -> None:
    envelope = split_envelope(f"{headline}{joint}{paragraph}")
    assert (envelope.headline, envelope.body) == (headline, paragraph)


@pytest.mark.parametrize(
    "text",
    [
        *PARAGRAPHS,
        BODY,
        "Council passes the budget",
        "Rose and thorn\nWind and rain\nThat is the life\nI live again",
        "Budget:\nThe council passed it on Monday after a long and bitter debate in the hall.",
        "- first of all it rained\n- then it rained again\nIt rained all day long in the valley.",
        "The council passed the budget.\n" + PARAGRAPHS[0],
        "https://example.org/some/long/path/of/it\n" + PARAGRAPHS[0],
        "Jo Roe\n" + PARAGRAPHS[0],
        "3 May 2024, 10:00\n" + PARAGRAPHS[0],
        "By Jo Roe and Al Poe\n" + PARAGRAPHS[0],
        "\nCouncil passes the budget\n" + PARAGRAPHS[0],
    ],
)
def test_no_headline(text: str) -> None:
    envelope = split_envelope(text)
    assert (envelope.headline, envelope.body) == (None, text)


def test_an_interview_keeps_its_first_question() -> None:
    turns = [
        f"And what will you do about the {word}?\nWe will do what we can do, and no more than that."
        for word in ("rain", "flood", "wind", "cold", "heat")
    ]
    text = "\n".join(turns)
    assert split_envelope(text).body == text


def test_the_same_headline_with_other_marks() -> None:
    text = f"🔴 [Live] Council: “No” to the budget\nCouncil: «No» to the budget\n{BODY}"
    envelope = split_envelope(text)
    assert envelope.headline == "Council: “No” to the budget"
    assert envelope.values("title") == ("🔴 [Live] Council: “No” to the budget",)
    assert envelope.body == BODY


def test_a_paragraph_that_begins_with_the_headline() -> None:
    text = f"Council says no to the budget.\nCouncil says no to the budget. {PARAGRAPHS[0]}"
    envelope = split_envelope(text)
    assert envelope.headline == "Council says no to the budget."
    assert envelope.body == PARAGRAPHS[0]
    assert [removal.kind for removal in envelope.removals] == ["headline", "title_repeat"]


def test_a_repeated_paragraph_is_no_headline() -> None:
    text = f"{PARAGRAPHS[0]}\n{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}"
    assert split_envelope(text).body == text


def test_kicker_standfirst_and_indented_body() -> None:
    text = (
        f"City hall\nCouncil passes the budget after a long debate\n\n{PARAGRAPHS[0]}\n\n"
        f"    {PARAGRAPHS[1]}\n    {PARAGRAPHS[2]}\n\n    What comes now\n\n    {PARAGRAPHS[3]}"
    )
    envelope = split_envelope(text)
    assert envelope.kicker == "City hall"
    assert envelope.headline == "Council passes the budget after a long debate"
    assert envelope.description == PARAGRAPHS[0]
    assert envelope.body == (
        f"{PARAGRAPHS[1]}\n{PARAGRAPHS[2]}\n\nWhat comes now\n\n{PARAGRAPHS[3]}"
    )


def test_a_standfirst_that_a_blank_line_sets_apart() -> None:
    text = (
        f"{HEADLINES[0]}\n{PARAGRAPHS[0]}\n\nWhat the council wants to do\n{PARAGRAPHS[1]}\n"
        f"{PARAGRAPHS[2]}\n{PARAGRAPHS[3]}"
    )
    envelope = split_envelope(text)
    assert envelope.description == PARAGRAPHS[0]
    assert envelope.body.startswith("\nWhat the council wants to do\n")


def test_a_standfirst_above_byline_and_time() -> None:
    text = (
        f"{HEADLINES[0]}\n{PARAGRAPHS[0]}\nBy Jo Roe and Al Poe\n3 May 2024, 10:00\n"
        f"{PARAGRAPHS[1]}\n{PARAGRAPHS[2]}"
    )
    envelope = split_envelope(text)
    assert envelope.description == PARAGRAPHS[0]
    assert envelope.values("author") == ("Jo Roe and Al Poe",)
    assert envelope.values("date_published") == ("3 May 2024, 10:00",)
    assert envelope.body == f"{PARAGRAPHS[1]}\n{PARAGRAPHS[2]}"


def test_the_first_paragraph_is_no_standfirst_by_itself() -> None:
    text = f"{HEADLINES[0]}\n\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}"
    envelope = split_envelope(text)
    assert envelope.description is None
    assert envelope.body == "\n\n".join(PARAGRAPHS[:3])


def test_sections_above_a_headline_go() -> None:
    text = f"Home\nCity\n3 May 2024\n{HEADLINES[0]}\n{BODY}"
    envelope = split_envelope(text)
    assert (envelope.headline, envelope.kicker, envelope.body) == (HEADLINES[0], None, BODY)
    assert envelope.values("date_published") == ("3 May 2024",)


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("LIMA, Peru (AP) — ", "LIMA, Peru", "AP"),
        ("Berlin (dpa/AFP) - ", "Berlin", "dpa/AFP"),
        ("新华社北京5月3日电 ", "北京", "新华社"),
        ("(서울=연합뉴스) ", "서울", "연합뉴스"),
    ],
)
def test_datelines_are_read_and_stay(opening: str, place: str, agency: str) -> None:
    text = opening + PARAGRAPHS[0]
    envelope = split_envelope(text)
    assert envelope.values("dateline") == (place,)
    assert envelope.values("source_organization") == (agency,)
    assert envelope.body == text


def test_a_party_in_parentheses_is_no_agency() -> None:
    assert split_envelope(f"Jo Roe (SDP) - {PARAGRAPHS[0]}").fields == ()


def test_titles_are_cleaned_only_where_something_is_left() -> None:
    assert clean_title("[All of it]") == ("[All of it]", 0)
    assert clean_title("🔥") == ("🔥", 0)
    assert clean_title("【速報】 大雨") == ("大雨", 5)
    assert not same_title("A", "a")


@pytest.mark.parametrize("button", ["Skip to main content", "zum Hauptinhalt", "Newsletter"])
def test_a_button_of_the_page_is_neither_kicker_nor_headline(button: str) -> None:
    prose = "The harbour was flooded by the storm on Monday, the harbour master said.\n" * 3
    envelope = split_envelope(f"{button}\nStorm floods the old harbour again\n{prose}")
    assert envelope.headline == "Storm floods the old harbour again"
    assert envelope.kicker is None
    assert split_envelope(f"{button}\n{prose}").headline is None


def test_the_only_paragraph_above_chapters_is_the_body() -> None:
    text = (
        "How the storm changed the harbour\n"
        "The storm of last week flooded half of the harbour and changed the coast for years.\n\n"
        "00:00 Intro\n01:12 The night of the storm\n03:45 What the harbour master says\n"
    )
    envelope = split_envelope(text)
    assert envelope.description is None
    assert envelope.body.strip().startswith("The storm of last week")


PARAGRAPH = (
    "The council voted on Monday to close the old harbour bridge, which engineers call unsafe."
)


def test_a_headline_that_stands_again_below_its_date_leaves_the_body() -> None:
    headline = "Council closes the old harbour bridge"
    text = f"{headline}\n7 January 2018, 10:49\n\n{headline}\n\n{PARAGRAPH}\n\n{PARAGRAPH}"
    assert split_envelope(text).body == f"{PARAGRAPH}\n\n{PARAGRAPH}"


def test_a_headline_that_stands_again_below_its_section_leaves_the_body() -> None:
    headline = "Council closes the old harbour bridge"
    text = f"{headline}\n\nTraffic and roads\n\n{headline}\n\n{PARAGRAPH}\n\n{PARAGRAPH}"
    assert split_envelope(text).body.count(headline) == 0


def test_vietnamese_syllables_are_no_words() -> None:
    headline = (
        "Hội đồng thành phố quyết định đóng cửa cây cầu cũ ở bến cảng sau khi các kỹ sư cảnh báo"
        " nguy cơ sập"
    )
    body = (
        "Hội đồng thành phố hôm thứ Hai đã bỏ phiếu đóng cửa cây cầu cũ ở bến cảng, nơi các kỹ sư"
        " cho là không an toàn cho người đi bộ và xe cộ."
    )
    assert split_envelope(f"{headline}\n\n{body}").headline == headline


def test_a_greeting_of_the_page_hides_no_headline_above_a_date() -> None:
    greeting = "You chose the edition for the north, and you will see its news on this page."
    headline = "Council closes the old harbour bridge after warnings by engineers"
    text = f"{greeting}\n\n{headline}\n\n27 March 2023, 17:01\n{PARAGRAPH}\n{PARAGRAPH}"
    assert find_headline(text, split_envelope(text)).headline == headline
    plain = f"{greeting}\n\n{headline}\n\n{PARAGRAPH}\n{PARAGRAPH}"
    assert find_headline(plain, split_envelope(plain)).headline is None
