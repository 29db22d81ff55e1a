"""What the API says and hears, as JSON; one file a resource."""
