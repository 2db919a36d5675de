"""Shared by all tests: the Hypothesis profiles.

``ci`` (the default) repeats exactly from run to run; ``deep`` looks further and
is run on demand: ``pytest --hypothesis-profile=deep``.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci",
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", max_examples=2_000, deadline=None)
settings.load_profile("ci")
