"""Run from a checkout: ``python cli.py check FOLDER``."""

from qualitycheck.commands.app import main

if __name__ == "__main__":
    main()
