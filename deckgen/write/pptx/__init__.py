"""The PPTX writer: parts as text, one escaping function, one deterministic zip."""
