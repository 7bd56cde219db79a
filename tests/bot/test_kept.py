from bot.kept import Kept


def test_what_was_asked_for_most_recently_stays() -> None:
    kept: Kept[str, str] = Kept(6, size=len)
    kept.put("a", "aa")
    kept.put("b", "bb")
    kept.put("c", "cc")

    kept.get("a")
    kept.put("d", "dd")

    assert kept.get_all(["a", "b", "c", "d"]) == ["aa", None, "cc", "dd"]


def test_a_value_that_is_put_again_counts_once() -> None:
    kept: Kept[str, str] = Kept(4, size=len)
    for _ in range(5):
        kept.put("a", "aa")

    kept.put("b", "bb")

    assert kept.get_all(["a", "b"]) == ["aa", "bb"]


def test_what_is_too_large_for_it_is_not_kept() -> None:
    kept: Kept[str, str] = Kept(3, size=len)

    kept.put("a", "aaaa")
    kept.put("b", "bbb")

    assert kept.get_all(["a", "b"]) == [None, "bbb"]


def test_what_is_forgotten_leaves_its_room_to_others() -> None:
    kept: Kept[str, str] = Kept(4, size=len)
    kept.put("a", "aaa")

    kept.forget("a")
    kept.forget("a")
    kept.put("b", "bb")
    kept.put("c", "cc")

    assert kept.get_all(["a", "b", "c"]) == [None, "bb", "cc"]
