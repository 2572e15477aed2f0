"""The ruler of titles agrees with the typesetter."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from deckgen.layout.tree.measure import Ruler
from deckgen.scene import Color, points
from deckgen.text.fitting import Typesetter
from deckgen.text.style import Style

SETTER = Typesetter("Arial", "Arial")
RULER = Ruler(SETTER)
WORDS = st.lists(
    st.sampled_from(
        ("Cut", "referral-to-booking", "time", "60%", "Größe", "der", "运营目标", "🚑", "AVAVAVA",
         "Donaudampfschifffahrtsgesellschaft", "(now)", "9–10", "")
    ),
    max_size=14,
).map(" ".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(WORDS, st.sampled_from((10, 11, 12, 14, 18)), st.integers(60, 300))
@example("", 10, 100)
@example("two\nlines", 10, 100)
def test_no_title_takes_more_lines_than_the_ruler_says(text, size, width):
    real = SETTER.lines(text, Style(size, Color("tx1"), bold=True), points(width))
    assert real <= RULER.lines(text, size, points(width)) <= real + 1


@settings(max_examples=100, deadline=None)
@given(
    st.lists(WORDS, max_size=8),
    st.sampled_from((10, 12, 18)),
    st.integers(60, 300),
    st.integers(1, 5),
)
def test_the_most_lines_of_many_titles_are_those_of_the_one_with_most(texts, size, width, enough):
    each = [RULER.lines(text, size, points(width)) for text in texts]
    ordered = RULER.longest_first(texts)
    assert set(ordered) == set(texts)
    most = RULER.most(ordered, size, points(width), enough)
    assert most == min(enough, max(each, default=0))
    assert most == RULER.most(texts, size, points(width), enough)
