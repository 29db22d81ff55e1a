"""What `mirrorme doctor` looks at of mail."""

import os
from collections.abc import Iterator

from mirrorme.adapters.mail.smtp import Smtp
from mirrorme.interfaces.cli.service.checks import Finding


def examine_mail() -> Iterator[Finding]:
    """Look whether a server is set up; nothing is sent.

    Raises:
        SetupError: it can't be understood.
    """
    url = os.environ.get("MIRRORME_SMTP")
    if not url:
        found = "no server: invitations and links wait, and owners get no notifications"
        fix = "set MIRRORME_SMTP and MIRRORME_MAIL_FROM (docs/runbooks/people.md)"
        yield Finding("mail", "warning", found, fix)
        return
    server = Smtp.parse(url, os.environ.get("MIRRORME_MAIL_FROM", ""))
    yield Finding("mail", "well", f"goes by {server.host}")
