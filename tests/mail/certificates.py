"""Certificates of servers under test, and roots that are trusted only while a block runs."""

from __future__ import annotations

import contextlib
import os
import ssl
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import trustme

#: Where OpenSSL looks for the roots of this machine.
_VARIABLE = "SSL_CERT_FILE"


@contextlib.contextmanager
def trusted(signer: trustme.CA, folder: Path) -> Iterator[None]:
    """This signer alone is trusted, as if the machine knew it."""
    file = folder / "roots.pem"
    signer.cert_pem.write_to_path(str(file))
    usual = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = str(file)
    try:
        yield
    finally:
        os.environ.pop(_VARIABLE)
        if usual is not None:
            os.environ[_VARIABLE] = usual


def server_context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    """TLS for a server that shows a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
