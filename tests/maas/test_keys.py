"""Keys and what they open."""

import pytest

from maas.keys import PREFIX, Scope, digest_of, new_secret


@pytest.mark.parametrize("scope", Scope)
def test_the_operators_key_opens_every_door_and_any_other_its_own(scope: Scope) -> None:
    assert Scope.OPERATOR.covers(scope)
    assert [wanted for wanted in Scope if scope.covers(wanted)] == (
        list(Scope) if scope is Scope.OPERATOR else [scope]
    )


def test_secrets_are_long_and_each_is_another() -> None:
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert all(secret.startswith(PREFIX) and len(secret) == 48 for secret in secrets)


def test_a_digest_names_one_secret() -> None:
    assert digest_of("maas_one") == digest_of("maas_one") != digest_of("maas_One")
    assert digest_of("caf\udce9")  # what a header may hold
