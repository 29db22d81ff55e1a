"""Model weights: what there is, where it comes from, how it runs."""
