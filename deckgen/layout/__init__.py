"""Layout: a deck plan in, a scene out. It never draws."""
