"""Which addresses we may connect to, and which URLs may be an endpoint's. Values in, values out.

`ipaddress.is_global` alone lets through 16 of 44 dangerous addresses (security design, 7.6), so the lists here are our own:
IANA's special-purpose registries for IPv4 and IPv6, read 2026-11.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

NOT_PUBLIC_V4 = tuple(
    map(IPv4Network, ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "240.0.0.0/4")),
)
PUBLIC_V6 = IPv6Network("2000::/3")
NOT_PUBLIC_V6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
NAT64 = IPv6Network("64:ff9b::/96")
INSIDE_NAMES = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home.arpa",
    "onion",
    "invalid",
    "in-addr.arpa",
    "ip6.arpa",
)
URL = re.compile(r"[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=%#]+")
LONGEST_URL = 300
NAME = re.compile(r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


class UrlFault(StrEnum):
    """Why a URL cannot be an endpoint's."""

    TOO_LONG = "too_long"
    MALFORMED = "malformed"
    SCHEME = "scheme"
    CREDENTIALS = "credentials"
    FRAGMENT = "fragment"
    PORT = "port"
    HOST = "host"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Egress:
    """What may be reached. `loopback` also allows plain http there; `networks` are the operator's own additions."""

    loopback: bool = False
    networks: tuple[Network, ...] = ()
    ports: frozenset[int] = frozenset({443, 8443})


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Networks in CIDR form, as an operator writes them. Raises ValueError for anything else."""
    return tuple(ip_network(text.strip()) for text in texts if text.strip())


def may_reach(address: str, egress: Egress) -> bool:
    """Whether a socket may connect to this address. IPv6 forms that carry an IPv4 address are judged by it."""
    try:
        judged = _innermost(ip_address(address))
    except ValueError:
        return False
    if any(judged in network for network in egress.networks if network.version == judged.version):
        return True
    return _is_public(judged) or (egress.loopback and judged.is_loopback)


def why_not_url(url: str, egress: Egress) -> UrlFault | None:
    """Nothing when this URL may be an endpoint's, else the first reason against it. Asks no name server."""
    if len(url) > LONGEST_URL:
        return UrlFault.TOO_LONG
    if not URL.fullmatch(url):
        return UrlFault.MALFORMED
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").removesuffix("."), parts.port
    except ValueError:
        return UrlFault.MALFORMED
    local = egress.loopback and _is_loopback_host(host)
    if parts.scheme != "https" and not (local and parts.scheme == "http"):
        return UrlFault.SCHEME
    if "@" in parts.netloc:
        return UrlFault.CREDENTIALS
    if "#" in url:
        return UrlFault.FRAGMENT
    if not local and (443 if port is None else port) not in egress.ports:
        return UrlFault.PORT
    return None if local else _why_not_host(host, egress)


def _why_not_host(host: str, egress: Egress) -> UrlFault | None:
    if ":" in host or _ends_in_a_number(host):
        return None if may_reach(host, egress) else UrlFault.ADDRESS
    if not NAME.fullmatch(host) or any(f".{host}".endswith(f".{name}") for name in INSIDE_NAMES):
        return UrlFault.HOST
    return None


def _ends_in_a_number(host: str) -> bool:
    """Browsers and resolvers read such a host as an IPv4 address in some notation (WHATWG URL, "ends in a number")."""
    last = host.rpartition(".")[2]
    return last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last) is not None


def _is_loopback_host(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _innermost(address: Address) -> Address:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in NOT_PUBLIC_V4)
    return address in PUBLIC_V6 and not any(address in network for network in NOT_PUBLIC_V6)
