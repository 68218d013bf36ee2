"""Files dropped into a container."""

from pathlib import Path

from tests.support.sample import Sample
from tests.support.sqlite import opened


def drop(sample: Sample, name: str, content: str) -> Path:
    file = sample.data / "blobs" / "inbox" / name
    hidden = file.with_name(f".{file.name}")
    hidden.write_text(content)
    hidden.rename(file)
    return file


def names(sample: Sample) -> list[str]:
    return [note["name"] for note in sample.notes("dropped")]


def has_receipt(sample: Sample, name: str) -> bool:
    with opened(sample.data / "host" / "state.db") as state:
        return bool(state.execute("SELECT 1 FROM Receipts WHERE Blob = ?", (name,)).fetchone())


def test_a_dropped_file_reaches_its_function_once(sample: Sample) -> None:
    drop(sample, "one.txt", "hello")
    drop(sample, "one.csv", "another pattern")
    (sample.data / "blobs" / "inbox" / ".hidden.txt").write_text("not yet")
    sample.until(lambda: "inbox/one.txt" in names(sample))

    drop(sample, "two.txt", "later")
    sample.until(lambda: "inbox/two.txt" in names(sample))
    assert [name for name in names(sample) if "one" in name or "hidden" in name] == ["inbox/one.txt"]
    assert sample.notes("dropped")[0]["content"] == "hello"


def test_a_changed_file_is_a_new_blob(sample: Sample) -> None:
    drop(sample, "changing.txt", "first")
    sample.until(lambda: "inbox/changing.txt" in names(sample))

    drop(sample, "changing.txt", "second")

    sample.until(lambda: names(sample).count("inbox/changing.txt") == 2)


def test_a_file_that_cannot_be_handled_is_tried_five_times_and_ends_in_the_poison_queue(sample: Sample) -> None:
    drop(sample, "bad.txt", "poison")

    sample.until(lambda: bool(sample.notes("poisoned")))

    assert names(sample).count("inbox/bad.txt") == 5
    [note] = sample.notes("poisoned")
    assert (note["letter"]["ContainerName"], note["letter"]["BlobName"]) == ("inbox", "bad.txt")


def test_a_large_file_is_named_but_not_handed_over(sample: Sample) -> None:
    drop(sample, "large.txt", "x" * (1024 * 1024 + 1))

    sample.until(lambda: "inbox/large.txt" in names(sample))

    [note] = [note for note in sample.notes("dropped") if note["name"] == "inbox/large.txt"]
    assert (note["length"], note["content"]) == (1024 * 1024 + 1, "")


def test_receipts_survive_a_kill(fresh_sample: Sample) -> None:
    drop(fresh_sample, "once.txt", "hello")
    fresh_sample.until(lambda: has_receipt(fresh_sample, "once.txt"))
    fresh_sample.kill()
    drop(fresh_sample, "meanwhile.txt", "dropped while down")

    fresh_sample.start()

    fresh_sample.until(lambda: "inbox/meanwhile.txt" in names(fresh_sample))
    assert names(fresh_sample).count("inbox/once.txt") == 1
