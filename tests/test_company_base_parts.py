"""The parts that ``base:`` is made of: names of roles, free areas, colours, sizes."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from PIL import Image

from deckgen.layout.scale import scaled
from deckgen.scene import (
    Box,
    Cell,
    Color,
    Paragraph,
    Run,
    Scene,
    Shape,
    Slide,
    Table,
    Text,
    points,
)
from deckgen.theme.ground import Ground, Leaf, TextSpot, mirrored_leaf
from deckgen.theme.page import NOMINAL, mirrored, on_slide, page_on
from deckgen.theme.slots import slots_of, unquiet
from deckgen.write.pptx.company_area import Drawn, Room, free_area, split
from deckgen.write.pptx.company_colours import NOTHING, USUAL, Fill, mixed
from deckgen.write.pptx.company_ground import Painting
from deckgen.write.pptx.company_roles import ROLES, named, plain
from deckgen.write.pptx.recolor import recolored

WIDE = (12_192_000, 6_858_000)
SCHEME = {
    "dk1": "202A36", "lt1": "FFFFFF", "dk2": "17324D", "lt2": "EEF2F5", "accent1": "0B6E8A",
    "accent2": "B4541F", "accent3": "6A4C93", "accent4": "2F7D4A", "accent5": "96690A",
    "accent6": "B0302C", "hlink": "0B6E8A", "folHlink": "6A4C93",
}  # fmt: skip


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("cover", ("Title Slide", "Titelfolie", "Diapositive de titre", "Diapositiva de título",
                   "Slide de Título", "Diapositiva titolo", "Titeldia", "Slajd tytułowy",
                   "タイトル スライド", "标题幻灯片", "제목 슬라이드", "Cover 2", "01_Deckblatt")),
        ("section", ("Section Header", "Abschnittsüberschrift", "Titre de section",
                     "Encabezado de sección", "Cabeçalho da Seção", "Intestazione sezione",
                     "Sectiekop", "Nagłówek sekcji", "セクション見出し", "节标题",
                     "Kapiteltrenner")),
        ("title", ("Title Only", "Nur Titel", "Titre seul", "Solo el título", "Somente Título",
                   "Solo titolo", "Alleen titel", "Tylko tytuł", "タイトルのみ", "仅标题",
                   "TITLE_ONLY", "1_Title Only")),
        ("closing", ("Thank you", "Vielen Dank", "Merci", "Gracias", "Obrigado!", "Grazie",
                     "Bedankt", "Dziękujemy", "ご清聴ありがとうございました", "谢谢",
                     "Schlussfolie")),
        ("blank", ("Blank", "Leer", "Vide", "En blanco", "Em Branco", "Vuota", "Leeg", "Pusty",
                   "白紙", "空白")),
    ],
)  # fmt: skip
def test_layouts_are_known_by_their_names_in_many_languages(role, names):
    for name in names:
        best = max(ROLES, key=lambda r, n=name: named(r, n))
        assert (best, named(role, name) >= 40) == (role, True), name


def test_names_compare_without_accents_numbers_and_signs():
    assert plain("3_Título–Sección (azul)") == "titulo seccion azul"
    assert named("closing", "Final comparison") < 40


class TestFreeArea:
    def room(self, *drawn: Box) -> Room:
        things = [Drawn(box, Fill(("0B6E8A",))) for box in drawn]
        grounds, obstacles = split(things, WIDE)
        return Room(WIDE, 838_200, 11_353_800, grounds, obstacles, None, False)

    TITLE = Box(838_200, 365_125, 10_515_600, 1_325_563)
    FOOTER = Box(838_200, 6_356_350, 10_515_600, 365_125)

    def test_it_lies_between_title_and_footer(self):
        area = free_area(self.room(), [self.TITLE, self.FOOTER])
        assert area.y > self.TITLE.bottom
        assert area.bottom < self.FOOTER.y
        assert area.w == 10_515_600

    def test_it_keeps_off_a_bar_at_the_side_and_a_logo(self):
        bar, logo = Box(0, 0, 1_500_000, 6_858_000), Box(10_800_000, 5_500_000, 900_000, 600_000)
        area = free_area(self.room(bar, logo), [self.TITLE, self.FOOTER])
        for thing in (bar, logo):
            assert area.x >= thing.right or area.right <= thing.x or area.bottom <= thing.y

    def test_it_stands_beside_a_title_at_the_side(self):
        title = Box(838_200, 365_125, 3_000_000, 5_800_000)
        area = free_area(self.room(), [title])
        assert area.x > title.right
        assert area.h > 5_000_000

    def test_a_panel_under_most_of_the_slide_is_a_ground_to_stand_on(self):
        panel = Box(600_000, 1_700_000, 11_000_000, 4_600_000)
        area = free_area(self.room(panel), [self.TITLE])
        assert panel.x < area.x < area.right < panel.right
        assert panel.y < area.y < area.bottom < panel.bottom

    def test_nothing_free_is_an_empty_area(self):
        full = [Box(0, y, 12_192_000, 1_000_000) for y in range(0, 6_858_000, 1_000_000)]
        assert free_area(self.room(*full), []).w == 0


class TestColours:
    def test_a_light_master_keeps_its_map(self):
        assert slots_of(SCHEME, USUAL, ["FFFFFF"], "") == USUAL

    def test_a_dark_ground_under_a_light_map_turns_text_light(self):
        found = slots_of(SCHEME, USUAL, ["17324D"], "FFFFFF")
        assert found["tx1"] == "lt1"
        assert found["bg1"] in ("dk1", "dk2")
        assert found["accent2"] == "accent2"

    def test_a_link_that_cannot_be_read_takes_a_colour_that_can(self):
        scheme = {**SCHEME, "hlink": "0000FF", "accent3": "9BD5E8"}
        dark = {**USUAL, "bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
        assert slots_of(scheme, dark, ["202A36"], "")["hlink"] == "accent3"

    @pytest.mark.parametrize(
        ("under", "needed"),
        [
            (["FFFFFF"], False),
            (["17324D"], False),
            (None, True),
            (["FFFFFF", "202020"], True),
            (["8A8A8A"], True),
        ],
    )
    def test_content_gets_a_sheet_where_the_ground_is_lively_or_unknown(self, under, needed):
        assert unquiet(under, [SCHEME[e] for e in ("dk1", "lt1", "dk2", "lt2")]) is needed

    def test_what_lies_under_a_box_is_what_is_painted_last(self):
        panel = Drawn(Box(0, 0, 6_000_000, 6_858_000), Fill(("17324D",)))
        painting = Painting(WIDE, Fill(("FFFFFF",)), [panel], lambda _: b"")
        assert painting.under(Box(100, 100, 5_000_000, 5_000_000)).colors == ("17324D",)
        assert set(painting.under(Box(0, 0, *WIDE)).colors) == {"17324D", "FFFFFF"}

    def test_a_veil_mixes_with_what_is_under_it(self):
        veil = Drawn(Box(0, 0, *WIDE), Fill(("000000",), 0.5))
        painting = Painting(WIDE, Fill(("FFFFFF",)), [veil], lambda _: b"")
        assert painting.under(Box(0, 0, *WIDE)).colors == (mixed("000000", "FFFFFF", 0.5),)

    def test_a_picture_is_looked_at_and_a_drawing_is_not_guessed(self):
        made = io.BytesIO()
        Image.new("RGB", (80, 40), "#204060").save(made, "PNG")
        ground = Fill(picture="ppt/media/a.png")
        seen = Painting(WIDE, ground, [], lambda _: made.getvalue()).under(Box(0, 0, *WIDE))
        assert (seen.colors, seen.known) == (("204060",), True)
        assert (
            not Painting(WIDE, ground, [], lambda _: b"\x01\0\0\0 EMF").under(Box(0, 0, 9, 9)).known
        )
        assert NOTHING.bare

    def test_recolouring_reaches_every_colour_of_a_slide(self):
        run = Run("a", 12, Color("tx1", 75_000, 25_000))
        text = Text((Paragraph(((run,),)),))
        table = Table("T", Box(0, 0, 9, 9), (9,), (9,), ((Cell(text, Color("bg2")),),), "t")
        shape = Shape("S", Box(0, 0, 9, 9), fill=Color("accent1"), text=text)
        made = recolored(Slide("k", "title", "T", (shape, table)), {"tx1": "lt1", "bg2": "tx2"})
        first, second = made.elements
        assert first.text.paragraphs[0].lines[0][0].color == Color("lt1", 75_000, 25_000)
        assert first.fill == Color("accent1")
        assert second.rows[0][0].fill == Color("tx2")


class TestSizes:
    def ground(self, size: tuple[int, int]) -> Ground:
        w, h = size
        spot = TextSpot(Box(w // 20, h // 20, w * 9 // 10, h // 6), 28.0)
        leaf = Leaf(Box(w // 20, h // 4, w * 9 // 10, h * 13 // 20), spot)
        roles = ("cover", "section", "title", "content", "closing", "blank")
        colors = {s: SCHEME[e] for s, e in USUAL.items()}
        return Ground("b", size, dict.fromkeys(roles, leaf), colors, ("Arial", "Arial"), {})

    @pytest.mark.parametrize(
        "size", [WIDE, (9_144_000, 6_858_000), (9_144_000, 5_143_500), (9_906_000, 6_858_000),
                 (6_858_000, 9_906_000), (24_384_000, 13_716_000)],
    )  # fmt: skip
    def test_a_page_is_as_large_as_deckgens_own_and_comes_back_to_the_slides_size(self, size):
        page = page_on(self.ground(size))
        assert page.width >= NOMINAL[0] - 1
        assert page.height >= NOMINAL[1] - 1
        back = on_slide(page)
        assert abs(back.width - size[0]) <= 1
        assert abs(back.height - size[1]) <= 1
        title = back.leaves["title"].title.box
        meant = self.ground(size).leaves["title"].title.box
        assert max(abs(title.x - meant.x), abs(title.right - meant.right)) <= 1

    def test_what_touches_still_touches_at_another_size(self):
        shapes = tuple(Shape(f"S{n}", Box(n * 333_333, 0, 333_333, 99)) for n in range(9))
        text = Text((Paragraph(((Run("a", 12, Color("tx1")),),)),), insets=(100, 100, 100, 100))
        cell = Cell(text)
        table = Table("T", Box(7, 7, 999, 333), (333,) * 3, (111,) * 3, ((cell,) * 3,) * 3, "t")
        scene = Scene(4_000_000, 3_000_000, (Slide("k", "title", "T", (*shapes, table)),), "T")
        made = scaled(scene, 0.7373, (2_949_200, 2_211_900))
        boxes = [e.box for e in made.slides[0].elements[:9]]
        assert all(a.right == b.x for a, b in pairwise(boxes))
        grid = made.slides[0].elements[9]
        assert (sum(grid.columns), sum(grid.heights)) == (grid.box.w, grid.box.h)
        assert grid.rows[0][0].text.paragraphs[0].lines[0][0].size == 8.84
        assert (made.width, made.height) == (2_949_200, 2_211_900)

    def test_a_page_turned_over_twice_is_the_page(self):
        page = page_on(self.ground(WIDE))
        assert mirrored(mirrored(page)) == page
        spot = TextSpot(Box(10, 0, 30, 9), 20, "left", insets=(1, 2, 3, 4))
        turned = mirrored_leaf(Leaf(Box(0, 0, 50, 50), spot), 100).title
        assert (turned.box.x, turned.align, turned.insets) == (60, "right", (3, 2, 1, 4))

    def test_little_room_makes_the_page_a_little_larger(self):
        ground = self.ground(WIDE)
        small = Leaf(Box(609_600, 3_000_000, 10_972_800, points(250)), ground.leaves["title"].title)
        tight = Ground(
            "b", WIDE, {**ground.leaves, "title": small}, ground.colors, ground.fonts, {}
        )
        assert page_on(tight).scale == pytest.approx(380 / 250)
        low = Leaf(Box(609_600, 3_000_000, 10_972_800, points(385)), small.title)
        near = Ground("b", WIDE, {**ground.leaves, "title": low}, ground.colors, ground.fonts, {})
        assert page_on(near).scale == pytest.approx(390 / 385)
        roomy = Leaf(Box(609_600, 900_000, 10_972_800, points(400)), small.title)
        wide = Ground("b", WIDE, {**ground.leaves, "title": roomy}, ground.colors, ground.fonts, {})
        assert page_on(wide).scale == 1.0
