"""The suite. While its modules are loaded, nothing is garbage: see `tests.conftest`."""

import gc

gc.disable()
