"""The Vietnamese lunar calendar, from the sky: new moons and the sun's longitude at UTC+7. Pure.

Months begin on the day of the new moon in Vietnam; month 11 holds the winter solstice; between two of them, where thirteen months
lie, the first without a major solar term is the leap one. Formulas: J. Meeus, Astronomical Algorithms, chapters 25, 47 and 49;
good to a few minutes from 1968, when the country took UTC+7, to 2199.
"""

import math
from datetime import date
from functools import lru_cache

SYNODIC = 29.530588861
_ZONE = 7 / 24
_JULIAN_OF_ORDINAL = 1721424.5
_FIRST_NEW_MOON = 2451550.09766
_LAST_MONTH_BEFORE_SOLSTICE = 10
_SOLSTICE_SECTOR = 9
_LUNATIONS_WITH_LEAP = 13


def tet(year: int) -> date:
    """The first day of the lunar year that begins in `year` (mùng một Tết)."""
    return solar(1, 1, year)


@lru_cache(maxsize=2048)
def solar(day: int, month: int, year: int) -> date:
    """The date of a lunar day in the lunar year that begins in `year`; of two months with one number, the first (not the leap one)."""
    if month > _LAST_MONTH_BEFORE_SOLSTICE:
        before, after, steps = _eleventh(year), _eleventh(year + 1), month - 11
    else:
        before, after, steps = _eleventh(year - 1), _eleventh(year), month + 1
    if after - before == _LUNATIONS_WITH_LEAP and steps >= _leap(before):
        steps += 1
    return date.fromordinal(_new_moon_day(before + steps) + day - 1)


def _eleventh(year: int) -> int:
    """The number of the lunation that holds the winter solstice of `year`."""
    last = round((date(year, 12, 31).toordinal() + _JULIAN_OF_ORDINAL - _FIRST_NEW_MOON) / SYNODIC)
    while _new_moon_day(last) > date(year, 12, 31).toordinal():
        last -= 1
    return last - 1 if _sector(_new_moon_day(last)) >= _SOLSTICE_SECTOR else last


def _leap(eleventh: int) -> int:
    """How many months after the eleventh the leap month comes: the first whose days hold no major term."""
    for step in range(1, _LUNATIONS_WITH_LEAP):
        if _sector(_new_moon_day(eleventh + step)) == _sector(_new_moon_day(eleventh + step + 1)):
            return step
    raise ArithmeticError("no month without a major term")  # pragma: no cover


@lru_cache(maxsize=8192)
def _new_moon_day(lunation: int) -> int:
    """The ordinal of the day, in Vietnam, of a new moon (lunation 0: 6 January 2000)."""
    return math.floor(_new_moon(lunation) + _ZONE - _JULIAN_OF_ORDINAL)


@lru_cache(maxsize=8192)
def _sector(ordinal: int) -> int:
    """In which twelfth of its circle (0: from the spring equinox) the sun stands when a day begins in Vietnam."""
    return math.floor(_sun_longitude(ordinal + _JULIAN_OF_ORDINAL - _ZONE) / 30) % 12


def _delta_t(centuries: float) -> float:
    """Dynamical minus universal time, in days: near enough for a calendar of days."""
    years = 100 * centuries
    return (62.92 + 0.32217 * years + 0.005589 * years * years) / 86400


# amplitude in days, then multiples of the sun's anomaly, the moon's anomaly, its argument of latitude; power of E
_TERMS = (
    (-0.40720, 0, 1, 0, 0),
    (0.17241, 1, 0, 0, 1),
    (0.01608, 0, 2, 0, 0),
    (0.01039, 0, 0, 2, 0),
    (0.00739, -1, 1, 0, 1),
    (-0.00514, 1, 1, 0, 1),
    (0.00208, 2, 0, 0, 2),
    (-0.00111, 0, 1, -2, 0),
    (-0.00057, 0, 1, 2, 0),
    (0.00056, 1, 2, 0, 1),
    (-0.00042, 0, 3, 0, 0),
    (0.00042, 1, 0, 2, 1),
    (0.00038, 1, 0, -2, 1),
    (-0.00024, -1, 2, 0, 1),
)


def _new_moon(lunation: int) -> float:
    """The Julian day, universal time, of a new moon."""
    k, t = lunation, lunation / 1236.85
    mean = _FIRST_NEW_MOON + SYNODIC * k + t * t * (0.00015437 - t * 0.00000015)
    eccentricity = 1 - t * (0.002516 + 0.0000074 * t)
    sun = math.radians(2.5534 + 29.10535670 * k - 0.0000014 * t * t)
    moon = math.radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    latitude = math.radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    node = math.radians(124.7746 - 1.56375588 * k + 0.0020672 * t * t)
    shift = sum(a * eccentricity**e * math.sin(s * sun + m * moon + f * latitude) for a, s, m, f, e in _TERMS)
    planets = 0.000325 * math.sin(math.radians(299.77 + 0.107408 * k - 0.009173 * t * t))
    return mean + shift - 0.00017 * math.sin(node) + planets - _delta_t(t)


def _sun_longitude(julian: float) -> float:
    """The sun's apparent longitude in degrees, 0 to 360, good to about a hundredth."""
    t = (julian - 2451545.0) / 36525
    t += _delta_t(t) / 36525
    mean = 280.46646 + t * (36000.76983 + 0.0003032 * t)
    anomaly = math.radians(357.52911 + t * (35999.05029 - 0.0001537 * t))
    centre = (1.914602 - t * (0.004817 + 0.000014 * t)) * math.sin(anomaly)
    centre += (0.019993 - 0.000101 * t) * math.sin(2 * anomaly) + 0.000289 * math.sin(3 * anomaly)
    node = math.radians(125.04 - 1934.136 * t)
    return (mean + centre - 0.00569 - 0.00478 * math.sin(node)) % 360
