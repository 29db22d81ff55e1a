"""What people are written about their own account, in their language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mirrorme.domain.brand import Locale

Kind = Literal["invitation", "reset", "address", "address_tried"]
What = Literal[
    "totp_added",
    "totp_removed",
    "passkey_added",
    "passkey_removed",
    "password_changed",
    "password_chosen",
    "code_used",
    "address_asked",
]
"""What was done to an account. ``address_changed`` is told apart: who can't be written to any more can do less."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail; it begins after the greeting."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Texts:
    """Of one language.

    hello: to whom. anybody: the same without a name. changed: the subject of what was done. then: what to do if it
    wasn't them. moved: to the address that an account had until now, and has no more.
    """

    mails: Mapping[Kind, Letter]
    hello: str
    anybody: str
    changed: str
    whats: Mapping[What, str]
    then: str
    moved: str


_ENGLISH = Texts(
    mails={
        "invitation": Letter(
            "Your account at MirrorMe",
            "you have an account at MirrorMe. Choose a password here within seven days:\n\n{url}\n\n"
            "If you don't know what this is about, do nothing: without you the account can't be used.",
        ),
        "reset": Letter(
            "A new password for MirrorMe",
            "choose a new password here within half an hour:\n\n{url}\n\n"
            "If it wasn't you who asked, do nothing: your password stays as it is.",
        ),
        "address": Letter(
            "Confirm your new e-mail address",
            "this is to become the e-mail address of an account at MirrorMe. Confirm it here within an hour:\n\n"
            "{url}\n\nIf it wasn't you who asked, do nothing: without you nothing changes.",
        ),
        "address_tried": Letter(
            "Somebody gave your e-mail address at MirrorMe",
            "somebody wanted to use this address for another account at MirrorMe. It is your account's, so nothing has "
            "changed, and there is nothing to do.\n\nIf it was you: an address can belong to one account only.",
        ),
    },
    hello="Hello {name},",
    anybody="Hello,",
    changed="Your account at MirrorMe was changed",
    whats={
        "totp_added": "An authenticator app was added to your account.",
        "totp_removed": "The authenticator app was removed from your account.",
        "passkey_added": "The passkey {passkey} was added to your account.",
        "passkey_removed": "A passkey was removed from your account.",
        "password_changed": "Your password was changed.",
        "password_chosen": "Your password was chosen anew.",
        "code_used": "A recovery code was used to sign in. Codes left: {left}.",
        "address_asked": "The e-mail address of your account is to become {email}. It stays this one until the link "
        "that was sent there is opened; a new password makes that link worthless.",
    },
    then="If it wasn't you, choose a new password at once, which ends all sign-ins, and tell head office.",
    moved="The e-mail address of your account is {email} now. This one is no longer good for signing in.\n\n"
    "If it wasn't you, tell head office at once: they can close the account.",
)
_GERMAN = Texts(
    mails={
        "invitation": Letter(
            "Ihr Konto bei MirrorMe",
            "Sie haben ein Konto bei MirrorMe. Wählen Sie hier innerhalb von sieben Tagen ein Passwort:\n\n{url}\n\n"
            "Wenn Sie nicht wissen, worum es geht, tun Sie nichts: Ohne Sie lässt sich das Konto nicht benutzen.",
        ),
        "reset": Letter(
            "Ein neues Passwort für MirrorMe",
            "wählen Sie hier innerhalb einer halben Stunde ein neues Passwort:\n\n{url}\n\n"
            "Wenn nicht Sie darum gebeten haben, tun Sie nichts: Ihr Passwort bleibt, wie es ist.",
        ),
        "address": Letter(
            "Bestätigen Sie Ihre neue E-Mail-Adresse",
            "dies soll die E-Mail-Adresse eines Kontos bei MirrorMe werden. Bestätigen Sie sie hier innerhalb einer "
            "Stunde:\n\n{url}\n\n"
            "Wenn nicht Sie darum gebeten haben, tun Sie nichts: Ohne Sie ändert sich nichts.",
        ),
        "address_tried": Letter(
            "Jemand hat Ihre E-Mail-Adresse bei MirrorMe angegeben",
            "jemand wollte diese Adresse für ein anderes Konto bei MirrorMe verwenden. Sie gehört zu Ihrem Konto; es "
            "hat sich also nichts geändert, und Sie müssen nichts tun.\n\n"
            "Falls Sie es waren: Eine Adresse kann nur zu einem Konto gehören.",
        ),
    },
    hello="Guten Tag {name},",
    anybody="Guten Tag,",
    changed="Ihr Konto bei MirrorMe wurde geändert",
    whats={
        "totp_added": "Zu Ihrem Konto wurde eine Authenticator-App hinzugefügt.",
        "totp_removed": "Die Authenticator-App wurde aus Ihrem Konto entfernt.",
        "passkey_added": "Zu Ihrem Konto wurde der Passkey {passkey} hinzugefügt.",
        "passkey_removed": "Ein Passkey wurde aus Ihrem Konto entfernt.",
        "password_changed": "Ihr Passwort wurde geändert.",
        "password_chosen": "Ihr Passwort wurde neu gewählt.",
        "code_used": "Für eine Anmeldung wurde ein Notfallcode benutzt. Noch übrig: {left}.",
        "address_asked": "Die E-Mail-Adresse Ihres Kontos soll {email} werden. Es bleibt bei dieser hier, bis der "
        "Link, der dorthin ging, geöffnet wird; ein neues Passwort macht ihn wertlos.",
    },
    then="Wenn Sie das nicht waren, wählen Sie sofort ein neues Passwort, das beendet alle Anmeldungen, und sagen Sie "
    "es der Zentrale.",
    moved="Die E-Mail-Adresse Ihres Kontos ist jetzt {email}. Mit dieser hier können Sie sich nicht mehr anmelden.\n\n"
    "Wenn Sie das nicht waren, sagen Sie es sofort der Zentrale: Sie kann das Konto sperren.",
)
_SPANISH = Texts(
    mails={
        "invitation": Letter(
            "Su cuenta en MirrorMe",
            "tiene una cuenta en MirrorMe. Elija aquí una contraseña en un plazo de siete días:\n\n{url}\n\n"
            "Si no sabe de qué se trata, no haga nada: sin usted la cuenta no se puede usar.",
        ),
        "reset": Letter(
            "Una contraseña nueva para MirrorMe",
            "elija aquí una contraseña nueva en un plazo de media hora:\n\n{url}\n\n"
            "Si no la ha pedido usted, no haga nada: su contraseña sigue siendo la misma.",
        ),
        "address": Letter(
            "Confirme su nueva dirección de correo",
            "esta va a ser la dirección de correo de una cuenta en MirrorMe. Confírmela aquí en el plazo de una hora:"
            "\n\n{url}\n\nSi no lo ha pedido usted, no haga nada: sin usted no cambia nada.",
        ),
        "address_tried": Letter(
            "Alguien ha indicado su dirección de correo en MirrorMe",
            "alguien quería usar esta dirección para otra cuenta en MirrorMe. Es la de su cuenta, así que nada ha "
            "cambiado y no tiene que hacer nada.\n\nSi fue usted: una dirección solo puede ser de una cuenta.",
        ),
    },
    hello="Hola, {name}:",
    anybody="Hola:",
    changed="Su cuenta en MirrorMe ha cambiado",
    whats={
        "totp_added": "Se ha añadido una aplicación de autenticación a su cuenta.",
        "totp_removed": "Se ha quitado la aplicación de autenticación de su cuenta.",
        "passkey_added": "Se ha añadido la llave de acceso {passkey} a su cuenta.",
        "passkey_removed": "Se ha quitado una llave de acceso de su cuenta.",
        "password_changed": "Su contraseña ha cambiado.",
        "password_chosen": "Se ha elegido una contraseña nueva para su cuenta.",
        "code_used": "Se ha usado un código de recuperación para entrar. Códigos que quedan: {left}.",
        "address_asked": "La dirección de correo de su cuenta va a ser {email}. Sigue siendo esta hasta que se abra el "
        "enlace que se envió allí; una contraseña nueva deja ese enlace sin valor.",
    },
    then="Si no fue usted, elija enseguida una contraseña nueva, con lo que se cierran todas las sesiones, y avise a "
    "la central.",
    moved="La dirección de correo de su cuenta es ahora {email}. Esta ya no sirve para entrar.\n\n"
    "Si no fue usted, avise enseguida a la central: puede cerrar la cuenta.",
)
_FRENCH = Texts(
    mails={
        "invitation": Letter(
            "Votre compte MirrorMe",
            "vous avez un compte MirrorMe. Choisissez ici un mot de passe dans les sept jours :\n\n{url}\n\n"
            "Si vous ne savez pas de quoi il s'agit, ne faites rien : sans vous, ce compte ne peut pas être utilisé.",
        ),
        "reset": Letter(
            "Un nouveau mot de passe pour MirrorMe",
            "choisissez ici un nouveau mot de passe dans la demi-heure :\n\n{url}\n\n"
            "Si vous ne l'avez pas demandé, ne faites rien : votre mot de passe reste le même.",
        ),
        "address": Letter(
            "Confirmez votre nouvelle adresse e-mail",
            "cette adresse doit devenir celle d'un compte MirrorMe. Confirmez-la ici dans l'heure :\n\n{url}\n\n"
            "Si vous ne l'avez pas demandé, ne faites rien : sans vous, rien ne change.",
        ),
        "address_tried": Letter(
            "Quelqu'un a indiqué votre adresse e-mail chez MirrorMe",
            "quelqu'un a voulu utiliser cette adresse pour un autre compte MirrorMe. C'est celle de votre compte : "
            "rien n'a donc changé, et vous n'avez rien à faire.\n\n"
            "Si c'était vous : une adresse ne peut servir qu'à un seul compte.",
        ),
    },
    hello="Bonjour {name},",
    anybody="Bonjour,",
    changed="Votre compte MirrorMe a été modifié",
    whats={
        "totp_added": "Une application d'authentification a été ajoutée à votre compte.",
        "totp_removed": "L'application d'authentification a été retirée de votre compte.",
        "passkey_added": "La clé d'accès {passkey} a été ajoutée à votre compte.",
        "passkey_removed": "Une clé d'accès a été retirée de votre compte.",
        "password_changed": "Votre mot de passe a été changé.",
        "password_chosen": "Un nouveau mot de passe a été choisi pour votre compte.",
        "code_used": "Un code de secours a servi à une connexion. Codes restants : {left}.",
        "address_asked": "L'adresse e-mail de votre compte doit devenir {email}. Celle-ci reste valable jusqu'à ce que "
        "le lien envoyé là-bas soit ouvert ; un nouveau mot de passe rend ce lien sans valeur.",
    },
    then="Si ce n'était pas vous, choisissez tout de suite un nouveau mot de passe, ce qui met fin à toutes les "
    "connexions, et prévenez le siège.",
    moved="L'adresse e-mail de votre compte est maintenant {email}. Celle-ci ne permet plus de se connecter.\n\n"
    "Si ce n'était pas vous, prévenez tout de suite le siège : il peut fermer le compte.",
)
TEXTS: Mapping[Locale, Texts] = {"en": _ENGLISH, "es": _SPANISH, "fr": _FRENCH, "de": _GERMAN}
