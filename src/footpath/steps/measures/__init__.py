"""The measures a step may be judged by: one file and one line each, and more is always better."""

from collections.abc import Mapping

from footpath.steps.measures import (
    able,
    able_after_decision,
    completed,
    days_to_decision,
    ease,
    ease_after_decision,
    minutes_taken,
    no_complaint,
    no_contact,
    no_errors,
    not_asked_for_more,
    satisfaction,
    satisfaction_after_decision,
    staff_contact,
    staff_work,
    told_us,
    told_us_after_decision,
)
from footpath.steps.measures.measure import Measure

MEASURES: Mapping[str, Measure] = {
    "completed": completed.MEASURE,
    "minutes_taken": minutes_taken.MEASURE,
    "no_errors": no_errors.MEASURE,
    "not_asked_for_more": not_asked_for_more.MEASURE,
    "no_complaint": no_complaint.MEASURE,
    "no_contact": no_contact.MEASURE,
    "days_to_decision": days_to_decision.MEASURE,
    "able": able.MEASURE,
    "ease": ease.MEASURE,
    "satisfaction": satisfaction.MEASURE,
    "told_us": told_us.MEASURE,
    "able_after_decision": able_after_decision.MEASURE,
    "ease_after_decision": ease_after_decision.MEASURE,
    "satisfaction_after_decision": satisfaction_after_decision.MEASURE,
    "told_us_after_decision": told_us_after_decision.MEASURE,
    "staff_contact": staff_contact.MEASURE,
    "staff_work": staff_work.MEASURE,
}

ALWAYS_WATCHED = ("completed", "no_errors", "no_complaint", "no_contact", "told_us", "told_us_after_decision")
"""Guardrails of every step, whatever its author names besides: nothing is better that fewer people finish."""

STAFF_MEASURES = tuple(id_ for id_, measure in MEASURES.items() if measure.from_ == "staff")

__all__ = ["ALWAYS_WATCHED", "MEASURES", "STAFF_MEASURES", "Measure"]
