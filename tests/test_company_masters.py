"""Decks on companies' own masters: whatever the master, the deck is whole and stands free."""

from __future__ import annotations

import io
import posixpath
import re
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import pytest
from masters import (
    A4,
    BAND,
    GERMAN,
    JAPANESE,
    LOGO,
    MASTERS,
    SIDE,
    SMALL,
    SUFFIX,
    plain,
)
from masters_broken import BROKEN, reaching_outside
from masters_drawn import GROUPED
from masters_old import OLD
from masters_parts import NARROW, WIDE
from pptx import Presentation

import deckgen
from deckgen import pipeline
from deckgen.findings import Level, ThemeError
from deckgen.layout.ink import box_of, flat, ink_of
from deckgen.layout.quality import defects
from deckgen.scene import Box
from deckgen.theme.page import Page
from deckgen.write.pptx.check import check_package

ROOT = Path(__file__).resolve().parent.parent
ALL = sorted(MASTERS)
SIZES = {"four_to_three": NARROW, "small_wide": SMALL, "a4": A4}
DARK = ("dark_by_map", "dark_by_ground")


@cache
def data_of(name: str) -> bytes:
    return MASTERS[name]()


def built(name: str, data: bytes, more: str = "") -> pipeline.Deck:
    """The sample's kickoff on a master."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"brand{SUFFIX.get(name, '.potx')}"
        (Path(folder) / file).write_bytes(data)
        theme = Path(folder) / "brand.yaml"
        theme.write_text(f"name: Brand\nbase: {file}\n{more}", encoding="utf-8")
        deck = deckgen.build(ROOT / "sample_okrs.yaml", theme=str(theme))
        assert deck.data
        return deck


@cache
def deck_on(name: str) -> pipeline.Deck:
    return built(name, data_of(name))


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def told(name: str) -> dict[str, str]:
    """What the deck's findings say of its base, by rule."""
    return {f.rule: f.message for f in deck_on(name).findings if f.rule.startswith("base-")}


def roles(name: str) -> dict[str, str]:
    company = deck_on(name).company
    assert company is not None
    return dict(company.roles)


# --- every master -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_the_package_is_whole(name):
    assert not check_package(deck_on(name).data)


@pytest.mark.parametrize("name", ALL)
def test_slides_have_no_defects(name):
    deck = deck_on(name)
    assert defects(deck.scene, deck.page) == ()


@pytest.mark.parametrize("name", ALL)
def test_the_decks_slides_have_the_masters_size(name):
    made = Presentation(io.BytesIO(deck_on(name).data))
    assert (made.slide_width, made.slide_height) == SIZES.get(name, WIDE)


@pytest.mark.parametrize("name", ALL)
def test_the_masters_own_parts_stay_byte_for_byte(name):
    """Layouts, theme and pictures of the master in use are in the deck as they were."""
    before, after = parts_of(data_of(name)), set(parts_of(deck_on(name).data).values())
    company = deck_on(name).company
    assert company is not None
    kept = [
        part for part in before
        if re.match(r"ppt/(slideLayouts|media|theme)/[^/]+$", part) and _used(part, before, company)
    ]  # fmt: skip
    assert any("slideLayout" in part for part in kept)
    assert any("theme" in part for part in kept)
    assert [part for part in kept if before[part] not in after] == []


def _used(part: str, parts: dict[str, bytes], company) -> bool:
    """Whether a part belongs to the chosen master: the one whose theme has the master's name."""
    for name in parts:
        if not re.fullmatch(r"ppt/slideMasters/slideMaster\d+\.xml", name):
            continue
        own = _targets(name, parts)
        (theme,) = [t for t in own if "/theme/" in t]
        if f'name="{company.master}"'.encode() not in parts[theme]:
            continue
        layouts = [t for t in own if "/slideLayouts/" in t]
        return part in own or any(part in _targets(layout, parts) for layout in layouts)
    return False


def _targets(name: str, parts: dict[str, bytes]) -> list[str]:
    folder, file = posixpath.split(name)
    text = parts[f"{folder}/_rels/{file}.rels"].decode()
    found = re.findall(r'Target="([^"]+)"', text)
    return [posixpath.normpath(posixpath.join(folder, target)) for target in found]


@pytest.mark.parametrize("name", ALL)
def test_every_slide_has_its_title_in_the_layouts_own_title(name):
    for slide in Presentation(io.BytesIO(deck_on(name).data)).slides:
        layout = {p.placeholder_format.type for p in slide.slide_layout.placeholders}
        title = slide.shapes.title
        assert title is not None, slide.slide_layout.name
        assert title.text_frame.text.strip()
        assert title.placeholder_format.type in layout


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_lost_against_the_plain_deck(name):
    """Each title of the deck on the plain master is there, and each objective."""
    titles = {slide.title for slide in deck_on(name).slides}
    wanted = {s.title for s in deck_on("plain").slides if not re.search(r"\(\d", s.title)}
    kinds = {s.layout for s in deck_on("plain").slides}
    assert kinds == {s.layout for s in deck_on(name).slides}
    assert len(wanted - titles) <= len(wanted) // 4, sorted(wanted - titles)


@pytest.mark.parametrize("name", ALL)
def test_ink_can_be_read_on_the_masters_ground(name):
    from deckgen.theme.colour import contrast

    theme = deck_on(name).theme
    ground = "17324D" if name == "dark_by_ground" else theme.hex(theme.paper)
    for color in (theme.ink, theme.muted, *(theme.level(n) for n in range(4))):
        assert contrast(theme.hex(color), ground) >= 4.5, color
    assert (theme.ground == "dark") == (name in DARK)


@pytest.mark.parametrize("name", ["plain", "old_deck", "furniture"])
def test_the_same_master_gives_the_same_bytes(name):
    assert built(name, data_of(name)).data == deck_on(name).data


@pytest.mark.sdk
@pytest.mark.parametrize("name", ALL)
def test_microsofts_validator_finds_nothing(name):
    from sdk import sdk_errors

    assert sdk_errors(data_of(name)) == [], "the master itself"
    assert sdk_errors(deck_on(name).data) == []


# --- roles and what is said of them -----------------------------------------------------------

USUAL = {
    "cover": "Title Slide", "section": "Section Header", "title": "Title Only",
    "content": "Title and Content", "blank": "Blank",
}  # fmt: skip


def named(names: dict[str, str]) -> dict[str, str]:
    return {
        "cover": names["title"], "section": names["secHead"], "title": names["titleOnly"],
        "content": names["obj"], "blank": names["blank"],
    }  # fmt: skip


SERVED = {
    "german": named(GERMAN),
    "japanese": named(JAPANESE),
    "unnamed_types": {
        "cover": "Deckblatt Harbor", "section": "Kapiteltrenner", "title": "Nur Überschrift",
        "content": "Inhalt",
    },
    "one_layout": dict.fromkeys(("cover", "section", "title", "content"), "Title and Content"),
    "no_title_only": {**USUAL, "title": "Title and Content"},
}  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_each_role_gets_the_layout_made_for_it(name):
    wanted = SERVED.get(name, USUAL)
    assert {role: roles(name)[role] for role in wanted} == wanted


@pytest.mark.parametrize("name", [n for n in ALL if n not in ("one_layout", "no_title_only")])
def test_nothing_is_said_of_roles_that_are_served(name):
    assert "base-role" not in told(name)


def test_a_role_without_a_layout_is_told_with_the_one_taken():
    (found,) = [f for f in deck_on("no_title_only").findings if f.rule == "base-role"]
    assert found.level is Level.WARNING
    assert "title only" in found.message
    assert "'Title and Content'" in found.message
    assert found.span is not None
    assert found.span.line == 2


def test_a_map_in_the_theme_file_wins_over_the_guess():
    deck = built(
        "plain", data_of("plain"), "layouts: {title: Two Content, cover: Section Header}\n"
    )
    company = deck.company
    assert company is not None
    assert (company.roles["title"], company.roles["cover"]) == ("Two Content", "Section Header")
    used = [s.slide_layout.name for s in Presentation(io.BytesIO(deck.data)).slides]
    of_role = {(s.role, name) for s, name in zip(deck.scene.slides, used, strict=True)}
    assert {name for role, name in of_role if role == "title"} == {"Two Content"}
    assert {name for role, name in of_role if role == "cover"} == {"Section Header"}
    assert not check_package(deck.data)


def test_a_layout_that_the_master_lacks_is_an_error_at_its_line():
    with pytest.raises(ThemeError) as caught:
        built("plain", data_of("plain"), "layouts:\n  title: Title Onli\n")
    (found,) = caught.value.findings
    assert (found.rule, found.span and found.span.line) == ("unknown-layout", 4)
    assert "Title Only" in f"{found.suggestion} {found.expected}"


@pytest.mark.parametrize(
    ("name", "rule", "words"),
    [
        ("two_masters", "base-masters", ("'Harbor'", "'Harbor dark'")),
        ("good_master_last", "base-masters", ("'Slides'", "'Print'", "'Poster'")),
        ("old_deck", "base-slides", ("5 slides",)),
        ("old_deck", "base-macros", ("macros",)),
        ("embedded_fonts", "base-fonts", ("embedded",)),
        ("no_footers", "base-footer", ("Harbor Health", "8 February 2027", "number")),
    ],
)
def test_what_is_not_taken_along_is_told(name, rule, words):
    for word in words:
        assert word in told(name)[rule]


def test_a_plain_master_needs_no_words():
    for name in ("plain", "german", "japanese", "a4", "dark_by_map"):
        assert told(name) == {}


# --- what must not be in the deck -------------------------------------------------------------


def test_no_old_slide_note_comment_or_macro_is_left():
    parts = parts_of(deck_on("old_deck").data)
    assert [name for name, data in parts.items() if OLD.encode() in data] == []
    listed = " ".join(parts) + parts["[Content_Types].xml"].decode()
    for word in ("comment", "vba", "tags/", "printer", "authors", "macroEnabled"):
        assert word.casefold() not in listed.casefold(), word
    text = parts["ppt/presentation.xml"].decode()
    for tag in ("custShow", "custDataLst", "p188"):
        assert tag not in text
    assert OLD not in text


def test_fonts_that_the_file_embeds_leave_no_list_behind():
    parts = parts_of(deck_on("embedded_fonts").data)
    assert b"embeddedFont" not in parts["ppt/presentation.xml"]
    assert not [name for name in parts if "font" in name]


@pytest.mark.parametrize("name", ["two_masters", "good_master_last"])
def test_one_master_is_kept_and_the_others_leave_nothing(name):
    parts = parts_of(deck_on(name).data)
    masters = [n for n in parts if re.fullmatch(r"ppt/slideMasters/[^/]+\.xml", n)]
    assert len(masters) == 1
    layouts = [n for n in parts if re.fullmatch(r"ppt/slideLayouts/[^/]+\.xml", n)]
    assert len(layouts) == 6
    assert not any(b"Poster" in data or b"Harbor dark" in data for data in parts.values())


def test_a_file_named_in_the_master_is_never_reached_for():
    data = built("plain", reaching_outside()).data
    assert not check_package(data)
    assert not any(b"passwd" in part for part in parts_of(data).values())


# --- where things stand -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "taken"),
    [("furniture", (LOGO, SIDE, BAND)), ("logo_on_layouts", (LOGO,)), ("grouped_logo", (GROUPED,))],
)
def test_nothing_stands_on_what_the_master_draws(name, taken):
    """Of a placeholder only its words count: where its box lies is the master's affair."""
    scene = deck_on(name).scene
    touched = []
    for slide in scene.slides:
        for element in flat(slide.elements):
            kind = getattr(element, "placeholder", None)
            spots = [box_of(element)]
            if kind:
                spots = list(ink_of(element.text, element.box, scene.fonts)[0])
            for box in taken:
                feet = kind in ("footer", "date", "slide_number") and box == BAND
                if not feet and any(_meet(spot, Box(*box)) for spot in spots):
                    touched.append((slide.key, element.name, box))
    assert touched == []


def _meet(one: Box, other: Box) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
    )


@pytest.mark.parametrize("name", ALL)
def test_content_stays_off_title_and_footer_of_its_layout(name):
    """Shapes that are no placeholder stand on none that the slide fills."""
    wrong = []
    for slide in deck_on(name).scene.slides:
        held = [e for e in flat(slide.elements) if getattr(e, "placeholder", None)]
        for element in flat(slide.elements):
            if getattr(element, "placeholder", None) or element.role in ("ground", "ornament"):
                continue
            for each in held:
                if each.placeholder in ("footer", "date", "slide_number") and _meet(
                    box_of(element), each.box
                ):
                    wrong.append((slide.key, element.name, each.name))
    assert wrong == []


@pytest.mark.parametrize("name", ["crowded", "title_in_the_middle"])
def test_hostile_content_has_no_defects_where_room_is_short(name, tmp_path):
    (tmp_path / "brand.potx").write_bytes(data_of(name))
    (tmp_path / "brand.yaml").write_text("base: brand.potx\n", encoding="utf-8")
    deck = deckgen.build(ROOT / "tests" / "ugly_okrs.yaml", theme=str(tmp_path / "brand.yaml"))
    assert defects(deck.scene, deck.page) == ()


def test_text_is_readable_in_the_hole_of_a_frame():
    from deckgen.theme.colour import contrast

    deck = deck_on("framed")
    assert deck.company is not None
    ground = deck.company.ground
    for role in ("cover", "section"):
        leaf = ground.leaves[role]
        for spot in (leaf.title, leaf.text):
            assert spot is not None
            assert spot.slot is not None
            assert contrast(ground.colors[spot.slot], ground.colors["tx2"]) >= 4.5


def test_figures_of_a_divider_stand_under_its_text():
    deck = deck_on("plain")
    slides = [s for s in deck.scene.slides if s.role == "section"]
    assert slides
    for slide in slides:
        shapes = {e.name: e.box for e in flat(slide.elements) if getattr(e, "box", None)}
        text = next(e.box for e in flat(slide.elements) if e.name == "Subtitle")
        figures = [box for name, box in shapes.items() if name.startswith("Figure")]
        assert figures
        assert all(text.bottom <= box.y < text.bottom + 500_000 for box in figures)


def test_of_date_and_footer_on_one_place_the_footer_is_kept():
    deck = deck_on("title_in_the_middle")
    cover = deck.scene.slides[0]
    kinds = {getattr(e, "placeholder", None) for e in flat(cover.elements)}
    assert "footer" in kinds
    assert "date" not in kinds


def test_a_title_at_the_foot_has_its_content_above():
    deck = deck_on("title_at_the_foot")
    page: Page = deck.page
    slides = [s for s in deck.scene.slides if s.role == "title"]
    assert slides
    for slide in slides:
        (title,) = [e for e in flat(slide.elements) if getattr(e, "placeholder", None) == "title"]
        assert title.box.y > page.height * 0.6
        rest = [e for e in flat(slide.elements) if not getattr(e, "placeholder", None)]
        assert all(box_of(e).bottom <= title.box.y for e in rest), slide.key


def test_a_title_in_a_column_keeps_its_size_and_its_words():
    deck = deck_on("title_at_the_left")
    slides = [s for s in deck.scene.slides if s.role == "title"]
    for slide in slides:
        (title,) = [e for e in flat(slide.elements) if getattr(e, "placeholder", None) == "title"]
        assert " ".join(title.text.plain.split()) == slide.title
        assert min(run.size for run in title.text.paragraphs[0].lines[0]) == 28, slide.key
        rest = [e for e in flat(slide.elements) if not getattr(e, "placeholder", None)]
        assert all(box_of(e).x >= title.box.right for e in rest), slide.key


@pytest.mark.parametrize("name", ["small_wide", "a4", "four_to_three"])
def test_type_keeps_its_share_of_slides_of_other_sizes(name):
    """The smallest type is at least as large against the slide as nine points on a plain one."""
    deck = deck_on(name)
    share = 9 * 12_700 / 6_858_000
    for slide in Presentation(io.BytesIO(deck.data)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                for run in (r for p in shape.text_frame.paragraphs for r in p.runs):
                    if run.font.size and not shape.is_placeholder:
                        assert run.font.size / deck.scene.height >= share, (slide.name, run.text)


# --- files that are no master -----------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_file_that_is_no_master_is_refused_at_its_line(name):
    with pytest.raises(ThemeError) as caught:
        built("plain", BROKEN[name]())
    (found,) = caught.value.findings
    assert found.level is Level.ERROR
    assert "brand.potx" in found.message
    assert found.span is not None
    assert (found.span.line, caught.value.exit_status) == (2, 4)
    assert "Traceback" not in found.message
    assert len(found.message) < 220


def test_an_ending_does_not_matter_to_what_is_inside():
    """A template saved under the name of a presentation works all the same."""
    deck = built("plain", plain())
    types = parts_of(deck.data)["[Content_Types].xml"]
    assert b"presentationml.presentation.main+xml" in types
    assert b"template.main" not in types
