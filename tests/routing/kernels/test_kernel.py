"""What `routing.kernels.kernel` asks of numba is an option that numba does not document."""

import numpy as np
import pytest
from numba import config, njit
from numba.core.errors import NumbaError

from routing.kernels.kernel import kernel


def room(n):  # type: ignore[no-untyped-def]
    """An array: memory that somebody has to count the owners of."""
    return np.zeros(n)


@pytest.mark.skipif(config.DISABLE_JIT, reason="of compiled kernels")
def test_numba_still_compiles_without_its_runtime() -> None:
    assert kernel(room).targetoptions["_nrt"] is False
    assert njit(room)(3).size == 3
    with pytest.raises(NumbaError):
        njit(_nrt=False)(room)(3)
