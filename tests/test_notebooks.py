"""The notebooks run from the first cell to the last with this environment, and are kept without outputs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))

# in a process of its own: the Jupyter machinery warns of much that is not ours
EXECUTE = """
import sys
import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
nbformat.write(notebook, sys.argv[2])
"""


def test_there_are_notebooks() -> None:
    assert "01-first-look.ipynb" in [n.name for n in NOTEBOOKS]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_outputs_are_stripped(path: Path) -> None:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None


def executed(name: str, folder: Path) -> list[dict[str, Any]]:
    """Outputs of a notebook run from the first cell to the last."""
    path = next(n for n in NOTEBOOKS if n.name == name)
    # only kernels of this environment, and no file outside the test's folder
    environment = {**os.environ, "JUPYTER_DATA_DIR": str(folder), "IPYTHONDIR": str(folder),
                   "MPLCONFIGDIR": str(folder), "PYTHONUTF8": "1"}  # fmt: skip
    ran = subprocess.run([sys.executable, "-c", EXECUTE, path, folder / "run.ipynb"], capture_output=True,
                         encoding="utf-8", cwd=folder, env=environment, check=False)  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    cells = json.loads((folder / "run.ipynb").read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert not [o for o in outputs if o.get("name") == "stderr"]
    return outputs


@pytest.mark.parametrize(
    ("name", "tables", "plots"),
    [("01-first-look.ipynb", 2, 3), ("02-choose-thresholds.ipynb", 2, 2), ("03-yearly-audit.ipynb", 4, 2)],
)
def test_a_notebook_runs_and_shows_tables_and_plots(name: str, tables: int, plots: int, tmp_path: Path) -> None:
    outputs = executed(name, tmp_path)
    assert sum("text/html" in o.get("data", {}) for o in outputs) == tables
    assert sum("image/png" in o.get("data", {}) for o in outputs) == plots
