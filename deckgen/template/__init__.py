"""Storylines: a cascade and a template in, a deck plan out."""
