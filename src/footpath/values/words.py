"""A text for people, in English and, where somebody has written it, in Welsh."""

from typing import Literal

import msgspec

Lang = Literal["en", "cy"]
LANGUAGES: tuple[Lang, ...] = ("en", "cy")


class Words(msgspec.Struct, frozen=True):
    """One text in each language. `cy` is None where nobody has translated it yet."""

    en: str
    cy: str | None = None

    def in_(self, lang: Lang) -> str:
        """The text in `lang`; English where there is no Welsh, so that nobody meets an empty page."""
        return self.cy if lang == "cy" and self.cy is not None else self.en

    def has(self, lang: Lang) -> bool:
        return lang == "en" or self.cy is not None
