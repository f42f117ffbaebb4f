"""A project: its settings, its documents, and the order of the steps."""
