"""The small values everything else is made of."""

from footpath.values.faults import Fault
from footpath.values.hashes import canonical, content_hash
from footpath.values.months import MONTHS
from footpath.values.problems import Problem
from footpath.values.references import REFERENCE_ALPHABET, new_key, new_reference, read_reference
from footpath.values.words import LANGUAGES, Lang, Words

__all__ = [
    "LANGUAGES",
    "MONTHS",
    "REFERENCE_ALPHABET",
    "Fault",
    "Lang",
    "Problem",
    "Words",
    "canonical",
    "content_hash",
    "new_key",
    "new_reference",
    "read_reference",
]
