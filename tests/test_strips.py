"""Lines from a strip are those that measuring word by word gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.scene import Color, points
from deckgen.text import linebreak, metrics
from deckgen.text.breaking import break_at, break_lines
from deckgen.text.fitting import SAFETY, Typesetter
from deckgen.text.strips import joint_lines, strip
from deckgen.text.style import Style

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


@pytest.mark.parametrize(
    "texts",
    [
        ("35%  ", "Cut the way from referral to booking in half by June"),
        ("100%  ", "(first) “quoted” words — and a well-known and/or 12,5 of them…"),
        ("also ", "▸ C1 ", "▸ D2 and more of it"),
        ("no", "break between these two, but behind them"),
        ("In full: ", "", "nothing stands in the middle"),
        ("soft ", "hy\u00adphen\u00adated words are cut"),
        ("one\n", "and a line feed"),
    ],
)
def test_texts_in_several_styles_break_as_the_long_way_breaks_them(texts: tuple[str, ...]) -> None:
    setter = Typesetter("Georgia", "Calibri")
    styles = [
        Style(11 + n % 2, Color("tx1"), bold=n % 2 == 0, heading=n == 2) for n in range(len(texts))
    ]
    runs = [style.run(text) for style, text in zip(styles, texts, strict=True)]
    whole = "".join(texts)
    begins = [sum(map(len, texts[:n])) for n in range(len(texts))]

    def measure(start: int, stop: int) -> int:
        total = 0
        for begin, text, style in zip(begins, texts, styles, strict=True):
            part = text[max(0, start - begin) : max(0, stop - begin)]
            total += setter.width(part, style) if part else 0
        return total

    for width in range(points(30), points(400), points(1.7)):
        ends = break_at(whole, measure, int(width * SAFETY))
        lines = setter.mixed(runs, width).lines
        made = ["".join(run.text for run in line) for line in lines]
        assert made == [whole[a:b] for a, b in zip((0, *ends), ends, strict=False)]
        strips = setter.joined(list(zip(texts, styles, strict=True)))
        known = 0 if strips is None else joint_lines(strips, 11, int(width * SAFETY))
        alike = [style.at(11).run(text) for style, text in zip(styles, texts, strict=True)]
        assert known in (0, len(setter.mixed(alike, width).lines))


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, st.integers(300_000, 6_000_000))
def test_a_bold_text_and_one_behind_it_break_as_the_long_way(
    first: str, second: str, width: int
) -> None:
    setter = Typesetter("Georgia", "Calibri")
    styles = Style(12, Color("tx1"), bold=True), Style(11, Color("tx1"))
    texts = first + "  ", second

    def measure(start: int, stop: int) -> int:
        middle = len(texts[0])
        parts = (texts[0][start:stop], texts[1][max(0, start - middle) : max(0, stop - middle)])
        return sum(setter.width(p, s) for p, s in zip(parts, styles, strict=True) if p)

    whole = "".join(texts)
    ends = break_at(whole, measure, int(width * SAFETY))
    runs = [style.run(text) for style, text in zip(styles, texts, strict=True)]
    made = ["".join(run.text for run in line) for line in setter.mixed(runs, width).lines]
    assert made == [whole[a:b] for a, b in zip((0, *ends), ends, strict=False)]
