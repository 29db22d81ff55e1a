"""Object stores: a folder of this machine, or S3 and what speaks its language."""
