"""One module per slide layout."""
