"""Tables, and the one way to open a session; importing this package imports no database library."""
