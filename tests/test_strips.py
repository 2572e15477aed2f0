"""Lines from a strip are those that measuring word by word gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.scene import Color
from deckgen.text import linebreak, metrics
from deckgen.text.breaking import break_lines
from deckgen.text.fitting import Style, Typesetter
from deckgen.text.strips import strip

WORDS = st.one_of(
    st.text("abcdefgW,.-/()’“”…0189%$ ", min_size=1, max_size=12),
    st.sampled_from(("AVATAR", "Τέλος", "Волна", "目標と成果", "D0-1", "T.A.", "95%", "and/or")),
)
TEXTS = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)


def by_words(text: str, size: float, room: int) -> list[str]:
    return break_lines(text, lambda t: metrics.width(t, "Georgia", size, bold=True), room)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from((10.0, 11.0, 12.5, 14.0, 24.0)), st.integers(300_000, 6_000_000))
def test_a_strip_breaks_where_measured_words_do(text: str, size: float, room: int) -> None:
    measured = strip(text, "Georgia", True, False)
    assert measured is not None
    ends = measured.ends(size, room)
    expected = by_words(text, size, room)
    if ends is None:  # a word has to be cut: then a line ends where no break is
        stops = {0, *linebreak.breaks(text)}
        at = 0
        places = [at := at + len(line) for line in expected]
        assert any(place not in stops for place in places) or len(expected) == 1
        assert measured.lines(size, room) == 0
    else:
        assert [text[a:b] for a, b in zip([0, *ends], ends, strict=False)] == expected
        assert measured.lines(size, room) == len(expected)


@pytest.mark.parametrize("text", ["", "one\ntwo", "soft\u00adly", "done 🎉", "سلام"])
def test_texts_whose_widths_do_not_add_up_have_no_strip(text: str) -> None:
    assert strip(text, "Arial", False, False) is None


def test_a_line_that_fits_to_the_unit_is_not_broken() -> None:
    text = "Every patient is seen within a week"
    room = metrics.width(text, "Arial", 13)
    measured = strip(text, "Arial", False, False)
    assert measured is not None
    assert measured.ends(13, room) == [len(text)]
    assert len(measured.ends(13, room - 1) or ()) == 2


@settings(max_examples=500, deadline=None)
@given(st.text("aZé09’'.,-:%;!?… ", min_size=1, max_size=14))
def test_plain_words_break_where_the_rules_say(text: str) -> None:
    by_rules = {*linebreak._by_rules(text), len(text)}
    if text.strip():
        assert set(linebreak.breaks(text)) == by_rules


def test_paragraphs_of_equal_texts_keep_their_own_look() -> None:
    setter = Typesetter("Georgia", "Arial")
    plain = Style(12, Color("tx1"))
    quiet = Style(12, Color("tx1", 75_000, 25_000))
    made = [setter.paragraph("On track", s, 3_000_000) for s in (plain, quiet, plain)]
    assert [p.lines[0][0].color for p in made] == [plain.color, quiet.color, plain.color]
    assert made[0] is made[2]
