"""Staff and what they may do, for the commands that set an installation up."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from footpath.adapters.records.models import Authority, Role, Staff


def save_staff(id_: str, *, name: str, authority: str, role: str, password: str) -> str | None:
    """Adds somebody, or gives one who is there another role, name and password. What is wrong, in words, or None."""
    if not id_.isidentifier() or not id_.isascii():
        return f"{id_!r} cannot be a staff id: use letters, digits and underscores. It stays in journals, so no name."
    if not Authority.objects.filter(id=authority).exists():
        return f"There is no authority {authority} here. Add it first: footpath authority FILE"
    try:
        validate_password(password)
    except ValidationError as weak:
        return " ".join(weak.messages)
    with transaction.atomic():
        person, _ = Staff.objects.get_or_create(id=id_, defaults={"name": name})
        person.name, person.is_active = name, True
        person.set_password(password)
        person.save()
        Role.objects.get_or_create(authority=authority, staff=person, role=role)
    return None
