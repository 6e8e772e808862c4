"""`maas keys`, as typed."""

import re
from pathlib import Path

import pytest

from maas.__main__ import main
from maas.keys import Scope, digest_of
from maas.records import open_records
from tests.cities import write_territory


@pytest.fixture
def town(tmp_path: Path) -> str:
    return str(write_territory(tmp_path))


def created(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["keys", "create", *arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("scope", Scope)
def test_the_last_word_is_a_key_in_force(
    town: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], scope: Scope
) -> None:
    secret = created(capsys, town, "--scope", scope).split()[-1]
    key = open_records(tmp_path / "var/town").find_key(digest_of(secret))
    assert key is not None and key.scope is scope


def test_a_key_is_listed_without_its_secret_until_it_is_revoked_and_after(
    town: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = created(capsys, town, "--scope", "staff", "--name", "Ana [b]")
    name, secret = said.split()[1], said.split()[-1]
    assert main(["keys", "list", town]) == 0
    listed = capsys.readouterr().out
    assert all(word in listed for word in (name, "staff", "Ana [b]", "never"))
    assert secret not in listed
    assert main(["keys", "revoke", town, name]) == 0
    assert capsys.readouterr().out == f"key {name} of scope staff is revoked\n"
    main(["keys", "list", town])
    moment = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d ")
    assert [len(moment.findall(each)) for each in (listed, capsys.readouterr().out)] == [1, 2]


def test_territories_served_as_one_have_one_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = []
    for name in ("bus", "tram"):
        (tmp_path / name).mkdir()
        files.append(str(write_territory(tmp_path / name, sources=(name,))))
    secret = created(capsys, *files, "--scope", "partner").split()[-1]
    key = open_records(tmp_path / "bus/var/town+town").find_key(digest_of(secret))
    assert key is not None
    assert main(["keys", "revoke", *files, key.id]) == 0
    main(["keys", "list", files[0]])
    assert "no key was given out yet" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("revoke", "{town}", "00000000"), 2, "no key has the id '00000000'"),
        (("create", "{town}", "--scope", "staff", "--name", "a\nb"), 2, "--name: "),
        (("create", "{town}", "--scope", "staff", "--name", "x" * 81), 2, "--name: "),
        (("list", "nowhere.toml"), 2, "nowhere.toml"),
    ],
)
def test_what_makes_no_sense_is_told(
    town: str,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    assert main(["keys", *(word.format(town=town) for word in arguments)]) == code
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("action", ["list", "create"])
def test_records_out_of_reach_end_with_their_code(
    town: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], action: str
) -> None:
    (tmp_path / "var/town").mkdir(parents=True)
    (tmp_path / "var/town/records.db").write_text("no records at all")
    scope = ["--scope", "staff"] if action == "create" else []
    assert main(["keys", action, town, *scope]) == 4
    told = capsys.readouterr()
    assert "records.db" in told.err and told.out == ""


def test_an_unknown_scope_is_refused(town: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["keys", "create", town, "--scope", "king"])
    assert ended.value.code == 2
    assert "operator" in capsys.readouterr().err
