"""A power cut that a test survives: reaching a failpoint raises, instead of killing the process."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from footpath.values import failpoints


class PowerCut(BaseException):
    """Not an Exception: nothing may catch it and carry on."""


@contextmanager
def power_cut_at(name: str) -> Iterator[None]:
    """The block dies at the failpoint `name`. A failpoint that is never reached fails the test."""

    def cut(*_: object) -> None:
        raise PowerCut(name)

    failpoints.arm(name)
    try:
        with pytest.MonkeyPatch.context() as patched, pytest.raises(PowerCut):
            patched.setattr(os, "kill", cut)
            yield
    finally:
        failpoints._armed.clear()
