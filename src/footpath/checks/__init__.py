"""What is looked for in a service definition before anybody is served it."""

from collections.abc import Sequence
from pathlib import Path

from footpath.checks import (
    c01_why_asked,
    c02_answer_used,
    c05_one_thing_per_page,
    c06_unique_headings,
    c09_optional_said_by_product,
    c10_honest_escape,
    c11_nothing_preselected,
    c12_radios_or_checkboxes,
    c13_short_hints,
    c14_plain_labels,
    c16_every_failure_worded,
    c17_errors_name_the_question,
    c18_words_errors_avoid,
    c19_error_shapes,
    c20_same_example,
    c21_ineligible_is_an_exit,
    c27_date_examples,
    c29_sensitive_questions,
    c32_time_and_documents,
    c33_eligibility_first,
    c34_every_way_ends,
    c37_what_happens_next,
    c41_file_questions,
    c43_service_name,
    c48_rules_on_blank_answers,
    c49_local_changes,
    c50_examples_cover,
)
from footpath.checks.check import Check, Found, Level
from footpath.checks.report import (
    CheckReport,
    report_json,
    report_text,
    run_checks,
    run_checks_on_adaptation,
    run_checks_on_file,
)
from footpath.checks.subject import Subject
from footpath.definition.changes import Adaptation, Change
from footpath.definition.service import Edition

# A number never means another check than it once did: definitions, reports and people refer to them.
CHECKS: dict[str, Check] = {
    "1": c01_why_asked.CHECK,
    "2": c02_answer_used.CHECK,
    "5": c05_one_thing_per_page.CHECK,
    "6": c06_unique_headings.CHECK,
    "9": c09_optional_said_by_product.CHECK,
    "10": c10_honest_escape.CHECK,
    "11": c11_nothing_preselected.CHECK,
    "12": c12_radios_or_checkboxes.CHECK,
    "13": c13_short_hints.CHECK,
    "14": c14_plain_labels.CHECK,
    "16": c16_every_failure_worded.CHECK,
    "17": c17_errors_name_the_question.CHECK,
    "18": c18_words_errors_avoid.CHECK,
    "19": c19_error_shapes.CHECK,
    "20": c20_same_example.CHECK,
    "21": c21_ineligible_is_an_exit.CHECK,
    "27": c27_date_examples.CHECK,
    "29": c29_sensitive_questions.CHECK,
    "32": c32_time_and_documents.CHECK,
    "33": c33_eligibility_first.CHECK,
    "34": c34_every_way_ends.CHECK,
    "37": c37_what_happens_next.CHECK,
    "41": c41_file_questions.CHECK,
    "43": c43_service_name.CHECK,
    "48": c48_rules_on_blank_answers.CHECK,
    "49": c49_local_changes.CHECK,
    "50": c50_examples_cover.CHECK,
}


def check_edition(
    edition: Edition, *, standard: Edition | None = None, changes: Sequence[Change] = (), local: bool = False
) -> CheckReport:
    """Runs every check, and the examples, on an edition. `standard` and `changes`: what it was made of, if it was.

    `local`: it is an authority's own, and what it was made of is not at hand.
    """
    return run_checks(edition, CHECKS, standard=standard, changes=changes, local=local)


def check_adaptation(adaptation: Adaptation, standard: Edition) -> CheckReport:
    """What local changes bring about, each fault at the change it comes from."""
    return run_checks_on_adaptation(adaptation, standard, CHECKS)


def check_file(path: Path | str) -> CheckReport:
    """Loads a definition and checks it; what the loader finds is reported the same way. Raises OSError."""
    return run_checks_on_file(path, CHECKS)


__all__ = [
    "CHECKS",
    "Check",
    "CheckReport",
    "Found",
    "Level",
    "Subject",
    "check_adaptation",
    "check_edition",
    "check_file",
    "report_json",
    "report_text",
]
