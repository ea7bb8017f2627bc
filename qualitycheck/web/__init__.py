"""The board's web page: ``qualitycheck serve``.

``store/`` keeps meetings, files, decisions, accounts and jobs in one SQLite file, and knows no HTTP. ``work/`` are the
processes that read, check and write; they talk to the server through the store alone, so that a kill of any of them loses
nothing. ``http/`` are the pages. Checking, scoring, reviewing and reporting are the library's own.
"""
