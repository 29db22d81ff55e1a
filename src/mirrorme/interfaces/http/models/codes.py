"""What the reading of session codes answers with."""

from mirrorme.interfaces.http.models.answers import Answer, SessionAnswer


class SessionCodeAnswer(Answer):
    """The session that a code names; null if the picture shows no code of ours."""

    session: SessionAnswer | None
