"""The page about the audit, ``docs/audit.md``, from the table of rules: it cannot go stale.

Write it anew with ``python -m deckgen.audit.document > docs/audit.md``.
"""

from __future__ import annotations

from deckgen.audit.score import COSTS, FLOOR, HEALTHY
from deckgen.audit.table import DOERR, PROFILES, RULES

NOTICED: dict[str, tuple[str, tuple[str, ...]]] = {
    "no-company-objective": ("the company has no objective of its own", ()),
    "too-many-objectives": (
        "a unit has more objectives than the threshold",
        ("objectives_per_unit", "company_objectives"),
    ),
    "key-result-count": (
        "an objective has fewer or more key results than the thresholds",
        ("key_results_min", "key_results_max"),
    ),
    "no-key-results": ("an objective has no key results, and nothing rolls up to it", ()),
    "load": (
        "a person, not a unit, owns more objectives or more key results than the thresholds",
        ("objectives_per_person", "key_results_per_person"),
    ),
    "orphan": ("an objective below the company supports nothing", ()),
    "dead-end": ("no department supports a company objective, directly or through others", ()),
    "single-contributor": ("one department alone supports a company objective", ()),
    "level-skip": (
        "an objective supports one past a unit that stands between the two (a person right "
        "under a department has no team to pass over)",
        (),
    ),
    "circular-support": ("objectives support one another in a circle", ()),
    "silo": ("no objective of a department or below it supports one outside of it", ()),
    "depth": ("objectives stand on more levels than the threshold", ("depth",)),
    "unmeasured": ("a key result has no target, band, milestones or yes/no", ()),
    "no-baseline": ("a metric says where it goes, not where it starts", ()),
    "activity": (
        "a key result's title begins with a verb of doing (launch, build, hold …) that is no part "
        "of a noun (build time), and neither a field nor the title says how much; English and "
        "German",
        (),
    ),
    "objective-with-digits": (
        "an objective's title has a number that stands by itself and is not part of a name, such "
        "as a year, ISO 27001, 24/7 or a link; English and German",
        (),
    ),
    "one-owner": (
        "an objective has no owner (or TBD), or more than one (a comma, an ampersand, and, und). "
        "A unit may own one",
        (),
    ),
    "timid-or-certain": (
        "confidence in a key result of an aspirational objective began at the threshold or above",
        ("certain_confidence",),
    ),
    "confidence-falls": (
        "confidence fell three check-ins in a row, or by the threshold, and did not rise again",
        ("confidence_drop",),
    ),
    "silence": (
        "an objective had no check-in for more days than the threshold before the day of the "
        "numbers. What is done may rest, what is kept in a band may not. Where nobody "
        "writes check-ins, a value that is typed is of that day. Where there is neither, one "
        "finding says it for all. After the end all may rest",
        ("silence_days",),
    ),
    "open-dependency": (
        "a dependency is open; an error in the profile strict",
        ("open_dependency",),
    ),
    "conflict": (
        "two key results with the same words have opposite directions, or two units own them "
        "of which neither supports the other; of more, one finding names them together; English "
        "and German",
        (),
    ),
    "top-down-share": (
        "of five or more objectives below the company, fewer than the one share or more than "
        "the other support something",
        ("top_down_low", "top_down_high"),
    ),
    "carried-over-twice": (
        "an objective is carried over, and was carried over into the cycle before",
        (),
    ),
    "threshold": ("a key under `rules` is no threshold, or its value is of a wrong type", ()),
}
"""rule: (when it speaks, the thresholds it uses)."""

_HEAD = """\
# The alignment audit

`deckgen check` and every deck's health slide read the cascade by these rules. Structured fields
are read first and titles last; rules on words know some languages and are silent in others.
Dropped objectives and key results are left out. This page is written from the table of rules.
"""

_PROFILES = """
## Thresholds

`--rules` chooses a profile: `doerr` (the default), `wodtke` or `strict`; or it names a YAML file
of thresholds. A spec changes single ones under `rules`, whatever the profile:

```yaml
rules:
  silence_days: 21
  open_dependency: error     # warning | error
```
"""

_SCORE = """
## The score

100 less what these rules take off for each finding, never below {floor}; healthy from {healthy}.
"""


def page() -> str:
    """The whole page as Markdown, ending with a line feed."""
    return "".join((_HEAD, _rules(), _PROFILES, _thresholds(), _score()))


def _rules() -> str:
    parts = ["\n## Rules\n"]
    for rule in RULES.values():
        noticed, names = NOTICED[rule.id]
        limits = ", ".join(f"`{name}` {_value(DOERR[name])}" for name in names) or "none"
        parts.append(
            f"\n### `{rule.id}`\n\n"
            f"- Level: {rule.level.word}\n"
            f"- When: {noticed}.\n"
            f"- Why: {rule.reason}.\n"
            f"- Threshold: {limits}\n"
            f"- Source: {rule.source or '—'}\n"
        )
    return "".join(parts)


def _thresholds() -> str:
    rows = [f"\n| threshold | {' | '.join(PROFILES)} |\n|{'---|' * (len(PROFILES) + 1)}\n"]
    for name in DOERR:
        values = " | ".join(_value(limits[name]) for limits in PROFILES.values())
        rows.append(f"| `{name}` | {values} |\n")
    return "".join(rows)


def _score() -> str:
    rows = "".join(f"| `{rule}` | {points} |\n" for rule, points in COSTS.items())
    head = _SCORE.format(floor=FLOOR, healthy=HEALTHY)
    return f"{head}\n| rule | points for each |\n|---|---|\n{rows}"


def _value(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    print(page(), end="")
