"""What studios run: it speaks to the service by HTTP alone."""
