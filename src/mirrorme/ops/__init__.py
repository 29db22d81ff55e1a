"""Keep the service running."""
