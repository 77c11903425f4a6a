"""`python -m kantoku.reference` writes the reference pages, and says which of them changed."""

import sys

from kantoku import reference
from kantoku.settings import HOME

for changed in reference.write():
    sys.stdout.write(f"{changed.relative_to(HOME).as_posix()}\n")
