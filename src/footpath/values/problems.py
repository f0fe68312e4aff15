"""Something a person can put right, worded as the page will show it."""

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """`at` is the id of the form field the error summary links to; `says` is the message, in the person's language."""

    at: str
    says: str
