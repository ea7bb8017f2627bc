"""The board's page with 1,000 documents in one meeting and 20 people on it at once, all on loopback.

    .venv/bin/python benchmarks/web.py [--documents 1000] [--users 20] [--seconds 60] [--pause 1.0]

Every person opens the table (with filters), opens documents, decides, and is told every 1.5 s what the others did, as the
page's own script does. Prints the times per kind of page, errors, and whether every accepted decision is in the store.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

import httpx

RUN = "import sys; from qualitycheck.commands.app import main; sys.argv = ['qualitycheck', *sys.argv[1:]]; main()"
GOALS = {"table": 200, "document": 100}  # milliseconds at the 95th percentile
VERBS = "Đến thăm|Hướng dẫn|Kiểm tra|Đối thoại với|Vận động|Tập huấn cho|Rà soát|Hỗ trợ".split("|")
WHOM = "hộ nghèo|hộ cận nghèo|đoàn viên|hội viên|cơ sở kinh doanh|tổ hoà giải|gia đình chính sách|học sinh".split("|")
WHEN = "mỗi tháng|mỗi quý|trước ngày 30/6|hằng tuần|trong quý II|đến hết tháng 9".split("|")
WHERE = "thôn Đông|thôn Đoài|xóm Mới|tổ 3|bản Na|khu chợ|trạm y tế|nhà văn hoá".split("|")
VAGUE = [
    "Luôn nêu cao tinh thần trách nhiệm trong công tác.", "Không ngừng nâng cao trình độ về mọi mặt.",
    "Thực hiện tốt chủ trương, chính sách của Đảng và Nhà nước.", "Tích cực học tập và làm theo Bác.",
    "Giữ gìn đoàn kết nội bộ, xây dựng cơ quan vững mạnh.",
]  # fmt: skip


def commitment(number: int, chance: random.Random) -> bytes:
    """An invented commitment of twelve pledges, three of them vague; every fifth document has one in common with another."""
    lines = [
        "BẢN CAM KẾT TU DƯỠNG, RÈN LUYỆN, PHẤN ĐẤU NĂM 2020", f"Họ và tên: Nguyễn Văn {chr(65 + number % 26)} {number}",
        "Chức vụ: Công chức", f"Đơn vị công tác: UBND xã Số {number % 40}",
        "I. Về tư tưởng chính trị, phẩm chất đạo đức, lối sống, tác phong, lề lối làm việc", *chance.sample(VAGUE, 3),
        "II. Về thực hiện chức trách, nhiệm vụ và khắc phục hạn chế",
    ]  # fmt: skip
    lines += [
        f"{chance.choice(VERBS)} {chance.randint(2, 90)} {chance.choice(WHOM)} ở {chance.choice(WHERE)} số "
        f"{chance.randint(1, 400)} {chance.choice(WHEN)}, ghi sổ số {number}."
        for _ in range(9)
    ]
    if number % 5 == 0:
        lines.append("Phụ đạo 3 em học sinh yếu vào tối thứ Tư hằng tuần đến hết tháng 5 tại nhà văn hoá thôn Đông.")
    return "\n".join(lines).encode()


class Person:
    """One user with a session of his own."""

    def __init__(self, url: str, key: str, name: str) -> None:
        self.client = httpx.Client(base_url=url, timeout=60, trust_env=False)
        self.client.get(f"/start?key={key}", follow_redirects=True)
        self.token = found(r'name="csrf" content="([^"]+)"', self.client.get("/").text)
        self.client.post("/name", data={"csrf": self.token, "person": name})

    def post(self, address: str, files: object = None, **fields: str) -> httpx.Response:
        headers = {"accept": "application/json", "x-csrf-token": self.token}
        return self.client.post(address, data=fields, files=files, headers=headers)  # type: ignore[arg-type]


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, pattern
    return match[1]


def fill(person: Person, documents: int) -> float:
    """Hand all documents in and wait until they are checked; seconds."""
    begin, chance = time.perf_counter(), random.Random(7)
    person.post("/meetings", name="Đo", year="2020")
    for number in range(documents):
        answer = person.post("/m/1/files", {"file": (f"{number}.txt", commitment(number, chance))})
        assert answer.status_code == 200, answer.text
    while True:
        time.sleep(2)
        rows = re.search(r"(\d+) trong (\d+) tài liệu", person.client.get("/m/1").text)
        working = person.client.get("/m/1/changes").json()["working"]
        print(f"\r{time.perf_counter() - begin:6.0f} s", end="", file=sys.stderr)
        if rows and int(rows[2]) == documents and not working:
            return time.perf_counter() - begin


class Load:
    """What all users do together, and how long it took."""

    def __init__(self, documents: list[int], pause: float, end: float) -> None:
        self.documents, self.pause, self.end = documents, pause, end
        self.times: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self.accepted: list[int] = []
        self.overtaken = 0
        self._lock = threading.Lock()

    def run(self, person: Person, seed: int) -> None:
        chance, told = random.Random(seed), time.monotonic()
        while time.monotonic() < self.end:
            time.sleep(chance.uniform(0, 2 * self.pause))
            if time.monotonic() - told > 1.5:
                told = time.monotonic()
                self.timed("changes", lambda: person.client.get("/m/1/changes?since=1000000"))
            kind = chance.random()
            if kind < 0.3:
                query = chance.choice(
                    ["", "?search=nguyen", "?level=warning", "?order=worst&page=3", "?unit=UBND+xã+Số+7"]
                )
                self.timed("table", lambda query=query: person.client.get("/m/1" + query))
            else:
                self.document(person, chance, decides=kind > 0.75)

    def document(self, person: Person, chance: random.Random, *, decides: bool) -> None:
        number = chance.choice(self.documents)
        page = self.timed("document", lambda: person.client.get(f"/m/1/d/{number}"))
        choices = re.findall(
            r'name="choice" value="(finding \w+ (?:confirmed|to-mend) \d+)"', page.text if page else ""
        )
        if decides and choices:
            choice = chance.choice(choices)
            answer = self.timed("decide", lambda: person.post(f"/m/1/d/{number}/decide", choice=choice))
            with self._lock:
                if answer is not None and answer.status_code == 200:
                    self.accepted.append(answer.json()["event"])
                elif answer is not None and answer.status_code == 409:
                    self.overtaken += 1

    def timed(self, kind: str, ask: object) -> httpx.Response | None:
        begin = time.perf_counter()
        try:
            answer: httpx.Response = ask()  # type: ignore[operator]
        except httpx.HTTPError as error:
            with self._lock:
                self.errors.append(f"{kind}: {error!r}")
            return None
        with self._lock:
            self.times[kind].append((time.perf_counter() - begin) * 1000)
            if answer.status_code not in (200, 409):
                self.errors.append(f"{kind}: {answer.status_code}")
        return answer


def report(load: Load, store: Path) -> bool:
    good = not load.errors
    for kind, times in sorted(load.times.items()):
        p95 = statistics.quantiles(times, n=20)[-1]
        goal = GOALS.get(kind)
        good = good and (goal is None or p95 <= goal)
        print(f"{kind:10} n {len(times):6}   median {statistics.median(times):7.1f} ms   p95 {p95:7.1f} ms   "
              f"max {max(times):7.1f} ms{f'   goal {goal} ms' if goal else ''}")  # fmt: skip
    with sqlite3.connect(store) as db:
        kept = {row[0] for row in db.execute("SELECT id FROM events")}
    lost = set(load.accepted) - kept
    print(
        f"decisions accepted {len(load.accepted)}, told that another came first {load.overtaken}, lost {len(lost)}; errors {len(load.errors)}"
    )
    print(json.dumps(load.errors[:3]))
    return good and not lost


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--documents", type=int, default=1000)
    asked.add_argument("--users", type=int, default=20)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--pause", type=float, default=1.0, help="mean seconds that a person looks at a page")
    asked.add_argument("--home", type=Path, help="keep the board here, and take the documents of an earlier run")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = given.home or Path(temporary)
        home.mkdir(parents=True, exist_ok=True)
        server = subprocess.Popen([sys.executable, "-c", RUN, "serve", "--no-browser", "--quiet", "--port", "0"],
                                  cwd=home, stdout=subprocess.PIPE, text=True)  # fmt: skip
        try:
            assert server.stdout is not None
            url, key = server.stdout.readline().strip().split("/start?key=")
            first = Person(url, key, "Người nộp")
            if first.client.get("/m/1").status_code == 404:
                print(f"handed in and checked: {given.documents} documents in {fill(first, given.documents):.0f} s")
            with sqlite3.connect(home / "qualitycheck-board" / "board.sqlite") as db:
                documents = [row[0] for row in db.execute("SELECT id FROM documents WHERE row IS NOT NULL")]
            load = Load(documents, given.pause, time.monotonic() + given.seconds)
            people = [Person(url, key, f"Người {n}") for n in range(given.users)]
            threads = [threading.Thread(target=load.run, args=(p, n)) for n, p in enumerate(people)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            return 0 if report(load, home / "qualitycheck-board" / "board.sqlite") else 1
        finally:
            server.terminate()
            server.wait(60)


if __name__ == "__main__":
    raise SystemExit(main())
