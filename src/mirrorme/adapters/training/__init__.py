"""Train the quality network: composites with known faults, made of portraits that the machine is given."""
