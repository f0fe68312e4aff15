"""What a case says no to, each by its name: what stands, and what can be done instead."""


class CaseSaysNo(Exception):
    """The case is not in a state for this. Which state, and what to do, is the name of the error and its text."""

    says = ""

    def __init__(self, says: str | None = None) -> None:
        super().__init__(says or self.says)


class AlreadySubmitted(CaseSaysNo):
    """The answers were sent. They change only when the team asks for more."""

    says = "This was already sent. Write to the team to change what you told them."


class NotSubmitted(CaseSaysNo):
    """The resident is still answering. Nobody else acts on a draft."""

    says = "This has not been sent yet."


class NotPaid(CaseSaysNo):
    """The charge is not paid. Work on the case begins when it is."""

    says = "This is not paid yet. Mark it as paid first, or wait for the payment."


class NothingToPay(CaseSaysNo):
    """No charge is open: there was none, or it is paid."""

    says = "There is nothing to pay, or it is already paid."


class AlreadyAsked(CaseSaysNo):
    """The resident was asked for more and has not answered yet. One request at a time, so that nobody misses one."""

    says = "The resident was already asked for more. Wait for their answer, or decide without it."


class NothingAsked(CaseSaysNo):
    """No such request is open: it was answered, or the case was decided or withdrawn meanwhile."""

    says = "Nothing is asked for now. It was answered already, or it is no longer needed."


class AlreadyDecided(CaseSaysNo):
    """A decision stands. To change it, reopen the case so that both are on record."""

    says = "This was already decided. To change the decision, reopen the case: both will be on record."


class NotDecided(CaseSaysNo):
    """There is no decision to look at again."""

    says = "There is no decision to look at again yet."


class AlreadyWithdrawn(CaseSaysNo):
    """The resident took it back. They can start again."""

    says = "This was withdrawn. Start again to apply."


class AlreadyErased(CaseSaysNo):
    """The answers are gone, as promised. What happened and when is still here."""

    says = "The answers to this were erased. Nothing more can be done with it."


class NotFinished(CaseSaysNo):
    """People wait for a decision that needs these answers. Decide it first, or let the resident withdraw it."""

    says = "This is not decided yet. Decide it first, or let the resident withdraw it: then it can be erased."


class NotYours(CaseSaysNo):
    """Somebody else has the case. `taken_by` says who; it can be passed on."""

    def __init__(self, taken_by: str) -> None:
        super().__init__("Somebody else has this case. Ask them to give it back, or have it passed on to you.")
        self.taken_by = taken_by


class AlreadyTaken(CaseSaysNo):
    """Somebody else took it first."""

    def __init__(self, taken_by: str) -> None:
        super().__init__("Somebody else took this case first. Ask them, or take another.")
        self.taken_by = taken_by


class NotTaken(CaseSaysNo):
    """Nobody has it, so nobody can give it back."""

    says = "Nobody has this case now."


class KeyUsedBefore(CaseSaysNo):
    """The submission key belongs to something else that was done. A page was forged, or put together by hand."""

    says = "This form was used for something else already. Go back, open the page again and send it from there."
