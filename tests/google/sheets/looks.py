"""What a cell looks like when nobody has said anything, and colours in their two notations."""

from __future__ import annotations

from functools import cache

from tests.google.wire import Json

WHITE = {"red": 1, "green": 1, "blue": 1}

DEFAULT_FORMAT: dict[str, Json] = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}

_THEME_COLORS = {
    "TEXT": {},
    "BACKGROUND": WHITE,
    "ACCENT1": {"red": 0.25882354, "green": 0.52156866, "blue": 0.95686275},
    "ACCENT2": {"red": 0.91764706, "green": 0.2627451, "blue": 0.20784314},
    "ACCENT3": {"red": 0.9843137, "green": 0.7372549, "blue": 0.015686275},
    "ACCENT4": {"red": 0.20392157, "green": 0.65882355, "blue": 0.3254902},
    "ACCENT5": {"red": 1, "green": 0.42745098, "blue": 0.003921569},
    "ACCENT6": {"red": 0.27450982, "green": 0.7411765, "blue": 0.7764706},
    "LINK": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8},
}

THEME: dict[str, Json] = {
    "primaryFontFamily": "Arial",
    "themeColors": [
        {"colorType": kind, "color": {"rgbColor": color}} for kind, color in _THEME_COLORS.items()
    ],
}

COLOR_KEYS = {
    *("backgroundColor", "foregroundColor", "tabColor", "color", "headerColor", "footerColor"),
    *("firstBandColor", "secondBandColor", "visibleBackgroundColor", "visibleForegroundColor"),
}


@cache
def _channel(value: float) -> float:
    """Colours are kept in 8 bits and given as 32 bit fractions of them."""
    import struct

    level = round(min(max(value, 0), 1) * 255) / 255
    text = struct.unpack("f", struct.pack("f", level))[0]
    return float(f"{text:.8g}")


def color_of(color: Json) -> Json:
    """The colour as Google gives it back: channels that are 0 are left out."""
    names = ("red", "green", "blue")
    channels = {name: _channel(float(color.get(name) or 0)) for name in names}
    return {name: int(value) if value == 1 else value for name, value in channels.items() if value}


def rgb_of(style: Json) -> Json:
    """The colour of a colour style, be it of the theme."""
    if "themeColor" in style:
        return _THEME_COLORS.get(style["themeColor"], {})
    return color_of(style.get("rgbColor", {}))


def colored(value: Json) -> Json:
    """Each colour with its style and each style with its colour, at any depth."""
    if isinstance(value, list):
        return [colored(item) for item in value]
    if not isinstance(value, dict):
        return value
    result = {key: colored(item) for key, item in value.items()}
    for key in COLOR_KEYS & value.keys() | {key[:-5] for key in value if key[:-5] in COLOR_KEYS}:
        style = value.get(key + "Style")
        if style == {}:
            result.pop(key + "Style")
        elif style is not None:
            result[key] = rgb_of(style)
            result[key + "Style"] = style if "themeColor" in style else {"rgbColor": rgb_of(style)}
        elif key in value and not {"rgbColor", "themeColor"} & value[key].keys():
            result[key] = color_of(value[key])
            result[key + "Style"] = {"rgbColor": result[key]}
    return result


def effective_format(own: Json, default: Json, number_format: Json, hyperlink: bool) -> Json:
    """The default overlaid with the cell's own format."""
    result = {"numberFormat": number_format, **default} if number_format else dict(default)
    text = {**default["textFormat"], **((own or {}).get("textFormat") or {})}
    result.update({key: value for key, value in (own or {}).items() if key != "numberFormat"})
    if hyperlink and "textFormat" not in (own or {}):
        text |= {"underline": True, "foregroundColor": _THEME_COLORS["LINK"]}
        text |= {"foregroundColorStyle": {"themeColor": "LINK"}}
    result["textFormat"] = text
    result["hyperlinkDisplayType"] = (own or {}).get("hyperlinkDisplayType") or (
        "LINKED" if hyperlink else "PLAIN_TEXT"
    )
    return result
