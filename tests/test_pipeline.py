"""The whole way: what anybody would check of the sample's deck, at both sizes."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest
from pptx import Presentation

import deckgen
from deckgen.layout.quality import defects
from deckgen.theme.page import page
from deckgen.write.pptx.check import check_package

LAYOUTS = {
    "cover", "agenda", "section", "statement", "levels", "cascade", "overview", "objective",
    "scorecard", "alignment", "dependencies", "health", "trend", "cadence", "practices",
    "comparison", "faq", "glossary", "text", "closing",
}  # fmt: skip


@pytest.fixture(scope="module", params=["16:9", "4:3"])
def deck(request, sample):
    return deckgen.build(sample, aspect=request.param)


@pytest.fixture(scope="module")
def opened(deck):
    return Presentation(io.BytesIO(deck.data))


def all_text(presentation):
    """Every text on the slides, tables and groups included."""
    found = []

    def walk(shapes):
        for shape in shapes:
            if shape.shape_type == 6:
                walk(shape.shapes)
            elif shape.has_text_frame:
                found.append(shape.text_frame.text)
            elif getattr(shape, "has_table", False) and shape.has_table:
                found.extend(c.text for row in shape.table.rows for c in row.cells)

    for slide in presentation.slides:
        walk(slide.shapes)
    return "\n".join(found)


def test_the_sample_shows_every_slide_layout(deck):
    assert {s.layout for s in deck.slides} >= LAYOUTS
    assert len(deck.slides) >= 18
    assert len(deck.scene.sections) >= 3


def test_every_title_is_there_and_none_is_repeated(opened):
    titles = [s.shapes.title.text for s in opened.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_every_objective_and_key_result_title_is_on_a_slide_in_full(opened, sample):
    text = all_text(opened)
    cascade = deckgen.load(sample)
    for thing in (*cascade.objectives.values(), *cascade.key_results.values()):
        assert thing.title in text


def test_the_scene_has_no_layout_defect(deck):
    assert defects(deck.scene, page(deck.theme, deck.aspect)) == ()


def test_the_package_has_no_defect(deck):
    assert check_package(deck.data) == ()


def test_every_content_slide_has_speaker_notes(opened, deck):
    for info, slide in zip(deck.slides, opened.slides, strict=True):
        if info.layout not in ("cover", "section"):
            assert slide.has_notes_slide, info
            assert len(slide.notes_slide.notes_text_frame.text) > 20, info


def test_footer_date_and_number_stand_on_every_slide(opened):
    for slide in opened.slides:
        kinds = {int(p.placeholder_format.type) for p in slide.placeholders}
        assert {13, 15, 16} <= kinds, slide.shapes.title.text


def test_only_scheme_colours_are_used(deck):
    import zipfile

    with zipfile.ZipFile(io.BytesIO(deck.data)) as archive:
        slides = [archive.read(n) for n in archive.namelist() if n.startswith("ppt/slides/slide")]
    assert sum(s.count(b"<a:srgbClr") for s in slides) == 0
    assert sum(s.count(b"<a:schemeClr") for s in slides) > 500


def test_the_deck_is_linked(opened):
    jumps = sum(
        b"hlinksldjump" in part.blob
        for part in opened.part.package.iter_parts()
        if "slides/slide" in str(part.partname)
    )
    assert jumps >= 5


def test_the_same_spec_gives_the_same_bytes_under_another_clock_locale_and_hash_seed(sample):
    code = (
        "import deckgen,hashlib,sys;"
        "print(hashlib.sha256(deckgen.build(sys.argv[1]).data).hexdigest())"
    )
    found = set()
    for seed, zone, locale in (("0", "UTC", "C.UTF-8"), ("77", "Asia/Tokyo", "C")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        env.pop("SOURCE_DATE_EPOCH", None)
        done = subprocess.run(
            [sys.executable, "-c", code, str(sample)],
            capture_output=True, text=True, check=True, env=env,
        )  # fmt: skip
        found.add(done.stdout)
    assert len(found) == 1


def test_source_date_epoch_sets_the_documents_dates(sample, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    opened = Presentation(io.BytesIO(deckgen.build(sample).data))
    assert opened.core_properties.created.isoformat().startswith("2001-09-09T01:46:40")


def test_load_gives_the_resolved_model(sample):
    cascade = deckgen.load(sample)
    assert len(cascade.units[cascade.company].objectives) == 3
    assert 25 <= len(cascade.objectives) <= 40


@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
def test_a_wordy_objective_without_key_results_fits_its_slide(tmp_path, aspect):
    title = " ".join(["Überprüfung der Wartezeit in allen vierzehn Standorten"] * 4)
    why = " ".join(["Waiting is the first thing patients complain about"] * 7)
    (tmp_path / "okrs.yaml").write_text(
        "version: 1\ncycle: {name: Q1, start: 2027-01-04, end: 2027-04-04}\n"
        "company:\n  name: Harbor Health\n  lead: Maya Lindqvist\n  objectives:\n"
        f"    - id: C1\n      title: {title}\n      why: {why}\n"
        f"    - id: C2\n      title: {title}\n      why: {why}\n      supports: C1\n",
        encoding="utf-8",
    )
    deck = deckgen.build(tmp_path / "okrs.yaml", aspect=aspect)
    assert defects(deck.scene, page(deck.theme, deck.aspect)) == ()
