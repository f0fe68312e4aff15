"""Staff, as the command line adds them: with a password worth having."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from footpath.adapters.records import people
from footpath.casework.roles import Role
from footpath.ports import Records


def add_staff(records: Records, id_: str, *, name: str, authority: str, role: Role, password: str) -> str | None:
    """Adds somebody, or gives one who is there a name, a password and one more role. What is wrong, if anything."""
    if not id_.isidentifier() or not id_.isascii():
        return f"{id_!r} cannot be a staff id: use letters, digits and underscores. It stays in journals, so no name."
    if records.authority(authority) is None:
        return f"There is no authority {authority} here. Add it first: footpath authority FILE"
    try:
        validate_password(password)
    except ValidationError as weak:
        return " ".join(weak.messages)
    with transaction.atomic():
        people.save_staff(id_, name=name, authority=authority, role=role, password=password)
    return None
