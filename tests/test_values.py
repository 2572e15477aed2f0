"""Value classes: what the standard library's frozen, slotted dataclasses do, only quicker."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from typing import Any

import pytest

from deckgen.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Place:
    """A place."""

    name: str
    row: int = 0
    tags: dict[str, int] = dataclasses.field(default_factory=dict)
    seen: str = dataclasses.field(default="", compare=False)

    @property
    def words(self) -> str:
        """Its name and row."""
        return f"{self.name} {self.row}"


@dataclass(frozen=True, slots=True)
class Single:
    value: Any


@dataclass(slots=True)
class Pen:
    width: int
    colors: list[str] = dataclasses.field(default_factory=list)


def test_objects_are_made_by_position_and_by_name_with_defaults():
    assert Place("a", 2, {"x": 1}, "now") == Place(name="a", row=2, tags={"x": 1}, seen="now")
    assert Place("a").row == 0
    assert Place("a").words == "a 0"
    assert Place.__doc__ == "A place."


def test_each_object_has_a_default_of_its_own():
    Place("a").tags["x"] = 1
    assert Place("a").tags == {}


@pytest.mark.parametrize("wrong", [(), ("a", 1, {}, "", 5)])
def test_too_few_or_too_many_values_are_refused(wrong):
    with pytest.raises(TypeError):
        Place(*wrong)


def test_a_frozen_object_cannot_be_changed():
    place = Place("a")
    for change in (
        lambda: setattr(place, "row", 1),
        lambda: setattr(place, "unknown", 1),
        lambda: delattr(place, "row"),
    ):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert place == Place("a")
    assert not hasattr(place, "__dict__")


def test_equality_and_hash_follow_the_fields_that_are_compared():
    assert Place("a", seen="x") == Place("a", seen="y")
    assert Place("a") != Place("b")
    assert Place("a") != ("a", 0, {}, "")
    assert len({Single(1), Single(1), Single(2)}) == 2
    assert hash(Single(1)) == hash((1,))


def test_an_object_that_can_change_has_no_hash():
    pen = Pen(1)
    pen.width = 2
    assert pen == Pen(2)
    with pytest.raises(TypeError):
        hash(pen)


def test_it_shows_itself_as_it_is_written():
    assert repr(Place("a", 1)) == "Place(name='a', row=1, tags={}, seen='')"


@pytest.mark.parametrize("value", [Place("a", 1, {"x": 1}, "now"), Single((1, 2)), Pen(3, ["red"])])
def test_it_survives_copies_and_pickling(value):
    for other in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert other == value
        assert type(other) is type(value)


def test_the_functions_of_dataclasses_know_it():
    place = Place("a", 1)
    assert dataclasses.is_dataclass(place)
    assert [f.name for f in dataclasses.fields(Place)] == ["name", "row", "tags", "seen"]
    assert dataclasses.replace(place, row=5) == Place("a", 5)
    assert dataclasses.asdict(place) == {"name": "a", "row": 1, "tags": {}, "seen": ""}
    assert list(inspect.signature(Place).parameters) == ["name", "row", "tags", "seen"]


def test_replacing_fields_gives_another_object_and_knows_no_other_names():
    place = Place("a", 1, seen="now")
    assert replace(place, row=5) == Place("a", 5)
    assert replace(place, row=5).seen == "now"
    assert place.row == 1
    with pytest.raises(TypeError):
        replace(place, column=1)


def test_it_matches_by_position():
    match Place("a", 7):
        case Place("a", row):
            assert row == 7
        case _:
            pytest.fail("no match")


def test_it_has_no_subclasses():
    with pytest.raises(TypeError, match="no subclasses"):
        type("Other", (Place,), {})


def test_what_needs_more_is_left_to_the_standard_library():
    @dataclass(frozen=True, slots=True, order=True)
    class Ranked:
        rank: int

    @dataclass(slots=True)
    class Counted:
        number: int
        double: int = dataclasses.field(init=False)

        def __post_init__(self) -> None:
            self.double = 2 * self.number

    assert Ranked(1) < Ranked(2)
    assert Counted(2).double == 4


@dataclass(frozen=True, slots=True, order=True)
class Step:
    row: int
    name: str = ""
    note: str = dataclasses.field(default="", compare=False)


def test_objects_with_an_order_compare_by_their_fields():
    assert sorted([Step(2), Step(1, "b"), Step(1, "a")]) == [Step(1, "a"), Step(1, "b"), Step(2)]
    assert Step(1) <= Step(1, note="x") >= Step(1)
    assert Step(1) < Step(2)
    assert not Step(2) < Step(1)
    assert Step(2) > Step(1)
    with pytest.raises(TypeError):
        assert Step(1) < (2, "")
