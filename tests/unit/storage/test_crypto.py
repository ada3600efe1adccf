from __future__ import annotations

import os

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import KeyFileError, SealError
from bot.storage.crypto import Cipher, Secret, Vault, WrappedRoot, new_root, open_vault

OLD, NEW = Secret("old", os.urandom(32)), Secret("new", os.urandom(32))
ROOT = new_root([OLD])
VAULT = open_vault(ROOT, [OLD])
PLACE = ("entries", "body", "row-1")
PLAIN = "Баламды күнде мазақтайды 😀".encode()
SEALED = VAULT.queues.seal(PLAIN, *PLACE)


def test_a_sealed_field_opens_in_its_place_and_shows_nothing_of_its_words() -> None:
    assert VAULT.queues.open(SEALED, *PLACE) == PLAIN
    assert PLAIN[:8] not in SEALED
    assert VAULT.queues.seal(PLAIN, *PLACE) != SEALED


@pytest.mark.parametrize(
    "place", [("inbox", "body", "row-1"), ("entries", "other", "row-1"), ("entries", "body", "row-2")]
)
def test_a_field_moved_to_another_table_column_or_row_does_not_open(place: tuple[str, ...]) -> None:
    with pytest.raises(SealError):
        VAULT.queues.open(SEALED, *place)


@given(st.integers(0, len(SEALED) * 8 - 1))
def test_a_field_with_any_bit_flipped_does_not_open(bit: int) -> None:
    altered = bytearray(SEALED)
    altered[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SealError):
        VAULT.queues.open(bytes(altered), *PLACE)


def test_a_field_truncated_anywhere_does_not_open() -> None:
    for size in range(len(SEALED)):
        with pytest.raises(SealError):
            VAULT.queues.open(SEALED[:size], *PLACE)


def test_a_field_under_another_root_or_root_id_does_not_open() -> None:
    key = os.urandom(32)
    sealed = Cipher(key, "root-1").seal(PLAIN, *PLACE)
    for other in (Cipher(key, "root-2"), Cipher(os.urandom(32), "root-1")):
        with pytest.raises(SealError):
            other.open(sealed, *PLACE)
    with pytest.raises(SealError):
        open_vault(new_root([OLD]), [OLD]).queues.open(SEALED, *PLACE)


def test_what_does_not_open_is_told_without_what_it_held() -> None:
    with pytest.raises(SealError) as caught:
        VAULT.queues.open(SEALED[:-1], *PLACE)
    assert str(caught.value) == "a field of entries.body does not open"
    assert caught.value.__cause__ is None


@example({"text": "half \ud83d"})
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=())),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_comes_back_as_it_was_even_half_characters(value: object) -> None:
    assert VAULT.queues.open_json(VAULT.queues.seal_json(value, *PLACE), *PLACE) == value


def test_appeals_have_keys_of_their_own() -> None:
    first, second = VAULT.new_appeal_key("a1"), VAULT.new_appeal_key("a2")
    sealed = VAULT.appeal("a1", first).seal(PLAIN, *PLACE)
    assert VAULT.appeal("a1", first).open(sealed, *PLACE) == PLAIN
    for other in (VAULT.appeal("a2", second), VAULT.queues):
        with pytest.raises(SealError):
            other.open(sealed, *PLACE)


def test_an_appeals_key_does_not_open_for_another_appeal() -> None:
    with pytest.raises(SealError):
        VAULT.appeal("a2", VAULT.new_appeal_key("a1"))


def test_look_up_hashes_are_the_same_whatever_the_order_of_secrets() -> None:
    rotated = open_vault(ROOT, [NEW, OLD])
    assert (
        rotated.hash("chat", 500)
        == VAULT.hash("chat", "500")
        == open_vault(ROOT, [OLD, NEW]).hash("chat", 500)
    )
    assert rotated.queues.open(SEALED, *PLACE) == PLAIN


def test_look_up_hashes_differ_by_kind_parts_and_root() -> None:
    hashes = {
        VAULT.hash("chat", 500),
        VAULT.hash("chat", 501),
        VAULT.hash("message", 500),
        VAULT.hash("chat", 500, 1),
        open_vault(new_root([OLD]), [OLD]).hash("chat", 500),
        VAULT.hash("chat", "\ud83d"),
    }
    assert len(hashes) == 6
    assert all(len(each) == 32 for each in hashes)


def test_a_root_without_its_secret_is_refused_by_its_name() -> None:
    with pytest.raises(KeyFileError, match="made with secret 'old'"):
        open_vault(ROOT, [NEW])


def test_a_secret_of_the_right_name_and_another_key_is_refused() -> None:
    with pytest.raises(KeyFileError, match="not the one this database was made with"):
        open_vault(ROOT, [Secret("old", NEW.key)])


def test_a_root_given_another_secrets_name_is_refused() -> None:
    with pytest.raises(KeyFileError):
        open_vault(WrappedRoot(ROOT.id, "new", ROOT.wrapped), [NEW, OLD])


def test_no_repr_shows_a_key() -> None:
    shown = f"{OLD!r} {OLD} {[OLD]} {VAULT!r} {VAULT.queues!r} {ROOT!r} {Vault!r}"
    assert repr(OLD.key) not in shown
    assert OLD.key.hex() not in shown
    assert "key=" not in shown
