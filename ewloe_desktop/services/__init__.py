"""Use cases and queries: verb_noun(session, actor, ...) returns frozen facts."""
