"""Tests reach this machine alone, whichever way they try."""

import socket
import urllib.request

import pytest

from tests.network import NetworkIsShut, is_local

ELSEWHERE = "192.0.2.10"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "", b"127.0.0.1"])
def test_this_machine_is_reached(host):
    assert is_local(host)


@pytest.mark.parametrize("host", [ELSEWHERE, "10.0.0.1", "2001:db8::1", "example.org", "169.254.169.254", "localhost.example.org"])
def test_another_machine_is_not_local(host):
    assert not is_local(host)


def test_no_socket_leaves():
    with socket.socket() as line, pytest.raises(NetworkIsShut):
        line.connect((ELSEWHERE, 443))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line, pytest.raises(NetworkIsShut):
        line.sendto(b"x", (ELSEWHERE, 53))


def test_no_name_is_looked_up_and_no_page_fetched():
    with pytest.raises(NetworkIsShut):
        socket.getaddrinfo("example.org", 443)
    with pytest.raises(NetworkIsShut):
        urllib.request.urlopen("http://example.org/")


def test_a_server_here_can_be_asked():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=5) as line:
        assert line.getpeername() == server.getsockname()
