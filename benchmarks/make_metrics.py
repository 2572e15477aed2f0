"""Make the tables of advance widths in ``deckgen/text/data`` from free fonts.

    python benchmarks/make_metrics.py --gelasio FOLDER [--fonts FOLDER]

Needs fontTools and brotli. The fonts are Liberation 2, Carlito, DejaVu and Noto as Debian
ships them (fonts-liberation2, fonts-crosextra-carlito, fonts-dejavu, fonts-noto-core), and
Gelasio from the npm package @fontsource/gelasio (its ``files`` folder).

A face is a JSON file: ``units`` to the em; ``widths`` from a width to the characters that have
it; ``left`` and ``right`` classes of characters that kern alike; ``kern`` with one string of
"right-class:value" per left class. Line-breaking classes come from the ``uniseg`` package.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont

DATA = Path(__file__).resolve().parent.parent / "deckgen" / "text" / "data"
STYLES = ("regular", "bold", "italic", "bold-italic")
LATIN = [(0x20, 0x7E), (0xA0, 0x24F)]
RANGES = [
    *LATIN,
    (0x2B9, 0x2DD), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF),
    (0x2010, 0x2049), (0x2070, 0x208E), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x215E),
    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x25A0, 0x25FF), (0xFB01, 0xFB02),
]  # fmt: skip
KERNED = [*LATIN, (0x370, 0x3FF), (0x400, 0x45F), (0x490, 0x491), (0x2010, 0x2026)]

# Scale of a stand-in that is close to, but not the twin of, the family: chosen so that running
# English text comes out one or two per cent too wide rather than too narrow.
SCALED = {"verdana": 1.02, "trebuchet-ms": 0.98}

FALLBACK_RANGES = [
    (0x2B0, 0x2FF), (0x531, 0x58F), (0x5BE, 0x5F4), (0x60C, 0x6FF), (0x900, 0xDFF),
    (0xE01, 0xE5B), (0xE81, 0xEDF), (0x1000, 0x109F), (0x10A0, 0x10FF), (0x1200, 0x137F),
    (0x1780, 0x17FF), (0x1C90, 0x1CBF), (0x1F00, 0x1FFF), (0x2010, 0x205E), (0x2070, 0x209C),
    (0x20A0, 0x20C0), (0x2100, 0x27BF), (0x27C0, 0x27EF), (0x27F0, 0x27FF), (0x2900, 0x297F),
    (0x2B00, 0x2BFF), (0xFB1D, 0xFB4F), (0x1D400, 0x1D7FF), (0x1F100, 0x1F16F),
]  # fmt: skip
FALLBACK_FONTS = (
    "NotoSansArabic", "NotoSansHebrew", "NotoSansThai", "NotoSansLao", "NotoSansKhmer",
    "NotoSansDevanagari", "NotoSansBengali", "NotoSansGurmukhi", "NotoSansGujarati",
    "NotoSansOriya", "NotoSansTamil", "NotoSansTelugu", "NotoSansKannada",
    "NotoSansMalayalam", "NotoSansSinhala", "NotoSansMyanmar", "NotoSansGeorgian",
    "NotoSansArmenian", "NotoSansEthiopic", "NotoSans", "NotoSansMath", "NotoSansSymbols",
    "NotoSansSymbols2",
)  # fmt: skip


def characters(ranges: Iterable[tuple[int, int]]) -> list[int]:
    return [code for first, last in ranges for code in range(first, last + 1)]


class Font:
    """A font file's widths and kerning by character, in its own units."""

    def __init__(self, path: Path) -> None:
        self.font = TTFont(path)
        self.units = self.font["head"].unitsPerEm
        self.cmap = self.font.getBestCmap()
        self.advances = self.font["hmtx"]

    def width(self, code: int) -> int | None:
        glyph = self.cmap.get(code)
        return None if glyph is None else self.advances[glyph][0]

    def kerning(self, codes: list[int]) -> dict[tuple[int, int], int]:
        """What the pair of two characters adds to the first one's advance."""
        glyphs = {code: self.cmap[code] for code in codes if code in self.cmap}
        found: dict[tuple[int, int], int] = {}
        lookups = self._lookups()
        if not lookups and "kern" in self.font:
            by_glyph = defaultdict(list)
            for code, glyph in glyphs.items():
                by_glyph[glyph].append(code)
            for table in self.font["kern"].kernTables:
                for (a, b), value in table.kernTable.items():
                    for x in by_glyph.get(a, ()):
                        for y in by_glyph.get(b, ()):
                            found[x, y] = value
            return found
        for a, first in glyphs.items():
            for b, second in glyphs.items():
                value = sum(_pair(subtables, first, second) for subtables in lookups)
                if value:
                    found[a, b] = value
        return found

    def _lookups(self) -> list[list[tuple]]:
        if "GPOS" not in self.font:
            return []
        table = self.font["GPOS"].table
        features = set()
        for record in table.ScriptList.ScriptRecord:
            if record.ScriptTag in ("DFLT", "latn") and record.Script.DefaultLangSys:
                features.update(record.Script.DefaultLangSys.FeatureIndex)
        wanted = {
            i
            for f in features
            if table.FeatureList.FeatureRecord[f].FeatureTag == "kern"
            for i in table.FeatureList.FeatureRecord[f].Feature.LookupListIndex
        }
        result = []
        for index in sorted(wanted):
            subtables = []
            for sub in table.LookupList.Lookup[index].SubTable:
                inner = getattr(sub, "ExtSubTable", sub)
                if inner.LookupType != 2:
                    continue
                cover = set(inner.Coverage.glyphs)
                if inner.Format == 1:
                    pairs = {
                        (g, r.SecondGlyph): _advance(r.Value1)
                        for g, s in zip(inner.Coverage.glyphs, inner.PairSet, strict=True)
                        for r in s.PairValueRecord
                    }
                    subtables.append((1, cover, pairs, None, None))
                else:
                    subtables.append(
                        (2, cover, inner.Class1Record, inner.ClassDef1.classDefs,
                         inner.ClassDef2.classDefs)
                    )  # fmt: skip
            result.append(subtables)
        return result


def _advance(value: object) -> int:
    return int(getattr(value, "XAdvance", 0) or 0)


def _pair(subtables: list[tuple], first: str, second: str) -> int:
    for kind, cover, data, left, right in subtables:
        if first not in cover:
            continue
        if kind == 1:
            if (first, second) in data:
                return data[first, second]
        else:
            # A class subtable that covers the first glyph ends the lookup, even with 0.
            record = data[left.get(first, 0)].Class2Record[right.get(second, 0)]
            return _advance(record.Value1)
    return 0


def face(sources: list[Font], *, scale: float = 1.0, kern: bool = True) -> dict[str, object]:
    """The table of one face; the first of ``sources`` that has a character gives its width."""
    units = sources[0].units
    widths: dict[int, list[int]] = defaultdict(list)
    for code in characters(RANGES):
        for source in sources:
            width = source.width(code)
            if width is not None:
                widths[round(width * scale * units / source.units)].append(code)
                break
    result: dict[str, object] = {
        "units": units,
        "widths": {str(w): "".join(map(chr, codes)) for w, codes in sorted(widths.items())},
    }
    pairs: dict[tuple[int, int], int] = {}
    if kern:
        seen: set[int] = set()
        for source in sources:
            codes = [c for c in characters(KERNED) if source.width(c) is not None]
            pairs.update(source.kerning([c for c in codes if c not in seen]))
            seen.update(codes)
    if pairs:
        result |= classes(pairs)
    return result


def classes(pairs: dict[tuple[int, int], int]) -> dict[str, object]:
    """Pairs as classes: characters with equal rows, and characters with equal columns."""
    rows: dict[int, dict[int, int]] = defaultdict(dict)
    columns: dict[int, dict[int, int]] = defaultdict(dict)
    for (a, b), value in pairs.items():
        rows[a][b] = value
        columns[b][a] = value

    def group(table: dict[int, dict[int, int]]) -> list[list[int]]:
        alike: dict[tuple, list[int]] = defaultdict(list)
        for code in sorted(table):
            alike[tuple(sorted(table[code].items()))].append(code)
        return list(alike.values())

    left, right = group(rows), group(columns)
    kern = []
    for members in left:
        row = rows[members[0]]
        kern.append(" ".join(f"{i}:{row[r[0]]}" for i, r in enumerate(right) if r[0] in row))
    return {
        "left": ["".join(map(chr, m)) for m in left],
        "right": ["".join(map(chr, m)) for m in right],
        "kern": kern,
    }


def fallback(fonts: Path, weight: str) -> dict[str, object]:
    """Widths in 1/1000 em of what the families lack, from the fonts that usually stand in.

    Where DejaVu and Noto both have a symbol, a Hebrew or an Arabic letter the wider counts.
    """
    noto = [
        Font(path)
        for name in FALLBACK_FONTS
        for path in [_noto(fonts, name, weight)]
        if path is not None
    ]
    dejavu = Font(
        fonts / "dejavu" / ("DejaVuSans-Bold.ttf" if weight == "Bold" else "DejaVuSans.ttf")
    )
    widths: dict[int, list[int]] = defaultdict(list)
    for code in characters(FALLBACK_RANGES):
        category = unicodedata.category(chr(code))
        if category in ("Mn", "Me", "Cn", "Cf"):
            continue
        found = [
            -(-w * 1000 // font.units) for font in noto if (w := font.width(code)) is not None
        ][:1]
        shared = (category[0] in "SP" and code >= 0x2000) or 0x5BE <= code <= 0x6FF
        if shared and (w := dejavu.width(code)) is not None:
            found.append(-(-w * 1000 // dejavu.units))
        if found:
            widths[max(found)].append(code)
    return {
        "units": 1000,
        "widths": {str(w): "".join(map(chr, codes)) for w, codes in sorted(widths.items())},
        "forms": widest(arabic(noto[0]), arabic(dejavu)),
    }


def widest(first: dict[str, list[int]], second: dict[str, list[int]]) -> dict[str, list[int]]:
    """Form by form the wider of two fonts: programs differ in which one they fall back to."""
    return {
        key: [max(a, b) for a, b in zip(own, second.get(key, own), strict=False)]
        + own[len(second.get(key, own)) :]
        for key, own in first.items()
    }


def _noto(fonts: Path, name: str, weight: str) -> Path | None:
    for style in (weight, "Regular"):
        path = fonts / "noto" / f"{name}-{style}.ttf"
        if path.exists():
            return path
    return None


def arabic(font: Font) -> dict[str, list[int]]:
    """Letter -> widths of its isolated, final, medial and initial form, 1/1000 em.

    A letter without medial form has two numbers. Lam with alef is one ligature.
    """
    table = font.font["GSUB"].table
    single: dict[str, dict[str, str]] = {"fina": {}, "medi": {}, "init": {}}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag not in single:
            continue
        for index in record.Feature.LookupListIndex:
            for sub in table.LookupList.Lookup[index].SubTable:
                inner = getattr(sub, "ExtSubTable", sub)
                if hasattr(inner, "mapping"):
                    for glyph, other in inner.mapping.items():
                        name = other[0] if isinstance(other, list) else other
                        single[record.FeatureTag].setdefault(glyph, name)
    forms: dict[str, list[int]] = {}
    for code in characters([(0x620, 0x64A), (0x66E, 0x6D5)]):
        glyph = font.cmap.get(code)
        if glyph is None or glyph not in single["fina"]:
            continue
        names = [glyph, single["fina"][glyph]]
        if glyph in single["medi"]:
            names += [single["medi"][glyph], single["init"][glyph]]
        forms[chr(code)] = [-(-font.advances[n][0] * 1000 // font.units) for n in names]
    # The presentation forms of lam with alef, by their own code points.
    for alef, code in {
        "\u0622": 0xFEF5,
        "\u0623": 0xFEF7,
        "\u0625": 0xFEF9,
        "\u0627": 0xFEFB,
    }.items():
        width, final = font.width(code), font.width(code + 1)
        if width and final:
            forms["\u0644" + alef] = [-(-w * 1000 // font.units) for w in (width, final)]
    return forms


def line_break() -> dict[str, str]:
    """Class -> its ranges, in hexadecimal. AL and unassigned (XX) are what is left out; ambiguous
    (AI) and the rarer Brahmic classes are AL too; Hangul syllables are computed, not listed.
    """
    from uniseg.linebreak import line_break as uax14  # type: ignore[import-not-found]

    same = {"VI": "CM", "VF": "CM", "CR": "BK", "LF": "BK", "NL": "BK"}
    spans: dict[str, list[list[int]]] = defaultdict(list)
    for code in range(0x20000):
        name = uax14(chr(code)).value
        name = same.get(name, name)
        if name in ("AL", "AI", "AK", "AP", "AS", "XX", "SG", "H2", "H3"):
            continue
        if name == "SA":
            name = "SC" if unicodedata.category(chr(code)) in ("Mn", "Mc") else "SA"
        listed = spans[name]
        if listed and listed[-1][1] == code - 1:
            listed[-1][1] = code
        else:
            listed.append([code, code])
    spans["ID"] += [[0x20000, 0x3FFFD]]
    return {
        name: " ".join(f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in listed)
        for name, listed in sorted(spans.items())
    }


def write(name: str, value: object) -> None:
    path = DATA / f"{name}.json"
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
    path.write_text(text + "\n", encoding="utf-8")
    print(f"{name:28} {path.stat().st_size:>8}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts/truetype"))
    parser.add_argument("--gelasio", type=Path, required=True)
    args = parser.parse_args()
    fonts: Path = args.fonts
    DATA.mkdir(parents=True, exist_ok=True)
    plain = ("Regular", "Bold", "Italic", "BoldItalic")
    oblique = ("", "-Bold", "-Oblique", "-BoldOblique")
    for style, name, dejavu in zip(STYLES, plain, oblique, strict=True):
        for family, stem in (
            ("arial", "liberation2/LiberationSans"),
            ("times-new-roman", "liberation2/LiberationSerif"),
            ("courier-new", "liberation2/LiberationMono"),
            ("calibri", "crosextra/Carlito"),
        ):
            write(f"{family}-{style}", face([Font(fonts / f"{stem}-{name}.ttf")]))
        number = 700 if "bold" in style else 400
        slope = "italic" if "italic" in style else "normal"
        gelasio = [
            Font(args.gelasio / f"gelasio-{part}-{number}-{slope}.woff2")
            for part in ("latin", "latin-ext", "vietnamese")
        ]
        # Gelasio has neither Greek nor Cyrillic; Noto Serif is as wide as Georgia there.
        serif = Font(fonts / "noto" / f"NotoSerif-{name}.ttf")
        write(f"georgia-{style}", face([*gelasio, serif]))
        write(
            f"verdana-{style}",
            face(
                [Font(fonts / f"dejavu/DejaVuSans{dejavu}.ttf")],
                scale=SCALED["verdana"],
                kern=False,
            ),
        )
        write(
            f"trebuchet-ms-{style}",
            face(
                [Font(fonts / f"noto/NotoSans-{name}.ttf")],
                scale=SCALED["trebuchet-ms"],
                kern=False,
            ),
        )
    for weight in ("Regular", "Bold"):
        write(f"fallback-{weight.lower()}", fallback(fonts, weight))
    write("line-break", line_break())


if __name__ == "__main__":
    main()
