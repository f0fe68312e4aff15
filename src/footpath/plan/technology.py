"""Words for means, which an outcome may not hold: it says what people can do, whatever it is done with."""

import re
from collections.abc import Mapping
from typing import Final

MEANS: Mapping[str, str] = {
    "digital": "“digital” is a way of doing it. Say what people can do that they cannot do now",
    "platform": "a platform is something that is bought or built. Say what people have from it",
    "app": "an app is a means. Say what somebody can do, however they come to us",
    "portal": "a portal is a door. Say what people get behind it",
    "website": "a website is a means. Say what people can do, also those who do not use it",
    "online": "“online” leaves out whoever calls or comes in. Say what everybody can do",
    "software": "software is a means. Say what becomes easier, quicker or fairer, and for whom",
    "system": "a system is a means. Say what is different for the people it is for",
    "automation": "“automatic” says who does the work. Say what people have sooner, or more surely",
    "artificial intelligence": "it names a tool. Say what people would notice if it worked",
    "chatbot": "it names a tool. Say which question people have answered",
    "data": "data is a means. Say which decision is better for it, and for whom",
    "cloud": "where computers stand is no outcome. Say what people would notice",
    "blockchain": "it names a tool. Say what people can rely on that they cannot rely on now",
    "dashboard": "a dashboard is something to look at. Say what is done differently because of it",
    "interface": "an interface joins two means. Say what people no longer have to do twice",
    "transformation": "it says that something changes, and not what. Say what is better at the end",
    "solution": "it does not say what is solved. Say what people can do then",
}

_WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("digital", r"digital\w*|digiti[sz]\w*|e-?services?|digidol"),
    ("platform", r"platforms?|(?:p|b|ph)latfform\w*"),
    ("app", r"apps?|mobile applications?"),
    ("portal", r"portals?|porth"),
    ("website", r"web(?:sites?|pages?| ?sites?| ?pages?| ?forms?)?|internet|(?:g)?wefan\w*|(?:rhyngr|we)wyd"),
    ("online", r"on-?line|ar-?lein|self-service|channel shift"),
    ("software", r"software|meddalwedd|CRM|ERP|database|low-?code|open source"),
    ("system", r"(?:IT|ICT|computer|information|management|booking|case|new|single) systems?|technolog\w*|technoleg"),
    ("automation", r"automat\w*|robotic\w*|RPA"),
    (
        "artificial intelligence",
        r"artificial intelligence|A\.?I\.?|machine learning|algorithms?|deallusrwydd artiffisial",
    ),
    ("chatbot", r"(?:chat)?bots?|virtual assistants?|voice assistants?"),
    ("data", r"(?:big )?data(?:-driven)?(?: (?:lakes?|warehouses?|platforms?|sharing|analytics))?"),
    ("cloud", r"(?:the )?cloud(?:-(?:based|first|native))?"),
    ("blockchain", r"blockchains?|distributed ledgers?"),
    ("dashboard", r"dashboards?"),
    ("interface", r"APIs?|interfaces?|interoperab\w*"),
    ("transformation", r"(?:digital |service )?transformation\w*|moderni[sz]\w*|innovat\w*"),
    ("solution", r"solutions?|end-to-end|tech"),
)
_PATTERNS = tuple((means, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.I)) for means, words in _WORDS)


def named_means(sentence: str) -> tuple[tuple[str, str], ...]:
    """Each word for a means that the sentence holds, as it stands there, with the reason why it may not."""
    found = []
    for means, pattern in _PATTERNS:
        match = pattern.search(sentence)
        if match:
            found.append((match.start(), match[0], MEANS[means]))
    return tuple((word, reason) for _, word, reason in sorted(found))
