"""The command line: thin modules over the pipeline."""
