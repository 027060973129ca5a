"""Where a password or a token comes from: a program, the environment, the system's keyring, or a person. Never a file.

What is found is never printed, and no failure repeats what a program or a keyring said.
"""

from __future__ import annotations

import subprocess
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from handouts.errors import SecretMissing
from handouts.mail.account import Login, Server

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handouts.content.mail_settings import MailSettings

#: The service under which the keyring has the password, by the account's address.
SERVICE: Final = "handouts"
VARIABLE: Final = "HANDOUTS_MAIL_PASSWORD"

#: Seconds that a program may take to print a token: it may have to ask a server.
_PATIENCE: Final = 60.0

#: A longer token is no token.
_LONGEST: Final = 16_384


def server_of(settings: MailSettings) -> Server:
    """Where a clinic's mail is handed in."""
    return Server(settings.server_host, settings.server_port, settings.server_security)


def login_of(settings: MailSettings, variables: Mapping[str, str], ask: Callable[[], str | None]) -> Login | None:
    """Who hands it in, and by what secret.

    Args:
        settings: the clinic's.
        variables: the environment.
        ask: asks a person; None when there is nobody.

    Returns:
        None for a server on this machine that is not encrypted, when no secret is kept for it: such a server asks for
        none.

    Raises:
        SecretMissing: there is no secret to be had; says where it may be put.
    """
    user = str(settings.user)
    if settings.token_command:
        return Login(user, _token(settings.token_command), bearer=True)
    secret = variables.get(VARIABLE) or _from_keyring(user)
    if not secret and settings.server_security == "none":
        return None
    secret = secret or ask()
    if not secret:
        raise SecretMissing(_WANTED)
    return Login(user, secret)


_WANTED: Final = (
    "There is no password for the clinic's mail account. Put it into the system's keyring"
    f" (handouts doctor shows how to install it; then: keyring set {SERVICE} and the account's address), or into the"
    f" variable {VARIABLE}."
)


def _token(command: tuple[str, ...]) -> str:
    """What the clinic's program prints: its first line that is not empty."""
    try:
        done = subprocess.run(  # noqa: S603 - the clinic's own program, and no shell between
            list(command), stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False
        )
    except FileNotFoundError:
        raise SecretMissing(f'token_command: there is no program "{command[0]}". Give its whole path.') from None
    except subprocess.TimeoutExpired:
        raise SecretMissing(f'token_command: "{command[0]}" printed nothing for {_PATIENCE:g} seconds.') from None
    except OSError as error:
        raise SecretMissing(f'token_command: "{command[0]}" cannot be run: {error.strerror}.') from None
    token = done.stdout.strip()
    if done.returncode or not token:
        raise SecretMissing(
            f'token_command: "{command[0]}" printed no token, and ended with {done.returncode}. Run it by hand to see'
            " why."
        )
    if len(token) > _LONGEST or not token.isascii() or len(token.split()) != 1:
        raise SecretMissing(f'token_command: what "{command[0]}" printed is not a token: one word, and nothing else.')
    return token.decode("ascii")


def _from_keyring(user: str) -> str | None:
    """What the system's keyring has; None without the extra ``keyring``, or when the keyring is locked."""
    if find_spec("keyring") is None:
        return None
    keyring = import_module("keyring")
    try:
        found = keyring.get_password(SERVICE, user)
    except Exception:  # noqa: BLE001 - each system's keyring fails in its own way, and all mean that it has nothing
        return None
    return found if isinstance(found, str) else None
