"""No test speaks to the outside: loopback and Unix sockets only."""

import ipaddress
import socket
from typing import Any

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


class OutsideCall(AssertionError):
    """A test tried to leave this machine."""


def _is_here(host: object) -> bool:
    if host in ("localhost", "", None, b"localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(host).split("%", maxsplit=1)[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _check(family: int, address: Any) -> None:
    if family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
        raise OutsideCall(f"a test called {address!r}")


def install() -> None:
    """Guard every socket that Python opens in this process."""

    def connect(self: socket.socket, address: Any) -> None:
        _check(self.family, address)
        return _connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        _check(self.family, address)
        return _connect_ex(self, address)

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not _is_here(host) and host != socket.gethostname():
            raise OutsideCall(f"a test looked up {host!r}")
        return _getaddrinfo(host, *args, **kwargs)

    socket.socket.connect = connect  # type: ignore[method-assign, assignment]
    socket.socket.connect_ex = connect_ex  # type: ignore[method-assign, assignment]
    socket.getaddrinfo = getaddrinfo
