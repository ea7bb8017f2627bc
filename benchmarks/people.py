"""Who is the same author over the years, on invented people: python benchmarks/people.py [--people N] [--seeds 11 12] [--splink]

A seeded province with namesakes, misspelt names, changed posts, moves, renamed and merged units. Counted in pairs of papers of
different years: precision of the links held sure, recall over all pairs of one person, and how many of the missed are shown as
unsure. ``--splink`` runs Splink's trained Fellegi-Sunter model on the same papers (uv run --with splink python benchmarks/people.py
--splink); ``--names`` the rule of equal names in one place alone.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from qualitycheck.audit.people import link_people
from qualitycheck.audit.units import Units
from qualitycheck.match.people import same_author
from qualitycheck.rules.model import UnitAlias
from qualitycheck.types import Registered
from qualitycheck.vietnamese.characters import key, without_marks

YEARS = (2021, 2022, 2023, 2024, 2025)
RENAMED = 2024  # from this year on some communes bear another name
_FAMILY = ("Nguyễn 38 Trần 12 Lê 9 Phạm 7 Hoàng 4 Huỳnh 3 Phan 4 Vũ 3 Võ 2 Đặng 2 Bùi 2 Đỗ 2 Hồ 1 Ngô 1 Dương 1 Lý 1 Đinh 1 "
           "Trịnh 1 Mai 1 Đoàn 1 Lâm 1 Hà 1 Cao 1 Tạ 1 Quách 1 Sầm 1 Lò 1 Vi 1 Chu 1 Kiều 1").split()  # fmt: skip
_MEN = ("Hùng 9 Dũng 8 Tuấn 8 Minh 7 Hải 6 Sơn 6 Thắng 6 Nam 5 Cường 6 Đức 5 Long 5 Bình 5 Quân 4 Trung 5 Thành 5 Hiếu 4 Phong 3 "
        "Khánh 2 Lợi 2 Tiến 4 Toàn 3 Việt 3 Vinh 3 Quý 2 Khoa 2 Lực 1 Nghĩa 2 Phúc 3 Tài 2 Trí 1 Vĩnh 1 Ấn 1 Chỉnh 1").split()  # fmt: skip
_WOMEN = ("Hương 8 Lan 8 Hoa 7 Hằng 7 Hà 6 Thuỷ 6 Nga 5 Mai 5 Linh 5 Hạnh 5 Thảo 4 Yến 4 Phượng 4 Trang 4 Loan 4 Oanh 3 Vân 4 "
          "Nhung 3 Xuân 3 Dung 4 Tâm 3 Thanh 3 Quyên 2 Ngân 2 Thu 3 Bích 2 Liên 3 Duyên 2 Gấm 1 Sen 1 Thắm 1 Út 1").split()  # fmt: skip
_MIDDLE = (
    "",
    "Hữu",
    "Đức",
    "Quang",
    "Minh",
    "Xuân",
    "Ngọc",
    "Thanh",
    "Kim",
    "Bích",
    "Thu",
    "Hồng",
    "Quốc",
    "Công",
    "Đình",
)
_PLACES = (
    "Hoà",
    "Tân",
    "Bình",
    "Phú",
    "Long",
    "An",
    "Mỹ",
    "Vĩnh",
    "Thạnh",
    "Đông",
    "Xuân",
    "Yên",
    "Quảng",
    "Liên",
    "Cẩm",
    "Sơn",
)
_SECOND = (
    "Lợi",
    "Thịnh",
    "Phong",
    "Sơn",
    "Hải",
    "Lộc",
    "Trạch",
    "Khê",
    "Giang",
    "Minh",
    "Thắng",
    "Trung",
    "Hiệp",
    "Phước",
)
_SORTS = {
    "UBND xã {}": ("Chủ tịch UBND xã", "Phó Chủ tịch UBND xã", "Công chức Địa chính - Xây dựng", "Công chức Tư pháp - Hộ tịch",
                   "Công chức Văn phòng - Thống kê", "Công chức Tài chính - Kế toán", "Công chức Văn hoá - Xã hội"),
    "Trường THCS {}": ("Hiệu trưởng", "Phó Hiệu trưởng", "Kế toán", "Giáo viên Toán", "Giáo viên Ngữ văn", "Giáo viên Tiếng Anh",
                       "Giáo viên Hoá học", "Giáo viên Thể dục", "Giáo viên Lịch sử", "Nhân viên thư viện"),
    "Trường Tiểu học {}": ("Hiệu trưởng", "Phó Hiệu trưởng", "Tổng phụ trách Đội", "Giáo viên lớp 1", "Giáo viên lớp 2",
                           "Giáo viên lớp 3", "Giáo viên lớp 4", "Giáo viên lớp 5", "Giáo viên Âm nhạc"),
    "Trạm Y tế xã {}": ("Trạm trưởng", "Bác sĩ", "Điều dưỡng", "Dược sĩ", "Nữ hộ sinh", "Cán bộ dân số"),
    "Công an xã {}": ("Trưởng Công an xã", "Phó Trưởng Công an xã", "Công an viên", "Cảnh sát khu vực"),
}  # fmt: skip
_LEADERS = 2  # of the posts of a unit, the first ones, are one person's each


@dataclass(frozen=True, slots=True)
class Paper:
    """A header and whose it truly is."""

    facts: Registered
    person: int


@dataclass(slots=True)
class _Person:
    number: int
    name: str
    unit: int  # index into the units
    post: str


@dataclass(frozen=True, slots=True)
class _Unit:
    sort: str
    commune: str
    district: str

    def named(self, year: int, renamed: dict[tuple[str, str], str]) -> str:
        new = renamed.get((self.commune, self.district))
        commune = new if new and year >= RENAMED else self.commune
        return f"{self.sort.format(commune)}, huyện {self.district}"


class Province:
    """``people`` invented people over ``YEARS``; the same seed gives the same province."""

    def __init__(self, people: int, seed: int) -> None:
        self._chance = random.Random(seed)
        self._units = list(self._make_units(max(people // 12, 4)))
        self._renamed = self._make_renamed()
        self._count = 0
        self._led: set[tuple[_Unit, str]] = set()
        self._people = people

    def aliases(self) -> tuple[UnitAlias, ...]:
        return tuple(
            UnitAlias(f"xã {new}, huyện {district}", (f"xã {old}, huyện {district}",), f"{RENAMED - 1}-12-31")
            for (old, district), new in self._renamed.items()
        )

    def papers(self) -> list[Paper]:
        """Everything written in ``YEARS``, year by year."""
        working = [self._hire() for _ in range(self._people)]
        self._namesakes(working)
        out = []
        for year in YEARS:
            out += [self._paper(p, year, n) for n, p in enumerate(working) if self._chance.random() < 0.93]
            working = [q for p in working if (q := self._next(p))]
            working += [self._hire() for _ in range(self._people - len(working))]
        return out

    def _make_units(self, count: int) -> Iterator[_Unit]:
        districts = [
            f"{a} {b}" for a, b in zip(self._chance.sample(_PLACES, 6), self._chance.sample(_SECOND, 6), strict=True)
        ]
        names = [f"{a} {b}" for a in _PLACES for b in _SECOND]
        while count > 0:
            commune, district = (
                self._chance.choice(names),
                self._chance.choice(districts[: max(1, min(6, count // 20 + 1))]),
            )
            for sort in list(_SORTS)[:count]:
                yield _Unit(sort, commune, district)
            count -= len(_SORTS)

    def _make_renamed(self) -> dict[tuple[str, str], str]:
        communes = sorted({(u.commune, u.district) for u in self._units})
        return {one: f"{one[0].split()[0]} {self._chance.choice(('Hưng', 'Tiến', 'Cường', 'Khánh'))}"
                for one in communes if self._chance.random() < 0.15}  # fmt: skip

    def _pick(self, weighed: Sequence[str]) -> str:
        return self._chance.choices(weighed[::2], [int(n) for n in weighed[1::2]])[0]

    def _name(self) -> str:
        woman = self._chance.random() < 0.5
        middle = self._chance.choice(_MIDDLE)
        if self._chance.random() < 0.7:
            middle = f"{'Thị' if woman else 'Văn'} {middle if self._chance.random() < 0.4 else ''}"
        return " ".join(f"{self._pick(_FAMILY)} {middle} {self._pick(_WOMEN if woman else _MEN)}".split())

    def _hire(self) -> _Person:
        self._count += 1
        unit = self._chance.randrange(len(self._units))
        return _Person(self._count, self._name(), unit, self._post(unit))

    def _post(self, unit: int, other_than: str = "") -> str:
        """A post of the unit; there is one head and one deputy."""
        posts = [p for p in _SORTS[self._units[unit].sort] if p != other_than]
        post = self._chance.choice(posts)
        if post in _SORTS[self._units[unit].sort][:_LEADERS]:
            if (self._units[unit], post) in self._led:
                return self._chance.choice([p for p in posts if p not in _SORTS[self._units[unit].sort][:_LEADERS]])
            self._led.add((self._units[unit], post))
        return post

    def _namesakes(self, people: list[_Person]) -> None:
        """Every twelfth bears the name of another one, some of them in the same unit."""
        for person in people[::12]:
            other = self._chance.choice(people)
            person.name = other.name
            if self._chance.random() < 0.15 and other is not person:
                person.unit = other.unit
                person.post = self._post(other.unit, other.post)

    def _next(self, person: _Person) -> _Person | None:
        lot = self._chance.random()
        if lot < 0.05:
            return None
        if lot < 0.08:
            return self._move(person)
        if lot < 0.16:
            return replace(person, post=self._post(person.unit))
        return replace(person)

    def _move(self, person: _Person) -> _Person:
        """Mostly within the district, mostly to the same work."""
        here = self._units[person.unit]
        alike = [n for n, u in enumerate(self._units) if u.sort == here.sort and n != person.unit]
        near = [n for n in alike if self._units[n].district == here.district]
        unit = self._chance.choice((near if self._chance.random() < 0.7 else alike) or alike or [person.unit])
        if self._chance.random() < 0.25:
            unit = self._chance.randrange(len(self._units))
        posts = _SORTS[self._units[unit].sort]
        same = person.post in posts[_LEADERS:] and self._chance.random() < 0.75
        return replace(person, unit=unit, post=person.post if same else self._post(unit))

    def _paper(self, person: _Person, year: int, number: int) -> Paper:
        unit = self._units[person.unit]
        named = unit.named(year, self._renamed)
        cell = f"Chi bộ {named.split(',')[0].replace('UBND', 'Cơ quan')}"
        lot = self._chance.random()
        if lot < 0.1:
            named = named.replace("UBND", "Uỷ ban nhân dân").replace("THCS", "Trung học cơ sở")
        elif lot < 0.2:
            named = named.split(",")[0]
        elif lot < 0.22:
            named = ""
        if self._chance.random() < 0.05:
            cell = ""
        facts = Registered(
            path=f"{year}/{number}.docx", digest=f"{year}-{number}", kind="individual", year=year,
            author=self._written(person.name), position=person.post if self._chance.random() < 0.97 else "",
            unit=named, party_cell=cell,
        )  # fmt: skip
        return Paper(facts, person.number)

    def _written(self, name: str) -> str:
        """As somebody types it."""
        lot = self._chance.random()
        if lot < 0.03:
            return without_marks(name)
        if lot < 0.05:
            return name.upper()
        if lot < 0.06:
            return f"Đồng chí {name}"
        parts = name.split()
        if lot < 0.067 and len(parts) > 3:
            return " ".join([parts[0], *parts[2:]])
        if lot < 0.08:
            at = self._chance.randrange(1, len(parts))
            return " ".join([*parts[:at], self._slip(parts[at]), *parts[at + 1 :]])
        return name

    def _slip(self, word: str) -> str:
        at = self._chance.randrange(len(word))
        return (
            word[:at] + word[at + 1 :]
            if self._chance.random() < 0.4 and len(word) > 2
            else word[:at] + word[at] + word[at:]
        )


@dataclass(frozen=True, slots=True)
class Figures:
    right: int
    said: int
    true: int
    unsure: int  # of the missed pairs, those shown as unsure

    @property
    def precision(self) -> float:
        return self.right / max(self.said, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.true, 1)

    def __str__(self) -> str:
        missed = self.true - self.right
        return f"precision {self.precision:.4f} recall {self.recall:.4f} (missed {missed}, of them shown as unsure {self.unsure})"


def pairs(groups: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs of positions that have the same group."""
    members: dict[int, list[int]] = defaultdict(list)
    for position, group in enumerate(groups):
        members[group].append(position)
    return {pair for found in members.values() for pair in combinations(found, 2)}


def measure(found: Sequence[int], papers: Sequence[Paper], unsure: frozenset[tuple[int, int]] = frozenset()) -> Figures:
    """``unsure`` are pairs of found groups that may be one."""
    said, true = pairs(found), pairs(p.person for p in papers)
    missed = true - said
    shown = sum((min(found[a], found[b]), max(found[a], found[b])) in unsure for a, b in missed)
    return Figures(len(said & true), len(said), len(true), shown)


def own(papers: Sequence[Paper], aliases: Sequence[UnitAlias]) -> Figures:
    people = link_people([p.facts for p in papers], Units(aliases))
    return measure(people.person, papers, people.doubtful())


def equal_names(papers: Sequence[Paper]) -> Figures:
    """Equal names in one place, as a check of single documents decides."""
    group = list(range(len(papers)))
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, paper in enumerate(papers):
        by_name[key(paper.facts.author)].append(number)
    for found in by_name.values():
        for a, b in combinations(found, 2):
            if same_author(papers[a].facts, papers[b].facts):
                group = [group[a] if g == group[b] else g for g in group] if group[a] != group[b] else group
    return measure(group, papers)


def splink(papers: Sequence[Paper], threshold: float = 0.95) -> Figures:
    """Splink with term frequencies, trained without labels on these papers, clustered at ``threshold``."""
    import pandas as pd
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    rows = [
        {
            "unique_id": n, "name": key(p.facts.author), "plain": without_marks(key(p.facts.author)),
            "family": without_marks(key(p.facts.author)).split()[0], "given": without_marks(key(p.facts.author)).split()[-1],
            "post": key(p.facts.position) or None, "unit": key(p.facts.unit.split(",")[0]) or None,
            "cell": key(p.facts.party_cell) or None, "year": p.facts.year,
        }
        for n, p in enumerate(papers)
    ]  # fmt: skip
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("plain", [0.96, 0.9]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("post").configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("unit", [2]).configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("cell", [2]).configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("plain"),
            block_on("unit", "given"),
            block_on("cell", "family"),
        ],
    )
    frame = pd.DataFrame(rows)
    db_api = DuckDBAPI()
    linker = Linker(
        db_api.register(frame) if hasattr(db_api, "register") else frame,
        settings,
        **({} if hasattr(db_api, "register") else {"db_api": db_api}),
    )
    linker.training.estimate_probability_two_random_records_match([block_on("plain", "unit")], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("plain"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("unit"))
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(
        linker.inference.predict(threshold_match_probability=0.5), threshold_match_probability=threshold
    ).as_pandas_dataframe()
    numbers = {c: n for n, c in enumerate(sorted(found["cluster_id"].unique()))}
    cluster = dict(zip(found["unique_id"], found["cluster_id"].map(numbers), strict=True))
    return measure([cluster[n] for n in range(len(papers))], papers)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[30, 300, 3000])
    parser.add_argument("--seeds", type=int, nargs="+", default=[101, 102, 103])
    parser.add_argument("--splink", action="store_true")
    parser.add_argument("--names", action="store_true")
    options = parser.parse_args()
    for people in options.people:
        for seed in options.seeds:
            province = Province(people, seed)
            papers = province.papers()
            started = time.perf_counter()
            print(f"{people} people, seed {seed}, {len(papers)} papers: {own(papers, province.aliases())} "
                  f"{time.perf_counter() - started:.2f} s", flush=True)  # fmt: skip
            if options.names:
                print(f"    equal names in one place: {equal_names(papers)}", flush=True)
            if options.splink:
                for threshold in (0.8, 0.95, 0.99):
                    started = time.perf_counter()
                    print(
                        f"    Splink at {threshold}: {splink(papers, threshold)} {time.perf_counter() - started:.2f} s",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
