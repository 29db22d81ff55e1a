"""The command line without its script: ``python -m mirrorme.interfaces.cli``."""

from mirrorme.interfaces.cli.main import main

main()
