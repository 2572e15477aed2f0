"""Pictures that are drawings: SVG made safe, and its stand-in in pixels."""
