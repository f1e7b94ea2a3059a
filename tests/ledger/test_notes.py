"""Signed notes, keys and checkpoints: the published note, PyNaCl as a second implementation, and damage."""

import base64

import nacl.signing
import pytest

from reporting.ledger.checkpoints import head_text, read_head
from reporting.ledger.kinds import Head, NotProven
from reporting.ledger.notes import COSIGNATURE, Signature, SignedNote, VerifyKey, read_key, read_note, verify
from reporting.ledger.signing import make_signing_key, read_signing_key, sign
from tests.ledger import published

ORIGIN = "portal.example/receipts/2026"
HEAD = Head(ORIGIN, 16, bytes(range(32)))


@pytest.fixture
def key():
    return read_signing_key(make_signing_key(ORIGIN))


def test_the_published_note_holds():
    key = read_key(published.NOTE_KEY)

    held = verify(read_note(published.NOTE), [key])

    assert [signed.key for signed in held] == [key]
    assert str(key) == published.NOTE_KEY
    assert str(read_note(published.NOTE)) == published.NOTE


def test_the_published_note_with_one_byte_more_does_not_hold():
    with pytest.raises(NotProven, match="changed after signing"):
        verify(read_note("x" + published.NOTE), [read_key(published.NOTE_KEY)])


def test_pynacl_agrees_with_our_signatures(key):
    note = read_note(sign(head_text(HEAD), key))

    theirs = nacl.signing.VerifyKey(key.verify_key.public)

    assert theirs.verify(note.text.encode(), note.signatures[0].raw) == note.text.encode()


def test_we_agree_with_pynacl_signatures():
    theirs = nacl.signing.SigningKey.generate()
    key = VerifyKey("log.example", 1, bytes(theirs.verify_key))
    text = head_text(HEAD)

    note = SignedNote(text, (Signature(key.name, key.id, theirs.sign(text.encode()).signature),))

    assert verify(read_note(str(note)), [key])


def witness_line(text, *, at):
    theirs = nacl.signing.SigningKey.generate()
    key = VerifyKey("witness.example/w1", COSIGNATURE, bytes(theirs.verify_key))
    signature = theirs.sign(f"cosignature/v1\ntime {at}\n{text}".encode()).signature
    return key, Signature(key.name, key.id, at.to_bytes(8, "big") + signature)


def test_a_witness_confirms_when_it_saw_a_checkpoint(key):
    note = sign(head_text(HEAD), key)
    witness, line = witness_line(head_text(HEAD), at=1_795_000_000)

    held = verify(read_note(note + str(line)), [key.verify_key, witness])

    assert [signed.at for signed in held] == [None, 1_795_000_000]
    assert len(base64.b64decode(str(line).split(" ")[2])) == 76


def test_signatures_of_unknown_keys_are_passed_over(key):
    note = sign(head_text(HEAD), key)
    _, line = witness_line(head_text(HEAD), at=1_795_000_000)

    assert len(verify(read_note(note + str(line)), [key.verify_key])) == 1


def test_a_note_without_a_known_key_is_refused(key):
    other = read_signing_key(make_signing_key(ORIGIN))

    with pytest.raises(NotProven, match="not signed by a key you trust"):
        verify(read_note(sign("text\n", key)), [other.verify_key])


def test_a_private_key_is_read_back_and_names_its_origin(key):
    assert key.verify_key.name == ORIGIN
    assert read_key(str(key.verify_key)) == key.verify_key


@pytest.mark.parametrize("origin", ["", "two words", "a+b"])
def test_an_origin_that_cannot_be_a_key_name_is_refused(origin):
    with pytest.raises(NotProven):
        make_signing_key(origin)


def test_a_damaged_private_key_is_refused_without_repeating_it():
    text = make_signing_key(ORIGIN)
    place = len(text) - 20
    damaged = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]

    with pytest.raises(NotProven) as refused:
        read_signing_key(damaged)

    assert damaged[-20:] not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text\n",
        "text\n\n",
        "\n\n— a b\n",
        "text\n\n— a\n",
        "text\n\n— a !!!!\n",
        "text\n\n- a AAAAAAAA\n",
        "text\r\n\n— a AAAAAAAA\n",
        "text\n\n— a AAAAAAAA",
        "text\n\n" + "— a AAAAAAAA\n" * 40,
    ],
)
def test_what_is_no_signed_note_is_refused(text):
    with pytest.raises(NotProven):
        read_note(text)


def test_a_checkpoint_is_read_back():
    assert read_head(head_text(HEAD)) == HEAD


@pytest.mark.parametrize(
    "change",
    [("16", "016"), ("16", "-16"), ("16", "16 "), ("16", "1６"), ("=", ""), ("\n", "\nmore\n"), ("16", "9" * 20)],
)
def test_a_checkpoint_of_another_form_is_refused(change):
    with pytest.raises(NotProven):
        read_head(head_text(HEAD).replace(*change))
