from __future__ import annotations

import pytest
from answers import ANSWERS, Answer, answers

from handouts.mail.replies import WANTED, Action, Reply, Step, judge


def test_there_are_answers_enough_and_each_has_its_source() -> None:
    found = answers()
    assert len({(one.step, one.reply) for one in found}) >= 80
    assert len({one.provider for one in found}) >= 12
    head = [line for line in ANSWERS.read_text(encoding="utf-8").splitlines() if line.startswith("# ")]
    known = {line[2:].partition(":")[0] for line in head}
    assert {one.source.rstrip("*") for one in found} <= known


@pytest.mark.parametrize("answer", answers(), ids=lambda one: f"{one.provider}-{one.step}-{one.reply.words[:40]}")
def test_a_real_answer_leads_to_the_right_action(answer: Answer) -> None:
    assert judge(answer.step, answer.reply) is answer.action


@pytest.mark.parametrize("step", Step)
def test_an_answer_that_is_waited_for_goes_on_and_any_other_yes_is_none(step: Step) -> None:
    for code in range(200, 400):
        wanted = Action.GO_ON if code in WANTED[step] else Action.RECONNECT
        assert judge(step, Reply(code, "fine")) is wanted
    for code in (0, 100, 199, 600, 999):
        assert judge(step, Reply(code)) is Action.RECONNECT


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("code", range(400, 600))
def test_no_refusal_is_taken_for_a_yes_and_only_a_persons_own_makes_it_fail(step: Step, code: int) -> None:
    action = judge(step, Reply(code, "no"))
    assert action is not Action.GO_ON
    if action is Action.FAIL:
        assert step in {Step.RCPT, Step.DATA, Step.DOT, Step.RSET, Step.QUIT}
        assert code >= 500


def test_the_words_of_an_answer_stand_on_one_line_with_its_codes_once() -> None:
    reply = Reply(550, "5.1.1 No such\n5.1.1 user here\nreally")
    assert reply.words == "550 5.1.1 No such user here really"
    assert Reply(250).words == "250"
    assert reply.enhanced == (5, 1, 1)
    assert Reply(550, "4.1.1 contradicts itself").enhanced is None
    assert Reply(550, "5.1 short").enhanced is None
