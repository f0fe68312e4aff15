"""A made-up service that asks a question of every kind, and how Asha answers it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from footpath.definition.load import load_service
from footpath.definition.service import Edition
from footpath.questions import KINDS

SOURCE = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")


def _loaded() -> Edition:
    loaded = load_service(SOURCE, file="every_kind.yaml")
    assert isinstance(loaded, Edition), "\n".join(map(str, loaded))
    return loaded


EVERY_KIND = _loaded()

assert {question.kind for page in EVERY_KIND.service.pages for question in page.questions} == set(KINDS)


def every_kind_answers() -> dict[str, Mapping[str, Any]]:
    return {
        "text": {"line": "Baker"},
        "long-text": {"lines": "One\nTwo"},
        "whole": {"children": "2"},
        "number": {"metres": "2.5"},
        "money": {"rent": "£750"},
        "date": {"born-day": "27", "born-month": "3", "born-year": "1985"},
        "month": {"moved-month": "3", "moved-year": "2020"},
        "yes": {"here": "yes"},
        "one-of": {"fruit": "pear"},
        "apart": {"days": ["mon", "tue"]},
        "name": {"who": "Asha Patel"},
        "email": {"mail": "asha@example.com"},
        "phone": {"call": "01632 960 001"},
        "address": {"home-line-1": "1 High Street", "home-town": "Barset", "home-postcode": "OX1 1AA"},
        "postcode": {"code": "ox1 1ab"},
        "ni": {"ni": "AB 12 34 56 C"},
        "car": {"plate": "ab12cde"},
        "bank": {"bank-name": "A Patel", "bank-sort-code": "30-94-30", "bank-account-number": "12345678"},
        "file": {"photo": SimpleUploadedFile("me.jpg", b"\xff\xd8\xff one picture")},
        "things": {"pets-another": "no"},
        "together": {"colours": ["red"], "size": "small", "story": "Long", "weight": "3"},
        "promise": {"promise": "yes"},
    }
