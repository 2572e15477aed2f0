"""The known name that a mistyped one was meant for, in time that does not grow with both."""

from __future__ import annotations

from collections.abc import Collection, Iterable

MAX_COMPARISONS = 100_000
"""Names that mistyped ones are compared with, letter by letter, in one run."""
MAX_NAME = 200
"""Names longer than this, in characters, are not compared."""
_INDEXED = 24
"""Names up to this length are found by a slip of one letter, however many there are."""
_FEW = 50
"""So few names are simply all compared."""
_ANSWERS = 1000
"""Answers that are remembered."""


class Names:
    """Names that are known, made ready for many questions.

    A name that is one letter away is found by leaving out each letter in turn: names that are
    one slip apart have one of these in common (a transposition too). That takes as long as the
    name is, whatever the number of names. Only then are all compared, while ``budget`` lasts.
    """

    def __init__(self, known: Iterable[str], budget: int = MAX_COMPARISONS) -> None:
        self.known = list(dict.fromkeys(known))
        self.budget = budget
        self._folded: dict[str, str] = {}
        for name in reversed(self.known):
            self._folded[_fold(name)] = name
        self._slips: dict[str, list[str]] | None = None
        self._answers: dict[tuple[str, float], str] = {}

    def near(
        self,
        name: str,
        cutoff: float = 0.6,
        *,
        thorough: bool = True,
        without: Collection[str] = (),
    ) -> str | None:
        """The nearest known name that is not in ``without``, or ``None``.

        ``cutoff`` is the least similarity, 0 to 1, as ``difflib`` computes it. Unless
        ``thorough``, only names one slip away are looked for.
        """
        if len(name) > MAX_NAME:
            return None
        before = self._answers.get((name, cutoff))
        if before is not None and before not in without:
            return before
        found = self._near(_fold(name), cutoff, thorough, without)
        if found is not None and len(self._answers) < _ANSWERS:
            self._answers[name, cutoff] = found
        return found

    def _near(
        self, asked: str, cutoff: float, thorough: bool, without: Collection[str]
    ) -> str | None:
        same = self._folded.get(asked)
        if same is not None and same not in without:
            return same
        if not thorough or len(self.known) > _FEW:
            found = self._one_slip(asked, cutoff, without)
            if found is not None or not thorough:
                return found
        if self.budget < len(self.known):
            return None
        from difflib import get_close_matches

        self.budget -= len(self.known)
        free = [folded for folded, name in self._folded.items() if name not in without]
        matches = get_close_matches(asked, free, n=1, cutoff=cutoff)
        return self._folded[matches[0]] if matches else None

    def _one_slip(self, asked: str, cutoff: float, without: Collection[str]) -> str | None:
        if len(asked) > _INDEXED + 1:
            return None
        if self._slips is None:
            self._slips = {}
            for name in self._folded:
                for slip in _slips(name) if len(name) <= _INDEXED else ():
                    self._slips.setdefault(slip, []).append(name)
        candidates = {name for slip in _slips(asked) for name in self._slips.get(slip, ())[:_FEW]}
        candidates = {c for c in candidates if self._folded[c] not in without}
        if not candidates:
            return None
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(b=asked)
        best, score = "", cutoff
        for candidate in sorted(candidates):
            matcher.set_seq1(candidate)
            if matcher.real_quick_ratio() >= score and (ratio := matcher.ratio()) >= score:
                best, score = candidate, ratio
        return self._folded[best] if best else None


def closest(name: str, known: Collection[str], cutoff: float = 0.6) -> str | None:
    """The known name that is nearest to a mistyped one, or ``None`` when none is near."""
    return Names(known).near(name, cutoff)


def did_you_mean(name: str | None) -> str | None:
    """The suggestion that names it, or ``None``."""
    return f"did you mean '{name}'?" if name else None


def _fold(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")


def _slips(name: str) -> set[str]:
    return {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}
