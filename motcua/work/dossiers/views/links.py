"""Addresses of what is printed."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


def print_link(name: str, *args: str, codes: Iterable[str] = ()) -> str:
    """The address of something printed, for one dossier or for many (`ma=…&ma=…`); empty when it cannot be printed here."""
    try:
        path = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    many = urlencode([("ma", code) for code in codes])
    return f"{path}?{many}" if many else path
