from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.scene import Color, Link
from deckgen.text.clean import clean
from deckgen.text.inline import Piece, parse, plain, to_runs
from deckgen.text.style import Style


def test_plain_text_is_one_piece():
    assert parse("Grow revenue") == (Piece("Grow revenue"),)
    assert parse("") == ()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a **b** c", [Piece("a "), Piece("b", bold=True), Piece(" c")]),
        ("*a*", [Piece("a", italic=True)]),
        ("***a***", [Piece("a", bold=True, italic=True)]),
        ("**a *b***", [Piece("a ", bold=True), Piece("b", bold=True, italic=True)]),
        ("*a **b***", [Piece("a ", italic=True), Piece("b", bold=True, italic=True)]),
        (
            "**a *b* c**",
            [
                Piece("a ", bold=True),
                Piece("b", bold=True, italic=True),
                Piece(" c", bold=True),
            ],
        ),
        ("**a****b**", [Piece("a****b", bold=True)]),
    ],
)
def test_stars_emphasise(text: str, pieces: list[Piece]):
    assert parse(text) == tuple(pieces)


@pytest.mark.parametrize(
    "text", ["2 * 3 * 4", "**open", "*open", "**a*", "* item", "**", "a*", "5*3", "[a](b", "[]()"]
)
def test_marks_that_open_nothing_stay_as_written(text: str):
    assert parse(text) == (Piece(text),)


def test_a_backslash_makes_a_mark_literal():
    assert parse(r"\*not\* \[a](https://b.c)") == (Piece("*not* [a](https://b.c)"),)
    assert parse(r"C:\users\me") == (Piece(r"C:\users\me"),)
    assert parse(r"*a\*b*") == (Piece("a*b", italic=True),)


def test_links_carry_their_address():
    assert parse("see [the plan](https://a.org/x_(y)?q=1#z).") == (
        Piece("see "),
        Piece("the plan", url="https://a.org/x_(y)?q=1#z"),
        Piece("."),
    )
    assert parse("[**mail** us](mailto:okr@a.org)") == (
        Piece("mail", bold=True, url="mailto:okr@a.org"),
        Piece(" us", url="mailto:okr@a.org"),
    )
    assert parse("**[a](http://b.c)**") == (Piece("a", bold=True, url="http://b.c"),)


@pytest.mark.parametrize(
    "text", ["[a](javascript:alert)", "[a](file:///etc)", "[a](www.b.c)", "[a](https://b c)"]
)
def test_other_addresses_are_no_links(text: str):
    assert parse(text) == (Piece(text),)


def test_runs_add_emphasis_to_their_style():
    style = Style(14, Color("tx1"), italic=True, link=Link(slide="home"))
    runs = to_runs(parse("a **b** [c](https://d.e)"), style)
    assert [(r.text, r.bold, r.italic) for r in runs] == [
        ("a ", False, True),
        ("b", True, True),
        (" ", False, True),
        ("c", False, True),
    ]
    assert [r.link for r in runs] == [
        Link(slide="home"),
        Link(slide="home"),
        Link(slide="home"),
        Link(url="https://d.e"),
    ]


def test_stray_and_nested_marks_by_the_thousand_are_no_trouble():
    stray = "*a " * 5_000
    assert plain(stray) == stray
    deep = "*a **b " * 1_000 + "c" + " b** a*" * 1_000
    assert plain(deep).replace("*", "").startswith("a b a b")


def test_plain_is_what_a_reader_sees():
    assert plain("**Grow** [revenue](https://a.b) \\*now\\*") == "Grow revenue *now*"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab *\\[]()", max_size=30))
def test_no_letter_is_lost(text: str):
    pieces = parse(text)
    seen = "".join(piece.text for piece in pieces)
    assert [c for c in seen if c in "ab "] == [c for c in text if c in "ab "]
    assert all(piece.text for piece in pieces)


@given(st.text(alphabet="ab .,–é日", max_size=30))
def test_text_without_marks_is_unchanged(text: str):
    assert plain(text) == text


def test_clean_removes_what_xml_cannot_hold():
    assert clean("a\x00b\x0bc\ud800d\ufffee\x9ff\ufeffg") == "ab\ncdefg"
    assert clean("tab\tbed") == "tab    bed"
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert clean("naïve — 日本 👩🏽‍💻 e\u0301\u00ad") == "naïve — 日本 👩🏽‍💻 e\u0301\u00ad"


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_cleaned_text_is_fit_for_xml_and_stays_so(text: str):
    from xml.dom.minidom import parseString

    made = clean(text)
    assert clean(made) == made
    escaped = made.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    node = parseString(f"<t>{escaped}</t>".encode()).documentElement.firstChild
    assert (node.data if node else "") == made
