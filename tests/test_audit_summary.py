"""Shares in pledges, clusters, chains, sentences, originals and progress from rows made by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualitycheck.audit.groups import WIDESPREAD
from qualitycheck.audit.model import Audit, Seen, Summary
from qualitycheck.audit.units import Units
from qualitycheck.rules.model import UnitAlias
from tests.audit_support import audited, rows_of

TEXTS = tuple(f"Việc số {n} làm trước ngày {n + 1}/6." for n in range(8))


def of(audit: Audit, name: str) -> Summary:
    number = [h.document for h in audit.documents].index(name)
    return next(s for s in audit.summaries if s.number == number)


def names(audit: Audit, numbers: tuple[int, ...]) -> list[str]:
    return [audit.documents[n].document for n in numbers]


def test_shares_are_counted_in_pledges_without_formulas() -> None:
    found = audited(
        rows_of(
            {"A18": TEXTS, "B18": TEXTS[:1], "A19": TEXTS},
            [("A19", 0, "A18", 0), ("A19", 1, "A18", 1), ("A19", 2, "B18", 0), ("A19", 7, "A18", 7)],
            formulas={"A19": frozenset({7})},
        )
    )
    mine = of(found, "A19")
    assert (mine.pledges, mine.formulas, mine.own_words, mine.repeated) == (8, 1, 7, 3)
    assert [(found.documents[s.source].document, s.relation, s.pledges) for s in mine.shares] == [
        ("A18", "own-earlier", 2),
        ("B18", "other-earlier", 1),
    ]
    assert (mine.sources, mine.of("own-earlier"), mine.of("other-same-year")) == (2, 2, 0)


def test_same_text_through_three_years_is_one_chain() -> None:
    found = audited(
        rows_of(
            {"A18": TEXTS[:3], "A19": TEXTS[:3], "A20": TEXTS[:3]},
            [("A19", n, "A18", n) for n in range(3)]
            + [("A20", n, "A19", n) for n in range(2)]
            + [("A20", n, "A18", n) for n in range(3)],
        )
    )
    (chain,) = found.chains
    assert (names(found, chain.documents), chain.pledges, chain.own) == (["A18", "A19", "A20"], 2, True)
    assert [s.pledges for s in of(found, "A20").shares] == [
        2,
        1,
    ]  # the nearest own holder, then the one that skipped a year
    assert found.clusters == ()  # one author alone is no cluster
    assert found.originals == ()


def test_of_one_year_nobody_knows_who_was_first() -> None:
    found = audited(rows_of({"A18": TEXTS[:2], "B18": TEXTS[:2]}, [("B18", 0, "A18", 0), ("A18", 0, "B18", 0)]))
    assert [of(found, n).of("other-same-year") for n in ("A18", "B18")] == [1, 1]
    assert (found.chains, found.originals) == ((), ())
    (sentence,) = found.sentences
    assert (sentence.sole, sentence.people, sentence.text) == (False, 2, TEXTS[0])


def test_originals_count_who_took_over_several_steps() -> None:
    found = audited(rows_of({"A18": TEXTS[:2], "B19": TEXTS[:2], "C20": TEXTS[:2]},
                            [("B19", 0, "A18", 0), ("C20", 0, "B19", 0)]))  # fmt: skip
    (original,) = found.originals
    assert (found.documents[original.number].document, original.documents, original.people) == ("A18", 2, 2)
    assert [names(found, c.documents) for c in found.chains] == [["A18", "B19", "C20"]]


def test_clusters_hold_together_by_more_than_one_stray_sentence() -> None:
    strong = [
        (new, n, old, n)
        for new, old in (("B19", "A18"), ("C19", "A18"), ("E19", "D18"), ("F19", "D18"))
        for n in (0, 1)
    ]
    bridge = [("E19", 5, "A18", 5)]
    documents = dict.fromkeys(("A18", "D18", "B19", "C19", "E19", "F19"), TEXTS)
    found = audited(rows_of(documents, strong + bridge))
    assert [names(found, c.documents) for c in found.clusters] == [["A18", "B19", "C19"], ["D18", "E19", "F19"]]
    assert {c.people for c in found.clusters} == {3}
    alone = audited(rows_of({**documents, "G19": TEXTS}, [*strong, ("G19", 5, "A18", 5)]))
    assert next(names(alone, c.documents) for c in alone.clusters) == ["A18", "B19", "C19", "G19"]


def test_a_sentence_of_very_many_people_ties_nobody() -> None:
    people = [f"{chr(ord('B') + n)}19" for n in range(WIDESPREAD + 1)]
    documents = {"A18": TEXTS} | dict.fromkeys(people, TEXTS)
    found = audited(rows_of(documents, [(name, n, "A18", n) for name in people for n in (0, 1)]))
    assert found.clusters == ()
    assert found.sentences[0].people == WIDESPREAD + 2


def test_identical_documents_show_though_all_is_formula() -> None:
    every = frozenset({0, 1})
    texts = ["Chấp hành nghiêm đường lối năm 2018.", "Giữ gìn đoàn kết."]
    later = [texts[0].replace("2018", "2019"), texts[1]]
    found = audited(
        rows_of({"A18": texts, "B19": later, "C19": texts[::-1]}, formulas=dict.fromkeys(("A18", "B19"), every))
    )
    assert names(found, of(found, "B19").identical) == ["A18"]
    assert of(found, "C19").identical == ()
    assert of(found, "B19").own_words == 0


def test_a_renamed_unit_keeps_its_people() -> None:
    rows = rows_of({"A24": TEXTS[:2], "A25": TEXTS[:2]}, [("A25", 0, "A24", 0)],
                   units={"A24": "UBND xã Hạ", "A25": "UBND xã Thượng"})  # fmt: skip
    aliases = Units((UnitAlias("xã Thượng", ("xã Hạ",), "2025-03-01"),))
    assert of(audited(rows, aliases), "A25").of("own-earlier") == 1
    assert len({(u.unit, u.year) for u in audited(rows, aliases).units}) == 2
    assert {u.unit for u in audited(rows, aliases).units} == {"UBND xã Thượng"}


def test_what_became_of_last_years_findings() -> None:
    found = audited(
        rows_of(
            {"A18": TEXTS[:4], "A19": TEXTS[:4]},
            [("A19", 0, "A18", 0), ("A19", 1, "A18", 1)],
            findings={
                "A18": [
                    Seen("vague-pledge", 0),
                    Seen("slogan", 1),
                    Seen("vague-pledge", 3),
                    Seen("vague-document", None),
                ],
                "A19": [Seen("vague-pledge", 0), Seen("vague-pledge", 2), Seen("vague-document", None)],
            },
        )
    )
    (progress,) = found.progress
    steps = {(s.status, s.rule, s.new, s.old) for s in progress.steps}
    assert steps == {
        ("repeated", "vague-pledge", 0, 0),
        ("repeated", "vague-document", None, None),
        ("new", "vague-pledge", 2, None),
        ("mended", "slogan", 1, 1),
        ("dropped", "vague-pledge", None, 3),
    }
    assert progress.count("repeated") == 2


def test_rows_without_findings_have_no_progress() -> None:
    assert audited(rows_of({"A18": TEXTS, "A19": TEXTS})).progress == ()


def test_unit_sums_add_up() -> None:
    found = audited(rows_of({"A18": TEXTS, "B18": TEXTS, "A19": TEXTS}, [("A19", 0, "A18", 0)]))
    assert sum(u.documents for u in found.units) == len(found.summaries)
    assert sum(u.own_earlier for u in found.units) == sum(s.of("own-earlier") for s in found.summaries)


_COPIES = st.lists(
    st.tuples(st.sampled_from(["B18", "A19", "B19", "C20"]), st.integers(0, 7), st.sampled_from(["A18", "B18", "A19"]), st.integers(0, 7)),
    max_size=20,
)  # fmt: skip


@given(_COPIES)
def test_whatever_repeats_what_the_counts_hold(copies: list[tuple[str, int, str, int]]) -> None:
    documents = dict.fromkeys(("A18", "B18", "A19", "B19", "C20"), TEXTS)
    later = [c for c in copies if c[0][1:] > c[2][1:]]
    found = audited(rows_of(documents, later))
    for summary in found.summaries:
        assert summary.repeated == len(summary.taken) <= summary.own_words
        assert summary.repeated == len({c[1] for c in later if c[0] == found.documents[summary.number].document})
    for chain in found.chains:
        years = [found.documents[n].year or 0 for n in chain.documents]
        assert years == sorted(set(years))
        assert len(years) >= 3
    members = [n for c in found.clusters for n in c.documents]
    assert len(members) == len(set(members))
