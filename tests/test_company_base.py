"""``base:`` in a theme file: what is read, chosen and kept of a company's master."""

from __future__ import annotations

import io
import pickle
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import masters
import pytest

from deckgen import pipeline
from deckgen.batching.work import Shared, Task, inputs_hash, make_one
from deckgen.findings import Level, SpecError, ThemeError
from deckgen.layout.quality import defects
from deckgen.scene import Picture, Shape
from deckgen.theme.check import check_theme
from deckgen.theme.colour import contrast
from deckgen.theme.load import load_theme
from deckgen.theme.picker import apart
from deckgen.write.pptx.check import check_package
from deckgen.write.pptx.company import parse_base
from deckgen.write.pptx.opened import opened

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = str(ROOT / "sample_okrs.yaml")


@pytest.fixture
def themed(tmp_path: Path) -> Callable[..., str]:
    """Writes a theme on a master, and returns its path."""

    def write(text: str = "base: brand.potx\n", data: bytes | None = None) -> str:
        (tmp_path / "brand.potx").write_bytes(masters.plain() if data is None else data)
        path = tmp_path / "brand.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def style_of(theme: str, **options: str) -> pipeline.Style:
    return pipeline.style(pipeline.read(SAMPLE), pipeline.Options(theme=theme, **options))


def deck_of(theme: str, template: str = "one-pager", **settings: str) -> pipeline.Deck:
    source = pipeline.read(SAMPLE, settings=settings)
    chosen = pipeline.style(source, pipeline.Options(theme=theme, template=template))
    return pipeline.make(source, chosen)


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A package with one part of it changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            new.writestr(name, change(raw.decode()).encode() if name == part else raw)
    return made.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


class TestTheThemeFile:
    @pytest.mark.parametrize(
        ("text", "rule", "line"),
        [
            ("name: B\nbase: other.potx\n", "missing-base", 2),
            ("name: B\nbase: brand.docx\n", "wrong-value", 2),
            ("base: 3\n", "wrong-type", 1),
            ("base: brand.potx\nlayouts:\n  tittle: Title Only\n", "unknown-key", 3),
            ("base: brand.potx\nlayouts:\n  title: 4\n", "wrong-type", 3),
            ("base: brand.potx\nlayouts: Title Only\n", "wrong-type", 2),
        ],
    )
    def test_each_mistake_is_told_at_its_line(self, themed, text, rule, line):
        with pytest.raises(ThemeError) as caught:
            load_theme(themed(text))
        found = caught.value.findings[0]
        assert found.rule == rule
        assert found.span is not None
        assert found.span.line == line

    def test_the_path_begins_at_the_themes_own_folder(self, tmp_path, monkeypatch):
        (tmp_path / "brand").mkdir()
        (tmp_path / "brand" / "master.pptx").write_bytes(masters.plain())
        (tmp_path / "themes").mkdir()
        theme = tmp_path / "themes" / "b.yaml"
        theme.write_text("base: ../brand/master.pptx\n", encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        assert style_of(str(theme)).company.name == "master.pptx"

    def test_an_untrusted_spec_reaches_no_base_through_a_theme(self, themed, tmp_path):
        themed()
        spec = tmp_path / "okrs.yaml"
        text = (ROOT / "sample_okrs.yaml").read_text(encoding="utf-8")
        spec.write_text(text.replace("\ndeck:\n", "\ndeck:\n  theme: brand.yaml\n"), "utf-8")
        assert "theme: brand.yaml" in spec.read_text("utf-8")
        with pytest.raises(SpecError) as caught:
            pipeline.build(str(spec), pipeline.Options(untrusted=True))
        refused = [f.message for f in caught.value.findings if f.rule == "outside-folder"]
        assert any("brand.yaml" in message for message in refused)

    def test_a_theme_may_extend_one_that_has_a_base(self, themed, tmp_path):
        themed("base: brand.potx\nlayouts: {cover: Section Header}\n")
        child = tmp_path / "child.yaml"
        child.write_text("extends: brand.yaml\ntype: {body: 15}\n", encoding="utf-8")
        chosen = style_of(str(child))
        assert chosen.company.roles["cover"] == "Section Header"
        assert chosen.theme.type.body == 15

    def test_a_broken_base_ends_the_build_with_status_4_and_no_traceback(self, themed, tmp_path):
        theme = themed(data=b"PK\x03\x04 not really")
        out = tmp_path / "deck.pptx"
        command = [
            sys.executable,
            "-m",
            "deckgen",
            "build",
            SAMPLE,
            "--theme",
            theme,
            "-o",
            str(out),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert done.returncode == 4
        assert "brand.yaml:1:7: error[unusable-base]: brand.potx" in done.stderr
        assert "Traceback" not in done.stderr
        assert not out.exists()


class TestWhatTheMasterOverrules:
    def rules(self, theme: str, **options: str) -> dict[str, int]:
        return {
            f.rule: f.span.line for f in style_of(theme, **options).findings if f.span is not None
        }

    def test_other_colours_beside_a_base_are_told_at_their_line(self, themed):
        theme = themed('base: brand.potx\ncolors:\n  accent1: "#FF0000"\n')
        assert self.rules(theme) == {"base-wins": 3}

    def test_the_same_colours_beside_a_base_need_no_words(self, themed):
        theme = themed('base: brand.potx\ncolors: {accent1: "#0B6E8A", dark1: "#202A36"}\n')
        assert self.rules(theme) == {}

    def test_another_font_beside_a_base_is_told(self, themed):
        assert self.rules(themed("base: brand.potx\nfonts: {body: Verdana}\n")) == {"base-wins": 2}

    def test_what_the_extended_theme_says_is_no_contradiction(self, themed):
        assert self.rules(themed("extends: editorial\nbase: brand.potx\n")) == {}

    def test_an_aspect_that_the_base_does_not_have_is_a_warning(self, themed):
        theme = themed()
        found = style_of(theme, aspect="4:3").findings
        assert [(f.rule, f.level) for f in found] == [("base-aspect", Level.WARNING)]
        assert not style_of(theme, aspect="16:9").findings
        assert not style_of(theme).findings


class TestColours:
    def test_levels_that_the_theme_names_are_used_in_their_order(self, themed):
        theme = style_of(themed("base: brand.potx\nlevels: [accent2, dark2]\n")).theme
        assert [c.slot for c in theme.shades.levels] == ["accent2", "tx2"]

    def test_a_status_that_the_theme_names_is_used(self, themed):
        theme = style_of(themed("base: brand.potx\nstatus: {at_risk: accent2}\n")).theme
        assert theme.status("at_risk").slot == "accent2"
        assert theme.status("on_track").slot == "accent4"  # the company's green

    @pytest.mark.parametrize("name", sorted(masters.MASTERS))
    def test_levels_can_be_read_and_told_apart_on_every_master(self, themed, name):
        theme = style_of(themed(data=masters.MASTERS[name]())).theme
        levels = [theme.level(n) for n in range(len(theme.levels))]
        for level in levels:
            for ground in (theme.paper, theme.surface, theme.level_tint(levels.index(level))):
                assert contrast(theme.hex(level), theme.hex(ground)) >= 4.5
        for one, other in combinations(levels, 2):
            assert apart(theme.hex(one), theme.hex(other)) >= 8
        for status in ("on_track", "at_risk", "off_track", "done"):
            assert contrast(theme.hex(theme.status(status)), theme.hex(theme.paper)) >= 3

    def test_theme_check_speaks_of_the_bases_colours_at_its_line(self, themed):
        def on_base(plain):
            made, _, told = pipeline.on_base(plain)
            return made, told

        pale = masters.package(
            [masters.master(colours={**masters.COLOURS, "dk1": "9A9A9A", "dk2": "B0B0B0"})]
        ).zip()
        _, found = check_theme(themed("name: B\nbase: brand.potx\n", pale), (), "AA", on_base)
        told = [f for f in found if f.rule == "low-contrast"]
        assert told
        assert {f.span.line for f in told} == {2}

    def test_a_layout_with_its_own_colour_map_gives_it_to_its_slides(self, themed):
        dark = (
            '<p:clrMapOvr><a:overrideClrMapping bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2" '
            'accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" '
            'accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/></p:clrMapOvr>'
        )
        data = masters.plain()
        part = next(n for n, d in parts_of(data).items() if b'name="Title Only"' in d)
        usual = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
        theme = themed(data=changed(data, part, lambda text: text.replace(usual, dark)))
        chosen = style_of(theme)
        deck = deck_of(theme, "kickoff")
        slides = [d.decode() for n, d in parts_of(deck.data).items() if "slides/slide" in n]
        assert any("overrideClrMapping" in text for text in slides)
        assert any("masterClrMapping" in text for text in slides)  # the cover's layout has none
        assert chosen.theme.ground == "dark"
        assert chosen.theme.hex(chosen.theme.ink) == "FFFFFF"
        assert not check_package(deck.data)


class TestWhatIsKept:
    def test_the_master_is_read_once_for_the_same_bytes(self):
        data = masters.plain()
        assert parse_base(data, "a.potx") is parse_base(bytes(data), "a.potx")

    def test_a_link_from_a_layout_to_an_old_slide_goes_with_it(self):
        data = masters.plain()
        part = next(n for n, d in parts_of(data).items() if b'name="Title Only"' in d)
        rels = part.replace("slideLayouts/", "slideLayouts/_rels/") + ".rels"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide"
        jump = '<a:hlinkClick r:id="rId9" action="ppaction://hlinksldjump"/>'
        shape = (
            '<p:sp><p:nvSpPr><p:cNvPr id="70" name="Home">'
            + jump
            + "</p:cNvPr><p:cNvSpPr/><p:nvPr/>"
            '</p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp></p:spTree>'
        )
        data = changed(data, part, lambda text: text.replace("</p:spTree>", shape))
        link = f'<Relationship Id="rId9" Type="{kind}" Target="../slides/slide1.xml"/>'
        data = changed(
            data, rels, lambda text: text.replace("</Relationships>", link + "</Relationships>")
        )
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            made = io.BytesIO()
            with zipfile.ZipFile(made, "w") as new:
                for name in old.namelist():
                    new.writestr(name, old.read(name))
                new.writestr("ppt/slides/slide1.xml", "<p:sld/>")
        kept = dict(parse_base(made.getvalue(), "x.potx").base.parts)
        assert b"hlinkClick" not in kept[part]
        assert b'name="Home"' in kept[part]
        assert b"slide1.xml" not in kept[rels]

    def test_pictures_of_spec_and_base_never_share_a_name(self, themed, tmp_path):
        theme = themed(data=masters.furniture())
        names = [n for n, _ in style_of(theme).company.base.parts if "/media/" in n]
        spec = tmp_path / "okrs.yaml"
        (tmp_path / "logo.png").write_bytes(_png())
        text = Path(SAMPLE).read_text(encoding="utf-8")
        text = text.replace("docs/sample", f"{ROOT}/docs/sample")
        text = text.replace("company:\n", "company:\n  logo: logo.png\n", 1)
        spec.write_text(text, encoding="utf-8")
        source = pipeline.read(str(spec))
        chosen = pipeline.style(source, pipeline.Options(theme=theme))
        deck = pipeline.make(source, chosen)
        assert not check_package(deck.data)
        assert any(isinstance(e, Picture) for e in deck.scene.slides[0].elements)
        assert names
        assert set(names) < {n for n in parts_of(deck.data) if "/media/" in n}

    def test_strict_files_are_refused_with_the_way_out(self):
        old = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        new = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
        data = changed(masters.plain(), "_rels/.rels", lambda text: text.replace(old, new))
        with pytest.raises(ThemeError, match="Strict Open XML"):
            opened(data, "brand.potx")

    def test_sizes_that_are_no_numbers_are_taken_for_the_usual_ones(self):
        part = "ppt/slideMasters/slideMaster1.xml"
        data = changed(masters.plain(), part, lambda text: re.sub(r'sz="\d+"', 'sz="big"', text))
        assert parse_base(data, "brand.potx").ground.leaves["title"].title.size == 18

    def test_a_word_document_is_no_base(self):
        data = changed(
            masters.plain(),
            "[Content_Types].xml",
            lambda text: text.replace(
                "presentationml.template.main", "wordprocessingml.document.main"
            ),
        )
        with pytest.raises(ThemeError, match="no presentation"):
            opened(data, "brand.potx")


class TestDecks:
    def test_a_deck_from_right_to_left_keeps_the_masters_placeholders_in_place(self, themed):
        deck = deck_of(themed(data=masters.furniture()), "kickoff", language="ar")
        box = deck.company.ground.leaves["title"].title.box
        titles = [
            e.box
            for s in deck.scene.slides
            if s.role == "title"
            for e in s.elements
            if isinstance(e, Shape) and e.placeholder == "title"
        ]
        assert titles
        assert set(titles) == {box}
        assert not defects(deck.scene, deck.page)

    def test_titles_of_content_slides_share_one_size_unless_one_is_too_long(self, themed):
        deck = deck_of(themed(), "kickoff")
        sizes = [
            e.text.paragraphs[0].lines[0][0].size
            for s in deck.scene.slides
            if s.role == "title"
            for e in s.elements
            if isinstance(e, Shape) and e.placeholder == "title"
        ]
        usual = max(set(sizes), key=sizes.count)
        assert sizes.count(usual) >= 0.85 * len(sizes)
        assert max(sizes) == usual

    def test_the_cache_knows_the_bases_content(self, themed):
        source = pipeline.read(SAMPLE)
        planned, _ = pipeline.plan_deck(source, style_of(themed()), unit="operations")
        master = masters.plain()  # made once: a zip holds the time it was made
        one = inputs_hash(planned, style_of(themed(data=master)))
        same = inputs_hash(planned, style_of(themed(data=master)))
        other = inputs_hash(planned, style_of(themed(data=masters.dark_by_ground())))
        assert one == same
        assert one != other

    def test_a_worker_makes_the_same_deck_from_what_it_is_sent(self, themed):
        source = pipeline.read(SAMPLE)
        options = pipeline.Options(theme=themed(data=masters.picture_ground()))
        chosen = pipeline.style(source, options, default_template="department")
        sent = pickle.loads(pickle.dumps(Shared(source, chosen)))
        here = make_one(Shared(source, chosen), Task("operations"))
        there = make_one(sent, Task("operations"))
        assert here.data is not None
        assert here.data == there.data
        assert here.inputs == there.inputs
        assert here.thumbnails


def _png() -> bytes:
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\0" + b"\x20\x60\x90" * 40 for _ in range(10))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 10, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
