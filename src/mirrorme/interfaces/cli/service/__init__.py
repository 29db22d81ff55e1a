"""Commands that run the service and see to it."""
