"""Files dropped into a container, and the queue that is told of them."""

import os
from pathlib import Path

from infra.local.state import digest
from tests.support.sample import Sample
from tests.support.sqlite import opened


def drop(sample: Sample, name: str, content: str = "hello") -> Path:
    file = sample.data / "blobs" / "inbox" / name
    hidden = file.with_name(f".{file.name}")
    hidden.write_text(content)
    hidden.rename(file)
    return file


def names(sample: Sample) -> list[str]:
    return [note["name"] for note in sample.notes("dropped")]


def has_receipt(sample: Sample, name: str) -> bool:
    with opened(sample.data / "host" / "state.db") as state:
        return bool(state.execute("SELECT 1 FROM Receipts WHERE Blob = ?", (digest(name),)).fetchone())


def nothing_waits(sample: Sample) -> bool:
    with opened(sample.data / "servicebus.db") as bus:
        return bus.execute("SELECT 1 FROM Messages").fetchone() is None


def test_a_dropped_file_is_told_of_once_and_by_name_only(sample: Sample) -> None:
    drop(sample, "one.txt", "a secret")
    (sample.data / "blobs" / "inbox" / ".hidden.txt").write_text("not yet")
    sample.until(lambda: "one.txt" in names(sample))

    drop(sample, "two.txt")
    sample.until(lambda: "two.txt" in names(sample))
    assert [name for name in names(sample) if "one" in name or "hidden" in name] == ["one.txt"]
    [note] = [note for note in sample.notes("dropped") if note["name"] == "one.txt"]
    assert note["event"]["eventType"] == "Microsoft.Storage.BlobCreated"
    assert note["event"]["subject"] == "/blobServices/default/containers/inbox/blobs/one.txt"
    assert "secret" not in str(note)


def test_a_changed_file_is_a_new_blob(sample: Sample) -> None:
    drop(sample, "changing.txt", "first")
    sample.until(lambda: "changing.txt" in names(sample))

    drop(sample, "changing.txt", "second")

    sample.until(lambda: names(sample).count("changing.txt") == 2)


def test_what_is_no_file_is_told_of_too_and_stops_nothing(sample: Sample) -> None:
    folder = sample.data / "blobs" / "inbox"
    os.mkfifo(folder / "a.fifo")
    (folder / "b.link").symlink_to("/dev/zero")
    (folder / "c\nd.txt").write_text("a name of two lines")

    sample.until(lambda: {"a.fifo", "b.link", "c\nd.txt"} <= set(names(sample)))


def test_a_message_that_cannot_be_handled_is_tried_five_times_and_ends_in_the_poison_queue(sample: Sample) -> None:
    drop(sample, "bad.txt")

    sample.until(lambda: bool(sample.notes("poisoned")))

    assert [note["count"] for note in sample.notes("dropped") if note["name"] == "bad.txt"] == [1, 2, 3, 4, 5]
    [note] = sample.notes("poisoned")
    assert note["event"]["subject"].endswith("/inbox/blobs/bad.txt")


def test_receipts_survive_a_kill(fresh_sample: Sample) -> None:
    drop(fresh_sample, "once.txt")
    fresh_sample.until(lambda: has_receipt(fresh_sample, "once.txt"))
    fresh_sample.until(lambda: "once.txt" in names(fresh_sample))
    fresh_sample.until(lambda: nothing_waits(fresh_sample))  # else it would rightly come once more
    fresh_sample.kill()
    drop(fresh_sample, "meanwhile.txt", "dropped while down")

    fresh_sample.start()

    fresh_sample.until(lambda: "meanwhile.txt" in names(fresh_sample))
    assert names(fresh_sample).count("once.txt") == 1
