"""Seeds, and small cases with their answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsnorm import InputError, Repaired, repair

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def seed(number: int) -> str:
    """Return the text of a seed."""
    (path,) = SEEDS.glob(f"{number:03}_*.txt")
    return path.read_bytes().decode("utf-8")


def test_the_seed_is_repaired_completely() -> None:
    source = seed(0)
    repaired = repair(source)
    assert repaired.text == source.encode("mac_roman").decode("utf-8")
    assert 'title: "🔥🔥 [Donald' in repaired.text
    assert "US-Präsident Trump" in repaired.text
    assert {edit.reason for edit in repaired.edits} == {"utf-8 read as mac_roman"}
    assert repaired.damage == ()


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_clean_seeds_are_untouched(number: int) -> None:
    assert repair(seed(number)) == Repaired(text=seed(number))


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("KÃ¶ln", "Köln"),
        ("Pr√§sident", "Präsident"),
        ("cafÃ©", "café"),
        ("L'Ã‰quipe", "L'Équipe"),
        ("voilÃ  le travail", "voilà le travail"),
        ("la for&ecirc;t d&eacute;truite", "la forêt détruite"),
        ("la for&amp;ecirc;t &amp;amp; l'eau", "la forêt & l'eau"),
        ("caf&#195;&#169;", "café"),
        ("l\x92ami", "l’ami"),
        ("ab\x08c", "abc"),
        ("\ud83d\ude00", "😀"),
        ("caf\udcc3\udca9", "café"),
        ("cafe\u0301", "café"),
        ("Ïðàâèòåëüñòâî îòëîæèëî ðåøåíèå", "Правительство отложило решение"),
        ("Yaðýþ nedeniyle kapanan yol dün açýldý", "Yağış nedeniyle kapanan yol dün açıldı"),
    ],
)
def test_small_cases(source: str, wanted: str) -> None:
    assert repair(source).text == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "&",
        "AT&T &c; write &eacute; in <b>HTML</b>",
        "NESTLÉ® and ALDI™",
        "VOCÊ… É… SÓ…",
        "“quoted” – ‘twice’ — «thrice»",
        "(-1/2)! = √π",
        "Kjörstjórn er að störfum, þrátt fyrir veður og ýmsa erfiðleika.",
        "Õhtul sõitsid lapsed jälle koju, sest öö oli külm.",
        "Të gjithë fëmijët shkuan në shkollë, por askush s'e hapi derën.",
        "Рівне і Рів — це міста. Сіль, Рік.",
        "┌──┬──┐ │ a │ b │ └──┴──┘",
        "ﾆﾎﾝｺﾞ",
        "10 µm ± 0,5 °C × 3",
    ],
)
def test_right_as_it_stands(text: str) -> None:
    assert repair(text) == Repaired(text=text)


def test_quotation_marks_dashes_and_spaces_stay() -> None:
    repaired = repair("â€œOui\u00a0!â€\x9d – â€˜nonâ€™ fÃ¼r “alle”")
    assert repaired.text == "“Oui\u00a0!” – ‘non’ für “alle”"


def test_layers_are_named_from_inside() -> None:
    (edit,) = repair("fÃƒÂ¼r").edits
    assert edit.reason == "utf-8 read as cp1252, twice"
    assert (edit.original, edit.replacement) == ("ÃƒÂ¼", "ü")


def test_lost_bytes_are_completed_where_the_word_tells() -> None:
    source = "Les Ã©lÃ¨ves ont Ã©tÃ© reÃ§us Ã  la mairie, oÃ¹ ils ont dÃ©jeunÃ©."
    repaired = repair(source)
    assert repaired.text == "Les élèves ont été reçus à la mairie, où ils ont déjeuné."
    assert "utf-8 read as cp1252, then bytes lost" in {edit.reason for edit in repaired.edits}


def test_what_is_lost_is_damage() -> None:
    repaired = repair("Der Pr\ufffdsident und \udc12 mehr")
    assert repaired.text == "Der Pr\ufffdsident und \udc12 mehr"
    assert [(d.start, d.end) for d in repaired.damage] == [(6, 7), (18, 19)]
    repaired = repair("O pradďż˝ mare, dupďż˝ cum se spune")
    assert "\ufffd" in repaired.text
    assert len(repaired.damage) == 2


def test_long_lines_and_many_lines_end() -> None:
    line = "fÃ¼r √§ Рё \ud800 &eacute; " * 4_000
    assert repair(line).text
    assert repair("Ã\n" * 20_000).text


def test_only_text_is_taken() -> None:
    with pytest.raises(InputError):
        repair(b"bytes")  # type: ignore[arg-type]


def test_an_apostrophe_inside_a_word_goes_with_the_letters() -> None:
    text = "r&eacute;duire le bruit et d&#39;assurer un partage; &#39;oui&#39;"
    assert repair(text).text == "réduire le bruit et d'assurer un partage; &#39;oui&#39;"


def test_a_quotation_mark_that_could_be_a_word_follows_its_opening_one() -> None:
    text = "He said ÔÇ£we won.ÔÇØ It means that nothing else counts."
    assert repair(text).text == "He said “we won.” It means that nothing else counts."


def test_no_codec_is_believed_that_garbles_a_sound_word() -> None:
    source = "§e v§ak gakľ §lo, ka§dy to dokázal skvěle a §ádne §aby §ilo."
    assert "dokázal skvěle" in repair(source).text


@pytest.mark.parametrize(
    "source", ["图片锟斤拷锟斤拷", "占쏙옙占쏙옙 확인", "図鐃緒申像", "嚙踝蕭圖片"]
)
def test_replacement_characters_misread_in_the_far_east_are_damage(source: str) -> None:
    repaired = repair(source)
    assert repaired.text == source
    assert len(repaired.damage) == 1


def test_replacement_characters_misread_in_a_codec_seldom_met_are_read() -> None:
    repaired = repair("m´┐Żs donn´┐Żes")
    assert repaired.text == "m\ufffds donn\ufffdes"
    assert len(repaired.damage) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The Cα atom and the NFκB pathway (NF-κB) are linked to PPARγ and TNFα.",
        "CO₂-Ausstoß, N₂O und SO₄²⁻ in der Luft über 10⁶ m² Fläche",
        "Tβ4, Aβ42-Peptid, Aβ-Plaques",
        "Der Widerstand beträgt 10 kΩ bei 5 μV, die λ-Sonde und das α-Amylase-Gen",
        "PRщики и SMMщики обсудили, а iPhoneом его не назовёшь; mРНК-вакцина",
        "Yeğen Çağrı'nın doğum günü kutlandı, öğretmen Şükrü söyledi",
    ],
)
def test_letters_of_two_alphabets_in_a_word_may_be_right(text: str) -> None:
    assert repair(text) == Repaired(text=text)


def test_digits_below_the_line_follow_the_codec_of_the_line() -> None:
    assert repair("Emiss├Áes M├®dias em kgCOÔéée").text == "Emissões Médias em kgCO₂e"


def test_no_reading_is_taken_that_is_no_word_of_any_language() -> None:
    assert not any("а" <= letter <= "я" for letter in repair("* æ¥æ¬èª *").text)


def test_a_lone_control_in_latin_text_is_no_letter_of_another_alphabet() -> None:
    assert max(repair("The control at the end is intentional \x81").text) < "\u0400"
