"""Text: measured (``metrics``), broken into lines (``breaking``), fitted (``fitting``)."""
