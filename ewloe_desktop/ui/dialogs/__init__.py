"""The dialogs: each has a classmethod ask(parent, facts) that returns an answer or None."""
