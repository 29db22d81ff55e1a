"""Which addresses may be spoken to on behalf of somebody who only gave us a URL."""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Sequence[str]]
"""A name's addresses as text, given the name and a port. Raises ``OSError`` if there are none."""

# hosts of clouds that answer the machines in them alone; anycast of 6to4 relays
_INSIDE = (IPv4Network("168.63.129.16/32"), IPv4Network("192.88.99.0/24"))
_METADATA = frozenset(map(ip_address, ("fd00:ec2::254", "100.100.100.200", "168.63.129.16")))
_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052; the local one of RFC 8215 is as private as its network
_TUNNELS = (IPv6Network("2001::/32"),)  # Teredo, RFC 4380: where it ends is written in it in a way that can be forged


def system_resolver(name: str, port: int) -> list[str]:
    """As this machine resolves it, in the order that it prefers; each once."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def parse(text: str) -> Address:
    """An address; one with a zone (``fe80::1%eth0``) keeps it.

    Raises:
        ValueError: it is none.
    """
    return ip_address(text)


def is_public(address: Address) -> bool:
    """Whether it belongs to the internet at large, as the registries of IANA have it (RFC 6890).

    What is private, loopback, link-local, shared by carriers, multicast, reserved or for documentation is not; nor is
    an IPv6 address that carries such an IPv4 address: mapped, 6to4 (RFC 3056) or NAT64 (RFC 6052).
    """
    if isinstance(address, IPv4Address):
        special = address.is_multicast or address.is_reserved or any(address in net for net in _INSIDE)
        return address.is_global and not special
    if address.scope_id is not None:
        return False
    if (inner := _carried(address)) is not None:
        return is_public(inner)
    return address in _UNICAST and address.is_global and not any(address in net for net in _TUNNELS)


def is_host(address: Address) -> bool:
    """Whether it can be a server's in somebody's own network: not one that clouds tell a machine its credentials at."""
    if isinstance(address, IPv6Address) and (inner := _carried(address)) is not None:
        return is_host(inner)
    special = address.is_multicast or address.is_unspecified or address.is_link_local
    return not special and address not in _METADATA


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that it is another form of."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
