"""A package that is a command too."""
