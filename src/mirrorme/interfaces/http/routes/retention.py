"""How long a franchise keeps what."""

from typing import Annotated

from fastapi import Path

from mirrorme.domain.errors import NotFoundError
from mirrorme.domain.retention import Policy, Rule
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems
from mirrorme.interfaces.http.models.answers import RetentionAnswer, RuleAnswer
from mirrorme.interfaces.http.models.requests import RetentionBody
from mirrorme.pipeline.retention import change_policy, policy_of

routes = router("Franchises")
Code = Annotated[str, Path(pattern=r"^[0-9]{3}$", description="Such as 001.")]


@routes.get("/franchises/{code}/retention", responses=problems(404))
def show_retention(caller: Asking, service: TheService, code: Code) -> RetentionAnswer:
    """Show the rules that a franchise's photos are kept by."""
    with service.records.begin() as work:
        if work.franchises.get(code) is None or caller.franchise not in (None, code):
            raise NotFoundError("no_franchise", f"There is no franchise {code}.")
        return _answer(policy_of(work, code))


@routes.put("/franchises/{code}/retention", responses=problems(404))
def put_retention(caller: Asking, service: TheService, code: Code, body: RetentionBody) -> RetentionAnswer:
    """Give a franchise rules of its own, in place of all that it had; kinds left out are kept by the usual ones."""
    with service.records.begin() as work:
        rules = [Rule(one.kind, one.cold_after, one.archive_after, one.delete_after) for one in body.rules]
        return _answer(change_policy(work, caller, code, rules))


def _answer(policy: Policy) -> RetentionAnswer:
    return RetentionAnswer(
        rules=[
            RuleAnswer.model_validate(rule).model_copy(update={"own": rule.kind in policy.overridden})
            for rule in policy.rules
        ]
    )
