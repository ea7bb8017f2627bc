"""The built wheel in an empty environment outside the checkout: with its declared dependencies only it runs the demo."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"

# run in the new environment before anything else: what the wheel does not declare is not found
BLOCK = """
import sys
from importlib.machinery import PathFinder

class Declared(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.partition(".")[0] in {names!r} else super().find_spec(name, path, target)

sys.meta_path[sys.meta_path.index(PathFinder)] = Declared
"""


def declared(name: str) -> set[str]:
    """Names of the distributions that ``name`` needs without extras, itself and what those need included."""
    found, waiting = set[str](), [name]
    while waiting:
        if (name := waiting.pop()) in found or not _installed(name):
            continue
        found.add(name)
        plain = (line for line in distribution(name).requires or [] if not re.search(r"extra\s*==", line))
        waiting += [_normal(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in plain]
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:  # needed on another system only
        return False
    return True


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run([sys.executable, "-c", BUILD, str(folder)], capture_output=True, encoding="utf-8", cwd=ROOT,
                           check=False)  # fmt: skip
    assert built.returncode == 0, f"hatchling comes with the dev group (uv sync --all-groups)\n{built.stderr}"
    return folder / built.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and sees of the tests' environment only what the wheel declares."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)}, scheme=_scheme())
    site = Path(paths["purelib"])
    with zipfile.ZipFile(wheel) as archive:  # what an installer does with a wheel of pure Python
        archive.extractall(site)
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    allowed = declared("qualitycheck")
    blocked = sorted(m for m, owners in packages_distributions().items() if not {*map(_normal, owners)} & allowed)
    assert "pytest" in blocked
    (site / "sitecustomize.py").write_text(BLOCK.format(names=set(blocked)), encoding="utf-8")
    return Path(paths["scripts"]) / ("python.exe" if os.name == "nt" else "python")


def _scheme() -> str:
    return "venv" if "venv" in sysconfig.get_scheme_names() else sysconfig.get_default_scheme()


def run(python: Path, where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    return subprocess.run([python, *arguments], capture_output=True, encoding="utf-8", cwd=where, check=False,
                          env={**environment, "PYTHONIOENCODING": "utf-8"})  # fmt: skip


def test_the_wheel_holds_program_rules_model_samples_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for wanted in ("qualitycheck/py.typed", "qualitycheck/report/schema.json", "qualitycheck/_data/rules/vague.yaml",
                   "qualitycheck/_data/rules/lists/surnames.txt", "qualitycheck/_data/models/specificity.json"):  # fmt: skip
        assert wanted in names
    assert any(n.startswith("qualitycheck/_data/samples/new/2020/") for n in names)
    assert any(n.endswith("/licenses/LICENSE") for n in names)
    tops = {n.partition("/")[0] for n in names}
    assert len(tops) == 2
    assert "qualitycheck" in tops
    assert not [n for n in names if "labelled" in n or "__pycache__" in n or n.startswith(".")]


def test_the_demo_runs_from_the_wheel_alone(python: Path, tmp_path: Path) -> None:
    ran = run(python, tmp_path, "-m", "qualitycheck.commands.app", "demo", "--quiet")
    assert ran.returncode == 0, ran.stderr
    page = tmp_path / "demo" / "report.html"
    assert ran.stdout.rstrip().endswith(str(page))
    assert page.stat().st_size > 50_000
    assert "<html" in page.read_text(encoding="utf-8")[:300]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["demo"]


def test_code_rules_models_and_samples_come_from_the_wheel(python: Path, tmp_path: Path) -> None:
    program = (
        "import json, qualitycheck; from importlib.metadata import version; from qualitycheck.settings import data_folder;"
        "print(json.dumps([qualitycheck.__file__, version('qualitycheck'),"
        " *(str(data_folder(n)) for n in ('rules', 'models', 'samples'))]))"
    )
    ran = run(python, tmp_path, "-c", program)
    assert ran.returncode == 0, ran.stderr
    module, _, *folders = json.loads(ran.stdout)
    home = python.parents[1].resolve()
    for path in (module, *folders):
        assert home in Path(path).resolve().parents
        assert ROOT not in Path(path).resolve().parents


def test_training_without_its_extra_says_what_to_install(python: Path, tmp_path: Path) -> None:
    ran = run(python, tmp_path, "-m", "qualitycheck.commands.app", "train", str(tmp_path))
    assert ran.returncode == 2
    assert "qualitycheck[train]" in ran.stderr
    assert ran.stderr.count("\n") == 1
