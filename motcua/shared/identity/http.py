"""What a request says about where it comes from."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

NETWORK_OF_ONE = 64


def client_address(request: HttpRequest) -> str:
    """The address that counts for throttling. Behind proxies the one that the outermost of ours saw (`TRUSTED_PROXIES`: how many there are).

    Of an IPv6 address the network: one subscriber has the whole of it.
    """
    proxies = int(getattr(settings, "TRUSTED_PROXIES", 0))
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()] if proxies else []
    text = hops[-proxies] if proxies and len(hops) >= proxies else request.META.get("REMOTE_ADDR") or ""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if address.version == 6:  # noqa: PLR2004 the version of the protocol
        return str(ipaddress.ip_network((address, NETWORK_OF_ONE), strict=False))
    return str(address)


def own_path(request: HttpRequest, path: str) -> str | None:
    """The path when it leads to a page of ours, else None."""
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return path if ours else None
