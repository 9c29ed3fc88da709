"""The one exception tree of the gateway. Each error knows who must act and says it in French."""

from enum import StrEnum


class Actor(StrEnum):
    """Who can repair what went wrong."""

    USER = "USER"
    """The supplier: correct the invoice, the file, the technical account or its rights."""
    OPERATOR = "OPERATOR"
    """Who runs Choral: the PISTE application, its subscriptions, or Choral itself."""
    CHORUS = "CHORUS"
    """Chorus Pro, or the network on the way: waiting repairs it."""


class ChorusError(Exception):
    """Something went wrong between Choral and Chorus Pro.

    `sentence` is French, for the screen, and carries no secret; `actor` tells who can repair it.
    `may_have_worked` is True when the request left and no answer came back: whoever sends must
    look before sending again. `detail` is for the log and the operator: Chorus Pro's own words or
    the HTTP status, never a body. `field` is the one term of the invoice that a refusal is about,
    where it is known.
    """

    sentence = "Chorus Pro a répondu de façon inattendue. Réessayez dans quelques minutes."
    actor = Actor.OPERATOR
    may_have_worked = False

    def __init__(
        self,
        sentence: str | None = None,
        *,
        detail: str = "",
        code: str = "",
        field: str = "",
        may_have_worked: bool | None = None,
    ) -> None:
        self.sentence = sentence or type(self).sentence
        self.detail = detail
        self.code = code
        self.field = field
        if may_have_worked is not None:
            self.may_have_worked = may_have_worked
        super().__init__(self.sentence)


class Unavailable(ChorusError):
    """Chorus Pro cannot be reached, is in maintenance, or answers 5xx. Time repairs it."""

    sentence = "Chorus Pro ne répond pas pour le moment. Vos dernières données restent affichées."
    actor = Actor.CHORUS


class Unreachable(Unavailable):
    """No connection, or no token: nothing of the request left, so it may be sent again."""


class Paused(Unavailable):
    """Chorus Pro has just failed several times in a row: it is left alone for a moment.

    Nothing left. `retry_after` is the wait before Choral tries again by itself, in seconds.
    """

    retry_after = 0.0


class ConnectionLost(Unavailable):
    """The connection broke before the answer came: what was asked may have been done."""

    sentence = "La connexion avec Chorus Pro s’est coupée. Nous vérifions avant de recommencer."
    may_have_worked = True


class TimedOut(Unavailable):
    """No answer came in time: what was asked may have been done all the same."""

    sentence = "Chorus Pro met trop de temps à répondre. Nous vérifions avant de recommencer."
    may_have_worked = True


class TooManyRequests(Unavailable):
    """PISTE's quota, or our own budget below it, is spent (429).

    `retry_after` is the wait it asked for, in seconds, if any.
    """

    sentence = "Chorus Pro limite le nombre de demandes. Nous réessayons un peu plus tard."
    retry_after: float | None = None


class BadCredentials(ChorusError):
    """The operator's PISTE application is refused (400 `invalid_client`)."""

    sentence = "L’accès de Choral à Chorus Pro est refusé. L’exploitant du service est prévenu."


class AccountRefused(ChorusError):
    """The supplier's technical account is refused (401)."""

    sentence = (
        "Chorus Pro refuse votre compte technique. "
        "Vérifiez son mot de passe dans «\u00a0Compte\u00a0»."
    )
    actor = Actor.USER


class Forbidden(ChorusError):
    """The route is closed (403): most often the operator's application has not subscribed to it.

    Seen as well for a technical account whose rights were changed (reference, §1.5).
    """

    sentence = (
        "Chorus Pro n’autorise pas cette opération. Signalez-le à l’exploitant de Choral, "
        "ou vérifiez les droits de votre compte technique."
    )


class NoRight(Forbidden):
    """The technical account lacks a right that the supplier's manager gives in Chorus Pro."""

    sentence = "Votre compte technique n’a pas les droits nécessaires dans Chorus Pro."
    actor = Actor.USER


class Refused(ChorusError):
    """A business rule of Chorus Pro refuses what was asked (`codeRetour` other than 0)."""

    sentence = "Chorus Pro refuse cette demande."
    actor = Actor.USER


class TooLarge(Refused):
    """The file is over Chorus Pro's limit (413)."""

    sentence = "Le fichier dépasse la limite de Chorus Pro\u00a0: 10\u00a0Mo."


class NotFound(Refused):
    """Chorus Pro knows no such invoice, structure or flow."""

    sentence = "Chorus Pro ne connaît pas cet élément."


class UnreadableAnswer(ChorusError):
    """The answer is cut short, is not JSON, or lacks what the contract promises."""

    sentence = "La réponse de Chorus Pro est illisible. Réessayez dans quelques minutes."
    actor = Actor.CHORUS
    may_have_worked = True
