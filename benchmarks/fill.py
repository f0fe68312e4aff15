"""Fills an installation to a size: authorities, one service that is walked, more editions, more cases.

    python fill.py SERVICE.yaml EDITIONS CASES        in the installation that the environment names

One case is made by the product's own actions; the others are its rows again, under ids and references of their own,
with everything that belongs to a case: journal, messages, words to find it by. Their hash chains are those of the one
case: `footpath audit` would say so, and no page that is measured reads them. They began over the last three years, and
their days have been counted, as in an installation that has been at work so long.
"""

import hashlib
import sys
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402
from installation import AUTHORITY  # noqa: E402

from footpath.actions.answer_page import answer_page  # noqa: E402
from footpath.actions.count_doing import count_doing  # noqa: E402
from footpath.actions.publish_edition import publish_edition  # noqa: E402
from footpath.actions.results import Went  # noqa: E402
from footpath.actions.start_case import start_case  # noqa: E402
from footpath.actions.submit_case import Sent, submit_case  # noqa: E402
from footpath.adapters.records.models import EditionRow, Offer  # noqa: E402
from footpath.definition.load import load_file  # noqa: E402
from footpath.definition.service import Edition  # noqa: E402
from footpath.site.authorities import load_authorities  # noqa: E402
from footpath.site.county import AUTHORITIES  # noqa: E402
from footpath.site.world import world  # noqa: E402

FORMS: dict[str, dict[str, list[str]]] = {
    "fullname": {"fullname": ["Asha Patel"]},
    "born": {"born-day": ["27"], "born-month": ["3"], "born-year": ["1985"]},
    "home": {"home-line-1": ["1 High Street"], "home-town": ["Barset"], "home-postcode": ["OX1 1AA"]},
    "tenure": {"tenure": ["rent"]},
    "rent": {"rent": ["750"]},
    "help": {"help": ["heating", "repairs"]},
    "email": {"email": ["asha@example.com"]},
    "more": {"more": ["The boiler is old."]},
}


def publish(file: Path, editions: int) -> Edition:
    here = world()
    edition = load_file(file)
    assert isinstance(edition, Edition), "\n".join(map(str, edition))
    with here.together():
        for authority in load_authorities(AUTHORITIES):
            here.records.save_authority(authority)
    publish_edition(here, authority=AUTHORITY, edition=edition, by="staff:benchmark", because="to be measured")
    first = EditionRow.objects.get(hash=edition.hash)
    offer = Offer.objects.get(authority=AUTHORITY, edition=edition.hash)
    rows, offers = [], []
    for number in range(1, editions):
        source = first.source.replace("id: benchmark_journey", f"id: benchmark_journey_{number}")
        hash_ = hashlib.sha256(source.encode()).hexdigest()
        service = f"benchmark_journey_{number}"
        rows.append(
            EditionRow(hash=hash_, service=service, version=1, title=first.title, file=first.file, source=source)
        )
        offers.append(
            Offer(authority=AUTHORITY, service=service, number=1, edition=hash_, at=offer.at, by=offer.by, because="")
        )
    EditionRow.objects.bulk_create(rows, batch_size=500)
    Offer.objects.bulk_create(offers, batch_size=500)
    return edition


def one_case(edition: Edition) -> str:
    here = world()
    opened = start_case(here, authority=AUTHORITY, service=edition.service.id, lang="en")
    row = opened.row if hasattr(opened, "row") else here.records.case(AUTHORITY, opened.case)
    for page, form in FORMS.items():
        went = answer_page(here, authority=AUTHORITY, case=row.id, page=page, form=form, lang="en", seen=row.seq)
        assert isinstance(went, Went), went
        row = went.row
    sent = submit_case(here, authority=AUTHORITY, case=row.id, key="k" * 22, lang="en")
    assert isinstance(sent, Sent), sent
    return row.id


DAYS = 1_000  # on which the cases began

# Every table whose rows belong to a case, with the column that names it.
_OF_A_CASE = {"records_case": "id", "records_journal": "case", "records_message": "case", "records_word": "case"}


def copy(case: str, cases: int) -> None:
    """The rows of one case, again and again, a part at a time so that no transaction is endless."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        for begin in range(0, cases, 50_000):
            last = min(begin + 50_000, cases)
            numbers = (
                f"WITH RECURSIVE more(n) AS (SELECT {begin + 1} UNION ALL SELECT n + 1 FROM more WHERE n < {last})"
            )
            for table, column in _OF_A_CASE.items():
                cursor.execute(f"PRAGMA table_info({table})")
                names = [row[1] for row in cursor.fetchall()]
                values = [_value(name, column) for name in names]
                cursor.execute(
                    f"INSERT INTO {table} ({', '.join(_quoted(n) for n in names)}) "
                    f"{numbers} SELECT {', '.join(values)} FROM more, {table} WHERE {_quoted(column)} = %s",
                    [case],
                )
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("ANALYZE")


def _value(name: str, column: str) -> str:
    if name == column:
        return "printf('copy%018d', n)"
    if name == "reference":
        return "printf('CP-%09d', n)"
    if name == "started":
        return f"date(substr(started, 1, 10), '-' || (n %% {DAYS}) || ' days') || substr(started, 11)"
    return _quoted(name)


def _quoted(name: str) -> str:
    return f'"{name}"'


def main() -> None:
    service, editions, cases = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    edition = publish(service, editions)
    case = one_case(edition)
    if cases:
        copy(case, cases - 1)
        count_doing(world())


if __name__ == "__main__":
    main()
