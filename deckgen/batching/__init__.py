"""The parts of ``deckgen.batch``: names, the work on one deck, executors, the record of a folder."""
