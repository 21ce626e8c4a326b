"""What the letters of Word's symbol fonts look like. Their codes stand in the private use area (U+F020 to U+F0FF)."""

from __future__ import annotations

BULLET = "•"

# Bullets are mapped to signs that the parser of clauses knows for bullets; what has no close kin becomes "•".
_SYMBOL_BULLETS = {0x2A: "*", 0x2B: "+", 0x2D: "-", 0xBE: "-", 0xA8: "•", 0xB7: "•", 0xDE: "➢", 0xAE: "➢"}
_WINGDINGS_BULLETS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x9E: "•", 0x9F: "•", 0xA7: "▪",
    0xA8: "□", 0xA1: "○", 0xD8: "➢", 0xE0: "➢", 0xE8: "➢", 0xF0: "➢", 0xFC: "✓", 0xFE: "✓",
}  # fmt: skip
_PLAIN_BULLETS = {
    "-": "-",
    "–": "–",
    "—": "—",
    "−": "-",
    "+": "+",
    "*": "*",
    "o": "◦",
    "§": "▪",
    "Ø": "➢",
    "ü": "✓",
    "·": "•",
}
_KNOWN_BULLETS = "•▪◦●○■□\u2043‣➢✓"

_SYMBOL = {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "*", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "~",
    0xA2: "\u2032", 0xA3: "≤", 0xA4: "/", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xC6: "∅", 0xC7: "∩", 0xC9: "⊃", 0xCC: "⊂", 0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD1: "∇", 0xD2: "®", 0xD3: "©",
    0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xD9: "∧", 0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒", 0xE5: "∑",
    0xF2: "∫",
}  # fmt: skip
_GREEK = dict(
    zip(
        b"ABCDEFGHIKLMNOPQRSTUWXYZabcdefghiklmnopqrstuwxyz",
        "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖαβχδεφγηικλμνοπθρστυωξψζ",
        strict=True,
    )
)
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
    0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x28: "☎", 0x2A: "✉",
    0x46: "☞", 0xA1: "○", 0x9F: "•",
}  # fmt: skip
_WINGDINGS2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0xA3: "☐", 0x54: "☒", 0x98: "●"}


def is_symbol_font(font: str) -> bool:
    """Whether the font draws signs where others have letters."""
    return font.lower().startswith(("symbol", "wingdings", "webdings"))


def bullet(printed: str, font: str) -> str:
    """Return the sign of a bulleted list: ``printed`` is the level's text, ``font`` the font that it is set in."""
    sign = printed.strip()
    if len(sign) != 1:
        return sign
    code = ord(sign)
    if 0xF020 <= code <= 0xF0FF:
        table = _WINGDINGS_BULLETS if font.lower().startswith("wingdings") else _SYMBOL_BULLETS
        return table.get(code - 0xF000, BULLET)
    if font.lower().startswith("wingdings"):
        return _PLAIN_BULLETS.get(sign, BULLET) if sign in "§Øü" else BULLET
    if sign in _KNOWN_BULLETS:
        return sign
    return _PLAIN_BULLETS.get(sign, sign if sign.isalnum() else BULLET)


def leading(code: int, font: str) -> str:
    """Return the character that a symbol font shows at the beginning of a paragraph: a bullet, where it is one that lists have."""
    at = code & 0xFF
    if font.lower().startswith("wingdings") and not font[9:].strip():
        return _WINGDINGS_BULLETS.get(at, BULLET)
    return _SYMBOL_BULLETS.get(at) or symbol(code, font)


def symbol(code: int, font: str) -> str:
    """Return the character that a symbol font shows for a code (w:sym, or a letter of the private use area)."""
    at = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    lowered = font.lower()
    if lowered.startswith("wingdings 2"):
        return _WINGDINGS2.get(at, "")
    if lowered.startswith(("wingdings", "webdings")):
        return _WINGDINGS.get(at, "")
    if lowered.startswith("symbol") or 0xF000 <= code <= 0xF0FF:
        return _SYMBOL.get(at) or _GREEK.get(at) or (chr(at) if 0x20 <= at < 0x7F else "")
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""
