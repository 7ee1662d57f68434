"""A browser for tests of screens, signed in as an officer."""

from django.test import Client

from motcua.base.time import now
from motcua.shared.identity import queries as identity
from motcua.shared.identity import sessions
from motcua.shared.org.officer import Officer


def signed_in(client: Client, officer: Officer) -> Client:
    """The client with a session of this officer."""
    user = identity.user(officer.username)
    assert user is not None
    client.force_login(user)
    session = client.session
    sessions.begin(session, now().timestamp())
    session["post"] = officer.post
    session.save()
    return client
