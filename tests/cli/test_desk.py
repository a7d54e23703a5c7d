"""``purport desk``: accounts, tokens and the access log on the command line, and a desk that really serves."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import time

import httpx
import pytest

from purport.records.access import secret_digest

PASSWORD = "a quiet harbour at dawn"


def add(desk, name, role="reader", **given):
    return desk.run("desk", "account", "add", name, "--role", role, "--password-stdin", stdin=f"{PASSWORD}\n", **given)


def rows(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_accounts_are_added_listed_and_removed(desk):
    assert "ada may log in as admin." in add(desk, "ada", "admin").stdout
    add(desk, "rhea")
    assert [(one["name"], one["role"]) for one in rows(desk.run("desk", "account", "list", "--json"))] == [
        ("ada", "admin"),
        ("rhea", "reader"),
    ]
    assert "2 accounts" in desk.run("desk", "account", "list").stderr
    assert "rhea is analyst now." in desk.run("desk", "account", "role", "rhea", "analyst").stdout
    desk.run("desk", "account", "remove", "rhea")
    assert [one["name"] for one in rows(desk.run("desk", "account", "list", "--json"))] == ["ada"]


def test_the_last_admin_is_kept(desk):
    add(desk, "ada", "admin")
    assert "is the last admin" in desk.run("desk", "account", "remove", "ada", status=2).stderr
    assert "is the last admin" in desk.run("desk", "account", "role", "ada", "reader", status=2).stderr


def test_names_and_passwords_are_looked_at(desk):
    assert "is not the name of an account" in add(desk, "A da", status=2).stderr
    told = desk.run("desk", "account", "add", "ada", "--password-stdin", stdin="short\n", status=2)
    assert "easily guessed" in told.stderr and "short" not in told.stderr
    add(desk, "ada")
    assert "there is an account of this name" in add(desk, "ada", status=2).stderr
    assert "no account has this name" in desk.run("desk", "account", "role", "eve", "reader", status=2).stderr


def test_a_password_is_asked_for_twice_and_not_shown(desk):
    told = desk.run("desk", "account", "add", "ada", stdin=f"{PASSWORD}\n{PASSWORD}\n")
    assert PASSWORD not in told.output
    told = desk.run("desk", "account", "add", "rhea", stdin=f"{PASSWORD}\nanother\n", status=130)
    assert "do not match" in told.output


def test_a_new_password(desk):
    add(desk, "ada")
    desk.run("desk", "account", "password", "ada", "--password-stdin", stdin="another harbour at dusk\n")
    assert (
        "no account has this name"
        in desk.run("desk", "account", "password", "eve", "--password-stdin", stdin=f"{PASSWORD}\n", status=2).stderr
    )


def test_who_comes_by_oidc_needs_an_issuer(desk):
    told = desk.run("desk", "account", "add", "mira", "--oidc", "person-17", status=2)
    assert "no issuer is named" in told.stderr
    (desk.folder / "purport.toml").write_text('[desk]\noidc_issuer = "https://login.example.org"\n', "utf-8")
    desk.run("desk", "account", "add", "mira", "--oidc", "person-17")
    (one,) = rows(desk.run("desk", "account", "list", "--json"))
    assert one["by"] == "https://login.example.org person-17"


def test_a_token_is_shown_once_and_kept_as_a_digest(desk):
    add(desk, "ada", "admin")
    told = desk.run("desk", "token", "add", "ada", "nightly", "--scope", "read", "--scope", "export", "--days", "30")
    secret = told.stdout.strip()
    assert re.fullmatch(r"purport_[\w-]{43}", secret)
    (one,) = rows(desk.run("desk", "token", "list", "--json"))
    assert (one["account"], one["name"], one["scopes"]) == ("ada", "nightly", ["read", "export"])
    data = b"".join(file.read_bytes() for file in (desk.folder / "house").glob("ledger.db*"))
    assert secret.encode() not in data and secret_digest(secret).encode() in data
    assert "is good for nothing now" in desk.run("desk", "token", "revoke", "ada", "nightly").stdout
    assert "0 tokens" in desk.run("desk", "token", "list").stderr
    assert "has no token" in desk.run("desk", "token", "revoke", "ada", "nightly", status=2).stderr
    desk.run("desk", "token", "add", "ada", "x", "--scope", "everything", status=2)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--listen", "192.0.2.7"), "passwords and sources would be read"),
        (("--listen", "0.0.0.0", "--behind-proxy"), "under which name"),
        (("--listen", "desk.example"), "is not the address of a network interface"),
        (("--tls-cert", "a.pem"), "go together"),
        (("--tls-cert", "a.pem", "--tls-key", "b.pem"), "there is no such file"),
    ],
)
def test_beyond_this_machine_it_needs_tls(desk, words, told):
    assert told in desk.run("desk", *words, status=2).stderr


def test_a_port_that_is_taken_is_told(desk):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        told = desk.run("desk", "--port", str(held.getsockname()[1]), status=3)
    assert "cannot listen there" in told.stderr


def test_a_language_without_words_is_told(desk):
    (desk.folder / "purport.toml").write_text('[desk]\nlanguage = "fr"\n', "utf-8")
    assert "there are: en" in desk.run("desk", "--port", "0", status=2).stderr


def test_an_oidc_client_needs_its_secret(desk):
    (desk.folder / "purport.toml").write_text('[desk]\noidc_issuer = "https://login.example.org"\n', "utf-8")
    assert "the secret of the client is missing" in desk.run("desk", "--port", "0", status=2).stderr


def test_it_serves_until_it_is_interrupted(desk):
    running = desk.start(["desk", "--port", "0"], stderr=subprocess.PIPE)
    try:
        lines = [running.stderr.readline().decode() for _ in range(2)]
        address = re.search(r"http://127\.0\.0\.1:\d+/", lines[0])[0]
        link = re.search(r"http://\S+first\?invitation=\S+", lines[1])[0]
        with httpx.Client(base_url=address) as http:
            assert http.get("/health").json() == {"status": "ok"}
            page = http.get(link)
            assert page.status_code == 200
            proof = re.search(r'name="csrf" value="([0-9a-f]+)"', page.text)[1]
            told = {"csrf": proof, "invitation": link.rpartition("=")[2], "name": "ada", "password": PASSWORD}
            assert http.post("/first", data=told).status_code == 303
            assert http.get("/").status_code == 200
    finally:
        running.send_signal(signal.SIGINT)
        until = time.monotonic() + 20
        while running.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        running.kill()
        running.wait()
        running.stderr.close()
    entries = rows(desk.run("desk", "audit", "--json"))
    assert [(one["account"], one["address"], one["deed"]) for one in entries] == [
        ("ada", "127.0.0.1", "first account made"),
        ("ada", "127.0.0.1", "logged in"),
    ]
    assert "2 entries" in desk.run("desk", "audit").stderr
    assert [one["seq"] for one in rows(desk.run("desk", "audit", "--limit", "1", "--json"))] == [2]


def test_help_of_the_desk_loads_no_framework():
    import sys

    code = "from purport.cli.main import cli; cli.main(['desk', '--help'], standalone_mode=False)"
    told = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(' '.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"fastapi", "uvicorn", "sqlalchemy", "argon2", "babel"} & set(told.stdout.split())
