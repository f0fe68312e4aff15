"""The known word that a misspelt one is nearest to, found without comparing it with all of them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

# As alike as difflib finds two words (twice what they share, over both lengths) when a person would take one for the
# other: lenght and length are 0.83 alike, fuel and fee 0.57.
ALIKE = 0.6
# Of the words that share most pairs of letters, those that are really compared, at 0.1 ms each.
COMPARED = 6
# No id, option or name is longer. Of a longer text, comparing takes time in proportion to its square.
LONGEST = 80
# Words that a definition is given suggestions for: a report shows 50 faults, and whoever has so many unknown names
# has lost a page or a list, and not misspelt them one by one.
MOST_SUGGESTIONS = 20
ENOUGH = f"Mend the first ones: after {MOST_SUGGESTIONS} unknown names no near one is looked for."


class Near:
    """Known words, filed by their pairs of letters. `compared` counts the words that others were held against."""

    def __init__(self, known: Iterable[str]) -> None:
        self.words = sorted({word for word in known if 0 < len(word) <= LONGEST})
        self.compared = 0

    @cached_property
    def _filed(self) -> dict[str, list[int]]:
        filed: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            for pair in _pairs(_plain(word)):
                filed.setdefault(pair, []).append(place)
        return filed

    def to(self, word: str) -> tuple[float, str]:
        """How alike the nearest one is, and which it is; empty where none is."""
        if len(word) > LONGEST:
            return 0, ""
        plain = _plain(word)
        shared: Counter[int] = Counter()
        for pair in _pairs(plain):
            shared.update(self._filed.get(pair, ()))
        likely = sorted(shared, key=lambda place: (-shared[place] / (len(plain) + len(self.words[place])), place))
        found = (0.0, "")
        for place in likely[:COMPARED]:
            self.compared += 1
            known = self.words[place]
            found = max(found, (SequenceMatcher(None, _plain(known), plain).ratio(), known))
        return found if found[0] >= ALIKE else (0, "")


def _plain(word: str) -> str:
    return word.lower().replace("_", " ")


def _pairs(word: str) -> Iterator[str]:
    """The pairs of letters of a word, each once, its beginning and end among them."""
    edged = f"^{word}$"
    return iter(dict.fromkeys(edged[at : at + 2] for at in range(len(edged) - 1)))


@lru_cache(maxsize=16)
def _near(known: tuple[str, ...]) -> Near:
    return Near(known)


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known word, or nothing."""
    return _offered(_near(tuple(known)).to(word)[1])


def _offered(name: str) -> str:
    return f"Did you mean {name}?" if name else ""


class Suggestions:
    """What the unknown names of one definition may have been meant for: each looked for once, and not without end."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = Near(known)
        self._found: dict[tuple[str, tuple[str, ...] | None], str] = {}

    @cached_property
    def _parts(self) -> Near:
        return Near(self._wholes)

    @cached_property
    def _wholes(self) -> dict[str, str]:
        return {part: name for name in self.known.words for part in name.split() if len(part) > 3}

    @property
    def compared(self) -> int:
        """Pairs of words that were held against one another."""
        return self.known.compared + self._parts.compared

    def near(self, word: str, also: tuple[str, ...] = ()) -> str:
        """A sentence that offers the nearest known name, or one of which a word is near: lenght for string length."""
        return self._once(word, None, also)

    def among(self, word: str, words: tuple[str, ...]) -> str:
        """The same of some words alone: the options of a question, the entries of a context."""
        return self._once(word, words, ())

    def _once(self, word: str, words: tuple[str, ...] | None, also: tuple[str, ...]) -> str:
        key = (word, words)
        if key not in self._found:
            if len(self._found) >= MOST_SUGGESTIONS:
                return ENOUGH
            self._found[key] = nearest(word, words) if words is not None else self._look(word, also)
        return self._found[key]

    def _look(self, word: str, also: tuple[str, ...]) -> str:
        name = max(self.known.to(word), _near(also).to(word))[1]
        return _offered(name or self._wholes.get(self._parts.to(word)[1], ""))
