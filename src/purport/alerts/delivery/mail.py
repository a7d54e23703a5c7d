"""Alerts by e-mail: plain text over SMTP (RFC 5321), with TLS checked. No password is in any message or error."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import format_datetime
from threading import Timer
from time import monotonic
from typing import Any

from purport.alerts.told import Message
from purport.config.alerts import Delivery, secret
from purport.errors import Refused, SourceError, Unreachable

SECONDS = 30.0
"""How long the server may take for each step."""
LONGEST = 120.0
"""How long the whole of it may take: less than a sending is in the hand of one process."""
PARTLY = "smtp-partly-refused"
"""What it is called where the server took a letter for some only. It is not sent again: those would get it again and again."""
PORTS = {"starttls": 587, "tls": 465, "none": 25}


def letter(delivery: Delivery, message: Message) -> EmailMessage:
    """The message as an e-mail. Its Message-ID stays the same when it is sent again, so that mail programs show it once."""
    sender = delivery.sender or ""
    out = EmailMessage()
    out["From"], out["To"] = sender, ", ".join(delivery.to)
    out["Subject"] = message.subject
    out["Date"] = format_datetime(message.at)
    out["Message-ID"] = f"<{message.id}.{_sign(delivery.name)}@{sender.rpartition('@')[2]}>"
    out["Auto-Submitted"] = "auto-generated"
    out.set_content(message.text, charset="utf-8", cte="base64" if not message.text.isascii() else None)
    return out


def _sign(name: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)


def mailed(delivery: Delivery, message: Message, trust: ssl.SSLContext | None = None, longest: float = LONGEST) -> None:
    """Hand a message to the SMTP server; `trust` checks its certificate (None: by the usual authorities).

    Raises:
        InstructionError: ``no-secret``.
        Unreachable: ``smtp-unreachable``, ``tls``.
        Refused: ``smtp-login``, ``smtp-refused``; ``smtp-partly-refused`` where some have it and others do not.
    """
    password = secret(delivery.password_env, delivery.password_file)
    server, port = delivery.server or "", delivery.port or PORTS[delivery.security]
    context, ends = trust or ssl.create_default_context(), monotonic() + longest
    try:
        with _connected(server, port, delivery.security, context, longest) as smtp:
            if delivery.user is not None and password is not None:
                smtp.login(delivery.user, password)
            failed = smtp.send_message(letter(delivery, message))
    except (OSError, smtplib.SMTPException) as fault:
        held = fault if monotonic() < ends else TimeoutError()
        raise _told(held, f"{server}:{port}") from None  # the cause may hold what was sent to log in
    if failed:
        told = ", ".join(sorted(failed))
        raise Refused(
            f"the server does not take it for {told}; the others have it", code=PARTLY, subject=f"{server}:{port}"
        )


_BOTH_WAYS = 2
"""``SHUT_RDWR`` of sockets."""


class _Line(smtplib.SMTP):
    """A connection to a server that is cut off after so many seconds, whatever drips in."""

    def __init__(self, server: str, port: int, longest: float, **more: Any) -> None:
        self.sock: Any = None
        self.timer = Timer(longest, self._cut)
        self.timer.daemon = True
        self.timer.start()
        try:
            super().__init__(server, port, timeout=SECONDS, **more)
        except BaseException:
            self.timer.cancel()
            raise

    def _cut(self) -> None:
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(_BOTH_WAYS)


class _SecuredLine(_Line, smtplib.SMTP_SSL):
    """The same under TLS from the first byte."""


@contextmanager
def _connected(
    server: str, port: int, security: str, context: ssl.SSLContext, longest: float
) -> Iterator[smtplib.SMTP]:
    """A connection, under TLS where that is asked for; once all was said, a poor farewell is no failure."""
    secured = {"context": context} if security == "tls" else {}
    line = (_SecuredLine if secured else _Line)(server, port, longest, **secured)
    try:
        if security == "starttls":
            line.starttls(context=context)
            line.ehlo()
        yield line
        with suppress(OSError):
            line.quit()
    finally:
        line.timer.cancel()
        line.close()


def _told(fault: Exception, subject: str) -> SourceError:
    if isinstance(fault, ssl.SSLError):
        return Unreachable(f"its certificate or TLS failed: {fault.reason or 'unknown'}", code="tls", subject=subject)
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        advice = 'security = "tls", or "none" for a server on this machine'
        return Refused(
            "the server does not offer what is asked of it", code="smtp-refused", subject=subject, advice=advice
        )
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return Refused("the server does not take user and password", code="smtp-login", subject=subject)
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        told = ", ".join(sorted(fault.recipients))
        return Refused(f"the server does not take it for {told}", code="smtp-refused", subject=subject)
    if isinstance(fault, smtplib.SMTPResponseException):
        return Refused(f"the server answered {fault.smtp_code}", code="smtp-refused", subject=subject)
    hung_up = isinstance(fault, smtplib.SMTPServerDisconnected)
    told = "it broke off, or took too long" if hung_up or isinstance(fault, TimeoutError) else type(fault).__name__
    told = (getattr(fault, "strerror", None) or told).lower()
    return Unreachable(f"no connection: {told}", code="smtp-unreachable", subject=subject)
