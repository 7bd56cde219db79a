"""A conversation as data and pure functions: no database, no words of its own, no clock."""
