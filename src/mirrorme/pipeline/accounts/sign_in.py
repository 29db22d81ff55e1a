"""How somebody comes in: password, then a second factor; or a passkey alone; or head office's identity provider."""

import hashlib
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

from mirrorme.domain.errors import InvalidError, UnauthenticatedError
from mirrorme.domain.people import HALF, MOST_TRIES, Level, Method, Person, SignIn, level_after_password, plain_email
from mirrorme.pipeline.accounts import limits, mails, passkeys, passwords, totp
from mirrorme.pipeline.accounts.ports import Accounts, Desk
from mirrorme.pipeline.accounts.sealing import mac, unseal

TOTP = "totp"
PROOF = "passkey proof"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who knocks. agent: what the browser calls itself. address: IP. device: the token of an earlier sign-in."""

    agent: str
    address: str
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A sign-in with its new token. device: for the browser to keep, where it has to."""

    token: str = field(repr=False)
    sign_in: SignIn
    person: Person
    device: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Door:
    """Where people come in. secret: the service's. url: of the portal."""

    accounts: Accounts
    secret: bytes = field(repr=False)
    url: str

    def with_password(self, email: str, password: str, visitor: Visitor) -> Opened:
        """Come in by password, as far as it brings.

        Raises:
            UnauthenticatedError: one of the two is wrong; nothing tells which.
            LimitError: there were too many wrong ones.
        """
        email = plain_email(email)
        with self.accounts.begin() as desk:
            # counted before it is tried: many that come at once are counted all the same
            counted = (
                limits.count(desk, limits.bucket_of(self.secret, email, visitor.device), limits.AN_ACCOUNT),
                limits.count(desk, limits.address_bucket(visitor.address), limits.AN_ADDRESS),
            )
            person = desk.people.by_email(email)
        right = passwords.is_right(person.password if person else None, password)
        if person is None or not right or person.disabled_at is not None:
            self._note_wrong(person, "password")
            raise UnauthenticatedError("wrong_sign_in", "E-mail or password is wrong.")
        with self.accounts.begin() as desk:
            for one in counted:
                desk.tokens.forgive(one)
            if person.password and passwords.is_old(person.password):
                person = replace(person, password=passwords.hash_of(password))
                desk.people.save(person)
            level = level_after_password(person, has_second=bool(self.methods(desk, person)))
            return self._open(desk, person, level, visitor, "password")

    def with_code(self, sign_in: SignIn, method: Method, code: str) -> Opened:
        """Come from half to full by a code: by time, or a recovery code.

        Raises:
            UnauthenticatedError: it is wrong.
            LimitError: there were too many wrong ones.
        """
        with self.accounts.begin() as desk:
            # a new sign-in has new tries, so they are counted for the person, too
            counted = limits.count(desk, f"second:{sign_in.person}", limits.AN_ACCOUNT)
            tries = desk.sign_ins.count_try(sign_in.id)
            person = self._person(desk, sign_in)
            if tries > MOST_TRIES:
                desk.sign_ins.end(person.id, sign_in.id)
            good = tries <= MOST_TRIES and self._takes(desk, person, method, code)
            if good:
                desk.tokens.forgive(counted)
                return self.raised(desk, sign_in, person, method)
        self._note_wrong(person, method)
        if tries > MOST_TRIES:
            raise UnauthenticatedError("signed_out", "That were too many wrong codes; sign in again.")
        raise UnauthenticatedError("wrong_code", "This code is wrong, or was used already.")

    def ask_passkey(self, sign_in: SignIn | None, address: str) -> dict[str, Any]:
        """What a browser needs to prove by a passkey who it is: somebody's, or, if nobody is known, anybody's.

        Raises:
            LimitError: an address asks too often.
        """
        with self.accounts.begin() as desk:
            if sign_in is None:
                limits.count(desk, f"passkey:{limits.address_bucket(address)}", limits.QUESTIONS)
            known = desk.factors.passkeys(sign_in.person) if sign_in else []
            asked = passkeys.ask_proof(self.url, known)
            desk.tokens.add_challenge(digest_of(asked.challenge), PROOF, "", HALF)
        return asked.options

    def with_passkey(self, answer: dict[str, Any], visitor: Visitor, sign_in: SignIn | None) -> Opened:
        """Come in by a passkey alone, or from half to full.

        Raises:
            InvalidError: the browser's answer is not good.
            UnauthenticatedError: nobody has this passkey.
        """
        with self.accounts.begin() as desk:
            person = self._proved(desk, answer, sign_in)
            if sign_in is not None:
                return self.raised(desk, sign_in, person, "passkey")
            return self._open(desk, person, "full", visitor, "passkey")

    def with_subject(self, subject: str, email: str, visitor: Visitor, *, two: bool) -> Opened:
        """Come in by head office's identity provider. email: that it has verified. two: it asked for two factors.

        Only who has an account of head office gets in; whose account it is, is settled the first time.

        Raises:
            UnauthenticatedError: there is no such account.
        """
        with self.accounts.begin() as desk:
            person = desk.people.by_subject(subject) or desk.people.by_email(plain_email(email))
            if (
                person is None
                or person.role not in ("head_office", "auditor")
                or person.disabled_at is not None
                or person.subject not in (None, subject)
            ):
                raise UnauthenticatedError("no_account", "Nobody at head office has this account; ask for one.")
            if person.subject is None:
                person = replace(person, subject=subject)
                desk.people.save(person)
            level = "full" if two else level_after_password(person, has_second=bool(self.methods(desk, person)))
            return self._open(desk, person, level, visitor, "single sign-on")

    def step_up(self, sign_in: SignIn, method: Method | None, proof: str | dict[str, Any]) -> Opened:
        """Prove once more who it is; method: None for a password.

        Raises:
            UnauthenticatedError: the proof is wrong.
            LimitError: there were too many wrong ones.
        """
        if isinstance(proof, dict):
            with self.accounts.begin() as desk:
                return self.raised(desk, sign_in, self._proved(desk, proof, sign_in), "passkey")
        with self.accounts.begin() as desk:
            counted = limits.count(desk, f"step-up:{sign_in.id}", limits.AN_ACCOUNT)
            person = self._person(desk, sign_in)
            has_second = bool(self.methods(desk, person))
        if method is None and has_second:
            raise InvalidError("second_factor_needed", "You have a second factor; prove it with that.")
        right = passwords.is_right(person.password, proof) if method is None else True
        with self.accounts.begin() as desk:
            if right and (method is None or self._takes(desk, person, method, proof)):
                desk.tokens.forgive(counted)
                return self.raised(desk, sign_in, person, method or "password")
        self._note_wrong(person, method or "password")
        raise UnauthenticatedError("wrong_code", "This is wrong, or was used already.")

    def find(self, token: str) -> tuple[SignIn, Person] | None:
        """Whose token this is, and how far they are; it counts as a use."""
        with self.accounts.begin() as desk:
            found = desk.sign_ins.find(digest_of(token.encode()))
            if found is None:
                return None
            sign_in, person = found
            if sign_in.level == "full" and (desk.now - sign_in.seen_at).total_seconds() > 60:
                idle = desk.now + person.life.idle
                desk.sign_ins.seen(sign_in.id, min(idle, sign_in.created_at + person.life.whole))
        return found

    def csrf(self, token: str) -> str:
        """What a page sends with every change, to prove that it is ours."""
        return mac(self.secret, "csrf", digest_of(token.encode()))

    def methods(self, desk: Desk, person: Person) -> list[Method]:
        """Which second factors somebody has."""
        found: list[Method] = []
        if desk.factors.passkeys(person.id):
            found.append("passkey")
        if person.totp is not None:
            found.append("totp")
        if found and desk.factors.codes_left(person.id):
            found.append("recovery")
        return found

    def raised(self, desk: Desk, sign_in: SignIn, person: Person, by: str) -> Opened:
        """Full from now on, and proved just now; with a new token, so that an old one that leaked is worth nothing."""
        token = secrets.token_urlsafe(32)
        if sign_in.level != "full":
            self._arrived(desk, person, by)
        until = min(desk.now + person.life.idle, sign_in.created_at + person.life.whole)
        raised = desk.sign_ins.raise_to(sign_in.id, digest_of(token.encode()), "full", until - desk.now)
        return Opened(token, raised, person)

    def _takes(self, desk: Desk, person: Person, method: Method, code: str) -> bool:
        """Whether a code is right; it is used then."""
        locked = desk.people.lock(person.id)
        if locked is None:
            return False
        if method == "recovery":
            used = desk.factors.use_code(person.id, code_digest(self.secret, code))
            if used:
                left = desk.factors.codes_left(person.id)
                mails.tell(desk, self.secret, person, "code_used", left=left)
            return used
        if locked.totp is None:
            return False
        step = totp.step_of(
            unseal(self.secret, TOTP, locked.totp).decode(), code, desk.now.timestamp(), locked.totp_step
        )
        if step is not None:
            desk.people.save(replace(locked, totp_step=step))
        return step is not None

    def _proved(self, desk: Desk, answer: dict[str, Any], sign_in: SignIn | None) -> Person:
        challenge = passkeys.challenge_in(answer)
        if desk.tokens.take_challenge(digest_of(challenge), PROOF) is None:
            raise InvalidError("bad_passkey", "This answer came too late, or twice; try again.")
        passkey = desk.factors.passkey(passkeys.credential_in(answer))
        person = desk.people.get(passkey.person) if passkey else None
        if passkey is None or person is None or person.disabled_at is not None:
            raise UnauthenticatedError("unknown_passkey", "Nobody here has this passkey.")
        if sign_in is not None and sign_in.person != person.id:
            raise UnauthenticatedError("unknown_passkey", "This passkey is somebody else's.")
        count = passkeys.check_proof(self.url, answer, challenge, passkey, alone=sign_in is None)
        desk.factors.passkey_used(passkey.id, count)
        return person

    def _open(self, desk: Desk, person: Person, level: Level, visitor: Visitor, by: str) -> Opened:
        token = secrets.token_urlsafe(32)
        lasts = person.life.idle if level == "full" else HALF
        made = desk.sign_ins.add(
            person.id, digest_of(token.encode()), level, visitor.agent[:200], visitor.address, lasts
        )
        if level == "full":
            self._arrived(desk, person, by)
        return Opened(token, made, person, limits.new_device(self.secret, person.email))

    def _arrived(self, desk: Desk, person: Person, by: str) -> None:
        desk.people.save(replace(desk.people.get(person.id) or person, signed_in_at=desk.now))
        desk.history.note("sign_in.done", who=person.who, why=f"by {by}", franchise=person.franchise)

    def _note_wrong(self, person: Person | None, what: str) -> None:
        """Of somebody who is known; of others there is nothing to be told to anybody."""
        if person is not None:
            with self.accounts.begin() as desk:
                why = f"wrong {what}" if person.disabled_at is None else "the account is disabled"
                desk.history.note("sign_in.failed", who=person.who, why=why, franchise=person.franchise)

    def _person(self, desk: Desk, sign_in: SignIn) -> Person:
        found = desk.people.get(sign_in.person)
        if found is None or found.disabled_at is not None:
            raise UnauthenticatedError("signed_out", "This account is disabled.")
        return found


def digest_of(token: bytes) -> str:
    """What is kept of a token that nobody can guess: its SHA-256, hex."""
    return hashlib.sha256(token).hexdigest()


def code_digest(secret: bytes, code: str) -> str:
    """What is kept of a recovery code: keyed, since such codes could be guessed."""
    return mac(secret, "recovery", totp.plain_code(code))
