"""Themes: how slides look. ``tokens`` holds the values, ``page`` the geometry they give."""
