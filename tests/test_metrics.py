from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.text import metrics

EM = 100 * 12_700
ALL = ("Arial", "Calibri", "Georgia", "Times New Roman", "Courier New", "Verdana", "Trebuchet MS")


def em(text: str, family: str = "Arial", **style: bool) -> float:
    return metrics.width(text, family, 100, **style) / EM


def test_widths_are_those_of_arial():
    # Advances of Arial in 1/2048 em: H 1479, a 1139, m 1706, space 569.
    assert em("H") == pytest.approx(1479 / 2048, abs=1e-5)
    assert em("a m") == pytest.approx((1139 + 569 + 1706) / 2048, abs=1e-5)


def test_kerning_pairs_stand_closer_than_their_letters():
    assert em("AV") < em("A") + em("V")
    assert em("To", "Calibri") < em("T", "Calibri") + em("o", "Calibri")
    assert em("АВТО") > 0
    assert em("AV", "Courier New") == pytest.approx(1.2, abs=0.01)


def test_width_grows_with_size_and_rounds_up():
    assert metrics.width("Revenue", "Arial", 24) == pytest.approx(
        2 * metrics.width("Revenue", "Arial", 12), abs=2
    )
    assert metrics.width("i", "Arial", 10) == -(-455 * 10 * 12_700 // 2048)


@pytest.mark.parametrize("family", ALL)
def test_every_family_has_four_faces_and_bold_is_not_narrower(family: str):
    text = "Reduce the time to first value to 3 days"
    assert metrics.known(family)
    assert metrics.known(family.upper())
    assert em(text, family, bold=True) >= em(text, family)
    assert em(text, family, bold=True, italic=True) > 0
    assert em(text, family, italic=True) > 0


@pytest.mark.parametrize("family", ALL)
@pytest.mark.parametrize(
    "text", ["Größe façade İstanbul źródło", "Рост выручки", "Ελλάδα", "“quote” – — … €"]
)
def test_every_family_has_european_scripts(family: str, text: str):
    assert metrics.missing(text, family) == ""
    assert 0.3 < em(text, family) / len(text) < 0.9


def test_an_unknown_family_is_measured_wide():
    text = "Make every release safe and boring"
    assert not metrics.known("Papyrus Nova")
    assert em(text, "Papyrus Nova") >= max(em(text, family) for family in ALL[:4])


def test_ideographs_take_a_full_em():
    assert em("日本") == pytest.approx(2)
    assert em("한국") == pytest.approx(2)
    assert em("ab日本") > em("ab") + 2, "programs set a small space between Latin and Chinese"
    assert em("「はい」") == pytest.approx(4)


@pytest.mark.parametrize("emoji", ["🎯", "👩🏽‍💻", "🇩🇪", "1️⃣", "⚠️", "👨‍👩‍👧‍👦"])
def test_an_emoji_is_counted_once_however_it_is_made(emoji: str):
    assert em(emoji) == pytest.approx(1.25)
    assert em(f"a{emoji}b") == pytest.approx(em("a") + 1.25 + em("b"), abs=0.001)


def test_marks_and_invisible_characters_take_no_room():
    assert em("e\u0301") == em("e")
    assert em("a\u200bb\u2060c\u200ed") == pytest.approx(em("abcd"), abs=0.001)
    assert em("line\n") == em("line")
    assert em("") == 0


def test_a_soft_hyphen_counts_only_where_a_line_ends_with_it():
    assert em("key\u00adresult") == pytest.approx(em("keyresult"), abs=0.01)
    assert em("key\u00ad") == pytest.approx(em("key") + em("-"), abs=0.01)


def test_a_tab_is_four_spaces():
    assert em("\t") == pytest.approx(em("    "))


def test_arabic_letters_join():
    # Five letters apart are much wider than the word they make.
    word = "تحسين"
    assert 1 < em(word) < 0.9 * sum(em(letter) for letter in word)
    assert em("لا") < em("ل") + em("ا")


@pytest.mark.parametrize("text", ["ลูกค้า", "ग्राहक", "לקוחות", "អតិថិជន", "● ▲ ■ ○ ✓ → ▸ ★"])
def test_other_scripts_and_symbols_come_from_stand_ins(text: str):
    assert metrics.missing(text, "Arial") == ""
    assert 0.2 < em(text) / len(text) < 1.1


def test_missing_names_each_strange_character_once():
    assert metrics.missing("a\ue000b\ue000\ue001", "Arial") == "\ue000\ue001"
    assert em("\ue000") > 1


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(ALL), st.booleans())
def test_widths_add_up_but_for_the_seam(first: str, second: str, family: str, bold: bool):
    # Kerning, a joined letter, a soft hyphen or an emoji sequence at the seam: two ems at most.
    whole = em(first + second, family, bold=bold)
    parts = em(first, family, bold=bold) + em(second, family, bold=bold)
    assert abs(whole - parts) <= 2.6


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_has_a_width(text: str):
    assert 0 <= em(text) <= 4 * len(text)
