from __future__ import annotations

from ipaddress import ip_network

import pytest
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from bot.web.proxies import client_of, network_of

TRUSTED = [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]


def found(peer: str, *forwarded: str) -> str:
    headers = CIMultiDict([("X-Forwarded-For", each) for each in forwarded])
    return str(client_of(make_mocked_request("POST", "/", headers).clone(remote=peer), TRUSTED))


def test_without_a_proxy_it_is_whoever_connected() -> None:
    assert found("203.0.113.5") == "203.0.113.5"


def test_what_an_untrusted_peer_says_of_others_is_ignored() -> None:
    assert found("203.0.113.5", "198.51.100.7") == "203.0.113.5"


def test_a_trusted_proxy_tells_whom_it_heard() -> None:
    assert found("10.0.0.1", "198.51.100.7") == "198.51.100.7"
    assert found("fd00::1", "2001:db8::7") == "2001:db8::7"
    assert found("::ffff:10.0.0.1", "198.51.100.7") == "198.51.100.7"


def test_what_stands_left_of_the_first_untrusted_address_is_made_up() -> None:
    assert found("10.0.0.1", "1.1.1.1, 198.51.100.7, 10.0.0.2") == "198.51.100.7"
    assert found("10.0.0.1", "1.1.1.1", "198.51.100.7", "10.0.0.2") == "198.51.100.7"


@pytest.mark.parametrize("junk", ["", "unknown", "198.51.100.7:80", "<script>", ",,"])
def test_junk_from_a_trusted_proxy_leaves_the_proxy_itself(junk: str) -> None:
    assert found("10.0.0.1", junk) == "10.0.0.1"


def test_a_peer_without_an_address_is_nobody() -> None:
    assert found("") == "None"
    assert network_of(None) == "an unknown network"


def test_a_log_hears_of_a_network_only() -> None:
    peer = make_mocked_request("POST", "/").clone(remote="2001:db8:1:2:3::4")
    assert network_of(client_of(peer, [])) == "2001:db8:1::/48"
