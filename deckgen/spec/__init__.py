"""The spec file: YAML with positions in, typed ``Spec`` out, every mistake named."""
