"""The duty that writes to owners."""

from mirrorme.ops.schedule import Duty
from mirrorme.pipeline.accounts.mails import MailError
from mirrorme.pipeline.notify import NoticeRecords, is_due, notify

EVERY_S = 10.0


def notice_duty(records: NoticeRecords, secret: bytes, portal: str, *, mails: bool) -> Duty:
    """Look every ten seconds. portal: the address that links begin with. mails: whether there is a server for them."""

    def tell() -> int:
        if mails:
            return notify(records, secret, portal)
        if is_due(records):
            raise MailError("owners want notifications, but no server is set up: set MIRRORME_SMTP", final=False)
        return 0

    return Duty("notify", EVERY_S, tell)
