"""The cascade tree: arranged, paged and routed."""
