"""The model: a spec resolved into a cascade, with its arithmetic and its calendar."""
