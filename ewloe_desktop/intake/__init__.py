"""A file somebody brings becomes a policy text, read in a child process with limits."""
