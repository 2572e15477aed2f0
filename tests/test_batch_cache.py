"""The cache of a batch: what has not changed is not built again, and what has always is."""

from __future__ import annotations

import json

import pytest
from helpers_batch import build, built, bytes_of, manifest, many, spec

from deckgen import batch
from deckgen.batching import work

THREE = (("a", "Alpha", 10), ("b", "Beta", 20), ("c", "Gamma", 30))


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def test_a_second_run_builds_nothing_and_changes_no_byte(tmp_path, out):
    path = spec(tmp_path, *THREE)
    assert built(build(path, out)) == ["a", "b", "c"]
    before = bytes_of(out)
    times = {p.name: p.stat().st_mtime_ns for p in out.glob("*.pptx")}
    second = build(path, out)
    assert built(second) == []
    assert bytes_of(out) == before
    assert {p.name: p.stat().st_mtime_ns for p in out.glob("*.pptx")} == times
    assert [r.slides for r in second.results] == [r["slides"] for r in manifest(out)["decks"]]


def test_force_builds_all(tmp_path, out):
    path = spec(tmp_path, *THREE)
    build(path, out)
    assert built(build(path, out, force=True)) == ["a", "b", "c"]


def test_a_change_in_one_department_rebuilds_that_one(tmp_path, out):
    build(spec(tmp_path, *THREE), out)
    changed = spec(tmp_path, THREE[0], ("b", "Beta", 25), THREE[2])
    assert built(build(changed, out)) == ["b"]


def test_a_change_rebuilds_those_whose_slides_show_it_too(tmp_path, out):
    path = spec(tmp_path, *THREE)
    waits = path.read_text().replace(
        'title: "Answer every call to Gamma",', 'title: "Answer every call to Gamma", '
        "depends_on: [O-a],"
    )  # fmt: skip
    path.write_text(waits)
    build(path, out)
    path.write_text(waits.replace("Answer every call to Alpha", "Answer each call to Alpha"))
    assert built(build(path, out)) == ["a", "c"]


def test_comments_and_order_of_keys_rebuild_nothing(tmp_path, out):
    path = spec(tmp_path, *THREE)
    build(path, out)
    path.write_text("# a remark\n" + path.read_text() + "\n\n# another\n")
    assert built(build(path, out)) == []


@pytest.mark.parametrize(
    "how", [{"aspect": "4:3"}, {"template": "kickoff"}, {"settings": {"presenter": "Noor"}}]
)
def test_an_option_rebuilds_all(tmp_path, out, how):
    path = spec(tmp_path, *THREE)
    build(path, out)
    assert built(build(path, out, **how)) == ["a", "b", "c"]


def test_a_theme_rebuilds_all(tmp_path, out):
    path = spec(tmp_path, *THREE)
    theme = tmp_path / "house.yaml"
    theme.write_text("name: House\nextends: meridian\ncolors: {accent1: '#2A7F86'}\n")
    build(path, out, theme=str(theme))
    assert built(build(path, out, theme=str(theme))) == []
    theme.write_text("name: House\nextends: meridian\ncolors: {accent1: '#1F5F8B'}\n")
    assert built(build(path, out, theme=str(theme))) == ["a", "b", "c"]


def test_another_version_rebuilds_all(tmp_path, out, monkeypatch):
    path = spec(tmp_path, *THREE)
    build(path, out)
    monkeypatch.setattr("deckgen.batching.work.__version__", "99.0")
    monkeypatch.setattr("deckgen.batching.work._looks", (None, ""))
    monkeypatch.setattr(batch, "Shared", lambda *a: work.Shared(*a, "99.0"))
    assert built(build(path, out)) == ["a", "b", "c"]


@pytest.mark.parametrize("harm", ["removed", "edited", "cut"])
def test_a_deck_that_is_not_as_written_is_built_again(tmp_path, out, harm):
    path = spec(tmp_path, *THREE)
    build(path, out)
    before = bytes_of(out)
    deck = out / "beta.pptx"
    if harm == "removed":
        deck.unlink()
    else:
        data = deck.read_bytes()
        deck.write_bytes(data + b"x" if harm == "edited" else data[:100])
    assert built(build(path, out)) == ["b"]
    assert bytes_of(out) == before


@pytest.mark.parametrize("content", [b"", b"{", b'{"file": "../x.pptx"}\n[1]\nnull\n', b"\xff\n"])
def test_a_damaged_record_costs_only_time(tmp_path, out, content):
    path = spec(tmp_path, *THREE)
    build(path, out)
    before = bytes_of(out)
    (out / batch.RECORD).write_bytes(content)
    assert built(build(path, out)) == ["a", "b", "c"]
    assert bytes_of(out) == before


def test_decks_of_departments_that_are_gone_are_listed_and_kept(tmp_path, out):
    build(spec(tmp_path, *THREE), out)
    for _ in range(2):
        outcome = build(spec(tmp_path, *THREE[:2]), out)
        assert outcome.stale == ("gamma.pptx",)
        assert (out / "gamma.pptx").exists()
        assert manifest(out)["stale"] == ["gamma.pptx"]
        assert "gamma.pptx" in (out / "index.html").read_text()


def test_prune_removes_them_and_nothing_else(tmp_path, out):
    build(spec(tmp_path, *THREE), out)
    (out / "mine.pptx").write_bytes(b"not from here")
    outcome = build(spec(tmp_path, *THREE[:2]), out, prune=True)
    assert outcome.pruned == ("gamma.pptx",)
    assert sorted(p.name for p in out.glob("*.pptx")) == ["alpha.pptx", "beta.pptx", "mine.pptx"]
    assert manifest(out)["stale"] == []


def test_prune_keeps_a_deck_that_someone_has_edited(tmp_path, out):
    build(spec(tmp_path, *THREE), out)
    (out / "gamma.pptx").write_bytes(b"edited by hand")
    outcome = build(spec(tmp_path, *THREE[:2]), out, prune=True)
    assert outcome.stale == ("gamma.pptx",)
    assert (out / "gamma.pptx").read_bytes() == b"edited by hand"


def test_a_renamed_department_leaves_its_old_deck_as_stale(tmp_path, out):
    build(spec(tmp_path, *THREE), out)
    outcome = build(spec(tmp_path, THREE[0], THREE[1], ("c", "Delta", 30)), out)
    assert built(outcome) == ["c"]
    assert outcome.stale == ("gamma.pptx",)


def test_the_manifest_says_what_every_deck_is(tmp_path, out):
    build(many(tmp_path, 3), out)
    data = manifest(out)
    hashes = bytes_of(out)
    assert data["version"]
    for deck in data["decks"]:
        assert deck["sha256"] == hashes[deck["file"]]
        assert len(deck["inputs"]) == 64
        assert deck["slides"] > 3
        assert deck["status"] == 0
        assert isinstance(deck["findings"], list)
    assert len({d["inputs"] for d in data["decks"]}) == 3


def test_the_manifest_is_written_as_json_always_was(tmp_path, out):
    def same() -> str:
        text = (out / "manifest.json").read_text("utf-8")
        assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
        return text

    path = spec(tmp_path, *THREE)
    path.write_text(path.read_text().replace("name: Alpha", 'name: Ål "one" → two'), "utf-8")
    build(path, out)
    assert 'Ål \\"one\\" → two' in same()
    build(spec(tmp_path, *THREE[:2]), out, only=[])
    assert '"decks": [],' in same()
    build(spec(tmp_path, *THREE[:2]), out)
    assert '"stale": [\n    "' in same()


def test_the_index_shows_every_deck_and_asks_for_nothing(tmp_path, out):
    build(spec(tmp_path, ("a", "R&D <new>", 10), ("b", "Größe 100%", 20)), out)
    page = (out / "index.html").read_text(encoding="utf-8")
    assert page.count("<svg xmlns") == 4
    assert "R&amp;D &lt;new&gt;" in page
    assert 'href="r-d-new.pptx"' in page
    assert 'href="gr%C3%B6sse-100.pptx"' in page
    rest = page.replace("http://www.w3.org/2000/svg", "")
    assert "http:" not in rest
    assert "https:" not in rest
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_a_picture_stands_in_the_index_once(tmp_path, out):
    from helpers_scene import png

    (tmp_path / "logo.png").write_bytes(png(40, 20))
    theme = tmp_path / "house.yaml"
    theme.write_text("name: House\nextends: meridian\nlogo: logo.png\n")
    build(spec(tmp_path, *THREE), out, theme=str(theme))
    page = (out / "index.html").read_text(encoding="utf-8")
    assert page.count("data:image/png") == 1
    assert page.count('<use href="#picture-') >= 3
    record = (out / batch.RECORD).read_text().splitlines()
    assert sum("picture" in json.loads(line) for line in record) == 1
