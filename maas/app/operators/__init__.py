"""Carpool operators, asked by area and only when somebody wants to know: lives in the writer.

To an operator go the middles of two cells, a radius around each, and half an hour; nothing of the
question and nothing of whoever asks it (docs/privacy.md).
"""

from maas.app.operators.asking import Operators

__all__ = ["Operators"]
