"""Which addresses may be connected to."""

import ipaddress

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.collect.wire import Deadline, Reach, is_public
from purport.errors import Refused

PRIVATE = [
    "127.0.0.1",
    "127.255.255.254",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "240.0.0.1",
    "192.0.2.1",
    "198.51.100.7",
    "203.0.113.9",
    "198.18.0.1",
    "192.0.0.1",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "fec0::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "not-an-address",
    "127.1",
    "0x7f000001",
    "2130706433",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "172.32.0.1"])
def test_addresses_that_are_public(address):
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_mapped_into_ipv6_is_judged_alike(address):
    mapped = ipaddress.IPv6Address(b"\0" * 10 + b"\xff\xff" + address.packed)
    assert is_public(str(mapped)) == is_public(str(address))


def test_private_addresses_are_given_only_where_allowed():
    found = ["127.0.0.1"]
    assert Reach(True, lambda host, port: found).vetted("desk.example", 80) == found
    with pytest.raises(Refused, match="private or reserved") as refusal:
        Reach(False, lambda host, port: found).vetted("desk.example", 80)
    assert refusal.value.subject == "desk.example"


def test_a_deadline_cuts_timeouts_and_then_raises():
    now = [0.0]
    deadline = Deadline(10.0, lambda: now[0])
    assert deadline.cut(3.0) == 3.0
    now[0] = 8.0
    assert deadline.cut(3.0) == 2.0
    assert deadline.cut(None) == 2.0
    now[0] = 10.0
    with pytest.raises(httpcore.ReadTimeout):
        deadline.left()
