"""What all tests share: where the sample lies, and that CI never skips a marked test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more of the machine than of the code: no deadlines.
settings.register_profile("deckgen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("deckgen")

ROOT = Path(__file__).resolve().parent.parent


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI a test that needs LibreOffice or Node fails when it would skip."""
    report = yield
    needs = [m for m in ("sdk", "node", "office", "cluster") if item.get_closest_marker(m)]
    if report.skipped and needs and os.environ.get("DECKGEN_REQUIRE_EXTRAS"):
        report.outcome = "failed"
        report.longrepr = f"skipped where it must run ({', '.join(needs)}): {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def sample() -> Path:
    """The sample spec that ships with deckgen."""
    return ROOT / "sample_okrs.yaml"
