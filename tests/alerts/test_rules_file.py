"""The file of rules: what it may hold, and how it is refused."""

import tomllib
from datetime import time

import pytest

from purport.config.alerts import alerts_in, load_alerts, secret, template
from purport.errors import InstructionError
from purport.records import Act, Certainty
from tests.alerts.build import FILE, rule

WHOLE = """\
[alerts]
same_for = "7d"

[[delivery]]
name = "desk"
kind = "email"
to = "desk@example.org"
sender = "purport@example.org"
server = "mail.example.org"
user = "purport"
password_file = "smtp-password"
zone = "Europe/Berlin"
quiet = "22:00-07:00"
digest = "daily 08:00"

[[delivery]]
name = "hook"
kind = "webhook"
url = "https://hooks.example.org/x?key=1"
secret_env = "HOOK"

[[rule]]
name = "Calls"
places = ["Turkey", "Tripoli, Lebanon"]
acts = ["calls for", "threatens"]
certainty = ["purported or better", "denied", "called for"]
violent = true
words = "مستودع"
deliver = ["desk"]
"""


def refused(text):
    with pytest.raises(InstructionError) as caught:
        alerts_in(text, FILE)
    return caught.value


def test_every_key_is_taken():
    found = alerts_in(WHOLE, FILE)
    (one,), (desk, hook) = found.rules, found.deliveries
    assert found.same_for == 7 * 86400
    assert one.places == ("Turkey", "Tripoli, Lebanon")
    assert one.acts == (Act.CALLS_FOR, Act.THREATENS)
    good = {Certainty.ASSERTED, Certainty.ATTRIBUTED, Certainty.PURPORTED}
    assert one.certainty == good | {Certainty.DENIED, Certainty.CALLED_FOR}
    assert one.words == ("مستودع",)
    assert (desk.quiet, desk.digest) == ((time(22), time(7)), time(8))
    assert str(desk.password_file) == "/desk/smtp-password"
    assert found.for_rule(one) == (desk,)
    assert (hook.zone, hook.digest, hook.allow_private) == ("UTC", "at once", False)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("webhook", 'url = "hooks.example.org/hunter2"'),
        ("webhook", 'url = "https://[hooks/hunter2"'),
        ("webhook", 'url = "https://hooks.example.org:99999/hunter2"'),
        ("webhook", 'url = "https:///hunter2"'),
        ("webhook", 'secret_env = "hunter2!"'),
        ("email", 'password_env = "hunter2!"'),
        ("email", 'password_file = ["hunter2"]'),
    ],
)
def test_what_may_be_a_secret_is_not_told_where_it_is_wrong(kind, line):
    fault = refused(f'[[delivery]]\nname = "a"\nkind = "{kind}"\n{line}\n')
    assert fault.code == "alerts-value"
    assert "expected" in fault.message
    assert "hunter2" not in str(fault)


def test_an_empty_file_alerts_nothing():
    assert alerts_in("", FILE).rules == ()


def test_the_template_is_valid_and_so_is_every_example_in_it():
    assert alerts_in(template(), FILE).rules == ()
    lines = [line[1:] for line in template().splitlines() if line.startswith("#") and not line.startswith("# ")]
    given = tomllib.loads("\n".join(lines))
    assert {"alerts", "delivery", "rule"} == set(given)
    assert len(given["rule"][0]) > 15


@pytest.mark.parametrize(
    ("text", "line", "key", "code", "words"),
    [
        ("[[rule]\n", 1, "", "alerts-syntax", "not TOML"),
        ('[rules]\nx = 1\n', 1, "rules", "alerts-key", "unknown section"),
        ('[rule]\nname = "a"\n', 1, "rule", "alerts-value", "two brackets"),
        ('[[rule]]\nname = "a"\nplacess = "x"\n', 3, "placess", "alerts-key", "did you mean places"),
        ('[[rule]]\nname = "a"\nwords = ["x", 3]\n', 3, "words", "alerts-value", "a list of texts"),
        ('[[rule]]\nname = "a"\nwords = "?!"\n', 3, "words", "alerts-value", "with a letter"),
        ('[[rule]]\nname = "a"\nwords = []\n', 3, "words", "alerts-value", "a list"),
        ('[[rule]]\nname = "a"\ncertainty = "denied or better"\n', 3, "certainty", "alerts-value", "purported or better"),
        ('[[rule]]\nname = "a"\nacts = "shouts"\n', 3, "acts", "alerts-value", "calls for"),
        ('[[rule]]\nname = "a"\n', 1, "rule 'a'", "alerts-value", "no condition"),
        ('[[rule]]\nwords = "a"\n', 1, "rule 1", "alerts-value", "no name"),
        ('[[rule]]\nname = "a"\nwords = "b"\n[[rule]]\nname = "A"\nwords = "b"\n', 5, "name", "alerts-twice", "already"),
        ('[[rule]]\nname = "a"\nwords = "b"\ndeliver = "dsk"\n', 4, "deliver", "alerts-value", "no delivery"),
        ('[[rule]]\nname = "a"\nwords = "b"\nviolent = true\ntexts = true\n', 5, "texts", "alerts-value", "violent"),
        ('[[delivery]]\nname = "a"\nkind = "email"\n', 1, "delivery 'a'", "alerts-value", "needs to"),
        ('[[delivery]]\nname = "a"\nurl = "https://x.example"\n', 3, "url", "alerts-value", "'webhook'"),
        ('[[delivery]]\nname = "a"\nzone = "Mars/Base"\n', 3, "zone", "alerts-value", "time zone"),
        ('[[delivery]]\nname = "a"\nquiet = "07:00-07:00"\n', 3, "quiet", "alerts-value", "22:00-07:00"),
        ('[[delivery]]\nname = "a"\ndigest = "daily 25:00"\n', 3, "digest", "alerts-value", "hourly"),
        ('[[delivery]]\nname = "a"\nkind = "webhook"\nurl = "ftp://x.example"\n', 4, "url", "alerts-value", "http"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_line_and_key(text, line, key, code, words):
    error = refused(text)
    assert (error.code, error.subject) == (code, f"{FILE}:{line}" + (f": {key}" if key else ""))
    assert words in str(error)


def test_a_password_is_never_sent_in_the_clear():
    text = WHOLE.replace('server = "mail', 'security = "none"\nserver = "mail')
    assert "without encryption" in refused(text).message
    assert "belong together" in refused(WHOLE.replace('user = "purport"\n', "")).message


def test_secrets_come_from_a_variable_or_a_file_and_stand_in_no_error(tmp_path):
    file = tmp_path / "key"
    file.write_text("s3cret\nsecond line\n")
    assert secret(None, file) == "s3cret"
    assert secret("HOOK", None, {"HOOK": "k"}) == "k"
    assert secret(None, None) is None
    file.write_bytes(b"\xff\xfe")
    for variable, where in (("HOOK", None), (None, file), (None, tmp_path / "none")):
        with pytest.raises(InstructionError) as caught:
            secret(variable, where, {})
        assert caught.value.code == "no-secret"


def test_no_file_and_bytes_that_are_no_text(tmp_path):
    for data, code in ((None, "no-alerts"), (b"\xff", "alerts-encoding")):
        file = tmp_path / "alerts.toml"
        if data is not None:
            file.write_bytes(data)
        with pytest.raises(InstructionError) as caught:
            load_alerts(file)
        assert caught.value.code == code


def test_a_rule_without_deliver_goes_everywhere():
    found = rule('words = "x"', deliveries='[[delivery]]\nname = "a"\n[[delivery]]\nname = "b"\n')
    assert [one.name for one in found.for_rule(found.rules[0])] == ["a", "b"]
