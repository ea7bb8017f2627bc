"""What the page remembers, in SQLite. Nothing here knows HTTP; every function takes an open connection."""
