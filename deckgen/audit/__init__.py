"""The alignment audit: a cascade in, findings and a score out."""
