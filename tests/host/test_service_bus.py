"""Queues, topics and subscriptions as Service Bus keeps them."""

from tests.support import http
from tests.support.sample import Sample
from tests.support.sqlite import opened


def bodies(sample: Sample, function: str) -> list[str]:
    return [note["body"] for note in sample.notes(function)]


def test_a_message_reaches_its_queue_with_its_properties(sample: Sample) -> None:
    sample.sends("orders", "first")
    sample.until(lambda: "first" in bodies(sample, "queued"))

    [note] = [note for note in sample.notes("queued") if note["body"] == "first"]
    assert (note["count"], note["subject"]) == (1, "Sample")
    assert note["id"].startswith("orders-first")


def test_every_subscription_of_a_topic_gets_its_own_copy(sample: Sample) -> None:
    sample.sends("news", "extra")

    sample.until(lambda: "extra" in bodies(sample, "orderly"))
    sample.until(lambda: any("extra" in note["bodies"] for note in sample.notes("batches")))
    assert sample.notes("batches")[-1]["properties"] == {"k": "v"}


def test_a_poison_message_is_tried_four_times_then_dead_lettered_with_its_reason_and_can_be_replayed(
    sample: Sample,
) -> None:
    sample.sends("orders", "poison pill", "healthy")
    admin, key = f"{sample.root}/admin/servicebus/deadletters", {"x-functions-key": sample.host_key()}

    sample.until(lambda: bool(http.get(admin, headers=key).json()))

    [dead] = http.get(admin, headers=key).json()
    assert (dead["entity"], dead["reason"], dead["deliveryCount"]) == ("orders", "MaxDeliveryCountExceeded", 4)
    assert "cannot take this" in dead["description"]
    assert [n["count"] for n in sample.notes("queued") if n["body"] == "poison pill"] == [1, 2, 3, 4]
    sample.until(lambda: "healthy" in bodies(sample, "queued"))
    assert http.get(admin).status_code == 401
    assert http.post(admin, headers=key).json() == {"replayed": 1}
    sample.until(lambda: bodies(sample, "queued").count("poison pill") == 8)


def test_a_session_stays_in_order_even_when_one_of_its_messages_fails(sample: Sample) -> None:
    sample.sends("news", "one", "fails twice", "three", session="A")
    sample.sends("news", *(f"b{n}" for n in range(5)), session="B")

    sample.until(lambda: {"three", "b4"} <= set(bodies(sample, "orderly")))

    seen = {s: [n["body"] for n in sample.notes("orderly") if n["session"] == s] for s in "AB"}
    assert seen["A"] == ["one", "fails twice", "fails twice", "fails twice", "three"]
    assert seen["B"] == [f"b{n}" for n in range(5)]


def test_sessions_do_not_wait_for_each_other(sample: Sample) -> None:
    for session, other in ("CD", "DC", "EF", "FE"):
        sample.sends("news", f"meets {other}", *(f"{session}{n}" for n in range(10)), session=session)

    sample.until(lambda: {"C9", "D9", "E9", "F9"} <= set(bodies(sample, "orderly")))

    for session, other in ("CD", "DC", "EF", "FE"):  # one that waited for the other's end would have been tried again
        assert bodies(sample, "orderly").count(f"meets {other}") == 1, session


def test_batches_are_bounded_and_one_that_fails_comes_again_and_dies_as_a_whole(sample: Sample) -> None:
    sample.sends("news", *(f"n{n}" for n in range(25)), "poison", session="G")
    admin, key = f"{sample.root}/admin/servicebus/deadletters", {"x-functions-key": sample.host_key()}

    def dead() -> list[dict[str, object]]:
        return [one for one in http.get(admin, headers=key).json() if one["entity"] == "news/batches"]

    sample.until(lambda: bool(dead()))

    with_poison = [note["bodies"] for note in sample.notes("batches") if "poison" in note["bodies"]]
    assert max(len(note["bodies"]) for note in sample.notes("batches")) <= 10
    assert len(with_poison) == 4
    assert len(dead()) == len(with_poison[-1])
    assert {one["deliveryCount"] for one in dead()} == {4}


def test_messages_survive_a_kill_and_come_again(fresh_sample: Sample) -> None:
    fresh_sample.sends("news", *(f"m{n}" for n in range(40)), session="K")
    fresh_sample.until(lambda: len(bodies(fresh_sample, "orderly")) >= 5)
    fresh_sample.kill()

    fresh_sample.start()

    fresh_sample.until(lambda: "m39" in bodies(fresh_sample, "orderly"))
    firsts = list(dict.fromkeys(bodies(fresh_sample, "orderly")))
    assert firsts == [f"m{n}" for n in range(40)]


def test_a_message_id_is_taken_once(fresh_sample: Sample) -> None:
    from shared.adapters.event_bus import LocalEventBus
    from tests.support.bus import message

    bus = LocalEventBus(fresh_sample.data / "servicebus.db")
    for _ in range(3):
        bus.publish([message("orders", b"once", id="the-same", subject="Sample")])
    fresh_sample.sends("orders", "afterwards")

    def all_handled() -> bool:  # a queue's messages are handled side by side, in any order
        with opened(fresh_sample.data / "servicebus.db") as db:
            waiting = db.execute("SELECT COUNT(*) FROM Messages").fetchone()
        return "afterwards" in bodies(fresh_sample, "queued") and waiting == (0,)

    fresh_sample.until(all_handled)
    assert bodies(fresh_sample, "queued").count("once") == 1
