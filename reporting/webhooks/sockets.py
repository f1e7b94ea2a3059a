"""The way out: a session that reaches only allowed addresses, keeps no cookie and takes no proxy from the environment."""

import socket

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from reporting.webhooks.addresses import Egress, may_reach
from reporting.webhooks.kinds import Fault, Limits

AddressInfo = tuple[int, int, int, str, tuple[object, ...]]


class AddressRefused(OSError):
    """An address we do not send to; no socket was made for it."""


class CheckedResolver(AbstractResolver):
    """A resolver whose answer counts only when every address in it may be reached."""

    def __init__(self, resolver: AbstractResolver, egress: Egress) -> None:
        self._resolver, self._egress = resolver, egress

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        if not all(may_reach(one["host"], self._egress) for one in found):
            raise AddressRefused
        return found

    async def close(self) -> None:
        await self._resolver.close()


def session(limits: Limits, egress: Egress, resolver: AbstractResolver | None = None) -> aiohttp.ClientSession:
    """A session for one process: connections are kept and used again. Call it inside the loop it will live in."""

    def checked_socket(info: AddressInfo) -> socket.socket:
        """The last gate: every connection passes here with the very address it is about to be made to, literal or looked up."""
        family, kind, protocol, _, address = info
        if not may_reach(str(address[0]), egress):
            raise AddressRefused
        return socket.socket(family, kind, protocol)

    connector = aiohttp.TCPConnector(
        limit=0,
        ttl_dns_cache=30,
        resolver=CheckedResolver(resolver or aiohttp.ThreadedResolver(), egress),
        socket_factory=checked_socket,  # type: ignore[arg-type]
    )
    return aiohttp.ClientSession(
        connector=connector,
        timeout=aiohttp.ClientTimeout(total=limits.total, sock_connect=limits.connect),
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
        read_bufsize=limits.answer_bytes,
        headers={"User-Agent": "good-faith-reports/1", "Content-Type": "application/json", "Accept": "*/*"},
    )


def fault_of(error: BaseException) -> Fault:
    """The class of a failed try. The error's own words are never kept: they may quote what the receiver sent."""
    match error:
        case AddressRefused() | aiohttp.ClientConnectorError(os_error=AddressRefused()) | ValueError():
            return Fault.ADDRESS
        case TimeoutError():
            return Fault.TIMEOUT
        case aiohttp.ClientConnectorDNSError():
            return Fault.DNS
        case aiohttp.ClientSSLError() | aiohttp.ClientConnectorCertificateError():
            return Fault.TLS
        case aiohttp.ClientConnectorError():
            return Fault.CONNECT
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientOSError() | ConnectionError():
            return Fault.RESET
        case aiohttp.ClientResponseError() | aiohttp.ClientPayloadError():
            return Fault.PROTOCOL
    return Fault.OURS
