"""The blindly written rewordings: what was measured must not get worse (figures: corpora/labelled/paraphrase/README.md)."""

from benchmarks.paraphrase import measure, pairs


def test_pairs_are_sound() -> None:
    known = pairs()
    assert [sum(p["kind"] == kind for p in known) for kind in ("paraphrase", "same-topic")] == [150, 150]
    assert all(p["a"].strip() and p["b"].strip() and p["a"] != p["b"] for p in known)


def test_rewordings_one_by_one() -> None:
    found = measure(pairs(), 1)
    assert found.recall >= 0.6
    assert found.precision >= 0.88
