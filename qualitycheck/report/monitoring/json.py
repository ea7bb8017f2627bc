"""The register as one JSON object; fields are only ever added."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from qualitycheck.monitoring import MonitoringRegister, Promise
from qualitycheck.monitoring.register import UnitCount
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.types import Failure, Versions

SCHEMA: Literal[1] = 1


class RegisterRecord(msgspec.Struct, frozen=True):
    schema: int
    promises: tuple[Promise, ...]  # dates as ISO 8601
    units: tuple[UnitCount, ...]
    failures: tuple[Failure, ...]
    versions: Versions


def write(register: MonitoringRegister, target: Path | None, options: Options) -> None:
    batch = register.batch
    made = RegisterRecord(SCHEMA, register.promises, register.units, batch.failures, batch.versions)
    emit(msgspec.json.format(msgspec.json.encode(made), indent=1).decode() + "\n", target)
