"""The error tree is the one its docstring draws."""

from __future__ import annotations

import inspect

from qualitycheck import errors
from qualitycheck.errors import LoadError, QualityCheckError


def test_every_error_is_in_the_tree_that_the_docstring_draws() -> None:
    classes = [c for _, c in inspect.getmembers(errors, inspect.isclass) if c.__module__ == errors.__name__]
    assert len(classes) == 7
    for made in classes:
        assert issubclass(made, QualityCheckError)
        assert made.__name__ in (errors.__doc__ or "")
        assert made.__doc__


def test_a_load_error_carries_its_code() -> None:
    error = LoadError("corrupt", "not-a-zip")
    assert (error.code, error.detail, str(error)) == ("corrupt", "not-a-zip", "corrupt: not-a-zip")
    assert str(LoadError("empty")) == "empty"
