"""Kinds of rule: each module of this folder that has a ``KIND`` is one; they are found by listing the folder."""
