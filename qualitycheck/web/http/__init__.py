"""The pages. ``guard`` stands before everything, ``visit`` knows who asks and whether he may, ``pages_*`` answer."""
