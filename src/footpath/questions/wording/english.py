"""An English question turned into the words that an error message needs.

What cannot be turned with certainty is quoted whole, which is never wrong: an author can say it better with `errors:`.
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that can stand where a question turns round: “which zone DO you live in”.
_BE = {"is", "are", "was", "were", "am"}
_HAVE = {"have", "has", "had"}
_DO = {"do", "does", "did"}
_MODAL = {"can", "could", "will", "would", "should", "must", "may"}
_AUX = _BE | _HAVE | _DO | _MODAL

_PRONOUNS = _words("""
    you we they he she it i there this that these those anyone anybody someone somebody everyone everybody anything
    something everything nobody nothing
""")
_DETERMINERS = {"your", "the", "his", "her", "their", "its", "our", "my", "a", "an", "any", "all", "this", "that"}

# Where the subject of a question ends: verbs services ask with, and words that never belong to a noun before them.
_VERBS = _words("""
    agree apply attend belong buy care change claim collect come contain contribute cost cover deliver depend drive
    earn eat end expect face fall feel find finish get give go happen have hear help hold include intend keep know
    last learn leave like live look lose make mean measure meet miss move need occur offer open own owe park pay
    plan prefer provide put receive rent report run say see sell send show speak spend stand start stay stop study
    support take travel try turn understand use visit wait walk want weigh wish work write
""")
_ENDS_SUBJECT = _words("""
    a an the your my been not out on in at to for from with by about under over near between after before still now
    already also currently usually normally due there here blocked open closed shut full empty missing broken able aged
    less more made paid kept born held given sent taken found put left lost built bought sold seen part available
    ready safe unsafe dangerous correct right wrong new older younger worth
""")
_PREPOSITIONS = {"of", "on", "in", "at", "to", "for", "from", "with", "by", "about", "under", "like"}
_ADVERBS = {
    "ever",
    "already",
    "also",
    "usually",
    "normally",
    "still",
    "only",
    "first",
    "last",
    "currently",
    "really",
    "just",
}

# Past tenses that are not the verb with -ed.
_PAST = dict(
    pair.split(":")
    for pair in _words("""
    be:were become:became begin:began bite:bit bleed:bled break:broke bring:brought build:built buy:bought
    cancel:cancelled catch:caught choose:chose come:came cost:cost cut:cut do:did draw:drew drive:drove drop:dropped
    eat:ate fall:fell feel:felt fight:fought find:found fit:fitted fly:flew forget:forgot get:got give:gave go:went
    grow:grew have:had hear:heard hide:hid hit:hit hold:held hurt:hurt keep:kept know:knew learn:learned leave:left
    lend:lent let:let lie:lay lose:lost make:made mean:meant meet:met occur:occurred pay:paid permit:permitted
    plan:planned prefer:preferred put:put read:read refer:referred ride:rode rise:rose run:ran say:said see:saw
    sell:sold send:sent set:set shut:shut sit:sat sleep:slept slip:slipped speak:spoke spend:spent spread:spread
    stand:stood steal:stole stop:stopped swear:swore take:took teach:taught tell:told think:thought throw:threw
    travel:travelled trip:tripped understand:understood wear:wore win:won write:wrote
""")
)

_IMPERATIVE = re.compile(
    r"(?:please )?(?:enter|give us|give|provide|select|choose|pick|upload|attach|add|type|confirm|"
    r"tell us about|tell us|show us|send us|send)\s+(.+)",
    re.IGNORECASE,
)
_DESCRIBE = re.compile(r"(describe|explain)\s+(.+)", re.IGNORECASE)
_WH = re.compile(r"(what|which|who|whose|whom|where|when|why|how)(?:[’']s)?\b", re.IGNORECASE)


def thing(ask: str) -> str:
    """What stands after “Enter” or “Select”: “your date of birth”, “what it runs on”."""
    said = _bare(ask)
    imperative = _IMPERATIVE.fullmatch(said)
    if imperative:
        return lower_first(imperative[1])
    describe = _DESCRIBE.fullmatch(said)
    if describe:
        what = lower_first(describe[2])
        noun = "a description of" if describe[1].lower() == "describe" else "an explanation of"
        return what if _WH.match(what) else f"{noun} {what}"
    if _WH.match(said):
        return _indirect(said) or _quoted(ask)
    if _first(said) in _AUX:
        return _quoted(ask)
    if ask.rstrip().endswith("?"):
        return _quoted(ask)
    return lower_first(said)


_HOW_MANY = re.compile(r"how many (?:of )?(?!(?:there|it|you|they|we|are|is) )")
_NAMED = (
    (_HOW_MANY, "The number of "),
    (re.compile(r"when "), "The date "),
    (re.compile(r"(?:what|which) (?=(?:day|date|month|year|time|number|amount) )"), "The "),
)


def subject(ask: str) -> str:
    """The same at the start of a sentence: “Date of birth”, “The number of permits you hold”."""
    what = thing(ask)
    for asked, named in _NAMED:
        found = asked.match(what)
        # “The number of bins you have”, but never “the number of people live here”.
        if found and (asked is not _HOW_MANY or _is_turned(ask)):
            return named + what[found.end() :]
    without = re.sub(r"^(your|the|an?)\s+", "", what)
    # “Date of birth must include a month” is GOV.UK’s way; “Vehicle’s registration number” would be nobody’s.
    short = without != what and len(without.split()) <= 4 and not _leans_on_its_article(without)
    return upper_first(without if short else what)


def answer(ask: str) -> str:
    """The same for somebody's own words: “Your answer about how the crew can find the bins”."""
    what = thing(ask)
    return f"Your answer about {what}" if _WH.match(what) and not what.startswith("how many ") else subject(ask)


def clause(ask: str) -> str:
    """What stands after “Select yes if”: “you live in Barset”."""
    said = _bare(ask)
    turned = _turn(said.split(), asked_with=[])
    return lower_first(turned) if turned else f"the answer to “{ask.strip()}” is yes"


def _bare(ask: str) -> str:
    said = " ".join(ask.split()).rstrip("?.: ")
    said = re.sub(r"\s*\(optional\)$", "", said)
    # “If you have a car, what is its colour?”: the question is what follows.
    after = re.fullmatch(
        r"(?:if|when|for) [^,]+, ((?:what|which|who|where|when|how|do|does|did|is|are|have) .+)", said, re.I
    )
    return after[1] if after else said


def _indirect(said: str) -> str | None:
    """A question with a question word, as part of a sentence; None where its subject cannot be told from its verb."""
    is_what = re.fullmatch(r"what(?:[’']s| is| are| was| were) (.+)", said, re.IGNORECASE)
    if is_what:
        rest = is_what[1]
        words = rest.split()
        if _is_name(words) and words[-1].lower() not in _PREPOSITIONS:
            return rest
    words = said.split()
    words = [*re.sub(r"[’']s$", " is", words[0]).split(), *words[1:]]
    at = next((place for place, word in enumerate(words) if place and word.lower() in _AUX), None)
    if at is None:
        return lower_first(" ".join(words))
    asked_with = words[:at]
    if at + 1 < len(words) and _starts_subject(words[at + 1 :]):
        turned = _turn(words[at:], asked_with=asked_with)
        return None if turned is None else lower_first(" ".join(asked_with)) + " " + turned
    if words[at].lower() in _DO:
        return None
    return lower_first(" ".join(words))


def _is_turned(ask: str) -> bool:
    """Whether a question puts its verb before its subject: “how many bins do you have”."""
    words = _bare(ask).split()
    return any(word.lower() in _AUX and _starts_subject(words[at:]) for at, word in enumerate(words[:-1], 1))


def _is_name(words: list[str]) -> bool:
    """“your date of birth”, “Asha’s address”: a thing, not “wrong with the bin”."""
    return words[0].lower() in _DETERMINERS | {"this", "these"} or words[0][:1].isupper()


def _starts_subject(words: list[str]) -> bool:
    return words[0].lower() in _PRONOUNS | _DETERMINERS


def _turn(words: list[str], *, asked_with: list[str]) -> str | None:
    """“does it run on” → “it runs on”; None where the subject’s end is not certain."""
    if len(words) < 2 or words[0].lower() not in _AUX or not _starts_subject(words[1:]):
        return None
    aux, rest = words[0].lower(), words[1:]
    size = _subject_size(rest, aux, asked_with)
    if size is None:
        return None
    who, what = rest[:size], rest[size:]
    if aux not in _DO:
        return " ".join([*who, words[0].lower(), *what])
    if not what:
        return None
    early = []
    while len(what) > 1 and what[0].lower() in _ADVERBS:
        early.append(what.pop(0))
    verb = what[0]
    if aux == "does":
        verb = _third(verb)
    elif aux == "did":
        verb = _past(verb)
    return " ".join([*who, *early, verb, *what[1:]])


def _subject_size(rest: list[str], aux: str, asked_with: list[str]) -> int | None:
    size = _one_subject(rest, aux, asked_with)
    if size is None:
        return None
    while len(rest) > size + 1 and rest[size].lower() in {"or", "and"} and _starts_subject(rest[size + 1 :]):
        more = _one_subject(rest[size + 1 :], aux, asked_with)
        if more is None:
            return None
        size += 1 + more
    return size


def _one_subject(rest: list[str], aux: str, asked_with: list[str]) -> int | None:
    first = rest[0].lower()
    if first in _PRONOUNS and not (first in _DETERMINERS and len(rest) > 1 and rest[1].lower() not in _ENDS_SUBJECT):
        return 2 if len(rest) > 1 and rest[1].lower() == "else" else 1
    within = 0
    for place in range(2, len(rest)):
        # “the lid of the bin”: what follows belongs to the same thing.
        if rest[place].lower() == "of" and place + 2 < len(rest) and rest[place + 1].lower() in _DETERMINERS:
            within = place + 3
        if place < within:
            continue
        if rest[place].lower() in {"or", "and"} or _ends_subject(rest[place], aux):
            return place
    # “where is the bin”: all of it. With another verb, the verb is not one we know.
    return len(rest) if aux in _BE and asked_with else None


def _ends_subject(word: str, aux: str) -> bool:
    word = word.lower()
    if aux in _DO | _MODAL:
        return word in _VERBS | _ADVERBS or (aux in _MODAL and word in {"be", "have"})
    return (
        word in _ENDS_SUBJECT
        or word in _ADVERBS
        or (len(word) > 4 and word.endswith(("ed", "ing")) and word != "building")
    )


def _third(verb: str) -> str:
    if verb == "have":
        return "has"
    if re.search(r"(s|x|z|ch|sh|o)$", verb):
        return verb + "es"
    return verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else verb + "s"


def _past(verb: str) -> str:
    if verb in _PAST:
        return _PAST[verb]
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if re.search(r"[^aeiou]y$", verb) else verb + "ed"


def _leans_on_its_article(said: str) -> bool:
    """Whether a phrase needs the “your” or “the” before it: “vehicle’s owner”, “day your bin was missed”."""
    return bool(re.search(r"[’']|\b(you|your|we|they|it|was|is|were|are|did)\b", said, re.IGNORECASE))


def _quoted(ask: str) -> str:
    return f"your answer to “{' '.join(ask.split())}”"


def _first(said: str) -> str:
    return said.split(maxsplit=1)[0].lower() if said.split() else ""


def lower_first(text: str) -> str:
    """“Something else” in the middle of a sentence; “National Insurance” and “V5C” keep their capitals."""
    words = text.split()
    if not words:
        return text
    first = words[0]
    keeps = first == "I" or any(sign.isupper() or sign.isdigit() for sign in first[1:])
    # Two capitals together are a name: National Insurance, Council Tax.
    named = len(words) > 1 and words[1][:1].isupper() and not any(sign.isupper() for sign in words[1][1:])
    return text if keeps or (named and first.lower() not in _STARTERS) else text[:1].lower() + text[1:]


_STARTERS = {"your", "the", "what", "which", "how", "who", "where", "when", "why", "a", "an", "is", "are", "do", "does"}


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
