"""The forest of a cascade as numbered nodes: cut at its depth, ordered, with look-ups."""

from __future__ import annotations

from deckgen.layout.tree.shapes import Branch
from deckgen.plan import Cascade, TreeNode


class Forest:
    """Nodes in reading order. Indices are places in ``nodes``; -1 is no parent."""

    def __init__(self, content: Cascade) -> None:
        self.nodes: list[TreeNode] = []
        self.parents: list[int] = []
        self.children: list[list[int]] = []
        self.hidden: dict[int, int] = {}
        """How many objectives lie below a node at the depth where the cascade ends."""
        self.roots: list[int] = []
        stack = [(-1, node, 0) for node in reversed(content.roots)]
        while stack:
            parent, node, depth = stack.pop()
            index = len(self.nodes)
            self.nodes.append(node)
            self.parents.append(parent)
            self.children.append([])
            (self.children[parent] if parent >= 0 else self.roots).append(index)
            if content.depth is not None and depth >= content.depth:
                if node.children:
                    self.hidden[index] = _count(node) - 1
                continue
            stack.extend((index, child, depth + 1) for child in reversed(node.children))
        self.index_of = {node.id: index for index, node in enumerate(self.nodes)}
        self.below = self._weights()
        if content.order == "auto":
            self._untangle()

    def _weights(self) -> list[int]:
        """How many objectives lie below each node, hidden ones included."""
        below = [self.hidden.get(index, 0) for index in range(len(self.nodes))]
        for index in range(len(self.nodes) - 1, 0, -1):
            if self.parents[index] >= 0:
                below[self.parents[index]] += below[index] + 1
        return below

    def _untangle(self) -> None:
        """Siblings go toward their further parents: by the mean place of what they, and those
        below them, lead to (the barycentre heuristic); others keep their own place.
        """
        total = [0.0] * len(self.nodes)
        count = [0] * len(self.nodes)
        for index in range(len(self.nodes) - 1, -1, -1):
            for other in self.nodes[index].further:
                if other in self.index_of:
                    total[index] += self.index_of[other]
                    count[index] += 1
            parent = self.parents[index]
            if parent >= 0:
                total[parent] += total[index]
                count[parent] += count[index]

        def place(index: int) -> float:
            return total[index] / count[index] if count[index] else float(index)

        for siblings in (self.roots, *self.children):
            siblings.sort(key=place)

    def branches(self) -> list[Branch]:
        """The forest as fresh branches."""
        made = [Branch(index, []) for index in range(len(self.nodes))]
        for index, children in enumerate(self.children):
            made[index].children = [made[child] for child in children]
        return [made[index] for index in self.roots]

    def path(self, index: int) -> list[int]:
        """Indices from the root down to a node."""
        found = []
        while index >= 0:
            found.append(index)
            index = self.parents[index]
        return found[::-1]


def _count(node: TreeNode) -> int:
    count, stack = 0, [node]
    while stack:
        found = stack.pop()
        count += 1
        stack.extend(found.children)
    return count
