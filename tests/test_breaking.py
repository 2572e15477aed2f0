from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.text import linebreak, metrics
from deckgen.text.breaking import break_at, break_lines
from deckgen.text.clusters import clusters
from deckgen.text.linebreak import breaks, pieces


def measure(text: str) -> int:
    return metrics.width(text, "Arial", 14)


def fixed(text: str) -> int:
    return len(text)


def lines(text: str, width: int) -> list[str]:
    return break_lines(text, fixed, width)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("grow weekly users", ["grow ", "weekly ", "users"]),
        ("two  spaces", ["two  ", "spaces"]),
        ("self-serve", ["self-", "serve"]),
        ("from -5 to 10", ["from ", "-5 ", "to ", "10"]),
        ("2025-26", ["2025-26"]),
        ("95 % or 95%", ["95 ", "% ", "or ", "95%"]),
        ("$1,250.50 (net)", ["$1,250.50 ", "(net)"]),
        ("and/or Q3/Q4 / it", ["and/or ", "Q3/Q4 / ", "it"]),
        ("https://a.org/okr/list", ["https://a.org/okr/list"]),
        ("yes — no", ["yes ", "— ", "no"]),
        ("yes—no", ["yes", "—", "no"]),
        ("10\u00a0days", ["10\u00a0days"]),
        ("soft\u00adhyphen", ["soft\u00ad", "hyphen"]),
        ("zero\u200bwidth", ["zero\u200b", "width"]),
        ("word\u2060-\u2060joiner", ["word\u2060-\u2060joiner"]),
        ("« vite » !", ["« vite » !"]),
        ("( open", ["( open"]),
        ("a\nb", ["a\n", "b"]),
        ("don't isn’t e.g. it", ["don't ", "isn’t ", "e.g. ", "it"]),
        ("Рост-план ЭБ", ["Рост-", "план ", "ЭБ"]),
        ("日本語、です。", ["日", "本", "語、", "で", "す。"]),
        ("「はい」ー", ["「は", "い」ー"]),
        ("3%まで", ["3%", "ま", "で"]),
        ("한국어 문장", ["한", "국", "어 ", "문", "장"]),
        ("🇩🇪🇫🇷", ["🇩🇪", "🇫🇷"]),
        ("👩🏽‍💻👍🏽", ["👩🏽‍💻", "👍🏽"]),
        ("", [""]),
        ("   ", ["   "]),
    ],
)
def test_a_line_may_break_where_unicode_says(text: str, expected: list[str]):
    assert pieces(text) == expected


def test_thai_breaks_before_leading_vowels_and_keeps_marks():
    cut = pieces("เพิ่มความพึงพอใจของลูกค้า")
    assert len(cut) > 3
    assert all(not "\u0e30" <= piece[0] <= "\u0e3a" for piece in cut)
    assert all(piece[-1] not in "เแโใไ" for piece in cut)


def test_khmer_breaks_outside_stacked_consonants():
    cut = pieces("បង្កើនការពេញចិត្តរបស់អតិថិជន")
    assert len(cut) > 3
    assert all(piece[-1] != "\u17d2" and piece[0] != "\u17d2" for piece in cut)


def test_words_fill_lines_and_spaces_hang():
    assert lines("one two three", 7) == ["one two ", "three"]
    assert lines("one two      three", 7) == ["one two      ", "three"]


def test_a_line_feed_forces_a_break():
    assert lines("a\nb", 10) == ["a\n", "b"]
    assert lines("a\n", 10) == ["a\n", ""]
    assert lines("\n\na", 10) == ["\n", "\n", "a"]
    assert lines("", 10) == [""]


def test_a_word_wider_than_the_line_breaks_at_the_box():
    assert lines("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
    assert lines("go " + "x" * 12 + " on", 10) == ["go ", "x" * 10, "xx on"]


def test_two_hundred_letters_without_a_break_stay_inside():
    word = "Donaudampfschifffahrt" * 10
    cut = break_lines(word, measure, 1_000_000)
    assert "".join(cut) == word
    assert all(measure(line) <= 1_000_000 for line in cut)


def test_a_soft_hyphen_at_the_end_of_a_line_needs_room_for_its_hyphen():
    def shown(text: str) -> int:
        return len(text.replace("\u00ad", "")) + text.endswith("\u00ad")

    assert break_lines("key\u00adresult", shown, 4) == ["key\u00ad", "resu", "lt"]
    assert break_lines("key\u00adre", shown, 3) == ["key", "\u00adre"]


def test_soft_hyphens_inside_a_line_take_no_room():
    plain = "incomprehensibilities notwithstanding " * 4
    soft = "\u00ad".join(plain[at : at + 3] for at in range(0, len(plain), 3))
    filled = break_lines(soft, measure, 3_000_000)
    # Kerning across a soft hyphen is lost, and its line may end later than a word would.
    assert len(filled) <= len(break_lines(plain, measure, 3_000_000))


def test_clusters_stay_whole_in_the_narrowest_box():
    text = "👩🏽‍💻e\u0301🇩🇪한각เพิ่ม"
    assert "".join(clusters(text)) == text
    assert break_lines(text, fixed, 1) == clusters(text)


def test_closing_punctuation_never_begins_a_line():
    text = "お客様の満足度を高める、納期を半分に短縮する。「小さな成功」を積み重ねる。" * 3
    for width in range(1_000_000, 2_000_000, 90_000):
        cut = break_lines(text, measure, width)
        assert all(line[0] not in "、。」ー" and line[-1] != "「" for line in cut)


def test_positions_serve_text_of_several_styles():
    def wide_from_five(start: int, stop: int) -> int:
        return sum(2 if at >= 5 else 1 for at in range(start, stop))

    assert break_at("aaaa bbbb", wide_from_five, 9) == [5, 9]
    assert break_at("aaaa bbbb", wide_from_five, 13) == [9]


ALPHABET = st.sampled_from(
    [*"abcXYZ 019 .,;:!?%-—/()“”«»'日本語、。「」ーค้เาកខ្한국אבلام", "\u00a0", "\u00ad", "\n",
     "\u0301", "\u200d", "👩", "🏽", "🇩", "🇪", "self-serve ", "revenue ", "АБВ ", "e.g. "]
)  # fmt: skip
TEXT = st.lists(ALPHABET, max_size=60).map("".join) | st.text(max_size=60)


@settings(max_examples=150, deadline=None)
@given(TEXT, st.integers(20_000, 3_000_000))
def test_lines_joined_give_the_text_and_stay_in_the_box(text: str, width: int):
    cut = break_lines(text, measure, width)
    assert "".join(cut) == text
    for line in cut:
        shown = line.rstrip(" \n")
        assert measure(shown) <= width or len(clusters(shown)) == 1


@settings(max_examples=100, deadline=None)
@given(TEXT)
def test_a_wide_box_breaks_only_at_line_feeds(text: str):
    assert len(break_lines(text, measure, 10**9)) == text.count("\n") + 1


@settings(max_examples=150, deadline=None)
@given(TEXT)
def test_judging_word_by_word_gives_the_breaks_of_the_whole_text(text: str):
    assert breaks(text) == tuple(sorted({*linebreak._by_rules(text), len(text)}))


@settings(max_examples=150, deadline=None)
@given(TEXT)
def test_breaks_rise_to_the_end_and_spare_clusters(text: str):
    ends = breaks(text)
    assert ends[-1] == len(text)
    assert list(ends) == sorted(set(ends))
    inside, at = set(), 0
    for cluster in clusters(text):
        inside.update(range(at + 1, at + len(cluster)))
        at += len(cluster)
    assert not inside & set(ends)
