from __future__ import annotations

import pytest

from handouts.memo import All, Memo


def test_a_value_is_made_once_for_its_key() -> None:
    memo: Memo[int] = Memo(2)
    made: list[str] = []

    def make(name: str) -> int:
        made.append(name)
        return len(name)

    assert [memo.get("aa", lambda: make("aa")), memo.get("aa", lambda: make("aa"))] == [2, 2]
    assert made == ["aa"]
    assert (memo.tally.made, memo.tally.again) == (1, 1)


def test_no_more_values_are_kept_than_the_limit() -> None:
    memo: Memo[int] = Memo(3)
    for number in range(10):
        assert memo.get(number, lambda number=number: number) == number  # type: ignore[misc]  # binds the loop's value
        assert len(memo.kept) <= 3
    assert set(memo.kept) == {7, 8, 9}


def test_a_failure_is_not_kept() -> None:
    memo: Memo[int] = Memo(1)
    with pytest.raises(ZeroDivisionError):
        memo.get("x", lambda: 1 // 0)
    assert memo.get("x", lambda: 1) == 1


def test_two_memories_never_meet() -> None:
    first: Memo[int] = Memo(1)
    second: Memo[int] = Memo(1)
    first.get("x", lambda: 1)
    assert second.get("x", lambda: 2) == 2


def test_a_key_of_several_values_is_another_when_one_of_them_only_equals() -> None:
    one, alike, other = ["a"], ["a"], ["b"]
    assert All((one, other)) == All((one, other))
    assert hash(All((one, other))) == hash(All((one, other)))
    assert All((one, other)) not in {All((alike, other)), All((other, one)), All((one,)), All((one, other, other))}
    assert All((one,)) != (one,)
