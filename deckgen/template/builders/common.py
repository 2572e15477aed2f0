"""What builders share: their arguments, their result, meters and the lines of a key result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any, cast, get_args

from deckgen import plan
from deckgen.findings import Finding, Span, TemplateError
from deckgen.template import formats
from deckgen.template.headlines import Headlines
from deckgen.template.views import DeckView, KeyResultView, ObjectiveView, UnitView
from deckgen.values import dataclass, maker

Fail = Callable[[str, str, str], TemplateError]
"""(rule, message, field) → the error at that field's place."""


@dataclass(frozen=True, slots=True)
class Built:
    """A slide as a builder makes it from data; what the template writes wins over each text.

    ``subject`` tells it from a slide of the same title ("D4", "Digital"). ``covers`` are ids of
    the objectives that it shows in full, so that links to them lead here; ``told`` is what the
    file says of them beyond the slide, for the notes of the slide that shows them best.
    """

    content: plan.Content
    title: str
    key: str
    eyebrow: str = ""
    lede: str = ""
    notes: str = ""
    subject: str = ""
    covers: tuple[str, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    detail: bool = False
    """True for the slide of a single objective, which is the best place to link to."""


@dataclass(frozen=True, slots=True)
class Args:
    """An entry's evaluated fields with the data they are about."""

    deck: DeckView
    headline: Headlines
    fields: Mapping[str, Any]
    scope: UnitView
    whole: bool
    """True when the deck is about the company, not about one unit."""
    fail: Fail
    span: Span
    context: Mapping[str, Any] = field(default_factory=dict)
    noticed: list[Finding] = field(default_factory=list)
    """Where a builder leaves what is not wrong and yet worth saying."""

    def text(self, name: str, default: str = "") -> str:
        """A field as text; numbers and views are written out."""
        value = self.fields.get(name)
        if value is None:
            return default
        if isinstance(value, list | tuple | dict):
            raise self.fail("wrong-type", f"'{name}' is a list or mapping, not a text", name)
        return str(value).strip()

    def flag(self, name: str, default: bool) -> bool:
        """A field as true or false."""
        value = self.fields.get(name)
        return default if value is None else bool(value)

    def number(self, name: str) -> int | None:
        """A field as a whole number, or None."""
        value = self.fields.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.fail("wrong-type", f"'{name}' is not a whole number", name)
        return value

    def choice(self, name: str, allowed: Sequence[str]) -> str:
        """A field that is one of some words; the first is the default."""
        value = self.fields.get(name)
        if value is None:
            return allowed[0]
        if str(value) not in allowed:
            raise self.fail(
                "wrong-value", f"'{name}' is '{value}', not one of: {', '.join(allowed)}", name
            )
        return str(value)

    def unit(self) -> UnitView:
        """The ``unit`` field, else the unit that the entry stands in."""
        value = self.fields.get("unit")
        if value is None:
            return self.scope
        if isinstance(value, UnitView):
            return value
        if isinstance(value, str) and value in self.deck.cascade.units:
            return self.deck.unit(value)
        raise self.fail("wrong-type", "'unit' is not a unit", "unit")

    def objectives(self, name: str, default: Iterable[ObjectiveView]) -> list[ObjectiveView]:
        """A field that is an objective, an id, or a list of them."""
        value = self.fields.get(name)
        if value is None:
            return list(default)
        return [self._objective(item, name) for item in _listed(value)]

    def _objective(self, item: Any, name: str) -> ObjectiveView:
        if isinstance(item, ObjectiveView):
            return item
        if isinstance(item, str) and item in self.deck.cascade.objectives:
            return self.deck.objective(item)
        raise self.fail("wrong-type", f"'{name}' is not an objective: '{item}'", name)

    def units(self, name: str, default: Iterable[UnitView]) -> list[UnitView]:
        """A field that is a list of units."""
        value = self.fields.get(name)
        if value is None:
            return list(default)
        found = []
        for item in _listed(value):
            if not isinstance(item, UnitView):
                raise self.fail("wrong-type", f"'{name}' is not a list of units", name)
            found.append(item)
        return found

    def items(self, name: str) -> tuple[plan.Item, ...]:
        """A field that is a list of texts or of ``{title, text, figure, caption}``."""
        value = self.fields.get(name)
        if value is None:
            return ()
        return tuple(self._item(item, name) for item in _listed(value))

    def _item(self, item: Any, name: str) -> plan.Item:
        if isinstance(item, Mapping):
            words = {str(key): item[key] for key in item}
            title = next((words[k] for k in ("title", "term", "question") if words.get(k)), "")
            text = next((words[k] for k in ("text", "answer") if words.get(k)), "")
            known = (
                "title", "term", "question", "text", "answer", "figure", "caption", "level",
                "status",
            )  # fmt: skip
            strange = [key for key in words if key not in known]
            if strange:
                raise self.fail("unknown-field", f"'{strange[0]}' is not a field here", name)
            figure = None
            if words.get("figure") not in (None, ""):
                figure = plan.Figure(str(words["figure"]), str(words.get("caption") or ""))
            level = words.get("level")
            status = words.get("status")
            if status is not None and status not in get_args(plan.Status):
                raise self.fail("wrong-value", f"'{status}' is not a status", name)
            return plan.Item(
                str(title).strip(),
                str(text).strip(),
                figure,
                level if isinstance(level, int) else None,
                status,
            )
        return plan.Item(str(item).strip())


def _listed(value: Any) -> list[Any]:
    if isinstance(value, str | Mapping | ObjectiveView | UnitView):
        return [value]
    return list(value)


def meter(thing: Any, rounding: int = 0) -> plan.Meter:
    """The meter of a key result, objective, unit or level."""
    if isinstance(thing, ObjectiveView):  # which stands on four slides
        made = thing._deck._once(f"meter {rounding}", thing.id, lambda: _meter(thing, rounding))
        return cast(plan.Meter, made)
    return _meter(thing, rounding)


_new_meter = maker(plan.Meter)


def _meter(thing: Any, rounding: int) -> plan.Meter:
    status, progress = cast(plan.Status, thing.status), thing.progress
    return _new_meter(
        progress,
        thing.expected,
        formats.percent(progress, rounding),
        status,
        formats.STATUS_WORDS[status],
        bool(getattr(thing, "said", False)),
    )


def values(kr: KeyResultView) -> str:
    """Start, now and target of a key result in a few words: on its slides and in their notes."""
    return str(kr._deck._once("values", kr.id, lambda: _values(kr)))


def _values(kr: KeyResultView) -> str:
    if kr.kind == "milestones":
        done = sum(1 for m in kr.milestones if m.done)
        return f"{done} of {formats.count_digits(len(kr.milestones), 'milestone')}"
    if kr.kind == "yes_no":
        return "done" if kr.done else "not yet"
    if kr.kind == "maintain":
        return f"{formats.number(kr.now, kr.unit)} · {band(kr)}"
    if kr.kind == "baseline":
        return formats.number(kr.now, kr.unit) if kr.now is not None else "to be measured"
    if kr.target is None:
        return formats.number(kr.now, kr.unit) if kr.now is not None else "no target yet"
    return formats.course((kr.start, kr.now, kr.target), kr.unit)


def band(kr: KeyResultView) -> str:
    """The band of a maintained value: "stay within 4 and 6%", "at most 5 days"."""
    if kr.minimum is not None and kr.maximum is not None:
        low, high = formats.number(kr.minimum), formats.number(kr.maximum, kr.unit)
        before = formats.affixes(kr.unit)[0]
        return f"between {before}{low} and {high}"
    if kr.minimum is not None:
        return f"at least {formats.number(kr.minimum, kr.unit)}"
    return f"at most {formats.number(kr.maximum, kr.unit)}"


def line(kr: KeyResultView, rounding: int = 0) -> plan.KeyResultLine:
    """A key result as a line of a card."""
    return cast(
        plan.KeyResultLine,
        kr._deck._once(
            f"line {rounding}",
            kr.id,
            lambda: plan.KeyResultLine(kr.title, values(kr), meter(kr, rounding)),
        ),
    )


def card(
    objective: ObjectiveView, rounding: int = 0, *, with_unit: bool = False
) -> plan.ObjectiveCard:
    """An objective as a card."""
    whose = objective.unit.name if with_unit else objective.owner
    ups = objective.supports
    note = f"Supports {formats.join_and([up.id for up in ups])}" if ups else ""
    if objective.orphan:
        note = "Supports nothing yet"
    return plan.ObjectiveCard(
        id=objective.id,
        kicker=" · ".join(part for part in (objective.id, whose) if part),
        title=objective.title,
        level=objective.level,
        meter=meter(objective, rounding),
        key_results=tuple(line(kr, rounding) for kr in objective.key_results),
        note=note,
        link=f"objective:{objective.id}",
    )


def introduced(unit: UnitView) -> str:
    """A unit's lead and description in a line, or empty."""
    led = f"{unit.name} is led by {unit.lead}." if unit.lead else ""
    if not led and unit.description:
        led = f"{unit.name}:"
    return f"{led} {unit.description}".strip()


def told(objective: ObjectiveView) -> str:
    """What the file says about an objective and the slide has no room for, for the notes."""
    return str(objective._deck._once("told", objective.id, lambda: _told(objective)))


def _told(objective: ObjectiveView) -> str:
    lines = [f"{objective.id} {objective.title}"]
    facts = [f"owner {objective.owner}" if objective.owner else "", objective.type]
    if objective.confidence is not None:
        mean = formats.number(objective.confidence, decimals=1).removesuffix(".0")
        facts.append(f"confidence {mean} of 10")
    if objective.weight != 1:
        facts.append(f"weight {formats.number(objective.weight)}")
    if objective.tags:
        facts.append(f"tags {', '.join(objective.tags)}")
    if objective.said:
        facts.append(
            f"status {formats.STATUS_WORDS[objective.status].lower()}: the owner's own word"
        )
    if objective.carried_from:
        facts.append(f"carried over from {objective.carried_from}")
    if objective.score is not None:
        facts.append(f"score {formats.number(objective.score)}")
    lines.append(formats.capital("; ".join(fact for fact in facts if fact)) + ".")
    if objective.why:
        lines.append(f"Why: {objective.why}")
    for kr in objective.key_results:
        lines.extend(told_key_result(kr))
    for waits in objective.depends_on:
        note = f": {waits.note}" if waits.note else ""
        lines.append(f"Waits for {waits.on} ({waits.status}){note}")
    return "\n".join(lines)


def told_key_result(kr: KeyResultView) -> list[str]:
    """Note, milestones and check-ins of a key result, a line each."""
    head = f"{kr.id} {kr.title}: {values(kr)}"
    if kr.said:
        head += f"; status {formats.STATUS_WORDS[kr.status].lower()}: the owner's own word"
    if kr.owner and kr.owner != kr.objective.owner:
        head += f"; owner {kr.owner}"
    if kr.weight != 1:
        head += f"; weight {formats.number(kr.weight)}"
    if kr.confidence is not None and not kr.check_ins:
        head += f"; confidence {formats.number(kr.confidence)}"
    if kr.score is not None:
        head += f"; score {formats.number(kr.score)}"
    lines = [head]
    if kr.note:
        lines.append(f"  {kr.note}")
    for step in kr.milestones:
        day = f", {formats.date(step.date)}" if step.date else ""
        lines.append(f"  {'Done' if step.done else 'Open'}: {step.title}{day}")
    for entry in kr.check_ins:
        words = [formats.number(entry.value, kr.unit)] if entry.value is not None else []
        if entry.confidence is not None:
            words.append(f"confidence {formats.number(entry.confidence)}")
        said = f": {entry.note}" if entry.note else ""
        lines.append(f"  {formats.date(entry.date, 'day')} – {', '.join(words)}{said}")
    return lines


def source(deck: DeckView, rule: str) -> str:
    """Where the numbers come from: the rule and the day."""
    return f"{rule} Numbers as of {formats.date(deck.cycle.as_of)}."


def notes(*parts: str) -> str:
    """Paragraphs of speaker notes, empty ones left out."""
    return "\n\n".join(part.strip() for part in parts if part and part.strip())


RULE_PROGRESS = (
    "Progress runs from start value to target; an objective's is the weighted mean of its key "
    "results, a unit's the weighted mean of its objectives. The tick is where progress should "
    "be today."
)
