"""Facts in, PDF bytes out: no session and no widget."""
