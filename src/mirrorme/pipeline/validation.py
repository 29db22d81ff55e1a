"""Say what is wrong with a file that a user wrote."""

from pydantic import ValidationError


def in_words(error: ValidationError) -> str:
    """One line: each field and what is wrong with it."""
    found = ((".".join(str(part) for part in one["loc"]), one["msg"]) for one in error.errors())
    return "; ".join(f"{place}: {message}" if place else message for place, message in found)
