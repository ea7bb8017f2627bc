"""The command line: a thin layer over ``qualitycheck.api``; one file per command, heavy imports inside the functions."""
