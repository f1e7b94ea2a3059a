"""Checking a receipt: what is good, what is not, and in which words."""

from dataclasses import replace
from hashlib import sha256

import nacl.signing
import pytest

from reporting.ledger.checkpoints import head_text
from reporting.ledger.kinds import Head, NotProven
from reporting.ledger.notes import COSIGNATURE, Signature, VerifyKey
from reporting.ledger.receipt_file import MOST_STATEMENT_BYTES, ReceiptFile, read_receipt
from reporting.ledger.signing import sign
from reporting.ledger.verify import ALONE, check, main, read_keys, words
from reporting.receipts.statement import leaf_of
from tests.receipts.small_log import WORDS, SmallLog, new_key, receipt_in, statement


@pytest.fixture
def log():
    return SmallLog()


def test_a_receipt_with_its_proof_is_good_and_names_its_interval(log):
    proven = check(str(receipt_in(log)), [log.key.verify_key])

    assert (proven.case_number, proven.claimed_hour) == ("GF-7K2M-9QXR-4", "2026-11-21 09:00 UTC, rounded down to the hour")
    assert (proven.after_size, proven.place.index, proven.place.size) == (16, 23, 32)
    assert "Interval: entered after the log held 16 leaves and before it held 32." in words(proven)
    assert ALONE in words(proven)


def test_a_receipt_with_only_the_promise_is_good_and_says_that_proof_is_to_come(log):
    note = sign(log.statement(), log.key)

    proven = check(str(ReceiptFile(WORDS, note)), [log.key.verify_key])

    assert proven.place is None
    assert "promised to enter it in its log within 10 minutes" in " ".join(words(proven))


def test_the_first_receipt_of_a_log_needs_no_history(log):
    receipt = receipt_in(log, before=0, after=0)

    assert receipt.history == ()
    assert check(str(receipt)).place.size == 1


def test_without_keys_the_printed_key_is_used_and_is_to_be_compared(log):
    proven = check(str(receipt_in(log)))

    assert not proven.is_key_trusted
    assert str(log.key.verify_key) in " ".join(words(proven))


def test_a_receipt_that_a_stranger_signed_in_our_name_is_not_called_good_without_keys():
    forged = SmallLog()

    said = words(check(str(receipt_in(forged))))

    assert said[0] == "Unchanged since it was signed, but whose key signed it was not checked."
    assert not any("Good" in line for line in said)


def test_a_receipt_of_another_portals_key_is_refused(log):
    with pytest.raises(NotProven, match="not signed by a key you trust"):
        check(str(receipt_in(log)), [new_key().verify_key])


def cosigned(checkpoint, text, *, at):
    theirs = nacl.signing.SigningKey.generate()
    key = VerifyKey("witness.example/w1", COSIGNATURE, bytes(theirs.verify_key))
    raw = theirs.sign(f"cosignature/v1\ntime {at}\n{text}".encode()).signature
    return key, checkpoint + str(Signature(key.name, key.id, at.to_bytes(8, "big") + raw))


def test_a_witness_confirms_the_time(log):
    receipt = receipt_in(log)
    witness, checkpoint = cosigned(log.checkpoint(), head_text(log.head()), at=1_795_252_345)
    receipt = replace(receipt, proof=receipt.proof.replace(log.checkpoint(), checkpoint))

    proven = check(str(receipt), [log.key.verify_key, witness])

    assert "the log held it by 2026-11-21 09:12:25 UTC (seen by witness.example/w1)" in words(proven)[-1]


def test_a_witness_alone_does_not_make_a_receipt_good(log):
    receipt = receipt_in(log)
    witness, checkpoint = cosigned(log.checkpoint(), head_text(log.head()), at=1_795_252_345)
    receipt = replace(receipt, proof=receipt.proof.replace(log.checkpoint(), checkpoint))

    with pytest.raises(NotProven):
        check(str(receipt), [witness])


def test_a_statement_that_stands_before_the_checkpoint_it_names_was_backdated(log):
    log.pad(20)
    text = log.statement()
    log.leaves[3] = leaf_of(text)
    receipt = log.receipt(text, previous=20)

    with pytest.raises(NotProven, match="backdated"):
        check(str(receipt))


def test_a_rewritten_history_is_found(log):
    receipt = receipt_in(log)
    log.leaves[5] = bytes(32)
    text = receipt.statement.rpartition("\n\n")[0] + "\n"

    with pytest.raises(NotProven, match="does not begin with the earlier one"):
        check(str(log.receipt(text, previous=16)))


def test_an_invented_beginning_is_refused(log):
    text = statement(Head("", 0, bytes(32)), log.key).text()
    log.leaves.append(leaf_of(text))

    with pytest.raises(NotProven, match="a beginning of the log that cannot be"):
        check(str(log.receipt(text, previous=0)))


def test_a_proof_of_another_statement_is_refused(log):
    first = receipt_in(log)
    second = receipt_in(log)

    with pytest.raises(NotProven, match="does not lead to the signed root"):
        check(str(replace(first, proof=second.proof, history=second.history)))


def test_a_proof_from_another_log_is_refused(log):
    receipt = receipt_in(log)
    foreign = sign(head_text(Head("other.example/log", 32, log.head().root)), log.key)
    receipt = replace(receipt, proof=receipt.proof.replace(log.checkpoint(), foreign))

    with pytest.raises(NotProven, match="another log"):
        check(str(receipt))


def flips(text):
    raw = text.encode()
    for place in range(len(raw)):
        for bit in range(8):
            yield raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :]


def is_refused(raw, keys):
    try:
        check(raw.decode(), keys)
    except (NotProven, UnicodeDecodeError):
        return True
    return False


def test_every_single_flipped_bit_of_a_receipt_is_refused(log):
    """T-03."""
    text, keys = str(receipt_in(log)), [log.key.verify_key]
    assert not is_refused(text.encode(), keys)

    assert [raw for raw in flips(text) if not is_refused(raw, keys)] == []


@pytest.mark.parametrize("part", ["statement", "proof", "history"])
def test_every_flipped_bit_is_refused_by_the_signatures_and_proofs_even_when_the_checksum_is_made_anew(log, part):
    receipt, keys = receipt_in(log), [log.key.verify_key]
    start, end = {"statement": ("statement", "proof"), "proof": ("proof", "history"), "history": ("history", "end")}[part]
    text = str(receipt)
    begin, stop = text.index(f"----- {start} -----\n") + len(f"----- {start} -----\n"), text.index(f"----- {end} ")

    kept = [raw for raw in flips(text[begin:stop]) if not is_refused(_sealed_again(text, begin, raw, stop), keys)]

    assert kept == []


def _sealed_again(text, begin, raw, stop):
    whole = text[:begin].encode() + raw + text[stop : text.index("----- end ")].encode()
    return whole + b"----- end sha256 " + sha256(whole).hexdigest().encode() + b" -----\n"


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: f"\n\n{text}\n ", str.rstrip])
def test_line_ends_and_blanks_around_a_pasted_receipt_do_no_harm(log, change):
    assert check(change(str(receipt_in(log)))).place.index == 23


def test_a_receipt_is_read_back_as_it_was_written(log):
    receipt = receipt_in(log)

    assert read_receipt(str(receipt)) == receipt


@pytest.mark.parametrize("text", ["", "hello", "x" * 70_000, "words\n----- statement -----\n"])
def test_what_is_no_receipt_is_refused(text):
    with pytest.raises(NotProven):
        check(text)


def test_a_statement_is_short_even_with_a_long_host(log):
    assert len(log.statement(portal="https://" + "a" * 60 + ".example").encode()) <= MOST_STATEMENT_BYTES


def test_a_statement_longer_than_a_kilobyte_is_refused(log):
    with pytest.raises(NotProven, match="longer"):
        log.statement(portal="https://" + "a" * 900)


def test_a_value_cannot_add_a_line_to_a_statement(log):
    with pytest.raises(NotProven):
        log.statement(guidance_version="1\nkey: other")


def test_keys_are_read_one_a_line(log):
    text = f"# the portal's key\n\n{log.key.verify_key}\n"

    assert read_keys(text) == [log.key.verify_key]
    with pytest.raises(NotProven):
        read_keys("# none\n")


def test_the_command_says_why_a_file_is_not_good(tmp_path, capsys):
    file = tmp_path / "receipt.txt"
    file.write_bytes(b"\xff")

    assert main([str(file)]) == 1
    assert main([str(tmp_path / "missing")]) == 1
    assert main([]) == 2
    assert "Not good: the file is damaged" in capsys.readouterr().out
