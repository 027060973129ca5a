"""``python -m tests.prove``: what is promised of mail, tried on real servers, with processes killed in the middle.

Every module here that has a ``prove`` is one proof. ``TITLE`` says what must hold; ``prove(scratch, full=...)`` returns
what was measured, and whether it held. The short set needs nothing but what the tests need (and strace); ``--full``
also installs and starts Postfix, Exim and Dovecot (Debian, as root), and takes the numbers of the promise.
"""

import sys
from pathlib import Path

# What the tests of mail share lies beside them and is found by its name alone, as under pytest.
sys.path.insert(0, str(Path(__file__).parents[1] / "mail"))
