"""Passkeys (WebAuthn level 2): what a browser is asked, and whether its answer is good."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from mirrorme.domain.errors import InvalidError
from mirrorme.domain.people import Passkey, Person


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser is asked. options: for navigator.credentials. challenge: what it has to sign."""

    options: dict[str, Any]
    challenge: bytes


@dataclass(frozen=True, slots=True)
class Proved:
    """What a good answer tells."""

    credential: bytes
    public_key: bytes
    count: int


def ask_new(url: str, person: Person, known: Sequence[Passkey]) -> Asked:
    """For a new passkey. url: where the portal is."""
    made = webauthn.generate_registration_options(
        rp_id=_host(url),
        rp_name="MirrorMe",
        user_id=str(person.id).encode(),
        user_name=person.email,
        user_display_name=person.name,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one.credential) for one in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
    )
    return Asked(json.loads(webauthn.options_to_json(made)), made.challenge)


def ask_proof(url: str, known: Sequence[Passkey]) -> Asked:
    """For a proof by one of these; by any, and by who holds it too, if there are none."""
    alone = UserVerificationRequirement.REQUIRED
    made = webauthn.generate_authentication_options(
        rp_id=_host(url),
        allow_credentials=[PublicKeyCredentialDescriptor(id=one.credential) for one in known],
        user_verification=UserVerificationRequirement.PREFERRED if known else alone,
    )
    return Asked(json.loads(webauthn.options_to_json(made)), made.challenge)


def challenge_in(answer: dict[str, Any]) -> bytes:
    """What a browser says that it signed: to find what we asked.

    Raises:
        InvalidError: it is no answer of a browser.
    """
    try:
        told = json.loads(base64url_to_bytes(answer["response"]["clientDataJSON"]))
        return base64url_to_bytes(told["challenge"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _bad() from error


def credential_in(answer: dict[str, Any]) -> bytes:
    """Which passkey a browser says that it used.

    Raises:
        InvalidError: as ``challenge_in``.
    """
    try:
        return base64url_to_bytes(answer["id"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _bad() from error


def check_new(url: str, answer: dict[str, Any], challenge: bytes) -> Proved:
    """A new passkey.

    Raises:
        InvalidError: the answer is not good.
    """
    try:
        found = webauthn.verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=_host(url), expected_origin=url
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _bad() from error
    return Proved(found.credential_id, found.credential_public_key, found.sign_count)


def check_proof(url: str, answer: dict[str, Any], challenge: bytes, passkey: Passkey, *, alone: bool) -> int:
    """The new count of signatures. alone: no password came before, so the holder has to be verified too.

    Raises:
        InvalidError: the answer is not good, or the passkey was copied: it signed more often than it says.
    """
    try:
        found = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(url),
            expected_origin=url,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.count,
            require_user_verification=alone,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _bad() from error
    return found.new_sign_count


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _bad() -> InvalidError:
    return InvalidError("bad_passkey", "This passkey's answer is not good; try again, or take another way in.")
