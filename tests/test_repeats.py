"""What decks have in common is made once; each deck is as if it had been made alone."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from deckgen import pipeline
from deckgen.layout import engine
from deckgen.recent import Recent
from deckgen.scene import Box, Color, Link, Paragraph, Run, Scene, Shape, Slide, Text
from deckgen.theme.load import load_theme
from deckgen.theme.page import page
from deckgen.write.pptx import repeats, write

SAMPLE = Path(__file__).parent.parent / "sample_okrs.yaml"


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_lately", [])
    monkeypatch.setattr(repeats, "_recent", Recent(64))


@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
def test_a_deck_is_the_same_whatever_decks_were_made_before_it(
    monkeypatch: pytest.MonkeyPatch, aspect: str
) -> None:
    source = pipeline.read(str(SAMPLE))
    style = pipeline.style(source, pipeline.Options(aspect=aspect), default_template="department")
    units = ["operations", "clinical", "digital", "people", "finance"]
    alone = {}
    for unit in units:
        forget(monkeypatch)
        deck = pipeline.make(source, style, unit=unit)
        alone[unit] = deck.data, deck.findings
    forget(monkeypatch)
    for unit in [*units, *reversed(units)]:
        deck = pipeline.make(source, style, unit=unit)
        assert (deck.data, deck.findings) == alone[unit], unit


def test_a_slide_that_leads_elsewhere_in_another_deck_is_written_anew() -> None:
    theme = load_theme("meridian", [])

    def slide(key: str, to: str | None = None) -> Slide:
        run = Run(key, 18, Color("tx1"), link=Link(slide=to) if to else None)
        text = Text((Paragraph(((run,),)),))
        return Slide(key, "title", key, (Shape("Words", Box(0, 0, 900_000, 400_000), text=text),))

    def target(*slides: Slide) -> str:
        at = page(theme, "16:9")
        data = write(Scene(at.width, at.height, slides, "Deck"), theme, at)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.read("ppt/slides/_rels/slide1.xml.rels").decode()

    first = slide("first", to="goal")
    assert "slide2.xml" in target(first, slide("goal"))
    assert "slide3.xml" in target(first, slide("between"), slide("goal"))
    assert "slide2.xml" in target(first, slide("goal"))


def test_a_slide_in_another_language_is_written_anew() -> None:
    theme = load_theme("meridian", [])
    at = page(theme, "16:9")
    text = Text((Paragraph(((Run("Ziel", 18, Color("tx1")),),)),))
    shown = Slide("a", "title", "a", (Shape("Words", Box(0, 0, 900_000, 400_000), text=text),))
    scene = Scene(at.width, at.height, (shown,), "Deck")
    for language in ("en-US", "de-DE"):
        data = write(replace(scene, language=language), theme, at)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert f'lang="{language}"'.encode() in package.read("ppt/slides/slide1.xml")


def test_a_footer_that_stands_on_many_slides_is_written_as_on_each() -> None:
    theme = load_theme("meridian", [])
    at = page(theme, "16:9")

    def foot(kind: str, text: str) -> Shape:
        words = Text((Paragraph(((Run(text, 10, Color("tx1")),),)),))
        return Shape(kind, Box(0, 0, 900_000, 400_000), text=words, placeholder=kind)  # type: ignore[arg-type]

    def deck(shared: bool) -> bytes:
        kept = [foot("footer", "House"), foot("date", "1 May"), foot("slide_number", "2")]
        slides = []
        for n in range(1, 4):
            feet = kept if shared else [replace(each) for each in kept]
            for role in ("title", "cover", "title"):
                ahead = [Shape(f"Box {i}", Box(0, 0, 9, 9), decorative=True) for i in range(n)]
                again = replace(feet[0], name="Footer again")
                key = f"{n}{role}{len(slides)}"
                slides.append(Slide(key, role, key, (*ahead, *feet, again)))  # type: ignore[arg-type]
        return write(Scene(at.width, at.height, tuple(slides), "Deck"), theme, at)

    assert deck(shared=True) == deck(shared=False)


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 3)
