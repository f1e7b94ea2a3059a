"""Which addresses and URLs deliveries may go to (security design, S-09)."""

from ipaddress import ip_network

import pytest

from reporting.webhooks.addresses import Egress, UrlFault, may_reach, networks, why_not_url

PUBLIC = Egress()
DEMONSTRATION = Egress(loopback=True)

DANGEROUS = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.254",
    "100.100.100.200",
    "127.0.0.1",
    "127.1.2.3",
    "169.254.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.9",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:7f00:1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "64:ff9b:1::808:808",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:10::1",
    "2001:20::1",
    "2001:1ff:ffff::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:a9fe:a9fe::1",
    "2002:808:808::1",
    "3fff::1",
    "3fff:fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "not an address",
    "",
]
GOOD = [
    "8.8.8.8",
    "1.1.1.1",
    "99.255.255.255",
    "192.0.1.1",
    "223.255.255.254",
    "2606:4700::1111",
    "2a00:1450::1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]

REFUSED = [
    ("http://hooks.example.com/", UrlFault.SCHEME),
    ("ftp://hooks.example.com/", UrlFault.SCHEME),
    ("file:///etc/passwd", UrlFault.SCHEME),
    ("gopher://hooks.example.com/", UrlFault.SCHEME),
    ("//hooks.example.com/", UrlFault.SCHEME),
    ("hooks.example.com", UrlFault.SCHEME),
    ("", UrlFault.MALFORMED),
    ("https://", UrlFault.HOST),
    ("https:///path", UrlFault.HOST),
    ("https://hooks.example.com/ x", UrlFault.MALFORMED),
    ("https://hooks.example.com/\tx", UrlFault.MALFORMED),
    ("https://hooks.example.com/\r\nHost: inside", UrlFault.MALFORMED),
    ("https://hooks.example.com\\@127.0.0.1/", UrlFault.MALFORMED),
    ("https://hooks.example.com/" + "a" * 275, UrlFault.TOO_LONG),
    ("https://hooks.example.com/?" + "a" * 1900, UrlFault.TOO_LONG),
    ("https://user@hooks.example.com/", UrlFault.CREDENTIALS),
    ("https://user:pass@hooks.example.com/", UrlFault.CREDENTIALS),
    ("https://hooks.example.com@127.0.0.1/", UrlFault.CREDENTIALS),
    ("https://hooks.example.com/#x", UrlFault.FRAGMENT),
    ("https://hooks.example.com:22/", UrlFault.PORT),
    ("https://hooks.example.com:0/", UrlFault.PORT),
    ("https://hooks.example.com:80/", UrlFault.PORT),
    ("https://hooks.example.com:99999/", UrlFault.MALFORMED),
    ("https://localhost/", UrlFault.HOST),
    ("https://localhost./", UrlFault.HOST),
    ("https://LOCALHOST/", UrlFault.HOST),
    ("https://a.localhost/", UrlFault.HOST),
    ("https://db.internal/", UrlFault.HOST),
    ("https://metadata.google.internal/", UrlFault.HOST),
    ("https://printer.local/", UrlFault.HOST),
    ("https://router.lan/", UrlFault.HOST),
    ("https://nas.home.arpa/", UrlFault.HOST),
    ("https://1.0.0.127.in-addr.arpa/", UrlFault.HOST),
    ("https://intranet/", UrlFault.HOST),
    ("https://hooks..example.com/", UrlFault.HOST),
    ("https://-hooks.example.com/", UrlFault.HOST),
    ("https://hooks.example.com../", UrlFault.HOST),
    ("https://ex%61mple.com/", UrlFault.HOST),
    ("https://127%2e0%2e0%2e1/", UrlFault.HOST),
    ("https://bücher.example/", UrlFault.MALFORMED),
    ("https://①②⑦.⓪.⓪.①/", UrlFault.MALFORMED),
    ("https://127。0。0。1/", UrlFault.MALFORMED),
    ("https://127.0.0.1/", UrlFault.ADDRESS),
    ("https://127.0.0.1./", UrlFault.ADDRESS),
    ("https://127.1/", UrlFault.ADDRESS),
    ("https://127.0.1/", UrlFault.ADDRESS),
    ("https://2130706433/", UrlFault.ADDRESS),
    ("https://0x7f000001/", UrlFault.ADDRESS),
    ("https://0x7f.0.0.1/", UrlFault.ADDRESS),
    ("https://0x7f.0x0.0x0.0x1/", UrlFault.ADDRESS),
    ("https://0177.0.0.1/", UrlFault.ADDRESS),
    ("https://017700000001/", UrlFault.ADDRESS),
    ("https://0/", UrlFault.ADDRESS),
    ("https://0x/", UrlFault.ADDRESS),
    ("https://1.1.1.1.1/", UrlFault.ADDRESS),
    ("https://256.1.1.1/", UrlFault.ADDRESS),
    ("https://169.254.169.254/latest/meta-data/", UrlFault.ADDRESS),
    ("https://10.0.0.1/", UrlFault.ADDRESS),
    ("https://[::1]/", UrlFault.ADDRESS),
    ("https://[::]/", UrlFault.ADDRESS),
    ("https://[::ffff:127.0.0.1]/", UrlFault.ADDRESS),
    ("https://[::ffff:7f00:1]/", UrlFault.ADDRESS),
    ("https://[64:ff9b::7f00:1]/", UrlFault.ADDRESS),
    ("https://[2002:7f00:1::]/", UrlFault.ADDRESS),
    ("https://[fd00:ec2::254]/", UrlFault.ADDRESS),
    ("https://[fe80::1%25eth0]/", UrlFault.ADDRESS),
    ("https://[::1", UrlFault.MALFORMED),
]


@pytest.mark.parametrize("address", DANGEROUS)
def test_a_dangerous_address_is_never_reached(address):
    assert not may_reach(address, PUBLIC)


@pytest.mark.parametrize("address", GOOD)
def test_a_public_address_is_reached(address):
    assert may_reach(address, PUBLIC)


@pytest.mark.parametrize(("url", "fault"), REFUSED)
def test_a_dangerous_url_is_refused_with_its_reason(url, fault):
    assert why_not_url(url, PUBLIC) is fault


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example.com/",
        "https://hooks.example.com",
        "https://hooks.example.com./path?key=value",
        "https://hooks.example.com:443/in",
        "https://hooks.example.com:8443/in",
        "https://xn--bcher-kva.example/",
        "https://8.8.8.8/",
        "https://[2606:4700::1111]/",
    ],
)
def test_a_public_url_is_taken(url):
    assert why_not_url(url, PUBLIC) is None


@pytest.mark.parametrize("url", ["http://127.0.0.1:9999/", "http://localhost:1/", "https://[::1]:3000/", "http://127.9.9.9/"])
def test_demonstration_mode_also_takes_loopback_on_any_port(url):
    assert why_not_url(url, DEMONSTRATION) is None
    assert why_not_url(url, PUBLIC) is not None


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "https://10.0.0.1/", "http://hooks.example.com/", "http://127.0.0.1.example.com/"])
def test_demonstration_mode_takes_nothing_else(url):
    assert why_not_url(url, DEMONSTRATION) is not None


def test_an_operator_may_allow_a_network_and_nothing_beside_it():
    allowed = Egress(networks=networks(["10.1.0.0/16", " fd00:1::/32 ", ""]))

    assert may_reach("10.1.2.3", allowed)
    assert may_reach("::ffff:10.1.2.3", allowed)
    assert may_reach("fd00:1::5", allowed)
    assert not may_reach("10.2.0.1", allowed)
    assert not may_reach("127.0.0.1", allowed)
    assert why_not_url("https://10.1.2.3/", allowed) is None


def test_every_address_at_the_edge_of_a_refused_network_is_refused():
    for network in [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/3",
    ]:
        assert not may_reach(str(ip_network(network)[0]), PUBLIC)
        assert not may_reach(str(ip_network(network)[-1]), PUBLIC)
