"""What accounts are asked for, and what they answer with."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, SecretStr

from mirrorme.domain.brand import Locale
from mirrorme.domain.people import Level, Method, PersonRole
from mirrorme.domain.records import KeyRole
from mirrorme.domain.scopes import Scope
from mirrorme.interfaces.http.models.answers import Answer
from mirrorme.interfaces.http.models.fields import Code, Email, Name, Plain
from mirrorme.interfaces.http.models.requests import Asked, Change

Password = Annotated[SecretStr, Field(min_length=1, max_length=1000)]
Token = Annotated[SecretStr, Field(min_length=1, max_length=200)]
Short = Annotated[SecretStr, Field(min_length=1, max_length=40)]
Credential = Annotated[dict[str, Any], Field(description="What navigator.credentials gave, as JSON.")]


class SignInBody(Asked):
    """Who comes in."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"email": "ada@example.com", "password": "four words that fit"}]}
    )
    email: Plain
    password: Password


class CodeBody(Asked):
    """A second factor: the code of an authenticator app, or a recovery code."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"method": "totp", "code": "123456"}]})
    method: Literal["totp", "recovery"] = "totp"
    code: Short


class PasskeyBody(Asked):
    """A browser's answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"credential": {"id": "...", "response": {}}}]})
    credential: Credential


class NewPasskeyBody(PasskeyBody):
    """A new passkey. name: to tell it by."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"credential": {"id": "...", "response": {}}, "name": "My phone"}]}
    )
    name: Name


class ProofBody(Asked):
    """One proof of who it is: of the second factor, if there is one."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"totp": "123456"}]})
    password: Password | None = None
    totp: Short | None = None
    credential: Credential | None = None


class TotpCodeBody(Asked):
    """The code that the authenticator app shows."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "123456"}]})
    code: Short


class PasswordBody(Asked):
    """A new password."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"password": "four words that fit"}]})
    password: Password


class LinkBody(Asked):
    """Where a link to choose a password is sent, if anybody has this address."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"email": "ada@example.com"}]})
    email: Plain


class ChoiceBody(Asked):
    """A password that is chosen by a link. token: what stands behind its #."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"token": "...", "password": "four words that fit"}]})
    token: Token
    password: Password


class MeChange(Change):
    """What people change of their own account. locale: the language of mails to them."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Ada Smith", "locale": "fr"}]})
    name: Name = ""
    locale: Locale = "en"


class EmailBody(Asked):
    """A new address of one's own, which counts once the link that is sent there was opened."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"email": "ada@example.com"}]})
    email: Email


class EmailChoiceBody(Asked):
    """A new address, proved by the link that was sent there. token: what stands behind its #."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"token": "..."}]})
    token: Token


class PersonBody(Asked):
    """Somebody to be invited. franchise: needed from head office, for the roles franchise and staff."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"email": "ada@example.com", "name": "Ada Smith", "role": "staff"}]}
    )
    email: Email
    name: Name
    role: PersonRole
    franchise: Code | None = None


class PersonChange(Change):
    """What may change; a disabled account can't be used, and all its sign-ins end."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"disabled": True}]})
    name: Name = ""
    role: PersonRole = "staff"
    disabled: bool = False


class KeyBody(Asked):
    """A new key. role: upload for a studio's device, client for a program. days: until it ends."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Camera room 2", "role": "upload", "franchise": "001"}]}
    )
    name: Name
    role: Literal["upload", "client"]
    franchise: Code | None = None
    scopes: Annotated[tuple[Scope, ...], Field(max_length=20)] = ()
    days: Annotated[int | None, Field(ge=1, le=3650)] = None


class RotateBody(Asked):
    """How long the old key is good beside the new one."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"overlap_days": 7}]})
    overlap_days: Annotated[int, Field(ge=1, le=90)] = 7


class MeAnswer(Answer):
    """Who asks. level: of who signed in. second: second factors. csrf: to be sent with every change.

    locale: the language of mails to them; null for their franchise's.
    """

    name: str
    role: str
    franchise: str | None
    person: int | None = None
    email: str | None = None
    locale: Locale | None = None
    level: Level | None = None
    second: tuple[Method, ...] = ()
    proved_at: datetime | None = None
    csrf: str | None = None
    scopes: tuple[str, ...] = ()


class TotpAnswer(Answer):
    """For an authenticator app: the secret to type, its address, and the same as a picture (SVG)."""

    secret: str
    address: str
    picture: str


class CodesAnswer(Answer):
    """Recovery codes, shown this once. csrf: of the sign-in from now on, if it changed."""

    codes: list[str]
    csrf: str | None = None


class PasskeyAnswer(Answer):
    """A passkey."""

    id: int
    name: str
    created_at: datetime
    used_at: datetime | None


class FactorsAnswer(Answer):
    """Somebody's second factors. codes_left: recovery codes that were not used."""

    totp: bool
    passkeys: list[PasskeyAnswer]
    codes_left: int


class SignInAnswer(Answer):
    """A browser that somebody signed in with. current: the one that asks.

    agent: what it calls itself. browser, system: what is known by that, such as Chrome and Windows.
    """

    id: int
    agent: str
    browser: str | None = None
    system: str | None = None
    address: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    current: bool = False


class EndedAnswer(Answer):
    """How many sign-ins were ended."""

    ended: int


class PersonAnswer(Answer):
    """Somebody with an account. invited: has no password yet."""

    id: int
    email: str
    name: str
    role: PersonRole
    franchise: str | None
    created_at: datetime
    signed_in_at: datetime | None
    disabled_at: datetime | None
    invited: bool


class NameAnswer(Answer):
    """What somebody is called whom the history and claims know by number: ``franchise:person-3`` is person 3."""

    person: int
    name: str


class KeyAnswer(Answer):
    """A key. prefix: its beginning. used_at: to the hour."""

    id: int
    name: str
    role: KeyRole
    franchise: str | None
    prefix: str
    scopes: list[str]
    created_at: datetime
    used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None


class NewKeyAnswer(KeyAnswer):
    """A new key, which can be read this once."""

    key: str
