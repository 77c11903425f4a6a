"""`python -m kantoku`: see kantoku.cli."""

import sys

from kantoku.cli import main

sys.exit(main())
