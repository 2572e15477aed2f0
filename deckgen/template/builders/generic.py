"""Builders of the generic slides: practices, questions, glossary, cards, comparison."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen import plan
from deckgen.model.cascade import TitledText
from deckgen.template import formats
from deckgen.template.builders.common import Args, Built, notes


def extended(items: Sequence[plan.Item], own: Sequence[TitledText]) -> tuple[plan.Item, ...]:
    """The template's items with the file's: same title replaces, the others are appended."""
    result = list(items)
    places = {_same(item.title): index for index, item in enumerate(result)}
    for entry in own:
        place = places.get(_same(entry.title))
        if place is None:
            places[_same(entry.title)] = len(result)
            result.append(plan.Item(entry.title, entry.text))
        else:
            result[place] = plan.Item(entry.title, entry.text, result[place].figure)
    return tuple(result)


def _same(title: str) -> str:
    return " ".join(title.lower().split()).rstrip("?.!")


def _items(args: Args, default: str = "") -> tuple[plan.Item, ...]:
    items = args.items("items")
    which = args.text("extend", default)
    if not which:
        return items
    own = {
        "practices": args.deck.cascade.practices,
        "faq": args.deck.cascade.faq,
        "glossary": args.deck.cascade.glossary,
    }
    if which not in own:
        raise args.fail(
            "wrong-value", f"'extend' is '{which}', not practices, faq or glossary", "extend"
        )
    return extended(items, own[which])


def practices(args: Args) -> Built | None:
    """Best practices as numbered cards; the file's own replace and extend them."""
    items = _items(args, "practices")
    if not items:
        return None
    return Built(
        plan.Cards(items, numbered=True), args.headline.practices(items), "practices",
        "Best practices",
        notes=notes("Ask who will do which of these, and when the first time is."),
    )  # fmt: skip


def faq(args: Args) -> Built | None:
    """Questions and answers."""
    items = _items(args, "faq")
    if not items:
        return None
    return Built(
        plan.Cards(items), args.headline.faq(items), "faq", "Questions",
        notes="Ask for a fourth question before you answer these.",
    )  # fmt: skip


def glossary(args: Args) -> Built | None:
    """Terms in the order given."""
    items = _items(args, "glossary")
    if not items:
        return None
    return Built(
        plan.Glossary(items), args.headline.glossary(items), "glossary", "Glossary",
        notes="For reading later: point to it, and do not read it out.",
    )  # fmt: skip


def cards(args: Args) -> Built | None:
    """Equal cards."""
    items = _items(args)
    if not items:
        return None
    title = args.text("title") or formats.shorten(formats.join_and([i.title for i in items]), 60)
    content = plan.Cards(items, numbered=args.flag("numbered", False))
    return Built(content, title, f"cards-{formats.slug(title)[:40]}")


def comparison(args: Args) -> Built | None:
    """Two columns."""
    left, right = args.items("left"), args.items("right")
    if not left and not right:
        return None
    one, two = args.text("left_title"), args.text("right_title")
    title = args.text("title") or formats.join_and([t for t in (one, two) if t]) or "Two sides"
    return Built(
        plan.Comparison(one, left, two, right), title, f"comparison-{formats.slug(title)[:40]}"
    )
