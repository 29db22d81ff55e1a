"""What an API client's key may name."""

from typing import Literal, get_args

Scope = Literal["sessions:read", "sessions:write", "customers:read", "customers:write", "photos:read", "photos:write"]
"""Uploads are photos that are written."""
SCOPES: tuple[Scope, ...] = get_args(Scope)
