"""An authority's colour, used so that its name can be read on it."""

import re

from footpath.ports import Authority
from footpath.values import content_hash

_COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")
_PLAIN = "#0b0c0c"
_ENOUGH = 4.5  # WCAG 2.2, 1.4.3 Contrast (Minimum), text of any size


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours like #00703c, from 1 to 21, by WCAG's formula."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def header_colours(colour: str) -> tuple[str, str]:
    """The header's background and the text that can be read on it: white where it can be, else black.

    One of the two always reaches 4.58 to 1, so no authority's colour is refused. What is no colour becomes near-black.
    """
    background = colour if _COLOUR.match(colour) else _PLAIN
    return background, "#ffffff" if contrast(background, "#ffffff") >= _ENOUGH else "#000000"


def theme_css(authority: Authority) -> str:
    """The style sheet of one authority: two custom properties that site.css reads."""
    background, text = header_colours(authority.colour)
    return f":root{{--authority-colour:{background};--authority-text:{text}}}\n"


def theme_url(authority: Authority) -> str:
    """Where its style sheet is. The address changes with the colour, so browsers may keep it for ever."""
    version = content_hash(authority.colour)[:8]
    return f"/theme/{authority.id.replace('_', '-')}.css?v={version}"
