"""The row arrangement against an independent one: d3-flextree, the tidy tree by van der Ploeg.

``DECKGEN_FLEXTREE`` names the ``node_modules`` folder that holds it.
"""

import json
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from deckgen.layout.tree.forms import shapes_of
from deckgen.layout.tree.shapes import Branch, Sizes, postorder

SIZES = Sizes(card=1_500_000, gap=120_000, indent=150_000, spine=110_000)
SCRIPT = """
const {flextree} = require('d3-flextree');
const trees = JSON.parse(require('fs').readFileSync(0));
const laid = trees.map(([card, gap, parents]) => {
  const nodes = parents.map(() => ({size: [card, 1], children: []}));
  parents.forEach((p, i) => { if (p >= 0) nodes[p].children.push(nodes[i]); });
  const layout = flextree({spacing: () => gap});
  const tree = layout.hierarchy(nodes[0]);
  layout(tree);
  const x = new Map(tree.descendants().map(n => [n.data, n.x]));
  return nodes.map(n => x.get(n));
});
console.log(JSON.stringify(laid));
"""


def _random_parents(seed: int) -> list[int]:
    """The parent of each node, -1 for the first: broad, deep and uneven trees."""
    rng = random.Random(seed)
    reach = rng.choice((2, 5, 60))
    count = rng.randint(2, 60)
    return [-1, *(rng.randint(max(0, n - reach), n - 1) for n in range(1, count))]


def _ours(parents: list[int]) -> dict[int, int]:
    """The middle (EMU) of each node's card in lanes."""
    nodes = [Branch(n, []) for n in range(len(parents))]
    for n, parent in enumerate(parents[1:], start=1):
        nodes[parent].children.append(nodes[n])
    rows = len(postorder([nodes[0]]))
    (shape,) = shapes_of(nodes[0], SIZES, "lanes", rows, 1 << 60)
    found: dict[int, int] = {}
    stack = [(nodes[0], shape, 0)]
    while stack:
        branch, drawn, x = stack.pop()
        found[branch.index] = x
        for child, (part, dx, _) in zip(branch.children, drawn.parts, strict=True):
            stack.append((child, part, x + dx))
    return found


@pytest.fixture(scope="module")
def flextree():
    """(parents, d3-flextree's middles) of fifty random trees."""
    modules = os.environ.get("DECKGEN_FLEXTREE")
    if not modules or not (Path(modules) / "d3-flextree").is_dir():
        pytest.skip("DECKGEN_FLEXTREE names no node_modules folder with d3-flextree")
    if shutil.which("node") is None:
        pytest.skip("needs Node")
    trees = [_random_parents(seed) for seed in range(50)]
    ran = subprocess.run(
        ["node", "-e", SCRIPT],
        input=json.dumps([[SIZES.card, SIZES.gap, parents] for parents in trees]),
        env={**os.environ, "NODE_PATH": str(Path(modules).resolve())},
        capture_output=True,
        text=True,
        check=True,
    )
    return list(zip(trees, json.loads(ran.stdout), strict=True))


@pytest.mark.node
def test_rows_are_never_wider_than_those_of_d3_flextree(flextree):
    for parents, theirs in flextree:
        ours = _ours(parents)
        width = max(ours.values()) - min(ours.values())
        # Halves of an EMU are lost where a parent stands midway, at most one on each level.
        assert width <= max(theirs) - min(theirs) + len(parents), parents


@pytest.mark.node
def test_parents_stand_where_those_of_d3_flextree_stand(flextree):
    """With respect to their children: midway between the first and the last."""
    for parents, theirs in flextree:
        ours = _ours(parents)
        for n in range(len(parents)):
            below = [i for i, parent in enumerate(parents) if parent == n]
            if below:
                for x in (ours, theirs):
                    assert abs(x[n] - (x[below[0]] + x[below[-1]]) / 2) <= 1
