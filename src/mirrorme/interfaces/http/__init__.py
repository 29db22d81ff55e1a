"""The HTTP API: `make_app` makes it of a service."""
