"""The index of a folder of decks: one HTML file that asks for nothing from anywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from deckgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """One deck in the index. ``file`` is None when it could not be made.

    ``thumbnails`` are SVG elements; ``messages`` are (level, text) pairs.
    """

    name: str
    detail: str
    file: str | None
    slides: int
    thumbnails: Sequence[str] = ()
    messages: Sequence[tuple[str, str]] = ()


_STYLE = """
:root { color-scheme: light dark; font: 16px/1.45 system-ui, sans-serif;
  --ink: #1b2437; --ground: #fff; --quiet: #596273; --line: #d9dce2; --card: #fff;
  --bad: #a8271f; --warn: #7d5a05; --good: #22683f }
@media (prefers-color-scheme: dark) { :root { --ink: #eceef2; --ground: #14181f; --quiet: #a9b1be;
  --line: #353c48; --card: #1c222b; --bad: #ff8a80; --warn: #f0c05a; --good: #7fd3a0 } }
body { margin: 0 auto; max-width: 80rem; padding: 2rem; color: var(--ink);
  background: var(--ground) }
h1 { margin: 0; font-size: 1.75rem } .about { margin: .25rem 0 1.5rem; color: var(--quiet) }
ul.decks { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr));
  gap: 1.5rem; list-style: none; margin: 0; padding: 0 }
ul.decks > li { border: 1px solid var(--line); border-radius: 8px; overflow: hidden;
  background: var(--card) }
.pictures { display: grid; gap: 1px; background: var(--line) }
.pictures svg { display: block; width: 100%; height: auto }
.words { padding: .75rem 1rem 1rem } h2 { margin: 0; font-size: 1.1rem }
p { margin: .15rem 0; color: var(--quiet) } a { color: inherit }
.status { font-weight: 600; color: var(--good) } .error { color: var(--bad) }
.warning { color: var(--warn) } details { margin-top: .5rem; font-size: .9rem }
.nothing { display: grid; place-items: center; aspect-ratio: 16/9; color: var(--bad) }
a:focus-visible, summary:focus-visible { outline: 3px solid #2a7f86; outline-offset: 2px }
""".strip()
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def index(
    title: str,
    about: str,
    cards: Sequence[Card],
    *,
    pictures: Mapping[str, str],
    stale: Sequence[str] = (),
    language: str = "en",
) -> str:
    """The page. ``pictures`` are ``data:`` addresses by the id that thumbnails refer to; each
    stands in the page once. ``stale`` are files of units that no longer exist.
    """
    symbols = "".join(
        f'<symbol id="{escape(key)}" viewBox="0 0 1 1" preserveAspectRatio="none"><image '
        f'width="1" height="1" preserveAspectRatio="none" href="{escape(data)}"/></symbol>'
        for key, data in pictures.items()
    )
    shared = (
        f'<svg width="0" height="0" style="position:absolute" aria-hidden="true">{symbols}</svg>\n'
        if symbols
        else ""
    )
    old = ""
    if stale:
        rows = "".join(f"<li>{_link(name, name)}</li>" for name in stale)
        old = (
            "<h2>Decks of units that are gone</h2>\n"
            f"<p>Removed by <code>deckgen batch --prune</code>.</p>\n<ul>{rows}</ul>\n"
        )
    body = "\n".join(_card(card) for card in cards)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n{shared}"
        f'<h1>{escape(title)}</h1>\n<p class="about">{escape(about)}</p>\n'
        f'<ul class="decks">\n{body}\n</ul>\n{old}</body>\n</html>\n'
    )


def _card(card: Card) -> str:
    if card.file is None:
        pictures = '<div class="nothing">no deck</div>'
        head, status = escape(card.name), '<span class="status error">failed</span>'
    else:
        pictures = f'<div class="pictures">{"".join(card.thumbnails)}</div>'
        head = _link(card.file, card.name)
        slides = "1 slide" if card.slides == 1 else f"{card.slides} slides"
        status = f'<span class="status">{slides}</span>'
    warned = sum(level == "warning" for level, _ in card.messages)
    if warned:
        words = "1 warning" if warned == 1 else f"{warned} warnings"
        status += f' · <span class="warning">{words}</span>'
    told = ""
    if card.messages:
        rows = "".join(
            f'<li class="{escape(level)}">{escape(text)}</li>' for level, text in card.messages
        )
        count = len(card.messages)
        word = "1 finding" if count == 1 else f"{count} findings"
        told = f"<details><summary>{word}</summary><ul>{rows}</ul></details>"
    detail = f"<p>{escape(card.detail)}</p>" if card.detail else ""
    return (
        f'<li>{pictures}<div class="words"><h2>{head}</h2>{detail}<p>{status}</p>{told}</div></li>'
    )


def _link(file: str, text: str) -> str:
    return f'<a href="{escape(quote(file))}">{escape(text)}</a>'
