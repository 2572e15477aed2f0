"""Writers: a scene in, bytes out. They never decide."""
