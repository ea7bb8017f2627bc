"""Training on a toy set: honest folds, weights equal to scikit-learn's, a readable card."""

from pathlib import Path

import pytest

from qualitycheck.errors import UsageError
from qualitycheck.specificity import Model
from qualitycheck.specificity.examples import read_examples
from qualitycheck.specificity.model import softmax

pytest.importorskip("sklearn")
from qualitycheck.specificity import train as training

TOY = Path(__file__).parent / "data" / "specificity"


@pytest.fixture(scope="module")
def rows() -> list[training.Prepared]:
    return training.prepare(read_examples([TOY]))


def test_weights_give_the_probabilities_of_scikit_learn(rows: list[training.Prepared]) -> None:
    names = training.vocabulary(rows)
    estimator, matrix = training.estimate(rows, names)
    theirs = estimator.predict_proba(matrix)
    fitted = training.fit(rows)
    ours = Model(fitted.weights, fitted.intercepts)
    for row, expected in zip(rows, theirs, strict=True):
        assert ours.probabilities(row.row) == pytest.approx(tuple(expected), abs=1e-9)


def test_a_written_model_scores_as_the_fitted_one(rows: list[training.Prepared], tmp_path: Path) -> None:
    trained = training.train([TOY], tmp_path)
    assert trained is not None
    model = Model.load(tmp_path / "specificity.json")
    fitted = training.fit(rows)
    for row in rows[:20]:
        raw = fitted.raw(row.row)
        expected = softmax([model.scale * r + s for r, s in zip(raw, model.shift, strict=True)])
        assert model.probabilities(row.row) == pytest.approx(expected, abs=1e-9)
    assert trained.levels["authors/both"].macro_f1 > 0.9
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "leave" in card or "left out" in card
    assert "| deadline |" in card


def test_no_writer_stands_in_two_folds(rows: list[training.Prepared]) -> None:
    folds = training.folds_by_hand(rows, 4)
    where: dict[str, set[int]] = {}
    for row, fold in zip(rows, folds, strict=True):
        where.setdefault(row.example.hand, set()).add(fold)
    assert all(len(found) == 1 for found in where.values())
    assert set(folds) == {0, 1, 2, 3}


def test_ngrams_of_few_writers_are_left_out(rows: list[training.Prepared]) -> None:
    few = [r for r in rows if r.example.hand.endswith("w1|u")]
    assert not [n for n in training.vocabulary(few) if n.startswith("w:")]
    assert [n for n in training.vocabulary(rows, "ngrams") if n.startswith("w:")]


def test_too_few_writers_are_a_usage_error(tmp_path: Path) -> None:
    line = '{"text": "Họp dân", "specificity": 1, "author": "a"}\n'
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(UsageError, match="1 writers"):
        training.train([tmp_path], tmp_path)


def test_an_empty_folder_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no labelled pledges"):
        read_examples([tmp_path])


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "x", "specificity": "cao"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"a\.jsonl:1"):
        read_examples([tmp_path])


def test_documents_lose_their_bullets(tmp_path: Path) -> None:
    line = '{"id": "d", "sections": [{"heading": "I", "pledges": [{"text": "- Họp dân", "specificity": 1}, {"text": "1. Sửa cầu", "specificity": 1}, {"text": "3 buổi họp", "specificity": 2}]}]}\n'
    (tmp_path / "documents.jsonl").write_text(line, encoding="utf-8")
    assert [e.text for e in read_examples([tmp_path])] == ["Họp dân", "Sửa cầu", "3 buổi họp"]
