from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.scene import EMU_PER_POINT, Color, points
from deckgen.text.direction import is_rtl
from deckgen.text.fitting import SAFETY, Typesetter
from deckgen.text.style import Style

INK = Color("tx1")
BODY = Style(14, INK)
LONG = (
    "Grow self-serve revenue so that the business no longer depends on ten big accounts, "
    "and keep the customers we have."
)


def setter() -> Typesetter:
    return Typesetter("Georgia", "Arial")


def plain(paragraph) -> list[str]:
    return ["".join(run.text for run in line) for line in paragraph.lines]


def test_lines_fill_at_most_the_safe_share_of_the_box():
    ts = setter()
    made = ts.paragraph(LONG, BODY, 3_000_000)
    assert made.text == LONG
    assert len(made.lines) == ts.lines(LONG, BODY, 3_000_000) > 2
    assert all(ts.width(line.rstrip(), BODY) <= 3_000_000 * SAFETY for line in plain(made))


def test_headings_are_measured_in_the_heading_font():
    ts = setter()
    heading = Style(14, INK, heading=True)
    assert ts.width("Revenue", heading) != ts.width("Revenue", BODY)
    assert ts.width("Revenue", heading) == Typesetter("Arial", "Georgia").width("Revenue", BODY)


def test_height_is_pitch_times_lines():
    ts = setter()
    made = ts.paragraph(LONG, BODY, 3_000_000, space_before=6)
    per_line = 14 * 1.2 * EMU_PER_POINT
    assert abs(ts.height([made]) - len(made.lines) * per_line) <= 1
    assert abs(ts.height([made, made]) - 2 * ts.height([made]) - points(6)) <= 1
    assert abs(ts.height([made], 0.9) - 0.9 * ts.height([made])) <= 1


def test_a_text_fits_just_in_its_height():
    ts = setter()
    height = ts.height([ts.paragraph(LONG, BODY, 3_000_000)])
    assert ts.fits(LONG, BODY, 3_000_000, height)
    assert not ts.fits(LONG, BODY, 3_000_000, height - 2)


def test_siblings_share_the_largest_size_that_suits_all():
    ts = setter()
    alone = ts.largest(["Short"], BODY, 3_000_000, [18, 14, 12], 2)
    both = ts.largest(["Short", LONG], BODY, 6_000_000, [18, 14, 12], 2)
    assert alone == 18
    assert both < 18
    assert ts.largest([LONG * 5], BODY, 1_000_000, [18, 14, 12], 1) == 12


COMPOUND = "Vertriebsunterstützungsgesellschaft"


def test_type_is_smaller_before_a_word_is_cut():
    ts = setter()
    room = int(ts.width(COMPOUND, BODY.at(14)) / SAFETY) + 1
    text = f"{COMPOUND} hat ein Ziel"
    assert ts.lines(text, BODY.at(18), room) <= 3
    assert ts.cuts(text, BODY.at(18), room)
    assert ts.largest([text], BODY, room, [18, 14, 12], 3) == 14
    assert ts.largest([text], BODY, room // 4, [18, 16], 99) == 18, "no size keeps it whole"


def test_a_balanced_title_cuts_no_word_that_its_box_has_room_for():
    ts = setter()
    title = Style(24, INK, bold=True, heading=True)
    width = int(ts.width(f"{COMPOUND} has one", title) / SAFETY)
    text = f"{COMPOUND} has one objective"
    narrow = ts.balanced_width(text, title, width)
    assert plain(ts.paragraph(text, title, narrow))[0].rstrip().split()[0] == COMPOUND


def test_a_mixed_paragraph_breaks_as_one_text():
    ts = setter()
    bold = Style(14, INK, bold=True)
    runs = [BODY.run("Grow self-"), bold.run("serve rev"), BODY.run("enue so that it lasts")]
    made = ts.mixed(runs, 1_500_000)
    assert made.text == "Grow self-serve revenue so that it lasts"
    assert all(" rev" not in line or "revenue" in line for line in plain(made)), (
        "no break in a word"
    )
    assert [run.bold for line in made.lines for run in line if "serve" in run.text] == [True]


def test_a_mixed_paragraph_of_one_style_breaks_like_a_plain_one():
    ts = setter()
    cut = [BODY.run(LONG[a : a + 7]) for a in range(0, len(LONG), 7)]
    # Kerning stops at a run's end, so a line may be a hair wider; none is near enough to matter.
    assert plain(ts.mixed(cut, 3_000_000)) == plain(ts.paragraph(LONG, BODY, 3_000_000))


def test_a_mixed_paragraph_repeats_words_without_confusion():
    ts = setter()
    big = BODY.at(40)
    made = ts.mixed([BODY.run("go go go go "), big.run("go go go go")], 900_000)
    assert made.text == "go go go go go go go go"
    for line in made.lines:
        width = sum(ts.width(r.text, BODY.at(r.size)) for r in line[:-1])
        width += ts.width(line[-1].text.rstrip(), BODY.at(line[-1].size))
        assert width <= 900_000


def test_an_empty_mixed_paragraph_has_one_empty_line():
    assert setter().mixed([], 900_000).lines == ((),)


def test_shortening_ends_at_a_word_and_is_reported():
    ts = setter()
    made = ts.shorten(LONG, BODY, 3_000_000, 2, subject="D1")
    assert len(made.lines) == 2
    assert made.text.endswith("…")
    kept = made.text[:-1]
    assert LONG.startswith(kept)
    assert LONG[len(kept)] in " ,-"
    (finding,) = ts.findings
    assert (finding.rule, finding.subject) == ("text-shortened", "D1")


def test_what_fits_is_not_shortened():
    ts = setter()
    assert ts.shorten("Short", BODY, 3_000_000, 1).text == "Short"
    assert ts.findings == []


def test_a_single_long_word_is_shortened_inside_and_never_inside_a_cluster():
    ts = setter()
    made = ts.shorten("👩🏽‍💻" * 30, BODY, 1_000_000, 1)
    assert len(made.lines) == 1
    assert made.text == "👩🏽‍💻" * (len(made.text) // 4) + "…"
    assert len(made.text) > 4


def test_a_balanced_title_has_lines_of_similar_length():
    ts = setter()
    title = Style(24, INK, heading=True)
    text = "Customers renew because the product earns it every single quarter now"
    width = ts.width(text, title) - points(20)
    assert len(plain(ts.paragraph(text, title, width))[1].split()) <= 2
    narrow = ts.balanced_width(text, title, width)
    first, second = plain(ts.paragraph(text, title, narrow))
    assert narrow < width
    assert 0.6 < ts.width(second, title) / ts.width(first.rstrip(), title) < 1.67


def test_a_title_of_one_line_keeps_its_box():
    assert setter().balanced_width("Short", BODY, 3_000_000) == 3_000_000


def test_the_first_strong_character_sets_the_direction():
    assert is_rtl("زيادة رضا العملاء")
    assert is_rtl("95 % שביעות רצון in Q3")
    assert not is_rtl("OKR زيادة")
    assert not is_rtl("95 %")
    assert not is_rtl("")
    ts = setter()
    assert ts.paragraph("שביעות רצון", BODY, 3_000_000).rtl
    assert ts.mixed([BODY.run("شكرا")], 3_000_000).rtl
    assert not ts.paragraph("Revenue", BODY, 3_000_000).rtl


WORDS = st.lists(
    st.sampled_from(["grow", "self-serve", "A", "日本語、", "x" * 40, "«да»"]), max_size=20
)


@settings(max_examples=60, deadline=None)
@given(WORDS.map(" ".join), st.integers(300_000, 5_000_000), st.integers(1, 4))
def test_a_shortened_text_keeps_to_its_lines(text: str, width: int, most: int):
    ts = setter()
    made = ts.shorten(text, BODY, width, most)
    assert len(made.lines) <= most
    assert text.startswith(made.text.rstrip("…"))


def test_a_cut_falls_inside_a_word_where_the_words_before_it_leave_half_of_the_room():
    ts = setter()
    width = ts.width("Dr. Bartholomew-Mont", BODY)
    shown = ts.shorten("Dr. BartholomewMontgomeryFeatherstone", BODY, width, 1).text
    assert shown.startswith("Dr. Barth")
    assert shown.endswith("…")
    assert ts.width(shown, BODY) > width // 2
    whole = ts.shorten(
        "Regional Planning Department", BODY, ts.width("Regional Planning Dep", BODY), 1
    )
    assert whole.text == "Regional Planning…"


def test_no_cut_ends_with_a_dot_between_a_number_and_a_name():
    ts = setter()
    shown = ts.shorten("C1 · Harbor Health", BODY, ts.width("C1 · H", BODY), 1).text
    assert "·…" not in shown.replace(" ", "")
