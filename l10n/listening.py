"""Listening on an address: what every server of ours needs before it serves."""

from __future__ import annotations

import ipaddress
import socket

from l10n.errors import L10nError

_QUEUE = 128


def listen(host: str, ports: list[int], hint: str) -> socket.socket:
    """A socket that listens on the first port that can be had.

    Args:
        host: the address, or a name.
        ports: to try, in order; 0 is any free one.
        hint: what to do where none can be had.

    Raises:
        L10nError: the address cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in ports:
        # Named as TCP, or asyncio leaves Nagle's algorithm on: 40 ms more for each answer.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(_QUEUE)
        except OSError as error:
            listener.close()
            reason = error
        else:
            return listener
    raise L10nError(f"cannot listen on {host}:{ports[-1]} ({reason.strerror or reason})", hint)


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def in_url(host: str) -> str:
    """An address as it stands in a URL."""
    return f"[{host}]" if ":" in host else host


def is_number(host: str) -> bool:
    """Whether a ``Host`` header, perhaps with a port, is an IP address, or this machine's name.

    >>> [is_number(one) for one in ("127.0.0.1:5000", "[::1]:80", "localhost", "example.org:5000")]
    [True, True, True, False]
    """
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return name == "localhost"
    return True
