"""Pasted coordinates: whatever a map, a telephone or a GPS gives, read as degrees (WGS 84)."""

import re

LONGEST = 2000  # signs that are read: map addresses are long
NUMBER = r"[-+−]?\d{1,3}(?:[.,]\d{1,15})?"
DECIMAL = r"[-+−]?\d{1,3}[.,]\d{1,15}"
# Addresses of maps, the marker before the view: geo: (RFC 5870), OpenStreetMap, Google, Apple, Bing, Géoportail.
ADDRESSES = [
    re.compile(rf"^geo:({NUMBER}),({NUMBER})", re.IGNORECASE),
    re.compile(rf"[?&]mlat=({NUMBER})&mlon=({NUMBER})"),
    re.compile(rf"!3d({NUMBER})!4d({NUMBER})"),
    re.compile(rf"[?&](?:q|ll|query|center|destination|sll|cp)=({NUMBER})(?:,|%2C|~)\+?({NUMBER})", re.IGNORECASE),
    re.compile(rf"@({NUMBER}),({NUMBER})"),
    re.compile(rf"[#?&/]map=\d+(?:\.\d+)?/({NUMBER})/({NUMBER})"),
    re.compile(rf"[?&]lat=({NUMBER})&lon=({NUMBER})"),
]
PLAIN = re.compile(rf"^\(?\s*({DECIMAL})\s*°?\s*[;,/\s]\s*({DECIMAL})\s*°?\s*\)?$")
SIDE = {"N": (0, 1), "S": (0, -1), "E": (1, 1), "O": (1, -1), "W": (1, -1)}
SIDE_NAMES = {"NORD": "N", "NORTH": "N", "SUD": "S", "SOUTH": "S", "EST": "E", "EAST": "E", "OUEST": "O", "WEST": "W"}
LABELS = re.compile(r"\b(?:lat(?:itude)?|lon(?:gitude)?|lng|gps|coordonn[ée]es)\b\s*[:=]?", re.IGNORECASE)
ANGLE = (
    r"(\d{1,3}(?:[.,]\d+)?)\s*(?:[°ºd]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['′’m]\s*"
    r"(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|″|”|''|’’|s)?)?)?)?"
)
SIDE_AFTER = re.compile(rf"{ANGLE}\s*([NSEOW])\b")
SIDE_BEFORE = re.compile(rf"\b([NSEOW])\s*{ANGLE}")


def read(typed: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, or None when the text is not a point of the Earth."""
    line = " ".join(typed[:LONGEST].split())
    return read_address(line) or read_plain(line) or read_angles(line)


def read_address(line: str) -> tuple[float, float] | None:
    if ":" not in line and "=" not in line:
        return None
    matches = (pattern.search(line) for pattern in ADDRESSES)
    return next((point(number(match[1]), number(match[2])) for match in matches if match), None)


def read_plain(line: str) -> tuple[float, float] | None:
    match = PLAIN.match(LABELS.sub("", line).strip())
    return point(number(match[1]), number(match[2])) if match else None


def read_angles(line: str) -> tuple[float, float] | None:
    """Degrees, minutes and seconds with the letter of their side, before or after."""
    text = re.sub(r"[A-Z]+", lambda word: SIDE_NAMES.get(word[0], word[0]), LABELS.sub("", line[:100]).upper())
    text = text.replace("D", "d")
    after = [(match[4], match.group(1, 2, 3)) for match in SIDE_AFTER.finditer(text)]
    before = [(match[1], match.group(2, 3, 4)) for match in SIDE_BEFORE.finditer(text)]
    angles = before if re.match(r"\s*[NSEOW]", text) else after
    if len(angles) != 2 or {SIDE[side][0] for side, _ in angles} != {0, 1}:
        return None
    values = sorted((SIDE[side][0], SIDE[side][1] * degrees(parts)) for side, parts in angles)
    return point(values[0][1], values[1][1])


def degrees(parts: tuple[str | None, ...]) -> float:
    whole, minutes, seconds = (number(part or "0") for part in parts)
    return whole + minutes / 60 + seconds / 3600


def number(written: str) -> float:
    return float(written.replace(",", ".").replace("−", "-"))


def point(lat: float, lon: float) -> tuple[float, float] | None:
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None
