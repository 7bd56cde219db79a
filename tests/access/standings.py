"""Who acts in the matrix, and where they stand."""

from dataclasses import dataclass

from models.enums import Role, Stage
from tests.access.house import ABROAD
from tests.builders import METTE, PETER, SARA, TEAM


@dataclass(frozen=True, slots=True)
class Standing:
    """Who acts. `role` and `stage` are theirs in the first process; None: they are not in it."""

    name: str
    who: str = METTE
    team: str = TEAM
    role: Role | None = None
    stage: Stage | None = None

    def __str__(self) -> str:
        return self.name

    def in_process(self, number: int) -> tuple[Role, Stage] | None:
        """Their role and stage in the process of that number, if they are in it."""
        if number == 1:
            return None if self.role is None or self.stage is None else (self.role, self.stage)
        leads = {2: (SARA, TEAM), 3: (METTE, ABROAD)}[number]
        return (Role.FACILITATOR, Stage.JOINED) if (self.who, self.team) == leads else None

    @property
    def number(self) -> int:
        """Of the process that Sammen takes them to mean when they name none."""
        return next((number for number in (2, 3) if self.in_process(number)), 1)


MEMBERS = tuple(
    Standing(f"{role.value}, {stage.value}", role=role, stage=stage)
    for role in Role
    for stage in Stage
)
JOINED = tuple(one for one in MEMBERS if one.stage is Stage.JOINED)
OUTSIDERS = (
    Standing("a stranger in the workspace", who=PETER),
    Standing("who leads another process here", who=SARA),
    Standing("who leads a process in another workspace", team=ABROAD),
)
