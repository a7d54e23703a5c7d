"""Alerts by e-mail: plain text over SMTP (RFC 5321), with TLS checked. No password is in any message or error."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime

from purport.alerts.told import Message
from purport.config.alerts import Delivery, secret
from purport.errors import Refused, SourceError, Unreachable

SECONDS = 30.0
"""How long the server may take for each step."""
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


def mailed(delivery: Delivery, message: Message, trust: ssl.SSLContext | None = None) -> None:
    """Hand a message to the SMTP server; `trust` checks its certificate (None: by the usual authorities).

    Raises:
        InstructionError: ``no-secret``.
        Unreachable: ``smtp-unreachable``, ``tls``. Refused: ``smtp-login``, ``smtp-refused``.
    """
    password = secret(delivery.password_env, delivery.password_file)
    server, port = delivery.server or "", delivery.port or PORTS[delivery.security]
    context = trust or ssl.create_default_context()
    try:
        with _connected(server, port, delivery.security, context) as smtp:
            if delivery.user is not None and password is not None:
                smtp.login(delivery.user, password)
            failed = smtp.send_message(letter(delivery, message))
    except (OSError, smtplib.SMTPException) as fault:
        raise _told(fault, f"{server}:{port}") from None  # the cause may hold what was sent to log in
    if failed:
        told = ", ".join(sorted(failed))
        raise Refused(f"the server does not take it for {told}", code="smtp-refused", subject=f"{server}:{port}")


def _connected(server: str, port: int, security: str, context: ssl.SSLContext) -> smtplib.SMTP:
    if security == "tls":
        return smtplib.SMTP_SSL(server, port, timeout=SECONDS, context=context)
    smtp = smtplib.SMTP(server, port, timeout=SECONDS)
    try:
        if security == "starttls":
            smtp.starttls(context=context)
            smtp.ehlo()
    except BaseException:
        smtp.close()
        raise
    return smtp


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
    told = "it took too long" if isinstance(fault, TimeoutError) else type(fault).__name__
    told = (getattr(fault, "strerror", None) or told).lower() if isinstance(fault, OSError) else told
    return Unreachable(f"no connection: {told}", code="smtp-unreachable", subject=subject)
