"""The parts of ``deckgen.batch``: names, the work on a deck, executors, a folder's record."""
