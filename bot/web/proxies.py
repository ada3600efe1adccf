"""Whose request it is: a proxy tells it, and only a trusted one is believed."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

from aiohttp import web

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

_SHARED_BITS = {4: 24, 6: 48}
"""As much of an address as tells a network and no household in it."""


def client_of(request: web.Request, trusted: Sequence[Network]) -> Address | None:
    """Return where a request came from; None when that cannot be told.

    Each proxy adds whom it heard to the right end of X-Forwarded-For: what stands left of the first
    address that is no trusted proxy anybody can make up.
    """
    client = _address(request.remote or "")
    told = ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")
    while client and told and any(client in network for network in trusted):
        before = _address(told.pop())
        if before is None:
            break
        client = before
    return client


def network_of(client: Address | None) -> str:
    """Name the network of an address, for a log: never the address itself."""
    if client is None:
        return "an unknown network"
    return str(ip_network((client, _SHARED_BITS[client.version]), strict=False))


def _address(words: str) -> Address | None:
    try:
        found = ip_address(words.strip())
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found
